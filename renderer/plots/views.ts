import type { MetricName } from '../../shared/contract/parts.ts';
import type { SubmissionScaling, TrendView } from '../../shared/contract/scaling.ts';
import { leadingFamily } from '../../shared/scaling/suggestions.ts';
import { plural } from '../pieces/format.ts';
import { linesOf, type Measure } from './evidenceLines.ts';
import { type DrawnLine, drawnLines, type Line } from './lines.ts';
import type { FigureContent } from './scalingFigure.ts';

/** The views of a submission's evidence, each with its title, its axis and its lines. Pure. */

export const views = ['loss', 'error', 'subcategories', 'reproduction'] as const;
export type View = (typeof views)[number];

export interface EvidenceFigure {
  readonly title: string;
  /** What the numbers are, beside the title. */
  readonly remark: string;
  readonly content: FigureContent;
}

interface Unit {
  readonly word: string;
  readonly title: string;
  readonly axis: string;
}

/** What one example's value means, by metric; higher is worse in every one. */
const units: Record<MetricName, Unit> = {
  classification: { word: 'Loss', title: 'Loss by model size', axis: 'Mean loss, nats (higher is worse)' },
  sequence_prob: { word: 'Loss', title: 'Loss by model size', axis: 'Mean loss, nats (higher is worse)' },
  logodds: { word: 'Log-odds', title: 'Log-odds by model size', axis: 'Mean log-odds difference (higher is worse)' },
  absolute_logodds: {
    word: 'Log-odds',
    title: 'Log-odds by model size',
    axis: 'Mean absolute difference (higher is worse)',
  },
};

export function viewWord(view: View, metric: MetricName): string {
  switch (view) {
    case 'loss':
      return units[metric].word;
    case 'error':
      return 'Error';
    case 'subcategories':
      return 'Subcategories';
    case 'reproduction':
      return 'Reproduction';
  }
}

/** Views that there is something to see in. A task without right answers has no error. */
export function viewsOf(scaling: SubmissionScaling): readonly View[] {
  const withError = scaling.runs.some((run) => run.error.value !== null);
  return views.filter((view) => view !== 'error' || withError);
}

const means = 'means over shared examples';
const ownMeans = 'mean of each run';

/** The metric's own value, on the submitted examples. */
export function lossFigure(scaling: SubmissionScaling): EvidenceFigure {
  const { metric, evidence } = scaling;
  return {
    title: units[metric].title,
    remark: evidence ? means : ownMeans,
    content: valueContent(scaling, drawnLines(linesOf(scaling, evidence?.trends ?? [], { measure: 'value' }))),
  };
}

/** 1 − accuracy, never logged: a rising line is worse here too. */
export function errorFigure(scaling: SubmissionScaling): EvidenceFigure {
  const { evidence } = scaling;
  return {
    title: 'Error by model size',
    remark: `1 − accuracy, ${evidence ? means : ownMeans}`,
    content: errorContent(scaling, drawnLines(linesOf(scaling, evidence?.errorTrends ?? [], { measure: 'error' }))),
  };
}

function errorContent({ baseline }: SubmissionScaling, lines: readonly DrawnLine[]): FigureContent {
  const chance = baseline.accuracy.value;
  return {
    lines,
    logged: false,
    share: true,
    baseline: chance === null ? null : { value: 1 - chance, name: 'By chance' },
    yTitle: 'Share answered wrong (higher is worse)',
  };
}

/** Original against reproduction, of the families that were run on both; null while there is nothing to set beside. */
export function reproductionFigure(scaling: SubmissionScaling, measure: Measure): EvidenceFigure | null {
  const { evidence } = scaling;
  const byValue = measure === 'value';
  const rebuilt = evidence?.reproduction;
  const again = linesOf(scaling, (byValue ? rebuilt?.trends : rebuilt?.errorTrends) ?? [], {
    measure,
    reproduction: true,
  });
  if (again.length === 0) return null;
  const families = new Set(again.map((line) => line.family));
  const original = linesOf(scaling, (byValue ? evidence?.trends : evidence?.errorTrends) ?? [], { measure });
  const lines = drawnLines([...original.filter((line) => families.has(line.family)), ...again]);
  return {
    title: byValue ? 'Original and reproduction' : 'Original and reproduction, error',
    remark: 'solid as submitted, dashed rebuilt',
    content: byValue ? valueContent(scaling, lines) : errorContent(scaling, lines),
  };
}

export interface SubcategoryFigure extends EvidenceFigure {
  readonly name: string;
  readonly examples: number;
}

/** Each subcategory by itself; empty while nothing is computed or where the data set has none. */
export function subcategoryFigures(scaling: SubmissionScaling): readonly SubcategoryFigure[] {
  return (scaling.evidence?.subcategories ?? []).map(({ name, examples, trends }) => ({
    name,
    examples,
    title: `${units[scaling.metric].word} in “${name}”`,
    remark: plural(examples, 'example'),
    content: valueContent(
      scaling,
      drawnLines(linesOf(scaling, trends, { measure: 'value' }).filter((line) => line.trend !== null)),
    ),
  }));
}

/** What a plot of the metric's own value shows. */
export function valueContent(
  scaling: Pick<SubmissionScaling, 'baseline' | 'metric' | 'logged'>,
  lines: readonly DrawnLine[],
): FigureContent {
  const chance = scaling.baseline.loss.value;
  const loss = scaling.metric === 'classification' || scaling.metric === 'sequence_prob';
  return {
    lines,
    // a log axis has no place for what is not above 0
    logged: scaling.logged && lines.every((line) => line.points.every((point) => point.mean > 0)),
    share: false,
    baseline: chance === null ? null : { value: chance, name: loss ? 'Equal odds' : 'No difference' },
    yTitle: units[scaling.metric].axis,
  };
}

/** 1 and 2 of the shapes. */
export function isInverse(line: Line): boolean {
  return inverseShapes.has(line.trend?.shape ?? '');
}

/** Subcategories with fewer examples are shown, and no part of the suggestion. */
export const LEAST_EXAMPLES = 30;

/**
 * Subcategories that are not inverse in the public family with the steepest slope, which is what Coverage looks at. One
 * that is flat while its slope's interval contains the whole set's says nothing, and is left out there and here.
 */
export function notInverse(scaling: SubmissionScaling): readonly string[] {
  const { evidence } = scaling;
  if (!evidence) return [];
  const leading = leadingFamily(scaling.families, evidence.trends);
  const whole = evidence.trends.find((trend) => trend.family === leading?.key)?.slope.value ?? null;
  if (!leading || whole === null) return [];
  const speaks = (trend: TrendView) => {
    const interval = trend.slopeInterval.value;
    return trend.shape.value !== 'flat' || !interval || whole < interval.low || whole > interval.high;
  };
  return evidence.subcategories
    .filter(({ trends }) => {
      const trend = trends.find((one) => one.family === leading.key);
      const shape = trend?.shape.value ?? null;
      const enough = (trend?.sharedExamples ?? 0) >= LEAST_EXAMPLES;
      return enough && trend && shape !== null && !inverseShapes.has(shape) && speaks(trend);
    })
    .map(({ name }) => name);
}

const inverseShapes: ReadonlySet<string> = new Set(['strictly monotonic inverse', 'approximately monotonic inverse']);
