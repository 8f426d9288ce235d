import type { GroupOrder } from './order.ts';
import { isAbove } from './partialOrder.ts';
import type { DecisionRules } from './rules.ts';
import type { Placement, Tier } from './types.ts';

/** 0 no prize, 1 Third, 2 Second, 3 Grand: a higher code is a better prize. */
export type TierCode = 0 | 1 | 2 | 3;

export const CODE_OF_TIER: Readonly<Record<Tier, TierCode>> = { third: 1, second: 2, grand: 3 };
export const PLACEMENT_OF_CODE: readonly [Placement, Placement, Placement, Placement] = [
  'accepted',
  'third',
  'second',
  'grand',
];

/**
 * Open seats by tier code, those of held prizes taken from the start. Below 0 where more prizes are held than the cap
 * has seats: then a seat that a holder frees opens for others only once the tier is below its cap again.
 */
export function openSeats(rules: DecisionRules, held: ArrayLike<number>): Int32Array {
  const open = Int32Array.of(0, rules.caps.third, rules.caps.second, rules.caps.grand);
  for (let i = 0; i < held.length; i++) open[held[i]!]!--;
  return open;
}

/** The best tier that this many criteria at 2 make an accepted submission eligible for. */
export function topTier(twos: number, criteria: number): TierCode {
  return twos === criteria ? 3 : twos > 0 ? 2 : 1;
}

/**
 * One submission's turn: the highest tier up to `top` with an open seat; a holder moves only up, and frees its held
 * seat when it does. Changes `open`, gives the tier that the submission now has.
 */
export function takeSeat(open: Int32Array, top: number, held: number): number {
  for (let tier = top; tier > held; tier--) {
    if (open[tier]! <= 0) continue;
    open[tier]!--;
    if (held > 0) open[held]!++;
    return tier;
  }
  return held;
}

export interface Trials {
  /** By place in the group: the tier when tried as early, and as late, as the panel's ranking allows. */
  readonly best: Int8Array;
  readonly worst: Int8Array;
}

/**
 * Tries each member of a group as early as its order allows (after only those above it) and as late (after all but
 * those below it), then leaves `open` as the whole group leaves it. `held` is by place in the group. `order` is asked
 * for only where it matters; `swift`
 * where there is one, gives the same trials without it.
 *
 * In which order the others take their turns before the one that is tried does not matter, and neither does the way
 * the group falls for those after it. All members are eligible up to the same tier. When a submission takes a tier,
 * every better one is full, and stays so: a seat opens only when its holder moves to a better tier with an open seat,
 * of which there is none. So in the end nobody of the group sits below an open seat, which fixes how many seats of each
 * tier the group has. The same holds for every set that comes first, and both sets above are such: whoever is above a
 * member of them is in them too.
 *
 * This rests on held prizes being within the caps. Where a cap was lowered below them the argument fails; then those
 * with fewer above them come first, holders of better prizes first among equals, which no name or id enters.
 */
export function tryGroup(
  top: number,
  held: Int8Array,
  open: Int32Array,
  order: () => GroupOrder,
  swift: (() => Trials) | null = null,
): Trials {
  const n = held.length;
  const same = sameForAll(top, held, open);
  if (same !== null) return { best: same, worst: same };
  if (swift !== null) {
    const trials = swift();
    for (const own of held) takeSeat(open, top, own);
    return trials;
  }

  const panel = order();
  const { aboveCount } = panel;
  const turns = Int32Array.from({ length: n }, (_, i) => i).sort(
    (a, b) => aboveCount[a]! - aboveCount[b]! || held[b]! - held[a]!,
  );
  const best = new Int8Array(n);
  const worst = new Int8Array(n);
  const trial = new Int32Array(4);
  for (let s = 0; s < n; s++) {
    trial.set(open);
    for (let t = 0; t < n && anyOpen(trial, top); t++) {
      const other = turns[t]!;
      if (isAbove(panel, other, s)) takeSeat(trial, top, held[other]!);
    }
    const early = takeSeat(trial, top, held[s]!);
    trial.set(open);
    for (let t = 0; t < n && anyOpen(trial, top); t++) {
      const other = turns[t]!;
      if (other !== s && !isAbove(panel, s, other)) takeSeat(trial, top, held[other]!);
    }
    const late = takeSeat(trial, top, held[s]!);
    best[s] = Math.max(early, late);
    worst[s] = Math.min(early, late);
  }
  for (const member of turns) takeSeat(open, top, held[member]!);
  return { best, worst };
}

/** Where the best open tier has room for all who would move to it, or nothing is open, the order does not matter. */
function sameForAll(top: number, held: Int8Array, open: Int32Array): Int8Array | null {
  let tier = top;
  while (tier > 0 && open[tier]! <= 0) tier--;
  let movers = 0;
  for (const own of held) if (own < tier) movers++;
  if (tier > 0 && movers > open[tier]!) return null;
  return held.map((own) => (own < tier ? takeSeat(open, top, own) : own));
}

export function anyOpen(open: Int32Array, top: number): boolean {
  for (let tier = top; tier > 0; tier--) if (open[tier]! > 0) return true;
  return false;
}
