import { createHash } from 'node:crypto';
import { type Connection, inTransaction } from '../../db/connection.ts';
import { candidates } from '../../db/decision.ts';
import { activeParticipants, findParticipant } from '../../db/participants.ts';
import { appendEvent } from '../../db/record.ts';
import { assign, unassign } from '../../db/review.ts';
import { conflictPairs } from '../../db/reviewConflicts.ts';
import {
  locks,
  type PanelMember,
  pairWishes,
  panelMembers,
  reviewPlan,
  type StandingPair,
  saveLoad,
  saveLock,
  saveReviewPlan,
  saveTopics,
  standingPairs,
  topicsOf,
} from '../../db/reviewDeal.ts';
import { findSubmission } from '../../db/submission.ts';
import { failure, type Outcome, success } from '../../shared/contract/failure.ts';
import type { ReviewProposal } from '../../shared/contract/reviewDeal.ts';
import type { Candidate } from '../../shared/decision/types.ts';
import { type AssignmentProblem, type Deal, dealReviews, keyOf, type Pair } from '../../shared/review/assignment.ts';
import { unservedSentences } from '../../shared/review/unserved.ts';
import type { Context, Handlers } from './context.ts';

/** Dealing reviews: what is asked for, the dry run, and the deal itself. */
export const reviewDealHandlers: Handlers<
  | 'review.plan'
  | 'review.setPlan'
  | 'review.setLoad'
  | 'review.setTopics'
  | 'review.lock'
  | 'review.propose'
  | 'review.deal'
> = {
  'review.plan': ({ db }) => {
    const topics = topicsOf(db);
    const pairs = standingPairs(db);
    const count = (submission: string, fits: (pair: StandingPair) => boolean) =>
      pairs.filter((pair) => pair.submission === submission && fits(pair)).length;
    return success({
      ...reviewPlan(db),
      submissions: candidates(db).map((candidate) => ({
        id: candidate.id,
        title: candidate.title ?? candidate.id,
        eligible: isEligible(candidate),
        topics: topics.get(candidate.id) ?? [],
        assigned: count(candidate.id, (pair) => pair.standing === 1),
        submitted: count(candidate.id, (pair) => pair.standing === 1 && pair.submitted === 1),
        declined: count(candidate.id, (pair) => pair.declined === 1),
      })),
      reviewers: panelMembers(db).map((member) => ({
        id: member.id,
        alias: shownAlias(member),
        load: member.load,
        assigned: member.assigned,
        submitted: member.submitted,
        stated: member.stated,
        wishes: member.wishes,
      })),
      locks: locks(db),
    });
  },

  'review.setPlan': ({ db, now, actor }, plan) =>
    inTransaction(db, () => {
      const before = reviewPlan(db);
      saveReviewPlan(db, plan);
      appendEvent(db, {
        at: now(),
        actor,
        kind: 'review.planned',
        subject: null,
        sentence: `Every submission is to get ${plan.reviews} reviews; a reviewer writes at most ${plan.load}.`,
        before,
        after: plan,
      });
      return success({});
    }),

  'review.setLoad': (context, { reviewer, load }) =>
    aboutReviewer(context, reviewer, (name) => {
      saveLoad(context.db, reviewer, load);
      return {
        kind: 'review.loaded',
        sentence:
          load === null ? `${name} writes as many reviews as the plan says.` : `${name} writes at most ${load}.`,
        after: { load },
      };
    }),

  'review.setTopics': ({ db, now, actor }, { submission, topics }) => {
    if (!findSubmission(db, submission)) return failure('not-found', `There is no submission ${submission}.`);
    return inTransaction(db, () => {
      const before = topicsOf(db).get(submission) ?? [];
      saveTopics(db, submission, topics);
      const sentence =
        topics.length === 0 ? `${submission} has no topics.` : `The topics of ${submission} are ${topics.join(', ')}.`;
      appendEvent(db, {
        at: now(),
        actor,
        kind: 'review.topics',
        subject: submission,
        sentence,
        before,
        after: topics,
      });
      return success({});
    });
  },

  'review.lock': (context, { submission, reviewer, lock }) => {
    if (!findSubmission(context.db, submission)) return failure('not-found', `There is no submission ${submission}.`);
    if (lock === 'keep' && isBarred(context.db, submission, reviewer)) return cannotBeAsked();
    return aboutReviewer(context, reviewer, (name) => {
      saveLock(context.db, submission, reviewer, lock);
      const said = { keep: 'is to review', never: 'is never to review' } as const;
      return {
        kind: 'review.locked',
        sentence: lock ? `${name} ${said[lock]} ${submission}.` : `Nothing holds ${name} to ${submission} any more.`,
        after: { submission, lock },
      };
    });
  },

  'review.propose': ({ db }, input) => {
    const made = propose(db, input);
    return made.ok ? success(made.value.proposal) : made;
  },

  'review.deal': ({ db, now, actor }, input) =>
    inTransaction(db, () => {
      const made = propose(db, input);
      if (!made.ok) return made;
      const { proposal, deal } = made.value;
      if (proposal.fingerprint !== input.fingerprint) {
        return failure('conflict', 'Something changed since this deal was shown. Look at the new one and deal again.');
      }
      const at = now();
      for (const { submission, reviewer } of proposal.withdrawn) unassign(db, submission, reviewer, at);
      const added = deal.pairs.filter(({ submission, reviewer }) => assign(db, submission, reviewer, at));
      appendEvent(db, {
        at,
        actor,
        kind: 'review.dealt',
        subject: null,
        sentence: `Dealt ${deal.pairs.length} reviews of ${proposal.submissions.length} submissions: ${added.length} new, ${proposal.withdrawn.length} taken back.`,
        after: { seed: input.seed, keep: input.keep, added, withdrawn: proposal.withdrawn },
      });
      return success({ assigned: added.length, withdrawn: proposal.withdrawn.length });
    }),
};

/** The same whether it is a conflict or a refusal: which one, and so who somebody may be, is not told. */
export const cannotBeAsked = () =>
  failure('conflict', 'This reviewer cannot be asked to review this submission. Choose another.');

/** A conflict, or the reviewer said no. */
export function isBarred(db: Connection, submission: string, reviewer: string): boolean {
  const is = (pair: Pair) => pair.submission === submission && pair.reviewer === reviewer;
  return conflictPairs(db).some(is) || standingPairs(db).some((pair) => pair.declined === 1 && is(pair));
}

interface Proposed {
  readonly proposal: ReviewProposal;
  readonly deal: Deal;
}

function propose(
  db: Connection,
  input: { readonly submissions: readonly string[] | null; readonly keep: boolean; readonly seed: number },
): Outcome<Proposed> {
  const all = candidates(db);
  const chosen = all.filter(({ id, ...rest }) => input.submissions?.includes(id) ?? isEligible({ id, ...rest }));
  const strange = input.submissions?.find((id) => !all.some((candidate) => candidate.id === id));
  if (strange !== undefined) return failure('not-found', `There is no submission ${strange} in the contest.`);
  const members = panelMembers(db);
  if (chosen.length === 0)
    return failure('conflict', 'No submission can be reviewed yet. Import one, or waive a rule.');
  if (members.length === 0) return failure('conflict', 'There are no reviewers yet. Invite some first.');
  const plan = reviewPlan(db);
  const problem = problemOf(db, { plan, chosen, members, keep: input.keep, seed: input.seed });
  const deal = dealReviews(problem);
  return success({ proposal: proposalOf(db, { plan, chosen, members, problem, deal }), deal });
}

function problemOf(
  db: Connection,
  given: {
    readonly plan: { readonly reviews: number; readonly load: number };
    readonly chosen: readonly Candidate[];
    readonly members: readonly PanelMember[];
    readonly keep: boolean;
    readonly seed: number;
  },
): AssignmentProblem {
  const dealt = new Set(given.chosen.map(({ id }) => id));
  const held = locks(db);
  const standing = standingPairs(db);
  const isStanding = (pair: StandingPair) => pair.standing === 1;
  // what is reviewed or begun outside the deal weighs on loads all the same
  const elsewhere = (reviewer: string) =>
    standing.filter((pair) => isStanding(pair) && pair.reviewer === reviewer && !dealt.has(pair.submission)).length;
  return {
    submissions: given.chosen.map(({ id }) => ({ id, reviews: given.plan.reviews })),
    reviewers: given.members.map((member) => ({
      id: member.id,
      load: Math.max(0, (member.load ?? given.plan.load) - elsewhere(member.id)),
    })),
    excluded: [
      ...conflictPairs(db),
      ...standing.filter((pair) => pair.declined === 1),
      ...held.filter((lock) => lock.lock === 'never'),
    ],
    fixed: [
      ...standing.filter((pair) => isStanding(pair) && pair.begun === 1),
      ...held.filter((lock) => lock.lock === 'keep'),
    ],
    current: given.keep ? standing.filter(isStanding) : [],
    wishes: pairWishes(db),
    seed: given.seed,
  };
}

function proposalOf(
  db: Connection,
  given: {
    readonly plan: { readonly reviews: number; readonly load: number };
    readonly chosen: readonly Candidate[];
    readonly members: readonly PanelMember[];
    readonly problem: AssignmentProblem;
    readonly deal: Deal;
  },
): ReviewProposal {
  const { plan, chosen, members, problem, deal } = given;
  const fixed = new Set(problem.fixed.map(keyOf));
  const standing = standingPairs(db).filter((pair) => pair.standing === 1);
  const there = new Set(standing.map(keyOf));
  const wishes = new Map(problem.wishes.map((entry) => [keyOf(entry), entry.wish]));
  const made = new Set(deal.pairs.map(keyOf));
  const active = new Set(members.map(({ id }) => id));
  const dealt = new Set(chosen.map(({ id }) => id));
  const barred = new Set(
    problem.excluded.filter((pair) => active.has(pair.reviewer) && !fixed.has(keyOf(pair))).map(keyOf),
  );
  const submissions = chosen.map(({ id, title }) => ({
    id,
    title: title ?? id,
    wanted: plan.reviews,
    pairs: deal.pairs
      .filter((pair) => pair.submission === id)
      .map((pair) => ({
        ...pair,
        how: fixed.has(keyOf(pair))
          ? ('fixed' as const)
          : there.has(keyOf(pair))
            ? ('kept' as const)
            : ('new' as const),
        wish: wishes.get(keyOf(pair)) ?? ('can' as const),
      })),
    barred: [...barred].filter((key) => key.startsWith(`${id}\n`)).length,
  }));
  const dealtTo = (id: string) => deal.pairs.filter((pair) => pair.reviewer === id).length;
  const withdrawn = standing
    .filter((pair) => dealt.has(pair.submission) && !made.has(keyOf(pair)) && pair.begun === 0)
    .map(({ submission, reviewer }) => ({ submission, reviewer }));
  const pairs = submissions.flatMap((submission) => submission.pairs);
  const loads = members.map(({ id }) => dealtTo(id));
  const aliases = new Map(
    members.map((member) => [member.id, shownAlias(member) ?? 'a reviewer who has not signed in yet']),
  );
  const titles = new Map(submissions.map(({ id, title }) => [id, title]));
  return {
    submissions,
    reviewers: members.map((member) => ({
      id: member.id,
      alias: shownAlias(member),
      load: problem.reviewers.find(({ id }) => id === member.id)?.load ?? 0,
      dealt: dealtTo(member.id),
      stated: member.stated === 'yes',
    })),
    withdrawn,
    quality: {
      reviews: pairs.length,
      wanted: plan.reviews * chosen.length,
      new: pairs.filter(({ how }) => how === 'new').length,
      kept: pairs.filter(({ how }) => how !== 'new').length,
      wants: pairs.filter(({ wish }) => wish === 'wants').length,
      ratherNot: pairs.filter(({ wish }) => wish === 'rather-not').length,
      fewest: Math.min(...loads),
      most: Math.max(...loads),
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

function isEligible({ official, waivers }: Candidate): boolean {
  return (official?.met ?? true) || waivers?.official !== undefined;
}

/** A reviewer's alias shows from the first sign-in on. */
function shownAlias(member: { readonly alias: string; readonly seen: 0 | 1 }): string | null {
  return member.seen === 1 ? member.alias : null;
}

function aboutReviewer(
  { db, now, actor }: Context,
  reviewer: string,
  work: (name: string) => { kind: string; sentence: string; after: unknown },
): Outcome<Record<string, never>> {
  if (!activeParticipants(db, 'reviewer').some(({ id }) => id === reviewer)) {
    return failure('not-found', 'This reviewer is not there any more. Choose again.');
  }
  return inTransaction(db, () => {
    const row = findParticipant(db, reviewer);
    const name = row?.firstSeenAt ? row.alias : 'A reviewer who has not signed in yet';
    const { kind, sentence, after } = work(name);
    appendEvent(db, { at: now(), actor, kind, subject: reviewer, sentence, after });
    return success({});
  });
}
