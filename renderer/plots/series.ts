import type { Run } from '../../shared/contract/submission.ts';
import { familyName } from '../../shared/results/familyName.ts';

/** What a plot and its table need of a run; a reviewer's blind runs have it too. */
export type PlotRun = Pick<
  Run,
  | 'model'
  | 'family'
  | 'params'
  | 'public'
  | 'tuned'
  | 'reproduction'
  | 'n'
  | 'mean'
  | 'sem'
  | 'accuracy'
  | 'coverage'
  | 'summary'
>;

/** One line of the plot: the runs of one family that belong together, from small to large. */
export interface Series {
  readonly key: string;
  readonly name: string;
  readonly family: string;
  readonly public: boolean;
  /** Tuned models or reproductions: a line of their own beside their family's. */
  readonly marked: boolean;
  readonly runs: readonly PlotRun[];
}

export type View = 'loss' | 'accuracy';

/** Public families first, then private ones, those with the largest model before others; tuned models and reproductions as lines of their own. */
export function seriesOf(runs: readonly PlotRun[]): readonly Series[] {
  const byKey = new Map<string, PlotRun[]>();
  for (const run of runs) {
    const key = [run.family, run.public, run.tuned, run.reproduction].join('\t');
    byKey.set(key, [...(byKey.get(key) ?? []), run]);
  }
  return [...byKey]
    .map(([key, members]): Series => {
      const first = members[0] as PlotRun;
      const marks = [
        first.tuned && !/instruct/i.test(first.family) ? 'tuned' : null,
        first.reproduction ? 'reproduction' : null,
      ].filter(Boolean);
      return {
        key,
        name: [familyName(first.family), ...marks].join(', '),
        marked: first.tuned || first.reproduction,
        family: first.family,
        public: first.public,
        runs: members.sort((a, b) => a.params - b.params || a.model.localeCompare(b.model)),
      };
    })
    .sort((a, b) => Number(b.public) - Number(a.public) || largest(b) - largest(a) || a.name.localeCompare(b.name));
}

function largest(series: Series): number {
  return series.runs.at(-1)?.params ?? 0;
}

/** A run's value and its standard error in a view; null where it has none. The error of a share is binomial. */
export function valueIn(run: PlotRun, view: View): { value: number; error: number } | null {
  if (view === 'loss') return { value: run.mean, error: run.sem };
  const { value } = run.accuracy;
  return value === null ? null : { value, error: run.n > 0 ? Math.sqrt((value * (1 - value)) / run.n) : 0 };
}

/** Round values that cover a range with about so many steps. */
export function niceTicks(low: number, high: number, steps = 6): readonly number[] {
  if (!(high > low)) return [low];
  const rough = (high - low) / steps;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((m) => m * power).find((candidate) => candidate >= rough) ?? 10 * power;
  const ticks: number[] = [];
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++)
    ticks.push(Number((i * step).toPrecision(12)));
  return ticks;
}

/** Moves labels (places from 0 to 1) apart so that neighbours are at least `gap` away from each other. */
export function spread(places: readonly number[], gap: number): readonly number[] {
  const order = places.map((place, i) => ({ place, i })).sort((a, b) => a.place - b.place);
  for (let round = 0; round < 20; round++) {
    let moved = false;
    for (let k = 1; k < order.length; k++) {
      const [below, above] = [order[k - 1], order[k]];
      if (!below || !above) continue;
      const lack = gap - (above.place - below.place);
      if (lack <= 1e-6) continue;
      below.place -= lack / 2;
      above.place += lack / 2;
      moved = true;
    }
    if (!moved) break;
  }
  const result = [...places];
  for (const { place, i } of order) result[i] = place;
  return result;
}
