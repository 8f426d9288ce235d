import { NO_ANSWER } from './cells.ts';

/** A number, or null with the reason why there is none. */
export interface Figure {
  readonly value: number | null;
  readonly why: string | null;
}

/** What the figures of a run are made from: the arrays of a stored run, one place an example. */
export interface RunValues {
  /** NaN where the run has no value. */
  readonly values: Float64Array;
  /** 0, 1, or 255 where there is no answer; null when the file said none. */
  readonly correct: Uint8Array | null;
  /** Natural logarithms; NaN where there is none; null when the file said none. */
  readonly totalLogprob: Float64Array | null;
}

export interface RunFigures {
  /** Examples with a value: what every mean is over. */
  readonly n: number;
  /** In the unit of the metric: nats. */
  readonly mean: Figure;
  /** Population standard deviation / √n, as in the contest's own plots. */
  readonly sem: Figure;
  /** Share of `correct` = 1. */
  readonly accuracy: Figure;
  /** Mean probability that the model gave to all classes together: mean of exp(`total_logprob`). */
  readonly probabilityCoverage: Figure;
  /** n / examples of the data set. */
  readonly coverage: Figure;
}

/** The figures of one run over its usable rows. The order of the file it came from plays no part. */
export function runFigures(run: RunValues): RunFigures {
  const usable: number[] = [];
  for (let example = 0; example < run.values.length; example++) {
    if (!Number.isNaN(run.values[example])) usable.push(example);
  }
  const n = usable.length;
  const examples = run.values.length;
  const coverage = examples === 0 ? without('The data set has no examples.') : figure(n / examples);
  if (n === 0) {
    const none = without('No example has a value.');
    return { n, mean: none, sem: none, accuracy: none, probabilityCoverage: none, coverage };
  }
  const { mean, sem } = meanAndError(Float64Array.from(usable, (example) => run.values[example] ?? Number.NaN));
  return {
    n,
    mean: figure(mean),
    sem: figure(sem),
    accuracy: accuracy(run.correct, usable),
    probabilityCoverage: probabilityCoverage(run.totalLogprob, usable),
    coverage,
  };
}

/**
 * What guessing every class alike would score on a classification data set: mean ln(k) and mean 1/k over its rows, k
 * being a row's number of classes. Other metrics have no such baseline.
 */
export function equalOddsBaseline(classCounts: ArrayLike<number>): {
  readonly loss: Figure;
  readonly accuracy: Figure;
} {
  const rows = classCounts.length;
  if (rows === 0) {
    const none = without('The data set has no examples.');
    return { loss: none, accuracy: none };
  }
  return {
    loss: figure(exactSumOf(classCounts, Math.log) / rows),
    accuracy: figure(exactSumOf(classCounts, (k) => 1 / k) / rows),
  };
}

/**
 * Neumaier's compensated sum (Zeitschrift für Angewandte Mathematik und Mechanik 54, 1974): its error does not grow
 * with the number of terms.
 */
export function exactSum(terms: Float64Array): number {
  return exactSumOf(terms, (term) => term);
}

/** Of what a function makes of the values: millions of them need no second list. Equal neighbours are asked for once. */
function exactSumOf(values: ArrayLike<number>, termOf: (value: number) => number): number {
  let sum = 0;
  let lost = 0;
  let value = Number.NaN;
  let term = 0;
  for (let at = 0; at < values.length; at++) {
    if (values[at] !== value) {
      value = values[at]!;
      term = termOf(value);
    }
    const next = sum + term;
    lost += Math.abs(sum) >= Math.abs(term) ? sum - next + term : term - next + sum;
    sum = next;
  }
  return sum + lost;
}

/** Mean and population standard deviation / √n, in two passes; `values` has at least one. */
function meanAndError(values: Float64Array): { mean: number; sem: number } {
  const n = values.length;
  const unit = squaringUnit(values);
  const scaled = unit === 1 ? values : values.map((value) => value / unit);
  const mean = exactSum(scaled) / n;
  const squares = exactSum(scaled.map((value) => (value - mean) ** 2));
  return { mean: mean * unit, sem: (Math.sqrt(squares / n) / Math.sqrt(n)) * unit };
}

/** 1 for any value seen in practice; else what to divide by so that squares neither overflow nor vanish. */
function squaringUnit(values: Float64Array): number {
  let largest = 0;
  for (const value of values) largest = Math.max(largest, Math.abs(value));
  return largest === 0 || (largest > 1e-140 && largest < 1e140) ? 1 : largest;
}

function accuracy(correct: Uint8Array | null, usable: readonly number[]): Figure {
  if (correct === null) return without('The run has no “correct”.');
  let right = 0;
  let unanswered = 0;
  for (const example of usable) {
    if (correct[example] === 1) right += 1;
    else if (correct[example] === NO_ANSWER) unanswered += 1;
  }
  if (unanswered > 0) return without(`${unanswered} of ${usable.length} usable rows have no “correct”.`);
  return figure(right / usable.length);
}

function probabilityCoverage(totalLogprob: Float64Array | null, usable: readonly number[]): Figure {
  if (totalLogprob === null) return without('The run has no “total_logprob”.');
  const probabilities = Float64Array.from(usable, (example) => Math.exp(totalLogprob[example] ?? Number.NaN));
  const gaps = probabilities.reduce((count, probability) => count + (Number.isNaN(probability) ? 1 : 0), 0);
  if (gaps > 0) return without(`${gaps} of ${usable.length} usable rows have no “total_logprob”.`);
  const mean = exactSum(probabilities) / usable.length;
  return Number.isFinite(mean)
    ? figure(mean)
    : without('“total_logprob” is too large to be a logarithm of a probability.');
}

function figure(value: number): Figure {
  return { value, why: null };
}

function without(why: string): Figure {
  return { value: null, why };
}
