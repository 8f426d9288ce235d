import { bordaPoints } from './borda.ts';
import { kemenyOrders } from './kemeny.ts';
import { type PartialOrder, schulzeOrder } from './schulze.ts';
import type { RankingMethod } from './types.ts';
import type { PanelVotes } from './votes.ts';

/** An organizer's order as classes of submission numbers, best class first. */
export type RulingOrder = readonly (readonly number[])[];

export interface GroupOrder extends PartialOrder {
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
  const { size, above } = ruled === 'contradictory' || ruled === null ? panel : ruled;
  const aboveCount = new Int32Array(size);
  const belowCount = new Int32Array(size);
  for (let i = 0; i < size; i++) {
    let below = 0;
    for (let j = 0; j < size; j++) {
      const one = above[i * size + j]!;
      below += one;
      aboveCount[j]! += one;
    }
    belowCount[i] = below;
  }
  const state = ruled === null ? 'none' : ruled === 'contradictory' ? 'contradictory' : 'applied';
  return { size, above, aboveCount, belowCount, rulings: state };
}

function panelOrder(votes: PanelVotes, method: RankingMethod): PartialOrder {
  if (method === 'borda') {
    const points = bordaPoints(votes);
    return orderBy(votes.size, (a, b) => points[a]! > points[b]!);
  }
  const kemeny = method === 'kemeny' ? kemenyOrders(votes) : null;
  // above where every optimal order says so
  return kemeny ? orderBy(votes.size, (a, b) => kemeny.before[b * votes.size + a] === 0) : schulzeOrder(votes);
}

function orderBy(size: number, isAbove: (a: number, b: number) => boolean): PartialOrder {
  const above = new Uint8Array(size * size);
  for (let a = 0; a < size; a++) for (let b = 0; b < size; b++) if (a !== b && isAbove(a, b)) above[a * size + b] = 1;
  return { size, above };
}

/** All rulings together, so that the order in which they were made is invisible. */
function withRulings(
  panel: PartialOrder,
  rulings: readonly RulingOrder[],
  members: Int32Array,
): PartialOrder | 'contradictory' | null {
  const { size } = panel;
  const placeOf = new Map<number, number>();
  members.forEach((member, place) => {
    placeOf.set(member, place);
  });
  const above = panel.above.slice();
  let added = false;
  for (const ruling of rulings) {
    const classes = ruling.map((tied) => tied.flatMap((member) => placeOf.get(member) ?? []));
    classes.forEach((higher, i) => {
      for (const lower of classes.slice(i + 1))
        for (const a of higher)
          for (const b of lower) {
            if (panel.above[a * size + b] === 1 || panel.above[b * size + a] === 1) continue;
            above[a * size + b] = 1;
            added = true;
          }
    });
  }
  if (!added) return null;
  // What follows from panel and rulings together (Warshall's closure).
  for (let k = 0; k < size; k++)
    for (let i = 0; i < size; i++) {
      if (above[i * size + k] !== 1) continue;
      for (let j = 0; j < size; j++) if (above[k * size + j] === 1) above[i * size + j] = 1;
    }
  for (let i = 0; i < size; i++) if (above[i * size + i] === 1) return 'contradictory';
  return { size, above };
}
