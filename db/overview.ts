import { all, type Connection, one } from './connection.ts';

/** What came in, newest first: imports and reviews one by one, labels by contractor and day. */
export interface Arrival {
  readonly kind: 'submission' | 'results' | 'review' | 'labels';
  readonly subject: string | null;
  readonly sentence: string;
  readonly count: number;
  readonly at: string;
}

export function arrivals(db: Connection, limit: number): Arrival[] {
  return all<Arrival>(
    db,
    `SELECT * FROM (
       SELECT CASE kind WHEN 'submission.imported' THEN 'submission' WHEN 'results.imported' THEN 'results'
                        ELSE 'review' END AS kind,
              subject, sentence, 1 AS count, at
       FROM event WHERE kind IN ('submission.imported', 'results.imported', 'review.submitted')
       UNION ALL
       SELECT 'labels', NULL, p.alias, d.votes, d.last_at
       FROM votes_by_day d JOIN participant p ON p.id = d.contractor WHERE d.votes > 0)
     ORDER BY at DESC LIMIT ?`,
    limit,
  );
}

export interface ContestCounts {
  readonly runs: number;
  readonly participants: number;
  readonly contractors: number;
  readonly reviewers: number;
  readonly reviews: number;
  readonly reviewsExpected: number;
  readonly events: number;
}

export function contestCounts(db: Connection): ContestCounts {
  return one<ContestCounts>(
    db,
    `SELECT (SELECT count(*) FROM run WHERE is_current = 1) AS runs,
            (SELECT count(*) FROM participant WHERE role <> 'organizer' AND dismissed_at IS NULL) AS participants,
            (SELECT count(*) FROM participant WHERE role = 'contractor' AND dismissed_at IS NULL) AS contractors,
            (SELECT count(*) FROM participant WHERE role = 'reviewer' AND dismissed_at IS NULL) AS reviewers,
            (SELECT count(*) FROM current_review r
             JOIN assignment a ON a.submission = r.submission AND a.reviewer = r.reviewer AND a.withdrawn_at IS NULL
             JOIN submission s ON s.id = r.submission AND s.withdrawn_at IS NULL) AS reviews,
            (SELECT count(*) FROM assignment a JOIN submission s ON s.id = a.submission
             WHERE a.withdrawn_at IS NULL AND a.declined_at IS NULL AND s.withdrawn_at IS NULL) AS reviewsExpected,
            (SELECT count(*) FROM event) AS events`,
  )!;
}
