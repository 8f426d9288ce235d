import type { ReviewForm } from '../shared/contract/review.ts';
import { all, type Connection } from './connection.ts';

/** What an organizer reads of the panel as a whole. */

export interface PanelReview {
  readonly submission: string;
  readonly title: string;
  readonly reviewer: string;
  readonly alias: string;
  readonly rubric: number;
  readonly levels: ReviewForm['levels'];
  /** As they were before others' reviews were opened. */
  readonly ownRubric: number;
  readonly ownLevels: ReviewForm['levels'];
}

/** Each standing review of submissions in the contest, by title. */
export function panelReviews(db: Connection): PanelReview[] {
  return all<Omit<PanelReview, 'levels' | 'ownLevels'> & { levels: string; ownLevels: string }>(
    db,
    `SELECT s.id AS submission, s.title AS title, p.id AS reviewer, p.alias AS alias,
            r.rubric AS rubric, r.form ->> '$.levels' AS levels,
            w.rubric AS ownRubric, w.form ->> '$.levels' AS ownLevels
     FROM current_review r
     JOIN assignment a ON a.submission = r.submission AND a.reviewer = r.reviewer
       AND a.withdrawn_at IS NULL AND a.declined_at IS NULL
     JOIN submission s ON s.id = r.submission AND s.withdrawn_at IS NULL
     JOIN participant p ON p.id = r.reviewer
     LEFT JOIN others_opened o ON o.submission = r.submission AND o.reviewer = r.reviewer
     JOIN review w ON w.submission = r.submission AND w.reviewer = r.reviewer
       AND w.revision = coalesce(o.revision, r.revision)
     ORDER BY s.title, s.id, p.alias`,
  ).map((row) => ({
    ...row,
    levels: JSON.parse(row.levels) as ReviewForm['levels'],
    ownLevels: JSON.parse(row.ownLevels) as ReviewForm['levels'],
  }));
}

export interface WaitingRow {
  readonly submission: string;
  readonly title: string;
  readonly reviewer: string;
  readonly draft: 0 | 1;
}

/** Reviews that are in and asked for anew, because the rubric changed, by title. */
export function reviewsAskedAnew(db: Connection, versions: readonly number[]): WaitingRow[] {
  return all<WaitingRow>(
    db,
    `SELECT s.id AS submission, s.title AS title, r.reviewer AS reviewer,
            EXISTS (SELECT 1 FROM review_draft d WHERE d.submission = r.submission AND d.reviewer = r.reviewer) AS draft
     FROM current_review r
     JOIN assignment a ON a.submission = r.submission AND a.reviewer = r.reviewer
       AND a.withdrawn_at IS NULL AND a.declined_at IS NULL
     JOIN submission s ON s.id = r.submission AND s.withdrawn_at IS NULL
     JOIN participant p ON p.id = r.reviewer AND p.dismissed_at IS NULL
     WHERE r.rubric IN (SELECT value FROM json_each(?))
     ORDER BY s.title, s.id`,
    JSON.stringify(versions),
  );
}

/** Reviews that were asked for and are not in, by title. */
export function waitingReviews(db: Connection): WaitingRow[] {
  return all<WaitingRow>(
    db,
    `SELECT s.id AS submission, s.title AS title, a.reviewer AS reviewer,
            EXISTS (SELECT 1 FROM review_draft d WHERE d.submission = a.submission AND d.reviewer = a.reviewer) AS draft
     FROM assignment a
     JOIN submission s ON s.id = a.submission AND s.withdrawn_at IS NULL
     JOIN participant p ON p.id = a.reviewer AND p.dismissed_at IS NULL
     WHERE a.withdrawn_at IS NULL AND a.declined_at IS NULL
       AND NOT EXISTS (SELECT 1 FROM review r WHERE r.submission = a.submission AND r.reviewer = a.reviewer)
     ORDER BY s.title, s.id`,
  );
}
