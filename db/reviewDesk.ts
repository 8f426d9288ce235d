import { blindTexts } from './blindTexts.ts';
import { all, type Connection, one } from './connection.ts';
import { searchExamples } from './exampleSearch.ts';

/**
 * What a reviewer's desk reads of a submission. Blind: no statement here names a submission's id to the caller's
 * answer, an author, a file, a time, a row's name, other columns, or a private model's own name.
 */

export interface QueueRow {
  /** For the engine's own use; never part of an answer. */
  readonly submission: string;
  readonly number: number;
  readonly title: string;
  readonly draft: number;
  /** The version of the rubric that the review which is in was written under; null where none is. */
  readonly submitted: number | null;
}

/** In the order of their random numbers. */
export function queueOf(db: Connection, reviewer: string): QueueRow[] {
  return all<QueueRow>(
    db,
    `SELECT s.id AS submission, s.blind_number AS number, s.title AS title,
            EXISTS (SELECT 1 FROM review_draft d WHERE d.submission = s.id AND d.reviewer = a.reviewer) AS draft,
            (SELECT r.rubric FROM current_review r WHERE r.submission = s.id AND r.reviewer = a.reviewer) AS submitted
     FROM assignment a JOIN submission s ON s.id = a.submission
     WHERE a.reviewer = ? AND a.withdrawn_at IS NULL AND a.declined_at IS NULL AND s.withdrawn_at IS NULL
     ORDER BY s.blind_number`,
    reviewer,
  ).map((row) => ({ ...row, title: blindTitle(db, row.submission, row.title) }));
}

/** A title as blind roles read it. */
export function blindTitle(db: Connection, submission: string, title: string): string {
  return blindTexts(db, submission, { title }).title;
}

export interface AssignedRow {
  /** For the engine's own use; never part of an answer. */
  readonly submission: string;
  readonly version: number;
  readonly number: number;
  readonly title: string;
  readonly description: string;
  readonly metric: 'classification' | 'sequence_prob' | 'logodds' | 'absolute_logodds';
  readonly examples: number;
  readonly baseline: string | null;
  readonly round: 1 | 2;
}

/** The submission behind a blind number, if this reviewer has it to review; null otherwise, whatever the reason. */
export function assigned(db: Connection, reviewer: string, number: number): AssignedRow | null {
  const row = one<AssignedRow>(
    db,
    `SELECT s.id AS submission, v.key AS version, s.blind_number AS number, s.title AS title,
            s.description AS description, v.metric AS metric, v.examples AS examples, v.baseline AS baseline,
            s.round AS round
     FROM assignment a
     JOIN submission s ON s.id = a.submission
     JOIN version v ON v.submission = s.id AND v.kind = 'original'
     WHERE a.reviewer = ? AND s.blind_number = ? AND a.withdrawn_at IS NULL AND a.declined_at IS NULL
       AND s.withdrawn_at IS NULL
     ORDER BY v.number DESC LIMIT 1`,
    reviewer,
    number,
  );
  if (row === null) return null;
  const { title, task } = blindTexts(db, row.submission, { title: row.title, task: row.description });
  return { ...row, title, description: task };
}

/** Declined ones of this reviewer that nobody has dealt anew: what the queue offers to take back. */
export function declinedBy(db: Connection, reviewer: string): { number: number; title: string }[] {
  return all<{ submission: string; number: number; title: string }>(
    db,
    `SELECT s.id AS submission, s.blind_number AS number, s.title AS title
     FROM assignment a JOIN submission s ON s.id = a.submission
     WHERE a.reviewer = ? AND a.declined_at IS NOT NULL AND a.withdrawn_at IS NULL AND s.withdrawn_at IS NULL
     ORDER BY s.blind_number`,
    reviewer,
  ).map(({ submission, number, title }) => ({ number, title: blindTitle(db, submission, title) }));
}

export interface BlindRunRow {
  /** For the engine's own use; never part of an answer. */
  readonly id: string;
  readonly model: string;
  readonly family: string;
  readonly params: number;
  readonly public: number;
  readonly tuned: number;
  readonly reproduction: number;
  readonly summary: number;
  readonly figures: string;
}

/**
 * Current runs on a submission's current data set and its latest reproduction. Private models stand under their alias,
 * private families under a letterless number drawn from the order of those aliases, then of their runs' random ids: no sort order follows a hidden name.
 */
export function blindRuns(db: Connection, version: number): BlindRunRow[] {
  return all<BlindRunRow>(
    db,
    `WITH shown AS (
       SELECT m.name AS name, m.public AS public, m.tuned AS tuned, m.params AS params, m.family AS family,
              coalesce(m.alias, 'private model') AS alias,
              min(coalesce(m.alias, 'private model')) OVER (PARTITION BY m.public, m.family) AS family_alias,
              min(r.id) OVER (PARTITION BY m.public, m.family) AS family_run,
              r.id AS id, v.kind = 'reproduction' AS reproduction, r.form = 'summary' AS summary,
              r.figures AS figures
       FROM run r
       JOIN model m ON m.name = r.model
       JOIN version v ON v.key = r.version
       WHERE r.is_current = 1
         AND (v.key = @version OR v.key = (
           SELECT w.key FROM version w JOIN version mine ON mine.key = @version
           WHERE w.submission = mine.submission AND w.kind = 'reproduction' ORDER BY w.number DESC LIMIT 1)))
     SELECT iif(public = 1, name, alias) AS model,
            iif(public = 1, family,
                'private ' || dense_rank() OVER (PARTITION BY public ORDER BY family_alias, family_run)) AS family,
            id, params, public, tuned, reproduction, summary, figures
     FROM shown ORDER BY params, model`,
    { version },
  );
}

export interface BlindExampleRow {
  readonly row: number;
  /** Of a data set in several files, from 1; their names are the organizer's. */
  readonly part: number | null;
  readonly prompt: string;
  readonly otherPrompt: string | null;
  readonly classes: string | null;
  readonly answerIndex: number | null;
  readonly completion: string | null;
  readonly subcategory: string | null;
}

/** A page of examples, and how many there are. The search looks only into what the reviewer can read. */
export function blindExamples(
  db: Connection,
  version: number,
  page: { readonly search: string; readonly offset: number; readonly limit: number },
): { readonly total: number; readonly rows: BlindExampleRow[] } {
  const first = version * 4294967296;
  const select = `SELECT row, (SELECT e.part FROM example e WHERE e.key = blind_example.key) AS part, prompt,
                         other_prompt AS otherPrompt, classes, answer_index AS answerIndex, completion, subcategory
                  FROM blind_example`;
  const search = page.search.trim();
  if (search === '') {
    const total = one<{ examples: number }>(db, 'SELECT examples FROM version WHERE key = ?', version)?.examples ?? 0;
    const to = first + Math.min(page.offset + page.limit, total);
    const rows = all<BlindExampleRow>(db, `${select} WHERE key >= ? AND key < ? ORDER BY key`, first + page.offset, to);
    return { total, rows };
  }
  const { total, keys } = searchExamples(db, version, { ...page, search, scope: 'blind' });
  return { total, rows: keys.flatMap((key) => one<BlindExampleRow>(db, `${select} WHERE key = ?`, key) ?? []) };
}
