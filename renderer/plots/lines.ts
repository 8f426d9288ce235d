import type { ScalingShape, StepVerdict } from '../../shared/contract/scaling.ts';
import { familyName } from '../../shared/results/familyName.ts';
import { type FamilyStyle, familyStyle } from './families.tsx';

/** A model's run on the whole data set. */
export interface PointRun {
  readonly key: string;
  readonly model: string;
  /** Examples that the run has a value for; and their share of the data set, null where a summary does not say. */
  readonly n: number;
  readonly coverage: number | null;
  readonly accuracy: { readonly value: number | null; readonly why: string | null };
}

/**
 * What every figure and table of the scaling evidence is made of, in plain data: a line is the runs of one model family
 * on one set of examples, from small to large, with what was computed about it. Who may see which name was decided by
 * whoever made the data; nothing here knows an alias from a name.
 */
export interface LinePoint {
  /** One, or several where models of one family have the same size. */
  readonly runs: readonly PointRun[];
  readonly params: number;
  /** Examples that the mean is over; null where that is not known. */
  readonly n: number | null;
  /** In the unit of the view: nats, log-odds difference, or a share of errors. */
  readonly mean: number;
  /** Standard error of the mean, same unit. */
  readonly sem: number;
  /** Only its totals are known, no values by example: no part of paired steps. */
  readonly summary: boolean;
}

/** One model to the next larger one of its family. */
export interface LineStep {
  /** Parameters of the two. */
  readonly from: number;
  readonly to: number;
  /** Null where there are no values by example to say it from; `why` says so. */
  readonly verdict: StepVerdict | null;
  readonly why: string | null;
  /** Mean of the larger less mean of the smaller. */
  readonly difference: number;
  /** Shares of the resamples in which the difference is above and below 0. */
  readonly pUp: number | null;
  readonly pDown: number | null;
}

/** The fitted trend: of log10 of the value for losses, of the value itself otherwise, by a tenfold of parameters. */
export interface LineTrend {
  readonly slope: number | null;
  readonly slopeWhy: string | null;
  readonly interval: { readonly low: number; readonly high: number } | null;
  readonly straightness: number | null;
  readonly spearman: number | null;
  readonly shape: ScalingShape | null;
  readonly shapeWhy: string;
  /** The fitted line in the plot's units, and the bootstrap's band around it where there is one. */
  readonly fit: {
    readonly params: readonly number[];
    readonly value: readonly number[];
    readonly band: { readonly low: readonly number[]; readonly high: readonly number[] } | null;
  } | null;
}

export interface Line {
  readonly key: string;
  readonly family: string;
  readonly public: boolean;
  readonly tuned: boolean;
  readonly reproduction: boolean;
  readonly points: readonly LinePoint[];
  /** Between neighbouring sizes; empty while nothing is computed. */
  readonly steps: readonly LineStep[];
  /** Null while nothing is computed. */
  readonly trend: LineTrend | null;
  /** Examples that all runs of the line have; null where it cannot be said. */
  readonly shared: number | null;
  /** What a reader has to know, as sentences. */
  readonly remarks: readonly string[];
}

/** A line as it is drawn: with the name at its end and a marker that no other line of the figure has. */
export interface DrawnLine extends Line {
  readonly name: string;
  readonly style: FamilyStyle;
}

/** Public families first, then private ones, those with the largest model before others. */
export function drawnLines(lines: readonly Line[]): readonly DrawnLine[] {
  const named = lines.map((line) => ({ ...line, name: lineName(line) })).sort(order);
  const spare = new Map<string, number>();
  return named.map((line) => {
    const style = familyStyle(line.family, line.public);
    if (style.symbol !== 'cross') return { ...line, style };
    // families that look/README does not table share a colour, so each further one gets a marker of its own
    const place = spare.get(line.family) ?? spare.size;
    spare.set(line.family, place);
    return { ...line, style: { ...style, symbol: furtherSymbols[place % furtherSymbols.length] ?? 'cross' } };
  });
}

const furtherSymbols = ['cross', 'x', 'star', 'hexagon', 'bowtie', 'hourglass'] as const;

function order(a: Line & { name: string }, b: Line & { name: string }): number {
  return (
    Number(b.public) - Number(a.public) ||
    largest(b) - largest(a) ||
    a.name.localeCompare(b.name) ||
    Number(a.reproduction) - Number(b.reproduction)
  );
}

function largest(line: Line): number {
  return line.points.at(-1)?.params ?? 0;
}

function lineName(line: Line): string {
  const marks = [
    line.tuned && !/instruct/i.test(line.family) ? 'tuned' : null,
    line.reproduction ? 'reproduction' : null,
  ];
  return [familyName(line.family), ...marks].filter(Boolean).join(', ');
}

/** Whether a line is drawn apart from its family's main one: tuned models and reproductions. */
export function isAside(line: Line): boolean {
  return line.tuned || line.reproduction;
}

/** `3 of 3 up`, `5 of 7 up, 2 flat`; what there is most of comes first. */
export function stepsInWords(steps: readonly LineStep[]): string {
  const counts = (['up', 'down', 'flat'] as const)
    .map((direction) => ({ direction, n: steps.filter((step) => step.verdict === direction).length }))
    .filter(({ n }) => n > 0)
    .sort((a, b) => b.n - a.n);
  const [most, ...others] = counts;
  if (!most) return steps.length === 0 ? 'one size' : 'cannot say';
  return [`${most.n} of ${steps.length} ${most.direction}`, ...others.map((one) => `${one.n} ${one.direction}`)].join(
    ', ',
  );
}

export function lineKey(family: string, reproduction: boolean): string {
  return reproduction ? `${family} reproduction` : family;
}
