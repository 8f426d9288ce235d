import type { ReviewForm } from '../shared/contract/review.ts';
import { all, type Connection, one, run } from './connection.ts';

/** What reviewers of one submission read of each other, once an own review is in. Nobody's id leaves with it. */

/** When this reviewer first opened the others' reviews; null: not yet. */
export function othersOpened(
  db: Connection,
  submission: string,
  reviewer: string,
): { readonly revision: number; readonly at: string } | null {
  return one(
    db,
    'SELECT revision, opened_at AS at FROM others_opened WHERE submission = ? AND reviewer = ?',
    submission,
    reviewer,
  );
}

export function markOthersOpened(
  db: Connection,
  opened: { readonly submission: string; readonly reviewer: string; readonly revision: number; readonly at: string },
): void {
  run(
    db,
    'INSERT INTO others_opened (submission, reviewer, revision, opened_at) VALUES (?, ?, ?, ?)',
    opened.submission,
    opened.reviewer,
    opened.revision,
    opened.at,
  );
}

export interface OtherReview {
  readonly alias: string;
  readonly rubric: number;
  readonly revision: number;
  readonly form: ReviewForm;
}

/** The others' latest submitted versions, by alias. The comment that is for organizers only is not in the statement. */
export function othersReviews(db: Connection, submission: string, reviewer: string): OtherReview[] {
  return all<Omit<OtherReview, 'form'> & { form: string }>(
    db,
    `SELECT p.alias AS alias, r.rubric AS rubric, r.revision AS revision,
            json_set(r.form, '$.organizersOnly', '') AS form
     FROM current_review r
     JOIN assignment a ON a.submission = r.submission AND a.reviewer = r.reviewer AND a.withdrawn_at IS NULL
     JOIN participant p ON p.id = r.reviewer
     WHERE r.submission = ? AND r.reviewer <> ? ORDER BY p.alias`,
    submission,
    reviewer,
  ).map((row) => ({ ...row, form: JSON.parse(row.form) as ReviewForm }));
}

export interface AnswerRow {
  readonly alias: string;
  readonly mine: 0 | 1;
  readonly to: string | null;
  readonly text: string;
  readonly at: string;
}

/** Oldest first. */
export function answersOf(db: Connection, submission: string, reviewer: string | null): AnswerRow[] {
  return all<AnswerRow>(
    db,
    `SELECT p.alias AS alias, n.reviewer IS @reviewer AS mine, t.alias AS "to", n.text AS text, n.said_at AS at
     FROM review_answer n
     JOIN participant p ON p.id = n.reviewer
     LEFT JOIN participant t ON t.id = n.to_reviewer
     WHERE n.submission = @submission ORDER BY n.id`,
    { submission, reviewer },
  );
}

/** The reviewer of this submission under an alias, whose review is in. */
export function reviewerUnder(db: Connection, submission: string, alias: string): string | null {
  return (
    one<{ id: string }>(
      db,
      `SELECT p.id AS id FROM participant p
       WHERE p.alias = ? AND p.role = 'reviewer'
         AND EXISTS (SELECT 1 FROM review r WHERE r.submission = ? AND r.reviewer = p.id)`,
      alias,
      submission,
    )?.id ?? null
  );
}

export function insertAnswer(
  db: Connection,
  answer: {
    readonly id: string;
    readonly submission: string;
    readonly reviewer: string;
    readonly to: string | null;
    readonly text: string;
    readonly at: string;
  },
): void {
  run(
    db,
    'INSERT INTO review_answer (id, submission, reviewer, to_reviewer, text, said_at) VALUES (?, ?, ?, ?, ?, ?)',
    answer.id,
    answer.submission,
    answer.reviewer,
    answer.to,
    answer.text,
    answer.at,
  );
}

export interface OwnVersion {
  readonly revision: number;
  readonly rubric: number;
  readonly form: ReviewForm;
  readonly submittedAt: string;
}

/** Every submitted version of one reviewer, oldest first. */
export function ownVersions(db: Connection, submission: string, reviewer: string): OwnVersion[] {
  return all<Omit<OwnVersion, 'form'> & { form: string }>(
    db,
    `SELECT revision, rubric, form, submitted_at AS submittedAt FROM review
     WHERE submission = ? AND reviewer = ? ORDER BY revision`,
    submission,
    reviewer,
  ).map((row) => ({ ...row, form: JSON.parse(row.form) as ReviewForm }));
}
