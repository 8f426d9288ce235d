import { all, type Connection, one, run } from './connection.ts';
import { blindTitle } from './reviewDesk.ts';

/** Ranking tasks: which submissions, who was shown which of them, drafts and orders. */

export interface TaskRow {
  readonly id: string;
  readonly reason: string;
  readonly openedAt: string;
  readonly closedAt: string | null;
}

export function insertTask(
  db: Connection,
  task: { readonly id: string; readonly reason: string; readonly at: string; readonly submissions: readonly string[] },
): void {
  run(db, 'INSERT INTO ranking_task (id, reason, opened_at) VALUES (?, ?, ?)', task.id, task.reason, task.at);
  for (const submission of task.submissions) {
    run(db, 'INSERT INTO ranking_task_submission (task, submission) VALUES (?, ?)', task.id, submission);
  }
}

/** Newest first. */
export function rankingTasks(db: Connection): TaskRow[] {
  return all<TaskRow>(
    db,
    'SELECT id, reason, opened_at AS openedAt, closed_at AS closedAt FROM ranking_task ORDER BY id DESC',
  );
}

export function findTask(db: Connection, id: string): TaskRow | null {
  return one<TaskRow>(
    db,
    'SELECT id, reason, opened_at AS openedAt, closed_at AS closedAt FROM ranking_task WHERE id = ?',
    id,
  );
}

/** `at` null opens it again. */
export function setTaskClosed(db: Connection, id: string, at: string | null): void {
  run(db, 'UPDATE ranking_task SET closed_at = ? WHERE id = ?', at, id);
}

export function taskSubmissions(db: Connection, task: string): { id: string; title: string }[] {
  return all(
    db,
    `SELECT s.id AS id, s.title AS title FROM ranking_task_submission t JOIN submission s ON s.id = t.submission
     WHERE t.task = ? ORDER BY s.title, s.id`,
    task,
  );
}

/** A submission was shown to a reviewer who has it to review: not declined, no conflict, not taken back. */
const wasShown = `
  EXISTS (SELECT 1 FROM assignment a
          WHERE a.submission = t.submission AND a.reviewer = @reviewer
            AND a.withdrawn_at IS NULL AND a.declined_at IS NULL)
  AND NOT EXISTS (SELECT 1 FROM conflict_check c
                  WHERE c.submission = t.submission AND c.reviewer = @reviewer AND c.conflict = 1)`;

export interface ShownRow {
  /** For the engine's own use; never part of an answer to a reviewer. */
  readonly id: string;
  readonly number: number;
  readonly title: string;
}

/** Which of a task's submissions a reviewer can place, in the order of their random numbers. */
export function shownOf(db: Connection, task: string, reviewer: string): ShownRow[] {
  return all<ShownRow>(
    db,
    `SELECT s.id AS id, s.blind_number AS number, s.title AS title
     FROM ranking_task_submission t JOIN submission s ON s.id = t.submission
     WHERE t.task = @task AND s.withdrawn_at IS NULL AND ${wasShown} ORDER BY s.blind_number`,
    { task, reviewer },
  ).map((row) => ({ ...row, title: blindTitle(db, row.id, row.title) }));
}

export interface OpenTask {
  readonly id: string;
}

/** Open ones in which this reviewer was shown two submissions or more. */
export function openTasksOf(db: Connection, reviewer: string): OpenTask[] {
  return all<OpenTask>(
    db,
    `SELECT k.id AS id FROM ranking_task k
     WHERE k.closed_at IS NULL
       AND (SELECT count(*) FROM ranking_task_submission t JOIN submission s ON s.id = t.submission
            WHERE t.task = k.id AND s.withdrawn_at IS NULL AND ${wasShown}) >= 2
     ORDER BY k.id`,
    { reviewer },
  );
}

export interface OrderRow {
  readonly submission: string;
  /** From 1; null: not placed by this reviewer. */
  readonly place: number | null;
}

export interface StoredOrder {
  readonly id: string;
  readonly reason: string;
  readonly at: string;
  readonly places: readonly OrderRow[];
}

/** The latest order that a reviewer handed in for a task. */
export function submittedOrder(db: Connection, task: string, reviewer: string): StoredOrder | null {
  const found = one<{ id: string; reason: string; at: string }>(
    db,
    `SELECT id, reason, created_at AS at FROM ranking WHERE task = ? AND reviewer = ? ORDER BY id DESC LIMIT 1`,
    task,
    reviewer,
  );
  if (!found) return null;
  const places = all<OrderRow>(
    db,
    'SELECT submission, place FROM ranking_place WHERE ranking = ? ORDER BY place, submission',
    found.id,
  );
  return { ...found, places };
}

export interface OrderDraft {
  readonly order: readonly (readonly number[])[];
  readonly reason: string;
}

export function orderDraft(
  db: Connection,
  task: string,
  reviewer: string,
): (OrderDraft & { readonly savedAt: string }) | null {
  const row = one<{ body: string; savedAt: string }>(
    db,
    'SELECT body, saved_at AS savedAt FROM ranking_draft WHERE task = ? AND reviewer = ?',
    task,
    reviewer,
  );
  return row && { ...(JSON.parse(row.body) as OrderDraft), savedAt: row.savedAt };
}

export function saveOrderDraft(db: Connection, task: string, reviewer: string, draft: OrderDraft, at: string): void {
  run(
    db,
    `INSERT INTO ranking_draft (task, reviewer, body, saved_at) VALUES (?, ?, ?, ?)
     ON CONFLICT (task, reviewer) DO UPDATE SET body = excluded.body, saved_at = excluded.saved_at`,
    task,
    reviewer,
    JSON.stringify(draft),
    at,
  );
}

export function dropOrderDraft(db: Connection, task: string, reviewer: string): void {
  run(db, 'DELETE FROM ranking_draft WHERE task = ? AND reviewer = ?', task, reviewer);
}
