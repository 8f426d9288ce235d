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
  const shared = sharedRows(
    detailed.flatMap((size) => size.runs),
    measure,
    examples,
    rows,
  );
  const nothing = detailed.length > 0 && shared.length === 0;
  const values = sortedRows(shared, detailed, measure);
  const means = columnMeans(values, shared.length, detailed.length);
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
    sharedExamples: detailed.length === 0 ? null : shared.length,
    values,
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

function measured(run: ScalingRun, measure: Measure, row: number): number {
  if (measure === 'value') return run.values?.[row] ?? Number.NaN;
  const correct = run.correct?.[row] ?? NO_ANSWER;
  return correct === NO_ANSWER ? Number.NaN : 1 - correct;
}

/** Rows for which every one of these runs has a value. */
function sharedRows(
  runs: readonly ScalingRun[],
  measure: Measure,
  examples: number,
  rows: Uint32Array | null,
): Uint32Array {
  if (runs.length === 0) return new Uint32Array(0);
  const all = rows ?? Uint32Array.from({ length: examples }, (_, row) => row);
  return all.filter((row) => runs.every((run) => !Number.isNaN(measured(run, measure, row))));
}

/** One column a size; models of equal size by the mean of their values. */
function sortedRows(rows: Uint32Array, sizes: readonly Size[], measure: Measure): Float64Array {
  const width = sizes.length;
  const values = new Float64Array(rows.length * width);
  for (const [column, { runs }] of sizes.entries()) {
    for (let place = 0; place < rows.length; place++) {
      let sum = 0;
      for (const run of runs) sum += measured(run, measure, rows[place]!);
      values[place * width + column] = sum / runs.length;
    }
  }
  const order = Uint32Array.from(rows, (_, place) => place).sort((a, b) => {
    for (let column = 0; column < width; column++) {
      const difference = values[a * width + column]! - values[b * width + column]!;
      if (difference !== 0) return difference;
    }
    return 0;
  });
  const sorted = new Float64Array(values.length);
  for (const [place, from] of order.entries()) {
    for (let column = 0; column < width; column++) sorted[place * width + column] = values[from * width + column]!;
  }
  return sorted;
}

function columnMeans(values: Float64Array, rows: number, width: number): { mean: number; sem: number }[] {
  return Array.from({ length: width }, (_, column) => {
    const own = Float64Array.from({ length: rows }, (_, row) => values[row * width + column]!);
    const mean = exactSum(own) / rows;
    const squares = exactSum(own.map((value) => (value - mean) ** 2));
    return { mean, sem: Math.sqrt(squares / rows) / Math.sqrt(rows) };
  });
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
