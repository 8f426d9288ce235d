import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  aimAt,
  type Drop,
  dropped,
  type Order,
  placeLast,
  rankOf,
  rowsOf,
  step,
  tieWithAbove,
  unplace,
  unplacedOf,
} from '../../../../renderer/reviewer/rankingOrder.ts';

const all = [1, 2, 3, 4];

describe('an order made by hand', () => {
  it('places, moves, ties and takes out', () => {
    expect(placeLast([[1]], 2)).toEqual([[1], [2]]);
    expect(step([[1], [2]], 2, -1)).toEqual([[2], [1]]);
    expect(tieWithAbove([[1], [2], [3]], 2)).toEqual([[1, 2], [3]]);
    expect(unplace([[1, 2], [3]], 3)).toEqual([[1, 2]]);
    expect(unplacedOf([[1, 2]], all)).toEqual([3, 4]);
  });

  it('steps out of a tie to a place beside it, before it passes the next one', () => {
    expect(step([[1, 2], [3]], 2, 1)).toEqual([[1], [2], [3]]);
    expect(step([[1, 2], [3]], 2, -1)).toEqual([[2], [1], [3]]);
  });

  it('leaves the first where it is, and takes the last out when it goes further down', () => {
    expect(step([[1], [2]], 1, -1)).toEqual([[1], [2]]);
    expect(step([[1], [2]], 2, 1)).toEqual([[1]]);
    expect(step([[1]], 2, -1)).toEqual([[1], [2]]);
    expect(tieWithAbove([[1], [2]], 1)).toEqual([[1], [2]]);
  });

  it('counts places as people do: after two firsts comes a third', () => {
    expect([1, 2, 3, 4].map((number) => rankOf([[1, 2], [3]], number))).toEqual([1, 1, 3, null]);
  });

  const on = (row: number, how: 'before' | 'with' | 'after'): Drop => ({ kind: 'row', on: row, how });

  it('lands where a dragged row is let go: between rows, on one as its equal, last, or out', () => {
    expect(dropped([[1], [2], [3]], 3, on(1, 'before'))).toEqual([[3], [1], [2]]);
    expect(dropped([[1], [2], [3]], 1, on(2, 'after'))).toEqual([[2], [1], [3]]);
    expect(dropped([[1], [2]], 4, on(2, 'before'))).toEqual([[1], [4], [2]]);
    expect(dropped([[1], [2], [3]], 3, on(1, 'with'))).toEqual([[1, 3], [2]]);
    expect(dropped([[1], [2], [3]], 1, { kind: 'last' })).toEqual([[2], [3], [1]]);
    expect(dropped([[1, 2], [3]], 2, { kind: 'out' })).toEqual([[1], [3]]);
    expect(dropped([[1, 2]], 2, on(1, 'before'))).toEqual([[2], [1]]);
  });

  it('is aimed at the edges of a row for a place beside it, at its middle for a tie, and never between equals', () => {
    const aims = (order: Order, row: number) => [0.1, 0.5, 0.9].map((share) => aimAt(order, 4, row, share));
    expect(aims([[1], [2]], 1)).toEqual(['before', 'with', 'after']);
    expect(aims([[1, 2, 3]], 1)).toEqual(['before', 'with', 'with']);
    expect(aims([[1, 2, 3]], 2)).toEqual(['with', 'with', 'with']);
    expect(aims([[1, 2, 3]], 3)).toEqual(['with', 'with', 'after']);
    // its own place does not count
    expect(aims([[1, 4]], 1)).toEqual(['before', 'with', 'after']);
  });

  it('never loses, doubles or invents one, whatever is done', () => {
    const number = fc.constantFrom(...all);
    const deed = fc.oneof(
      fc.record({ kind: fc.constantFrom('up', 'down', 'tie', 'out', 'place'), number }),
      fc.record({
        number,
        drop: fc.oneof(
          fc.record({ kind: fc.constant('row' as const), on: number, how: fc.constantFrom('before', 'with', 'after') }),
          fc.constantFrom<Drop>({ kind: 'last' }, { kind: 'out' }),
        ),
      }),
    );
    fc.assert(
      fc.property(fc.array(deed, { maxLength: 30 }), (deeds) => {
        let order: Order = [];
        for (const one of deeds) {
          if ('drop' in one) order = dropped(order, one.number, one.drop);
          else if (one.kind === 'up') order = step(order, one.number, -1);
          else if (one.kind === 'down') order = step(order, one.number, 1);
          else if (one.kind === 'tie') order = tieWithAbove(order, one.number);
          else if (one.kind === 'out') order = unplace(order, one.number);
          else order = placeLast(order, one.number);
          expect([...rowsOf(order, all)].sort()).toEqual(all);
          expect(order.every((tied) => tied.length > 0)).toBe(true);
        }
      }),
    );
  });
});
