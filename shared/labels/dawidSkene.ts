import type { VoteTable } from './voteTable.ts';

/** What expectation–maximisation makes of a table of votes. Arrays are flat, the last index the fastest. */
export interface DawidSkene {
  /** examples × labels: how likely each is the true one; NaN for an example without votes. */
  readonly posteriors: Float64Array;
  /** labels: the share of examples of which each is the true one. */
  readonly priors: Float64Array;
  /** contractors × true × given; NaN where the contractor saw no example that could have been of the true label. */
  readonly confusion: Float64Array;
  /** Natural logarithm, summed over the examples with votes. */
  readonly logLikelihood: number;
  readonly rounds: number;
  /** False where the rounds ran out first. */
  readonly converged: boolean;
}

export interface DawidSkeneOptions {
  /** 10,000 where it is left out. */
  readonly maxRounds?: number;
  /** The likelihood has to rise by as much for another round; 1e-9 where it is left out. */
  readonly tolerance?: number;
  /** After each round; answering false gives up. */
  readonly onRound?: (round: number, logLikelihood: number) => boolean;
}

/**
 * Dawid and Skene (1979), "Maximum likelihood estimation of observer error-rates using the EM algorithm", Applied
 * Statistics 28: starts from vote shares, estimates class priors and a confusion matrix per contractor, weighs each
 * example's labels by them, and so on. A contractor may label one example several times, as in the paper. Plain maximum
 * likelihood without smoothing, so the likelihood never falls.
 *
 * @returns null where there is no vote, or where `onRound` gave up
 */
export function dawidSkene(table: VoteTable, options: DawidSkeneOptions = {}): DawidSkene | null {
  const { maxRounds = 10_000, tolerance = 1e-9, onRound } = options;
  const size = table.labels.length;
  const patterns = distinctPatterns(table);
  if (patterns.weight.length === 0) return null;
  const model = emptyModel(table.contractors.length, size);
  const sums = emptyModel(table.contractors.length, size);
  const weights = new Float64Array(patterns.weight.length * size);
  startFromShares(patterns, size, weights);
  collect(patterns, size, weights, sums);
  let before = Number.NEGATIVE_INFINITY;
  for (let round = 1; ; round++) {
    maximise(sums, size, patterns.examples, model);
    const logLikelihood = weigh(patterns, size, model, weights, sums);
    if (onRound && !onRound(round, logLikelihood)) return null;
    const converged = logLikelihood - before < tolerance;
    before = logLikelihood;
    if (!converged && round < maxRounds) continue;
    return {
      posteriors: byExample(patterns, size, weights),
      priors: model.priors,
      confusion: byTrueLabel(table.contractors.length, size, model),
      logLikelihood,
      rounds: round,
      converged,
    };
  }
}

/** Examples on which the same people gave the same labels are one pattern with a weight: few people make few of them. */
interface Patterns {
  /** Examples with votes. */
  readonly examples: number;
  readonly starts: Int32Array;
  /** By vote: where the row of its contractor and given label begins in `Model.confusion`. */
  readonly cells: Int32Array;
  readonly weight: Float64Array;
  /** By example; −1 for one without votes. */
  readonly patternOf: Int32Array;
}

function distinctPatterns(table: VoteTable): Patterns {
  const { starts, contractor, label } = table;
  const size = table.labels.length;
  const cells = new Int32Array(label.length);
  for (let v = 0; v < cells.length; v++) cells[v] = (contractor[v]! * size + label[v]!) * size;
  const slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * table.examples.length + 2))).fill(-1);
  const first = new Int32Array(table.examples.length);
  const weight = new Float64Array(table.examples.length);
  const patternOf = new Int32Array(table.examples.length).fill(-1);
  let count = 0;
  let examples = 0;
  for (let e = 0; e < table.examples.length; e++) {
    const from = starts[e]!;
    const length = starts[e + 1]! - from;
    if (length === 0) continue;
    examples += 1;
    let hash = length;
    for (let v = from; v < from + length; v++) hash = Math.imul(hash ^ cells[v]!, 0x01000193) ^ (hash >>> 15);
    let slot = (hash ^ (hash >>> 16)) & (slots.length - 1);
    while (slots[slot] !== -1 && !sameVotes(cells, starts, first[slots[slot]!]!, e)) {
      slot = (slot + 1) & (slots.length - 1);
    }
    if (slots[slot] === -1) {
      first[count] = e;
      slots[slot] = count++;
    }
    patternOf[e] = slots[slot]!;
    weight[slots[slot]!]! += 1;
  }
  const patternStarts = new Int32Array(count + 1);
  for (let p = 0; p < count; p++) {
    patternStarts[p + 1] = patternStarts[p]! + starts[first[p]! + 1]! - starts[first[p]!]!;
  }
  const patternCells = new Int32Array(patternStarts[count]!);
  for (let p = 0; p < count; p++) {
    patternCells.set(cells.subarray(starts[first[p]!]!, starts[first[p]! + 1]!), patternStarts[p]!);
  }
  return { examples, starts: patternStarts, cells: patternCells, weight: weight.slice(0, count), patternOf };
}

function sameVotes(cells: Int32Array, starts: Int32Array, a: number, b: number): boolean {
  const length = starts[a + 1]! - starts[a]!;
  if (starts[b + 1]! - starts[b]! !== length) return false;
  for (let v = 0; v < length; v++) if (cells[starts[a]! + v] !== cells[starts[b]! + v]) return false;
  return true;
}

interface Model {
  readonly priors: Float64Array;
  /** contractors × given × true: what one vote says of every true label lies together. */
  readonly confusion: Float64Array;
}

function emptyModel(contractors: number, size: number): Model {
  return { priors: new Float64Array(size), confusion: new Float64Array(contractors * size * size) };
}

function startFromShares(patterns: Patterns, size: number, weights: Float64Array): void {
  const { starts, cells } = patterns;
  for (let p = 0; p < patterns.weight.length; p++) {
    const length = starts[p + 1]! - starts[p]!;
    for (let v = starts[p]!; v < starts[p + 1]!; v++) weights[p * size + ((cells[v]! / size) % size)]! += 1 / length;
  }
}

/** Sums by true label, and by contractor, given and true label. */
function collect(patterns: Patterns, size: number, weights: Float64Array, sums: Model): void {
  sums.priors.fill(0);
  sums.confusion.fill(0);
  for (let p = 0; p < patterns.weight.length; p++) addPattern(patterns, size, p, weights, sums);
}

function addPattern({ starts, cells, weight }: Patterns, size: number, p: number, weights: Float64Array, sums: Model) {
  const { priors, confusion } = sums;
  for (let k = 0; k < size; k++) {
    const share = weight[p]! * weights[p * size + k]!;
    priors[k]! += share;
    for (let v = starts[p]!; v < starts[p + 1]!; v++) confusion[cells[v]! + k]! += share;
  }
}

/** From sums to shares. Where a contractor saw nothing of a true label the column stays zero. */
function maximise(sums: Model, size: number, examples: number, model: Model): void {
  for (let k = 0; k < size; k++) model.priors[k] = sums.priors[k]! / examples;
  for (let base = 0; base < sums.confusion.length; base += size * size) {
    for (let k = 0; k < size; k++) {
      let total = 0;
      for (let given = 0; given < size; given++) total += sums.confusion[base + given * size + k]!;
      for (let given = 0; given < size; given++) {
        const at = base + given * size + k;
        // divided, not multiplied by the inverse: that is infinite where the total is nearly nothing
        model.confusion[at] = total > 0 ? sums.confusion[at]! / total : 0;
      }
    }
  }
}

/** Below this a product of shares may have lost digits; the example is then weighed in logarithms. */
const tooSmall = 1e-250;

/**
 * Weighs every pattern's labels by the model and sums up for the next one in the same pass; returns the log-likelihood.
 * It is summed with compensation (Neumaier 1974): plain sums of a million terms err by more than the tolerance.
 */
function weigh(patterns: Patterns, size: number, model: Model, weights: Float64Array, sums: Model): number {
  sums.priors.fill(0);
  sums.confusion.fill(0);
  const weighOne = size === 3 ? weighOneOfThree : weighOneOfAny;
  let sum = 0;
  let lost = 0;
  for (let p = 0; p < patterns.weight.length; p++) {
    const term = patterns.weight[p]! * weighOne(patterns, size, model, p, weights, sums);
    const next = sum + term;
    lost += Math.abs(sum) >= Math.abs(term) ? sum - next + term : term - next + sum;
    sum = next;
  }
  return sum + lost;
}

/** One pattern: its weights, its part of the sums; returns the logarithm of its likelihood. */
function weighOneOfAny(
  patterns: Patterns,
  size: number,
  model: Model,
  p: number,
  weights: Float64Array,
  sums: Model,
): number {
  const { starts, cells } = patterns;
  const from = starts[p]!;
  const to = starts[p + 1]!;
  let total = 0;
  for (let k = 0; k < size; k++) {
    let product = model.priors[k]!;
    for (let v = from; v < to; v++) product *= model.confusion[cells[v]! + k]!;
    weights[p * size + k] = product;
    total += product;
  }
  let log: number;
  if (total > tooSmall) {
    log = Math.log(total);
    for (let k = 0; k < size; k++) weights[p * size + k]! /= total;
  } else {
    log = weighInLogarithms(patterns, size, model, p, weights);
  }
  addPattern(patterns, size, p, weights, sums);
  return log;
}

/** The same without inner loops over labels: three are what most tables of votes have, and it takes a third of the time. */
function weighOneOfThree(
  patterns: Patterns,
  size: number,
  model: Model,
  p: number,
  weights: Float64Array,
  sums: Model,
): number {
  const { starts, cells, weight } = patterns;
  const { priors, confusion } = model;
  const from = starts[p]!;
  const to = starts[p + 1]!;
  let a = priors[0]!;
  let b = priors[1]!;
  let c = priors[2]!;
  for (let v = from; v < to; v++) {
    const cell = cells[v]!;
    a *= confusion[cell]!;
    b *= confusion[cell + 1]!;
    c *= confusion[cell + 2]!;
  }
  const total = a + b + c;
  if (!(total > tooSmall)) return weighOneOfAny(patterns, size, model, p, weights, sums);
  a /= total;
  b /= total;
  c /= total;
  weights[p * 3] = a;
  weights[p * 3 + 1] = b;
  weights[p * 3 + 2] = c;
  a *= weight[p]!;
  b *= weight[p]!;
  c *= weight[p]!;
  sums.priors[0]! += a;
  sums.priors[1]! += b;
  sums.priors[2]! += c;
  for (let v = from; v < to; v++) {
    const cell = cells[v]!;
    sums.confusion[cell]! += a;
    sums.confusion[cell + 1]! += b;
    sums.confusion[cell + 2]! += c;
  }
  return Math.log(total);
}

function weighInLogarithms(
  { starts, cells }: Patterns,
  size: number,
  model: Model,
  p: number,
  weights: Float64Array,
): number {
  const logs = new Float64Array(size);
  for (let k = 0; k < size; k++) {
    logs[k] = Math.log(model.priors[k]!);
    for (let v = starts[p]!; v < starts[p + 1]!; v++) logs[k]! += Math.log(model.confusion[cells[v]! + k]!);
  }
  const highest = Math.max(...logs);
  let total = 0;
  for (let k = 0; k < size; k++) total += Math.exp(logs[k]! - highest);
  for (let k = 0; k < size; k++) weights[p * size + k] = Math.exp(logs[k]! - highest) / total;
  return highest + Math.log(total);
}

function byExample({ patternOf }: Patterns, size: number, weights: Float64Array): Float64Array {
  const posteriors = new Float64Array(patternOf.length * size);
  for (let e = 0; e < patternOf.length; e++) {
    const p = patternOf[e]!;
    if (p === -1) posteriors.fill(Number.NaN, e * size, (e + 1) * size);
    else posteriors.set(weights.subarray(p * size, (p + 1) * size), e * size);
  }
  return posteriors;
}

function byTrueLabel(contractors: number, size: number, model: Model): Float64Array {
  const turned = new Float64Array(model.confusion.length);
  for (let c = 0; c < contractors; c++) {
    for (let k = 0; k < size; k++) {
      let total = 0;
      for (let given = 0; given < size; given++) total += model.confusion[(c * size + given) * size + k]!;
      for (let given = 0; given < size; given++) {
        turned[(c * size + k) * size + given] =
          total === 0 ? Number.NaN : model.confusion[(c * size + given) * size + k]!;
      }
    }
  }
  return turned;
}
