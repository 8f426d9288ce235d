/**
 * Percentiles of sorted numbers by linear interpolation between the two nearest: the seventh definition of Hyndman and
 * Fan (The American Statistician 50, 1996), which is numpy's default. `share` is from 0 to 1.
 */
export function quantile(sorted: Float64Array, share: number): number {
  const place = (sorted.length - 1) * share;
  const below = Math.floor(place);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low + (high - low) * (place - below);
}

/** Where 95 % of the resamples lie: 2.5 % to 97.5 %. Sorts what it is given. */
export function middleOf(resampled: Float64Array): { readonly low: number; readonly high: number } {
  resampled.sort();
  return { low: quantile(resampled, 0.025), high: quantile(resampled, 0.975) };
}
