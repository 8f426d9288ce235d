import { NO_ANSWER } from '../results/cells.ts';
import { exactSum } from '../results/figures.ts';
import { grouped } from './grouped.ts';
import type { Point, ScalingRun } from './types.ts';

/** What a trend is of: the metric's value, or 1 − accuracy. */
export type Measure = 'value' | 'error';

/** The points of one family on one data set or a part of it, and the values that they are the means of. */
export interface FamilyPoints {
  /** Ids of all of its runs. */
  readonly runs: readonly string[];
  readonly points: readonly Point[];
  /** Place of each point among the columns of `values`; null for a summary, which has no values. */
  readonly columns: readonly (number | null)[];
  /** Examples that every run has: the rows of `values`. Null where all runs are summaries. */
  readonly sharedExamples: number | null;
  /**
   * Row by row; the rows sorted by what they hold and not by where they stood, so that the order of a data set's examples
   * changes not a bit of what follows.
   */
  readonly values: Float64Array;
  readonly remarks: readonly string[];
}

/** `runs`: of one family, small to large. `rows`: a part of the data set, or null for all of it. */
export function familyPoints(
  runs: readonly ScalingRun[],
  measure: Measure,
  examples: number,
  rows: Uint32Array | null,
): FamilyPoints {
  const sizes = grouped(runs, (run) => run.params).map((ofSize): Size => {
    const { params } = ofSize[0]!;
    const withValues = ofSize.filter((run) => has(run, measure));
    return withValues.length > 0
      ? { params, runs: withValues, summary: false }
      : { params, runs: ofSize, summary: true };
  });
  // a summary tells a mean of the whole data set's values, and of nothing else
  const usable = sizes.filter(({ summary }) => !summary || (measure === 'value' && rows === null));
  const detailed = usable.filter(({ summary }) => !summary);
  const columns = sortedColumns(
    sharedColumns(detailed, measure, rows ?? Uint32Array.from({ length: examples }, (_, row) => row)),
  );
  const shared = columns[0]?.length ?? 0;
  const nothing = detailed.length > 0 && shared === 0;
  const means = nothing ? [] : columns.map(meanAndError);
  const points = nothing
    ? []
    : usable.map((size): Point => {
        const ids = size.runs.map(({ id }) => id);
        if (size.summary) {
          const mean = exactSum(Float64Array.from(size.runs, (run) => run.mean)) / size.runs.length;
          return { runs: ids, params: size.params, mean, sem: size.runs[0]!.sem, summary: true };
        }
        return { runs: ids, params: size.params, ...means[detailed.indexOf(size)]!, summary: false };
      });
  return {
    runs: runs.map(({ id }) => id),
    points,
    columns: points.map(({ summary }, place) => (summary ? null : detailed.indexOf(usable[place]!))),
    sharedExamples: detailed.length === 0 ? null : shared,
    values: rowByRow(columns),
    remarks: remarksOn(runs, sizes, usable, measure, rows),
  };
}

interface Size {
  readonly params: number;
  readonly runs: readonly ScalingRun[];
  readonly summary: boolean;
}

function has(run: ScalingRun, measure: Measure): boolean {
  return measure === 'value' ? run.values !== null : run.correct !== null;
}

/** A run's values in these rows; NaN where it has none. */
function measured(run: ScalingRun, measure: Measure, rows: Uint32Array): Float64Array {
  const found = new Float64Array(rows.length);
  for (let place = 0; place < rows.length; place++) {
    const row = rows[place]!;
    if (measure === 'value') found[place] = run.values?.[row] ?? Number.NaN;
    else {
      const correct = run.correct?.[row] ?? NO_ANSWER;
      found[place] = correct === NO_ANSWER ? Number.NaN : 1 - correct;
    }
  }
  return found;
}

/** One column a size, of the rows for which every run has a value; models of equal size by the mean of their values. */
function sharedColumns(sizes: readonly Size[], measure: Measure, rows: Uint32Array): Float64Array[] {
  const columns = sizes.map(({ runs }) => {
    const sums = measured(runs[0]!, measure, rows);
    for (const run of runs.slice(1)) {
      const more = measured(run, measure, rows);
      for (let place = 0; place < sums.length; place++) sums[place]! += more[place]!;
    }
    if (runs.length > 1) for (let place = 0; place < sums.length; place++) sums[place]! /= runs.length;
    return sums;
  });
  const shared = Uint32Array.from(rows, (_, place) => place).filter((place) => {
    for (const column of columns) if (Number.isNaN(column[place]!)) return false;
    return true;
  });
  return columns.map((column) => pick(column, shared));
}

/** The rows sorted by their first values, those of equal first values by their second, and so on. */
function sortedColumns(columns: readonly Float64Array[]): Float64Array[] {
  const order = Uint32Array.from({ length: columns[0]?.length ?? 0 }, (_, place) => place);
  sortByColumns(order, columns, 0);
  return columns.map((column) => pick(column, order));
}

function rowByRow(columns: readonly Float64Array[]): Float64Array {
  const rows = columns[0]?.length ?? 0;
  const values = new Float64Array(rows * columns.length);
  for (const [place, column] of columns.entries()) {
    for (let row = 0, to = place; row < rows; row++, to += columns.length) values[to] = column[row]!;
  }
  return values;
}

/** Sorts plain numbers, far faster than an engine sorts by a comparison of ours, and finds each row's place among them. */
function sortByColumns(order: Uint32Array, columns: readonly Float64Array[], from: number): void {
  const column = columns[from];
  if (column === undefined || order.length < 2) return;
  const own = pick(column, order);
  const sorted = own.slice().sort();
  const sortedOrder = new Uint32Array(order.length);
  const taken = new Uint32Array(order.length);
  for (let place = 0; place < order.length; place++) {
    const first = firstPlaceOf(own[place]!, sorted);
    sortedOrder[first + taken[first]!++] = order[place]!;
  }
  order.set(sortedOrder);
  for (let first = 0; first < order.length; first += taken[first]!) {
    if (taken[first]! > 1) sortByColumns(order.subarray(first, first + taken[first]!), columns, from + 1);
  }
}

function firstPlaceOf(value: number, sorted: Float64Array): number {
  let [low, high] = [0, sorted.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function pick(column: Float64Array, places: Uint32Array): Float64Array {
  const picked = new Float64Array(places.length);
  for (let place = 0; place < places.length; place++) picked[place] = column[places[place]!]!;
  return picked;
}

function meanAndError(column: Float64Array): { mean: number; sem: number } {
  const rows = column.length;
  const mean = exactSum(column) / rows;
  const squares = exactSum(column.map((value) => (value - mean) ** 2));
  return { mean, sem: Math.sqrt(squares / rows) / Math.sqrt(rows) };
}

function remarksOn(
  runs: readonly ScalingRun[],
  sizes: readonly Size[],
  usable: readonly Size[],
  measure: Measure,
  rows: Uint32Array | null,
): string[] {
  const remarks: string[] = [];
  if (sizes.some((size) => size.runs.length > 1)) {
    remarks.push('Models of equal size are one point: the mean of their values, example by example.');
  }
  const summaries = runs.filter((run) => run.values === null).length;
  if (summaries > 0 && measure === 'value' && rows === null) {
    const known = usable.filter(({ summary }) => summary).length;
    if (known > 0) {
      const which = `${known} of ${usable.length} points ${known === 1 ? 'is' : 'are'} known by the mean alone`;
      remarks.push(`${which}, over rows that are not in this contest.`);
    }
  }
  const without = sizes.length - usable.length;
  if (without > 0) {
    const what = measure === 'error' ? 'which answers were right' : 'values of single examples';
    remarks.push(`${without} of ${sizes.length} sizes ${without === 1 ? 'is' : 'are'} left out: without ${what}.`);
  }
  return remarks;
}
