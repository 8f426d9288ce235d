import { describe, expect, it } from 'vitest';
import {
  listed,
  neighbour,
  shapeCounts,
  wallEntries,
  wholeWall,
} from '../../../../renderer/organizer/evidence/listing.ts';
import { wallOf } from '../fake/scaling.ts';

const tiles = wallOf(18);
const entries = wallEntries(
  tiles,
  tiles.map(({ id }, i) => ({ id, state: i % 2 === 0 ? 'ready' : 'stuck' })),
);
const titles = (given: Partial<typeof wholeWall>) =>
  listed(entries, { ...wholeWall, ...given }).map(({ tile }) => tile.title);
const shapesIn = (given: Partial<typeof wholeWall>) =>
  listed(entries, { ...wholeWall, ...given }).map(({ leading }) => leading?.shape.value ?? null);

describe('the wall', () => {
  it('loses no submission in any order', () => {
    for (const sort of ['shape', 'slope', 'title', 'state'] as const)
      expect(titles({ sort }).sort()).toEqual(titles({ sort: 'title' }));
  });

  it('sorts by shape from strictly inverse on, what cannot be said last, the steepest first within a shape', () => {
    const shapes = shapesIn({ sort: 'shape' });
    expect(shapes[0]).toBe('strictly monotonic inverse');
    expect(shapes.slice(-2)).toEqual([null, null]);
    const slopes = listed(entries, { ...wholeWall, shape: 'strictly monotonic inverse' }).map(
      ({ leading }) => leading?.slope.value ?? 0,
    );
    expect(slopes).toEqual([...slopes].sort((a, b) => b - a));
  });

  it('sorts by slope with what has none last', () => {
    const slopes = listed(entries, { ...wholeWall, sort: 'slope' }).map(
      ({ leading }) => leading?.slope.value ?? -Infinity,
    );
    expect(slopes).toEqual([...slopes].sort((a, b) => b - a));
  });

  it('sorts by state in the order in which somebody has to act', () => {
    const states = listed(entries, { ...wholeWall, sort: 'state' }).map(({ state }) => state);
    expect(states).toEqual([...states].sort((a, b) => Number(a === 'ready') - Number(b === 'ready')));
  });

  it('filters by shape, by words and by what cannot be said', () => {
    expect(new Set(shapesIn({ shape: 'flat' }))).toEqual(new Set(['flat']));
    expect(new Set(shapesIn({ shape: 'none' }))).toEqual(new Set([null]));
    expect(titles({ search: 'double HOUSE' })).toEqual(['Double negatives in house rules']);
  });

  it('offers only shapes that there are, with how many of each', () => {
    const counts = shapeCounts(entries);
    expect(counts.reduce((sum, { n }) => sum + n, 0)).toBe(entries.length);
    expect(counts.every(({ n }) => n > 0)).toBe(true);
  });

  it('is walked by arrows, row by row', () => {
    expect(neighbour(-1, 'ArrowDown', 4, 10)).toBe(0);
    expect(neighbour(1, 'ArrowDown', 4, 10)).toBe(5);
    expect(neighbour(8, 'ArrowDown', 4, 10)).toBeNull();
    expect(neighbour(4, 'ArrowLeft', 4, 10)).toBe(3);
    expect(neighbour(3, 'End', 4, 10)).toBe(9);
    expect(neighbour(3, 'x', 4, 10)).toBeNull();
    expect(neighbour(0, 'ArrowDown', 4, 0)).toBeNull();
  });
});
