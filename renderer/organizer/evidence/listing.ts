import type { MetricName } from '../../../shared/contract/parts.ts';
import { type ScalingShape, shapes, type TrendView, type WallTile } from '../../../shared/contract/scaling.ts';
import type { SubmissionRow } from '../../../shared/contract/submission.ts';

/** Which tiles the wall shows, and in which order. Pure. */

export type WallSort = 'title' | 'shape' | 'slope' | 'state';

export interface WallListing {
  readonly search: string;
  readonly metric: MetricName | 'all';
  /** Of the leading family; `none`: nothing can be said of it. */
  readonly shape: ScalingShape | 'all' | 'none';
  readonly sort: WallSort;
}

export const wholeWall: WallListing = { search: '', metric: 'all', shape: 'all', sort: 'shape' };

/** A tile with what it is sorted and filtered by. */
export interface WallEntry {
  readonly tile: WallTile;
  /** Of the public family with the steepest slope. */
  readonly leading: TrendView | null;
  readonly state: SubmissionRow['state'] | null;
}

const states: readonly SubmissionRow['state'][] = ['stuck', 'results', 'labels', 'review', 'ready', 'withdrawn'];

export function wallEntries(
  tiles: readonly WallTile[],
  rows: readonly Pick<SubmissionRow, 'id' | 'state'>[],
): readonly WallEntry[] {
  const stateOf = new Map(rows.map((row) => [row.id, row.state]));
  return tiles.map((tile) => ({
    tile,
    leading: tile.trends.find((trend) => trend.family === tile.leading) ?? null,
    state: stateOf.get(tile.id) ?? null,
  }));
}

/** What fits search and filters, sorted; equal ones by title. What cannot be said comes last. */
export function listed(entries: readonly WallEntry[], listing: WallListing): readonly WallEntry[] {
  const words = listing.search.toLowerCase().split(/\s+/).filter(Boolean);
  return entries
    .filter(({ tile, leading }) => {
      const shape = leading?.shape.value ?? null;
      return (
        (listing.metric === 'all' || tile.metric === listing.metric) &&
        (listing.shape === 'all' || (listing.shape === 'none' ? shape === null : shape === listing.shape)) &&
        words.every((word) => `${tile.title} ${tile.id}`.toLowerCase().includes(word))
      );
    })
    .sort((a, b) => orders[listing.sort](a, b) || a.tile.title.localeCompare(b.tile.title));
}

const orders: Record<WallSort, (a: WallEntry, b: WallEntry) => number> = {
  title: () => 0,
  shape: (a, b) => shapePlace(a) - shapePlace(b) || steeper(a, b),
  slope: steeper,
  state: (a, b) => statePlace(a) - statePlace(b) || steeper(a, b),
};

function shapePlace({ leading }: WallEntry): number {
  const shape = leading?.shape.value ?? null;
  return shape === null ? shapes.length : shapes.indexOf(shape);
}

function statePlace({ state }: WallEntry): number {
  return state === null ? states.length : states.indexOf(state);
}

/** Log–log slopes and those of log-odds are no one quantity; they stand in one order all the same, steepest first. */
function steeper(a: WallEntry, b: WallEntry): number {
  const [x, y] = [a.leading?.slope.value ?? null, b.leading?.slope.value ?? null];
  if (x === null || y === null) return Number(x === null) - Number(y === null);
  return y - x;
}

/** How many there are of each shape, in the shapes' order, and of none: what the filter offers. */
export function shapeCounts(
  entries: readonly WallEntry[],
): readonly { readonly shape: ScalingShape | 'none'; readonly n: number }[] {
  const count = (shape: ScalingShape | null) =>
    entries.filter(({ leading }) => (leading?.shape.value ?? null) === shape).length;
  return [...shapes.map((shape) => ({ shape, n: count(shape) })), { shape: 'none' as const, n: count(null) }].filter(
    ({ n }) => n > 0,
  );
}

/** Where the arrow keys lead in a wall of so many columns; null where there is nothing that way. */
export function neighbour(at: number, key: string, columns: number, total: number): number | null {
  const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns }[key];
  if (key === 'Home') return total > 0 ? 0 : null;
  if (key === 'End') return total > 0 ? total - 1 : null;
  if (step === undefined || total === 0) return null;
  if (at < 0) return 0;
  const next = at + step;
  return next >= 0 && next < total ? next : null;
}
