/** Pairwise wins by strength, and what hangs together by them. */
import { clearBit, countBits, countRow, hasBit, lowestBit, membersOf, search } from './bits.ts';
import type { PanelVotes } from './votes.ts';

/** A row of bits for each member: whom it beats, and who beats it. */
export interface Links {
  readonly out: Uint32Array;
  readonly into: Uint32Array;
}

/**
 * A link from a to b is a pairwise win, as strong as the reviewers on its side. Whoever else takes part, it stays what
 * it is.
 */
export interface Wins {
  readonly size: number;
  readonly words: number;
  /** Of the weakest and the strongest link; 0 where there is none. */
  readonly weakest: number;
  readonly strongest: number;
  /** The members, those with the most wins first: where to begin looking for one that reaches all. */
  readonly byWins: Int32Array;
  /** The links that are at least so strong, from 1 to the strongest. */
  readonly atLeast: (strength: number) => Links;
}

export function pairwiseWins({ size, words, digits, against }: PanelVotes): Wins {
  const won = greater(digits, against, size * words);
  const lost = greater(against, digits, size * words);
  const scratch = new Uint32Array(size * words);
  const weakest = least(digits, won);
  const all: Links = { out: won, into: lost };
  const known: Links[] = [];
  const atLeast = (strength: number): Links => {
    if (strength <= weakest) return all;
    known[strength] ??= linksOf(
      () => reaching(digits, won, strength, scratch),
      () => reaching(against, lost, strength, scratch),
    );
    return known[strength];
  };
  const wins = Int32Array.from({ length: size }, (_, a) => countRow(won, a * words, words));
  const byWins = Int32Array.from({ length: size }, (_, i) => i).sort((a, b) => wins[b]! - wins[a]!);
  return { size, words, weakest, strongest: greatest(digits, won), byWins, atLeast };
}

/** Each side is worked out when it is first asked for: often a level falls apart on the one side already. */
function linksOf(out: () => Uint32Array, into: () => Uint32Array): Links {
  let forth: Uint32Array | null = null;
  let back: Uint32Array | null = null;
  return {
    get out() {
      forth ??= out();
      return forth;
    },
    get into() {
      back ??= into();
      return back;
    },
  };
}

/** Where the one count is greater than the other, digit by digit from the highest. */
function greater(counts: readonly Uint32Array[], others: readonly Uint32Array[], length: number): Uint32Array {
  const more = new Uint32Array(length);
  const equal = new Uint32Array(length).fill(0xffffffff);
  for (let d = counts.length - 1; d >= 0; d--) {
    const count = counts[d]!;
    const other = others[d]!;
    for (let i = 0; i < length; i++) {
      const differ = count[i]! ^ other[i]!;
      more[i]! |= equal[i]! & count[i]! & differ;
      equal[i]! &= ~differ;
    }
  }
  return more;
}

/** Those of a set of pairs whose count is at least so much. */
function reaching(counts: readonly Uint32Array[], pairs: Uint32Array, least: number, equal: Uint32Array): Uint32Array {
  equal.set(pairs);
  const more = new Uint32Array(pairs.length);
  for (let d = counts.length - 1; d >= 0; d--) {
    const digit = counts[d]!;
    if (((least >>> d) & 1) === 1) for (let i = 0; i < more.length; i++) equal[i]! &= digit[i]!;
    else
      for (let i = 0; i < more.length; i++) {
        more[i]! |= equal[i]! & digit[i]!;
        equal[i]! &= ~digit[i]!;
      }
  }
  for (let i = 0; i < more.length; i++) more[i]! |= equal[i]!;
  return more;
}

function greatest(counts: readonly Uint32Array[], pairs: Uint32Array): number {
  let left = pairs;
  let most = 0;
  for (let d = counts.length - 1; d >= 0; d--) {
    const digit = counts[d]!;
    const having = new Uint32Array(left.length);
    let any = 0;
    for (let i = 0; i < having.length; i++) any |= having[i] = left[i]! & digit[i]!;
    if (any === 0) continue;
    left = having;
    most += 2 ** d;
  }
  return most;
}

/** 0 where there are no pairs. */
function least(counts: readonly Uint32Array[], pairs: Uint32Array): number {
  let left = pairs;
  let fewest = 0;
  for (let d = counts.length - 1; d >= 0; d--) {
    const digit = counts[d]!;
    const lacking = new Uint32Array(left.length);
    let any = 0;
    for (let i = 0; i < lacking.length; i++) any |= lacking[i] = left[i]! & ~digit[i]!;
    if (any === 0) fewest += 2 ** d;
    else left = lacking;
  }
  return left.some((word) => word !== 0) ? fewest : 0;
}

/**
 * The least strength, from `level` on, at which these members no longer all reach each other; one above the strongest
 * if they always do. Links only vanish on the way up, so that it can be searched for, in widening steps at first:
 * mostly it is near.
 */
export function firstBroken(wins: Wins, nodes: Uint32Array, level: number): number {
  if (level > wins.strongest || !isConnected(wins, nodes, level)) return level;
  // up to the weakest link nothing vanishes
  let low = Math.max(level, wins.weakest) + 1;
  let high = Math.max(low, wins.strongest + 1);
  for (let step = 1; low < high; step *= 2) {
    const probe = Math.min(low + step - 1, high - 1);
    if (isConnected(wins, nodes, probe)) low = probe + 1;
    else {
      high = probe;
      break;
    }
  }
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isConnected(wins, nodes, middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function isConnected({ atLeast, words }: Wins, nodes: Uint32Array, level: number): boolean {
  const links = atLeast(level);
  const root = firstOf(nodes);
  return spread(links.out, words, nodes.slice(), root) === 0 && spread(links.into, words, nodes.slice(), root) === 0;
}

/** Takes all that are reached from a root out of the unseen ones; gives how many are left. */
export function spread(rows: Uint32Array, words: number, unseen: Uint32Array, root: number): number {
  clearBit(unseen, root);
  let left = countBits(unseen);
  const open = [root];
  for (let node = open.pop(); node !== undefined && left > 0; node = open.pop())
    for (let w = 0; w < words; w++) {
      let found = rows[node * words + w]! & unseen[w]!;
      if (found === 0) continue;
      unseen[w]! &= ~found;
      for (; found !== 0; found &= found - 1) {
        open.push(w * 32 + lowestBit(found));
        left--;
      }
    }
  return left;
}

/**
 * The strongly connected components of some members, first ones first: a component reaches only later ones. Kosaraju's
 * two searches, over rows of bits.
 */
export function strongComponents({ size, words }: Wins, { out, into }: Links, nodes: Uint32Array): number[][] {
  const path = new Int32Array(size);
  const finished: number[] = [];
  const unseen = nodes.slice();
  for (const node of membersOf(nodes)) if (hasBit(unseen, node)) search(out, words, unseen, path, node, finished);
  const components: number[][] = [];
  unseen.set(nodes);
  for (let f = finished.length - 1; f >= 0; f--) {
    const root = finished[f]!;
    if (!hasBit(unseen, root)) continue;
    const members: number[] = [];
    search(into, words, unseen, path, root, members);
    components.push(members);
  }
  return components;
}

function firstOf(set: Uint32Array): number {
  for (let w = 0; w < set.length; w++) if (set[w] !== 0) return w * 32 + lowestBit(set[w]!);
  return -1;
}
