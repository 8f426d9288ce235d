/** The lines that say why a submission is where it is. They name other submissions, never a reviewer. */
import type { Assessment } from './assess.ts';
import { lowestBit } from './bits.ts';
import type { Contest, Entry } from './contest.ts';
import type { RankedGroup, Standing } from './decide.ts';
import type { GroupOrder } from './order.ts';
import { isAbove } from './partialOrder.ts';
import { CODE_OF_TIER, topTier } from './seats.ts';
import { type Outcome, type Placement, TIERS, type Tier, type WhyLine } from './types.ts';
import { votesFor } from './votes.ts';

const NAMED = 3;

const TIER_NAME: Readonly<Record<Tier, string>> = { grand: 'Grand', second: 'Second', third: 'Third' };
const PLACEMENT_NAME: Readonly<Record<Placement, string>> = { ...TIER_NAME, accepted: 'accepted without a prize' };
const RULE_NAME = {
  lower_median: 'lower median',
  two_thirds: 'two thirds',
  minimum: 'minimum',
  mean: 'mean',
} as const;

/** In the order in which a person would follow them: reviews, levels, tier, order, seat. */
export function explain(
  contest: Contest,
  entry: Entry,
  assessment: Assessment,
  outcome: Omit<Outcome, 'why'>,
  standing: Standing | null,
): WhyLine[] {
  if (entry.absent)
    return [{ topic: 'held', text: `Not in this decision. It keeps its ${prizeOf(outcome.held)} from round 1.` }];
  return [
    ...reviewLines(contest, entry),
    ...eligibilityLines(entry),
    ...levelLines(contest, assessment),
    ...(standing === null
      ? unrankedLines(outcome)
      : [
          tierLine(contest, assessment),
          orderLine(contest, standing, outcome.rank!),
          ...(outcome.status === 'undecided'
            ? undecidedLines(outcome, standing.settling)
            : seatLines(contest, assessment, outcome, standing)),
        ]),
  ];
}

function reviewLines(contest: Contest, entry: Entry): WhyLine[] {
  const n = entry.reviews.length;
  const wanted = contest.rules.minReviews;
  const lines: WhyLine[] = [];
  if (n < wanted)
    lines.push({
      topic: 'reviews',
      text: `Pending: ${n === 0 ? 'no review counts' : `${n} ${n === 1 ? 'review counts' : 'reviews count'}`}, and ${wanted} ${wanted === 1 ? 'is' : 'are'} needed.`,
    });
  else lines.push({ topic: 'reviews', text: `${n} ${n === 1 ? 'review counts' : 'reviews count'}.` });
  if (entry.droppedOut > 0)
    lines.push({
      topic: 'reviews',
      text: `It was reviewed again after revision, so ${entry.droppedOut === 1 ? 'one review' : `${entry.droppedOut} reviews`} of round 1 dropped out.`,
    });
  if (entry.rubrics.length > 1)
    lines.push({
      topic: 'reviews',
      text: `Pending: its reviews were written under versions ${list(entry.rubrics.map(String))} of the rubric, which are never combined. Map the levels, with a reason, or ask for new reviews.`,
    });
  return lines;
}

function eligibilityLines({ gate }: Entry): WhyLine[] {
  const texts = gate.state === 'open' ? gate.waived : [gate.why];
  return texts.map((text) => ({ topic: 'eligibility', text }));
}

function levelLines(contest: Contest, assessment: Assessment): WhyLine[] {
  if (assessment.consensus.length === 0) return [];
  const levels = assessment.consensus.map((level, k) => `${contest.criteria[k]!.name} ${level}`);
  const lines: WhyLine[] = [
    { topic: 'levels', text: `The panel’s levels (${RULE_NAME[contest.rules.consensus]}): ${levels.join(', ')}.` },
  ];
  const missing = contest.criteria.filter((_, k) => assessment.consensus[k] === 0).map(({ name }) => name);
  if (missing.length > 0)
    lines.push({
      topic: 'levels',
      text: `${assessment.unranked === 'rejected' ? 'Rejected' : 'Would be rejected'}: ${list(missing)} ${missing.length === 1 ? 'is' : 'are'} at 0, and acceptance needs every criterion at 1 or 2.`,
    });
  return lines;
}

function unrankedLines(outcome: Omit<Outcome, 'why'>): WhyLine[] {
  if (outcome.held === null) return [];
  return [{ topic: 'held', text: `It keeps its ${prizeOf(outcome.held)} from round 1, which is never lost.` }];
}

function tierLine(contest: Contest, { twos }: Assessment): WhyLine {
  const all = contest.criteria.length;
  const has = `Accepted: every criterion is at 1 or 2, ${twos} of ${all} at 2.`;
  if (twos === all) return { topic: 'tier', text: `${has} Eligible for every tier.` };
  return {
    topic: 'tier',
    text:
      twos > 0
        ? `${has} Eligible for a Second prize, which needs one at 2; a Grand prize needs all ${all}.`
        : `${has} Eligible for a Third prize; a Second prize needs one at 2.`,
  };
}

function orderLine(contest: Contest, { group, place }: Standing, [first, last]: readonly [number, number]): WhyLine {
  const { members, order, twos } = group;
  const where = first === last ? `Place ${first}` : `Places ${first} to ${last}`;
  if (members.length === 1) return { topic: 'order', text: `${where}: the only one with ${atTwo(twos)}.` };
  const { above, below, unordered } = neighbours(group, place);
  const parts = [
    ...(above.count > 0 ? [`puts it below ${names(contest, group, place, above)}`] : []),
    ...(below.count > 0 ? [`puts it above ${names(contest, group, place, below)}`] : []),
    ...(unordered.count > 0 ? [`does not order it against ${names(contest, group, place, unordered)}`] : []),
  ];
  const said =
    order.rulings === 'applied' ? 'The panel’s ranking, with the organizers’ rulings,' : 'The panel’s ranking';
  return {
    topic: 'order',
    text: `${where}: one of ${members.length} with ${atTwo(twos)}. ${said} ${list(parts)}.`,
  };
}

interface Neighbours {
  readonly count: number;
  /** The nearest, at most `NAMED`. */
  readonly nearest: readonly number[];
}

/** Walks outwards in the order shown, which is one that the ranking allows, and stops when enough are named. */
function neighbours({ order, shown, shownAt }: RankedGroup, place: number) {
  const n = order.size;
  const at = shownAt[place]!;
  const take = (from: number, step: 1 | -1, count: number, fits: (other: number) => boolean): Neighbours => {
    const nearest: number[] = [];
    const wanted = Math.min(count, NAMED);
    for (let i = from; nearest.length < wanted; i += step) {
      const other = shown[i]!;
      if (other !== place && fits(other)) nearest.push(other);
    }
    return { count, nearest };
  };
  const higher = order.aboveCount[place]!;
  const lower = order.belowCount[place]!;
  return {
    above: take(at - 1, -1, higher, (other) => isAbove(order, other, place)),
    below: take(at + 1, 1, lower, (other) => isAbove(order, place, other)),
    unordered: firstUnordered(order, shownAt, place, n - 1 - higher - lower),
  };
}

/** The first ones in the order shown that stand neither above nor below. */
function firstUnordered(order: GroupOrder, shownAt: Int32Array, place: number, count: number): Neighbours {
  const nearest: number[] = [];
  if (count === 0) return { count, nearest };
  const { size, words, above, below } = order;
  const row = place * words;
  for (let w = 0; w < words; w++) {
    const there = w === words - 1 && (size & 31) !== 0 ? 2 ** (size & 31) - 1 : 0xffffffff;
    for (let rest = there & ~(above[row + w]! | below[row + w]!); rest !== 0; rest &= rest - 1) {
      const other = w * 32 + lowestBit(rest);
      if (other === place) continue;
      // sorted in from the back; of three there is little to move
      let at = nearest.length;
      while (at > 0 && shownAt[nearest[at - 1]!]! > shownAt[other]!) at--;
      if (at < NAMED) nearest.splice(at, 0, other);
      if (nearest.length > NAMED) nearest.pop();
    }
  }
  return { count, nearest };
}

/** Up to three of them, each with the votes for and against the submission itself. */
function names(contest: Contest, group: RankedGroup, place: number, others: Neighbours): string {
  const shown = others.nearest.map((other) => {
    const votes = `${votesFor(group.votes, place, other)} to ${votesFor(group.votes, other, place)}`;
    return `${nameOf(contest, group.members[other]!)} (${votes})`;
  });
  const rest = others.count - shown.length;
  return list(rest > 0 ? [...shown, `${rest} more`] : shown);
}

function seatLines(
  contest: Contest,
  { twos }: Assessment,
  { status, held }: Omit<Outcome, 'why'>,
  { group }: Standing,
): WhyLine[] {
  const top = topTier(twos, contest.criteria.length);
  const own = TIERS.find((tier) => tier === status);
  const code = own === undefined ? 0 : CODE_OF_TIER[own];
  const lines: WhyLine[] = [];
  const full = TIERS.filter((tier) => CODE_OF_TIER[tier] <= top && CODE_OF_TIER[tier] > code);
  if (full.length > 0)
    lines.push({
      topic: 'seat',
      text: `No ${list(full.map((tier) => TIER_NAME[tier]))} seat is open at its turn (${list(full.map((tier) => caps(contest, tier)))}).`,
    });
  if (own === undefined)
    lines.push({ topic: 'seat', text: 'Accepted without a prize: every seat it could take is taken.' });
  else if (own === held)
    lines.push({ topic: 'held', text: `It keeps its ${prizeOf(held)} from round 1, which is never lost.` });
  else {
    const taken = contest.rules.caps[own] - group.openBefore[code]!;
    lines.push({
      topic: 'seat',
      text: `Takes a ${TIER_NAME[own]} seat; ${taken} of ${contest.rules.caps[own]} were taken before the turn of those with ${atTwo(twos)}.`,
    });
    if (held !== null)
      lines.push({ topic: 'held', text: `It moves up from the ${prizeOf(held)} it held, whose seat becomes free.` });
  }
  return lines;
}

/** What would settle the places of these entries. */
export function settlingText(contest: Contest, entries: readonly number[]): string {
  const named = list(entries.map((index) => nameOf(contest, index)));
  return `What would settle it: a ranking task for exactly ${named}, or an organizer’s decision with a reason.`;
}

function undecidedLines(outcome: Omit<Outcome, 'why'>, settling: string): WhyLine[] {
  const [best, worst] = outcome.couldBe!;
  const [first, last] = outcome.rank!;
  const lines: WhyLine[] = [
    {
      topic: 'undecided',
      text: `Undecided: as early as the panel’s ranking allows (place ${first}) it is ${PLACEMENT_NAME[best]}, as late (place ${last}) ${PLACEMENT_NAME[worst]}.`,
    },
    { topic: 'undecided', text: settling },
  ];
  if (outcome.held !== null)
    lines.push({ topic: 'held', text: `It keeps at least its ${prizeOf(outcome.held)} from round 1.` });
  return lines;
}

function caps(contest: Contest, tier: Tier): string {
  const cap = contest.rules.caps[tier];
  return cap === 0 ? `${TIER_NAME[tier]} has none` : `all ${cap} ${TIER_NAME[tier]} taken`;
}

function prizeOf(tier: Tier | null): string {
  return tier === null ? 'prize' : `${TIER_NAME[tier]} prize`;
}

function atTwo(twos: number): string {
  return twos === 1 ? '1 criterion at 2' : `${twos === 0 ? 'no' : twos} criteria at 2`;
}

function nameOf(contest: Contest, index: number): string {
  const { id, title } = contest.entries[index]!.candidate;
  return title ?? id;
}

function list(parts: readonly string[]): string {
  return parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}
