import type { SensitiveKind } from '../shared/submission/sensitive.ts';
import { all, type Connection, run } from './connection.ts';
import type { MaskDecision } from './masking.ts';

/** Decisions about texts in a submission's form: one holds for that text wherever it stands in that field. */

export interface FormMasking {
  readonly field: string;
  readonly text: string;
  readonly kind: SensitiveKind;
  readonly decision: MaskDecision;
}

export interface StoredFormMasking extends FormMasking {
  readonly number: number;
}

/** Those that hold, the earliest first. */
export function formMaskings(db: Connection, submission: string): StoredFormMasking[] {
  return all<StoredFormMasking>(
    db,
    `SELECT number, field, text, kind, decision FROM form_masking
     WHERE submission = ? AND withdrawn_at IS NULL ORDER BY number`,
    submission,
  );
}

/** Those that hold, of every submission. */
export function allFormMaskings(db: Connection): (FormMasking & { readonly submission: string })[] {
  return all(db, 'SELECT submission, field, text, kind, decision FROM form_masking WHERE withdrawn_at IS NULL');
}

/** Returns its number, by which it can be withdrawn. */
export function insertFormMasking(db: Connection, submission: string, masking: FormMasking, at: string): number {
  const { field, text, kind, decision } = masking;
  const { lastInsertRowid } = run(
    db,
    'INSERT INTO form_masking (submission, field, text, kind, decision, decided_at) VALUES (?, ?, ?, ?, ?, ?)',
    ...[submission, field, text, kind, decision, at],
  );
  return Number(lastInsertRowid);
}

export function withdrawFormMasking(db: Connection, number: number, at: string): void {
  run(db, 'UPDATE form_masking SET withdrawn_at = ? WHERE number = ?', at, number);
}
