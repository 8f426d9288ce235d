import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Box, placeNames } from '../../../../renderer/plots/labels.ts';
import { spread } from '../../../../shared/scaling/spread.ts';

const area: Box = { left: 0, top: 0, right: 500, bottom: 250 };
const end = (x: number, y: number, width = 40) => ({ x, y, width, height: 15 });
const boxOf = (place: { x: number; y: number }, of: { width: number; height: number }): Box => ({
  left: place.x,
  right: place.x + of.width,
  top: place.y - of.height / 2,
  bottom: place.y + of.height / 2,
});
const cover = (a: Box, b: Box) =>
  a.left < b.right - 1e-6 && b.left < a.right - 1e-6 && a.top < b.bottom - 1e-6 && b.top < a.bottom - 1e-6;

describe('the names of lines', () => {
  it('stand beside the last point where there is room', () => {
    expect(placeNames([end(300, 100), end(200, 200)], [], [], area)).toEqual([
      { x: 310, y: 100, led: false },
      { x: 210, y: 200, led: false },
    ]);
  });

  it('slide along the end of their line rather than cover another name', () => {
    const [a, b] = placeNames([end(300, 100), end(300, 104)], [], [], area);
    expect(a).toMatchObject({ y: 100, led: false });
    expect(b).toMatchObject({ x: 310, led: false });
    expect(Math.abs((b?.y ?? 0) - 100)).toBeGreaterThanOrEqual(15);
  });

  it('go to the margin, led by a line, where another line passes', () => {
    const segments = [
      [310, 0, 330, 250],
      [250, 60, 450, 140],
    ] as const;
    const [place] = placeNames([end(300, 82, 60)], [], segments, area);
    expect(place).toMatchObject({ x: 510, led: true });
  });

  it('never cover one another while they fit, whatever the ends', () => {
    const ends = fc.array(fc.record({ x: fc.integer({ min: 0, max: 500 }), y: fc.integer({ min: 8, max: 242 }) }), {
      minLength: 1,
      maxLength: 10,
    });
    fc.assert(
      fc.property(ends, (places) => {
        const given = places.map(({ x, y }) => end(x, y));
        const boxes = placeNames(given, [], [], area).map((place, i) => boxOf(place, given[i]!));
        for (const [i, a] of boxes.entries()) for (const b of boxes.slice(i + 1)) expect(cover(a, b)).toBe(false);
      }),
    );
  });

  it('keep clear of what is in their way, the label of the baseline among it', () => {
    const baseline: Box = { left: 508, right: 600, top: 92, bottom: 108 };
    const [place] = placeNames([end(498, 100)], [baseline], [], area);
    expect(place).toBeDefined();
    expect(cover(boxOf(place!, end(0, 0)), baseline)).toBe(false);
  });
});

describe('places that are spread', () => {
  const some = fc.array(fc.double({ min: 0, max: 200, noNaN: true }), { minLength: 1, maxLength: 12 });

  it('lie a gap apart, in the order they had, and within the bounds where they fit', () => {
    fc.assert(
      fc.property(some, (places) => {
        const spreadOut = spread(places, 10, [0, 200]);
        const order = places.map((_, i) => i).sort((a, b) => places[a]! - places[b]! || a - b);
        for (const [k, i] of order.slice(1).entries()) {
          expect(spreadOut[i]! - spreadOut[order[k]!]!).toBeGreaterThanOrEqual(10 - 1e-6);
        }
        expect(Math.min(...spreadOut)).toBeGreaterThanOrEqual(-1e-6);
        expect(Math.max(...spreadOut)).toBeLessThanOrEqual(200 + 1e-6);
      }),
    );
  });

  it('stay where they are when there is room already', () => {
    expect(spread([10, 50, 90], 20)).toEqual([10, 50, 90]);
  });

  it('move as little as they can: two in one place part to both sides', () => {
    expect(spread([50, 50, 90], 20)).toEqual([40, 60, 90]);
  });

  it('shrink the gap where the bounds have no room for it', () => {
    expect(spread([1, 2, 3], 100, [0, 10])).toEqual([0, 5, 10]);
  });
});
