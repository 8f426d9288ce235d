import type { Connection } from './connection.ts';
import { dealOf } from './labelDeal.ts';
import { dealMarks } from './labelStates.ts';
import { type JudgedDeal, judgeDeal } from './labels.ts';
import { submissionsInContest } from './submission.ts';

/** Larger deals are judged anew each time: to keep them would cost more memory than time is saved. */
const MOST_KEPT = 20_000;

const kept = new WeakMap<Connection, Map<string, { readonly mark: string; readonly judged: JudgedDeal }>>();

export interface JudgedSubmission {
  readonly id: string;
  readonly title: string;
  readonly judged: JudgedDeal;
}

/** Every deal in force with its verdicts, in the order of the contest's submissions; one only where an id is given. */
export function judgedSubmissions(db: Connection, only?: string): JudgedSubmission[] {
  const earlier = kept.get(db) ?? new Map<string, { mark: string; judged: JudgedDeal }>();
  kept.set(db, earlier);
  const marks = new Map(dealMarks(db).map((deal) => [deal.version, deal]));
  return submissionsInContest(db).flatMap(({ submission, version }) => {
    const mark = marks.get(version.key);
    if (!mark || (only !== undefined && submission.id !== only)) return [];
    let found = earlier.get(mark.deal);
    if (found?.mark !== mark.mark) {
      const deal = dealOf(db, version.key);
      if (!deal) return [];
      found = { mark: mark.mark, judged: judgeDeal(db, deal, version.metric) };
      if (found.judged.examples.length <= MOST_KEPT) earlier.set(mark.deal, found);
    }
    return [{ id: submission.id, title: submission.title, judged: found.judged }];
  });
}
