import type { Contest } from './contest.ts';
import { type GroupOrder, groupOrder } from './order.ts';
import { openSeats, topTier, tryGroup } from './seats.ts';
import { panelVotes, votesAmong } from './votes.ts';

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

/** The order of a group given by its criteria at 2 and its members. */
export type OrderOf = (twos: number, members: Int32Array) => GroupOrder;

/** Fills the seats. `standing` has each submission's criteria at 2, or `NOT_RANKED`. */
export function settlePrizes(contest: Contest, standing: Int8Array, orderOf: OrderOf): Settlement {
  const { held, criteria } = contest;
  const best = held.slice();
  const worst = held.slice();
  const open = openSeats(contest.rules, held);
  const groups: SettledGroup[] = [];
  for (const [twos, members] of groupsByTwos(standing, criteria.length)) {
    const openBefore = open.slice();
    const trials = tryGroup(
      topTier(twos, criteria.length),
      Int8Array.from(members, (member) => held[member]!),
      open,
      () => orderOf(twos, members),
    );
    members.forEach((member, place) => {
      best[member] = trials.best[place]!;
      worst[member] = trials.worst[place]!;
    });
    groups.push({ twos, members, openBefore });
  }
  return { best, worst, groups, openAfter: open };
}

/** Orders groups once: the last one of each number of criteria is kept, since what-ifs mostly leave it as it is. */
export function rememberedOrders(contest: Contest): OrderOf {
  const votes = panelVotes(
    contest.ballots,
    contest.entries.map((_, i) => i),
  );
  const known = new Map<number, { members: Int32Array; order: GroupOrder }>();
  return (twos, members) => {
    const last = known.get(twos);
    if (last !== undefined && sameMembers(last.members, members)) return last.order;
    const order = groupOrder(votesAmong(votes, members), contest, members);
    known.set(twos, { members, order });
    return order;
  };
}

function groupsByTwos(standing: Int8Array, criteria: number): [number, Int32Array][] {
  const groups: [number, Int32Array][] = [];
  for (let twos = criteria; twos >= 0; twos--) {
    const members: number[] = [];
    for (let i = 0; i < standing.length; i++) if (standing[i] === twos) members.push(i);
    if (members.length > 0) groups.push([twos, Int32Array.from(members)]);
  }
  return groups;
}

function sameMembers(a: Int32Array, b: Int32Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
