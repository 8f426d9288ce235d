import { judgedSubmissions } from '../../db/judgedDeals.ts';
import { knownScores } from '../../db/knownScores.ts';
import { outsideName, progressOf, voteTimes } from '../../db/labels.ts';
import { findParticipant } from '../../db/participants.ts';
import type { ContractorView } from '../../shared/contract/adjudication.ts';
import { failure, success } from '../../shared/contract/failure.ts';
import { labelInWords } from '../../shared/labels/consensus.ts';
import { contractorFigures } from '../../shared/labels/contractorFigures.ts';
import { questionInWords } from '../../shared/labels/questions.ts';
import { type ShareInterval, wilsonInterval } from '../../shared/labels/wilson.ts';
import type { Handlers } from './context.ts';

/** One contractor, over every deal in force. */
export const contractorHandlers: Handlers<'labels.contractor'> = {
  'labels.contractor': ({ db }, { id }) => {
    const person = findParticipant(db, id);
    if (person?.role !== 'contractor') return failure('not-found', 'There is no such contractor.');
    // first: where there are many votes, nothing of this is worked out here
    const judgedOnes = judgedSubmissions(db);
    const outside = outsideName(db, id);
    const score = knownScores(db).get(id);
    const found = judgedOnes.flatMap(({ id: submission, title, judged }) => {
      const share = progressOf(db, judged.deal.id).find(({ contractor }) => contractor === id);
      if (!share) return [];
      const settled = new Map([...judged.settled].map(([row, { settlement }]) => [row, settlement]));
      const figures = contractorFigures(judged.metric, judged.examples, id, settled);
      const times = judged.examples.flatMap(({ votes }) =>
        votes.filter(({ contractor }) => contractor === id).map(({ seconds }) => seconds),
      );
      return [{ submission, title, share, figures, times }];
    });
    const times = voteTimes(db, id);
    return success({
      id,
      alias: person.alias,
      outside,
      dismissed: person.dismissedAt !== null,
      known: score ? wilsonInterval(score.right, score.n) : null,
      withOthers: together(found.map(({ figures }) => figures.withOthers)),
      votes: sum(found.map(({ figures }) => figures.votes)),
      skipped: sum(found.map(({ figures }) => figures.skipped)),
      flagged: sum(found.map(({ figures }) => figures.flagged)),
      seconds: outside === null ? quartiles(times.map(({ seconds }) => seconds)) : null,
      days: byDay(times),
      submissions: found.map(({ submission, title, share, figures, times }) => ({
        id: submission,
        title,
        dealt: share.dealt,
        done: share.done,
        withOthers: figures.withOthers,
        seconds: outside === null ? (quartiles(times)?.median ?? null) : null,
        matrices: figures.matrices.map(({ question, labels, counts }) => ({
          text: questionInWords(question),
          labels: labels.map((label) => labelInWords(question, label)),
          counts: counts.map((row) => [...row]),
        })),
      })),
    });
  },
};

function together(shares: readonly (ShareInterval | null)[]): ShareInterval | null {
  const known = shares.filter((share) => share !== null);
  return wilsonInterval(sum(known.map(({ rate, n }) => Math.round(rate * n))), sum(known.map(({ n }) => n)));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** The nearest ranks; null of none. */
function quartiles(values: readonly number[]): ContractorView['seconds'] {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))]!;
  return { lower: at(0.25), median: at(0.5), upper: at(0.75) };
}

function byDay(times: readonly { readonly at: string }[]): ContractorView['days'] {
  const days = new Map<string, number>();
  for (const { at } of times) days.set(at.slice(0, 10), (days.get(at.slice(0, 10)) ?? 0) + 1);
  return [...days].sort(([a], [b]) => (a < b ? -1 : 1)).map(([day, votes]) => ({ day, votes }));
}
