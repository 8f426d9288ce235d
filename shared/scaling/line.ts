import { exactSum, type Figure } from '../results/figures.ts';

/** A line through points whose places never change while their heights are resampled. */
export interface LineFitter {
  /** Mean of the places. */
  readonly centre: number;
  /** (x − x̄) / Σ (x − x̄)²: what each height counts in the slope. */
  readonly weights: Float64Array;
  /** Ordinary least squares: Σ (x − x̄)(y − y₀) / Σ (x − x̄)², exactly 0 where all heights are equal. */
  readonly slope: (heights: ArrayLike<number>) => number;
  /** Height of the line at `centre`: the mean height. */
  readonly middle: (heights: ArrayLike<number>) => number;
}

/** `places` hold at least two different numbers. */
export function lineFitter(places: readonly number[]): LineFitter {
  const centre = exactSum(Float64Array.from(places)) / places.length;
  const weights = Float64Array.from(places, (place) => place - centre);
  const spread = exactSum(weights.map((weight) => weight * weight));
  for (const [point, weight] of weights.entries()) weights[point] = weight / spread;
  return {
    centre,
    weights,
    slope: (heights) => {
      const first = heights[0]!;
      let sum = 0;
      for (let point = 0; point < weights.length; point++) sum += weights[point]! * (heights[point]! - first);
      return sum;
    },
    middle: (heights) => {
      const first = heights[0]!;
      let sum = 0;
      for (let point = 0; point < weights.length; point++) sum += heights[point]! - first;
      return first + sum / weights.length;
    },
  };
}

/** R² of the least-squares line. Undefined where all heights are equal: there is nothing to explain. */
export function straightness(places: readonly number[], heights: readonly number[]): Figure {
  const r = correlation(places, heights);
  return r === null ? { value: null, why: 'All means are equal.' } : { value: r * r, why: null };
}

/** Spearman's ρ: Pearson's correlation of the ranks, equal values sharing the mean of their ranks. */
export function spearman(places: readonly number[], heights: readonly number[]): Figure {
  const rho = correlation(ranks(places), ranks(heights));
  return rho === null ? { value: null, why: 'All means are equal.' } : { value: rho, why: null };
}

/** Ranks from 1; ties get the mean of the ranks that they fill. */
export function ranks(values: readonly number[]): number[] {
  const order = values.map((_, place) => place).sort((a, b) => values[a]! - values[b]!);
  const result = new Array<number>(values.length);
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (end < order.length && values[order[end]!] === values[order[start]!]) end++;
    for (let place = start; place < end; place++) result[order[place]!] = (start + end + 1) / 2;
    start = end;
  }
  return result;
}

/** Pearson's; null where one side does not vary. */
function correlation(xs: readonly number[], ys: readonly number[]): number | null {
  const x = centred(xs);
  const y = centred(ys);
  const xx = exactSum(x.map((value) => value * value));
  const yy = exactSum(y.map((value) => value * value));
  if (xx === 0 || yy === 0) return null;
  const r = exactSum(x.map((value, place) => value * y[place]!)) / (Math.sqrt(xx) * Math.sqrt(yy));
  return Math.min(1, Math.max(-1, r));
}

/** From the first value on, so that equal values become zeros without a rounding error; and to a size that squares bear. */
function centred(values: readonly number[]): Float64Array {
  const shifted = Float64Array.from(values, (value) => value - values[0]!);
  const largest = shifted.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (largest === 0) return shifted;
  const scaled = shifted.map((value) => value / largest);
  const mean = exactSum(scaled) / scaled.length;
  return scaled.map((value) => value - mean);
}
