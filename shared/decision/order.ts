import { countRow, transposed } from './bits.ts';
import { bordaPoints } from './borda.ts';
import { kemenyOrders } from './kemeny.ts';
import { isAbove, orderBy, orderByPoints, type PartialOrder, putAbove } from './partialOrder.ts';
import { schulzeOrder } from './schulze.ts';
import type { RankingMethod } from './types.ts';
import type { PanelVotes } from './votes.ts';

/** An organizer's order as classes of submission numbers, best class first. */
export type RulingOrder = readonly (readonly number[])[];

export interface GroupOrder extends PartialOrder {
  /** Bit b of row a: b is above a. */
  readonly below: Uint32Array;
  /** By place in the group: how many members are above, and how many below. */
  readonly aboveCount: Int32Array;
  readonly belowCount: Int32Array;
  /** `contradictory`: with the rulings there would be a circle, so none of them was applied. */
  readonly rulings: 'none' | 'applied' | 'contradictory';
}

/** The panel's order of a group, from the votes among its members; a ruling speaks only where the panel leaves two members unordered. */
export function groupOrder(
  votes: PanelVotes,
  { rulings, method }: { readonly rulings: readonly RulingOrder[]; readonly method: RankingMethod },
  members: Int32Array,
): GroupOrder {
  const panel = panelOrder(votes, method);
  const ruled = rulings.length === 0 ? null : withRulings(panel, rulings, members);
  const order = ruled === 'contradictory' || ruled === null ? panel : ruled;
  const { size, words, above } = order;
  const below = transposed(above, size, words);
  const state = ruled === null ? 'none' : ruled === 'contradictory' ? 'contradictory' : 'applied';
  return {
    ...order,
    below,
    aboveCount: Int32Array.from({ length: size }, (_, a) => countRow(below, a * words, words)),
    belowCount: Int32Array.from({ length: size }, (_, a) => countRow(above, a * words, words)),
    rulings: state,
  };
}

function panelOrder(votes: PanelVotes, method: RankingMethod): PartialOrder {
  if (method === 'borda') return orderByPoints(bordaPoints(votes));
  const kemeny = method === 'kemeny' ? kemenyOrders(votes) : null;
  // above where every optimal order says so
  return kemeny ? orderBy(votes.size, (a, b) => kemeny.before[b * votes.size + a] === 0) : schulzeOrder(votes);
}

/** All rulings together, so that the order in which they were made is invisible. */
function withRulings(
  panel: PartialOrder,
  rulings: readonly RulingOrder[],
  members: Int32Array,
): PartialOrder | 'contradictory' | null {
  const { size, words } = panel;
  const placeOf = new Map<number, number>();
  members.forEach((member, place) => {
    placeOf.set(member, place);
  });
  const order: PartialOrder = { size, words, above: panel.above.slice() };
  let added = false;
  for (const ruling of rulings) {
    const classes = ruling.map((tied) => tied.flatMap((member) => placeOf.get(member) ?? []));
    classes.forEach((higher, i) => {
      for (const lower of classes.slice(i + 1))
        for (const a of higher)
          for (const b of lower) {
            if (isAbove(panel, a, b) || isAbove(panel, b, a)) continue;
            putAbove(order, a, b);
            added = true;
          }
    });
  }
  if (!added) return null;
  // What follows from panel and rulings together (Warshall's closure).
  for (let k = 0; k < size; k++)
    for (let i = 0; i < size; i++) {
      if (!isAbove(order, i, k)) continue;
      for (let w = 0; w < words; w++) order.above[i * words + w]! |= order.above[k * words + w]!;
    }
  for (let i = 0; i < size; i++) if (isAbove(order, i, i)) return 'contradictory';
  return order;
}
