import { dealOf } from '../../db/labelDeal.ts';
import { labelStates } from '../../db/labelStates.ts';
import { labelState, notDealt, progressOf, votedRows } from '../../db/labels.ts';
import { currentRules } from '../../db/rules.ts';
import { currentVersion, findSubmission, submissionsInContest } from '../../db/submission.ts';
import { failure, success } from '../../shared/contract/failure.ts';
import { answerInWords } from '../../shared/labels/verdict.ts';
import type { Handlers } from './context.ts';

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
    const deal = dealOf(db, version.key);
    const state = labelState(db, version.key, version.metric);
    const rows = deal ? votedRows(db, deal, version.metric) : [];
    return success({
      dealt: deal !== null,
      sample: state.sample,
      overlap: deal?.overlap ?? 0,
      votes: state.votes,
      votesExpected: state.votesExpected,
      settled: state.right + state.wrong,
      undecided: state.undecided,
      wrong: state.wrong,
      errorRate: state.errorRate,
      threshold: deal?.threshold ?? currentRules(db).labelErrorThreshold,
      outcome: state.outcome,
      why: state.why,
      contractors: deal ? progressOf(db, deal.id).map(({ contractor, ...rest }) => ({ id: contractor, ...rest })) : [],
      disputed: rows.flatMap((row) =>
        row.verdict === 'wrong' || row.verdict === 'undecided'
          ? {
              row: row.row,
              prompt: row.prompt,
              submitted: row.answerIndex === null ? (row.completion ?? '') : (row.classes?.[row.answerIndex] ?? ''),
              votes: row.votes.map((vote) => ({
                alias: vote.alias,
                answer: answerInWords(vote.answer, row.classes),
                flag: vote.flag,
                note: vote.note,
              })),
              verdict: row.verdict,
            }
          : [],
      ),
    });
  },
};
