import type { SubmissionRow } from '../../shared/contract/submission.ts';
import type { Status } from '../pieces/status.tsx';

/** How the states of a submission are called and drawn, wherever they stand. */
export const stateTexts: Record<SubmissionRow['state'], { title: string; status: Status; remark: string }> = {
  draft: { title: 'Drafts', status: 'todo', remark: 'a form without data' },
  stuck: { title: 'Stuck', status: 'error', remark: 'someone has to act before these can go on' },
  results: { title: 'Waiting for model results', status: 'todo', remark: 'no runs yet' },
  labels: { title: 'In label verification', status: 'now', remark: 'dealt, or waiting to be' },
  review: { title: 'In review', status: 'now', remark: 'labels passed' },
  ready: { title: 'Ready for the decision', status: 'passed', remark: 'every assigned review is in' },
  revise: { title: 'To be revised', status: 'waiting', remark: 'a new version comes in round 2' },
  decided: { title: 'Decided', status: 'done', remark: 'the decision is frozen' },
  withdrawn: { title: 'Withdrawn', status: 'waiting', remark: 'out of the contest, still in the file' },
};
