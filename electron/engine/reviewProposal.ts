import { createHash } from 'node:crypto';
import type { Connection } from '../../db/connection.ts';
import { candidates } from '../../db/decision.ts';
import { conflictPairs } from '../../db/reviewConflicts.ts';
import {
  locks,
  type PanelMember,
  pairWishes,
  panelMembers,
  reviewPlan,
  type StandingPair,
  standingPairs,
} from '../../db/reviewDeal.ts';
import { failure, type Outcome, success } from '../../shared/contract/failure.ts';
import type { ReviewProposal } from '../../shared/contract/reviewDeal.ts';
import type { Candidate } from '../../shared/decision/types.ts';
import { groupBy } from '../../shared/groupBy.ts';
import { type AssignmentProblem, type Deal, dealReviews, keyOf, type Pair } from '../../shared/review/assignment.ts';
import { unservedSentences } from '../../shared/review/unserved.ts';

/** The deal that would be made of what is asked for, and everything an organizer wants to know of it before it is made. */
export interface Proposed {
  readonly proposal: ReviewProposal;
  readonly deal: Deal;
}

export interface ProposalInput {
  /** Null: every eligible one. */
  readonly submissions: readonly string[] | null;
  readonly keep: boolean;
  readonly seed: number;
}

export function proposeDeal(db: Connection, input: ProposalInput): Outcome<Proposed> {
  const all = candidates(db);
  const asked = input.submissions && new Set(input.submissions);
  const chosen = all.filter((candidate) => asked?.has(candidate.id) ?? isEligible(candidate));
  const known = new Set(all.map(({ id }) => id));
  const strange = input.submissions?.find((id) => !known.has(id));
  if (strange !== undefined) return failure('not-found', `There is no submission ${strange} in the contest.`);
  const members = panelMembers(db);
  if (chosen.length === 0)
    return failure('conflict', 'No submission can be reviewed yet. Import one, or waive a rule.');
  if (members.length === 0) return failure('conflict', 'There are no reviewers yet. Invite some first.');
  const standing = standingPairs(db);
  const conflicts = conflictPairs(db);
  const problem = problemOf(db, { chosen, members, standing, conflicts, keep: input.keep, seed: input.seed });
  const deal = dealReviews(problem);
  return success({ proposal: proposalOf({ chosen, members, standing, conflicts, problem, deal }), deal });
}

/** Met the rules, or an organizer waived them. */
export function isEligible({ official, waivers }: Candidate): boolean {
  return (official?.met ?? true) || waivers?.official !== undefined;
}

/** A reviewer's alias shows from the first sign-in on. */
export function shownAlias(member: { readonly alias: string; readonly seen: 0 | 1 }): string | null {
  return member.seen === 1 ? member.alias : null;
}

function problemOf(
  db: Connection,
  given: {
    readonly chosen: readonly Candidate[];
    readonly members: readonly PanelMember[];
    readonly standing: readonly StandingPair[];
    readonly conflicts: readonly Pair[];
    readonly keep: boolean;
    readonly seed: number;
  },
): AssignmentProblem {
  const plan = reviewPlan(db);
  const dealt = new Set(given.chosen.map(({ id }) => id));
  const active = new Set(given.members.map(({ id }) => id));
  const held = locks(db);
  const standing = given.standing.filter((pair) => pair.standing === 1);
  const conflicting = new Set(given.conflicts.map(keyOf));
  const never = [...given.conflicts, ...given.standing.filter((pair) => pair.declined === 1)];
  const closed = new Set(never.map(keyOf));
  // what is reviewed or begun outside the deal weighs on loads all the same
  const elsewhere = countBy(
    standing.filter((pair) => !dealt.has(pair.submission)),
    ({ reviewer }) => reviewer,
  );
  // who was dismissed keeps what is in: it counts, and nobody needs to write it again
  const kept = countBy(
    standing.filter((pair) => !active.has(pair.reviewer) && pair.submitted === 1 && !conflicting.has(keyOf(pair))),
    ({ submission }) => submission,
  );
  return {
    submissions: given.chosen.map(({ id }) => ({ id, reviews: Math.max(0, plan.reviews - (kept.get(id) ?? 0)) })),
    reviewers: given.members.map((member) => ({
      id: member.id,
      load: Math.max(0, (member.load ?? plan.load) - (elsewhere.get(member.id) ?? 0)),
    })),
    excluded: [...never, ...held.filter((lock) => lock.lock === 'never')],
    fixed: [
      // a conflict that was found since is stronger than anybody's work
      ...standing.filter((pair) => pair.begun === 1 && !conflicting.has(keyOf(pair))),
      // a conflict that was stated, or a refusal, after the lock was set is the stronger
      ...held.filter((lock) => lock.lock === 'keep' && !closed.has(keyOf(lock))),
    ],
    current: given.keep ? standing : [],
    wishes: pairWishes(db),
    seed: given.seed,
  };
}

function proposalOf(given: {
  readonly chosen: readonly Candidate[];
  readonly members: readonly PanelMember[];
  readonly standing: readonly StandingPair[];
  readonly conflicts: readonly Pair[];
  readonly problem: AssignmentProblem;
  readonly deal: Deal;
}): ReviewProposal {
  const { chosen, members, problem, deal } = given;
  const fixed = new Set(problem.fixed.map(keyOf));
  const standing = given.standing.filter((pair) => pair.standing === 1);
  const there = new Set(standing.map(keyOf));
  const wishes = new Map(problem.wishes.map((entry) => [keyOf(entry), entry.wish]));
  const made = new Set(deal.pairs.map(keyOf));
  const active = new Set(members.map(({ id }) => id));
  const dealt = new Set(chosen.map(({ id }) => id));
  const wanted = new Map(problem.submissions.map(({ id, reviews }) => [id, reviews]));
  const loads = new Map(problem.reviewers.map(({ id, load }) => [id, load]));
  const barredPairs = new Map(
    problem.excluded.filter((pair) => active.has(pair.reviewer) && !fixed.has(keyOf(pair))).map((p) => [keyOf(p), p]),
  );
  const barred = countBy([...barredPairs.values()], ({ submission }) => submission);
  const bySubmission = groupBy(deal.pairs, ({ submission }) => submission);
  const byReviewer = countBy(deal.pairs, ({ reviewer }) => reviewer);
  const how = (key: string) => (fixed.has(key) ? 'fixed' : there.has(key) ? 'kept' : 'new');
  const submissions = chosen.map(({ id, title }) => ({
    id,
    title: title ?? id,
    wanted: wanted.get(id) ?? 0,
    pairs: (bySubmission.get(id) ?? []).map((pair) => ({
      ...pair,
      how: how(keyOf(pair)) as 'fixed' | 'kept' | 'new',
      wish: wishes.get(keyOf(pair)) ?? ('can' as const),
    })),
    barred: barred.get(id) ?? 0,
  }));
  // what is begun goes for a conflict only: it stands neither in the deal nor, by a dismissed reviewer's hand, beside it
  const conflicting = new Set(given.conflicts.map(keyOf));
  const gone = standing.filter(
    (pair) =>
      dealt.has(pair.submission) && !made.has(keyOf(pair)) && (pair.begun === 0 || conflicting.has(keyOf(pair))),
  );
  const withdrawn = gone.map(({ submission, reviewer }) => ({ submission, reviewer }));
  const pairs = submissions.flatMap((submission) => submission.pairs);
  const counts = members.map(({ id }) => byReviewer.get(id) ?? 0);
  const aliases = new Map(
    members.map((member) => [member.id, shownAlias(member) ?? 'a reviewer who has not signed in yet']),
  );
  const titles = new Map(submissions.map(({ id, title }) => [id, title]));
  return {
    submissions,
    reviewers: members.map((member) => ({
      id: member.id,
      alias: shownAlias(member),
      load: loads.get(member.id) ?? 0,
      dealt: byReviewer.get(member.id) ?? 0,
      stated: member.stated === 'yes',
    })),
    withdrawn,
    setAside: gone.filter((pair) => pair.submitted === 1).length,
    quality: {
      reviews: pairs.length,
      wanted: submissions.reduce((sum, submission) => sum + submission.wanted, 0),
      new: pairs.filter((pair) => pair.how === 'new').length,
      kept: pairs.filter((pair) => pair.how !== 'new').length,
      wants: pairs.filter(({ wish }) => wish === 'wants').length,
      ratherNot: pairs.filter(({ wish }) => wish === 'rather-not').length,
      fewest: Math.min(...counts),
      most: Math.max(...counts),
    },
    problems: unservedSentences(problem, deal, {
      submission: (id) => `“${titles.get(id) ?? id}”`,
      reviewer: (id) => aliases.get(id) ?? 'a reviewer',
    }),
    fingerprint: createHash('sha256')
      .update(JSON.stringify([deal.pairs, withdrawn]))
      .digest('hex'),
  };
}

function countBy<T>(list: readonly T[], keyFor: (one: T) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const one of list) counts.set(keyFor(one), (counts.get(keyFor(one)) ?? 0) + 1);
  return counts;
}
