import type { EvidenceState, ScalingShape, StepVerdict } from '../contract/scaling.ts';
import type { Figure } from '../results/figures.ts';
import type { Metric } from '../submission/metric.ts';

export type { EvidenceState, ScalingShape, StepVerdict };

/** One model's run on one data set, as the figures need it. */
export interface ScalingRun {
  readonly id: string;
  /** Whatever tells families apart: runs of equal text are one family, others are never pooled. */
  readonly family: string;
  readonly params: number;
  readonly n: number;
  readonly mean: number;
  readonly sem: number;
  /** One an example, NaN where there is none; null for a summary. */
  readonly values: Float64Array | null;
  /** 0, 1, or 255 where there is no answer; null where nobody said. */
  readonly correct: Uint8Array | null;
}

export interface ScalingDataSet {
  readonly examples: number;
  /** In the order of lists of models: small to large. */
  readonly runs: readonly ScalingRun[];
  /** Each with the rows of its examples; empty where the data set has none. */
  readonly subcategories: readonly { readonly name: string; readonly rows: Uint32Array }[];
}

export interface ScalingInput {
  readonly metric: Metric;
  readonly seed: number;
  readonly resamples: number;
  readonly original: ScalingDataSet;
  readonly reproduction: ScalingDataSet | null;
}

export interface Interval {
  readonly value: { readonly low: number; readonly high: number } | null;
  readonly why: string | null;
}

/** Models of one family that have one size: mostly one model. */
export interface Point {
  /** Ids of its runs. */
  readonly runs: readonly string[];
  readonly params: number;
  readonly mean: number;
  readonly sem: number;
  readonly summary: boolean;
}

export interface Step {
  readonly from: number;
  readonly to: number;
  readonly difference: number;
  readonly pUp: number | null;
  readonly pDown: number | null;
  readonly verdict: StepVerdict | null;
  readonly why: string | null;
}

export interface Shape {
  readonly value: ScalingShape | null;
  readonly why: string;
}

export interface Fit {
  readonly intercept: number;
  /** Lines through resamples, at places of log10(parameters), in the unit of the regression. */
  readonly band: {
    readonly at: readonly number[];
    readonly low: readonly number[];
    readonly high: readonly number[];
  } | null;
}

/** Families have no name here: a trend belongs to the family of its runs. */
export interface Trend {
  /** Ids of its runs, small to large; those of a trend without points too. */
  readonly runs: readonly string[];
  readonly points: readonly Point[];
  readonly sharedExamples: number | null;
  readonly steps: readonly Step[];
  readonly threshold: number | null;
  readonly slope: Figure;
  readonly slopeInterval: Interval;
  readonly straightness: Figure;
  readonly spearman: Figure;
  readonly shape: Shape;
  readonly fit: Fit | null;
  readonly remarks: readonly string[];
}

export interface Comparison {
  /** Ids of the runs of this family in the reproduction. */
  readonly runs: readonly string[];
  readonly difference: Figure;
  readonly interval: Interval;
}

/** Everything that resampling finds out about a submission: what is cached. Names of models are added when it is shown. */
export interface Evidence {
  readonly seed: number;
  readonly resamples: number;
  readonly logged: boolean;
  readonly trends: readonly Trend[];
  readonly errorTrends: readonly Trend[];
  readonly subcategories: readonly {
    readonly name: string;
    readonly examples: number;
    readonly trends: readonly Trend[];
  }[];
  readonly reproduction: {
    readonly examples: number;
    readonly trends: readonly Trend[];
    readonly errorTrends: readonly Trend[];
    readonly comparisons: readonly Comparison[];
  } | null;
}
