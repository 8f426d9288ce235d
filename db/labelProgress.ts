import type { Answer } from '../shared/contract/labels.ts';
import { sameAnswer } from '../shared/labels/sameAnswer.ts';
import { all, type Connection } from './connection.ts';
import { knownAnswers } from './knownAnswers.ts';
import type { DealRow } from './labelDeal.ts';

/** Who has done what of a deal. For organizers. */
export interface ShareSummary {
  readonly contractor: string;
  readonly alias: string;
  /** Dismissed. */
  readonly gone: boolean;
  readonly dealt: number;
  readonly done: number;
  readonly known: number;
  readonly skipped: number;
  readonly flagged: number;
  readonly practised: number;
  readonly practisedRight: number;
  /** Median seconds of work an example, all looks at it together. */
  readonly seconds: number | null;
  readonly lastAt: string | null;
}

export function dealShares(db: Connection, deal: DealRow): ShareSummary[] {
  const people = all<{ contractor: string; alias: string; gone: 0 | 1; dealt: number; done: number; known: number }>(
    db,
    `SELECT g.contractor AS contractor, p.alias AS alias, p.dismissed_at IS NOT NULL AS gone, g.dealt AS dealt,
            g.done AS done,
            (SELECT count(*) FROM label_share s
             WHERE s.deal = g.deal AND s.contractor = g.contractor AND s.kind = 'known' AND s.state <> 'moved') AS known
     FROM label_progress g JOIN participant p ON p.id = g.contractor
     WHERE g.deal = ? ORDER BY length(p.alias), p.alias`,
    deal.id,
  );
  const practice = practiceScores(db, deal);
  return people.map((person) => ({
    ...person,
    gone: person.gone === 1,
    ...votesOf(db, deal.id, person.contractor),
    ...(practice.get(person.contractor) ?? { practised: 0, practisedRight: 0 }),
  }));
}

/** What dismissed contractors left undone in deals under way, by data set. */
export interface LeftUndone {
  readonly version: number;
  readonly alias: string;
  readonly examples: number;
}

export function leftUndone(db: Connection): LeftUndone[] {
  return all<LeftUndone>(
    db,
    `SELECT d.version AS version, p.alias AS alias, g.dealt - g.done AS examples
     FROM label_deal d JOIN label_progress g ON g.deal = d.id JOIN participant p ON p.id = g.contractor
     WHERE d.withdrawn_at IS NULL AND d.stopped_at IS NULL AND p.dismissed_at IS NOT NULL AND g.done < g.dealt
     ORDER BY length(p.alias), p.alias`,
  );
}

/** Votes still to be cast, over all deals in force, by contractor. */
export function openVotes(db: Connection): Map<string, number> {
  return new Map(
    all<{ contractor: string; open: number }>(
      db,
      `SELECT g.contractor AS contractor, sum(g.dealt - g.done) AS open
       FROM label_progress g JOIN label_deal d ON d.id = g.deal
       WHERE d.withdrawn_at IS NULL AND d.stopped_at IS NULL GROUP BY g.contractor`,
    ).map(({ contractor, open }) => [contractor, open]),
  );
}

function votesOf(
  db: Connection,
  deal: string,
  contractor: string,
): Pick<ShareSummary, 'skipped' | 'flagged' | 'seconds' | 'lastAt'> {
  const votes = all<{ position: number; answer: string | null; flag: string | null; seconds: number; at: string }>(
    db,
    `SELECT position, answer, flag, seconds, cast_at AS at FROM vote
     WHERE deal = ? AND contractor = ? ORDER BY position, revision`,
    deal,
    contractor,
  );
  const latest = new Map<number, { answer: string | null; flag: string | null; seconds: number }>();
  let lastAt: string | null = null;
  for (const vote of votes) {
    const before = latest.get(vote.position)?.seconds ?? 0;
    latest.set(vote.position, { answer: vote.answer, flag: vote.flag, seconds: before + vote.seconds });
    if (lastAt === null || vote.at > lastAt) lastAt = vote.at;
  }
  const standing = [...latest.values()].filter((vote) => vote.answer !== null);
  const times = standing.map((vote) => vote.seconds).sort((a, b) => a - b);
  const middle = times.length >> 1;
  return {
    skipped: standing.filter((vote) => vote.answer === '{"kind":"skip"}').length,
    flagged: standing.filter((vote) => vote.flag !== null).length,
    seconds:
      times.length === 0 ? null : times.length % 2 === 1 ? times[middle]! : (times[middle - 1]! + times[middle]!) / 2,
    lastAt,
  };
}

function practiceScores(
  db: Connection,
  deal: DealRow,
): Map<string, Pick<ShareSummary, 'practised' | 'practisedRight'>> {
  const known = new Map(knownAnswers(db, deal.version).map(({ row, answer }) => [row, answer]));
  const scores = new Map<string, { practised: number; practisedRight: number }>();
  for (const { contractor, row, answer } of all<{ contractor: string; row: number; answer: string }>(
    db,
    `SELECT v.contractor AS contractor, p.row AS row, v.answer AS answer
     FROM practice_vote v JOIN label_practice p ON p.deal = v.deal AND p.place = v.place WHERE v.deal = ?`,
    deal.id,
  )) {
    const score = scores.get(contractor) ?? { practised: 0, practisedRight: 0 };
    score.practised += 1;
    const right = known.get(row);
    if (right && sameAnswer(right, JSON.parse(answer) as Answer)) score.practisedRight += 1;
    scores.set(contractor, score);
  }
  return scores;
}
