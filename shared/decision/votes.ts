import type { RankingLine } from './types.ts';

/** One reviewer's ranks by submission number: from 1; `EXCLUDED`, compared with nothing; `UNPLACED`, below all others. */
export type Ballot = Int32Array;

export const EXCLUDED = 0;
export const UNPLACED = 0x7fffffff;

/** Pairwise votes over `size` submissions. */
export interface PanelVotes {
  readonly size: number;
  /** At a · size + b: how many reviewers put a above b. */
  readonly prefer: Uint16Array;
}

/** `indexOf` gives a submission's number, or nothing for one that is not in this decision. */
export function ballotsOf(
  lines: readonly RankingLine[],
  size: number,
  indexOf: (submission: string) => number | undefined,
): Ballot[] {
  const byReviewer = new Map<string, Ballot>();
  for (const { reviewer, submission, rank } of lines) {
    const index = indexOf(submission);
    if (index === undefined) continue;
    const known = byReviewer.get(reviewer);
    const ballot = known ?? new Int32Array(size).fill(UNPLACED);
    if (known === undefined) byReviewer.set(reviewer, ballot);
    if (ballot[index] !== UNPLACED) throw new Error(`${reviewer} ranks ${submission} twice`);
    ballot[index] = rank ?? EXCLUDED;
  }
  return [...byReviewer.values()];
}

/**
 * Counts who puts which member above which. A reviewer's placed submissions are compared by rank, and stand above those
 * without a line, which are tied with each other; excluded ones are compared with nothing. So a reviewer who placed
 * none of the members has no preference among them, and is left out without being named.
 */
export function panelVotes(ballots: readonly Ballot[], members: ArrayLike<number>): PanelVotes {
  const size = members.length;
  const prefer = new Uint16Array(size * size);
  if (size < 2) return { size, prefer };
  // Rank and place in one number, so that sorting needs no comparison function.
  const keys = new Float64Array(size);
  const order = new Int32Array(size);
  for (const ballot of ballots) {
    let compared = 0;
    for (let i = 0; i < size; i++) {
      const rank = ballot[members[i]!]!;
      if (rank !== EXCLUDED) keys[compared++] = rank * size + i;
    }
    const sorted = keys.subarray(0, compared).sort();
    for (let i = 0; i < compared; i++) order[i] = sorted[i]! % size;
    // From `lower` on stand those below the one looked at.
    let lower = 0;
    for (let i = 0; i < compared; i++) {
      const rank = Math.floor(sorted[i]! / size);
      if (rank === UNPLACED) break;
      while (lower < compared && sorted[lower]! < (rank + 1) * size) lower++;
      const row = order[i]! * size;
      for (let j = lower; j < compared; j++) prefer[row + order[j]!]!++;
    }
  }
  return { size, prefer };
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
