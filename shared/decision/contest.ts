/** The input of a decision made ready: numbered by id, so that the order in which things came in is invisible. */
import { eligibilityGate, type Gate } from './eligibility.ts';
import type { RulingOrder } from './order.ts';
import { countedReviews } from './reviews.ts';
import type { DecisionRules } from './rules.ts';
import { CODE_OF_TIER } from './seats.ts';
import type { Candidate, CriterionName, DecisionInput, Level, RankingMethod, Review } from './types.ts';
import { type Ballots, ballotsOf } from './votes.ts';

export interface Entry {
  readonly candidate: Candidate;
  /** Not among the submissions: here only because it holds a prize. */
  readonly absent: boolean;
  /** All that were written of it. */
  readonly given: readonly Review[];
  /** Those that count. */
  readonly reviews: readonly Review[];
  /** Reviewers of round 1 whose reviews no longer count. */
  readonly droppedOut: number;
  readonly gate: Gate;
  /** More than one where reviews of different rubric versions stand against each other. */
  readonly rubrics: readonly number[];
}

export interface Contest {
  readonly rules: DecisionRules;
  readonly method: RankingMethod;
  readonly criteria: readonly CriterionName[];
  /** By id. */
  readonly entries: readonly Entry[];
  /** Tier codes of held prizes, by entry. */
  readonly held: Int8Array;
  /** By reviewer. */
  readonly ballots: ReadonlyMap<string, Ballots>;
  readonly rulings: readonly RulingOrder[];
  readonly warnings: readonly string[];
}

/** Throws on input that no caller should make: two submissions, or two held prizes, with one id. */
export function prepareContest(input: DecisionInput): Contest {
  const candidates = new Map<string, Candidate>();
  for (const candidate of input.submissions) {
    if (candidates.has(candidate.id)) throw new Error(`the submission ${candidate.id} is given twice`);
    candidates.set(candidate.id, candidate);
  }
  const prizes = new Map<string, number>();
  for (const { submission, prize } of input.held) {
    if (prizes.has(submission)) throw new Error(`${submission} holds two prizes`);
    prizes.set(submission, CODE_OF_TIER[prize]);
  }

  const reviews = new Map<string, Review[]>();
  const strangers = new Set<string>();
  for (const review of input.reviews) {
    const own = reviews.get(review.submission);
    if (own !== undefined) own.push(review);
    else if (candidates.has(review.submission)) reviews.set(review.submission, [review]);
    else strangers.add(review.submission);
  }

  const ids = [...new Set([...candidates.keys(), ...prizes.keys()])].sort(compareIds);
  const entries = ids.map((id): Entry => {
    const candidate = candidates.get(id) ?? { id };
    return {
      candidate,
      absent: !candidates.has(id),
      gate: eligibilityGate(candidate),
      ...reviewed(reviews.get(id) ?? []),
    };
  });

  const indexOf = new Map(ids.map((id, i) => [id, i]));
  const ranked = new Set<string>();
  for (const line of input.rankings) if (!candidates.has(line.submission)) ranked.add(line.submission);
  return {
    rules: input.rules,
    method: input.method ?? 'schulze',
    criteria: input.criteria,
    entries,
    held: Int8Array.from(ids, (id) => prizes.get(id) ?? 0),
    ballots: ballotsOf(input.rankings, ids.length, (id) => (candidates.has(id) ? indexOf.get(id) : undefined)),
    rulings: (input.rulings ?? []).map((ruling) =>
      ruling.order.map((tied) => tied.flatMap((id) => indexOf.get(id) ?? [])),
    ),
    warnings: [
      ...[...strangers].sort(compareIds).map((id) => `Reviews of ${id} are passed over: it is not a submission here.`),
      ...[...ranked]
        .sort(compareIds)
        .map((id) => `${id} stands in rankings but not among the submissions; those lines are passed over.`),
    ],
  };
}

/** The entry as it would be with other reviews. */
export function withReviews(entry: Entry, given: readonly Review[]): Entry {
  return { ...entry, ...reviewed(given) };
}

function reviewed(given: readonly Review[]): Pick<Entry, 'given' | 'reviews' | 'droppedOut' | 'rubrics'> {
  const { counted, droppedOut } = countedReviews(given);
  const rubrics = new Set<number>();
  for (const { rubric } of counted) if (rubric !== undefined) rubrics.add(rubric);
  return { given, reviews: counted, droppedOut, rubrics: [...rubrics].sort((a, b) => a - b) };
}

/** Throws where a review lacks the criterion: submitting checks completeness. */
export function levelOf(review: Review, criterion: string): Level {
  const level = review.levels[criterion];
  if (level === undefined)
    throw new Error(`the review of ${review.submission} by ${review.reviewer} lacks ${criterion}`);
  return level;
}

/** A review's levels in the criteria's order. */
export function levelsOf(review: Review, criteria: readonly CriterionName[]): Level[] {
  return criteria.map(({ key }) => levelOf(review, key));
}

/** By code unit, the same on every machine; for display and for numbering, never to break a tie. */
export function compareIds(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
