/** Seats tried without ordering a whole group: what firmness asks for thousands of times, of which a few seats matter. */
import { clearBit, countBits, hasBit, lowestBit, membersOf, setBit } from './bits.ts';
import { anyOpen, type Trials, takeSeat } from './seats.ts';
import { firstBroken, spread, strongComponents, type Wins } from './wins.ts';

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
  const waiting: Part[] = [{ nodes: everyone, above: empty, below: empty, level: 1 }];
  for (let whole = waiting.pop(); whole !== undefined; whole = waiting.pop()) {
    const part = narrowed(wins, whole, enough);
    const { level, sequences } = brokenUp(wins, part);
    for (const { nodes, above, below } of components(wins, { ...part, level }, sequences, enough)) {
      if (countBits(nodes) > 1) waiting.push({ nodes, above, below, level: level + 1 });
      else settle(membersOf(nodes)[0]!, above, below);
    }
  }
  return { best, worst };
}

/**
 * A part without those who come after enough others, found without taking it apart level by level: the strongest level
 * at which the member with the most wins reaches all the others and stands in a component that has enough members. At
 * every weaker level the component that does so holds this one, so the level can be searched for; and inside this one
 * only stronger links than its level speak.
 */
function narrowed(wins: Wins, part: Part, enough: (above: Uint32Array) => boolean): Part {
  const { words } = wins;
  const root = wins.byWins.find((member) => hasBit(part.nodes, member))!;
  let low = part.level;
  let nodes: Uint32Array | null = null;
  for (let high = wins.strongest + 1; low < high; ) {
    const middle = (low + high) >>> 1;
    const found = firstComponent(wins, middle, part.nodes, root);
    if (found !== null && enough(found.map((word, w) => word | part.above[w]!))) {
      nodes = found;
      low = middle + 1;
    } else high = middle;
  }
  if (nodes === null) return part;
  const below = new Uint32Array(words);
  for (let w = 0; w < words; w++) below[w] = part.below[w]! | (part.nodes[w]! & ~nodes[w]!);
  return { nodes, above: part.above, below, level: low };
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
function brokenUp(wins: Wins, { nodes, level: own }: Part): { level: number; sequences: number[][] } {
  let level = own;
  for (;;) {
    if (level > wins.strongest) return { level, sequences: membersOf(nodes).map((node) => [node]) };
    const sequences = strongComponents(wins, wins.atLeast(level), nodes);
    if (sequences.length > 1) return { level, sequences };
    level = firstBroken(wins, nodes, level + 1);
  }
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
): Pick<Part, 'nodes' | 'above' | 'below'>[] {
  const { words, size } = wins;
  if (part.level > wins.strongest) {
    // no links are left: nobody of the part is above another
    return enough(part.above) ? [] : membersOf(part.nodes).map((node) => ({ ...part, nodes: only(node, words) }));
  }
  const { out, into } = wins.atLeast(part.level);
  const kept: { nodes: Uint32Array; above: Uint32Array; below: Uint32Array }[] = [];
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
        kept.push({ nodes: nodes.slice(), above: above.slice(), below });
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

function only(node: number, words: number): Uint32Array {
  const set = new Uint32Array(words);
  setBit(set, node);
  return set;
}
