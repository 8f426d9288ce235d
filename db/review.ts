import type { ReviewForm, Rubric } from '../shared/contract/review.ts';
import { all, type Connection, one, run } from './connection.ts';

/** Assignments, drafts and submitted reviews. What reviewers read of a submission is in `reviewDesk.ts`. */

export function currentRubric(db: Connection): Rubric {
  const row = one<{ version: number; body: string }>(
    db,
    'SELECT version, body FROM rubric ORDER BY version DESC LIMIT 1',
  )!;
  return rubricFrom(row);
}

export function rubricVersion(db: Connection, version: number): Rubric {
  return rubricFrom(
    one<{ version: number; body: string }>(db, 'SELECT version, body FROM rubric WHERE version = ?', version)!,
  );
}

function rubricFrom(row: { version: number; body: string }): Rubric {
  const body = JSON.parse(row.body) as Pick<Rubric, 'levelNames'> & {
    criteria: (Omit<Rubric['criteria'][number], 'help'> & { help?: string | null })[];
  };
  return {
    version: row.version,
    levelNames: body.levelNames,
    criteria: body.criteria.map((criterion) => ({ ...criterion, help: criterion.help ?? null })),
  };
}

/** True where there was no such assignment, or a withdrawn one. Call inside a transaction. */
export function assign(db: Connection, submission: string, reviewer: string, at: string): boolean {
  const result = run(
    db,
    `INSERT INTO assignment (submission, reviewer, assigned_at) VALUES (?, ?, ?)
     ON CONFLICT (submission, reviewer) DO UPDATE SET withdrawn_at = NULL, assigned_at = excluded.assigned_at
     WHERE withdrawn_at IS NOT NULL`,
    submission,
    reviewer,
    at,
  );
  return result.changes > 0;
}

export function unassign(db: Connection, submission: string, reviewer: string, at: string): boolean {
  const result = run(
    db,
    'UPDATE assignment SET withdrawn_at = ? WHERE submission = ? AND reviewer = ? AND withdrawn_at IS NULL',
    at,
    submission,
    reviewer,
  );
  return result.changes > 0;
}

export interface DraftRow {
  readonly rubric: number;
  readonly form: ReviewForm;
  readonly savedAt: string;
}

export function draftOf(db: Connection, submission: string, reviewer: string): DraftRow | null {
  const row = one<{ rubric: number; form: string; saved_at: string }>(
    db,
    'SELECT rubric, form, saved_at FROM review_draft WHERE submission = ? AND reviewer = ?',
    submission,
    reviewer,
  );
  return row && { rubric: row.rubric, form: JSON.parse(row.form) as ReviewForm, savedAt: row.saved_at };
}

export function saveDraft(
  db: Connection,
  draft: { submission: string; reviewer: string; rubric: number; form: ReviewForm; at: string },
): void {
  run(
    db,
    `INSERT INTO review_draft (submission, reviewer, rubric, form, saved_at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (submission, reviewer) DO UPDATE SET form = excluded.form, saved_at = excluded.saved_at`,
    draft.submission,
    draft.reviewer,
    draft.rubric,
    JSON.stringify(draft.form),
    draft.at,
  );
}

export interface SubmittedReview {
  readonly submission: string;
  readonly reviewer: string;
  readonly revision: number;
  readonly round: 1 | 2;
  readonly rubric: number;
  readonly form: ReviewForm;
  readonly submittedAt: string;
}

interface ReviewRow {
  submission: string;
  reviewer: string;
  revision: number;
  round: 1 | 2;
  rubric: number;
  form: string;
  submitted_at: string;
}

const reviewColumns = 'submission, reviewer, revision, round, rubric, form, submitted_at';

function submittedFrom(row: ReviewRow): SubmittedReview {
  const { form, submitted_at, ...rest } = row;
  return { ...rest, form: JSON.parse(form) as ReviewForm, submittedAt: submitted_at };
}

/** The latest submitted version. */
export function submittedReview(db: Connection, submission: string, reviewer: string): SubmittedReview | null {
  const row = one<ReviewRow>(
    db,
    `SELECT ${reviewColumns} FROM current_review WHERE submission = ? AND reviewer = ?`,
    submission,
    reviewer,
  );
  return row && submittedFrom(row);
}

/** Every submitted version of reviews whose assignment stands, for the decision. */
export function submittedReviews(db: Connection): SubmittedReview[] {
  return all<ReviewRow>(
    db,
    `SELECT ${reviewColumns
      .split(', ')
      .map((column) => `r.${column}`)
      .join(', ')}
     FROM review r
     JOIN assignment a ON a.submission = r.submission AND a.reviewer = r.reviewer AND a.withdrawn_at IS NULL
     ORDER BY r.submission, r.reviewer, r.revision`,
  ).map(submittedFrom);
}

/** Stores a version and takes the draft away. Returns its revision, from 1. Call inside a transaction. */
export function insertReview(
  db: Connection,
  review: { submission: string; reviewer: string; round: 1 | 2; rubric: number; form: ReviewForm; at: string },
): number {
  const revision = (submittedReview(db, review.submission, review.reviewer)?.revision ?? 0) + 1;
  run(
    db,
    `INSERT INTO review (${reviewColumns}) VALUES (?, ?, ?, ?, ?, ?, ?)`,
    review.submission,
    review.reviewer,
    revision,
    review.round,
    review.rubric,
    JSON.stringify(review.form),
    review.at,
  );
  run(db, 'DELETE FROM review_draft WHERE submission = ? AND reviewer = ?', review.submission, review.reviewer);
  return revision;
}

export interface PanelRow {
  readonly submission: string;
  readonly title: string;
  readonly reviewer: string;
  readonly alias: string | null;
  readonly draft: string | null;
  readonly form: string | null;
  readonly revision: number;
  readonly submittedAt: string | null;
}

/**
 * Every standing assignment with what has come of it. For organizers; an alias shows from the first sign-in on, and until
 * then nothing is sorted by it.
 */
export function panelRows(db: Connection, submission: string | null): PanelRow[] {
  return all<PanelRow>(
    db,
    `SELECT a.submission AS submission, s.title AS title, a.reviewer AS reviewer,
            iif(p.first_seen_at IS NULL, NULL, p.alias) AS alias, d.saved_at AS draft, r.form AS form,
            coalesce(r.revision, 0) AS revision, r.submitted_at AS submittedAt
     FROM assignment a
     JOIN submission s ON s.id = a.submission
     JOIN participant p ON p.id = a.reviewer
     LEFT JOIN review_draft d ON d.submission = a.submission AND d.reviewer = a.reviewer
     LEFT JOIN current_review r ON r.submission = a.submission AND r.reviewer = a.reviewer
     WHERE a.withdrawn_at IS NULL AND s.withdrawn_at IS NULL AND (@submission IS NULL OR a.submission = @submission)
     ORDER BY s.title, s.id, p.first_seen_at IS NULL, iif(p.first_seen_at IS NULL, p.id, p.alias)`,
    { submission },
  );
}
