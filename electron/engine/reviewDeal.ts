import { type Connection, inTransaction } from '../../db/connection.ts';
import { candidates } from '../../db/decision.ts';
import { activeParticipants, findParticipant } from '../../db/participants.ts';
import { appendEvent } from '../../db/record.ts';
import { assign, unassign } from '../../db/review.ts';
import { conflictPairs } from '../../db/reviewConflicts.ts';
import {
  lastDeal,
  locks,
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
import { groupBy } from '../../shared/groupBy.ts';
import { keyOf, type Pair } from '../../shared/review/assignment.ts';
import type { Context, Handlers } from './context.ts';
import { isEligible, proposeDeal, shownAlias } from './reviewProposal.ts';

/** Dealing reviews: what is asked for, the dry run, and the deal itself. */
export const reviewDealHandlers: Handlers<
  | 'review.plan'
  | 'review.setPlan'
  | 'review.setLoad'
  | 'review.setTopics'
  | 'review.lock'
  | 'review.propose'
  | 'review.deal'
  | 'review.undeal'
> = {
  'review.plan': ({ db }) => {
    const topics = topicsOf(db);
    const pairs = groupBy(standingPairs(db), ({ submission }) => submission);
    const count = (submission: string, fits: (pair: StandingPair) => boolean) =>
      (pairs.get(submission) ?? []).filter(fits).length;
    const members = panelMembers(db);
    const active = new Set(members.map(({ id }) => id));
    const conflicts = new Set(conflictPairs(db).map(keyOf));
    const left = (pair: StandingPair) => pair.standing === 1 && pair.submitted === 0 && !active.has(pair.reviewer);
    const conflicted = (pair: StandingPair) => pair.standing === 1 && conflicts.has(keyOf(pair)) && !left(pair);
    const last = lastDeal(db);
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
        left: count(candidate.id, left),
        conflicted: {
          open: count(candidate.id, (pair) => conflicted(pair) && pair.submitted === 0),
          in: count(candidate.id, (pair) => conflicted(pair) && pair.submitted === 1),
        },
      })),
      reviewers: members.map((member) => ({
        id: member.id,
        alias: shownAlias(member),
        load: member.load,
        assigned: member.assigned,
        submitted: member.submitted,
        stated: member.stated,
        wishes: member.wishes,
      })),
      locks: locks(db),
      lastDeal: last && {
        at: last.at,
        assigned: last.added.length,
        withdrawn: last.withdrawn.length,
        begun: !canBeTakenBack(last, standingPairs(db)),
      },
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
    const made = proposeDeal(db, input);
    return made.ok ? success(made.value.proposal) : made;
  },

  'review.deal': ({ db, now, actor }, input) =>
    inTransaction(db, () => {
      const made = proposeDeal(db, input);
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

  'review.undeal': ({ db, now, actor }) =>
    inTransaction(db, () => {
      const last = lastDeal(db);
      if (!last) return failure('conflict', 'There is no deal to take back.');
      if (!canBeTakenBack(last, standingPairs(db))) {
        return failure(
          'conflict',
          'Somebody has begun on this deal, or it was changed since. Take single reviews back.',
        );
      }
      const at = now();
      for (const { submission, reviewer } of last.added) unassign(db, submission, reviewer, at);
      const active = new Set(activeParticipants(db, 'reviewer').map(({ id }) => id));
      const restored = last.withdrawn.filter(
        ({ submission, reviewer }) => active.has(reviewer) && assign(db, submission, reviewer, at),
      );
      appendEvent(db, {
        at,
        actor,
        kind: 'review.undealt',
        subject: null,
        sentence: `Took the last deal back: ${last.added.length} reviews withdrawn, ${restored.length} as before.`,
        after: { withdrawn: last.added, restored },
      });
      return success({ withdrawn: last.added.length, restored: restored.length });
    }),
};

/** Whether every pair of a deal still is as the deal left it, and nobody has written anything on what it added. */
function canBeTakenBack(
  deal: { readonly added: readonly Pair[]; readonly withdrawn: readonly Pair[] },
  pairs: readonly StandingPair[],
): boolean {
  const standing = new Map(pairs.map((pair) => [keyOf(pair), pair]));
  const untouched = deal.added.every((pair) => {
    const now = standing.get(keyOf(pair));
    return now?.standing === 1 && now.begun === 0;
  });
  return untouched && deal.withdrawn.every((pair) => standing.get(keyOf(pair))?.standing === 0);
}

/** The same whether it is a conflict or a refusal: which one, and so who somebody may be, is not told. */
export const cannotBeAsked = () =>
  failure('conflict', 'This reviewer cannot be asked to review this submission. Choose another.');

/** A conflict, or the reviewer said no. */
export function isBarred(db: Connection, submission: string, reviewer: string): boolean {
  const is = (pair: Pair) => pair.submission === submission && pair.reviewer === reviewer;
  return conflictPairs(db).some(is) || standingPairs(db).some((pair) => pair.declined === 1 && is(pair));
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
