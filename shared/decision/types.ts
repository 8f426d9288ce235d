/** What goes into a decision and what comes out of it: plain data, so that it can be stored, hashed and sent. */
import type { DecisionRules } from './rules.ts';

export type Level = 0 | 1 | 2;

export type Tier = 'grand' | 'second' | 'third';
/** Best first. */
export const TIERS = ['grand', 'second', 'third'] as const satisfies readonly Tier[];

/** Where an accepted submission can land; `accepted` is without a prize. */
export type Placement = Tier | 'accepted';
export type Status = Placement | 'rejected' | 'pending' | 'ineligible' | 'undecided';

/** Levels by criterion key. */
export type Levels = Readonly<Record<string, Level>>;

export interface CriterionName {
  readonly key: string;
  readonly name: string;
}

export interface Candidate {
  readonly id: string;
  /** Shown in explanations instead of the id; never used in any ordering. */
  readonly title?: string;
  /** Eligible for official review, and if not, why. Left out: met. */
  readonly official?: { readonly met: boolean; readonly why: string };
  /** Label verification. `failed` waits like `pending` does: labels can be mended. Left out: passed. */
  readonly labels?: 'passed' | 'pending' | 'failed';
  /** An organizer's reasons for taking a need as met. */
  readonly waivers?: { readonly official?: string; readonly labels?: string };
}

/** One submitted review. For a reviewer and submission the one of the highest round, then version, counts. */
export interface Review {
  readonly submission: string;
  readonly reviewer: string;
  /** From 1. */
  readonly round: number;
  /** Order of a reviewer's versions inside a round; 0 where left out. */
  readonly version?: number;
  /** The rubric's version; reviews of different versions are never combined. */
  readonly rubric?: number;
  /** A level for every criterion. */
  readonly levels: Levels;
}

/** One line of a reviewer's subjective ranking; `null`: declined, in conflict or not shown, so not to be compared. */
export interface RankingLine {
  readonly reviewer: string;
  readonly submission: string;
  /** 1 is best; equal numbers are ties, gaps mean nothing. */
  readonly rank: number | null;
  /**
   * For one who ranked several times, which time it was: of a pair that several rankings compare, the one with the
   * greatest name speaks. A ranking with a name compares only what it has lines for, one without a name stands before
   * all others and puts what it has no line for below the rest.
   */
  readonly ranking?: string;
}

export interface HeldPrize {
  readonly submission: string;
  readonly prize: Tier;
}

/** An organizer's order, best first, ties allowed, for submissions that the panel left unordered. */
export interface Ruling {
  readonly order: readonly (readonly string[])[];
  readonly reason: string;
}

/** How reviewers' orders of a group are combined. The contest's way is Schulze's; the others are to look at. */
export type RankingMethod = 'schulze' | 'borda' | 'kemeny';

export interface DecisionInput {
  readonly rules: DecisionRules;
  /** Schulze's where left out. Kemeny–Young is exact and only for groups of up to ten; larger ones go by Schulze's. */
  readonly method?: RankingMethod;
  readonly criteria: readonly CriterionName[];
  readonly submissions: readonly Candidate[];
  readonly reviews: readonly Review[];
  readonly rankings: readonly RankingLine[];
  readonly held: readonly HeldPrize[];
  readonly rulings?: readonly Ruling[];
}

export interface Eligible {
  readonly accepted: boolean;
  readonly third: boolean;
  readonly second: boolean;
  readonly grand: boolean;
}

export type WhyTopic = 'reviews' | 'eligibility' | 'levels' | 'tier' | 'order' | 'seat' | 'held' | 'undecided';

export interface WhyLine {
  readonly topic: WhyTopic;
  /** One sentence, or two. Names no reviewer. */
  readonly text: string;
}

export interface Outcome {
  readonly submission: string;
  /** First and last place that the panel's ranking allows, from 1; `null` for what is not ranked. */
  readonly rank: readonly [first: number, last: number] | null;
  /** Empty where no review counts. */
  readonly consensus: Levels;
  readonly grandCriteria: number;
  readonly eligible: Eligible;
  readonly held: Tier | null;
  readonly status: Status;
  /** Only for `undecided`. */
  readonly couldBe?: readonly [best: Placement, worst: Placement];
  readonly why: readonly WhyLine[];
}

export type PairVerdict = 'above' | 'below' | 'unordered';

/** How the three methods see `first` against `second`; Kemeny–Young only in groups of up to ten. */
export interface PairDisagreement {
  readonly first: string;
  readonly second: string;
  readonly schulze: PairVerdict;
  readonly borda: PairVerdict;
  readonly kemeny: PairVerdict | null;
}

export interface GroupReport {
  readonly grandCriteria: number;
  /** In order of rank, then id. */
  readonly members: readonly string[];
  /** Borda points by member: comparisons won minus comparisons lost, over all reviewers. */
  readonly borda: Readonly<Record<string, number>>;
  readonly kemeny: { readonly disagreement: number; readonly optimalOrders: number } | null;
  /** What came of organizers' rulings: `contradictory` ones were all left out. */
  readonly rulings: 'none' | 'applied' | 'contradictory';
  readonly pairs: number;
  readonly differing: number;
  /** The differing pairs in the members' order, at most 50 of them. */
  readonly disagreements: readonly PairDisagreement[];
}

/** Submissions that a ranking task, or an organizer's ruling, would have to put in order. */
export interface OpenQuestion {
  readonly submissions: readonly string[];
  readonly between: readonly Placement[];
}

export interface SeatLine {
  readonly cap: number;
  /** Taken from the start by prizes held from round 1. */
  readonly held: number;
  /** Taken in the end, the seats of undecided submissions included. */
  readonly taken: number;
}

export interface Decision {
  /** In order of rank; equal ranks by id, for display only; those without a rank last, by id. */
  readonly outcomes: readonly Outcome[];
  readonly groups: readonly GroupReport[];
  readonly questions: readonly OpenQuestion[];
  readonly seats: Readonly<Record<Tier, SeatLine>>;
  /** Settled prizes only, held ones included: what is undecided counts nowhere until it is settled. */
  readonly prizes: { readonly grand: number; readonly second: number; readonly third: number; readonly amount: number };
  readonly warnings: readonly string[];
}
