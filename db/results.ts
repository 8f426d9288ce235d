import type { FindingView } from '../shared/contract/parts.ts';
import type { RunFigures, RunValues } from '../shared/results/figures.ts';
import type { RowCounts } from '../shared/results/runFile.ts';
import { all, type Connection, one, run } from './connection.ts';
import { runHash } from './contentHash.ts';

/** How the file was made that a run came in: see model-results, "Forms that import". */
export type RunForm = 'folder' | 'wide' | 'harness' | 'summary';

/** A run as a list shows it: without its values. */
export interface RunRecord extends RowCounts {
  readonly id: string;
  readonly version: number;
  readonly model: string;
  readonly fileName: string;
  /** A `summary` has figures only and no value for any example. */
  readonly form: RunForm;
  /** What computed it, where the file says so: `lm-evaluation-harness 0.4.8`. */
  readonly pipeline: string | null;
  /** Content hash of the data set that it was computed on. */
  readonly datasetHash: string;
  readonly importedAt: string;
  readonly withdrawnAt: string | null;
  readonly figures: RunFigures;
  readonly warnings: readonly FindingView[];
  readonly contentHash: string;
  readonly current: boolean;
}

export interface NewRun extends Omit<RunRecord, 'contentHash' | 'current' | 'withdrawnAt'> {
  /** Null for a summary. */
  readonly values: RunValues | null;
}

export interface StoringOutcome {
  /** The run that says this: the new one, or the earlier one of equal content. */
  readonly id: string;
  readonly contentHash: string;
  /** `current again`: an earlier run of equal content took the place of one that came after it. */
  readonly became: 'current' | 'current again' | 'unchanged';
}

/**
 * Makes a run the current one of its model on its data set. An earlier one of other content stays and is no longer
 * current; one of equal content is not stored a second time, and a withdrawn one of equal content is taken back. Call
 * inside a transaction.
 */
export function storeRun(db: Connection, given: NewRun): StoringOutcome {
  const { values } = given;
  const columns = {
    ...given,
    value: values === null ? null : floatsToBlob(values.values),
    correct: values === null || values.correct === null ? null : Buffer.from(values.correct),
    totalLogprob: values === null || values.totalLogprob === null ? null : floatsToBlob(values.totalLogprob),
    figures: JSON.stringify(given.figures),
    warnings: JSON.stringify(given.warnings),
  };
  const contentHash = runHash(columns);
  const same = one<{ id: string; current: 0 | 1 }>(
    db,
    'SELECT id, is_current AS current FROM run WHERE version = ? AND model = ? AND content_hash = ?',
    given.version,
    given.model,
    contentHash,
  );
  if (same?.current === 1) return { id: same.id, contentHash, became: 'unchanged' };
  if (same) {
    makeCurrent(db, same.id);
    return { id: same.id, contentHash, became: 'current again' };
  }
  noneCurrent(db, given.version, given.model);
  run(
    db,
    `INSERT INTO run (id, version, model, is_current, figures, imported_at, content_hash, dataset_hash, file_name, form,
                      pipeline, rows, usable, empty, repeated, missing, warnings, value, correct, total_logprob)
     VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    given.id,
    given.version,
    given.model,
    columns.figures,
    given.importedAt,
    contentHash,
    given.datasetHash,
    given.fileName,
    given.form,
    given.pipeline,
    given.rows,
    given.usable,
    given.empty,
    given.repeated,
    given.missing,
    columns.warnings,
    columns.value,
    columns.correct,
    columns.totalLogprob,
  );
  return { id: given.id, contentHash, became: 'current' };
}

/** In place of whichever was current of its model on its data set; a withdrawn one is taken back by it. */
export function makeCurrent(db: Connection, id: string): void {
  run(
    db,
    `UPDATE run SET is_current = 0
     WHERE is_current = 1 AND (version, model) = (SELECT version, model FROM run WHERE id = ?)`,
    id,
  );
  run(db, 'UPDATE run SET is_current = 1, withdrawn_at = NULL WHERE id = ?', id);
}

/** It stays, counts nowhere, and no other takes its place by this. */
export function withdrawRun(db: Connection, id: string, at: string): void {
  run(db, 'UPDATE run SET is_current = 0, withdrawn_at = ? WHERE id = ?', at, id);
}

/** Takes a withdrawn run back, without making it current. */
export function readmitRun(db: Connection, id: string): void {
  run(db, 'UPDATE run SET withdrawn_at = NULL WHERE id = ?', id);
}

function noneCurrent(db: Connection, version: number, model: string): void {
  run(db, 'UPDATE run SET is_current = 0 WHERE version = ? AND model = ? AND is_current = 1', version, model);
}

export function findRun(db: Connection, id: string): RunRecord | null {
  const stored = one<StoredRun>(db, `${RUN} WHERE id = ?`, id);
  return stored === null ? null : readRun(stored);
}

export function currentRun(db: Connection, version: number, model: string): RunRecord | null {
  const stored = one<StoredRun>(db, `${RUN} WHERE version = ? AND model = ? AND is_current = 1`, version, model);
  return stored === null ? null : readRun(stored);
}

/** The current runs of one data set, unordered: the order is that of their models. */
export function currentRuns(db: Connection, version: number): readonly RunRecord[] {
  return all<StoredRun>(db, `${RUN} WHERE version = ? AND is_current = 1`, version).map(readRun);
}

/** Earlier and withdrawn ones of the same models too, in the order they came in. */
export function everyRun(db: Connection, version: number): readonly RunRecord[] {
  return all<StoredRun>(db, `${RUN} WHERE version = ? ORDER BY imported_at, id`, version).map(readRun);
}

/** Every run of every data set, in the order they came in. */
export function allRuns(db: Connection): readonly RunRecord[] {
  return all<StoredRun>(db, `${RUN} ORDER BY imported_at, id`).map(readRun);
}

/** The latest run of a model on a data set that is not withdrawn. */
export function latestRun(db: Connection, version: number, model: string): RunRecord | null {
  const stored = one<StoredRun>(
    db,
    `${RUN} WHERE version = ? AND model = ? AND withdrawn_at IS NULL ORDER BY imported_at DESC, id DESC LIMIT 1`,
    version,
    model,
  );
  return stored === null ? null : readRun(stored);
}

/** The per-example values of a run; null for a summary, which has none, and when there is no such run. */
export function runValues(db: Connection, id: string): RunValues | null {
  const stored = one<{ value: Buffer | null; correct: Buffer | null; totalLogprob: Buffer | null }>(
    db,
    'SELECT value, correct, total_logprob AS totalLogprob FROM run WHERE id = ?',
    id,
  );
  if (stored === null || stored.value === null) return null;
  return {
    values: blobToFloats(stored.value),
    correct: stored.correct === null ? null : Uint8Array.from(stored.correct),
    totalLogprob: stored.totalLogprob === null ? null : blobToFloats(stored.totalLogprob),
  };
}

export interface RefusedRunRecord {
  readonly id: string;
  readonly version: number;
  readonly model: string;
  readonly fileName: string;
  readonly reason: string;
  readonly message: string;
  readonly refusedAt: string;
}

export function insertRefusedRun(db: Connection, refused: RefusedRunRecord): void {
  run(
    db,
    'INSERT INTO refused_run (id, version, model, file_name, reason, message, refused_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
    refused.id,
    refused.version,
    refused.model,
    refused.fileName,
    refused.reason,
    refused.message,
    refused.refusedAt,
  );
}

/**
 * Refusals that still wait for somebody: the latest of each model, unless a run of it came in since. A file whose model
 * nobody knows holds nothing up: it may be no run at all, and no later import could ever settle it.
 */
export function openRefusals(db: Connection, version: number): readonly RefusedRunRecord[] {
  return all<RefusedRunRecord>(
    db,
    `SELECT id, version, model, file_name AS fileName, reason, message, refused_at AS refusedAt
     FROM refused_run WHERE version = ? AND ${STILL_OPEN} ORDER BY model`,
    version,
  );
}

/** Every file that was refused over the contest, latest first. */
export function allRefusals(db: Connection): readonly (RefusedRunRecord & { readonly open: boolean })[] {
  return all<RefusedRunRecord & { readonly open: 0 | 1 }>(
    db,
    `SELECT id, version, model, file_name AS fileName, reason, message, refused_at AS refusedAt, (${STILL_OPEN}) AS open
     FROM refused_run ORDER BY refused_at DESC, id DESC`,
  ).map((refused) => ({ ...refused, open: refused.open === 1 }));
}

/** As a condition on a row of `refused_run`. */
export const STILL_OPEN = `reason NOT IN ('unknown-model', 'no-model-name')
  AND NOT EXISTS (
    SELECT 1 FROM refused_run AS later
    WHERE later.version = refused_run.version AND later.model = refused_run.model
      AND (later.refused_at, later.id) > (refused_run.refused_at, refused_run.id))
  AND NOT EXISTS (
    SELECT 1 FROM run
    WHERE run.version = refused_run.version AND run.model = refused_run.model AND run.is_current = 1
      AND run.imported_at >= refused_run.refused_at)`;

/** 64-bit floats, little-endian whatever the machine; NaN where the run has no value. */
export function floatsToBlob(floats: Float64Array): Buffer {
  const blob = Buffer.from(floats.buffer.slice(floats.byteOffset, floats.byteOffset + floats.byteLength));
  return LITTLE_ENDIAN ? blob : blob.swap64();
}

export function blobToFloats(blob: Uint8Array): Float64Array {
  // A copy: a blob's memory need not begin where a float may begin.
  const bytes = Buffer.from(Uint8Array.from(blob).buffer);
  if (!LITTLE_ENDIAN) bytes.swap64();
  return new Float64Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 8);
}

const LITTLE_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

const RUN = `
  SELECT id, version, model, file_name AS fileName, form, pipeline, dataset_hash AS datasetHash,
         imported_at AS importedAt, withdrawn_at AS withdrawnAt, rows, usable, empty, repeated, missing, figures,
         warnings, content_hash AS contentHash, is_current AS current
  FROM run`;

type StoredRun = Omit<RunRecord, 'figures' | 'warnings' | 'current'> & {
  readonly figures: string;
  readonly warnings: string;
  readonly current: 0 | 1;
};

function readRun(stored: StoredRun): RunRecord {
  return {
    ...stored,
    figures: JSON.parse(stored.figures) as RunFigures,
    warnings: JSON.parse(stored.warnings) as FindingView[],
    current: stored.current === 1,
  };
}
