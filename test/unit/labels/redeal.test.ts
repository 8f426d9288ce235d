import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dealLabels } from '../../../shared/labels/deal.ts';
import { type HeldExample, type RedealRequest, redealLabels } from '../../../shared/labels/redeal.ts';
import { seededRandom } from '../../../shared/random.ts';

/** A deal of which everybody has done a part from the beginning. */
function underWay(seed: number, people: number, overlap: number, examples: number): Map<string, HeldExample[]> {
  const contractors = Array.from({ length: people }, (_, i) => `p${i}`);
  const dealt = dealLabels({ examples, sample: null, overlap, contractors, seed });
  if (!dealt.ok) throw new Error(dealt.message);
  const random = seededRandom(seed);
  return new Map(
    [...dealt.deal.shares].map(([id, share]) => {
      const done = random.below(share.length + 1);
      return [
        id,
        share.map((one, place) => ({ ...one, state: place < done ? ('voted' as const) : ('open' as const) })),
      ];
    }),
  );
}

const requests = fc
  .record({
    seed: fc.nat(1_000_000),
    people: fc.integer({ min: 3, max: 7 }),
    overlap: fc.integer({ min: 1, max: 2 }),
    examples: fc.integer({ min: 5, max: 80 }),
    leaving: fc.integer({ min: 0, max: 1 }),
    joining: fc.integer({ min: 0, max: 3 }),
  })
  .map(
    ({ seed, people, overlap, examples, leaving, joining }): RedealRequest => ({
      shares: underWay(seed, people, overlap, examples),
      leaving: ['p0', 'p1'].slice(0, leaving),
      joining: ['n0', 'n1', 'n2'].slice(0, joining),
      spareKnown: [],
      knownRate: 0,
      sequential: false,
      seed,
    }),
  );

/** What everybody has afterwards. */
function dealtAgain(request: RedealRequest) {
  const again = redealLabels(request);
  const shares = new Map([...request.shares].map(([id, share]) => [id, share.map((one) => ({ ...one }))]));
  for (const [id, rows] of again.taken) {
    for (const row of rows) shares.get(id)!.find((one) => one.row === row)!.state = 'moved';
  }
  for (const [id, examples] of again.given) {
    shares.set(id, [...(shares.get(id) ?? []), ...examples.map((one) => ({ ...one, state: 'open' as const }))]);
  }
  return { again, shares };
}

const live = (share: readonly HeldExample[]) => share.filter((one) => one.state !== 'moved');

describe('dealing again', () => {
  it('moves open examples only, loses none, and gives nobody one twice', () => {
    fc.assert(
      fc.property(requests, (request) => {
        const { again, shares } = dealtAgain(request);
        const votes = (all: ReadonlyMap<string, readonly HeldExample[]>) =>
          [...all].map(([id, share]) => [id, share.filter((one) => one.state === 'voted').map((one) => one.row)]);
        expect(votes(shares).filter(([, rows]) => rows!.length > 0)).toEqual(
          votes(request.shares).filter(([, rows]) => rows!.length > 0),
        );
        const counts = (all: ReadonlyMap<string, readonly HeldExample[]>) =>
          [...all.values()]
            .flatMap(live)
            .map((one) => one.row)
            .sort((a, b) => a - b);
        expect([...counts(shares), ...again.unplaced].sort((a, b) => a - b)).toEqual(counts(request.shares));
        for (const share of shares.values()) {
          const rows = live(share).map((one) => one.row);
          expect(new Set(rows).size).toBe(rows.length);
        }
      }),
    );
  });

  it('leaves those who leave without open examples', () => {
    fc.assert(
      fc.property(requests, (request) => {
        const { shares } = dealtAgain(request);
        for (const id of request.leaving) expect(shares.get(id)!.filter((one) => one.state === 'open')).toEqual([]);
      }),
    );
  });

  it('gives those who join a fair part, from the end of what the others have', () => {
    const shares = new Map([
      ['a', Array.from({ length: 60 }, (_, row) => ({ row, kind: 'sample' as const, state: 'open' as const }))],
      [
        'b',
        Array.from({ length: 40 }, (_, row) => ({ row: 100 + row, kind: 'sample' as const, state: 'open' as const })),
      ],
    ]);
    const rest = { spareKnown: [], knownRate: 0, sequential: false, seed: 3 };
    const again = redealLabels({ shares, leaving: [], joining: ['c'], ...rest });
    expect(again.given.get('c')).toHaveLength(33);
    expect(Math.min(...again.taken.get('a')!)).toBe(60 - again.taken.get('a')!.length);
    expect(again.taken.get('a')!.length - (again.taken.get('b')?.length ?? 0)).toBeGreaterThanOrEqual(13);
  });

  it('shares forty thousand open examples with those who join, and moves those of one who leaves', () => {
    const open = (from: number, n: number) =>
      Array.from({ length: n }, (_, i) => ({ row: from + i, kind: 'sample' as const, state: 'open' as const }));
    const shares = new Map([
      ['a', open(0, 20_000)],
      ['b', open(20_000, 20_000)],
    ]);
    const rest = { shares, spareKnown: [], knownRate: 0, sequential: false, seed: 3 };
    const joined = redealLabels({ ...rest, leaving: [], joining: ['c', 'd'] });
    expect([...joined.given.values()].map((examples) => examples.length)).toEqual([10_000, 10_000]);
    const left = redealLabels({ ...rest, leaving: ['a'], joining: ['c'] });
    expect(left.taken.get('a')).toHaveLength(20_000);
    expect(left.given.get('c')).toHaveLength(20_000);
    expect(left.unplaced).toEqual([]);
  });

  it('mixes known answers into what is given, at the same rate', () => {
    const shares = new Map([
      ['a', Array.from({ length: 90 }, (_, row) => ({ row, kind: 'sample' as const, state: 'open' as const }))],
    ]);
    const spareKnown = Array.from({ length: 30 }, (_, i) => 1000 + i);
    const rest = { spareKnown, knownRate: 0.1, sequential: false, seed: 3 };
    const given = redealLabels({ shares, leaving: ['a'], joining: ['b'], ...rest }).given.get('b')!;
    expect(given.filter((one) => one.kind === 'known')).toHaveLength(10);
    expect(given).toHaveLength(100);
  });

  it('says which votes nobody is left to cast', () => {
    const shares = new Map([
      ['a', [{ row: 1, kind: 'sample' as const, state: 'open' as const }]],
      ['b', [{ row: 1, kind: 'sample' as const, state: 'voted' as const }]],
    ]);
    const rest = { spareKnown: [], knownRate: 0, sequential: false, seed: 3 };
    expect(redealLabels({ shares, leaving: ['a'], joining: [], ...rest }).unplaced).toEqual([1]);
  });

  it('is the same for the same seed', () => {
    fc.assert(
      fc.property(requests, (request) => {
        const turned = { ...request, joining: [...request.joining].reverse() };
        expect(redealLabels(turned)).toEqual(redealLabels(request));
      }),
    );
  });
});
