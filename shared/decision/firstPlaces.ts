/** Seats tried without ordering a whole group: what firmness asks for thousands of times, of which a few seats matter. */
import { clearBit, countBits, hasBit, lowestBit, search, setBit } from './bits.ts';
import { anyOpen, type Trials, takeSeat } from './seats.ts';
import type { PanelVotes } from './votes.ts';

/** Pairwise wins by strength, over all submissions: whoever takes part, the strength of a link stays what it is. */
export interface WinLevels {
  readonly size: number;
  readonly words: number;
  /** Weakest first; a row of bits for each submission: whom it beats, and who beats it, at least so strongly. */
  readonly levels: readonly { readonly out: Uint32Array; readonly into: Uint32Array }[];
}

export function winLevels({ size, prefer }: PanelVotes): WinLevels {
  const words = (size + 31) >>> 5;
  const strengths = new Set<number>();
  for (let a = 0; a < size; a++)
    for (let b = 0; b < size; b++) {
      const forth = prefer[a * size + b]!;
      if (forth > prefer[b * size + a]!) strengths.add(forth);
    }
  const levels = [...strengths]
    .sort((a, b) => a - b)
    .map((least) => {
      const out = new Uint32Array(size * words);
      const into = new Uint32Array(size * words);
      for (let a = 0; a < size; a++)
        for (let b = 0; b < size; b++) {
          const forth = prefer[a * size + b]!;
          if (forth < least || forth <= prefer[b * size + a]!) continue;
          out[a * words + (b >>> 5)]! |= 1 << (b & 31);
          into[b * words + (a >>> 5)]! |= 1 << (a & 31);
        }
      return { out, into };
    });
  return { size, words, levels };
}

interface Seating {
  readonly top: number;
  /** By place in the group. */
  readonly held: Int8Array;
  /** None below 0. */
  readonly open: Int32Array;
}

/** Members that stand in one strongly connected part, and whom the panel puts above, and below, all of them. */
interface Part {
  readonly nodes: Uint32Array;
  readonly above: Uint32Array;
  readonly below: Uint32Array;
  /** The weakest level that is still looked at inside it. */
  readonly level: number;
}

/**
 * The trials of `tryGroup` for the Schulze order of these members (see `schulzeOrder` for why a group may be taken
 * apart level by level). Each non-holder that comes first takes one of the open seats, and a holder that moves up frees
 * the one it held: so whoever has at least as many non-holders above as there are open seats gets none of them, as
 * early as the ranking allows and the more so as late. Parts of which all members have that many above them are not
 * taken apart any further, which leaves only those near the seats.
 */
export function firstPlaces(wins: WinLevels, members: Int32Array, { top, held, open }: Seating): Trials {
  const { size, words } = wins;
  const best = held.slice();
  const worst = held.slice();
  const placeOf = new Int32Array(size);
  const heldOf = new Int8Array(size);
  const everyone = new Uint32Array(words);
  const plain = new Uint32Array(words);
  members.forEach((member, place) => {
    placeOf[member] = place;
    heldOf[member] = held[place]!;
    setBit(everyone, member);
    if (held[place] === 0) setBit(plain, member);
  });
  let seats = 0;
  for (let tier = 1; tier <= top; tier++) seats += open[tier]!;
  const scratch = new Uint32Array(words);
  const plainIn = (set: Uint32Array): number => {
    for (let w = 0; w < words; w++) scratch[w] = set[w]! & plain[w]!;
    return countBits(scratch);
  };

  const trial = new Int32Array(4);
  /** What is left for one whose turn comes after those in the set. */
  const after = (set: Uint32Array, member: number): number => {
    trial.set(open);
    for (let w = 0; w < words; w++)
      for (let rest = set[w]!; rest !== 0 && anyOpen(trial, top); rest &= rest - 1)
        takeSeat(trial, top, heldOf[w * 32 + lowestBit(rest)]!);
    return takeSeat(trial, top, heldOf[member]!);
  };
  const settle = (member: number, above: Uint32Array, below: Uint32Array): void => {
    const early = after(above, member);
    const others = everyone.map((word, w) => word & ~below[w]!);
    clearBit(others, member);
    const late = after(others, member);
    best[placeOf[member]!] = Math.max(early, late);
    worst[placeOf[member]!] = Math.min(early, late);
  };

  const empty = new Uint32Array(words);
  const waiting: Part[] = [{ nodes: everyone, above: empty, below: empty, level: 0 }];
  for (let part = waiting.pop(); part !== undefined; part = waiting.pop()) {
    const level = firstBroken(wins, part);
    for (const { nodes, above, below } of components(wins, part, level, (set) => plainIn(set) >= seats)) {
      if (countBits(nodes) > 1) waiting.push({ nodes, above, below, level: level + 1 });
      else settle(firstOf(nodes), above, below);
    }
  }
  return { best, worst };
}

/** The weakest level, from the part's own on, at which it is not strongly connected; links only vanish on the way. */
function firstBroken(wins: WinLevels, { nodes, level }: Part): number {
  let [low, high] = [level, wins.levels.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isConnected(wins, nodes, middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function isConnected({ levels, words }: WinLevels, nodes: Uint32Array, level: number): boolean {
  const { out, into } = levels[level]!;
  return reachesAll(out, nodes, words) && reachesAll(into, nodes, words);
}

function reachesAll(rows: Uint32Array, nodes: Uint32Array, words: number): boolean {
  const unseen = nodes.slice();
  const root = firstOf(nodes);
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
  return left === 0;
}

/**
 * The strongly connected components of a part at a level, first ones first, each with whom it has above and below;
 * without those that have `enough` above them.
 */
function components(
  wins: WinLevels,
  part: Part,
  level: number,
  enough: (above: Uint32Array) => boolean,
): Pick<Part, 'nodes' | 'above' | 'below'>[] {
  const { words, size } = wins;
  const links = wins.levels[level];
  if (links === undefined) {
    // no links are left: nobody of the part is above another
    return enough(part.above) ? [] : each(part.nodes).map((node) => ({ ...part, nodes: only(node, words) }));
  }
  const { out, into } = links;
  const path = new Int32Array(size);
  const finished: number[] = [];
  const unseen = part.nodes.slice();
  for (const node of each(part.nodes)) if (hasBit(unseen, node)) search(out, words, unseen, path, node, finished);

  const kept: { nodes: Uint32Array; above: Uint32Array; below: Uint32Array }[] = [];
  /** By node its component among the kept, from 1; 0 for those that are passed over. */
  const keptAt = new Int32Array(size);
  unseen.set(part.nodes);
  for (let f = finished.length - 1; f >= 0; f--) {
    const root = finished[f]!;
    if (!hasBit(unseen, root)) continue;
    const sequence: number[] = [];
    search(into, words, unseen, path, root, sequence);
    const nodes = new Uint32Array(words);
    for (const node of sequence) setBit(nodes, node);
    const direct = neighbours(into, sequence, part.nodes, nodes, words);
    const above = part.above.map((word, w) => word | direct[w]!);
    // above one that has enough above it, or enough directly above: then what is further up need not be added
    if (enough(above) || each(direct).some((node) => keptAt[node] === 0)) continue;
    for (const node of each(direct)) {
      const higher = kept[keptAt[node]! - 1]!;
      for (let w = 0; w < words; w++) above[w]! |= higher.nodes[w]! | higher.above[w]!;
    }
    if (enough(above)) continue;
    kept.push({ nodes, above, below: belowOf(out, into, sequence, part, nodes, words) });
    for (const node of sequence) keptAt[node] = kept.length;
  }
  return kept;
}

/** Those of a part, outside a component, to which the rows of its members lead directly. */
function neighbours(
  rows: Uint32Array,
  members: readonly number[],
  part: Uint32Array,
  own: Uint32Array,
  words: number,
): Uint32Array {
  const found = new Uint32Array(words);
  for (const node of members) for (let w = 0; w < words; w++) found[w]! |= rows[node * words + w]!;
  for (let w = 0; w < words; w++) found[w]! &= part[w]! & ~own[w]!;
  return found;
}

/** Whom a component reaches. Of the first ones that is nearly everyone, so it is the others that are gone through. */
function belowOf(
  out: Uint32Array,
  into: Uint32Array,
  members: readonly number[],
  part: Part,
  own: Uint32Array,
  words: number,
): Uint32Array {
  const reached = neighbours(out, members, part.nodes, own, words);
  for (let grown = true; grown; ) {
    grown = false;
    for (const node of each(part.nodes.map((word, w) => word & ~reached[w]! & ~own[w]!))) {
      let meets = 0;
      for (let w = 0; w < words && meets === 0; w++) meets = into[node * words + w]! & reached[w]!;
      if (meets === 0) continue;
      setBit(reached, node);
      grown = true;
    }
  }
  for (let w = 0; w < words; w++) reached[w]! |= part.below[w]!;
  return reached;
}

function each(set: Uint32Array): number[] {
  const all: number[] = [];
  set.forEach((word, w) => {
    for (let rest = word; rest !== 0; rest &= rest - 1) all.push(w * 32 + lowestBit(rest));
  });
  return all;
}

function only(node: number, words: number): Uint32Array {
  const set = new Uint32Array(words);
  setBit(set, node);
  return set;
}

function firstOf(set: Uint32Array): number {
  for (let w = 0; w < set.length; w++) if (set[w] !== 0) return w * 32 + lowestBit(set[w]!);
  return -1;
}
