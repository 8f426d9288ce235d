import { blindTexts, decidedKey, type FormSpot, type FormTexts, formSpots, foundInForm } from '../../db/blindTexts.ts';
import { type Connection, inTransaction } from '../../db/connection.ts';
import { allFormMaskings, formMaskings, insertFormMasking, withdrawFormMasking } from '../../db/formMasking.ts';
import type { SpotCount } from '../../db/masking.ts';
import { isSpot, plotRemarks } from '../../db/plotRemarks.ts';
import { plotSvg } from '../../db/plots.ts';
import { appendEvent } from '../../db/record.ts';
import { newestForms, readForm } from '../../db/submissionForm.ts';
import { failure, success } from '../../shared/contract/failure.ts';
import { fieldLabel, formFields, isTextField, type TextField } from '../../shared/submission/form/fields.ts';
import { svgWords } from '../../shared/submission/plot/svgWords.ts';
import type { Handlers } from './context.ts';
import { noSubmission } from './newSubmission.ts';

/** Characters of the text around a spot. */
const AROUND = 60;
/** Of the source of a plot, most of which is no words. */
const SOURCE_AROUND = 4000;

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
        const said = { field, label: fieldLabel(field), kind, about, text, decision, read: read[field] ?? '' };
        const [before, after] = [whole.slice(0, start), whole.slice(end)];
        return field === 'plot'
          ? {
              ...said,
              before: svgWords(before.slice(-SOURCE_AROUND)).slice(-AROUND),
              after: svgWords(after.slice(0, SOURCE_AROUND)).slice(0, AROUND),
              read: svgWords(said.read).trim(),
            }
          : { ...said, before: before.slice(-AROUND), after: after.slice(0, AROUND) };
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

/** Which of these have a text in their form or inside its plot's file about which nobody decided. */
export function formsUndecided(db: Connection, ids: readonly string[]): ReadonlySet<string> {
  const newest = newestForms(db);
  const decided = new Set(
    allFormMaskings(db).map((one) => JSON.stringify([one.submission, decidedKey(`form/${one.field}`, one)])),
  );
  const isOpen = (id: string) => {
    const { texts, hasRemarks } = foundIn(db, id, newest.get(id) ?? 0);
    return (
      texts.some((text) => !decided.has(JSON.stringify([id, text]))) ||
      (hasRemarks && sensitiveRemarks(db, id).some(({ decision }) => decision === null))
    );
  };
  return new Set(ids.filter(isOpen));
}

interface FoundTexts {
  readonly texts: readonly string[];
  /** Whether something was found in what the plot's file says besides. */
  readonly hasRemarks: boolean;
}

/** Kept until the form has another version: the overview, which is read after every change, asks for those of all. */
function foundIn(db: Connection, id: string, version: number): FoundTexts {
  const kept = known.get(db) ?? new Map<string, FoundTexts & { readonly version: number }>();
  known.set(db, kept);
  const before = kept.get(id);
  if (before?.version === version) return before;
  const found = {
    texts: foundInForm(db, id, readTexts(db, id) ?? {}).map((spot) => decidedKey(spot.place, spot)),
    hasRemarks: sensitiveRemarks(db, id).length > 0,
  };
  // what a submission without a form is called may change without a version of it
  if (version > 0) kept.set(id, { ...found, version });
  return found;
}

const known = new WeakMap<Connection, Map<string, FoundTexts & { readonly version: number }>>();

function sensitiveRemarks(db: Connection, id: string) {
  return plotRemarks(db, id).filter(isSpot);
}

/** In the form, in what its plot says of itself and, as counted, in the current data, of every kind. */
export function sensitiveCounts(
  db: Connection,
  id: string,
  inData: readonly SpotCount[],
): { readonly spots: number; readonly undecided: number } {
  const besides = [...formSpots(db, id, readTexts(db, id) ?? {}), ...sensitiveRemarks(db, id)];
  const open = besides.filter(({ decision }) => decision === null);
  return {
    spots: inData.reduce((sum, { spots }) => sum + spots, besides.length),
    undecided: inData.reduce((sum, { undecided }) => sum + undecided, open.length),
  };
}

/** The fields that reviewers read, in the order of the form, and its plot as far as it is text. */
function readTexts(db: Connection, id: string): FormTexts | null {
  const form = readForm(db, id)?.form;
  if (form === undefined) return null;
  const fields = formFields.flatMap(({ field, readBy }) =>
    readBy === 'reviewers' && isTextField(field) ? [field] : [],
  );
  return { ...Object.fromEntries(fields.map((field) => [field, form[field]])), plot: plotSvg(db, id) };
}

/** As they read it: title and description in one place, the authors' arguments in another, the plot, each with numbers of its own. */
function readByReviewers(db: Connection, id: string, { title, task, plot, ...said }: FormTexts): FormTexts {
  return {
    ...blindTexts(db, id, { title: title ?? null, task: task ?? null }),
    ...blindTexts(db, id, said),
    ...blindTexts(db, id, { plot: plot ?? null }),
  };
}

function fieldOf({ place }: Pick<FormSpot, 'place'>): TextField | 'plot' {
  return place.slice('form/'.length) as TextField | 'plot';
}

function distinct(spots: readonly FormSpot[]): FormSpot[] {
  return [...new Map(spots.map((spot) => [JSON.stringify([spot.place, spot.text]), spot])).values()];
}
