import { describe, expect, it } from 'vitest';
import { scalingEvidence } from '../../../shared/scaling/evidence.ts';
import { settles, shapeOf } from '../../../shared/scaling/shape.ts';
import type { Interval, StepVerdict } from '../../../shared/scaling/types.ts';
import { inputOf, noisy, runsOf, trendOf } from './builders.ts';

const steps = (signs: string) =>
  [...signs].map((sign) => ({
    verdict: ({ u: 'up', d: 'down', f: 'flat', '?': null } as const)[sign] as StepVerdict | null,
    why: sign === '?' ? 'no values' : null,
  }));
const between = (low: number, high: number): Interval => ({ value: { low, high }, why: null });
const rising = between(0.1, 0.2);
const falling = between(-0.2, -0.1);
const level = between(-0.1, 0.1);
const none: Interval = { value: null, why: 'A mean of 0 or less has no logarithm.' };

describe('the first shape that fits', () => {
  it.each([
    ['uuu', rising, 'strictly monotonic inverse'],
    ['uuu', none, 'strictly monotonic inverse'],
    ['uff', rising, 'approximately monotonic inverse'],
    ['fff', rising, 'approximately monotonic inverse'],
    ['ddd', falling, 'standard'],
    ['fff', falling, 'standard'],
    ['fdf', falling, 'standard'],
    ['fff', level, 'flat'],
    ['fff', between(0, 0.1), 'flat'],
    ['uufd', level, 'U-shaped'],
    ['ufd', rising, 'U-shaped'],
    ['ddu', falling, 'inverted U'],
    ['dfu', none, 'inverted U'],
    ['udu', rising, 'bumpy'],
    ['dud', level, 'bumpy'],
    ['uff', level, 'bumpy'],
    ['dff', level, 'bumpy'],
    ['uff', falling, 'bumpy'],
    ['dff', rising, 'bumpy'],
  ])('%s with the slope in %j is %s', (signs, interval, shape) => {
    expect(shapeOf(steps(signs), interval).value).toBe(shape);
  });

  it('is undefined where a step is, and where it hangs on a slope that is undefined', () => {
    expect(shapeOf(steps('u?u'), rising)).toEqual({ value: null, why: 'no values' });
    expect(shapeOf(steps('fff'), none).value).toBeNull();
    expect(shapeOf(steps('fff'), none).why).toContain('no logarithm');
  });
});

describe('a step', () => {
  it('needs more than 1 − 0.025 / k of the resamples, not just as many', () => {
    expect(settles(9750, 10_000, 1)).toBe(false);
    expect(settles(9751, 10_000, 1)).toBe(true);
    expect([9916, 9917].map((above) => settles(above, 10_000, 3))).toEqual([false, true]); // 9916.67
    expect([9950, 9951].map((above) => settles(above, 10_000, 5))).toEqual([false, true]); // 9950 exactly
  });
});

/**
 * Four examples at −3, −1, 1 and 3 around each mean: every resample has the same steps, so all of it can be worked out on
 * paper. Sizes are 10⁸ to 10¹¹, so x − x̄ is −1.5, −0.5, 0.5, 1.5 and Σ (x − x̄)² is 5; the slope is Σ (x − x̄) y / 5.
 */
describe('worked by hand', () => {
  it.each([
    { means: [0, 1, 2, 3], signs: 'uuu', slope: 1, r2: 1, rho: 1, shape: 'strictly monotonic inverse' },
    // Σ (x − x̄) y = 3; Σ (y − ȳ)² = 3, so R² = 0.6² · 5 / 3; ranks 2, 2, 2, 4
    {
      means: [0, 0, 0, 2],
      signs: 'ffu',
      slope: 0.6,
      r2: 0.6,
      rho: 3 / 15 ** 0.5,
      shape: 'approximately monotonic inverse',
    },
    { means: [3, 1, 1, 0], signs: 'dfd', slope: -0.9, r2: 4.05 / 4.75, rho: -4.5 / 22.5 ** 0.5, shape: 'standard' },
    { means: [1, 1, 1, 1], signs: 'fff', slope: 0, r2: null, rho: null, shape: 'flat' },
    // of 0, 3, 2, 1 Σ (x − x̄) y = 1 and Σ (y − ȳ)² = 5, and the ranks lie as the means do
    { means: [0, 3, 2, 1], signs: 'udd', slope: 0.2, r2: 0.04, rho: 0.2, shape: 'U-shaped' },
    { means: [2, 1, 0, 3], signs: 'ddu', slope: 0.2, r2: 0.04, rho: 0.2, shape: 'inverted U' },
    { means: [0, 2, 1, 3], signs: 'udu', slope: 0.8, r2: 0.64, rho: 0.8, shape: 'bumpy' },
  ])('$means is $shape', ({ means, signs, slope, r2, rho, shape }) => {
    const columns = means.map((mean) => [-3, -1, 1, 3].map((around) => mean + around));
    const runs = runsOf(columns, 'worked', [1e8, 1e9, 1e10, 1e11]);
    const trend = scalingEvidence(inputOf(runs)).trends[0]!;
    expect(trend.points.map(({ mean }) => mean)).toEqual(means);
    // the standard deviation of −3, −1, 1, 3 is √5
    for (const { sem } of trend.points) expect(sem).toBeCloseTo(5 ** 0.5 / 2, 12);
    expect(trend.steps.map(({ verdict }) => verdict)).toEqual(steps(signs).map(({ verdict }) => verdict));
    for (const { difference, pUp, pDown } of trend.steps) {
      expect([pUp, pDown]).toEqual([difference > 0 ? 1 : 0, difference < 0 ? 1 : 0]);
    }
    const interval = trend.slopeInterval.value!;
    for (const found of [trend.slope.value!, interval.low, interval.high]) expect(found).toBeCloseTo(slope, 12);
    const close = (found: number | null, expected: number | null) =>
      expected === null ? expect(found).toBeNull() : expect(found).toBeCloseTo(expected, 12);
    close(trend.straightness.value, r2);
    close(trend.spearman.value, rho);
    expect(trend.shape.value).toBe(shape);
  });

  it('a loss of 1, 10, 100 and 1,000 rises by a tenfold for each tenfold of parameters', () => {
    const runs = runsOf(
      [1, 10, 100, 1000].map((loss) => [loss, loss]),
      'worked',
      [1e8, 1e9, 1e10, 1e11],
    );
    const trend = scalingEvidence(inputOf(runs, { metric: 'classification' })).trends[0]!;
    expect(trend.slope.value).toBeCloseTo(1, 12);
    expect(trend.straightness.value).toBeCloseTo(1, 12);
  });
});

/** Means that the noise cannot hide: 400 examples, a standard error of the difference of some 0.035. */
describe('families made to have each shape', () => {
  it.each([
    [[0, 1, 2, 3], 'strictly monotonic inverse'],
    [[0, 0, 0, 2], 'approximately monotonic inverse'],
    [[3, 2, 1, 0], 'standard'],
    [[1, 1, 1, 1], 'flat'],
    [[0, 2, 2, 0], 'U-shaped'],
    [[2, 0, 0, 2], 'inverted U'],
    [[0, 2, 0, 2], 'bumpy'],
  ])('%j is %s', (means, shape) => {
    expect(trendOf(noisy(means, 400, 11)).shape.value).toBe(shape);
  });

  it('finds a strictly rising family rising in at least 99 of 100 seeds', () => {
    const found = Array.from(
      { length: 100 },
      (_, seed) => trendOf(noisy([0, 0.3, 0.6, 0.9], 300, `rising ${seed}`), { seed, resamples: 500 }).shape.value,
    );
    expect(found.filter((shape) => shape === 'strictly monotonic inverse').length).toBeGreaterThanOrEqual(99);
  });

  it('calls a flat family anything but flat in at most 15 of 100 seeds', () => {
    const found = Array.from(
      { length: 100 },
      (_, seed) => trendOf(noisy([1, 1, 1, 1], 300, `flat ${seed}`), { seed, resamples: 500 }).shape.value,
    );
    const wrong = found.filter((shape) => shape !== 'flat').length;
    expect(wrong).toBeLessThanOrEqual(15);
    expect(wrong).toBeGreaterThan(0); // it is a test at some 5 %, not one that never speaks
  });
});
