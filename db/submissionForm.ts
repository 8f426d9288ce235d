import type { Author, SubmissionForm } from '../shared/submission/form/fields.ts';
import { emptyForm } from '../shared/submission/form/fields.ts';
import { all, type Connection, one, run } from './connection.ts';
import { formHash } from './contentHash.ts';

/** One version of a submission's form. Number 0: nothing was filled in; title and description are what the list says. */
export interface FormVersion {
  readonly number: number;
  readonly form: SubmissionForm;
  readonly authors: readonly Author[];
  readonly savedAt: string | null;
}

/** Number and time of every version, newest first. */
export function formVersions(db: Connection, submission: string): readonly { number: number; savedAt: string }[] {
  return all(db, 'SELECT number, saved_at AS savedAt FROM form WHERE submission = ? ORDER BY number DESC', submission);
}

/** The number of each submission's newest form; who has none is not in it. */
export function newestForms(db: Connection): ReadonlyMap<string, number> {
  const newest = all<{ submission: string; number: number }>(
    db,
    'SELECT submission, max(number) AS number FROM form GROUP BY submission',
  );
  return new Map(newest.map(({ submission, number }) => [submission, number]));
}

/** A version of the form as it was said; where no number is named the newest, in the round that it counts in now. Null: no such submission or version. */
export function readForm(db: Connection, submission: string, number?: number): FormVersion | null {
  const stored = one<{ number: number; body: string; plot: string | null; savedAt: string; round: 1 | 2 }>(
    db,
    `SELECT number, body, plot, saved_at AS savedAt, (SELECT round FROM submission WHERE id = submission) AS round
     FROM form WHERE submission = ? AND (? IS NULL OR number = ?) ORDER BY number DESC LIMIT 1`,
    submission,
    number ?? null,
    number ?? null,
  );
  if (stored) {
    return {
      number: stored.number,
      form: {
        ...emptyForm,
        ...(JSON.parse(stored.body) as Omit<SubmissionForm, 'plot'>),
        plot: stored.plot,
        // an organizer may have moved it since it was said
        ...(number === undefined ? { round: stored.round } : {}),
      },
      authors: authorsOfForm(db, submission, stored.number),
      savedAt: stored.savedAt,
    };
  }
  if (number !== undefined && number !== 0) return null;
  const known = one<{ title: string; description: string; round: 1 | 2; metric: SubmissionForm['metric'] }>(
    db,
    `SELECT title, description, round,
            (SELECT metric FROM version WHERE submission = s.id AND kind = 'original' ORDER BY number DESC LIMIT 1) AS metric
     FROM submission s WHERE id = ?`,
    submission,
  );
  if (known === null) return null;
  const { title, description, round, metric } = known;
  return { number: 0, form: { ...emptyForm, title, task: description, round, metric }, authors: [], savedAt: null };
}

function authorsOfForm(db: Connection, submission: string, form: number): readonly Author[] {
  return all<Author>(
    db,
    'SELECT name, affiliation, email FROM author WHERE submission = ? AND form = ? ORDER BY place',
    submission,
    form,
  );
}

/** Authors as the newest form of each submission names them. For organizers, conflicts and masking; never for a desk. */
export function currentAuthors(db: Connection): readonly (Author & { readonly submission: string })[] {
  return all(
    db,
    `SELECT submission, name, affiliation, email FROM author AS a
     WHERE form = (SELECT max(number) FROM form AS f WHERE f.submission = a.submission)
     ORDER BY submission, place`,
  );
}

/**
 * The next version of a form; what the lists and desks read of it (title, description, round) follows. The event is the
 * caller's, in the same transaction.
 */
export function insertForm(
  db: Connection,
  submission: string,
  given: { readonly form: SubmissionForm; readonly authors: readonly Author[] },
  at: string,
): { readonly number: number; readonly hash: string } {
  const { plot, ...said } = given.form;
  const body = JSON.stringify(said);
  const number =
    (one<{ number: number | null }>(db, 'SELECT max(number) AS number FROM form WHERE submission = ?', submission)
      ?.number ?? 0) + 1;
  const hash = formHash({ body, plot, authors: given.authors });
  run(
    db,
    'INSERT INTO form (submission, number, body, plot, saved_at, hash) VALUES (?, ?, ?, ?, ?, ?)',
    submission,
    number,
    body,
    plot,
    at,
    hash,
  );
  for (const [place, { name, affiliation, email }] of given.authors.entries()) {
    run(
      db,
      'INSERT INTO author (submission, form, place, name, affiliation, email) VALUES (?, ?, ?, ?, ?, ?)',
      submission,
      number,
      place,
      name,
      affiliation,
      email,
    );
  }
  run(
    db,
    'UPDATE submission SET title = ?, description = ?, round = coalesce(?, round) WHERE id = ?',
    said.title,
    said.task,
    said.round,
    submission,
  );
  run(db, 'DELETE FROM form_draft WHERE submission = ?', submission);
  return { number, hash };
}

export interface FormDraft {
  readonly form: SubmissionForm;
  readonly authors: readonly Author[];
  readonly savedAt: string;
}

export function formDraft(db: Connection, submission: string): FormDraft | null {
  const stored = one<{ body: string; savedAt: string }>(
    db,
    'SELECT body, saved_at AS savedAt FROM form_draft WHERE submission = ?',
    submission,
  );
  if (stored === null) return null;
  const { form, authors } = JSON.parse(stored.body) as Omit<FormDraft, 'savedAt'>;
  return { form: { ...emptyForm, ...form }, authors, savedAt: stored.savedAt };
}

/** Null takes it away. */
export function saveFormDraft(db: Connection, submission: string, draft: FormDraft | null): void {
  if (draft === null) {
    run(db, 'DELETE FROM form_draft WHERE submission = ?', submission);
    return;
  }
  const { savedAt, form, authors } = draft;
  run(
    db,
    `INSERT INTO form_draft (submission, body, saved_at) VALUES (?, ?, ?)
     ON CONFLICT (submission) DO UPDATE SET body = excluded.body, saved_at = excluded.saved_at`,
    submission,
    JSON.stringify({ form, authors }),
    savedAt,
  );
}

/** What a stored form is made of, for `verify`. */
export function storedForms(db: Connection): readonly {
  readonly submission: string;
  readonly number: number;
  readonly body: string;
  readonly plot: string | null;
  readonly hash: string;
  readonly authors: readonly Author[];
}[] {
  return all<{ submission: string; number: number; body: string; plot: string | null; hash: string }>(
    db,
    'SELECT submission, number, body, plot, hash FROM form ORDER BY submission, number',
  ).map((form) => ({ ...form, authors: authorsOfForm(db, form.submission, form.number) }));
}
