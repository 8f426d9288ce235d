import { inTransaction } from '../../db/connection.ts';
import { labelStates } from '../../db/labelStates.ts';
import {
  countVotesEver,
  dealOf,
  insertDeal,
  labelState,
  notDealt,
  progressOf,
  votedRows,
  withdrawDeal,
} from '../../db/labels.ts';
import { activeParticipants } from '../../db/participants.ts';
import { appendEvent } from '../../db/record.ts';
import { currentRules } from '../../db/rules.ts';
import { currentVersion, findSubmission, submissionsInContest } from '../../db/submission.ts';
import { failure, success } from '../../shared/contract/failure.ts';
import { dealLabels } from '../../shared/labels/deal.ts';
import { answerInWords } from '../../shared/labels/verdict.ts';
import type { Handlers } from './context.ts';

/** What organizers do with labels: deal, see who has done what, read the verdict. The contractor's side is `labelDesk.ts`. */
export const labelHandlers: Handlers<'labels.deal' | 'labels.undeal' | 'labels.overview' | 'labels.verdict'> = {
  'labels.deal': ({ db, now, newId, randomBytes, actor }, input) => {
    const version = currentVersion(db, input.submission);
    if (!version) return failure('not-found', `There is no submission ${input.submission}.`);
    if (dealOf(db, version.key)) {
      return failure(
        'conflict',
        'Labels of this version are dealt already. Take that deal back first, if nobody has voted on it.',
      );
    }
    const people = new Map(activeParticipants(db, 'contractor').map((person) => [person.id, person.alias]));
    const stranger = input.contractors.find((id) => !people.has(id));
    if (stranger) return failure('not-found', 'One of the chosen contractors is not there any more. Choose again.');
    const seed = input.seed ?? new DataView(randomBytes(4).buffer).getUint32(0);
    const dealt = dealLabels({
      examples: version.examples,
      sample: input.sample,
      overlap: input.overlap,
      contractors: input.contractors,
      seed,
    });
    if (!dealt.ok) return failure('conflict', dealt.message);
    const { sample, shares } = dealt.deal;
    const at = now();
    const deal = {
      id: newId(),
      version: version.key,
      sample: sample.length,
      overlap: input.overlap,
      seed,
      instructions: input.instructions,
      threshold: currentRules(db).labelErrorThreshold,
      created_at: at,
    };
    const votes = sample.length * input.overlap;
    inTransaction(db, () => {
      insertDeal(db, { ...deal, shares });
      appendEvent(db, {
        at,
        actor,
        kind: 'labels.dealt',
        subject: input.submission,
        sentence: `Dealt ${sample.length} examples of ${input.submission} to ${shares.size} contractors, ${input.overlap} each.`,
        after: { ...deal, contractors: [...shares.keys()].map((id) => people.get(id)) },
      });
    });
    return success({ examples: sample.length, votes });
  },

  'labels.undeal': ({ db, now, actor }, input) => {
    const version = currentVersion(db, input.submission);
    const deal = version && dealOf(db, version.key);
    if (!deal) return failure('not-found', 'No labels of this submission are dealt.');
    const votes = countVotesEver(db, deal.id);
    if (votes > 0) {
      return failure('conflict', `${votes} votes were cast on this deal, so it stays. Votes are never thrown away.`);
    }
    const at = now();
    inTransaction(db, () => {
      withdrawDeal(db, deal.id, at);
      appendEvent(db, {
        at,
        actor,
        kind: 'labels.undealt',
        subject: input.submission,
        sentence: `Took back the deal of ${deal.sample} examples of ${input.submission}.`,
        before: deal,
      });
    });
    return success({});
  },

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
