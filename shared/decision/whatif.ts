/** Deciding many variants of one contest quickly: only who gets what, without places and reasons. */
import { type Assessment, assess } from './assess.ts';
import { type Contest, prepareContest, withReviews } from './contest.ts';
import { PLACEMENT_OF_CODE } from './seats.ts';
import { NOT_RANKED, settlePrizes, swiftTrials, type TrialsOf } from './settle.ts';
import type { DecisionInput, Placement, Status } from './types.ts';
import { type PanelVotes, panelVotes, votesWithout } from './votes.ts';

/** A status; an undecided one with what it lies between. */
export interface Result {
  readonly status: Status;
  readonly couldBe?: readonly [best: Placement, worst: Placement];
}

export interface WhatIf {
  readonly contest: Contest;
  /** By entry. */
  readonly assessments: readonly Assessment[];
  /** By entry: criteria at 2, or `NOT_RANKED`. */
  readonly standing: Int8Array;
  /** Over all entries; counted when first asked for. */
  readonly votes: () => PanelVotes;
  readonly trialsOf: TrialsOf;
}

export function prepareWhatIf(input: DecisionInput): WhatIf {
  const contest = prepareContest(input);
  const everyone = Int32Array.from(contest.entries, (_, i) => i);
  return whatIfOf(
    contest,
    contest.entries.map((entry) => assess(contest, entry)),
    once(() => panelVotes(contest.ballots.values(), everyone)),
  );
}

/** The contest without one reviewer's reviews and rankings. What the reviewer had no part in is taken over. */
export function withoutReviewer({ contest, assessments, votes, trialsOf }: WhatIf, reviewer: string): WhatIf {
  const entries = contest.entries.map((entry) =>
    entry.given.some((review) => review.reviewer === reviewer)
      ? withReviews(
          entry,
          entry.given.filter((review) => review.reviewer !== reviewer),
        )
      : entry,
  );
  const own = contest.ballots.get(reviewer);
  const ballots = new Map(contest.ballots);
  ballots.delete(reviewer);
  const others: Contest = { ...contest, entries, ballots };
  const judged = entries.map((entry, i) => (entry === contest.entries[i] ? assessments[i]! : assess(others, entry)));
  const whatIf = whatIfOf(others, judged, own === undefined ? votes : once(() => votesWithout(votes(), own)));
  return own === undefined ? { ...whatIf, trialsOf } : whatIf;
}

function whatIfOf(contest: Contest, assessments: readonly Assessment[], votes: () => PanelVotes): WhatIf {
  const standing = Int8Array.from(assessments, (assessment) => assessment.standing);
  return { contest, assessments, standing, votes, trialsOf: swiftTrials(contest, votes) };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** Below it a code is a settled or undecided placement: 4 · best + worst. */
export const REJECTED_CODE = 16;

/**
 * By entry one number that is equal where the result is: for the ranked 4 · best + worst of their tier codes, for the
 * others the held tier, or `REJECTED_CODE` for none. Pending and ineligible look like rejected here: what a level can
 * do is to move a submission between *ranked* and *rejected*.
 */
export function resultCodes(whatIf: WhatIf, standing: Int8Array): Int8Array {
  const { held } = whatIf.contest;
  const { best, worst } = settlePrizes(whatIf.contest, standing, whatIf.trialsOf);
  return best.map((code, i) => (standing[i] === NOT_RANKED && held[i] === 0 ? REJECTED_CODE : 4 * code + worst[i]!));
}

/** The result that a code stands for; `unranked` is what the submission is where the code says rejected. */
export function resultOf(code: number, unranked: Status = 'rejected'): Result {
  if (code === REJECTED_CODE) return { status: unranked };
  const best = PLACEMENT_OF_CODE[(code >> 2) as 0 | 1 | 2 | 3];
  const worst = PLACEMENT_OF_CODE[(code & 3) as 0 | 1 | 2 | 3];
  return best === worst ? { status: best } : { status: 'undecided', couldBe: [best, worst] };
}
