import { setBit, wordsFor } from './bits.ts';

/** A strict partial order of `size` submissions: bit b of row a is set if a is above b. */
export interface PartialOrder {
  readonly size: number;
  /** Words of a row. */
  readonly words: number;
  readonly above: Uint32Array;
}

export function emptyOrder(size: number): PartialOrder {
  const words = wordsFor(size);
  return { size, words, above: new Uint32Array(size * words) };
}

export function isAbove({ words, above }: PartialOrder, a: number, b: number): boolean {
  return (above[a * words + (b >>> 5)]! & (1 << (b & 31))) !== 0;
}

export function putAbove({ words, above }: PartialOrder, a: number, b: number): void {
  above[a * words + (b >>> 5)]! |= 1 << (b & 31);
}

export function orderBy(size: number, comesFirst: (a: number, b: number) => boolean): PartialOrder {
  const order = emptyOrder(size);
  for (let a = 0; a < size; a++) for (let b = 0; b < size; b++) if (a !== b && comesFirst(a, b)) putAbove(order, a, b);
  return order;
}

/** Whoever has more points is above. */
export function orderByPoints(points: ArrayLike<number>): PartialOrder {
  const order = emptyOrder(points.length);
  const { size, words } = order;
  const fewest = Array.from({ length: size }, (_, i) => i).sort((a, b) => points[a]! - points[b]!);
  const lower = new Uint32Array(words);
  for (let from = 0; from < size; ) {
    let to = from;
    for (; to < size && points[fewest[to]!] === points[fewest[from]!]; to++)
      order.above.set(lower, fewest[to]! * words);
    for (; from < to; from++) setBit(lower, fewest[from]!);
  }
  return order;
}
