import { seededRandom } from '../../../shared/random.ts';
import { scalingEvidence } from '../../../shared/scaling/evidence.ts';
import type { Evidence, ScalingInput, ScalingRun, Trend } from '../../../shared/scaling/types.ts';

export type Columns = readonly (readonly number[])[];

const GPT3 = [350e6, 1.3e9, 6.7e9, 175e9];

/** One run a column: small to large, one value an example. */
export function runsOf(columns: Columns, family = 'gpt3', sizes: readonly number[] = GPT3): ScalingRun[] {
  return columns.map((values, place) => ({
    id: `${family} ${place}`,
    family,
    params: sizes[place] ?? 10 ** (8 + place),
    n: values.length,
    mean: values.reduce((sum, value) => sum + value, 0) / values.length,
    sem: 0.1,
    values: Float64Array.from(values),
    correct: null,
  }));
}

export function inputOf(runs: readonly ScalingRun[], more: Partial<ScalingInput> = {}): ScalingInput {
  const examples = Math.max(1, ...runs.map((run) => run.values?.length ?? 0));
  return {
    metric: 'logodds',
    seed: 0,
    resamples: 1000,
    original: { examples, runs, subcategories: [] },
    reproduction: null,
    ...more,
  };
}

export function evidenceOf(columns: Columns, more: Partial<ScalingInput> = {}): Evidence {
  return scalingEvidence(inputOf(runsOf(columns), more));
}

export function trendOf(columns: Columns, more: Partial<ScalingInput> = {}): Trend {
  return evidenceOf(columns, more).trends[0]!;
}

/** Sizes whose means are these, with noise that all models share and noise of their own. */
export function noisy(means: readonly number[], examples: number, seed: number | string, spread = 1): number[][] {
  const random = seededRandom(`noisy ${seed}`);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random.unit())) * Math.cos(2 * Math.PI * random.unit());
  const shared = Array.from({ length: examples }, normal);
  return means.map((mean) => shared.map((common) => mean + spread * (common + 0.5 * normal())));
}
