/** Sets of small numbers as words of 32 bits, and matrices as one such set a row. */

/** How many words a set of numbers below n takes. */
export function wordsFor(n: number): number {
  return (n + 31) >>> 5;
}

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
  return countRow(bits, 0, bits.length);
}

/** How many numbers the row of a matrix that begins at `base` has. */
export function countRow(rows: Uint32Array, base: number, words: number): number {
  let n = 0;
  for (let w = base; w < base + words; w++) {
    let v = rows[w]!;
    v -= (v >>> 1) & 0x55555555;
    v = (v & 0x33333333) + ((v >>> 2) & 0x33333333);
    n += Math.imul((v + (v >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
  }
  return n;
}

/** The members of a set, from the least. */
export function membersOf(set: Uint32Array): number[] {
  const all: number[] = [];
  for (let w = 0; w < set.length; w++)
    for (let rest = set[w]!; rest !== 0; rest &= rest - 1) all.push(w * 32 + lowestBit(rest));
  return all;
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

/** Rows and columns of an n × n matrix of bits exchanged, in blocks of 32 × 32 (Warren, Hacker's Delight, 7-3). */
export function transposed(rows: Uint32Array, n: number, words: number): Uint32Array {
  const columns = new Uint32Array(n * words);
  const block = new Uint32Array(32);
  for (let i = 0; i < n; i += 32) {
    const height = Math.min(32, n - i);
    for (let w = 0; w < words; w++) {
      block.fill(0);
      for (let k = 0; k < height; k++) block[k] = rows[(i + k) * words + w]!;
      transposeBlock(block);
      const width = Math.min(32, n - w * 32);
      for (let k = 0; k < width; k++) columns[(w * 32 + k) * words + (i >>> 5)] = block[k]!;
    }
  }
  return columns;
}

/** In place; bit j of word i becomes bit i of word j. */
function transposeBlock(block: Uint32Array): void {
  for (let step = 16, mask = 0x0000ffff; step !== 0; step >>>= 1, mask ^= mask << step) {
    for (let k = 0; k < 32; k = (k + step + 1) & ~step) {
      const swap = ((block[k]! >>> step) ^ block[k + step]!) & mask;
      block[k]! ^= swap << step;
      block[k + step]! ^= swap;
    }
  }
}
