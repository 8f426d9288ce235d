/**
 * Percentiles by linear interpolation between the two nearest numbers: the seventh definition of Hyndman and Fan (The
 * American Statistician 50, 1996), which is numpy's default. `share` is from 0 to 1. Puts the numbers into another order.
 */
export function quantile(numbers: Float64Array, share: number): number {
  const place = (numbers.length - 1) * share;
  const below = Math.floor(place);
  putInPlace(numbers, below);
  const low = numbers[below]!;
  if (below + 1 >= numbers.length) return low;
  let high = numbers[below + 1]!;
  for (let other = below + 2; other < numbers.length; other++) if (numbers[other]! < high) high = numbers[other]!;
  return low + (high - low) * (place - below);
}

/** Where 95 % of the resamples lie: 2.5 % to 97.5 %. Puts them into another order. */
export function middleOf(resampled: Float64Array): { readonly low: number; readonly high: number } {
  return { low: quantile(resampled, 0.025), high: quantile(resampled, 0.975) };
}

/**
 * Puts the number that sorting would bring to `place` there, nothing greater before it and nothing smaller behind: Floyd
 * and Rivest's selection (Communications of the ACM 18, 1975), a small part of the time that sorting takes.
 */
function putInPlace(numbers: Float64Array, place: number, from = 0, to = numbers.length - 1): void {
  let first = from;
  let last = to;
  while (first < last) {
    if (last - first > WORTH_A_SAMPLE) selectInSample(numbers, place, first, last);
    const pivot = numbers[place]!;
    let up = first;
    let down = last;
    while (up <= down) {
      while (numbers[up]! < pivot) up++;
      while (pivot < numbers[down]!) down--;
      if (up > down) break;
      const greater = numbers[up]!;
      numbers[up++] = numbers[down]!;
      numbers[down--] = greater;
    }
    if (down < place) first = up;
    if (place < up) last = down;
  }
}

const WORTH_A_SAMPLE = 600;

/** Brings a number near the wanted one to its place, so that one more pass leaves little to look through. */
function selectInSample(numbers: Float64Array, place: number, first: number, last: number): void {
  const count = last - first + 1;
  const before = place - first + 1;
  const log = Math.log(count);
  const size = 0.5 * Math.exp((2 * log) / 3);
  const margin = 0.5 * Math.sqrt((log * size * (count - size)) / count) * Math.sign(before - count / 2);
  const start = Math.max(first, Math.floor(place - (before * size) / count + margin));
  const end = Math.min(last, Math.floor(place + ((count - before) * size) / count + margin));
  putInPlace(numbers, place, start, end);
}
