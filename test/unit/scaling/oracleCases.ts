import { expect } from 'vitest';
import { scalingEvidence } from '../../../shared/scaling/evidence.ts';
import { inputOf, noisy, runsOf } from './builders.ts';

/** What `test/oracle/scaling.py` prints. */
export interface OracleAnswer {
  readonly means: readonly number[];
  readonly sems: readonly number[];
  readonly p_up: readonly number[];
  readonly p_down: readonly number[];
  readonly verdicts: readonly string[];
  readonly slope: number;
  readonly slope_interval: readonly [number, number];
  readonly straightness: number;
  readonly spearman: number;
}

export const oracleCases = [
  { name: 'loss that rises', logged: true, means: [4, 4.1, 4.5, 5], n: 120, seed: 0 },
  { name: 'loss that falls and rises', logged: true, means: [6, 5, 4.2, 4.4, 5.5], n: 61, seed: 4_294_967_295 },
  { name: 'log odds near nothing', logged: false, means: [0, 0.05, -0.02], n: 90, seed: 17 },
].map((one) => ({
  ...one,
  resamples: 2000,
  sizes: one.means.map((_, place) => [124e6, 355e6, 774e6, 1.5e9, 6e9][place]!),
  columns: noisy(one.means, one.n, one.name, 0.4),
}));

export type OracleCase = (typeof oracleCases)[number];

/** What the script reads. */
export function oracleInput({ seed, resamples, logged, sizes, columns }: OracleCase): unknown {
  const values = columns[0]!.map((_, row) => columns.map((column) => column[row]));
  return { seed, resamples, logged, sizes, values };
}

/** Shares and verdicts exactly, the draws being the same; what was divided and rooted to eleven places. */
export function expectAgreement(one: OracleCase, expected: OracleAnswer): void {
  const runs = runsOf(one.columns, 'family', one.sizes);
  const metric = one.logged ? 'classification' : 'logodds';
  const trend = scalingEvidence(inputOf(runs, { metric, seed: one.seed, resamples: one.resamples })).trends[0]!;
  const { points, steps, slope, straightness, spearman } = trend;
  const interval = trend.slopeInterval.value!;
  near(
    points.map(({ mean }) => mean),
    expected.means,
  );
  near(
    points.map(({ sem }) => sem),
    expected.sems,
  );
  expect(steps.map(({ pUp }) => pUp)).toEqual(expected.p_up);
  expect(steps.map(({ pDown }) => pDown)).toEqual(expected.p_down);
  expect(steps.map(({ verdict }) => verdict)).toEqual(expected.verdicts);
  near(
    [slope.value!, interval.low, interval.high, straightness.value!, spearman.value!],
    [expected.slope, ...expected.slope_interval, expected.straightness, expected.spearman],
  );
}

function near(found: readonly number[], expected: readonly number[]): void {
  expect(found).toHaveLength(expected.length);
  for (const [place, value] of found.entries()) expect(value).toBeCloseTo(expected[place]!, 11);
}
