import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { choiceOrder } from '../../../shared/labels/choiceOrder.ts';
import { type DealRequest, dealLabels } from '../../../shared/labels/deal.ts';

function deal(request: DealRequest) {
  const result = dealLabels(request);
  if (!result.ok) throw new Error(result.message);
  return result.deal;
}

const requests = fc
  .record({
    examples: fc.integer({ min: 1, max: 60 }),
    sample: fc.option(fc.integer({ min: 1, max: 60 }), { nil: null }),
    overlap: fc.integer({ min: 1, max: 4 }),
    people: fc.integer({ min: 4, max: 9 }),
    seed: fc.integer({ min: 0, max: 0xffffffff }),
  })
  .map(
    ({ people, ...rest }): DealRequest => ({
      ...rest,
      contractors: Array.from({ length: people }, (_, i) => `p${i}`),
    }),
  );

describe('dealing labels', () => {
  it('gives every drawn example to as many contractors as the overlap says, and to nobody twice', () => {
    fc.assert(
      fc.property(requests, (request) => {
        const { sample, shares } = deal(request);
        expect(new Set(sample).size).toBe(Math.min(request.sample ?? request.examples, request.examples));
        const seen = new Map<number, number>();
        for (const share of shares.values()) {
          const rows = share.map((one) => one.row);
          expect(new Set(rows).size).toBe(rows.length);
          for (const row of rows) seen.set(row, (seen.get(row) ?? 0) + 1);
        }
        expect([...seen.keys()].sort()).toEqual([...sample].sort());
        expect(new Set(seen.values())).toEqual(new Set([request.overlap]));
      }),
    );
  });

  it('deals evenly: shares differ by one at most', () => {
    fc.assert(
      fc.property(requests, (request) => {
        const sizes = [...deal(request).shares.values()].map((rows) => rows.length);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('is the same for the same seed, however the contractors are listed', () => {
    fc.assert(
      fc.property(requests, (request) => {
        const turned = { ...request, contractors: [...request.contractors].reverse() };
        expect([...deal(turned).shares]).toEqual([...deal(request).shares]);
      }),
    );
  });

  it('draws another sample for another seed', () => {
    const request = { examples: 1000, sample: 20, overlap: 1, contractors: ['a'], seed: 1 };
    expect(deal({ ...request, seed: 2 }).sample).not.toEqual(deal(request).sample);
  });

  it('draws every example equally often', () => {
    const counts = new Array<number>(10).fill(0);
    for (let seed = 0; seed < 5000; seed++) {
      for (const row of deal({ examples: 10, sample: 3, overlap: 1, contractors: ['a'], seed }).sample)
        counts[row]! += 1;
    }
    // 1,500 expected, standard deviation about 32
    for (const count of counts) expect(Math.abs(count - 1500)).toBeLessThan(160);
  });

  it('refuses an overlap that the contractors cannot serve, and says what to do', () => {
    const result = dealLabels({ examples: 5, sample: null, overlap: 3, contractors: ['a', 'b', 'a'], seed: 0 });
    expect(result).toEqual({ ok: false, message: expect.stringContaining('only 2 contractors are chosen') });
  });
});

describe('the order of choices', () => {
  it('is the same for one contractor whatever order a row lists the classes in', () => {
    const first = [' red', ' green', ' blue'];
    const second = [' blue', ' red', ' green'];
    const shown = (classes: string[]) => choiceOrder('C-01', classes).indexes.map((index) => classes[index]);
    expect(shown(second)).toEqual(shown(first));
  });

  it('differs between contractors', () => {
    const classes = [' red', ' green', ' blue', ' grey'];
    const orders = new Set(Array.from({ length: 40 }, (_, i) => choiceOrder(`C-${i}`, classes).indexes.join()));
    expect(orders.size).toBeGreaterThan(5);
  });

  it('keeps letters and numbers sorted', () => {
    expect(choiceOrder('x', [' B', ' A', ' C'])).toEqual({ indexes: [1, 0, 2], shuffled: false });
    expect(choiceOrder('x', ['10', '9', '-1'])).toEqual({ indexes: [2, 1, 0], shuffled: false });
    expect(choiceOrder('x', [' Yes', ' No']).shuffled).toBe(true);
  });
});
