import type { Contest } from './contest.ts';
import { firstPlaces } from './firstPlaces.ts';
import { type GroupOrder, groupOrder } from './order.ts';
import { openSeats, type Trials, topTier, tryGroup } from './seats.ts';
import { type PanelVotes, panelVotes } from './votes.ts';
import { pairwiseWins, type Wins } from './wins.ts';

/** Of a submission that is not ranked: pending, ineligible, rejected or absent. */
export const NOT_RANKED = -1;

export interface SettledGroup {
  /** Criteria at 2. */
  readonly twos: number;
  readonly members: Int32Array;
  /** Open seats by tier code before the group's turn. */
  readonly openBefore: Int32Array;
}

export interface Settlement {
  /** By submission: tier codes as early and as late as the ranking allows; held prizes for those not ranked. */
  readonly best: Int8Array;
  readonly worst: Int8Array;
  /** Most criteria at 2 first. */
  readonly groups: readonly SettledGroup[];
  readonly openAfter: Int32Array;
}

/** A group at its turn: `held` by place, `open` to be left as the whole group leaves it. */
export interface Turn {
  readonly twos: number;
  readonly members: Int32Array;
  /** The best tier that its members are eligible for. */
  readonly top: number;
  readonly held: Int8Array;
  readonly open: Int32Array;
}

/** Tries each member of a group as early and as late as the ranking allows. */
export type TrialsOf = (turn: Turn) => Trials;

/** Fills the seats. `standing` has each submission's criteria at 2, or `NOT_RANKED`. */
export function settlePrizes(contest: Contest, standing: Int8Array, trialsOf: TrialsOf): Settlement {
  const { held, criteria } = contest;
  const best = held.slice();
  const worst = held.slice();
  const open = openSeats(contest.rules, held);
  const groups: SettledGroup[] = [];
  for (const [twos, members] of groupsByTwos(standing, criteria.length)) {
    const openBefore = open.slice();
    const heldHere = new Int8Array(members.length);
    for (let place = 0; place < members.length; place++) heldHere[place] = held[members[place]!]!;
    const trials = trialsOf({ twos, members, top: topTier(twos, criteria.length), held: heldHere, open });
    for (let place = 0; place < members.length; place++) {
      best[members[place]!] = trials.best[place]!;
      worst[members[place]!] = trials.worst[place]!;
    }
    groups.push({ twos, members, openBefore });
  }
  return { best, worst, groups, openAfter: open };
}

/**
 * For many variants of one contest. Where nothing but the panel's ranking by Schulze's method speaks, a group is ordered
 * no further than its seats go (firstPlaces.ts). Else groups are ordered whole, the last one of each number of criteria
 * being kept, since variants mostly leave it as it is.
 */
export function swiftTrials(contest: Contest, votes: () => PanelVotes): TrialsOf {
  let wins: Wins | null = null;
  const known = new Map<number, { members: Int32Array; order: GroupOrder }>();
  const orderOf = (twos: number, members: Int32Array): GroupOrder => {
    const last = known.get(twos);
    if (last !== undefined && sameNumbers(last.members, members)) return last.order;
    const order = groupOrder(panelVotes(contest.ballots.values(), members), contest, members);
    known.set(twos, { members, order });
    return order;
  };
  const plain = contest.rulings.length === 0 && contest.method === 'schulze';
  return ({ twos, members, top, held, open }) => {
    // with more held than there are seats, which member comes first can matter beyond the sets that precede it
    const whole = !plain || open.subarray(1).some((seats) => seats < 0);
    return tryGroup(
      top,
      held,
      open,
      () => orderOf(twos, members),
      whole
        ? null
        : () => {
            wins ??= pairwiseWins(votes());
            return firstPlaces(wins, members, { top, held, open });
          },
    );
  };
}

/** Most criteria at 2 first. */
function groupsByTwos(standing: Int8Array, criteria: number): [number, Int32Array][] {
  const sizes = new Int32Array(criteria + 1);
  for (let i = 0; i < standing.length; i++) if (standing[i] !== NOT_RANKED) sizes[standing[i]!]!++;
  const groups = Array.from(sizes, (size) => new Int32Array(size));
  const filled = new Int32Array(criteria + 1);
  for (let i = 0; i < standing.length; i++) {
    const twos = standing[i]!;
    if (twos !== NOT_RANKED) groups[twos]![filled[twos]!++] = i;
  }
  return groups
    .flatMap((members, twos): [number, Int32Array][] => (members.length > 0 ? [[twos, members]] : []))
    .reverse();
}

function sameNumbers(a: Int32Array, b: Int32Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
