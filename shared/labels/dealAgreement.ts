import type { Metric } from '../submission/metric.ts';
import {
  type CountPattern,
  fleissKappa,
  gwetAC1,
  krippendorffAlpha,
  type PatternsOfExamples,
  patternsOfExamples,
  percentAgreement,
} from './agreement.ts';
import { bootstrapIntervals, type Interval } from './bootstrap.ts';
import { type PairAgreement, pairwiseKappas } from './cohenKappa.ts';
import { questionTable, type SignedExample } from './consensus.ts';
import type { Figure } from './figure.ts';
import { questionsOf, rightAnswer, saidTo } from './questions.ts';
import type { Vote } from './verdict.ts';
import type { VoteTable } from './voteTable.ts';
import { type ShareInterval, wilsonInterval } from './wilson.ts';

/** A figure with its 95 % interval, each of which may be undefined and then says why. */
export interface Measured {
  readonly figure: Figure;
  readonly interval: Interval;
}

export interface DealAgreement {
  readonly alpha: Measured;
  readonly fleiss: Measured;
  readonly ac1: Measured;
  readonly percentAgreement: Measured;
  readonly pairs: readonly NamedPair[];
  /** Votes that say the label is right, of all that were not skips; null without one. */
  readonly withSubmitted: ShareInterval | null;
}

export interface NamedPair extends Omit<PairAgreement, 'first' | 'second'> {
  readonly first: string;
  readonly second: string;
}

const figures = {
  alpha: (patterns: readonly CountPattern[]) => krippendorffAlpha(patterns),
  fleiss: fleissKappa,
  ac1: gwetAC1,
  percentAgreement,
};

/**
 * How far contractors agree on a deal's examples. Where the verdict hinges on two questions they agree when they give
 * both the same answers.
 */
export function dealAgreement(metric: Metric, examples: readonly SignedExample[], seed: string): DealAgreement {
  const table = votesTable(metric, examples);
  const patterns: PatternsOfExamples = patternsOfExamples(table);
  const intervals = bootstrapIntervals(patterns, figures, seed);
  const measured = (name: keyof typeof figures): Measured => ({
    figure: figures[name](patterns.patterns),
    interval: intervals[name],
  });
  return {
    alpha: measured('alpha'),
    fleiss: measured('fleiss'),
    ac1: measured('ac1'),
    percentAgreement: measured('percentAgreement'),
    pairs: pairwiseKappas(table).map(({ first, second, ...pair }) => ({
      ...pair,
      first: table.contractors[first]!,
      second: table.contractors[second]!,
    })),
    withSubmitted: withSubmitted(metric, examples),
  };
}

/** The votes of a deal as one table: a label for each combination of answers that a verdict hinges on. */
export function votesTable(metric: Metric, examples: readonly SignedExample[]): VoteTable {
  const [first, second] = questionsOf(metric);
  const table = questionTable(first!, examples);
  return second === undefined ? table : combined(table, questionTable(second, examples));
}

/** Two tables of the same votes, question by question, as one. */
function combined(a: VoteTable, b: VoteTable): VoteTable {
  const size = b.labels.length;
  return {
    ...a,
    labels: a.labels.flatMap((one) => b.labels.map((other) => `${one} / ${other}`)),
    label: a.label.map((label, vote) => label * size + b.label[vote]!),
  };
}

function withSubmitted(metric: Metric, examples: readonly SignedExample[]): ShareInterval | null {
  let right = 0;
  let n = 0;
  for (const { votes, answerIndex } of examples) {
    for (const vote of votes) {
      if (vote.answer.kind === 'skip') continue;
      n += 1;
      if (saysRight(metric, vote, answerIndex)) right += 1;
    }
  }
  return wilsonInterval(right, n);
}

/** Whether one vote finds nothing wrong with an example. */
export function saysRight(metric: Metric, { answer, flag }: Vote, answerIndex: number | null): boolean {
  if (flag === 'worked-example') return false;
  return questionsOf(metric).every((question) => saidTo(question, answer) === rightAnswer(question, answerIndex));
}
