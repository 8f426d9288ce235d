import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../shared/random.ts';

describe('the seeded generator', () => {
  it('repeats with its seed and differs with another', () => {
    const draw = (seed: number | string) => {
      const random = seededRandom(seed);
      return Array.from({ length: 5 }, random.uint32);
    };
    expect(draw(1)).toEqual(draw(1));
    expect(draw('1')).toEqual(draw(1));
    expect(draw(2)).not.toEqual(draw(1));
  });

  it('draws every number below a bound about equally often', () => {
    const random = seededRandom('dice');
    const seen = new Array<number>(6).fill(0);
    for (let i = 0; i < 60_000; i++) seen[random.below(6)]!++;
    // Six standard deviations of a binomial of 60,000 and a sixth are 548.
    for (const count of seen) expect(Math.abs(count - 10_000)).toBeLessThan(548);
  });

  it('draws units from 0 up to 1 with a mean of one half', () => {
    const random = seededRandom('unit');
    const units = Array.from({ length: 20_000 }, random.unit);
    expect(Math.min(...units)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...units)).toBeLessThan(1);
    expect(units.reduce((sum, unit) => sum + unit, 0) / units.length).toBeCloseTo(0.5, 1);
  });

  it('fills with what as many single draws give, and goes on where they would', () => {
    for (const bound of [
      1,
      2,
      3,
      7,
      20,
      255,
      256,
      641,
      1_000_003,
      2 ** 31,
      2 ** 31 + 1,
      3 * 2 ** 30,
      2 ** 32 - 1,
      2 ** 32,
    ]) {
      const [single, filled] = [seededRandom(bound), seededRandom(bound)];
      const into = new Uint32Array(500);
      for (let turn = 0; turn < 4; turn++) {
        filled.fillBelow(bound, into);
        expect([...into]).toEqual(Array.from({ length: 500 }, () => single.below(bound)));
      }
      expect(filled.uint32()).toBe(single.uint32());
    }
  });
});
