import type { Answer } from '../shared/contract/labels.ts';
import { all, type Connection, one, run } from './connection.ts';

/**
 * What a contractor's desk reads and writes. Blind: no statement here names answer_index, row names, other columns,
 * files, titles, authors or other people's votes.
 */

export interface TaskRow {
  readonly task: string;
  readonly number: number;
  readonly metric: 'classification' | 'sequence_prob' | 'logodds' | 'absolute_logodds';
  readonly instructions: string;
  readonly total: number;
  readonly done: number;
}

const taskSelect = `
  SELECT d.id AS task, b.blind_number AS number, v.metric AS metric, d.instructions AS instructions,
         CASE WHEN d.stopped_at IS NULL THEN g.dealt ELSE g.done END AS total, g.done AS done
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
  return one<TaskRow>(db, `${taskSelect} AND d.id = @task`, { contractor, task });
}

export interface DeskRow {
  readonly position: number;
  readonly prompt: string;
  readonly other_prompt: string | null;
  readonly classes: string | null;
  readonly completion: string | null;
}

export function deskRow(db: Connection, contractor: string, task: string, position: number): DeskRow | null {
  return one<DeskRow>(
    db,
    `SELECT s.position AS position, coalesce(e.prompt, x.prompt) AS prompt,
            coalesce(e.other_prompt, x.other_prompt) AS other_prompt, coalesce(e.classes, x.classes) AS classes,
            coalesce(e.completion, x.completion) AS completion
     FROM label_share s
     JOIN label_deal d ON d.id = s.deal
     LEFT JOIN example e ON e.key = d.version * 4294967296 + s.row
     LEFT JOIN extra_example x ON x.version = d.version AND x.row = s.row
     WHERE s.deal = ? AND s.contractor = ? AND s.position = ? AND s.state <> 'moved'`,
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

export interface NewVote {
  readonly contractor: string;
  readonly task: string;
  readonly position: number;
  /** Null takes the vote back. */
  readonly answer: Answer | null;
  readonly flag: string | null;
  readonly note: string;
  readonly seconds: number;
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
    `INSERT INTO vote (deal, contractor, position, revision, row, answer, flag, note, seconds, cast_at)
     SELECT deal, contractor, position, @revision, row, @answer, @flag, @note, @seconds, @at
     FROM label_share WHERE deal = @task AND contractor = @contractor AND position = @position`,
    { ...vote, revision, answer: vote.answer === null ? null : JSON.stringify(vote.answer) },
  );
  return revision;
}

/** Mean seconds of this contractor's votes on a task; null before the first. */
export function paceOf(db: Connection, contractor: string, task: string): number | null {
  return (
    one<{ pace: number | null }>(
      db,
      'SELECT avg(seconds) AS pace FROM current_vote WHERE deal = ? AND contractor = ?',
      task,
      contractor,
    )?.pace ?? null
  );
}
