import type { Answer } from '../shared/contract/labels.ts';
import { all, type Connection, one, run } from './connection.ts';

/**
 * Examples whose right answer is known: of a data set itself, or written for it by organizers. Only organizers' procedures
 * read this; the contractor's desk reads an answer for the practice round alone, and only after the vote.
 */

/** Rows of extra examples begin here: no file has so many. */
export const FIRST_EXTRA_ROW = 2 ** 31;

export interface KnownAnswer {
  readonly row: number;
  readonly answer: Answer;
  readonly source: 'organizer' | 'adjudicated' | 'file';
  readonly why: string;
}

export function knownAnswers(db: Connection, version: number): KnownAnswer[] {
  return all<Omit<KnownAnswer, 'answer'> & { answer: string }>(
    db,
    'SELECT row, answer, source, why FROM current_known_answer WHERE version = ? ORDER BY row',
    version,
  ).map((known) => ({ ...known, answer: JSON.parse(known.answer) as Answer }));
}

export function knownAnswer(db: Connection, version: number, row: number): Answer | null {
  const found = one<{ answer: string }>(
    db,
    'SELECT answer FROM current_known_answer WHERE version = ? AND row = ?',
    version,
    row,
  );
  return found && (JSON.parse(found.answer) as Answer);
}

/** A new revision; null for an answer that is not known any more. Returns its number. In a transaction. */
export function saveKnownAnswer(
  db: Connection,
  version: number,
  known: Omit<KnownAnswer, 'answer'> & { readonly answer: Answer | null },
  at: string,
): number {
  const revision =
    (one<{ n: number | null }>(
      db,
      'SELECT max(revision) AS n FROM known_answer WHERE version = ? AND row = ?',
      version,
      known.row,
    )?.n ?? 0) + 1;
  run(
    db,
    `INSERT INTO known_answer (version, row, revision, answer, source, why, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
    version,
    known.row,
    revision,
    known.answer === null ? null : JSON.stringify(known.answer),
    known.source,
    known.why,
    at,
  );
  return revision;
}

export interface ExtraExample {
  readonly prompt: string;
  readonly otherPrompt: string | null;
  readonly classes: readonly string[] | null;
  readonly completion: string | null;
}

/** Returns its row. In a transaction. */
export function insertExtraExample(db: Connection, version: number, example: ExtraExample, at: string): number {
  const row =
    (one<{ n: number | null }>(db, 'SELECT max(row) AS n FROM extra_example WHERE version = ?', version)?.n ??
      FIRST_EXTRA_ROW - 1) + 1;
  run(
    db,
    `INSERT INTO extra_example (version, row, prompt, other_prompt, classes, completion, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
    version,
    row,
    example.prompt,
    example.otherPrompt,
    example.classes === null ? null : JSON.stringify(example.classes),
    example.completion,
    at,
  );
  return row;
}

export function extraExample(db: Connection, version: number, row: number): ExtraExample | null {
  const found = one<Omit<ExtraExample, 'classes'> & { classes: string | null }>(
    db,
    `SELECT prompt, other_prompt AS otherPrompt, classes, completion FROM extra_example WHERE version = ? AND row = ?`,
    version,
    row,
  );
  return found && { ...found, classes: found.classes === null ? null : (JSON.parse(found.classes) as string[]) };
}

/** The answer of a practice example and what the organizers say of it, for who has answered it; null for anybody else. */
export function practiceAnswer(
  db: Connection,
  contractor: string,
  deal: string,
  place: number,
): { readonly answer: Answer; readonly why: string } | null {
  const found = one<{ answer: string; why: string }>(
    db,
    `SELECT k.answer AS answer, CASE WHEN k.source = 'adjudicated' THEN '' ELSE k.why END AS why
     FROM practice_vote v
     JOIN label_practice p ON p.deal = v.deal AND p.place = v.place
     JOIN label_deal d ON d.id = v.deal
     JOIN current_known_answer k ON k.version = d.version AND k.row = p.row
     WHERE v.deal = ? AND v.contractor = ? AND v.place = ?`,
    deal,
    contractor,
    place,
  );
  return found && { why: found.why, answer: JSON.parse(found.answer) as Answer };
}
