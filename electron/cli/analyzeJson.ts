import type { SubmissionScaling, TrendView } from '../../shared/contract/scaling.ts';
import type { Run, SubmissionDetail } from '../../shared/contract/submission.ts';

export interface Analyzed {
  readonly detail: SubmissionDetail;
  readonly scaling: SubmissionScaling;
}

/** What `analyze --json` says of one submission. Undefined numbers are null, with a `why` beside them. */
export function analyzedJson({ detail, scaling }: Analyzed): unknown {
  const { id, metric, examples, baseline } = detail;
  const runs = (reproduction: boolean) =>
    detail.runList.filter((run) => run.reproduction === reproduction).map((run) => runJson(run, metric));
  const { evidence } = scaling;
  const trends = (list: readonly TrendView[]) => list.map((trend) => trendJson(trend, scaling));
  const rebuilt = evidence?.reproduction ?? null;
  return {
    id,
    metric,
    examples,
    baseline: metric === 'classification' ? { loss: baseline.loss.value, accuracy: baseline.accuracy.value } : {},
    runs: runs(false),
    trends: trends(evidence?.trends ?? []),
    error_trends: trends(evidence?.errorTrends ?? []),
    subcategories: (evidence?.subcategories ?? []).map((part) => ({
      name: part.name,
      examples: part.examples,
      trends: trends(part.trends),
    })),
    ...(runs(true).length > 0
      ? {
          reproduction: {
            runs: runs(true),
            trends: trends(rebuilt?.trends ?? []),
            error_trends: trends(rebuilt?.errorTrends ?? []),
            slope_differences: (rebuilt?.comparisons ?? []).map(({ family, difference, interval }) => ({
              family: familyOf(scaling, family).name,
              difference: difference.value,
              interval: pair(interval.value),
              ...whyOf({ difference, interval }),
            })),
          },
        }
      : {}),
    suggestions: (evidence?.suggestions ?? []).map(({ criterion, level, why, levels, remarks }) => ({
      ...{ criterion, level, why },
      levels: levels.map((one) => ({ level: one.level, met: one.met, conditions: one.conditions })),
      remarks,
    })),
    ...(evidence === null ? { why: 'No run was made on this data set, so there is nothing to compute from.' } : {}),
    ...(evidence === null ? {} : { seed: evidence.seed, resamples: evidence.resamples }),
  };
}

/** Models of a point; several of equal size are one point. */
export function pointName(runs: readonly string[], { runs: known }: SubmissionScaling): string {
  return runs.map((key) => known.find((run) => run.key === key)?.model ?? key).join(' + ');
}

export function familyOf({ families }: SubmissionScaling, key: string): SubmissionScaling['families'][number] {
  const family = families.find((one) => one.key === key);
  if (!family) throw new Error(`there is no family ${key}`);
  return family;
}

function trendJson(trend: TrendView, scaling: SubmissionScaling): unknown {
  const { points, slope, slopeInterval, straightness, spearman, shape } = trend;
  const family = familyOf(scaling, trend.family);
  const names = points.map(({ runs }) => pointName(runs, scaling));
  return {
    ...{ family: family.name, public: family.public, tuned: family.tuned },
    models: names,
    shared_examples: trend.sharedExamples,
    means: points.map(({ mean }) => mean),
    steps: trend.steps.map(({ from, to, difference, pUp, pDown, verdict, why }) => ({
      ...{ from: names[from], to: names[to], difference, p_up: pUp, p_down: pDown, verdict },
      ...(why === null ? {} : { why }),
    })),
    slope: slope.value,
    slope_interval: pair(slopeInterval.value),
    straightness: straightness.value,
    spearman: spearman.value,
    shape: shape.value,
    ...whyOf({ slope, slope_interval: slopeInterval, straightness, spearman, shape }),
    ...(points.some(({ summary }) => summary) ? { summaries: names.filter((_, place) => points[place]?.summary) } : {}),
    ...(trend.remarks.length > 0 ? { remarks: trend.remarks } : {}),
  };
}

/** One sentence for all that have the same reason, none where everything is defined. */
function whyOf(figures: Readonly<Record<string, { readonly value: unknown; readonly why: string | null }>>): {
  readonly why?: string;
} {
  const reasons = new Map<string, string[]>();
  for (const [name, { value, why }] of Object.entries(figures)) {
    if (value !== null) continue;
    const reason = why ?? 'undefined';
    reasons.set(reason, [...(reasons.get(reason) ?? []), name]);
  }
  if (reasons.size === 0) return {};
  return { why: [...reasons].map(([reason, names]) => `${names.join(', ')}: ${reason}`).join(' ') };
}

function pair(interval: { readonly low: number; readonly high: number } | null): readonly [number, number] | null {
  return interval === null ? null : [interval.low, interval.high];
}

/** The word probability of a sequence has no accuracy; anywhere else a figure that is undefined says why. */
function runJson(run: Run, metric: SubmissionDetail['metric']): unknown {
  const { model, family, params, n, mean, sem, coverage } = run;
  const figures = { accuracy: run.accuracy, probability_coverage: run.probabilityCoverage };
  const entries = Object.entries(figures).filter(([, { value }]) => value !== null || metric !== 'sequence_prob');
  const whys = entries.flatMap(([name, { value, why }]) => (value === null ? [`${name}: ${why}`] : []));
  return {
    ...{ model, family, params, public: run.public, tuned: run.tuned, n, mean, sem },
    ...Object.fromEntries(entries.map(([name, { value }]) => [name, value])),
    coverage,
    ...(run.summary ? { summary: true } : {}),
    ...(whys.length > 0 ? { why: whys.join(' ') } : {}),
  };
}
