import type { Answer } from '../shared/contract/labels.ts';
import { all, type Connection, one, run } from './connection.ts';

/**
 * What a contractor's desk reads and writes. Blind: no statement here names answer_index, a known answer, the kind of a
 * share, row names, other columns, files, titles, authors or other people's votes. None looks through a whole share.
 */

export interface TaskRow {
  readonly task: string;
  readonly number: number;
  readonly metric: 'classification' | 'sequence_prob' | 'logodds' | 'absolute_logodds';
  readonly instructions: string;
  readonly asWritten: 0 | 1;
  readonly total: number;
  readonly done: number;
  readonly stopped: 0 | 1;
  readonly practice: number;
  readonly practised: number;
}

const taskSelect = `
  SELECT d.id AS task, b.blind_number AS number, v.metric AS metric, d.instructions AS instructions,
         d.choices_as_written AS asWritten, d.stopped_at IS NOT NULL AS stopped,
         CASE WHEN d.stopped_at IS NULL THEN g.dealt ELSE g.done END AS total, g.done AS done,
         (SELECT count(*) FROM label_practice p WHERE p.deal = d.id) AS practice,
         (SELECT count(*) FROM practice_vote w WHERE w.deal = d.id AND w.contractor = g.contractor) AS practised
  FROM label_progress g
  JOIN label_deal d ON d.id = g.deal
  JOIN version v ON v.key = d.version
  JOIN submission b ON b.id = v.submission
  WHERE g.contractor = @contractor AND g.dealt > 0 AND d.withdrawn_at IS NULL AND b.withdrawn_at IS NULL`;

/** In the order of their random numbers, which says nothing about when they came in. */
export function tasksOf(db: Connection, contractor: string): TaskRow[] {
  return all<TaskRow>(db, `${taskSelect} ORDER BY b.blind_number`, { contractor });
}

export function taskOf(db: Connection, contractor: string, task: string): TaskRow | null {
  return one<TaskRow>(db, `${taskSelect} AND g.deal = @task`, { contractor, task });
}

export interface ExampleText {
  readonly prompt: string;
  readonly other_prompt: string | null;
  readonly classes: string | null;
  readonly completion: string | null;
}

export interface DeskRow extends ExampleText {
  readonly position: number;
  /** Whether it is this contractor's no more: it was dealt to somebody else. */
  readonly moved: 0 | 1;
}

/**
 * As blind roles read it. Own examples of the organizers lie beyond the file's; which of the two it is does not show. The
 * tables are joined here and not through the view blind_example, which SQLite would build whole for every single row.
 */
const textColumns = `coalesce(m.prompt, e.prompt, x.prompt) AS prompt, coalesce(m.other_prompt, e.other_prompt, x.other_prompt) AS other_prompt,
  coalesce(m.classes, e.classes, x.classes) AS classes, coalesce(m.completion, e.completion, x.completion) AS completion`;

export function deskRow(db: Connection, contractor: string, task: string, position: number): DeskRow | null {
  return one<DeskRow>(
    db,
    `SELECT s.position AS position, s.state = 'moved' AS moved, ${textColumns}
     FROM label_share s
     JOIN label_deal d ON d.id = s.deal
     LEFT JOIN example e ON e.key = d.version * 4294967296 + s.row
     LEFT JOIN masked_example m ON m.key = e.key
     LEFT JOIN extra_example x ON x.version = d.version AND x.row = s.row
     WHERE s.deal = ? AND s.contractor = ? AND s.position = ?`,
    task,
    contractor,
    position,
  );
}

/** The first place after `after` (−1 for the beginning) that has no vote, or null. */
export function firstOpen(db: Connection, contractor: string, task: string, after: number): number | null {
  const row = one<{ position: number }>(
    db,
    `SELECT position FROM label_share
     WHERE deal = @task AND contractor = @contractor AND position > @after AND state = 'open'
     ORDER BY position LIMIT 1`,
    { task, contractor, after },
  );
  return row?.position ?? null;
}

/** The places before and after this one, or null. What was moved to somebody else is passed over. */
export function neighbours(
  db: Connection,
  contractor: string,
  task: string,
  position: number,
): { readonly before: number | null; readonly after: number | null } {
  const next = (sql: string) => one<{ position: number }>(db, sql, { task, contractor, position })?.position ?? null;
  return {
    before: next(
      `SELECT position FROM label_share
       WHERE deal = @task AND contractor = @contractor AND position < @position AND state <> 'moved'
       ORDER BY position DESC LIMIT 1`,
    ),
    after: next(
      `SELECT position FROM label_share
       WHERE deal = @task AND contractor = @contractor AND position > @position AND state <> 'moved'
       ORDER BY position LIMIT 1`,
    ),
  };
}

export interface OwnVote {
  readonly answer: Answer;
  readonly flag: string | null;
  readonly note: string;
  readonly revision: number;
}

export function ownVote(db: Connection, contractor: string, task: string, position: number): OwnVote | null {
  const row = one<{ answer: string; flag: string | null; note: string; revision: number }>(
    db,
    'SELECT answer, flag, note, revision FROM current_vote WHERE deal = ? AND contractor = ? AND position = ?',
    task,
    contractor,
    position,
  );
  return row && { ...row, answer: JSON.parse(row.answer) as Answer };
}

/** An earlier version of a vote; null where there is none, or it took the vote back. */
export function earlierVote(
  db: Connection,
  contractor: string,
  task: string,
  position: number,
  revision: number,
): OwnVote | null {
  const row = one<{ answer: string | null; flag: string | null; note: string; revision: number }>(
    db,
    `SELECT answer, flag, note, revision FROM vote
     WHERE deal = ? AND contractor = ? AND position = ? AND revision = ?`,
    task,
    contractor,
    position,
    revision,
  );
  return row?.answer == null ? null : { ...row, answer: JSON.parse(row.answer) as Answer };
}

export interface PastVote {
  readonly position: number;
  readonly prompt: string;
  readonly classes: string | null;
  readonly answer: Answer;
  readonly flag: string | null;
  readonly note: string;
}

/** Own votes, the latest place first; `marked`: only skipped and flagged ones, and those with a note. */
export function pastVotes(
  db: Connection,
  contractor: string,
  task: string,
  page: { readonly before: number; readonly limit: number; readonly marked: boolean },
): PastVote[] {
  // the text of the condition is that of the index marked_vote
  const marks = page.marked ? `AND (v.flag IS NOT NULL OR v.note <> '' OR v.answer = '{"kind":"skip"}')` : '';
  return all<Omit<PastVote, 'answer'> & { answer: string }>(
    db,
    `SELECT v.position AS position, substr(coalesce(m.prompt, e.prompt, x.prompt), -400) AS prompt,
            coalesce(m.classes, e.classes, x.classes) AS classes, v.answer AS answer, v.flag AS flag, v.note AS note
     FROM vote v
     JOIN label_deal d ON d.id = v.deal
     LEFT JOIN example e ON e.key = d.version * 4294967296 + v.row
     LEFT JOIN masked_example m ON m.key = e.key
     LEFT JOIN extra_example x ON x.version = d.version AND x.row = v.row
     WHERE v.deal = @task AND v.contractor = @contractor AND v.position < @before AND v.answer IS NOT NULL ${marks}
       AND NOT EXISTS (SELECT 1 FROM vote w WHERE w.deal = v.deal AND w.contractor = v.contractor
                         AND w.position = v.position AND w.revision > v.revision)
     ORDER BY v.position DESC LIMIT @limit`,
    { task, contractor, before: page.before, limit: page.limit },
  ).map((row) => ({ ...row, answer: JSON.parse(row.answer) as Answer }));
}

export interface NewVote {
  readonly contractor: string;
  readonly task: string;
  readonly position: number;
  /** Null takes the vote back. */
  readonly answer: Answer | null;
  readonly flag: string | null;
  readonly note: string;
  /** Of work, in this look at the example. */
  readonly seconds: number;
  /** In this look, the window without focus or nobody there. */
  readonly paused: number;
  readonly at: string;
}

/** A new version of a vote; the earlier ones stay. Returns its revision, from 1. Call inside a transaction. */
export function insertVote(db: Connection, vote: NewVote): number {
  const revision =
    (one<{ n: number | null }>(
      db,
      'SELECT max(revision) AS n FROM vote WHERE deal = ? AND contractor = ? AND position = ?',
      vote.task,
      vote.contractor,
      vote.position,
    )?.n ?? 0) + 1;
  run(
    db,
    `INSERT INTO vote (deal, contractor, position, revision, row, answer, flag, note, seconds, paused, cast_at)
     SELECT deal, contractor, position, @revision, row, @answer, @flag, @note, @seconds, @paused, @at
     FROM label_share WHERE deal = @task AND contractor = @contractor AND position = @position`,
    { ...vote, revision, answer: vote.answer === null ? null : JSON.stringify(vote.answer) },
  );
  return revision;
}

/** Mean seconds of work over this contractor's last thirty places with a vote; null before the first. */
export function paceOf(db: Connection, contractor: string, task: string): number | null {
  return (
    one<{ pace: number | null }>(
      db,
      `SELECT avg(seconds) AS pace FROM (
         SELECT sum(seconds) AS seconds FROM (
           SELECT position, seconds FROM vote WHERE deal = ? AND contractor = ? ORDER BY position DESC LIMIT 40)
         GROUP BY position ORDER BY position DESC LIMIT 30)`,
      task,
      contractor,
    )?.pace ?? null
  );
}

export interface PracticeRow extends ExampleText {
  readonly place: number;
}

/** The practice example at a place, without its answer. */
export function practiceRow(db: Connection, task: string, place: number): PracticeRow | null {
  return one<PracticeRow>(
    db,
    `SELECT p.place AS place, ${textColumns}
     FROM label_practice p
     JOIN label_deal d ON d.id = p.deal
     LEFT JOIN example e ON e.key = d.version * 4294967296 + p.row
     LEFT JOIN masked_example m ON m.key = e.key
     LEFT JOIN extra_example x ON x.version = d.version AND x.row = p.row
     WHERE p.deal = ? AND p.place = ?`,
    task,
    place,
  );
}

/** The first place of the practice round that this contractor has not answered, or null. */
export function firstUnpractised(db: Connection, contractor: string, task: string): number | null {
  const row = one<{ place: number }>(
    db,
    `SELECT p.place AS place FROM label_practice p
     WHERE p.deal = @task AND NOT EXISTS (
       SELECT 1 FROM practice_vote v WHERE v.deal = p.deal AND v.contractor = @contractor AND v.place = p.place)
     ORDER BY p.place LIMIT 1`,
    { task, contractor },
  );
  return row?.place ?? null;
}

/** False where it was answered before: the answer is known by then. Call inside a transaction. */
export function insertPracticeVote(
  db: Connection,
  vote: {
    readonly contractor: string;
    readonly task: string;
    readonly place: number;
    readonly answer: Answer;
    readonly seconds: number;
    readonly at: string;
  },
): boolean {
  return (
    run(
      db,
      `INSERT INTO practice_vote (deal, contractor, place, answer, seconds, cast_at)
       VALUES (@task, @contractor, @place, @answer, @seconds, @at) ON CONFLICT DO NOTHING`,
      { ...vote, answer: JSON.stringify(vote.answer) },
    ).changes > 0
  );
}
