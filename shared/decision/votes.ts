import type { RankingLine } from './types.ts';

/** One ranking's ranks by submission number: from 1; `EXCLUDED`, compared with nothing; `UNPLACED`, below all others. */
export type Ballot = Int32Array;

/** One reviewer's rankings, the latest first: of a pair that several compare, the latest speaks. */
export type Ballots = readonly Ballot[];

export const EXCLUDED = 0;
export const UNPLACED = 0x7fffffff;

/** Pairwise votes over `size` submissions. */
export interface PanelVotes {
  readonly size: number;
  /** At a · size + b: how many reviewers put a above b. */
  readonly prefer: Uint16Array;
}

/** `indexOf` gives a submission's number, or nothing for one that is not in this decision. One element a reviewer. */
export function ballotsOf(
  lines: readonly RankingLine[],
  size: number,
  indexOf: (submission: string) => number | undefined,
): Ballots[] {
  const byReviewer = new Map<string, Map<string, Ballot>>();
  for (const { reviewer, submission, rank, ranking } of lines) {
    const index = indexOf(submission);
    if (index === undefined) continue;
    const own = byReviewer.get(reviewer) ?? new Map<string, Ballot>();
    byReviewer.set(reviewer, own);
    // a ranking of everything leaves out what is worse, one that was asked for compares what was asked
    const unnamed = ranking === undefined ? UNPLACED : EXCLUDED;
    const ballot = own.get(ranking ?? '') ?? new Int32Array(size).fill(unnamed);
    own.set(ranking ?? '', ballot);
    if (ballot[index] !== unnamed) throw new Error(`${reviewer} ranks ${submission} twice`);
    ballot[index] = rank ?? EXCLUDED;
  }
  return [...byReviewer.values()].map((own) =>
    [...own].sort(([a], [b]) => (a < b ? 1 : a > b ? -1 : 0)).map(([, ballot]) => ballot),
  );
}

/**
 * Counts who puts which member above which. A reviewer's placed submissions are compared by rank, and stand above those
 * without a line, which are tied with each other; excluded ones are compared with nothing. So a reviewer who placed
 * none of the members has no preference among them, and is left out without being named.
 */
export function panelVotes(panel: readonly Ballots[], members: ArrayLike<number>): PanelVotes {
  const size = members.length;
  const prefer = new Uint16Array(size * size);
  if (size < 2) return { size, prefer };
  const tally = byteTally(size, prefer);
  for (const ballots of panel) {
    const oldest = ballots.at(-1);
    if (oldest) tally.add(ranksOf(oldest, members));
  }
  tally.finish();
  for (const ballots of panel) if (ballots.length > 1) correct(ballots, members, prefer);
  return { size, prefer };
}

function ranksOf(ballot: Ballot, members: ArrayLike<number>): Int32Array {
  return Int32Array.from(members, (member) => ballot[member]!);
}

/**
 * Adds up ballots four pairs at a time: for each member a row of bytes, one for each other member, to which the row of
 * those still below is added as 32-bit words. A byte holds 255 ballots; then the bytes are emptied into `prefer`.
 */
function byteTally(size: number, prefer: Uint16Array) {
  const words = (size + 3) >>> 2;
  const bytes = new Uint8Array(size * words * 4);
  const sums = new Uint32Array(bytes.buffer);
  const below = new Uint8Array(words * 4);
  const belowWords = new Uint32Array(below.buffer);
  const keys = new Float64Array(size);
  let held = 0;

  function add(ranks: Int32Array): void {
    let compared = 0;
    below.fill(0);
    // rank and place in one number, so that sorting needs no comparison function
    for (let i = 0; i < size; i++) {
      if (ranks[i] === EXCLUDED) continue;
      below[i] = 1;
      keys[compared++] = ranks[i]! * size + i;
    }
    const sorted = keys.subarray(0, compared).sort();
    for (let from = 0; from < compared; ) {
      const rank = Math.floor(sorted[from]! / size);
      if (rank === UNPLACED) break;
      let to = from;
      for (; to < compared && sorted[to]! < (rank + 1) * size; to++) below[sorted[to]! % size] = 0;
      for (; from < to; from++) {
        const row = (sorted[from]! % size) * words;
        for (let w = 0; w < words; w++) sums[row + w]! += belowWords[w]!;
      }
    }
    if (++held === 255) finish();
  }

  function finish(): void {
    for (let a = 0; a < size; a++) for (let b = 0; b < size; b++) prefer[a * size + b]! += bytes[a * words * 4 + b]!;
    bytes.fill(0);
    held = 0;
  }

  return { add, finish };
}

/** Takes back what a reviewer's oldest ranking said of pairs that a later one compares, and counts the latest. */
function correct(ballots: Ballots, members: ArrayLike<number>, prefer: Uint16Array): void {
  const size = members.length;
  const ranks = ballots.map((ballot) => ranksOf(ballot, members));
  const oldest = ranks.at(-1)!;
  const done = new Set<number>();
  for (const later of ranks.slice(0, -1)) {
    const compared = [...later.keys()].filter((place) => later[place] !== EXCLUDED);
    for (const a of compared)
      for (const b of compared) {
        if (a >= b || done.has(a * size + b)) continue;
        done.add(a * size + b);
        vote(oldest, a, b, -1);
        vote(later, a, b, 1);
      }
  }

  function vote(of: Int32Array, a: number, b: number, weight: 1 | -1): void {
    const [one, other] = [of[a]!, of[b]!];
    if (one === EXCLUDED || other === EXCLUDED || one === other) return;
    prefer[one < other ? a * size + b : b * size + a]! += weight;
  }
}

/** The votes among some of them, in the order given. */
export function votesAmong({ size, prefer }: PanelVotes, members: ArrayLike<number>): PanelVotes {
  const n = members.length;
  const among = new Uint16Array(n * n);
  for (let i = 0; i < n; i++) {
    const row = members[i]! * size;
    for (let j = 0; j < n; j++) among[i * n + j] = prefer[row + members[j]!]!;
  }
  return { size: n, prefer: among };
}
