import { fillBits, hasBit, lowestBit, search } from './bits.ts';
import type { PanelVotes } from './votes.ts';

/** A strict partial order of `size` submissions: at a · size + b a 1 if a is above b. */
export interface PartialOrder {
  readonly size: number;
  readonly above: Uint8Array;
}

/**
 * The Schulze order of a group (winning votes): a link from a to b is a pairwise win, as strong as the reviewers on
 * its side; a path is as strong as its weakest link; a is above b if the strongest path from a to b is stronger than
 * the one back.
 *
 * The strengths of paths are never written down, because only the comparison matters. Keep the links of at least some
 * strength k. Submissions that reach each other there have paths of strength k both ways, and every path between them
 * that strong stays among them; those can be looked at alone with the weakest links removed. Between submissions that
 * do not reach each other both ways, the one that reaches the other, if any, is above, whatever stronger links say. So
 * the group falls apart into strongly connected parts, in about n² steps for each level of strength that has cycles
 * instead of the usual n³.
 */
export function schulzeOrder(votes: PanelVotes): PartialOrder {
  const { size } = votes;
  const strength = linkStrengths(votes);
  const above = new Uint8Array(size * size);
  const whole = Int32Array.from({ length: size }, (_, i) => i);
  const waiting: { nodes: Int32Array; least: number }[] = size > 1 ? [{ nodes: whole, least: 1 }] : [];
  for (let part = waiting.pop(); part !== undefined; part = waiting.pop()) {
    const { order, starts } = strongComponents(part.nodes, strength, size, part.least);
    if (starts.length === 2) {
      waiting.push({ nodes: part.nodes, least: weakestLink(part.nodes, strength, size, part.least) + 1 });
      continue;
    }
    markReachable(order, starts, strength, size, part.least, above);
    for (let c = 0; c + 1 < starts.length; c++) {
      const nodes = order.slice(starts[c], starts[c + 1]);
      if (nodes.length > 1) waiting.push({ nodes, least: part.least + 1 });
    }
  }
  return { size, above };
}

/** At a · size + b: the strength of the link from a to b, 0 for none. In tiles, as columns are far apart in memory. */
function linkStrengths({ size, prefer }: PanelVotes): Uint16Array {
  const strength = new Uint16Array(size * size);
  for (let top = 0; top < size; top += TILE)
    for (let left = 0; left < size; left += TILE) {
      const bottom = Math.min(size, top + TILE);
      const right = Math.min(size, left + TILE);
      for (let a = top; a < bottom; a++)
        for (let b = left; b < right; b++) {
          const forth = prefer[a * size + b]!;
          strength[a * size + b] = forth > prefer[b * size + a]! ? forth : 0;
        }
    }
  return strength;
}

const TILE = 32;

/** Of one strongly connected part, which therefore has links: at least `least`, and none is looked for below it. */
function weakestLink(nodes: Int32Array, strength: Uint16Array, size: number, least: number): number {
  let weakest = Number.POSITIVE_INFINITY;
  for (const a of nodes)
    for (const b of nodes) {
      const link = strength[a * size + b]!;
      if (link === least) return least;
      if (link > least && link < weakest) weakest = link;
    }
  return weakest;
}

interface Components {
  /** The nodes, component by component, in topological order: a component reaches only later ones. */
  readonly order: Int32Array;
  /** Where each component starts in `order`, and at the end its length. */
  readonly starts: readonly number[];
}

/** Kosaraju's two searches, over rows of bits. */
function strongComponents(nodes: Int32Array, strength: Uint16Array, size: number, least: number): Components {
  const n = nodes.length;
  const words = (n + 31) >>> 5;
  const out = new Uint32Array(n * words);
  for (let i = 0; i < n; i++) setLinks(out, i * words, nodes, nodes[i]! * size, strength, least, 0);
  const into = transposed(out, n, words);
  const unseen = new Uint32Array(words);
  const path = new Int32Array(n);

  const finished: number[] = [];
  fillBits(unseen, n);
  for (let i = 0; i < n; i++) if (hasBit(unseen, i)) search(out, words, unseen, path, i, finished);

  const sequence: number[] = [];
  const starts = [0];
  fillBits(unseen, n);
  for (let f = n - 1; f >= 0; f--) {
    if (!hasBit(unseen, finished[f]!)) continue;
    search(into, words, unseen, path, finished[f]!, sequence);
    starts.push(sequence.length);
  }
  return { order: Int32Array.from(sequence, (i) => nodes[i]!), starts };
}

/** Marks every pair of different components of which the first reaches the second. */
function markReachable(
  order: Int32Array,
  starts: readonly number[],
  strength: Uint16Array,
  size: number,
  least: number,
  above: Uint8Array,
): void {
  const n = order.length;
  const words = (n + 31) >>> 5;
  const componentOf = new Int32Array(n);
  const components = starts.length - 1;
  for (let c = 0; c < components; c++) componentOf.fill(c, starts[c], starts[c + 1]);
  const reach = new Uint32Array(components * words);
  const direct = new Uint32Array(words);
  // Last first, so that what a component leads to is known when it is needed.
  for (let c = components - 1; c >= 0; c--) {
    const from = starts[c]!;
    const to = starts[c + 1]!;
    const base = c * words;
    direct.fill(0);
    for (let i = from; i < to; i++) {
      setLinks(direct, 0, order, order[i]! * size, strength, least, to);
    }
    for (let i = from; i < to; i++) reach[base + (i >>> 5)]! |= 1 << (i & 31);
    // Nearest first: what a successor reaches need not be looked at again.
    for (let w = from >>> 5; w < words; w++) {
      for (let open = direct[w]! & ~reach[base + w]!; open !== 0; open = direct[w]! & ~reach[base + w]!) {
        const successor = componentOf[w * 32 + lowestBit(open)]!;
        // From its first word, not from w: a component can begin in one word and be met in the next.
        for (let v = starts[successor]! >>> 5; v < words; v++) reach[base + v]! |= reach[successor * words + v]!;
      }
    }
    for (let j = to; j < n; j++) {
      if ((reach[base + (j >>> 5)]! & (1 << (j & 31))) === 0) continue;
      for (let i = from; i < to; i++) above[order[i]! * size + order[j]!] = 1;
    }
  }
}

/** Sets the bits, from `from` on, of the nodes that one node's row of strengths links to by at least `least`. */
function setLinks(
  bits: Uint32Array,
  base: number,
  nodes: Int32Array,
  row: number,
  strength: Uint16Array,
  least: number,
  from: number,
): void {
  const n = nodes.length;
  for (let j = from; j < n; ) {
    const w = j >>> 5;
    const end = Math.min(n, (w + 1) * 32);
    let word = 0;
    // without a branch: whether there is a link is a coin's toss
    for (; j < end; j++) word |= (strength[row + nodes[j]!]! >= least ? 1 : 0) << (j & 31);
    bits[base + w]! |= word;
  }
}

/** Rows and columns of an n × n matrix of bits exchanged, in blocks of 32 × 32 (Warren, Hacker's Delight, 7-3). */
function transposed(rows: Uint32Array, n: number, words: number): Uint32Array {
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
