import type { ScalingEvidence, ScalingFamilyView, ScalingRunView, TrendView } from '../contract/scaling.ts';
import type { Figure, RunFigures } from '../results/figures.ts';
import { log10 } from './log10.ts';
import { suggestions } from './suggestions.ts';
import type { Evidence, Trend } from './types.ts';

/** A run under the names that the asking role may read. */
export interface NamedRun {
  readonly id: string;
  readonly model: string;
  readonly family: string;
  readonly params: number;
  readonly public: boolean;
  readonly tuned: boolean;
  readonly reproduction: boolean;
  readonly summary: boolean;
  readonly figures: RunFigures;
}

export interface NamedEvidence {
  readonly families: ScalingFamilyView[];
  /** Small to large. */
  readonly runs: ScalingRunView[];
  readonly evidence: ScalingEvidence | null;
}

/**
 * Runs, families and what was resampled, under keys and under the names given. Keys and order follow from these names
 * alone, so they say nothing about names that stay hidden.
 */
export function namedEvidence(given: readonly NamedRun[], evidence: Evidence | null): NamedEvidence {
  const runs = [...given].sort(inOrder);
  const families = familiesOf(runs);
  const familyKeys = new Map(families.map((family) => [familyText(family), family.key]));
  const views = runs.map((run, place) => runView(run, `r${place + 1}`, familyKeys.get(familyTextOf(run)) ?? ''));
  const byId = new Map(runs.map(({ id }, place) => [id, views[place]!]));
  return { families, runs: views, evidence: evidence === null ? null : evidenceView(evidence, families, byId) };
}

function evidenceView(
  evidence: Evidence,
  families: readonly ScalingFamilyView[],
  runs: ReadonlyMap<string, ScalingRunView>,
): ScalingEvidence {
  const order = new Map(families.map(({ key }, place) => [key, place]));
  const inFamilyOrder = <T extends { readonly family: string }>(items: readonly T[]): T[] =>
    [...items].sort((a, b) => order.get(a.family)! - order.get(b.family)!);
  const trends = (given: readonly Trend[], logged: boolean) =>
    inFamilyOrder(given.flatMap((trend) => trendView(trend, logged, runs) ?? []));
  const { logged, reproduction } = evidence;
  const shown = {
    trends: trends(evidence.trends, logged),
    subcategories: evidence.subcategories.map((part) => ({ ...part, trends: trends(part.trends, logged) })),
    reproduction:
      reproduction === null
        ? null
        : {
            examples: reproduction.examples,
            trends: trends(reproduction.trends, logged),
            errorTrends: trends(reproduction.errorTrends, false),
            comparisons: inFamilyOrder(
              reproduction.comparisons.flatMap(({ runs: ids, difference, interval }) => {
                const family = familyOf(ids, runs);
                return family === null ? [] : [{ family, difference, interval }];
              }),
            ),
          },
  };
  return {
    seed: evidence.seed,
    resamples: evidence.resamples,
    errorTrends: trends(evidence.errorTrends, false),
    ...shown,
    suggestions: suggestions({ families, ...shown }),
  };
}

function trendView(trend: Trend, logged: boolean, runs: ReadonlyMap<string, ScalingRunView>): TrendView | null {
  const family = familyOf(trend.runs, runs);
  if (family === null) return null;
  const { points, steps, fit, remarks, runs: _runs, ...rest } = trend;
  return {
    ...rest,
    family,
    points: points.map((point) => ({ ...point, runs: point.runs.map((id) => runs.get(id)?.key ?? '') })),
    steps: [...steps],
    fit: fit === null ? null : fitView(trend, logged),
    remarks: [...remarks],
  };
}

/** In the plot's own units: what was fitted to logarithms is given back as values. */
function fitView({ fit, slope, points }: Trend, logged: boolean): TrendView['fit'] {
  if (fit === null || slope.value === null) return null;
  const value = (height: number) => (logged ? 10 ** height : height);
  const at = fit.band?.at ?? [points[0]!, points.at(-1)!].map(({ params }) => log10(params));
  return {
    params: at.map((place) => 10 ** place),
    value: at.map((place) => value(fit.intercept + slope.value! * place)),
    band: fit.band && { low: fit.band.low.map(value), high: fit.band.high.map(value) },
  };
}

function familyOf(ids: readonly string[], runs: ReadonlyMap<string, ScalingRunView>): string | null {
  const [first] = ids;
  return first === undefined ? null : (runs.get(first)?.family ?? null);
}

function runView(run: NamedRun, key: string, family: string): ScalingRunView {
  const { figures } = run;
  const accuracy = figures.accuracy.value;
  return {
    key,
    model: run.model,
    family,
    params: run.params,
    public: run.public,
    tuned: run.tuned,
    reproduction: run.reproduction,
    summary: run.summary,
    n: figures.n,
    coverage: figures.coverage.value,
    mean: figures.mean.value ?? 0,
    sem: figures.sem.value ?? 0,
    accuracy: figures.accuracy,
    error: turned(figures.accuracy, (share) => 1 - share),
    errorSem: accuracy === null ? figures.accuracy : { value: shareError(accuracy, figures.n), why: null },
  };
}

/** Standard error of a share: population standard deviation / √n of zeros and ones. */
function shareError(share: number, n: number): number {
  return Math.sqrt(share * (1 - share)) / Math.sqrt(n);
}

function turned(figure: Figure, turn: (value: number) => number): Figure {
  return figure.value === null ? figure : { value: turn(figure.value), why: null };
}

function familiesOf(runs: readonly NamedRun[]): ScalingFamilyView[] {
  const known = new Map<string, Omit<ScalingFamilyView, 'key'>>();
  for (const run of runs) {
    known.set(familyTextOf(run), { name: run.family, public: run.public, tuned: run.tuned });
  }
  return [...known.values()]
    .sort((a, b) => {
      if (a.public !== b.public) return a.public ? -1 : 1;
      if (a.tuned !== b.tuned) return a.tuned ? 1 : -1;
      return a.name < b.name ? -1 : 1;
    })
    .map((family, place) => ({ key: `f${place + 1}`, ...family }));
}

function familyTextOf(run: NamedRun): string {
  return familyText({ name: run.family, public: run.public, tuned: run.tuned });
}

/** Public and private models, tuned and untuned ones, are never one family, whatever its name. */
export function familyText(family: Pick<ScalingFamilyView, 'name' | 'public' | 'tuned'>): string {
  return JSON.stringify([family.name, family.public, family.tuned]);
}

/** As lists of models: small to large, untuned first, then by the name that is shown; originals before reproductions. */
function inOrder(a: NamedRun, b: NamedRun): number {
  if (a.params !== b.params) return a.params - b.params;
  if (a.tuned !== b.tuned) return a.tuned ? 1 : -1;
  if (a.model !== b.model) return a.model < b.model ? -1 : 1;
  if (a.reproduction !== b.reproduction) return a.reproduction ? 1 : -1;
  return a.id < b.id ? -1 : 1;
}
