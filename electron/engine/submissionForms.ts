import { isDeepStrictEqual } from 'node:util';
import { type Connection, inTransaction } from '../../db/connection.ts';
import { hasPlot, keepPlot, plotAsItCame } from '../../db/plots.ts';
import { type Actor, appendEvent } from '../../db/record.ts';
import { currentRules } from '../../db/rules.ts';
import { findSubmission } from '../../db/submission.ts';
import { formDraft, formVersions, insertForm, readForm, saveFormDraft } from '../../db/submissionForm.ts';
import { failure, success } from '../../shared/contract/failure.ts';
import {
  type Author,
  changedFields,
  emptyForm,
  fieldLabel,
  type SubmissionForm,
} from '../../shared/submission/form/fields.ts';
import type { Handlers } from './context.ts';
import { rescanAuthors } from './masking.ts';
import { beginSubmission, drawnId, noSubmission } from './newSubmission.ts';
import { keptPlot } from './plotFile.ts';

type Forms =
  | 'submission.form'
  | 'submission.draftForm'
  | 'submission.dropFormDraft'
  | 'submission.saveForm'
  | 'submission.describe'
  | 'submission.begin'
  | 'submission.keepPlot'
  | 'submission.plot';

export const formHandlers: Handlers<Forms> = {
  'submission.form': ({ db }, { id, number }) => {
    const version = readForm(db, id, number);
    if (version === null) {
      return findSubmission(db, id) === null
        ? noSubmission(id)
        : failure('not-found', `The form of ${id} has no version ${number}.`);
    }
    const draft = number === undefined ? formDraft(db, id) : null;
    return success({
      number: version.number,
      form: writable(version.form),
      authors: version.authors.map((author) => ({ ...author })),
      savedAt: version.savedAt,
      draft: draft && {
        form: writable(draft.form),
        authors: draft.authors.map((author) => ({ ...author })),
        savedAt: draft.savedAt,
      },
      versions: [...formVersions(db, id)],
    });
  },

  'submission.draftForm': ({ db, now }, { id, form, authors }) => {
    if (findSubmission(db, id) === null) return noSubmission(id);
    const savedAt = now();
    const same = isSame(readForm(db, id), { form, authors });
    inTransaction(db, () => saveFormDraft(db, id, same ? null : { form, authors, savedAt }));
    return success({ savedAt });
  },

  'submission.dropFormDraft': ({ db }, { id }) => {
    if (findSubmission(db, id) === null) return noSubmission(id);
    inTransaction(db, () => saveFormDraft(db, id, null));
    return success({});
  },

  'submission.saveForm': ({ db, now, actor }, { id, form, authors }) => {
    if (findSubmission(db, id) === null) return noSubmission(id);
    const title = form.title.trim();
    if (title === '') return failure('conflict', 'A submission needs a title. Write one, then save the form.');
    if (form.plot !== null && !hasPlot(db, form.plot)) {
      return failure('conflict', 'The plot is not kept in this contest. Add it to the form again.');
    }
    const said = authors.filter((author) => Object.values(author).some((text) => text.trim() !== ''));
    return inTransaction(db, () =>
      success({ number: saveForm(db, id, { form: { ...form, title }, authors: said }, now(), actor) }),
    );
  },

  /** Title and description are two fields of the form: a change of either is its next version. */
  'submission.describe': ({ db, now, actor }, { id, title, description }) => {
    const before = readForm(db, id);
    if (before === null) return noSubmission(id);
    inTransaction(db, () => {
      const form = { ...before.form, title, task: description };
      saveForm(db, id, { form, authors: before.authors }, now(), actor);
    });
    return success({});
  },

  'submission.begin': ({ db, now, actor, randomBytes }, { title, id: wanted }) => {
    if (wanted !== undefined && findSubmission(db, wanted) !== null) {
      return failure('conflict', `There is a submission ${wanted} already. Leave the id out, or choose another.`);
    }
    const at = now();
    return inTransaction(db, () => {
      const id = wanted ?? drawnId(db, { randomBytes });
      const { round } = currentRules(db);
      beginSubmission(db, { randomBytes }, { id, title, round, at });
      appendEvent(db, {
        at,
        actor,
        kind: 'submission.begun',
        subject: id,
        sentence: `“${title}” (${id}) was begun with its form; its data come later.`,
        after: { title, round },
      });
      saveForm(db, id, { form: { ...emptyForm, title, round }, authors: [] }, at, actor);
      return success({ id });
    });
  },

  'submission.keepPlot': ({ db, now }, { content }) => {
    const bytes = Buffer.from(content, 'base64');
    const plot = keptPlot(bytes);
    if (!plot.ok) return plot;
    const { hash, mediaType, told } = plot.value;
    inTransaction(db, () => keepPlot(db, plot.value, now()));
    return success({ hash, mediaType, told: { ...told, metadata: [...told.metadata] } });
  },

  'submission.plot': ({ db }, { hash }) => {
    const plot = plotAsItCame(db, hash);
    if (plot === null) return failure('not-found', 'This plot is not kept in this contest.');
    const { mediaType, told, original } = plot;
    const content = Buffer.from(original).toString('base64');
    return success({ mediaType, content, told: { ...told, metadata: [...told.metadata] } });
  },
};

interface FormContent {
  readonly form: SubmissionForm;
  readonly authors: readonly Author[];
}

/**
 * The next version of a form and its event, inside a transaction; the number that holds the words, which is the present
 * one where nothing changed. The record tells what changed and the hash of all of it: authors' names stay out of it.
 */
export function saveForm(db: Connection, id: string, given: FormContent, at: string, actor: Actor): number {
  const before = readForm(db, id);
  if (before === null) throw new Error(`there is no submission ${id}`);
  const changed = changedFields(before, given);
  if (changed.length === 0) {
    saveFormDraft(db, id, null);
    return before.number;
  }
  const { number, hash } = insertForm(db, id, given, at);
  const { title, task } = given.form;
  appendEvent(db, {
    at,
    actor,
    kind: 'submission.formSaved',
    subject: id,
    sentence: `The form of ${id} was saved, version ${number}: ${changed.map(fieldLabel).join(', ')}.${
      before.form.title === title ? '' : ` It is now called “${title}”; it was “${before.form.title}”.`
    }`,
    before: said(before),
    after: { ...said({ ...given, number }), title, description: task, round: given.form.round, changed, hash },
  });
  const names = (content: FormContent) => content.authors.map(({ name }) => name);
  if (!isDeepStrictEqual(names(before), names(given))) rescanAuthors(db, id, names(given), at, actor);
  return number;
}

function said({ number, form }: { readonly number: number; readonly form: SubmissionForm }): object {
  return { version: number, title: form.title, description: form.task };
}

function isSame(before: FormContent | null, after: FormContent): boolean {
  return before !== null && changedFields(before, after).length === 0;
}

/** As the contract's schemas write it: without `readonly`. */
function writable(form: SubmissionForm) {
  return { ...form, other: { ...form.other } };
}
