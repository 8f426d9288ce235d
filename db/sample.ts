import { type Connection, one, run } from './connection.ts';

/** The sample of a large data set that contractors get. */
export interface ExampleSample {
  readonly number: number;
  readonly seed: number;
  /** Ascending. */
  readonly rows: readonly number[];
  readonly drawnAt: string;
}

export function sampleOf(db: Connection, version: number): ExampleSample | null {
  const stored = one<{ number: number; seed: number; rows: string; drawnAt: string }>(
    db,
    `SELECT number, seed, rows, drawn_at AS drawnAt FROM example_sample WHERE version = ? AND withdrawn_at IS NULL`,
    version,
  );
  return stored && { ...stored, rows: JSON.parse(stored.rows) as number[] };
}

/** The rows that contractors may get; null: all of them. */
export function sampledRows(db: Connection, version: number): readonly number[] | null {
  return sampleOf(db, version)?.rows ?? null;
}

export function insertSample(
  db: Connection,
  version: number,
  sample: { readonly seed: number; readonly rows: readonly number[] },
  at: string,
): void {
  run(
    db,
    'INSERT INTO example_sample (version, seed, rows, drawn_at) VALUES (?, ?, ?, ?)',
    version,
    sample.seed,
    JSON.stringify(sample.rows),
    at,
  );
}

export function withdrawSample(db: Connection, version: number, at: string): void {
  run(db, 'UPDATE example_sample SET withdrawn_at = ? WHERE version = ? AND withdrawn_at IS NULL', at, version);
}
