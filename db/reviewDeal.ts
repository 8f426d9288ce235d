import { all, type Connection, one, run } from './connection.ts';

/** What a deal of reviews goes by: loads, wishes, locks and the assignments as they stand. */

export interface ReviewPlanRow {
  readonly reviews: number;
  readonly load: number;
}

/** What holds until an organizer says otherwise. */
const usual: ReviewPlanRow = { reviews: 3, load: 20 };

export function reviewPlan(db: Connection): ReviewPlanRow {
  return one<ReviewPlanRow>(db, 'SELECT reviews, load FROM review_plan') ?? usual;
}

export function saveReviewPlan(db: Connection, plan: ReviewPlanRow): void {
  run(
    db,
    `INSERT INTO review_plan (only, reviews, load) VALUES (1, ?, ?)
     ON CONFLICT (only) DO UPDATE SET reviews = excluded.reviews, load = excluded.load`,
    plan.reviews,
    plan.load,
  );
}

export interface PanelMember {
  readonly id: string;
  readonly alias: string;
  readonly seen: 0 | 1;
  /** Null: the plan's. */
  readonly load: number | null;
  readonly assigned: number;
  readonly submitted: number;
  readonly stated: 'no' | 'stale' | 'yes';
  readonly wishes: number;
}

/** Reviewers who can be given work, in the order of their random ids. */
export function panelMembers(db: Connection): PanelMember[] {
  return all<PanelMember>(
    db,
    `SELECT p.id AS id, p.alias AS alias, p.first_seen_at IS NOT NULL AS seen,
            (SELECT load FROM review_load l WHERE l.reviewer = p.id) AS load,
            (SELECT count(*) FROM assignment a JOIN submission s ON s.id = a.submission
             WHERE a.reviewer = p.id AND a.withdrawn_at IS NULL AND a.declined_at IS NULL
               AND s.withdrawn_at IS NULL) AS assigned,
            (SELECT count(*) FROM current_review r JOIN assignment a
               ON a.submission = r.submission AND a.reviewer = r.reviewer AND a.withdrawn_at IS NULL
             WHERE r.reviewer = p.id) AS submitted,
            CASE
              WHEN NOT EXISTS (SELECT 1 FROM conflict_statement c WHERE c.reviewer = p.id) THEN 'no'
              WHEN EXISTS (SELECT 1 FROM submission s WHERE s.withdrawn_at IS NULL AND NOT EXISTS (
                     SELECT 1 FROM conflict_check c WHERE c.reviewer = p.id AND c.submission = s.id)) THEN 'stale'
              ELSE 'yes'
            END AS stated,
            (SELECT count(*) FROM topic_wish w WHERE w.reviewer = p.id) AS wishes
     FROM participant p WHERE p.role = 'reviewer' AND p.dismissed_at IS NULL ORDER BY p.id`,
  );
}

/** Null takes the reviewer's own load away. */
export function saveLoad(db: Connection, reviewer: string, load: number | null): void {
  if (load === null) run(db, 'DELETE FROM review_load WHERE reviewer = ?', reviewer);
  else {
    run(
      db,
      `INSERT INTO review_load (reviewer, load) VALUES (?, ?)
       ON CONFLICT (reviewer) DO UPDATE SET load = excluded.load`,
      reviewer,
      load,
    );
  }
}

export function topicsOf(db: Connection): Map<string, string[]> {
  const rows = all<{ submission: string; topic: string }>(
    db,
    'SELECT submission, topic FROM submission_topic ORDER BY submission, topic',
  );
  const topics = new Map<string, string[]>();
  for (const { submission, topic } of rows) topics.set(submission, [...(topics.get(submission) ?? []), topic]);
  return topics;
}

export function saveTopics(db: Connection, submission: string, topics: readonly string[]): void {
  run(db, 'DELETE FROM submission_topic WHERE submission = ?', submission);
  for (const topic of new Set(topics)) {
    run(db, 'INSERT INTO submission_topic (submission, topic) VALUES (?, ?)', submission, topic);
  }
}

export type TopicWish = 'wants' | 'can' | 'rather-not';

/** Every topic there is, with what this reviewer said of it. Which submissions have it is not told. */
export function wishesOf(db: Connection, reviewer: string): { topic: string; wish: TopicWish }[] {
  return all<{ topic: string; wish: TopicWish }>(
    db,
    `SELECT DISTINCT t.topic AS topic, coalesce(w.wish, 'can') AS wish
     FROM submission_topic t
     JOIN submission s ON s.id = t.submission AND s.withdrawn_at IS NULL
     LEFT JOIN topic_wish w ON w.topic = t.topic AND w.reviewer = ? ORDER BY t.topic`,
    reviewer,
  );
}

export function saveWish(db: Connection, reviewer: string, topic: string, wish: TopicWish): void {
  if (wish === 'can') run(db, 'DELETE FROM topic_wish WHERE reviewer = ? AND topic = ?', reviewer, topic);
  else {
    run(
      db,
      `INSERT INTO topic_wish (reviewer, topic, wish) VALUES (?, ?, ?)
       ON CONFLICT (reviewer, topic) DO UPDATE SET wish = excluded.wish`,
      reviewer,
      topic,
      wish,
    );
  }
}

/** Of a pair: a topic that the reviewer would rather not have outweighs one that is wanted. */
export function pairWishes(db: Connection): { submission: string; reviewer: string; wish: 'wants' | 'rather-not' }[] {
  return all(
    db,
    `SELECT t.submission AS submission, w.reviewer AS reviewer, min(w.wish) AS wish
     FROM topic_wish w JOIN submission_topic t ON t.topic = w.topic
     GROUP BY t.submission, w.reviewer`,
  );
}

export interface LockRow {
  readonly submission: string;
  readonly reviewer: string;
  readonly lock: 'keep' | 'never';
}

export function locks(db: Connection): LockRow[] {
  return all<LockRow>(db, 'SELECT submission, reviewer, lock FROM assignment_lock ORDER BY submission, reviewer');
}

export function saveLock(db: Connection, submission: string, reviewer: string, lock: LockRow['lock'] | null): void {
  if (lock === null) {
    run(db, 'DELETE FROM assignment_lock WHERE submission = ? AND reviewer = ?', submission, reviewer);
  } else {
    run(
      db,
      `INSERT INTO assignment_lock (submission, reviewer, lock) VALUES (?, ?, ?)
       ON CONFLICT (submission, reviewer) DO UPDATE SET lock = excluded.lock`,
      submission,
      reviewer,
      lock,
    );
  }
}

export interface StandingPair {
  readonly submission: string;
  readonly reviewer: string;
  readonly declined: 0 | 1;
  readonly standing: 0 | 1;
  /** A draft or a review is there: somebody's work, which no deal takes away. */
  readonly begun: 0 | 1;
  readonly submitted: 0 | 1;
}

/** Every pair that was ever assigned. */
export function standingPairs(db: Connection): StandingPair[] {
  return all<StandingPair>(
    db,
    `SELECT a.submission AS submission, a.reviewer AS reviewer,
            a.declined_at IS NOT NULL AS declined,
            a.withdrawn_at IS NULL AND a.declined_at IS NULL AS standing,
            EXISTS (SELECT 1 FROM review r WHERE r.submission = a.submission AND r.reviewer = a.reviewer)
              OR EXISTS (SELECT 1 FROM review_draft d WHERE d.submission = a.submission AND d.reviewer = a.reviewer)
              AS begun,
            EXISTS (SELECT 1 FROM review r WHERE r.submission = a.submission AND r.reviewer = a.reviewer) AS submitted
     FROM assignment a ORDER BY a.submission, a.reviewer`,
  );
}

/** False where there is nothing to decline. */
export function decline(db: Connection, submission: string, reviewer: string, reason: string, at: string): boolean {
  const { changes } = run(
    db,
    `UPDATE assignment SET declined_at = ?, decline_reason = ?
     WHERE submission = ? AND reviewer = ? AND withdrawn_at IS NULL AND declined_at IS NULL`,
    at,
    reason,
    submission,
    reviewer,
  );
  return changes > 0;
}

/** The declined submission behind a blind number, while it can be taken back. */
export function declinedSubmission(db: Connection, reviewer: string, number: number): string | null {
  return (
    one<{ id: string }>(
      db,
      `SELECT s.id AS id FROM assignment a JOIN submission s ON s.id = a.submission
       WHERE a.reviewer = ? AND s.blind_number = ? AND a.declined_at IS NOT NULL AND a.withdrawn_at IS NULL
         AND s.withdrawn_at IS NULL`,
      reviewer,
      number,
    )?.id ?? null
  );
}

export function takeBackDecline(db: Connection, submission: string, reviewer: string): void {
  run(
    db,
    'UPDATE assignment SET declined_at = NULL, decline_reason = NULL WHERE submission = ? AND reviewer = ?',
    submission,
    reviewer,
  );
}

export interface MadeDeal {
  readonly at: string;
  readonly added: readonly { readonly submission: string; readonly reviewer: string }[];
  readonly withdrawn: readonly { readonly submission: string; readonly reviewer: string }[];
}

/** The newest deal, as the record tells it; null where there is none or it was taken back. */
export function lastDeal(db: Connection): MadeDeal | null {
  const row = one<{ kind: string; at: string; after: string }>(
    db,
    "SELECT kind, at, after FROM event WHERE kind IN ('review.dealt', 'review.undealt') ORDER BY seq DESC LIMIT 1",
  );
  if (row?.kind !== 'review.dealt') return null;
  return { at: row.at, ...(JSON.parse(row.after) as Omit<MadeDeal, 'at'>) };
}
