import type { Figure } from '../results/figures.ts';
import { lineFitter, spearman, straightness } from './line.ts';
import { log10 } from './log10.ts';
import type { FamilyPoints } from './points.ts';
import { middleOf } from './quantile.ts';
import type { ResampleTask } from './resample.ts';
import { settles, shapeOf } from './shape.ts';
import type { Fit, Interval, Step, Trend } from './types.ts';

/** What resampling brought for one trend. */
export interface Resampled {
  readonly above: Int32Array;
  readonly below: Int32Array;
  /** In the order of the resamples; NaN where a mean has no logarithm. */
  readonly slopes: Float64Array;
  readonly middles: Float64Array;
}

/** A trend whose points are known and whose resampling is still to come. */
export interface TrendDraft {
  /** Null where there is nothing to resample. */
  readonly task: ResampleTask | null;
  /** `resampled` is null exactly where the task is. */
  readonly finish: (resampled: Resampled | null) => Trend;
}

export interface TrendKind {
  /** Regression of log10(mean). */
  readonly logged: boolean;
  /** Whether the line gets its band. */
  readonly band: boolean;
}

/** Sizes that a family must have. */
const FEWEST_SIZES = 3;
/** Below this many examples a bootstrap is known to be too sure of itself. */
const FEW_EXAMPLES = 30;
/** Places along the sizes at which the line's band is told. */
const BAND_PLACES = 17;

export function trendDraft(family: FamilyPoints, kind: TrendKind): TrendDraft {
  const { points, columns } = family;
  const why = noTrend(family);
  if (why !== null) return { task: null, finish: () => withoutTrend(family, why) };
  const places = points.map(({ params }) => log10(params));
  const pairs = points.slice(1).map((_, place) => [columns[place]!, columns[place + 1]!] as const);
  const steps = pairs.filter((pair): pair is [number, number] => pair[0] !== null && pair[1] !== null);
  const line = columns.includes(null) ? null : { places, logged: kind.logged, middles: kind.band };
  const task =
    steps.length === 0 || (family.sharedExamples ?? 0) < 2
      ? null
      : {
          columns: columns.filter((column) => column !== null).length,
          values: family.values,
          steps,
          tolerance: roundingOf(family.values),
          line,
        };
  return { task, finish: (resampled) => finished(family, places, kind, line === null ? null : resampled, resampled) };
}

/** Why nothing can be said of this family, in words; null where something can. */
function noTrend({ points, sharedExamples }: FamilyPoints): string | null {
  if (sharedExamples === 0) return 'No example has a value from every run of this family.';
  if (points.length < FEWEST_SIZES) {
    return `A trend needs ${FEWEST_SIZES} sizes, and this family has ${points.length} here.`;
  }
  return null;
}

function withoutTrend({ runs, points, sharedExamples, remarks }: FamilyPoints, why: string): Trend {
  const none: Figure = { value: null, why };
  return {
    runs,
    points,
    sharedExamples,
    steps: [],
    threshold: null,
    slope: none,
    slopeInterval: { value: null, why },
    straightness: none,
    spearman: none,
    shape: { value: null, why },
    fit: null,
    remarks,
  };
}

function finished(
  family: FamilyPoints,
  places: readonly number[],
  { logged, band }: TrendKind,
  forLine: Resampled | null,
  forSteps: Resampled | null,
): Trend {
  const { points, sharedExamples } = family;
  const steps = stepsOf(family, forSteps);
  const means = points.map(({ mean }) => mean);
  const heights = logged ? means.map(log10) : means;
  const noLogarithm = heights.some(Number.isNaN) ? 'A mean of 0 or less has no logarithm.' : null;
  const undefinedFigure: Figure = { value: null, why: noLogarithm };
  const fitter = lineFitter(places);
  const slopeInterval = intervalOf(family, noLogarithm, forLine);
  return {
    runs: family.runs,
    points,
    sharedExamples,
    steps,
    threshold: 1 - 0.025 / steps.length,
    slope: noLogarithm === null ? { value: fitter.slope(heights), why: null } : undefinedFigure,
    slopeInterval,
    straightness: noLogarithm === null ? straightness(places, heights) : undefinedFigure,
    spearman: spearman(places, means),
    shape: shapeOf(steps, slopeInterval),
    fit:
      noLogarithm === null
        ? {
            intercept: fitter.middle(heights) - fitter.slope(heights) * fitter.centre,
            band: band && forLine !== null && slopeInterval.value !== null ? bandOf(places, forLine) : null,
          }
        : null,
    remarks: [...family.remarks, ...fewExamples(sharedExamples)],
  };
}

function stepsOf({ points, sharedExamples }: FamilyPoints, resampled: Resampled | null): Step[] {
  let settled = 0;
  return points.slice(1).map((larger, from): Step => {
    const smaller = points[from]!;
    const step = { from, to: from + 1, difference: larger.mean - smaller.mean };
    const undefinedStep = (why: string): Step => ({ ...step, pUp: null, pDown: null, verdict: null, why });
    if (smaller.summary || larger.summary) {
      return undefinedStep('A summary has no values of single examples to resample.');
    }
    if (resampled === null) return undefinedStep(tooFew(sharedExamples));
    const place = settled++;
    const resamples = resampled.slopes.length;
    const above = resampled.above[place]!;
    const below = resampled.below[place]!;
    const count = points.length - 1;
    const verdict = settles(above, resamples, count) ? 'up' : settles(below, resamples, count) ? 'down' : 'flat';
    return { ...step, pUp: above / resamples, pDown: below / resamples, verdict, why: null };
  });
}

function intervalOf(family: FamilyPoints, noLogarithm: string | null, resampled: Resampled | null): Interval {
  if (noLogarithm !== null) return { value: null, why: noLogarithm };
  if (family.columns.includes(null)) {
    return { value: null, why: 'Resampling needs the values of single examples, and a summary has none.' };
  }
  if (resampled === null) return { value: null, why: tooFew(family.sharedExamples) };
  return intervalAround(resampled.slopes);
}

/** Of resampled slopes, or of differences between such. */
export function intervalAround(slopes: Float64Array): Interval {
  let without = 0;
  for (const slope of slopes) if (Number.isNaN(slope)) without += 1;
  if (without === 0) return { value: middleOf(slopes.slice()), why: null };
  const share = `${without.toLocaleString('en-US')} of ${slopes.length.toLocaleString('en-US')} resamples`;
  return { value: null, why: `In ${share} a mean is 0, which has no logarithm.` };
}

function bandOf(places: readonly number[], { slopes, middles }: Resampled): NonNullable<Fit['band']> {
  const { centre } = lineFitter(places);
  const first = places[0]!;
  const last = places.at(-1)!;
  const at = Array.from({ length: BAND_PLACES }, (_, place) => first + ((last - first) * place) / (BAND_PLACES - 1));
  const heights = new Float64Array(slopes.length);
  const ends = at.map((place) => {
    for (let resample = 0; resample < heights.length; resample++) {
      heights[resample] = middles[resample]! + slopes[resample]! * (place - centre);
    }
    return middleOf(heights);
  });
  return { at, low: ends.map(({ low }) => low), high: ends.map(({ high }) => high) };
}

/**
 * Differences of means below this are rounding: a constant added to all values, or another order of adding, may make them
 * out of nothing.
 */
function roundingOf(values: Float64Array): number {
  let largest = 0;
  for (const value of values) largest = Math.max(largest, Math.abs(value));
  return largest * 2 ** -40;
}

function tooFew(sharedExamples: number | null): string {
  return sharedExamples === 1
    ? 'One shared example leaves nothing to resample.'
    : 'Resampling needs the values of single examples.';
}

function fewExamples(sharedExamples: number | null): string[] {
  if (sharedExamples === null || sharedExamples >= FEW_EXAMPLES) return [];
  return [`Only ${sharedExamples} shared ${sharedExamples === 1 ? 'example' : 'examples'}: such figures say little.`];
}
