import type { ScalingRunView, SubmissionScaling, TrendView } from '../../shared/contract/scaling.ts';
import { type Line, type LinePoint, lineKey } from './lines.ts';

/** From what the engine says of a submission's scaling to the lines that figures and tables show. Pure. */

/** What is measured: the metric's own value, or 1 − accuracy. Higher is worse in both. */
export type Measure = 'value' | 'error';

type Known = Pick<SubmissionScaling, 'families' | 'runs'>;

/** The lines of a data set: with trends where they are computed, else the runs by family with figures over their own rows. */
export function linesOf(
  known: Known,
  trends: readonly TrendView[],
  options: { readonly measure: Measure; readonly reproduction?: boolean },
): readonly Line[] {
  const { measure, reproduction = false } = options;
  const runs = known.runs.filter((run) => run.reproduction === reproduction);
  return known.families.flatMap((family): Line[] => {
    const own = runs.filter((run) => run.family === family.key);
    const trend = trends.find((one) => one.family === family.key);
    const points = trend ? trendPoints(trend, own) : own.flatMap((run) => ownPoint(run, measure));
    if (points.length === 0) return [];
    const head = { family: family.name, public: family.public, tuned: family.tuned, reproduction };
    const line = { key: lineKey(family.key, reproduction), ...head, points };
    return [trend ? { ...line, ...computed(trend) } : { ...line, ...uncomputed }];
  });
}

const uncomputed = { steps: [], trend: null, shared: null, remarks: [] } as const;

function computed(trend: TrendView): Pick<Line, 'steps' | 'trend' | 'shared' | 'remarks'> {
  const size = (place: number) => trend.points[place]?.params ?? 0;
  return {
    steps: trend.steps.map((step) => ({ ...step, from: size(step.from), to: size(step.to) })),
    trend: {
      slope: trend.slope.value,
      slopeWhy: trend.slope.why,
      interval: trend.slopeInterval.value,
      straightness: trend.straightness.value,
      spearman: trend.spearman.value,
      shape: trend.shape.value,
      shapeWhy: trend.shape.why,
      fit: trend.fit,
    },
    shared: trend.sharedExamples,
    remarks: trend.remarks,
  };
}

/** Means over what the family's runs share; a summary's over its own rows. */
function trendPoints(trend: TrendView, runs: readonly ScalingRunView[]): readonly LinePoint[] {
  return trend.points.map(({ runs: keys, params, mean, sem, summary }) => {
    const own = runs.filter((run) => keys.includes(run.key));
    const n = summary ? (own[0]?.n ?? null) : trend.sharedExamples;
    return { runs: own, params, n, mean, sem, summary };
  });
}

/** Over the run's own rows: what can be said before anything is resampled. */
function ownPoint(run: ScalingRunView, measure: Measure): readonly LinePoint[] {
  const [mean, sem] = measure === 'value' ? [run.mean, run.sem] : [run.error.value, run.errorSem.value ?? 0];
  return mean === null ? [] : [{ runs: [run], params: run.params, n: run.n, mean, sem, summary: run.summary }];
}
