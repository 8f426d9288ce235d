import { countBits, transposed } from './bits.ts';
import { bordaPoints } from './borda.ts';
import { kemenyOrders } from './kemeny.ts';
import { isAbove, orderBy, orderByPoints, type PartialOrder } from './partialOrder.ts';
import type { GroupReport, PairDisagreement, PairVerdict } from './types.ts';
import type { PanelVotes } from './votes.ts';

const LISTED = 50;

/**
 * Schulze beside Borda and, in groups of up to ten, Kemeny–Young. Kemeny–Young says *above* where every optimal order
 * does, and *unordered* where they differ. Ids are by place; `shown` has the places in the order of the report.
 */
export function compareMethods(
  votes: PanelVotes,
  order: PartialOrder,
  { ids, shown }: { readonly ids: readonly string[]; readonly shown: readonly number[] },
  grandCriteria: number,
): Omit<GroupReport, 'rulings'> {
  const n = ids.length;
  const points = bordaPoints(votes);
  const kemeny = kemenyOrders(votes);
  const exact = kemeny && orderBy(n, (a, b) => kemeny.before[b * n + a] === 0);
  const others = [orderByPoints(points), ...(exact ? [exact] : [])];
  const differ = differingPairs(order, others);
  const differing = countBits(differ.above) / 2;
  const disagreements: PairDisagreement[] = [];
  const wanted = Math.min(differing, LISTED);
  for (let i = 0; disagreements.length < wanted; i++)
    for (let j = i + 1; j < n && disagreements.length < wanted; j++) {
      const [a, b] = [shown[i]!, shown[j]!];
      if (!isAbove(differ, a, b)) continue;
      disagreements.push({
        first: ids[a]!,
        second: ids[b]!,
        schulze: verdict(order, a, b),
        borda: verdict(others[0]!, a, b),
        kemeny: exact && verdict(exact, a, b),
      });
    }
  return {
    grandCriteria,
    members: shown.map((place) => ids[place]!),
    borda: Object.fromEntries(shown.map((place) => [ids[place]!, points[place]!])),
    kemeny: kemeny && { disagreement: kemeny.disagreement, optimalOrders: kemeny.optimalOrders },
    pairs: (n * (n - 1)) / 2,
    differing,
    disagreements,
  };
}

/** Both ways round, the pairs of which another order says something else. */
function differingPairs({ size, words, above }: PartialOrder, others: readonly PartialOrder[]): PartialOrder {
  const differ = new Uint32Array(above.length);
  for (const other of others) for (let i = 0; i < above.length; i++) differ[i]! |= above[i]! ^ other.above[i]!;
  const back = transposed(differ, size, words);
  for (let i = 0; i < above.length; i++) differ[i]! |= back[i]!;
  return { size, words, above: differ };
}

function verdict(order: PartialOrder, a: number, b: number): PairVerdict {
  return isAbove(order, a, b) ? 'above' : isAbove(order, b, a) ? 'below' : 'unordered';
}
