import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { logTicks, niceTicks, rangeOf, sizeTicks, tickDecimals } from '../../../shared/scaling/axes.ts';

describe('ticks', () => {
  it('are round and lie in the range', () => {
    expect(niceTicks(0.58, 1.22)).toEqual([0.6, 0.8, 1, 1.2]);
    expect(niceTicks(-0.42, 0.31)).toEqual([-0.4, -0.2, 0, 0.2]);
  });

  it('are not more than asked for, and at least two, whatever the range', () => {
    const bounds = fc.tuple(
      fc.double({ min: -1e3, max: 1e3, noNaN: true }),
      fc.double({ min: 1e-3, max: 1e3, noNaN: true }),
    );
    fc.assert(
      fc.property(bounds, ([low, span]) => {
        const ticks = niceTicks(low, low + span);
        expect(ticks.length).toBeGreaterThanOrEqual(2);
        expect(ticks.length).toBeLessThanOrEqual(7);
        for (const tick of ticks) {
          expect(tick).toBeGreaterThanOrEqual(low - 1e-6 * span);
          expect(tick).toBeLessThanOrEqual(low + span + 1e-6 * span);
        }
      }),
    );
  });

  it('of a log axis are 1, 2, 5 over two decades and decades beyond', () => {
    expect(logTicks(0.09, 6).major).toEqual([0.1, 0.2, 0.5, 1, 2, 5]);
    expect(logTicks(0.001, 100).major).toEqual([0.001, 0.01, 0.1, 1, 10, 100]);
    expect(logTicks(0.69, 1.3).major).toEqual([0.7, 0.8, 0.9, 1, 1.1, 1.2, 1.3]);
  });

  it('of sizes are powers of ten, with what lies between as minor ones', () => {
    const { major, minor } = sizeTicks([8, 11.3]);
    expect(major).toEqual([1e8, 1e9, 1e10, 1e11]);
    expect(minor).toContain(2e9);
    expect(sizeTicks([8.1, 8.9]).major).toEqual([2e8, 5e8]);
  });

  it('have as many decimals as tell them apart', () => {
    expect(tickDecimals([0.7, 0.8])).toBe(1);
    expect(tickDecimals([1, 2])).toBe(0);
    expect(tickDecimals([0.125, 0.25])).toBe(3);
  });
});

describe('a range', () => {
  it('leaves room around the values, and around a single one', () => {
    expect(rangeOf([0, 10], 0.1, 0.5)).toEqual([-1, 11]);
    expect(rangeOf([3], 0.1, 0.5)).toEqual([2.5, 3.5]);
  });
});
