import { type Connection, inTransaction } from '../../db/connection.ts';
import {
  answersOf,
  insertAnswer,
  markOthersOpened,
  othersOpened,
  othersReviews,
  ownVersions,
  reviewerUnder,
} from '../../db/discussion.ts';
import { appendEvent } from '../../db/record.ts';
import { rubricVersion, submittedReview } from '../../db/review.ts';
import { checkStatement, covered, excludedCount, statedAt } from '../../db/reviewConflicts.ts';
import { decline, declinedSubmission, saveWish, takeBackDecline, wishesOf } from '../../db/reviewDeal.ts';
import { assigned } from '../../db/reviewDesk.ts';
import { findSubmission } from '../../db/submission.ts';
import { failure, success } from '../../shared/contract/failure.ts';
import { readStatement } from '../../shared/review/conflicts.ts';
import type { Handlers } from './context.ts';
import { notYours } from './reviewDesk.ts';

/** What reviewers tell before they are dealt anything, and what they tell each other once their own review is in. */
export const panelHandlers: Handlers<
  | 'review.conflictState'
  | 'review.stateConflicts'
  | 'review.topics'
  | 'review.wish'
  | 'review.decline'
  | 'review.takeBack'
  | 'review.history'
  | 'review.others'
  | 'review.openOthers'
  | 'review.answer'
  | 'review.answers'
  | 'review.versions'
> = {
  'review.conflictState': ({ db, participant }) => {
    const at = statedAt(db, participant!);
    return success({
      statedAt: at,
      excluded: excludedCount(db, participant!),
      askAgain: at === null || !covered(db, participant!),
    });
  },

  'review.stateConflicts': ({ db, participant, now, actor }, typed) => {
    const at = now();
    return inTransaction(db, () => {
      const excluded = checkStatement(db, participant!, readStatement(typed), at);
      appendEvent(db, {
        at,
        actor,
        kind: 'review.conflictsStated',
        subject: participant,
        sentence: `${actor.alias} stated conflicts of interest.`,
      });
      return success({ excluded });
    });
  },

  'review.topics': ({ db, participant }) => success({ topics: wishesOf(db, participant!) }),

  'review.wish': ({ db, participant }, { topic, wish }) =>
    inTransaction(db, () => {
      if (!wishesOf(db, participant!).some((known) => known.topic === topic)) {
        return failure('not-found', 'This topic is not there any more.');
      }
      saveWish(db, participant!, topic, wish);
      return success({});
    }),

  'review.decline': ({ db, participant, now, actor }, { number, reason }) => {
    const found = assigned(db, participant!, number);
    if (!found) return notYours();
    const at = now();
    return inTransaction(db, () => {
      if (submittedReview(db, found.submission, participant!)) {
        return failure('conflict', 'Your review of this submission is in, so it cannot be declined any more.');
      }
      decline(db, found.submission, participant!, reason, at);
      appendEvent(db, {
        at,
        actor,
        kind: 'review.declined',
        subject: found.submission,
        sentence: `${actor.alias} declined to review ${found.submission}.`,
        after: { reason },
      });
      return success({});
    });
  },

  'review.takeBack': ({ db, participant, now, actor }, { number }) => {
    const submission = declinedSubmission(db, participant!, number);
    if (submission === null) return notYours();
    return inTransaction(db, () => {
      takeBackDecline(db, submission, participant!);
      appendEvent(db, {
        at: now(),
        actor,
        kind: 'review.takenBack',
        subject: submission,
        sentence: `${actor.alias} is going to review ${submission} after all.`,
      });
      return success({});
    });
  },

  'review.history': ({ db, participant }, { number }) => {
    const found = assigned(db, participant!, number);
    if (!found) return notYours();
    return success({ versions: versionsOf(db, found.submission, participant!) });
  },

  'review.others': ({ db, participant }, { number }) => {
    const found = assigned(db, participant!, number);
    if (!found) return notYours();
    if (!submittedReview(db, found.submission, participant!)) return success({ state: 'closed' });
    const others = othersReviews(db, found.submission, participant!);
    if (!othersOpened(db, found.submission, participant!)) return success({ state: 'ready', reviews: others.length });
    return success({
      state: 'open',
      reviews: others.map(({ rubric, ...review }) => ({
        ...review,
        rubric: rubricVersion(db, rubric),
      })),
      answers: answersOf(db, found.submission, participant).map(({ mine, ...answer }) => ({
        ...answer,
        mine: mine === 1,
      })),
    });
  },

  'review.openOthers': ({ db, participant, now, actor }, { number }) => {
    const found = assigned(db, participant!, number);
    if (!found) return notYours();
    const at = now();
    return inTransaction(db, () => {
      const own = submittedReview(db, found.submission, participant!);
      if (!own) return failure('conflict', 'Submit your own review first. Then you can read the others.');
      if (othersOpened(db, found.submission, participant!)) return success({});
      // agreement goes by what was written before: with nothing to read, what is written next is still written before
      if (othersReviews(db, found.submission, participant!).length === 0)
        return failure('conflict', 'No other review is in yet. Look again later.');
      const { revision } = own;
      markOthersOpened(db, { submission: found.submission, reviewer: participant!, revision, at });
      appendEvent(db, {
        at,
        actor,
        kind: 'review.othersOpened',
        subject: found.submission,
        sentence: `${actor.alias} read the others’ reviews of ${found.submission} for the first time.`,
        after: { revision },
      });
      return success({});
    });
  },

  'review.answer': ({ db, participant, now, newId, actor }, { number, to, text }) => {
    const found = assigned(db, participant!, number);
    if (!found) return notYours();
    const at = now();
    return inTransaction(db, () => {
      if (!othersOpened(db, found.submission, participant!)) {
        return failure('conflict', 'Read the others’ reviews first. Then you can answer them.');
      }
      const addressed = to === null ? null : reviewerUnder(db, found.submission, to);
      if (to !== null && addressed === null) return failure('not-found', 'There is no review under this alias.');
      const answer = { submission: found.submission, reviewer: participant!, to: addressed, text, at };
      insertAnswer(db, { id: newId(), ...answer });
      appendEvent(db, {
        at,
        actor,
        kind: 'review.answered',
        subject: found.submission,
        sentence: `${actor.alias} answered ${to ?? 'the panel'} on ${found.submission}.`,
        after: { to, text },
      });
      return success({});
    });
  },

  'review.answers': ({ db }, { submission }) => {
    if (!findSubmission(db, submission)) return failure('not-found', `There is no submission ${submission}.`);
    return success({ answers: answersOf(db, submission, null).map(({ mine: _, ...answer }) => answer) });
  },

  'review.versions': ({ db }, { submission, reviewer }) => {
    const versions = versionsOf(db, submission, reviewer);
    return versions.length > 0 ? success({ versions }) : failure('not-found', 'This review is not submitted yet.');
  },
};

function versionsOf(db: Connection, submission: string, reviewer: string) {
  const opened = othersOpened(db, submission, reviewer);
  return ownVersions(db, submission, reviewer).map(({ rubric, ...version }) => ({
    ...version,
    rubric: rubricVersion(db, rubric),
    afterOthers: opened !== null && version.revision > opened.revision,
  }));
}
