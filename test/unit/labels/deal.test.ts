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

  it('deals a data set of which one share is longer than what fits into one call', () => {
    const examples = 150_000;
    const { shares } = deal({ examples, sample: null, overlap: 1, contractors: ['a'], seed: 1 });
    expect(shares.get('a')).toHaveLength(examples);
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

describe('known answers in a deal', () => {
  const base = { examples: 400, sample: 100, overlap: 1, contractors: ['a', 'b'], seed: 5 };
  const extra = (count: number) => Array.from({ length: count }, (_, i) => 2 ** 31 + i);
  const known = (share: readonly { kind: string }[]) => share.filter((one) => one.kind === 'known');

  it('are mixed in at the rate wanted, spread by chance, and change nothing of the sample', () => {
    const without = deal(base);
    const mixed = deal({ ...base, known: extra(40), knownRate: 0.2 });
    expect(mixed.sample).toEqual(without.sample);
    for (const share of mixed.shares.values()) {
      // 50 and 12 or 13: a fifth of what the person sees
      expect(known(share).length / share.length).toBeCloseTo(0.2, 1);
    }
    const places = Array.from({ length: 300 }, (_, seed) => {
      const share = deal({ ...base, seed, known: extra(40), knownRate: 0.02 }).shares.get('a')!;
      return share.findIndex((one) => one.kind === 'known') / (share.length - 1);
    });
    // every place as likely as every other: mean 1/2, standard error 0.017
    expect(Math.abs(places.reduce((sum, place) => sum + place, 0) / places.length - 0.5)).toBeLessThan(0.07);
  });

  it('that the sample holds by itself count as mixed in and stay part of it', () => {
    const all = Array.from({ length: 400 }, (_, row) => row);
    const mixed = deal({ ...base, known: all, knownRate: 0.2 });
    for (const share of mixed.shares.values()) expect(known(share)).toEqual([]);
    expect(mixed.sample).toHaveLength(100);
  });

  it('make a practice round that nobody sees again', () => {
    const { practice, sample, shares } = deal({ ...base, known: extra(20), knownRate: 0.3, practice: 8 });
    expect(practice).toHaveLength(8);
    const seen = [...shares.values()].flat().map((one) => one.row);
    for (const row of practice) expect([...sample, ...seen]).not.toContain(row);
    expect(deal({ ...base, known: extra(3), practice: 8 }).practice).toHaveLength(3);
  });

  it('are taken out of a sample of all for the practice round, and of no other', () => {
    const own = [1, 2, 3, 4, 5, 6];
    const all = deal({ ...base, sample: null, known: own, practice: 4 });
    expect([all.practice.length, all.sample.length]).toEqual([4, 396]);
    const most = deal({ ...base, sample: 399, known: own, practice: 4 });
    expect([most.practice.length <= 1, most.sample.length]).toEqual([true, 399]);
  });
});

describe('a deal for sequential sampling', () => {
  it('keeps everybody near the order of the draw', () => {
    const { sample, shares } = deal({
      examples: 500,
      sample: 300,
      overlap: 2,
      contractors: ['a', 'b', 'c'],
      seed: 9,
      sequential: true,
    });
    const place = new Map(sample.map((row, at) => [row, at]));
    for (const share of shares.values()) {
      share.forEach(({ row }, at) => {
        // two of three see each example, so place p of the draw comes at about two thirds of it
        expect(Math.abs(place.get(row)! - 1.5 * at)).toBeLessThan(60);
      });
    }
  });
});

describe('a deal from a recorded sample', () => {
  it('draws from that sample only, and each of its rows equally often', () => {
    const pool = [3, 14, 15, 92, 65];
    const counts = new Map(pool.map((row) => [row, 0]));
    for (let seed = 0; seed < 2000; seed++) {
      const request = { examples: 1000, pool, sample: 2, overlap: 1, contractors: ['a'], seed };
      for (const row of deal(request).sample) counts.set(row, counts.get(row)! + 1);
    }
    // 800 expected, standard deviation about 22
    for (const drawn of counts.values()) expect(Math.abs(drawn - 800)).toBeLessThan(110);
  });
});

describe('choices as they are written', () => {
  it('are nobody’s own order', () => {
    const classes = [' often', ' sometimes', ' never'];
    expect(choiceOrder('x', classes, true)).toEqual({ indexes: [0, 1, 2], shuffled: false });
  });
});
