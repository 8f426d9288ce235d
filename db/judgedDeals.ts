import type { Connection } from './connection.ts';
import { dealOf } from './labelDeal.ts';
import { type JudgedDeal, judgeDeal } from './labels.ts';
import { submissionsInContest } from './submission.ts';
import { type DealMark, dealMarks, isWeighedElsewhere, VotesToWeigh } from './weighElsewhere.ts';

/** Of the deals with more examples only the one judged last is kept: more would cost more memory than time is saved. */
const MOST_KEPT = 20_000;

interface Kept {
  readonly mark: string;
  readonly judged: JudgedDeal;
}

const kept = new WeakMap<Connection, Map<string, Kept>>();

export interface JudgedSubmission {
  readonly id: string;
  readonly title: string;
  readonly judged: JudgedDeal;
}

/**
 * Every deal in force with its verdicts, in the order of the contest's submissions; one only where an id is given.
 *
 * @throws {VotesToWeigh} where a deal is too large for this connection
 */
export function judgedSubmissions(db: Connection, only?: string): JudgedSubmission[] {
  const marks = new Map(dealMarks(db).map((deal) => [deal.version, deal]));
  const entries = submissionsInContest(db).flatMap(({ submission, version }) => {
    const mark = marks.get(version.key);
    return mark && (only === undefined || submission.id === only) ? [{ submission, version, mark }] : [];
  });
  if (entries.some(({ mark }) => isWeighedElsewhere(db, mark))) throw new VotesToWeigh('answer');
  return entries.flatMap(({ submission, version, mark }) => {
    const judged = judgedDeal(db, mark, version.metric);
    return judged ? [{ id: submission.id, title: submission.title, judged }] : [];
  });
}

/** Kept from before where it still stands. */
export function judgedDeal(db: Connection, mark: DealMark, metric: JudgedDeal['metric']): JudgedDeal | null {
  const known = keptVerdicts(db, mark);
  if (known) return known;
  const deal = dealOf(db, mark.version);
  if (!deal) return null;
  const judged = judgeDeal(db, deal, metric);
  const all = keptOf(db);
  if (judged.examples.length > MOST_KEPT) {
    for (const [id, { judged: other }] of all) if (other.examples.length > MOST_KEPT) all.delete(id);
  }
  all.set(mark.deal, { mark: mark.mark, judged });
  return judged;
}

export function keptVerdicts(db: Connection, { deal, mark }: DealMark): JudgedDeal | null {
  const found = keptOf(db).get(deal);
  return found?.mark === mark ? found.judged : null;
}

function keptOf(db: Connection): Map<string, Kept> {
  const found = kept.get(db) ?? new Map<string, Kept>();
  kept.set(db, found);
  return found;
}
