import { seededRandom } from '../random.ts';
import { type CountPattern, type PatternsOfExamples, percentAgreement } from './agreement.ts';
import type { Figure } from './figure.ts';

/** 95 %, from the 2.5th to the 97.5th percentile of the draws; or in words why there is none. */
export type Interval =
  | { readonly low: number; readonly high: number; readonly why: null }
  | { readonly low: null; readonly high: null; readonly why: string };

const DRAWS = 1000;
/** Beyond this the interval is as narrow as it is going to look; fewer draws then. */
const MOST_STEPS = 2e7;
const FEWEST_DRAWS = 200;
/** With more undefined draws than this the others would be a choice, not a sample. */
const MOST_UNDEFINED = 0.05;

/**
 * Percentile intervals (Efron 1979) of figures of agreement: examples are drawn with replacement, votes stay with their
 * example. The same seed gives the same interval.
 */
export function bootstrapIntervals<K extends string>(
  { patterns, of }: PatternsOfExamples,
  figures: Readonly<Record<K, (patterns: readonly CountPattern[]) => Figure>>,
  seed: number | string,
): Readonly<Record<K, Interval>> {
  const names = Object.keys(figures) as K[];
  if (percentAgreement(patterns).value === null) {
    return record(names, () => none('No example has labels by two contractors.'));
  }
  const random = seededRandom(`agreement ${seed}`);
  const draws = Math.max(FEWEST_DRAWS, Math.min(DRAWS, Math.floor(MOST_STEPS / of.length)));
  const found = new Map<K, number[]>(names.map((name) => [name, []]));
  const examples = new Int32Array(patterns.length);
  for (let draw = 0; draw < draws; draw++) {
    examples.fill(0);
    for (let i = 0; i < of.length; i++) examples[of[random.below(of.length)]!]! += 1;
    const drawn = patterns.map((pattern, p) => ({ ...pattern, examples: examples[p]! })).filter((p) => p.examples > 0);
    for (const name of names) {
      const { value } = figures[name](drawn);
      if (value !== null) found.get(name)!.push(value);
    }
  }
  return record(names, (name) => interval(found.get(name)!, draws));
}

function interval(values: number[], draws: number): Interval {
  const undefinedOnes = draws - values.length;
  if (undefinedOnes > MOST_UNDEFINED * draws) {
    return none(`Drawn anew, the figure is undefined in ${undefinedOnes} of ${draws} draws.`);
  }
  values.sort((a, b) => a - b);
  return { low: quantile(values, 0.025), high: quantile(values, 0.975), why: null };
}

function none(why: string): Interval {
  return { low: null, high: null, why };
}

/** Between the two values around it, in proportion (type 7 of Hyndman and Fan 1996). */
function quantile(sorted: readonly number[], share: number): number {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const low = sorted[below]!;
  return low + (place - below) * ((sorted[below + 1] ?? low) - low);
}

function record<K extends string, V>(names: readonly K[], make: (name: K) => V): Record<K, V> {
  return Object.fromEntries(names.map((name) => [name, make(name)])) as Record<K, V>;
}
