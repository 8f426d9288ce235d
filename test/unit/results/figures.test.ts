import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { equalOddsBaseline, exactSum, runFigures } from '../../../shared/results/figures.ts';

const GAP = Number.NaN;

function figuresOf(values: readonly number[], correct?: readonly number[], totalLogprob?: readonly number[]) {
  return runFigures({
    values: Float64Array.from(values),
    correct: correct === undefined ? null : Uint8Array.from(correct),
    totalLogprob: totalLogprob === undefined ? null : Float64Array.from(totalLogprob),
  });
}

describe('the figures of a run', () => {
  it('are those of 1 … n in closed form: mean (n+1)/2, variance (n²−1)/12', () => {
    const n = 1001;
    const figures = figuresOf(Array.from({ length: n }, (_, k) => k + 1));
    expect(figures.mean.value).toBe((n + 1) / 2);
    expect(figures.sem.value).toBeCloseTo(Math.sqrt((n * n - 1) / 12 / n), 12);
  });

  it('divide by n, not n − 1', () => {
    expect(figuresOf([0, 2]).sem.value).toBeCloseTo(1 / Math.sqrt(2), 15);
  });

  it('have an error of 0 for one value', () => {
    expect(figuresOf([0.7])).toMatchObject({ n: 1, mean: { value: 0.7 }, sem: { value: 0 } });
  });

  it('are over the usable rows alone, with their share beside', () => {
    const figures = figuresOf([GAP, 1, GAP, 3], [255, 1, 255, 0], [GAP, Math.log(0.5), GAP, Math.log(0.25)]);
    expect(figures).toMatchObject({ n: 2, mean: { value: 2 }, accuracy: { value: 0.5 }, coverage: { value: 0.5 } });
    expect(figures.probabilityCoverage.value).toBeCloseTo(0.375, 15);
  });

  it('say why there is none', () => {
    const bare = figuresOf([1]);
    expect(bare.accuracy).toEqual({ value: null, why: 'The run has no “correct”.' });
    expect(bare.probabilityCoverage).toEqual({ value: null, why: 'The run has no “total_logprob”.' });
    const gaps = figuresOf([1, 2], [1, 255], [GAP, -1]);
    expect(gaps.accuracy).toEqual({ value: null, why: '1 of 2 usable rows have no “correct”.' });
    expect(gaps.probabilityCoverage).toEqual({ value: null, why: '1 of 2 usable rows have no “total_logprob”.' });
    expect(figuresOf([GAP])).toMatchObject({ n: 0, mean: { value: null, why: 'No example has a value.' } });
    expect(figuresOf([]).coverage).toEqual({ value: null, why: 'The data set has no examples.' });
    expect(figuresOf([1], [1], [1000]).probabilityCoverage.value).toBeNull();
  });

  it('never have both a value and a reason', () => {
    const cell = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constant(GAP));
    const row = fc.tuple(cell, fc.constantFrom(0, 1, 255), cell);
    fc.assert(
      fc.property(fc.array(row, { maxLength: 6 }), (rows) => {
        const { n: _, ...figures } = figuresOf(
          rows.map((cells) => cells[0]),
          rows.map((cells) => cells[1]),
          rows.map((cells) => cells[2]),
        );
        for (const { value, why } of Object.values(figures)) {
          expect((value === null) !== (why === null)).toBe(true);
          if (value !== null) expect(Number.isFinite(value)).toBe(true);
        }
      }),
    );
  });

  it('keep their digits when the values lie far from 0', () => {
    const figures = figuresOf([1e9, 1e9 + 1, 1e9 + 2]);
    expect(figures.mean.value).toBe(1e9 + 1);
    expect(figures.sem.value).toBeCloseTo(Math.sqrt(2) / 3, 12);
  });

  it('agree with a computation in whole numbers', () => {
    // Values are k/1024, so that sums and squares are exact in big integers.
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -(2 ** 20), max: 2 ** 20 }), { minLength: 1, maxLength: 60 }), (ks) => {
        const n = BigInt(ks.length);
        const sum = ks.reduce((total, k) => total + BigInt(k), 0n);
        const squares = ks.reduce((total, k) => total + BigInt(k) * BigInt(k), 0n);
        const figures = figuresOf(ks.map((k) => k / 1024));
        const mean = Number(sum) / Number(n) / 1024;
        const sem = Math.sqrt(Number(n * squares - sum * sum)) / Number(n) / Math.sqrt(Number(n)) / 1024;
        expect(Math.abs((figures.mean.value ?? GAP) - mean)).toBeLessThan(1e-11);
        expect(Math.abs((figures.sem.value ?? GAP) - sem)).toBeLessThan(1e-9);
      }),
    );
  });

  it('move with a constant and grow with a factor', () => {
    const small = fc.double({ min: -100, max: 100, noNaN: true });
    fc.assert(
      fc.property(fc.array(small, { minLength: 1, maxLength: 40 }), small, (values, by) => {
        const plain = figuresOf(values);
        const moved = figuresOf(values.map((value) => value + by));
        const doubled = figuresOf(values.map((value) => value * 2));
        expect(moved.mean.value).toBeCloseTo((plain.mean.value ?? GAP) + by, 9);
        expect(moved.sem.value).toBeCloseTo(plain.sem.value ?? GAP, 9);
        expect(doubled.sem.value).toBeCloseTo(2 * (plain.sem.value ?? GAP), 9);
      }),
    );
  });

  it('do not overflow', () => {
    const figures = figuresOf([1e308, 1.5e308, 1.7e308]);
    expect(figures.mean.value).toBeCloseTo(1.4e308, -300);
    expect(figures.sem.value).toBeGreaterThan(1e307);
    expect(figures.sem.value).toBeLessThan(1e308);
  });
});

describe('the exact sum', () => {
  it('keeps what a plain sum loses', () => {
    expect([1, 1e100, 1, -1e100].reduce((sum, term) => sum + term, 0)).toBe(0);
    expect(exactSum(Float64Array.of(1, 1e100, 1, -1e100))).toBe(2);
    expect(exactSum(new Float64Array(1_000_000).fill(0.1))).toBe(100_000);
  });
});

describe('the baseline of equal odds', () => {
  it('is ln k and 1/k for k classes', () => {
    for (const k of [2, 3, 5]) {
      const baseline = equalOddsBaseline([k, k, k, k]);
      expect(baseline.loss.value).toBeCloseTo(Math.log(k), 15);
      expect(baseline.accuracy.value).toBeCloseTo(1 / k, 15);
    }
  });

  it('is the mean over rows where they differ', () => {
    const baseline = equalOddsBaseline([2, 4]);
    expect(baseline.loss.value).toBeCloseTo((Math.log(2) + Math.log(4)) / 2, 15);
    expect(baseline.accuracy.value).toBe(0.375);
  });

  it('says that there is none without examples', () => {
    expect(equalOddsBaseline([]).loss).toEqual({ value: null, why: 'The data set has no examples.' });
  });
});
