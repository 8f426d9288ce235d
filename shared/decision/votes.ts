import { lowestBit, setBit, transposed, wordsFor } from './bits.ts';
import type { RankingLine } from './types.ts';

/** One ranking's ranks by submission number: from 1; `EXCLUDED`, compared with nothing; `UNPLACED`, below all others. */
export type Ballot = Int32Array;

/** One reviewer's rankings, the latest first: of a pair that several compare, the latest speaks. */
export type Ballots = readonly Ballot[];

export const EXCLUDED = 0;
export const UNPLACED = 0x7fffffff;

/**
 * How many reviewers put which submission above which, of `size` submissions. The counts are kept as their binary
 * digits, each digit a matrix of bits, because nearly all that is asked of them (who wins, and how strongly at least)
 * is then answered for 32 pairs at a time.
 */
export interface PanelVotes {
  readonly size: number;
  /** Words of a row. */
  readonly words: number;
  /** Lowest digit first. Bit b of row a: that digit of how many put a above b. */
  readonly digits: readonly Uint32Array[];
  /** The same with the sides exchanged: how many put b above a. */
  readonly against: readonly Uint32Array[];
}

/** How many reviewers put a above b. */
export function votesFor({ words, digits }: PanelVotes, a: number, b: number): number {
  const at = a * words + (b >>> 5);
  let n = 0;
  for (let d = 0; d < digits.length; d++) n += ((digits[d]![at]! >>> (b & 31)) & 1) << d;
  return n;
}

/** `indexOf` gives a submission's number, or nothing for one that is not in this decision. One element a reviewer. */
export function ballotsOf(
  lines: readonly RankingLine[],
  size: number,
  indexOf: (submission: string) => number | undefined,
): Map<string, Ballots> {
  const byReviewer = new Map<string, Map<string, Ballot>>();
  for (const { reviewer, submission, rank, ranking } of lines) {
    const index = indexOf(submission);
    if (index === undefined) continue;
    let own = byReviewer.get(reviewer);
    if (own === undefined) {
      own = new Map();
      byReviewer.set(reviewer, own);
    }
    // a ranking of everything leaves out what is worse, one that was asked for compares what was asked
    const unnamed = ranking === undefined ? UNPLACED : EXCLUDED;
    let ballot = own.get(ranking ?? '');
    if (ballot === undefined) {
      ballot = new Int32Array(size).fill(unnamed);
      own.set(ranking ?? '', ballot);
    }
    if (ballot[index] !== unnamed) throw new Error(`${reviewer} ranks ${submission} twice`);
    ballot[index] = rank ?? EXCLUDED;
  }
  return new Map(
    [...byReviewer].map(([reviewer, own]) => [
      reviewer,
      [...own].sort(([a], [b]) => (a < b ? 1 : a > b ? -1 : 0)).map(([, ballot]) => ballot),
    ]),
  );
}

/**
 * Counts who puts which member above which. A reviewer's placed submissions are compared by rank, and stand above those
 * without a line, which are tied with each other; excluded ones are compared with nothing. So a reviewer who placed
 * none of the members has no preference among them, and is left out without being named.
 */
export function panelVotes(panel: Iterable<Ballots>, members: ArrayLike<number>): PanelVotes {
  const size = members.length;
  const words = wordsFor(size);
  const digits: Uint32Array[] = [];
  if (size < 2) return { size, words, digits, against: [] };
  const rows = size * words;
  const three = [new Uint32Array(rows), new Uint32Array(rows), new Uint32Array(rows)] as const;
  let waiting = 0;
  for (const ballots of panel) {
    setPreferences(three[waiting++]!, ballots, members);
    if (waiting < 3) continue;
    addThree(digits, three);
    waiting = 0;
  }
  if (waiting > 0) {
    for (const rest of three.slice(waiting)) rest.fill(0);
    addThree(digits, three);
  }
  return { size, words, digits, against: digits.map((digit) => transposed(digit, size, words)) };
}

/** The votes over all submissions without those of one reviewer who is among them. */
export function votesWithout(votes: PanelVotes, ballots: Ballots): PanelVotes {
  const { size, words } = votes;
  const digits = votes.digits.map((digit) => digit.slice());
  const own = new Uint32Array(size * words);
  setPreferences(
    own,
    ballots,
    Int32Array.from({ length: size }, (_, i) => i),
  );
  for (let i = 0; i < own.length; i++) {
    // subtracting one: it is borrowed from the next digit where this one is 0
    let borrowed = own[i]!;
    for (let d = 0; borrowed !== 0; d++) {
      const digit = digits[d]!;
      const before = digit[i]!;
      digit[i] = before ^ borrowed;
      borrowed &= ~before;
    }
  }
  return { size, words, digits, against: digits.map((digit) => transposed(digit, size, words)) };
}

/**
 * Adds three reviewers' preferences to the counts at once, digit by digit; what they were is lost. Together they are 0
 * to 3, and so are, at every further digit, what is carried and what is still to be added there.
 */
function addThree(digits: Uint32Array[], [ones, twos, third]: readonly [Uint32Array, Uint32Array, Uint32Array]): void {
  const length = ones.length;
  let left = 0;
  for (let i = 0; i < length; i++) {
    const a = ones[i]!;
    const b = twos[i]!;
    const c = third[i]!;
    const differ = a ^ b;
    left |= a | b | c;
    ones[i] = differ ^ c;
    twos[i] = (a & b) | (c & differ);
  }
  for (let d = 0; left !== 0; d++) {
    if (d === digits.length) digits.push(new Uint32Array(length));
    const digit = digits[d]!;
    left = 0;
    for (let i = 0; i < length; i++) {
      const one = ones[i]!;
      const two = twos[i]!;
      const before = digit[i]!;
      const carry = before & one;
      digit[i] = before ^ one;
      ones[i] = carry ^ two;
      twos[i] = carry & two;
      left |= carry | two;
    }
  }
}

/** One reviewer's preferences: bit b of row a is set if a stands above b. */
function setPreferences(rows: Uint32Array, ballots: Ballots, members: ArrayLike<number>): void {
  const size = members.length;
  const words = wordsFor(size);
  rows.fill(0);
  ballots.toReversed().forEach((ballot, age) => {
    if (age > 0) {
      // of the pairs that this later ranking compares, nothing earlier stays
      const compared = new Uint32Array(words);
      for (let place = 0; place < size; place++) if (ballot[members[place]!] !== EXCLUDED) setBit(compared, place);
      for (let w = 0; w < words; w++)
        for (let rest = compared[w]!; rest !== 0; rest &= rest - 1) {
          const row = (w * 32 + lowestBit(rest)) * words;
          for (let v = 0; v < words; v++) rows[row + v]! &= ~compared[v]!;
        }
    }
    forEachPlaced(ballot, members, (place, lower) => {
      for (let w = 0; w < words; w++) rows[place * words + w]! |= lower[w]!;
    });
  });
}

/** From the best down: each placed member with the set of those below it. The set is used again for the next one. */
function forEachPlaced(
  ballot: Ballot,
  members: ArrayLike<number>,
  placed: (place: number, lower: Uint32Array) => void,
): void {
  const size = members.length;
  const lower = new Uint32Array(wordsFor(size));
  // rank and place in one number, so that sorting needs no comparison function
  const keys = new Float64Array(size);
  let n = 0;
  for (let place = 0; place < size; place++) {
    const rank = ballot[members[place]!]!;
    if (rank === EXCLUDED) continue;
    setBit(lower, place);
    if (rank !== UNPLACED) keys[n++] = rank * size + place;
  }
  const sorted = keys.subarray(0, n).sort();
  for (let from = 0; from < n; ) {
    const end = (Math.floor(sorted[from]! / size) + 1) * size;
    let to = from;
    for (; to < n && sorted[to]! < end; to++) {
      const place = sorted[to]! % size;
      lower[place >>> 5]! &= ~(1 << (place & 31));
    }
    for (; from < to; from++) placed(sorted[from]! % size, lower);
  }
}
