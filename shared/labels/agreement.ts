import { defined, type Figure, undefinedBecause } from './figure.ts';
import type { VoteTable } from './voteTable.ts';

/** How often an example got which label, and how many examples look like that: all that agreement hangs on. */
export interface CountPattern {
  /** Votes by label. */
  readonly counts: readonly number[];
  readonly votes: number;
  readonly examples: number;
}

export interface Agreement {
  /** Chance that two random votes on a random example agree. */
  readonly percentAgreement: Figure;
  readonly krippendorffAlpha: Figure;
  readonly fleissKappa: Figure;
  readonly gwetAC1: Figure;
}

export const nobodyPaired = 'No example has labels by two contractors, so nothing can be compared.';
const oneLabel = 'Every label given is the same one, so chance alone would agree as well.';

/** Examples without votes are left out. */
export function countPatterns(table: VoteTable): CountPattern[] {
  return [...patternsOfExamples(table).patterns];
}

export interface PatternsOfExamples {
  readonly patterns: readonly CountPattern[];
  /** Index into `patterns`, by example with votes. */
  readonly of: Int32Array;
}

export function patternsOfExamples(table: VoteTable): PatternsOfExamples {
  const size = table.labels.length;
  const known = new Map<string, number>();
  const found: { counts: number[]; votes: number; examples: number }[] = [];
  const of: number[] = [];
  const counts = new Array<number>(size).fill(0);
  for (let e = 0; e < table.examples.length; e++) {
    const from = table.starts[e]!;
    const to = table.starts[e + 1]!;
    if (from === to) continue;
    counts.fill(0);
    for (let v = from; v < to; v++) counts[table.label[v]!]! += 1;
    const key = counts.join();
    let pattern = known.get(key);
    if (pattern === undefined) {
      pattern = found.length;
      known.set(key, pattern);
      found.push({ counts: [...counts], votes: to - from, examples: 0 });
    }
    found[pattern]!.examples += 1;
    of.push(pattern);
  }
  return { patterns: found, of: Int32Array.from(of) };
}

export function agreement(patterns: readonly CountPattern[]): Agreement {
  return {
    percentAgreement: percentAgreement(patterns),
    krippendorffAlpha: krippendorffAlpha(patterns),
    fleissKappa: fleissKappa(patterns),
    gwetAC1: gwetAC1(patterns),
  };
}

/** The mean, over examples with two votes or more, of the share of their pairs of votes that agree. */
export function percentAgreement(patterns: readonly CountPattern[]): Figure {
  let sum = 0;
  let n = 0;
  for (const { counts, votes, examples } of patterns) {
    if (votes < 2) continue;
    sum += (examples * agreeingPairs(counts)) / (votes * (votes - 1));
    n += examples;
  }
  return n === 0 ? undefinedBecause(nobodyPaired) : defined(sum / n);
}

/** Ordered pairs of votes that name the same label. */
function agreeingPairs(counts: readonly number[]): number {
  let pairs = 0;
  for (const count of counts) pairs += count * (count - 1);
  return pairs;
}

/** Squared difference of two labels, by their places. */
type Difference = (a: number, b: number) => number;

/**
 * Krippendorff's α (Krippendorff 2011, "Computing Krippendorff's alpha-reliability"): one less observed over expected
 * disagreement, over examples with two votes or more. Missing votes are no trouble.
 *
 * @param level `ordinal` takes the labels in the order of the table
 */
export function krippendorffAlpha(patterns: readonly CountPattern[], level: 'nominal' | 'ordinal' = 'nominal'): Figure {
  const pairable = patterns.filter(({ votes }) => votes >= 2);
  if (pairable.length === 0) return undefinedBecause(nobodyPaired);
  const totals = labelTotals(pairable);
  const all = totals.reduce((sum, total) => sum + total, 0);
  const difference = level === 'nominal' ? nominal : ordinal(totals);
  let observed = 0;
  for (const { counts, votes, examples } of pairable) {
    observed += (examples * disagreement(counts, difference)) / (votes - 1);
  }
  const expected = disagreement(totals, difference);
  return expected === 0 ? undefinedBecause(oneLabel) : defined(1 - ((all - 1) * observed) / expected);
}

const nominal: Difference = (a, b) => (a === b ? 0 : 1);

/** As many steps as votes lie between two labels, half of their own votes included. */
function ordinal(totals: readonly number[]): Difference {
  const upTo: number[] = [0];
  for (const total of totals) upTo.push(upTo.at(-1)! + total);
  return (a, b) => {
    const [low, high] = a < b ? [a, b] : [b, a];
    return (upTo[high + 1]! - upTo[low]! - (totals[low]! + totals[high]!) / 2) ** 2;
  };
}

/** Over ordered pairs of different labels. */
function disagreement(counts: readonly number[], difference: Difference): number {
  let sum = 0;
  for (let a = 0; a < counts.length; a++) {
    if (counts[a] === 0) continue;
    for (let b = a + 1; b < counts.length; b++) {
      if (counts[b] !== 0) sum += 2 * counts[a]! * counts[b]! * difference(a, b);
    }
  }
  return sum;
}

function labelTotals(patterns: readonly CountPattern[]): number[] {
  const totals = new Array<number>(patterns[0]?.counts.length ?? 0).fill(0);
  for (const { counts, examples } of patterns) {
    for (let k = 0; k < totals.length; k++) totals[k]! += examples * counts[k]!;
  }
  return totals;
}

/** Each label's share of an example's votes, averaged over the examples. */
function meanShares(patterns: readonly CountPattern[]): number[] {
  const shares = new Array<number>(patterns[0]?.counts.length ?? 0).fill(0);
  let n = 0;
  for (const { counts, votes, examples } of patterns) {
    for (let k = 0; k < shares.length; k++) shares[k]! += (examples * counts[k]!) / votes;
    n += examples;
  }
  return shares.map((share) => share / n);
}

/**
 * Fleiss' κ (Fleiss 1971, "Measuring nominal scale agreement among many raters"). Where examples have different numbers
 * of votes: its generalisation by Gwet (2014, "Handbook of inter-rater reliability", ch. 2), which is the same where
 * they have not.
 */
export function fleissKappa(patterns: readonly CountPattern[]): Figure {
  const observed = percentAgreement(patterns);
  if (observed.value === null) return observed;
  const expected = meanShares(patterns).reduce((sum, share) => sum + share * share, 0);
  return onlyOneLabel(patterns) ? undefinedBecause(oneLabel) : defined((observed.value - expected) / (1 - expected));
}

/**
 * Gwet's AC1 (Gwet 2008, "Computing inter-rater reliability and its variance in the presence of high agreement"), which
 * does not collapse when nearly all labels are one class. Labels of the table that nobody gave count as possible ones.
 */
export function gwetAC1(patterns: readonly CountPattern[]): Figure {
  const observed = percentAgreement(patterns);
  if (observed.value === null) return observed;
  const shares = meanShares(patterns);
  if (shares.length < 2) return undefinedBecause(oneLabel);
  const expected = shares.reduce((sum, share) => sum + share * (1 - share), 0) / (shares.length - 1);
  return defined((observed.value - expected) / (1 - expected));
}

function onlyOneLabel(patterns: readonly CountPattern[]): boolean {
  return labelTotals(patterns).filter((total) => total > 0).length < 2;
}
