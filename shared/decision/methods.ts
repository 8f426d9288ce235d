import { bordaPoints } from './borda.ts';
import { kemenyOrders } from './kemeny.ts';
import type { PartialOrder } from './schulze.ts';
import type { GroupReport, PairDisagreement, PairVerdict } from './types.ts';
import type { PanelVotes } from './votes.ts';

const LISTED = 50;

/**
 * Schulze beside Borda and, in groups of up to ten, Kemeny–Young. Kemeny–Young says *above* where every optimal order
 * does, and *unordered* where they differ. Votes, order and ids
 * are of the members in order of rank, then id.
 */
export function compareMethods(
  votes: PanelVotes,
  order: PartialOrder,
  ids: readonly string[],
  grandCriteria: number,
): Omit<GroupReport, 'rulings'> {
  const n = ids.length;
  const points = bordaPoints(votes);
  const kemeny = kemenyOrders(votes);
  const disagreements: PairDisagreement[] = [];
  let differing = 0;
  for (let i = 0; i < n; i++)
    for (let j = i + 1; j < n; j++) {
      // 1 for above, −1 for below, 0 for unordered
      const schulze = order.above[i * n + j]! - order.above[j * n + i]!;
      const borda = Math.sign(points[i]! - points[j]!);
      const exact = kemeny === null ? null : sideOf(kemeny.before[j * n + i] === 0, kemeny.before[i * n + j] === 0);
      if (schulze === borda && (exact === null || exact === schulze)) continue;
      differing++;
      if (disagreements.length === LISTED) continue;
      disagreements.push({
        first: ids[i]!,
        second: ids[j]!,
        schulze: verdict(schulze),
        borda: verdict(borda),
        kemeny: exact === null ? null : verdict(exact),
      });
    }
  return {
    grandCriteria,
    members: ids,
    borda: Object.fromEntries(ids.map((id, i) => [id, points[i]!])),
    kemeny: kemeny && { disagreement: kemeny.disagreement, optimalOrders: kemeny.optimalOrders },
    pairs: (n * (n - 1)) / 2,
    differing,
    disagreements,
  };
}

function sideOf(above: boolean, below: boolean): number {
  return above ? 1 : below ? -1 : 0;
}

function verdict(side: number): PairVerdict {
  return side > 0 ? 'above' : side < 0 ? 'below' : 'unordered';
}
