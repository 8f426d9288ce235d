import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../shared/random.ts';
import { lineFitter, ranks, spearman, straightness } from '../../../shared/scaling/line.ts';
import { log10 } from '../../../shared/scaling/log10.ts';
import { quantile } from '../../../shared/scaling/quantile.ts';

describe('log10', () => {
  it('is within two units in the last place of the engine’s own', () => {
    fc.assert(
      fc.property(fc.double({ min: 5e-324, max: 1.7e308, noNaN: true }), (value) => {
        const own = Math.log10(value);
        expect(Math.abs(log10(value) - own)).toBeLessThanOrEqual(4.5e-16 * Math.max(1e-3, Math.abs(own)));
      }),
      { numRuns: 2000 },
    );
  });
  it('is exact at 1 and at powers of ten, and undefined at 0 and below', () => {
    for (let power = -300; power <= 300; power += 7) expect(log10(Number(`1e${power}`))).toBe(power);
    expect([0, -1, Number.NaN, Number.POSITIVE_INFINITY].map(log10)).toEqual([NaN, NaN, NaN, NaN]);
  });
});

describe('a line', () => {
  it('through (0, 1), (1, 3), (2, 4), (3, 4) rises by 1 and explains 5/6 of what varies', () => {
    const places = [0, 1, 2, 3];
    const heights = [1, 3, 4, 4];
    const { slope, middle, centre } = lineFitter(places);
    expect(slope(heights)).toBeCloseTo(1, 14);
    expect([centre, middle(heights)]).toEqual([1.5, 3]);
    expect(straightness(places, heights).value).toBeCloseTo(5 / 6, 14);
  });
  it('is flat to the bit where all heights are equal, and then has no straightness', () => {
    const places = [8.1, 8.9, 9.7, 11.3].map((place) => place / 3);
    expect(lineFitter(places).slope([0.1, 0.1, 0.1, 0.1])).toBe(0);
    expect(straightness(places, [0.1, 0.1, 0.1, 0.1])).toEqual({ value: null, why: 'All means are equal.' });
  });
});

describe('Spearman’s ρ', () => {
  it('shares ranks among ties', () => {
    expect(ranks([10, 20, 20, 5])).toEqual([2, 3.5, 3.5, 1]);
    // scipy.stats.spearmanr([1, 2, 3, 4], [10, 20, 20, 5])
    expect(spearman([1, 2, 3, 4], [10, 20, 20, 5]).value).toBeCloseTo(-0.316227766016838, 14);
  });
  it('is 1 for anything that rises, however bent', () => {
    expect(spearman([1, 2, 3, 4], [0, 1e-9, 5, 1e9]).value).toBe(1);
  });
});

describe('percentiles', () => {
  it('interpolate between the two nearest, as numpy does unless told otherwise', () => {
    const sorted = Float64Array.from([1, 2, 4, 8]);
    // numpy.percentile([1, 2, 4, 8], [0, 2.5, 50, 97.5, 100])
    const expected = [1, 1.075, 3, 7.7, 8];
    for (const [place, share] of [0, 0.025, 0.5, 0.975, 1].entries()) {
      expect(quantile(sorted, share)).toBeCloseTo(expected[place]!, 12);
    }
  });
  it('find what sorting finds, in any order and with any ties', () => {
    const random = seededRandom('percentiles');
    for (let turn = 0; turn < 300; turn++) {
      const length = 1 + random.below(turn % 10 === 0 ? 4000 : 40);
      const kinds = [
        () => random.unit(),
        () => random.below(4),
        (place: number) => place,
        (place: number) => 1 - place,
      ];
      const numbers = Float64Array.from({ length }, (_, place) => kinds[turn % 4]!(place));
      const sorted = numbers.toSorted();
      for (const share of [0, 0.025, 0.5, 0.975, 1]) {
        const below = Math.floor((length - 1) * share);
        const [low, high] = [sorted[below]!, sorted[Math.min(below + 1, length - 1)]!];
        expect(quantile(numbers.slice(), share)).toBe(low + (high - low) * ((length - 1) * share - below));
      }
    }
  });
});
