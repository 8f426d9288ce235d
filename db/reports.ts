import type { ReviewForm } from '../shared/contract/review.ts';
import { all, type Connection, run } from './connection.ts';

/** What reports read beside the decision. */

export interface ReportedReview {
  readonly submission: string;
  readonly alias: string;
  readonly revision: number;
  readonly form: ReviewForm;
}

/** Every version of every review, or of those of one submission: a frozen decision tells of the versions that counted then. */
export function reviewVersions(db: Connection, submission: string | null = null): ReportedReview[] {
  return all<Omit<ReportedReview, 'form'> & { form: string }>(
    db,
    `SELECT r.submission AS submission, p.alias AS alias, r.revision AS revision, r.form AS form
     FROM review r JOIN participant p ON p.id = r.reviewer
     WHERE ? IS NULL OR r.submission = ?`,
    submission,
    submission,
  ).map((row) => ({ ...row, form: JSON.parse(row.form) as ReviewForm }));
}

export interface ReleaseDecision {
  readonly allowed: boolean;
  readonly reason: string;
}

export function releaseDecisions(db: Connection): Map<string, ReleaseDecision> {
  const rows = all<{ submission: string; allowed: 0 | 1; reason: string }>(
    db,
    'SELECT submission, allowed, reason FROM data_release',
  );
  return new Map(rows.map(({ submission, allowed, reason }) => [submission, { allowed: allowed === 1, reason }]));
}

/** Null takes an earlier decision away. */
export function saveRelease(db: Connection, submission: string, decision: ReleaseDecision | null): void {
  if (decision === null) run(db, 'DELETE FROM data_release WHERE submission = ?', submission);
  else {
    run(
      db,
      `INSERT INTO data_release (submission, allowed, reason) VALUES (?, ?, ?)
       ON CONFLICT (submission) DO UPDATE SET allowed = excluded.allowed, reason = excluded.reason`,
      submission,
      decision.allowed ? 1 : 0,
      decision.reason,
    );
  }
}
