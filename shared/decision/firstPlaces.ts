/** Seats tried without ordering a whole group: what firmness asks for thousands of times, of which a few seats matter. */
import { clearBit, countBits, hasBit, lowestBit, membersOf, setBit } from './bits.ts';
import { anyOpen, type Trials, takeSeat } from './seats.ts';
import { firstBroken, type Links, spread, strongComponents, type Wins } from './wins.ts';

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
export function firstPlaces(wins: Wins, members: Int32Array, { top, held, open }: Seating): Trials {
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
  const enough = (set: Uint32Array): boolean => {
    for (let w = 0; w < words; w++) scratch[w] = set[w]! & plain[w]!;
    return countBits(scratch) >= seats;
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
  const whole: Part = { nodes: everyone, above: empty, below: empty, level: 1 };
  const waiting = rowOf(wins, whole, enough) ?? [whole];
  for (let part = waiting.pop(); part !== undefined; part = waiting.pop()) {
    if (countBits(part.nodes) > 1) waiting.push(...brokenUp(wins, part, enough, seats));
    else settle(membersOf(part.nodes)[0]!, part.above, part.below);
  }
  return { best, worst };
}

/** Where the last search for a level ended. Variants of one contest mostly agree on it. */
const lastLevel = new WeakMap<Wins, number>();

/**
 * What comes first in a group, taken apart at the strongest level at which that can be told from a few members with many
 * wins. At weaker levels there is less to tell, so that the level is searched for; but whichever is found will do.
 */
function rowOf(wins: Wins, part: Part, enough: (above: Uint32Array) => boolean): Part[] | null {
  const last = lastLevel.get(wins);
  let found = last === undefined ? null : firstInRow(wins, part, last, enough);
  if (found !== null) return found;
  let low = part.level;
  for (let high = wins.strongest + 1; low < high; ) {
    const middle = (low + high) >>> 1;
    const row = firstInRow(wins, part, middle, enough);
    if (row === null) high = middle;
    else {
      found = row;
      low = middle + 1;
    }
  }
  if (found !== null) lastLevel.set(wins, low - 1);
  return found;
}

/**
 * The first strongly connected components of a part at a level, each of which reaches all that come after it, until they
 * are enough; nothing if one that comes first does not reach all the others. Of two members in different ones, or of
 * which one is in none, the level says who is above: so each component can be looked at alone from there on, and only
 * stronger links speak inside it. The member with the most wins stands in the first one if there is one.
 */
function firstInRow(wins: Wins, part: Part, level: number, enough: (above: Uint32Array) => boolean): Part[] | null {
  const below = part.nodes.slice();
  let above = part.above;
  const row: Part[] = [];
  for (const root of wins.byWins) {
    if (!hasBit(below, root)) continue;
    const nodes = firstComponent(wins, level, below, root);
    if (nodes === null) return null;
    for (let w = 0; w < nodes.length; w++) below[w]! &= ~nodes[w]!;
    row.push({ nodes, above, below: union(below, part.below), level: level + 1 });
    above = union(above, nodes);
    if (enough(above)) break;
  }
  return row;
}

/** The strongly connected component of a member that reaches all of a part; nothing if it does not. */
function firstComponent(wins: Wins, level: number, nodes: Uint32Array, root: number): Uint32Array | null {
  const links = wins.atLeast(level);
  const unseen = nodes.slice();
  if (spread(links.out, wins.words, unseen, root) > 0) return null;
  unseen.set(nodes);
  spread(links.into, wins.words, unseen, root);
  return nodes.map((word, w) => word & ~unseen[w]!);
}

/**
 * The strongly connected components of a part at the weakest level at which it has several. Mostly that is its own, so
 * it is taken apart there before it is looked for further up.
 */
function brokenUp(wins: Wins, part: Part, enough: (above: Uint32Array) => boolean, seats: number): Part[] {
  for (let { level } = part; level <= wins.strongest; level = firstBroken(wins, part.nodes, level + 1)) {
    const links = wins.atLeast(level);
    const nodes = contenders(wins, links, part, enough, seats);
    const sequences = strongComponents(wins, links, nodes);
    if (sequences.length > 1 || nodes !== part.nodes) return components(wins, { ...part, level }, sequences, enough);
  }
  // no links are left: nobody of the part is above another
  return enough(part.above) ? [] : membersOf(part.nodes).map((node) => ({ ...part, nodes: only(node, wins.words) }));
}

/**
 * A part without those who are seen to come after enough others: after one member and all who reach it, if that member
 * reaches them and they do not reach it back. Nobody of these reaches anybody who is left.
 */
function contenders(
  { byWins, words }: Wins,
  { out, into }: Links,
  { nodes, above }: Part,
  enough: (above: Uint32Array) => boolean,
  seats: number,
): Uint32Array {
  let turn = 0;
  const root = byWins.find((member) => hasBit(nodes, member) && turn++ === seats);
  if (root === undefined) return nodes;
  const others = nodes.slice();
  spread(into, words, others, root);
  if (
    !enough(
      union(
        above,
        others.map((word, w) => nodes[w]! & ~word),
      ),
    )
  )
    return nodes;
  const unreached = nodes.slice();
  spread(out, words, unreached, root);
  return nodes.map((word, w) => word & ~(others[w]! & ~unreached[w]!));
}

/**
 * The strongly connected components of a part at its level, first ones first, each with whom it has above and below;
 * without those that have `enough` above them.
 */
function components(
  wins: Wins,
  part: Part,
  sequences: readonly number[][],
  enough: (above: Uint32Array) => boolean,
): Part[] {
  const { words, size } = wins;
  const { out, into } = wins.atLeast(part.level);
  const kept: Part[] = [];
  /** By node its component among the kept; and the nodes of those that are passed over. */
  const keptAt = new Int32Array(size);
  const passedOver = new Uint32Array(words);
  const nodes = new Uint32Array(words);
  const direct = new Uint32Array(words);
  const above = new Uint32Array(words);
  for (const sequence of sequences) {
    nodes.fill(0);
    for (const node of sequence) setBit(nodes, node);
    setNeighbours(direct, into, sequence, part.nodes, nodes, words);
    // above one that has enough above it, or enough directly above: then what is further up need not be added
    let over = 0;
    for (let w = 0; w < words; w++) {
      over |= direct[w]! & passedOver[w]!;
      above[w] = direct[w]! | part.above[w]!;
    }
    if (over === 0 && !enough(above)) {
      for (const node of membersOf(direct)) {
        const higher = kept[keptAt[node]!]!;
        for (let w = 0; w < words; w++) above[w]! |= higher.nodes[w]! | higher.above[w]!;
      }
      if (!enough(above)) {
        for (const node of sequence) keptAt[node] = kept.length;
        const below = belowOf(out, into, sequence, part, nodes, words);
        kept.push({ nodes: nodes.slice(), above: above.slice(), below, level: part.level + 1 });
        continue;
      }
    }
    for (let w = 0; w < words; w++) passedOver[w]! |= nodes[w]!;
  }
  return kept;
}

/** Those of a part, outside a component, to which the rows of its members lead directly. */
function setNeighbours(
  found: Uint32Array,
  rows: Uint32Array,
  members: readonly number[],
  part: Uint32Array,
  own: Uint32Array,
  words: number,
): void {
  found.fill(0);
  for (const node of members) for (let w = 0; w < words; w++) found[w]! |= rows[node * words + w]!;
  for (let w = 0; w < words; w++) found[w]! &= part[w]! & ~own[w]!;
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
  const reached = new Uint32Array(words);
  setNeighbours(reached, out, members, part.nodes, own, words);
  for (let grown = true; grown; ) {
    grown = false;
    for (const node of membersOf(part.nodes.map((word, w) => word & ~reached[w]! & ~own[w]!))) {
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

function union(a: Uint32Array, b: Uint32Array): Uint32Array {
  const both = a.slice();
  for (let w = 0; w < both.length; w++) both[w]! |= b[w]!;
  return both;
}

function only(node: number, words: number): Uint32Array {
  const set = new Uint32Array(words);
  setBit(set, node);
  return set;
}
