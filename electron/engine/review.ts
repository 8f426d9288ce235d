import { inTransaction } from '../../db/connection.ts';
import { activeParticipants } from '../../db/participants.ts';
import { appendEvent } from '../../db/record.ts';
import { assign, currentRubric, panelRows, submittedReview, unassign } from '../../db/review.ts';
import { findSubmission } from '../../db/submission.ts';
import { failure, success } from '../../shared/contract/failure.ts';
import type { ReviewForm } from '../../shared/contract/review.ts';
import type { Handlers } from './context.ts';
import { cannotBeAsked, isBarred } from './reviewDeal.ts';

/** What organizers do with reviews. The reviewer's side is `reviewDesk.ts`. */
export const reviewHandlers: Handlers<'review.rubric' | 'review.assign' | 'review.unassign' | 'review.panel'> = {
  'review.rubric': ({ db }) => success(currentRubric(db)),

  'review.assign': ({ db, now, actor }, input) => {
    const submission = findSubmission(db, input.submission);
    if (!submission || submission.withdrawnAt)
      return failure('not-found', `There is no submission ${input.submission}.`);
    const people = new Set(activeParticipants(db, 'reviewer').map((person) => person.id));
    if (input.reviewers.some((id) => !people.has(id))) {
      return failure('not-found', 'One of the chosen reviewers is not there any more. Choose again.');
    }
    if (input.reviewers.some((reviewer) => isBarred(db, input.submission, reviewer))) return cannotBeAsked();
    const at = now();
    return inTransaction(db, () => {
      const added = input.reviewers.filter((reviewer) => assign(db, input.submission, reviewer, at));
      if (added.length > 0) {
        appendEvent(db, {
          at,
          actor,
          kind: 'review.assigned',
          subject: input.submission,
          sentence: `Asked ${added.length} ${added.length === 1 ? 'reviewer' : 'reviewers'} to review ${input.submission}.`,
          after: { reviewers: added },
        });
      }
      return success({ assigned: added.length });
    });
  },

  'review.unassign': ({ db, now, actor }, input) => {
    if (submittedReview(db, input.submission, input.reviewer)) {
      return failure('conflict', 'This review is submitted, so the assignment stays.');
    }
    const at = now();
    return inTransaction(db, () => {
      if (!unassign(db, input.submission, input.reviewer, at)) {
        return failure('not-found', 'This reviewer was not asked to review this submission.');
      }
      appendEvent(db, {
        at,
        actor,
        kind: 'review.unassigned',
        subject: input.submission,
        sentence: `Took back the request to review ${input.submission}.`,
        before: { reviewer: input.reviewer },
      });
      return success({});
    });
  },

  'review.panel': ({ db }, input) => {
    const submissions = new Map<string, PanelSubmission>();
    for (const row of panelRows(db, input.submission ?? null)) {
      const form = row.form === null ? null : (JSON.parse(row.form) as ReviewForm);
      const entry = submissions.get(row.submission) ?? { id: row.submission, title: row.title, reviews: [] };
      submissions.set(row.submission, entry);
      entry.reviews.push({
        reviewer: row.reviewer,
        alias: row.alias,
        state: form ? 'submitted' : row.draft ? 'draft' : 'not-started',
        levels: form?.levels ?? {},
        reasons: form?.reasons ?? {},
        confidence: form?.confidence ?? null,
        strengths: form?.strengths ?? '',
        weaknesses: form?.weaknesses ?? '',
        organizersOnly: form?.organizersOnly ?? '',
        submittedAt: row.submittedAt,
        revision: row.revision,
      });
    }
    return success({ submissions: [...submissions.values()] });
  },
};

interface PanelSubmission {
  readonly id: string;
  readonly title: string;
  readonly reviews: {
    reviewer: string;
    alias: string | null;
    state: 'not-started' | 'draft' | 'submitted';
    levels: ReviewForm['levels'];
    reasons: ReviewForm['reasons'];
    confidence: number | null;
    strengths: string;
    weaknesses: string;
    organizersOnly: string;
    submittedAt: string | null;
    revision: number;
  }[];
}
