import { spread } from '../../shared/scaling/spread.ts';

/** Where names of lines go. Everything in pixels of the plot, y growing downwards. Pure. */

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface LineEnd {
  readonly x: number;
  readonly y: number;
  /** Size of the name in pixels. */
  readonly width: number;
  readonly height: number;
}

/** The left edge and the middle of a name. `led`: it had to go to the margin, and a thin line leads to it. */
export interface LabelPlace {
  readonly x: number;
  readonly y: number;
  readonly led: boolean;
}

const BESIDE = 10;
/** How far up or down a name may slide along the end of its line. */
const slides = [0, -7, 7, -13, 13, -16, 16];

/**
 * Each name stands right of the last point of its line where it covers neither a point, a line nor another name; the
 * others stand in a column in the right margin, spread so that none covers another, each led to by a thin line.
 *
 * @param obstacles boxes of what must stay free: markers with their error bars, the baseline's own label
 * @param segments pieces of lines, as x0, y0, x1, y1
 * @param area the plot without its margins
 */
export function placeNames(
  ends: readonly LineEnd[],
  obstacles: readonly Box[],
  segments: readonly (readonly [number, number, number, number])[],
  area: Box,
): readonly LabelPlace[] {
  const taken = [...obstacles];
  const places = ends.map((end): LabelPlace | null => {
    for (const slide of slides) {
      const place = { x: end.x + BESIDE, y: end.y + slide, led: false };
      const box = boxOf(place, end);
      const inside = box.top >= area.top - 6 && box.bottom <= area.bottom + 6;
      if (!inside || taken.some((other) => overlap(box, other)) || segments.some((one) => crosses(box, one))) continue;
      taken.push(box);
      return place;
    }
    return null;
  });
  const homeless = ends.flatMap((end, i) => (places[i] === null ? [{ end, i }] : []));
  if (homeless.length === 0) return places.filter((place) => place !== null);
  const left = area.right + BESIDE;
  const inMargin = taken.filter((box) => box.right > left);
  const gap = Math.max(...homeless.map(({ end }) => end.height));
  const ys = spreadAround(
    homeless.map(({ end }) => end.y),
    gap,
    [area.top, area.bottom],
    inMargin.map((box) => [box.top - gap / 2, box.bottom + gap / 2] as const),
  );
  const column = new Map(homeless.map(({ i }, k) => [i, { x: left, y: ys[k] ?? 0, led: true }]));
  return places.map((place, i) => place ?? (column.get(i) as LabelPlace));
}

/** Spreads within the widest stretch of the bounds that is free of what is taken, or within all of it where none is. */
function spreadAround(
  places: readonly number[],
  gap: number,
  bounds: readonly [number, number],
  taken: readonly (readonly [number, number])[],
): readonly number[] {
  const free: (readonly [number, number])[] = [];
  let from = bounds[0];
  for (const [top, bottom] of [...taken].sort((a, b) => a[0] - b[0])) {
    if (top > from) free.push([from, top]);
    from = Math.max(from, bottom);
  }
  if (from < bounds[1]) free.push([from, bounds[1]]);
  const needed = (places.length - 1) * gap;
  const middle = places.reduce((sum, place) => sum + place, 0) / Math.max(1, places.length);
  const distance = ([top, bottom]: readonly [number, number]) => Math.max(0, top - middle, middle - bottom);
  const fitting = free.filter(([top, bottom]) => bottom - top >= needed).sort((a, b) => distance(a) - distance(b));
  return spread(places, gap, fitting[0] ?? bounds);
}

function boxOf(place: { x: number; y: number }, end: LineEnd): Box {
  return { left: place.x, right: place.x + end.width, top: place.y - end.height / 2, bottom: place.y + end.height / 2 };
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/** Whether a piece of a line passes through a box (Liang and Barsky's clipping). */
function crosses(box: Box, [x0, y0, x1, y1]: readonly [number, number, number, number]): boolean {
  let [enter, leave] = [0, 1];
  for (const [by, from] of [
    [x0 - x1, x0 - box.left],
    [x1 - x0, box.right - x0],
    [y0 - y1, y0 - box.top],
    [y1 - y0, box.bottom - y0],
  ] as const) {
    if (by === 0) {
      if (from < 0) return false;
      continue;
    }
    const at = from / by;
    if (by < 0) enter = Math.max(enter, at);
    else leave = Math.min(leave, at);
    if (enter > leave) return false;
  }
  return true;
}
