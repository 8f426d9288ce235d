import { answerProbabilities, type ConsensusMethod, type Probabilities } from '../shared/labels/consensus.ts';
import type { LabelQuestion } from '../shared/labels/questions.ts';
import { type SequentialStep, type SequentialTest, sequentialTest } from '../shared/labels/sequential.ts';
import {
  type ExampleVerdict,
  exampleVerdict,
  type LabelVerdict,
  labelVerdict,
  majorityConsensus,
} from '../shared/labels/verdict.ts';
import type { Metric } from '../shared/submission/metric.ts';
import { type Adjudication, adjudications, consensusMethod } from './adjudication.ts';
import { all, type Connection, one } from './connection.ts';
import { type DealExample, dealExamples, watchOf } from './dealExamples.ts';
import { type DealRow, dealOf } from './labelDeal.ts';
import { findVersion } from './submission.ts';

/**
 * Votes on labels and what they come to. Deals are in `labelDeal.ts`. Queries for contractors are in `labelDesk.ts`, which
 * selects nothing that they must not see.
 */

/** Votes ever cast on a deal, taken back ones included. */
export function countVotesEver(db: Connection, deal: string): number {
  return one<{ n: number }>(db, 'SELECT coalesce(sum(votes_ever), 0) AS n FROM label_progress WHERE deal = ?', deal)!.n;
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

/** A deal with everything that its verdict is made of. */
export interface JudgedDeal {
  readonly deal: DealRow;
  readonly metric: Metric;
  readonly method: ConsensusMethod;
  readonly examples: readonly DealExample[];
  readonly settled: ReadonlyMap<number, Adjudication>;
  /** Verdicts of the examples, in their order. */
  readonly verdicts: readonly ExampleVerdict[];
  /** What the votes on an example say to a question by the deal's method; null where that is not clear. */
  readonly answerTo: (question: LabelQuestion, example: DealExample) => string | null;
  /** By Dawid–Skene, whatever the method. */
  readonly probabilities: () => Probabilities;
  readonly test: SequentialTest | null;
}

export function judgeDeal(db: Connection, deal: DealRow, metric: Metric): JudgedDeal {
  return judge(db, deal, metric, dealExamples(db, deal));
}

function judge(db: Connection, deal: DealRow, metric: Metric, examples: readonly DealExample[]): JudgedDeal {
  const settled = adjudications(db, deal.id);
  const method = consensusMethod(db, deal.id);
  let weighed: Probabilities | null = null;
  const probabilities = () => {
    const watch = watchOf(db);
    const onRound = (round: number) => {
      watch?.({ step: 'weighing', round });
      return true;
    };
    weighed ??= answerProbabilities(metric, examples, { onRound });
    return weighed!;
  };
  const answerTo: JudgedDeal['answerTo'] = (question, example) =>
    method === 'majority'
      ? majorityConsensus(
          question,
          example.votes.filter(({ answer }) => answer.kind !== 'skip'),
        )
      : probabilities().clear(question, example);
  const verdicts = examples.map((example) =>
    exampleVerdict(
      metric,
      example,
      (question) => answerTo(question, example),
      settled.get(example.row)?.settlement ?? null,
    ),
  );
  return { deal, metric, method, examples, settled, verdicts, answerTo, probabilities, test: testOf(deal, verdicts) };
}

/** Wald's test over verdicts in the order of the draw; null where sampling is not sequential. */
export function testOf(deal: DealRow, verdicts: readonly ExampleVerdict[]): SequentialTest | null {
  const { acceptable: p0, unacceptable: p1, alpha, beta } = deal;
  if (p0 === null || p1 === null || alpha === null || beta === null) return null;
  return sequentialTest({ p0, p1, alpha, beta }, verdicts.map(stepOf));
}

/**
 * Wald's test as far as it can be known, for asking after every vote: it waits at the first example with open votes, so
 * by majority none beyond that one is read.
 */
export function testSoFar(db: Connection, deal: DealRow): SequentialTest | null {
  const { metric } = findVersion(db, deal.version)!;
  const firstOpen = one<{ place: number }>(
    db,
    `SELECT d.place AS place FROM label_sample d
     WHERE d.deal = ? AND EXISTS (SELECT 1 FROM label_share s WHERE s.deal = d.deal AND s.row = d.row AND s.state = 'open')
     ORDER BY d.place LIMIT 1`,
    deal.id,
  );
  const whole = consensusMethod(db, deal.id) === 'dawid-skene';
  return judge(db, deal, metric, dealExamples(db, deal, whole ? undefined : firstOpen?.place)).test;
}

/** Whether somebody still has to look at an example. */
export function hasOpenVotes(db: Connection, deal: string, row: number): boolean {
  return one(db, `SELECT 1 FROM label_share WHERE deal = ? AND row = ? AND state = 'open' LIMIT 1`, deal, row) !== null;
}

/** Which example a contractor has at a place; null where there is none. */
export function dealtRow(db: Connection, deal: string, contractor: string, position: number): number | null {
  return (
    one<{ row: number }>(
      db,
      'SELECT row FROM label_share WHERE deal = ? AND contractor = ? AND position = ?',
      deal,
      contractor,
      position,
    )?.row ?? null
  );
}

function stepOf(verdict: ExampleVerdict): SequentialStep {
  return verdict === 'open' || verdict === 'undecided' ? null : verdict;
}

export interface LabelState extends LabelVerdict {
  readonly votes: number;
  readonly votesExpected: number;
  readonly sample: number;
  /** Examples in the adjudication queue. */
  readonly toSettle: number;
}

/** Of a data set on which no deal is in force. */
export const notDealt: LabelState = {
  ...labelVerdict({ right: 0, wrong: 0, undecided: 0, open: 0 }, 0),
  votes: 0,
  votesExpected: 0,
  sample: 0,
  toSettle: 0,
};

/** The verdict on one data set's labels, from its votes. For lists there is `labelStates`, which keeps what it found. */
export function labelState(db: Connection, version: number, metric: Metric): LabelState {
  const deal = dealOf(db, version);
  return deal ? stateOf(judgeDeal(db, deal, metric)) : notDealt;
}

export function stateOf({ deal, examples, verdicts, settled, test }: JudgedDeal): LabelState {
  const tally = { right: 0, wrong: 0, undecided: 0, open: 0, leftOut: 0 };
  let votes = 0;
  let votesExpected = 0;
  let toSettle = 0;
  examples.forEach((example, index) => {
    const verdict = verdicts[index]!;
    tally[verdict === 'left-out' ? 'leftOut' : verdict] += 1;
    if ((verdict === 'wrong' || verdict === 'undecided') && !settled.has(example.row)) toSettle += 1;
    votes += example.votes.length;
    votesExpected += example.expected;
  });
  const verdict = labelVerdict(tally, deal.threshold, { test, stopped: deal.stopped_at !== null });
  return { ...verdict, votes, votesExpected, sample: deal.sample, toSettle };
}

/** Seconds and times of a contractor's current votes, earliest first. */
export function voteTimes(db: Connection, contractor: string): { readonly seconds: number; readonly at: string }[] {
  return all(db, 'SELECT seconds, cast_at AS at FROM current_vote WHERE contractor = ? ORDER BY cast_at', contractor);
}

/** What a contractor who labelled elsewhere is called there; null for one of ours. */
export function outsideName(db: Connection, contractor: string): string | null {
  return (
    one<{ name: string }>(db, 'SELECT name FROM outside_contractor WHERE participant = ?', contractor)?.name ?? null
  );
}
