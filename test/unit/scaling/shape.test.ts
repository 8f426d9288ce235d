import { describe, expect, it } from 'vitest';
import { settles, shapeOf } from '../../../shared/scaling/shape.ts';
import type { Interval, StepVerdict } from '../../../shared/scaling/types.ts';
import { noisy, trendOf } from './builders.ts';

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
