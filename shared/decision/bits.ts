/** Sets of small numbers as words of 32 bits. */

export function hasBit(bits: Uint32Array, i: number): boolean {
  return (bits[i >>> 5]! & (1 << (i & 31))) !== 0;
}

export function setBit(bits: Uint32Array, i: number): void {
  bits[i >>> 5]! |= 1 << (i & 31);
}

export function clearBit(bits: Uint32Array, i: number): void {
  bits[i >>> 5]! &= ~(1 << (i & 31));
}

/** The numbers below n. */
export function fillBits(bits: Uint32Array, n: number): void {
  bits.fill(0);
  for (let i = 0; i < n; i++) setBit(bits, i);
}

export function lowestBit(word: number): number {
  return 31 - Math.clz32(word & -word);
}

/** The least number that both a row of a matrix, beginning at `base`, and a set have; -1 for none. */
export function firstCommonBit(rows: Uint32Array, base: number, set: Uint32Array, words: number): number {
  for (let w = 0; w < words; w++) {
    const common = rows[base + w]! & set[w]!;
    if (common !== 0) return w * 32 + lowestBit(common);
  }
  return -1;
}

export function countBits(bits: Uint32Array): number {
  let n = 0;
  for (const word of bits) {
    let v = word - ((word >>> 1) & 0x55555555);
    v = (v & 0x33333333) + ((v >>> 2) & 0x33333333);
    n += (((v + (v >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
  }
  return n;
}

/** Depth first from `root` through what is unseen; nodes are appended to `finished` as they are left. */
export function search(
  rows: Uint32Array,
  words: number,
  unseen: Uint32Array,
  path: Int32Array,
  root: number,
  finished: number[],
): void {
  let depth = 0;
  path[0] = root;
  clearBit(unseen, root);
  while (depth >= 0) {
    const node = path[depth]!;
    const next = firstCommonBit(rows, node * words, unseen, words);
    if (next === -1) {
      finished.push(node);
      depth--;
    } else {
      clearBit(unseen, next);
      path[++depth] = next;
    }
  }
}
