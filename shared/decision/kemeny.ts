import { type PanelVotes, votesFor } from './votes.ts';

/** Exact search doubles its work with each member; above this Kemeny–Young is not computed. */
export const KEMENY_LIMIT = 10;

export interface KemenyOrders {
  /** The least possible sum, over pairs, of the reviewers whom the order contradicts. */
  readonly disagreement: number;
  /** How many orders reach it. */
  readonly optimalOrders: number;
  /** At i · n + j a 1 if member i stands before member j in at least one of them. */
  readonly before: Uint8Array;
}

/**
 * Kemeny–Young, exactly, with every optimal order counted rather than one of them picked. Dynamic programming over the
 * set of members already placed at the top: the best cost of reaching a set, and the best cost from it to the end.
 * Nothing for groups of more than `KEMENY_LIMIT`.
 */
export function kemenyOrders(votes: PanelVotes): KemenyOrders | null {
  const { size: n } = votes;
  if (n > KEMENY_LIMIT) return null;
  const full = 2 ** n - 1;
  const prefer = Int32Array.from({ length: n * n }, (_, at) => votesFor(votes, Math.floor(at / n), at % n));

  /** Reviewers contradicted by placing `next` directly after the set. */
  const cost = (set: number, next: number): number => {
    let sum = 0;
    for (let i = 0; i < n; i++) if (i !== next && (set & (1 << i)) === 0) sum += prefer[i * n + next]!;
    return sum;
  };

  const costs = new Float64Array((full + 1) * n);
  const forth = new Float64Array(full + 1).fill(Number.POSITIVE_INFINITY);
  forth[0] = 0;
  for (let set = 0; set <= full; set++)
    for (let next = 0; next < n; next++) {
      if ((set & (1 << next)) !== 0) continue;
      const step = cost(set, next);
      costs[set * n + next] = step;
      const grown = set | (1 << next);
      forth[grown] = Math.min(forth[grown]!, forth[set]! + step);
    }

  const disagreement = forth[full]!;
  const back = new Float64Array(full + 1).fill(Number.POSITIVE_INFINITY);
  const orders = new Float64Array(full + 1);
  back[full] = 0;
  orders[full] = 1;
  const before = new Uint8Array(n * n);
  for (let set = full - 1; set >= 0; set--) {
    for (let next = 0; next < n; next++) {
      if ((set & (1 << next)) !== 0) continue;
      const grown = set | (1 << next);
      const total = costs[set * n + next]! + back[grown]!;
      if (total < back[set]!) {
        back[set] = total;
        orders[set] = 0;
      }
      if (total === back[set]!) orders[set]! += orders[grown]!;
      if (forth[set]! + total !== disagreement) continue;
      for (let i = 0; i < n; i++) if ((set & (1 << i)) !== 0) before[i * n + next] = 1;
    }
  }
  return { disagreement, optimalOrders: orders[0]!, before };
}
