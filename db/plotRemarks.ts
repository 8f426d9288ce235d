import type { PlotTold } from '../shared/submission/plot/plot.ts';
import { createSensitiveFinder, type SensitiveStretch } from '../shared/submission/sensitive.ts';
import { authorNames } from './blindTexts.ts';
import { all, type Connection, one, run } from './connection.ts';
import type { MaskDecision } from './masking.ts';

/**
 * What a plot's file says besides what it shows. Pictures reach blind roles without any of it; a remark that an organizer
 * shows is read beside the picture, because nobody sees what lies inside a file.
 */

export interface RemarkKey {
  /** `title`, `Software`. */
  readonly name: string;
  readonly text: string;
}

export interface PlotRemark extends RemarkKey {
  /** In the remark as `remarkLine` writes it. */
  readonly found: readonly SensitiveStretch[];
  /** Null: nobody decided, so it is hidden. */
  readonly decision: MaskDecision | null;
}

export interface StoredRemarkMasking extends RemarkKey {
  readonly number: number;
  readonly decision: MaskDecision;
  /** What stood in it when it was decided: whoever becomes an author later was not. */
  readonly found: readonly string[];
}

/** The names of keys are written by people too. */
export function remarkLine({ name, text }: RemarkKey): string {
  return `${name}: ${text}`;
}

/** Of the plot on the submission's newest form, each once. */
export function plotRemarks(db: Connection, submission: string): PlotRemark[] {
  const stored = one<{ told: string }>(
    db,
    `SELECT p.told AS told FROM form f JOIN plot p ON p.hash = f.plot
     WHERE f.submission = ? AND f.number = (SELECT max(number) FROM form g WHERE g.submission = f.submission)`,
    submission,
  );
  if (stored === null) return [];
  const { metadata } = JSON.parse(stored.told) as PlotTold;
  const distinct = new Map(metadata.map(({ name, text }) => [keyOf({ name, text }), { name, text }]));
  const find = createSensitiveFinder(authorNames(db, submission));
  const decided = new Map(remarkMaskings(db, submission).map((masking) => [keyOf(masking), masking]));
  return [...distinct].map(([key, remark]) => {
    const found = find(remarkLine(remark));
    return { ...remark, found, decision: standing(decided.get(key), foundTexts({ ...remark, found })) };
  });
}

/** Those that an organizer lets reviewers read. */
export function blindRemarks(db: Connection, submission: string): RemarkKey[] {
  return plotRemarks(db, submission).flatMap(({ name, text, decision }) =>
    decision === 'show' ? [{ name, text }] : [],
  );
}

/** Whether it asks for a decision: what holds nothing sensitive may as well stay out. */
export function isSpot({ found }: PlotRemark): boolean {
  return found.length > 0;
}

export function foundTexts({ found, ...remark }: RemarkKey & Pick<PlotRemark, 'found'>): string[] {
  const line = remarkLine(remark);
  return [...new Set(found.map(({ start, end }) => line.slice(start, end)))];
}

/** Those that hold, the earliest first. */
export function remarkMaskings(db: Connection, submission: string): StoredRemarkMasking[] {
  return all<Omit<StoredRemarkMasking, 'found'> & { found: string }>(
    db,
    `SELECT number, name, text, decision, found FROM remark_masking
     WHERE submission = ? AND withdrawn_at IS NULL ORDER BY number`,
    submission,
  ).map((stored) => ({ ...stored, found: JSON.parse(stored.found) as string[] }));
}

/** Returns its number, by which it can be withdrawn. */
export function insertRemarkMasking(
  db: Connection,
  submission: string,
  { name, text, decision, found }: Omit<StoredRemarkMasking, 'number'>,
  at: string,
): number {
  const { lastInsertRowid } = run(
    db,
    'INSERT INTO remark_masking (submission, name, text, found, decision, decided_at) VALUES (?, ?, ?, ?, ?, ?)',
    ...[submission, name, text, JSON.stringify(found), decision, at],
  );
  return Number(lastInsertRowid);
}

export function withdrawRemarkMasking(db: Connection, number: number, at: string): void {
  run(db, 'UPDATE remark_masking SET withdrawn_at = ? WHERE number = ?', at, number);
}

function standing(decided: StoredRemarkMasking | undefined, found: readonly string[]): MaskDecision | null {
  if (decided === undefined || decided.decision === 'hide') return decided?.decision ?? null;
  return found.every((text) => decided.found.includes(text)) ? 'show' : null;
}

function keyOf({ name, text }: RemarkKey): string {
  return JSON.stringify([name, text]);
}
