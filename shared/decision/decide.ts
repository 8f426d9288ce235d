import { type Assessment, assess } from './assess.ts';
import { type Contest, prepareContest } from './contest.ts';
import { explain, settlingText } from './explain.ts';
import { compareMethods } from './methods.ts';
import { type GroupOrder, groupOrder } from './order.ts';
import { isAbove } from './partialOrder.ts';
import { PRIZE_MONEY } from './rules.ts';
import { PLACEMENT_OF_CODE, tryGroup } from './seats.ts';
import { type Settlement, settlePrizes } from './settle.ts';
import {
  type Decision,
  type DecisionInput,
  type GroupReport,
  type Levels,
  type OpenQuestion,
  type Outcome,
  type Placement,
  type SeatLine,
  type Status,
  TIERS,
  type Tier,
} from './types.ts';
import { type PanelVotes, panelVotes } from './votes.ts';

/** A group as it is ranked. `members` are entries of the contest; the order speaks of their places. */
export interface RankedGroup {
  readonly twos: number;
  readonly members: Int32Array;
  readonly order: GroupOrder;
  /** By place. */
  readonly votes: PanelVotes;
  readonly openBefore: Int32Array;
  /** Places in order of rank; equal ranks by id. */
  readonly shown: readonly number[];
  /** By place, where it stands in that order. */
  readonly shownAt: Int32Array;
  /** Submissions that are ranked before the group. */
  readonly before: number;
}

/**
 * From reviews to prizes: consensus, eligibility, order, seats, and why. The same input gives the same decision,
 * whatever order its parts come in. Throws only on input that no caller should make (an id given twice, a review
 * without a level for a criterion).
 */
export function decide(input: DecisionInput): Decision {
  const contest = prepareContest(input);
  const assessments = contest.entries.map((entry) => assess(contest, entry));
  const orders = new Map<number, { order: GroupOrder; votes: PanelVotes }>();
  const ordered = (twos: number, members: Int32Array) => {
    const known = orders.get(twos);
    if (known !== undefined) return known;
    const votes = panelVotes(contest.ballots.values(), members);
    const made = { order: groupOrder(votes, contest, members), votes };
    orders.set(twos, made);
    return made;
  };
  const settlement = settlePrizes(
    contest,
    Int8Array.from(assessments, (assessment) => assessment.standing),
    ({ twos, members, top, held, open }) => tryGroup(top, held, open, () => ordered(twos, members).order),
  );

  let before = 0;
  const groups = settlement.groups.map((group): RankedGroup => {
    const { order, votes } = ordered(group.twos, group.members);
    const shown = displayOrder(order);
    const shownAt = new Int32Array(shown.length);
    shown.forEach((place, at) => {
      shownAt[place] = at;
    });
    const ranked = { ...group, order, votes, shown, shownAt, before };
    before += group.members.length;
    return ranked;
  });
  const questions: OpenQuestion[] = [];
  const outcomes = [
    ...groups.flatMap((group) => {
      const settling = new Map<number, string>();
      for (const { question, places } of openQuestions(contest, settlement, group)) {
        questions.push(question);
        const entries = places.map((place) => group.members[place]!);
        const text = settlingText(contest, entries);
        for (const place of places) settling.set(place, text);
      }
      return group.shown.map((place) =>
        outcomeOf(contest, assessments, settlement, group.members[place]!, {
          group,
          place,
          settling: settling.get(place) ?? '',
        }),
      );
    }),
    ...contest.entries.flatMap((_, i) =>
      assessments[i]!.unranked === null ? [] : outcomeOf(contest, assessments, settlement, i, null),
    ),
  ];
  const prizes = settledPrizes(contest, outcomes);
  return {
    outcomes,
    groups: groups.map((group) => methodsOf(contest, group)),
    questions,
    seats: seatLines(contest, settlement),
    prizes,
    warnings: [...contest.warnings, ...warningsOf(contest, groups, settlement, prizes.amount)],
  };
}

/** Where a ranked submission stands, for its explanation. */
export interface Standing {
  readonly group: RankedGroup;
  readonly place: number;
  /** What would settle its place; empty where nothing is open. */
  readonly settling: string;
}

function outcomeOf(
  contest: Contest,
  assessments: readonly Assessment[],
  settlement: Settlement,
  index: number,
  standing: Standing | null,
): Outcome {
  const entry = contest.entries[index]!;
  const assessment = assessments[index]!;
  const holds = PLACEMENT_OF_CODE[contest.held[index] as 0 | 1 | 2 | 3];
  const held: Tier | null = holds === 'accepted' ? null : holds;
  const couldBe = placements(settlement, index);
  const settled: Status = couldBe[0] === couldBe[1] ? couldBe[0] : 'undecided';
  const status: Status = assessment.unranked === null ? settled : (held ?? assessment.unranked);
  const outcome: Omit<Outcome, 'why'> = {
    submission: entry.candidate.id,
    rank: standing === null ? null : rankIn(standing.group, standing.place),
    consensus: named(contest, assessment),
    grandCriteria: assessment.twos,
    eligible: assessment.eligible,
    held,
    status,
    ...(status === 'undecided' ? { couldBe } : {}),
  };
  return { ...outcome, why: explain(contest, entry, assessment, outcome, standing) };
}

function placements(settlement: Settlement, index: number): [Placement, Placement] {
  const best = settlement.best[index] as 0 | 1 | 2 | 3;
  const worst = settlement.worst[index] as 0 | 1 | 2 | 3;
  return [PLACEMENT_OF_CODE[best], PLACEMENT_OF_CODE[worst]];
}

function named(contest: Contest, assessment: Assessment): Levels {
  return Object.fromEntries(assessment.consensus.map((level, k) => [contest.criteria[k]!.key, level]));
}

function rankIn(group: RankedGroup, place: number): [number, number] {
  return [
    group.before + group.order.aboveCount[place]! + 1,
    group.before + group.members.length - group.order.belowCount[place]!,
  ];
}

/** Members are numbered by id, so equal ranks come by id. */
function displayOrder({ size, aboveCount, belowCount }: GroupOrder): number[] {
  return Array.from({ length: size }, (_, place) => place).sort(
    (a, b) => aboveCount[a]! - aboveCount[b]! || belowCount[b]! - belowCount[a]! || a - b,
  );
}

interface GroupQuestion {
  readonly question: OpenQuestion;
  /** By id, as the question's submissions. */
  readonly places: readonly number[];
}

/** The undecided of a group, parted into sets that are unordered among themselves, directly or through each other. */
function openQuestions(contest: Contest, settlement: Settlement, group: RankedGroup): GroupQuestion[] {
  const { members, order } = group;
  const { best, worst } = settlement;
  const waiting = new Set(group.shown.filter((place) => best[members[place]!] !== worst[members[place]!]));
  const questions: GroupQuestion[] = [];
  for (const first of waiting) {
    waiting.delete(first);
    const places = [first];
    for (const a of places)
      for (const b of waiting) {
        if (isAbove(order, a, b) || isAbove(order, b, a)) continue;
        waiting.delete(b);
        places.push(b);
      }
    places.sort((a, b) => a - b);
    const codes = new Set(places.flatMap((place) => [best[members[place]!]!, worst[members[place]!]!]));
    questions.push({
      places,
      question: {
        submissions: places.map((place) => contest.entries[members[place]!]!.candidate.id),
        between: ([3, 2, 1, 0] as const).filter((code) => codes.has(code)).map((code) => PLACEMENT_OF_CODE[code]),
      },
    });
  }
  return questions;
}

function methodsOf(contest: Contest, { members, order, votes, shown, twos }: RankedGroup): GroupReport {
  const ids = Array.from(members, (member) => contest.entries[member]!.candidate.id);
  return { ...compareMethods(votes, order, { ids, shown }, twos), rulings: order.rulings };
}

function seatLines(contest: Contest, settlement: Settlement): Record<Tier, SeatLine> {
  const line = (tier: Tier, code: number): SeatLine => {
    const cap = contest.rules.caps[tier];
    return {
      cap,
      held: contest.held.filter((own) => own === code).length,
      taken: cap - settlement.openAfter[code]!,
    };
  };
  return { grand: line('grand', 3), second: line('second', 2), third: line('third', 1) };
}

function settledPrizes(contest: Contest, outcomes: readonly Outcome[]): Decision['prizes'] {
  const count = (tier: Tier): number => outcomes.filter((outcome) => outcome.status === tier).length;
  const prizes = { grand: count('grand'), second: count('second'), third: count('third') };
  const amount = TIERS.reduce((sum, tier) => sum + prizes[tier] * contest.rules.amounts[tier], 0);
  return { ...prizes, amount };
}

function warningsOf(
  contest: Contest,
  groups: readonly RankedGroup[],
  settlement: Settlement,
  amount: number,
): string[] {
  const warnings: string[] = [];
  // Seats of undecided submissions will be filled by somebody, so they belong to what may have to be paid.
  const seats = seatLines(contest, settlement);
  const due = TIERS.reduce((sum, tier) => sum + seats[tier].taken * contest.rules.amounts[tier], 0);
  const most = Math.max(amount, due);
  if (most > PRIZE_MONEY)
    warnings.push(
      `The prizes add up to ${dollars(most)}, more than the ${dollars(PRIZE_MONEY)} there are. Look at caps and amounts.`,
    );
  for (const tier of TIERS)
    if (seats[tier].held > seats[tier].cap)
      warnings.push(
        `More prizes of the tier ${tier} are held (${seats[tier].held}) than its cap allows (${seats[tier].cap}). They are kept; no further one is given until the tier is below its cap.`,
      );
  for (const group of groups)
    if (group.order.rulings === 'contradictory')
      warnings.push(
        `The organizers’ rulings on the submissions with ${group.twos} criteria at 2 contradict each other or the panel, so none of them was applied there. Withdraw one.`,
      );
  return warnings;
}

function dollars(amount: number): string {
  return `${String(amount).replace(/\B(?=(\d{3})+(?!\d))/g, ',')} dollars`;
}
