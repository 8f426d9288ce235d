import type { Answer } from '../shared/contract/labels.ts';
import {
  type ExampleVerdict,
  exampleVerdict,
  type LabelVerdict,
  labelVerdict,
  type Vote,
} from '../shared/labels/verdict.ts';
import type { Metric } from '../shared/submission/metric.ts';
import { all, type Connection, one } from './connection.ts';
import { findExample } from './examples.ts';
import { type DealRow, dealOf } from './labelDeal.ts';

/** Votes on labels. Deals are in `labelDeal.ts`. Queries for contractors are in `labelDesk.ts`, which selects nothing that they must not see. */

/** Votes ever cast on a deal, taken back ones included. */
export function countVotesEver(db: Connection, deal: string): number {
  return one<{ n: number }>(db, 'SELECT count(*) AS n FROM vote WHERE deal = ?', deal)!.n;
}

export interface ShareProgress {
  readonly contractor: string;
  readonly alias: string;
  readonly dealt: number;
  readonly done: number;
  readonly lastAt: string | null;
}

export function progressOf(db: Connection, deal: string): ShareProgress[] {
  return all<ShareProgress>(
    db,
    `SELECT p.id AS contractor, p.alias AS alias, g.dealt AS dealt, g.done AS done,
            (SELECT max(v.cast_at) FROM vote v WHERE v.deal = g.deal AND v.contractor = g.contractor) AS lastAt
     FROM label_progress g JOIN participant p ON p.id = g.contractor
     WHERE g.deal = ? ORDER BY p.alias`,
    deal,
  );
}

export interface VotedRow {
  readonly row: number;
  readonly prompt: string;
  readonly classes: readonly string[] | null;
  readonly completion: string | null;
  readonly answerIndex: number | null;
  readonly expected: number;
  readonly votes: readonly (Vote & { readonly alias: string; readonly note: string })[];
  readonly verdict: ExampleVerdict;
}

interface VoteJoin {
  row: number;
  alias: string;
  answer: string | null;
  flag: string | null;
  note: string | null;
}

/** Every dealt example with its votes and verdict, in the order of the data set. For organizers. */
export function votedRows(db: Connection, deal: DealRow, metric: Metric): VotedRow[] {
  const joined = all<VoteJoin>(
    db,
    `SELECT s.row AS row, p.alias AS alias, v.answer AS answer, v.flag AS flag, v.note AS note
     FROM label_share s
     JOIN participant p ON p.id = s.contractor
     LEFT JOIN current_vote v ON v.deal = s.deal AND v.contractor = s.contractor AND v.position = s.position
     WHERE s.deal = ? AND s.kind = 'sample' AND s.state <> 'moved' ORDER BY s.row, p.alias`,
    deal.id,
  );
  const byRow = new Map<number, VoteJoin[]>();
  for (const line of joined) {
    const lines = byRow.get(line.row);
    if (lines) lines.push(line);
    else byRow.set(line.row, [line]);
  }
  return [...byRow].map(([row, lines]) => {
    const example = findExample(db, deal.version, row)!;
    const votes = lines
      .filter((line) => line.answer !== null)
      .map((line) => ({
        alias: line.alias,
        answer: JSON.parse(line.answer!) as Answer,
        flag: line.flag,
        note: line.note ?? '',
      }));
    const voted = { row, answerIndex: example.answerIndex, votes, expected: lines.length };
    return {
      ...voted,
      prompt: example.prompt,
      classes: example.classes,
      completion: example.completion,
      verdict: exampleVerdict(metric, voted),
    };
  });
}

export interface LabelState extends LabelVerdict {
  readonly votes: number;
  readonly votesExpected: number;
  readonly sample: number;
}

/** Of a data set on which no deal is in force. */
export const notDealt: LabelState = {
  ...labelVerdict({ right: 0, wrong: 0, undecided: 0, open: 0 }, 0),
  votes: 0,
  votesExpected: 0,
  sample: 0,
};

interface TallyLine {
  row: number;
  answer_index: number | null;
  answer: string | null;
  flag: string | null;
}

/** The verdict on one data set's labels, from its votes. For lists there is `labelStates`, which keeps what it found. */
export function labelState(db: Connection, version: number, metric: Metric): LabelState {
  const deal = dealOf(db, version);
  if (!deal) return notDealt;
  const tally = { right: 0, wrong: 0, undecided: 0, open: 0 };
  const lines = all<TallyLine>(
    db,
    `SELECT s.row AS row, e.answer_index AS answer_index, v.answer AS answer, v.flag AS flag
     FROM label_share s
     JOIN example e ON e.key = ? * 4294967296 + s.row
     LEFT JOIN current_vote v ON v.deal = s.deal AND v.contractor = s.contractor AND v.position = s.position
     WHERE s.deal = ? AND s.kind = 'sample' AND s.state <> 'moved' ORDER BY s.row`,
    version,
    deal.id,
  );
  let votes = 0;
  for (let from = 0; from < lines.length; ) {
    let to = from;
    const said: Vote[] = [];
    while (to < lines.length && lines[to]!.row === lines[from]!.row) {
      const line = lines[to]!;
      if (line.answer !== null) said.push({ answer: JSON.parse(line.answer) as Answer, flag: line.flag });
      to += 1;
    }
    votes += said.length;
    const verdict = exampleVerdict(metric, {
      row: lines[from]!.row,
      answerIndex: lines[from]!.answer_index,
      votes: said,
      expected: to - from,
    });
    tally[verdict] += 1;
    from = to;
  }
  return { ...labelVerdict(tally, deal.threshold), votes, votesExpected: lines.length, sample: deal.sample };
}
