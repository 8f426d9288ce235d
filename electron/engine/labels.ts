import { judgedSubmissions } from '../../db/judgedDeals.ts';
import { labelStates } from '../../db/labelStates.ts';
import { notDealt } from '../../db/labels.ts';
import { currentRules } from '../../db/rules.ts';
import { currentVersion, findSubmission, submissionsInContest } from '../../db/submission.ts';
import { failure, success } from '../../shared/contract/failure.ts';
import type { Handlers } from './context.ts';
import { dealtVerdict, undealtVerdict } from './labelVerdict.ts';

/** What organizers read of labels: how far they are, and the verdict. Dealing is `labelDeal.ts`, the contractor's side `labelDesk.ts`. */
export const labelHandlers: Handlers<'labels.overview' | 'labels.verdict'> = {
  'labels.overview': ({ db }) => {
    const entries = submissionsInContest(db);
    const states = labelStates(
      db,
      entries.map(({ version }) => ({ version: version.key, metric: version.metric })),
    );
    const submissions = entries.map(({ submission, version }) => {
      const state = states.get(version.key) ?? notDealt;
      return {
        id: submission.id,
        title: submission.title,
        examples: version.examples,
        dealt: state.sample,
        votes: state.votes,
        votesExpected: state.votesExpected,
        outcome: state.outcome,
      };
    });
    return success({ submissions });
  },

  'labels.verdict': ({ db }, input) => {
    const submission = findSubmission(db, input.submission);
    const version = submission && currentVersion(db, submission.id);
    if (!version) return failure('not-found', `There is no submission ${input.submission}.`);
    const [entry] = judgedSubmissions(db, submission.id);
    return success(entry ? dealtVerdict(db, entry.judged) : undealtVerdict(currentRules(db).labelErrorThreshold));
  },
};
