import { inTransaction } from '../../db/connection.ts';
import { labelStates } from '../../db/labelStates.ts';
import { notDealt } from '../../db/labels.ts';
import { appendEvent } from '../../db/record.ts';
import { currentRubric, draftOf, insertReview, rubricVersion, saveDraft, submittedReview } from '../../db/review.ts';
import { assigned, blindExamples, blindRuns, declinedBy, queueOf } from '../../db/reviewDesk.ts';
import { askedAnew } from '../../db/rubrics.ts';
import { type Baseline, noBaseline } from '../../db/submission.ts';
import { failure, success } from '../../shared/contract/failure.ts';
import type { RunFigures } from '../../shared/results/figures.ts';
import { emptyForm, missingParts, trimmedForm } from '../../shared/review/form.ts';
import type { Handlers } from './context.ts';

/** The same for a number that is not there, not assigned, declined or withdrawn: the difference would be told by it. */
export const notYours = () => failure('not-found', 'This submission is not in your queue. Open your queue again.');

const locked = () => failure('conflict', 'This review is submitted. Reopen it to write a further version.');

/** The reviewer's desk. What it shows of a submission comes from `db/reviewDesk.ts` alone. */
export const reviewDeskHandlers: Handlers<
  | 'review.queue'
  | 'review.submission'
  | 'review.examples'
  | 'review.form'
  | 'review.saveDraft'
  | 'review.submit'
  | 'review.reopen'
> = {
  'review.queue': ({ db, participant }) => {
    const anew = askedAnew(db);
    return success({
      items: queueOf(db, participant!).map(({ number, title, draft, submitted }) => ({
        number,
        title,
        state: draft ? 'draft' : submitted === null ? 'not-started' : anew.includes(submitted) ? 'anew' : 'submitted',
      })),
      declined: declinedBy(db, participant!),
    });
  },

  'review.submission': ({ db, participant }, input) => {
    const found = assigned(db, participant!, input.number);
    if (!found) return notYours();
    const baseline = JSON.parse(found.baseline ?? 'null') as Baseline | null;
    const { version, metric } = found;
    const labels = labelStates(db, [{ version, metric }]).get(version) ?? notDealt;
    return success({
      number: found.number,
      title: found.title,
      description: found.description,
      metric: found.metric,
      examples: found.examples,
      baseline: baseline ?? noBaseline,
      runs: blindRuns(db, found.version).map((run) => {
        const figures = JSON.parse(run.figures) as RunFigures;
        return {
          model: run.model,
          family: run.family,
          params: run.params,
          public: run.public === 1,
          tuned: run.tuned === 1,
          reproduction: run.reproduction === 1,
          summary: run.summary === 1,
          n: figures.n,
          mean: figures.mean.value ?? 0,
          sem: figures.sem.value ?? 0,
          accuracy: figures.accuracy,
          coverage: figures.coverage.value ?? 0,
        };
      }),
      // what there is to do about it is the organizers'
      labels: {
        outcome: labels.outcome,
        sentence: labels.outcome === 'not-dealt' ? 'Contractors have not been asked yet.' : labels.why,
      },
    });
  },

  'review.examples': ({ db, participant }, input) => {
    const found = assigned(db, participant!, input.number);
    if (!found) return notYours();
    const { total, rows } = blindExamples(db, found.version, { ...input, search: input.search ?? '' });
    return success({
      total,
      examples: rows.map((row) => ({
        ...row,
        classes: row.classes === null ? null : (JSON.parse(row.classes) as string[]),
      })),
    });
  },

  'review.form': ({ db, participant }, input) => {
    const found = assigned(db, participant!, input.number);
    if (!found) return notYours();
    const draft = draftOf(db, found.submission, participant!);
    const submitted = submittedReview(db, found.submission, participant!);
    return success({
      state: draft ? 'draft' : submitted ? 'submitted' : 'not-started',
      form: draft?.form ?? submitted?.form ?? emptyForm,
      rubric: draft
        ? rubricVersion(db, draft.rubric)
        : submitted
          ? rubricVersion(db, submitted.rubric)
          : currentRubric(db),
      savedAt: draft?.savedAt ?? submitted?.submittedAt ?? null,
      revision: submitted?.revision ?? 0,
    });
  },

  'review.saveDraft': ({ db, participant, now }, input) => {
    const found = assigned(db, participant!, input.number);
    if (!found) return notYours();
    const at = now();
    return inTransaction(db, () => {
      const draft = draftOf(db, found.submission, participant!);
      if (!draft && submittedReview(db, found.submission, participant!)) return locked();
      const rubric = draft ? rubricVersion(db, draft.rubric) : currentRubric(db);
      saveDraft(db, {
        submission: found.submission,
        reviewer: participant!,
        rubric: rubric.version,
        form: trimmedForm(input.form, rubric),
        at,
      });
      return success({ savedAt: at });
    });
  },

  'review.submit': ({ db, participant, now, actor }, input) => {
    const found = assigned(db, participant!, input.number);
    if (!found) return notYours();
    const at = now();
    return inTransaction(db, () => {
      const draft = draftOf(db, found.submission, participant!);
      const before = submittedReview(db, found.submission, participant!);
      if (!draft && before) return locked();
      const rubric = draft ? rubricVersion(db, draft.rubric) : currentRubric(db);
      const form = trimmedForm(input.form, rubric);
      const missing = missingParts(form, rubric);
      if (missing.length > 0) return failure('conflict', missing.map((part) => part.message).join(' '));
      const revision = insertReview(db, {
        submission: found.submission,
        reviewer: participant!,
        round: found.round,
        rubric: rubric.version,
        form,
        at,
      });
      appendEvent(db, {
        at,
        actor,
        kind: 'review.submitted',
        subject: found.submission,
        sentence: `${actor.alias} submitted ${revision === 1 ? 'a review' : `version ${revision} of the review`} of ${found.submission}.`,
        ...(before ? { before: before.form } : {}),
        after: { revision, rubric: rubric.version, round: found.round, form },
      });
      return success({ savedAt: at, revision });
    });
  },

  'review.reopen': ({ db, participant, now, actor }, input) => {
    const found = assigned(db, participant!, input.number);
    if (!found) return notYours();
    const at = now();
    return inTransaction(db, () => {
      const submitted = submittedReview(db, found.submission, participant!);
      if (!submitted) return failure('conflict', 'Nothing is submitted yet, so there is nothing to reopen.');
      if (draftOf(db, found.submission, participant!)) return success({});
      // what is asked for anew is judged anew, under the rubric that holds; the words are there to be kept
      const current = currentRubric(db);
      const draft = askedAnew(db).includes(submitted.rubric)
        ? { rubric: current.version, form: trimmedForm({ ...submitted.form, levels: {}, confidence: null }, current) }
        : { rubric: submitted.rubric, form: submitted.form };
      saveDraft(db, { submission: found.submission, reviewer: participant!, ...draft, at });
      appendEvent(db, {
        at,
        actor,
        kind: 'review.reopened',
        subject: found.submission,
        sentence: `${actor.alias} reopened the review of ${found.submission}; version ${submitted.revision} counts until the next is submitted.`,
      });
      return success({});
    });
  },
};
