import { blindTexts, type FormSpot, type FormTexts, formSpots } from '../../db/blindTexts.ts';
import { type Connection, inTransaction } from '../../db/connection.ts';
import { formMaskings, insertFormMasking, withdrawFormMasking } from '../../db/formMasking.ts';
import { spotCounts } from '../../db/masking.ts';
import { isSpot, plotRemarks } from '../../db/plotRemarks.ts';
import { appendEvent } from '../../db/record.ts';
import { readForm } from '../../db/submissionForm.ts';
import { failure, success } from '../../shared/contract/failure.ts';
import { fieldLabel, formFields, isTextField, type TextField } from '../../shared/submission/form/fields.ts';
import type { Handlers } from './context.ts';
import { noSubmission } from './newSubmission.ts';

/** Characters of the text around a spot. */
const AROUND = 60;

/** What reviewers read of forms, text by text: hidden until an organizer decides to show it. */
export const formMaskingHandlers: Handlers<
  'submission.sensitiveForm' | 'submission.maskForm' | 'submission.unmaskForm'
> = {
  'submission.sensitiveForm': ({ db }, { id }) => {
    const texts = readTexts(db, id);
    if (texts === null) return noSubmission(id);
    const read = readByReviewers(db, id, texts);
    return success({
      spots: formSpots(db, id, texts).map(({ start, end, kind, about, text, decision, ...spot }) => {
        const field = fieldOf(spot);
        const whole = texts[field] ?? '';
        return {
          field,
          label: fieldLabel(field as TextField),
          kind,
          about,
          before: whole.slice(Math.max(0, start - AROUND), start),
          text,
          after: whole.slice(end, end + AROUND),
          decision,
          read: read[field] ?? '',
        };
      }),
    });
  },

  'submission.maskForm': ({ db, now, actor }, { id, kind, spot, decision }) => {
    const texts = readTexts(db, id);
    const found = texts === null ? [] : formSpots(db, id, texts);
    const meant = distinct(
      found.filter(
        (one) => one.kind === kind && (spot === null || (fieldOf(one) === spot.field && one.text === spot.text)),
      ),
    );
    if (meant.length === 0) return failure('not-found', 'The form says this no more. Open the list again.');
    return inTransaction(db, () => {
      const at = now();
      const decisions = meant.map((one) => {
        const masking = { field: fieldOf(one), text: one.text, kind, decision };
        return { number: insertFormMasking(db, id, masking, at), ...masking };
      });
      const shown = decision === 'hide' ? 'hidden from' : 'shown to';
      appendEvent(db, {
        at,
        actor,
        kind: 'submission.form-masked',
        subject: id,
        sentence: `${decisions.length === 1 ? 'A text' : `${decisions.length} texts`} in the form of ${id} ${decisions.length === 1 ? 'is' : 'are'} ${shown} reviewers.`,
        after: { decisions },
      });
      return success({ numbers: decisions.map(({ number }) => number) });
    });
  },

  'submission.unmaskForm': ({ db, now, actor }, { id, numbers }) => {
    const standing = formMaskings(db, id).filter(({ number }) => numbers.includes(number));
    if (standing.length < new Set(numbers).size) return failure('not-found', 'This decision was taken back already.');
    inTransaction(db, () => {
      const at = now();
      for (const { number } of standing) withdrawFormMasking(db, number, at);
      appendEvent(db, {
        at,
        actor,
        kind: 'submission.form-unmasked',
        subject: id,
        sentence: `A decision about what reviewers see of the form of ${id} was taken back.`,
        after: { numbers: standing.map(({ number }) => number) },
      });
    });
    return success({});
  },
};

/** In the current data, in the form and in what its plot says of itself, of every kind. */
export function sensitiveCounts(
  db: Connection,
  id: string,
  version: number | null,
): { readonly spots: number; readonly undecided: number } {
  const inData = version === null ? [] : spotCounts(db, version);
  const texts = readTexts(db, id);
  const inForm = texts === null ? [] : formSpots(db, id, texts);
  const besides = [...inForm, ...plotRemarks(db, id).filter(isSpot)];
  return {
    spots: inData.reduce((sum, { spots }) => sum + spots, besides.length),
    undecided: inData.reduce(
      (sum, { undecided }) => sum + undecided,
      besides.filter(({ decision }) => decision === null).length,
    ),
  };
}

/** The fields that reviewers read, in the order of the form. */
function readTexts(db: Connection, id: string): FormTexts | null {
  const form = readForm(db, id)?.form;
  if (form === undefined) return null;
  const fields = formFields.flatMap(({ field, readBy }) =>
    readBy === 'reviewers' && isTextField(field) ? [field] : [],
  );
  return Object.fromEntries(fields.map((field) => [field, form[field]]));
}

/** As they read it: title and description in one place, the authors' arguments in another, each with numbers of its own. */
function readByReviewers(db: Connection, id: string, { title, task, ...said }: FormTexts): FormTexts {
  return { ...blindTexts(db, id, { title: title ?? null, task: task ?? null }), ...blindTexts(db, id, said) };
}

function fieldOf({ place }: Pick<FormSpot, 'place'>): string {
  return place.slice('form/'.length);
}

function distinct(spots: readonly FormSpot[]): FormSpot[] {
  return [...new Map(spots.map((spot) => [JSON.stringify([spot.place, spot.text]), spot])).values()];
}
