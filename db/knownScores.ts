import type { Answer } from '../shared/contract/labels.ts';
import { sameAnswer } from '../shared/labels/sameAnswer.ts';
import { all, type Connection } from './connection.ts';

export interface KnownScore {
  readonly right: number;
  readonly n: number;
}

/**
 * How many known answers each contractor gave, over all deals in force: mixed-in examples, and those of the sample whose
 * answer is known. Skips are no answer. By contractor; for organizers. Joined in the order written: known answers are few,
 * and SQLite would look through every vote for them.
 */
export function knownScores(db: Connection): ReadonlyMap<string, KnownScore> {
  const scores = new Map<string, { right: number; n: number }>();
  for (const { contractor, said, known } of all<{ contractor: string; said: string; known: string }>(
    db,
    `SELECT v.contractor AS contractor, v.answer AS said, k.answer AS known
     FROM current_known_answer k
     CROSS JOIN label_deal d ON d.version = k.version AND d.withdrawn_at IS NULL
     CROSS JOIN label_share s ON s.deal = d.id AND s.row = k.row
     CROSS JOIN current_vote v ON v.deal = s.deal AND v.contractor = s.contractor AND v.position = s.position`,
  )) {
    const answer = JSON.parse(said) as Answer;
    if (answer.kind === 'skip') continue;
    const score = scores.get(contractor) ?? { right: 0, n: 0 };
    score.n += 1;
    if (sameAnswer(JSON.parse(known) as Answer, answer)) score.right += 1;
    scores.set(contractor, score);
  }
  return scores;
}

/** Median seconds of the votes of each contractor who labels here, over all deals. */
export function usualSeconds(db: Connection): ReadonlyMap<string, number> {
  const times = new Map<string, number[]>();
  for (const { contractor, seconds } of all<{ contractor: string; seconds: number }>(
    db,
    `SELECT v.contractor AS contractor, v.seconds AS seconds FROM current_vote v
     WHERE v.contractor NOT IN (SELECT participant FROM outside_contractor)`,
  )) {
    const own = times.get(contractor);
    if (own) own.push(seconds);
    else times.set(contractor, [seconds]);
  }
  return new Map([...times].map(([contractor, all]) => [contractor, median(all)]));
}

function median(values: number[]): number {
  values.sort((a, b) => a - b);
  const middle = values.length >> 1;
  return values.length % 2 === 1 ? values[middle]! : (values[middle - 1]! + values[middle]!) / 2;
}
