import { groupBy } from '../shared/groupBy.ts';
import { type Author, type ConflictStatement, conflictsWith, isAuthor } from '../shared/review/conflicts.ts';
import { all, type Connection, one, run } from './connection.ts';

/** Conflicts of interest: pairs of reviewer and submission, and nothing of what a reviewer said. */

interface AuthorRow extends Author {
  readonly submission: string;
}

/**
 * Compares a statement with the authors of every submission, withdrawn ones too, and keeps the pairs: whoever submitted
 * something that is in the contest may review none of it. What an earlier statement found stays found. Returns how many are excluded now. Call inside a transaction.
 */
export function checkStatement(db: Connection, reviewer: string, statement: ConflictStatement, at: string): number {
  const authors = groupBy(
    all<AuthorRow>(db, 'SELECT submission, name, affiliation, email FROM author'),
    (author) => author.submission,
  );
  const submissions = all<{ id: string; withdrawn: 0 | 1 }>(
    db,
    'SELECT id, withdrawn_at IS NOT NULL AS withdrawn FROM submission',
  );
  const submitted = submissions.some(
    ({ id, withdrawn }) => withdrawn === 0 && isAuthor(statement, authors.get(id) ?? []),
  );
  for (const { id } of submissions) {
    run(
      db,
      `INSERT INTO conflict_check (reviewer, submission, conflict) VALUES (?, ?, ?)
       ON CONFLICT (reviewer, submission) DO UPDATE SET conflict = max(conflict, excluded.conflict)`,
      reviewer,
      id,
      submitted || conflictsWith(statement, authors.get(id) ?? []) ? 1 : 0,
    );
  }
  run(
    db,
    `INSERT INTO conflict_statement (reviewer, stated_at) VALUES (?, ?)
     ON CONFLICT (reviewer) DO UPDATE SET stated_at = excluded.stated_at`,
    reviewer,
    at,
  );
  return excludedCount(db, reviewer);
}

export function statedAt(db: Connection, reviewer: string): string | null {
  return (
    one<{ at: string }>(db, 'SELECT stated_at AS at FROM conflict_statement WHERE reviewer = ?', reviewer)?.at ?? null
  );
}

export function excludedCount(db: Connection, reviewer: string): number {
  return one<{ n: number }>(
    db,
    'SELECT count(*) AS n FROM conflict_check WHERE reviewer = ? AND conflict = 1',
    reviewer,
  )!.n;
}

/** Whether every submission in the contest, with its authors as they are, was compared with this reviewer's statement. */
export function covered(db: Connection, reviewer: string): boolean {
  const open = one(
    db,
    `SELECT 1 FROM submission s
     WHERE s.withdrawn_at IS NULL
       AND NOT EXISTS (SELECT 1 FROM conflict_check c WHERE c.reviewer = ? AND c.submission = s.id)
     LIMIT 1`,
    reviewer,
  );
  return open === null;
}

export interface ExcludedPair {
  readonly submission: string;
  readonly reviewer: string;
}

export function conflictPairs(db: Connection): ExcludedPair[] {
  return all<ExcludedPair>(db, 'SELECT submission, reviewer FROM conflict_check WHERE conflict = 1');
}

export function isConflict(db: Connection, submission: string, reviewer: string): boolean {
  return (
    one(
      db,
      'SELECT 1 FROM conflict_check WHERE submission = ? AND reviewer = ? AND conflict = 1',
      submission,
      reviewer,
    ) !== null
  );
}
