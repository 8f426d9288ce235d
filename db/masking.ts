import { createHash } from 'node:crypto';
import { type MaskedStretch, maskTexts, type PlacedTexts } from '../shared/submission/masking.ts';
import type { SensitiveKind, SensitiveSpot } from '../shared/submission/sensitive.ts';
import { all, type Connection, one, run, statement } from './connection.ts';
import { findExample } from './examples.ts';

/**
 * Sensitive spots of data sets, the organizer's decisions about them, and the masked rows that `blind_example` reads in
 * place of the stored ones. A spot that nobody decided about is hidden.
 */

export type MaskDecision = 'hide' | 'show';

export interface SpotWriter {
  add(spots: readonly SensitiveSpot[]): void;
}

export interface Masking {
  readonly submission: string;
  readonly version: number;
  readonly kind: SensitiveKind;
  /** Null: every spot of the kind. */
  readonly spot: { readonly row: number; readonly place: string; readonly start: number } | null;
  readonly decision: MaskDecision;
}

export interface StoredSpot extends SensitiveSpot {
  /** Null: nobody decided, so it is hidden. */
  readonly decision: MaskDecision | null;
}

export interface SpotCount {
  readonly kind: SensitiveKind;
  readonly spots: number;
  readonly rows: number;
  readonly undecided: number;
  readonly shown: number;
}

/** Inside the caller's transaction. */
export function createSpotWriter(db: Connection, submission: string, version: number): SpotWriter {
  const insert = statement(
    db,
    `INSERT INTO sensitive_spot (submission, version, row, place, start, "end", kind, about)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  return {
    add(spots) {
      for (const { row, place, start, end, kind, about } of spots) {
        insert.run(submission, version, row, place, start, end, kind, about);
      }
    },
  };
}

/** SHA-256 over every spot of a data set, for the record. */
export function spotsHash(db: Connection, version: number): string {
  const hash = createHash('sha256').update('assay spots 1\n');
  const rows = db.prepare(
    'SELECT row, place, start, "end", kind, about FROM sensitive_spot WHERE version = ? ORDER BY kind, row, place, start',
  );
  rows.raw();
  for (const row of rows.iterate(version)) hash.update(`${JSON.stringify(row)}\n`);
  return hash.digest('hex');
}

/** Takes away what was found of one kind, so that it can be looked for anew. Decisions stay. */
export function clearSpots(db: Connection, version: number, kind: SensitiveKind): void {
  run(db, 'DELETE FROM sensitive_spot WHERE version = ? AND kind = ?', version, kind);
}

/** By row, place and start. `kind` null: every kind. */
export function spotsOf(
  db: Connection,
  version: number,
  page: { readonly kind: SensitiveKind | null; readonly offset: number; readonly limit: number },
): StoredSpot[] {
  return all<StoredSpot>(
    db,
    `${SPOT} WHERE s.version = @version AND (@kind IS NULL OR s.kind = @kind)
     ORDER BY s.row, s.place, s.start LIMIT @limit OFFSET @offset`,
    { version, ...page },
  );
}

export function spotsOfRow(db: Connection, version: number, row: number): StoredSpot[] {
  return all<StoredSpot>(db, `${SPOT} WHERE s.version = ? AND s.row = ? ORDER BY s.place, s.start`, version, row);
}

export function spotCounts(db: Connection, version: number): SpotCount[] {
  return all<SpotCount>(
    db,
    `SELECT kind, count(*) AS spots, count(DISTINCT row) AS rows, total(decision IS NULL) AS undecided,
            total(decision = 'show') AS shown
     FROM (${SPOT} WHERE s.version = ?) GROUP BY kind ORDER BY kind DESC`,
    version,
  );
}

/** Submissions whose current data hold a spot about which nobody decided. */
export function submissionsUndecided(db: Connection): ReadonlySet<string> {
  const found = all<{ id: string }>(
    db,
    `SELECT v.submission AS id FROM version v
     WHERE v.kind = 'original'
       AND v.number = (SELECT max(number) FROM version w WHERE w.submission = v.submission AND w.kind = 'original')
       AND EXISTS (
         SELECT 1 FROM sensitive_spot s
         WHERE s.version = v.key AND NOT EXISTS (
           SELECT 1 FROM masking m
           WHERE m.version = s.version AND m.kind = s.kind AND m.withdrawn_at IS NULL
             AND (m.row IS NULL OR (m.row = s.row AND m.place = s.place AND m.start = s.start))))`,
  );
  return new Set(found.map(({ id }) => id));
}

/** Returns the decision's number, by which it can be withdrawn. The masked rows are made anew. Inside a transaction. */
export function decideMasking(
  db: Connection,
  { submission, version, kind, spot, decision }: Masking,
  at: string,
): number {
  const { lastInsertRowid } = run(
    db,
    `INSERT INTO masking (submission, version, kind, row, place, start, decision, decided_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    submission,
    version,
    kind,
    spot?.row ?? null,
    spot?.place ?? null,
    spot?.start ?? null,
    decision,
    at,
  );
  remask(db, version, spot?.row ?? null);
  return Number(lastInsertRowid);
}

export function findMasking(
  db: Connection,
  submission: string,
  number: number,
): (Masking & { readonly number: number }) | null {
  const row = one<Omit<Masking, 'spot'> & { row: number | null; place: string | null; start: number | null }>(
    db,
    `SELECT submission, version, kind, row, place, start, decision FROM masking
     WHERE submission = ? AND number = ? AND withdrawn_at IS NULL`,
    submission,
    number,
  );
  if (row === null) return null;
  const { row: at, place, start, ...masking } = row;
  const spot = at === null || place === null || start === null ? null : { row: at, place, start };
  return { ...masking, number, spot };
}

export interface BlindRow {
  readonly prompt: string;
  readonly otherPrompt: string | null;
  readonly classes: string[] | null;
  readonly completion: string | null;
  readonly subcategory: string | null;
  readonly other: Record<string, string> | null;
}

/** A row as blind roles read it; what they do not read at all stands in it too. */
export function blindRow(db: Connection, version: number, row: number): BlindRow | null {
  const read = one<Omit<BlindRow, 'classes' | 'other'> & { classes: string | null; other: string | null }>(
    db,
    `SELECT prompt, other_prompt AS otherPrompt, classes, completion, subcategory, other FROM blind_example WHERE key = ?`,
    version * ROWS_A_VERSION + row,
  );
  return (
    read && {
      ...read,
      classes: read.classes === null ? null : (JSON.parse(read.classes) as string[]),
      other: read.other === null ? null : (JSON.parse(read.other) as Record<string, string>),
    }
  );
}

export interface StoredTexts {
  readonly row: number;
  readonly prompt: string;
  readonly otherPrompt: string | null;
  readonly completion: string | null;
  readonly subcategory: string | null;
  readonly classes: readonly string[];
  readonly other: Readonly<Record<string, string>>;
}

/** Every text of a data set as it was submitted, row by row. */
export function* storedTexts(db: Connection, version: number): Generator<StoredTexts> {
  const rows = db.prepare(
    `SELECT row, prompt, other_prompt AS otherPrompt, completion, subcategory, classes, other
     FROM example WHERE key >= ? AND key < ? ORDER BY key`,
  );
  for (const stored of rows.iterate(...keysOf(version))) {
    const { classes, other, ...texts } = stored as Omit<StoredTexts, 'classes' | 'other'> & {
      classes: string | null;
      other: string | null;
    };
    yield {
      ...texts,
      classes: JSON.parse(classes ?? '[]') as string[],
      other: JSON.parse(other ?? '{}') as Record<string, string>,
    };
  }
}

/** Inside a transaction. */
export function withdrawMasking(db: Connection, masking: Masking & { readonly number: number }, at: string): void {
  run(db, 'UPDATE masking SET withdrawn_at = ? WHERE number = ?', at, masking.number);
  remask(db, masking.version, masking.spot?.row ?? null);
}

/** Writes masked rows as spots and decisions now have them. `row` null: of the whole data set. */
export function remask(db: Connection, version: number, row: number | null = null): void {
  if (row === null) {
    run(db, 'DELETE FROM masked_example WHERE key >= ? AND key < ?', ...keysOf(version));
    const rows = all<{ row: number }>(db, 'SELECT DISTINCT row FROM sensitive_spot WHERE version = ?', version);
    for (const one of rows) maskRow(db, version, one.row);
  } else {
    run(db, 'DELETE FROM masked_example WHERE key = ?', version * ROWS_A_VERSION + row);
    maskRow(db, version, row);
  }
}

/** The first row whose masked form is not what spots and decisions make of it; null where all fit. For `verify`. */
export function wronglyMasked(db: Connection): { readonly version: number; readonly row: number } | null {
  const rows = all<{ version: number; row: number }>(
    db,
    `SELECT version, row FROM sensitive_spot WHERE version IS NOT NULL
     UNION SELECT key / ${ROWS_A_VERSION}, key % ${ROWS_A_VERSION} FROM masked_example ORDER BY 1, 2`,
  );
  for (const { version, row } of rows) {
    const stored = one<MaskedRow>(db, `${MASKED} WHERE key = ?`, version * ROWS_A_VERSION + row);
    if (JSON.stringify(stored) !== JSON.stringify(maskedRow(db, version, row))) return { version, row };
  }
  return null;
}

const ROWS_A_VERSION = 2 ** 32;

function keysOf(version: number): readonly [number, number] {
  return [version * ROWS_A_VERSION, (version + 1) * ROWS_A_VERSION];
}

const SPOT = `
  SELECT s.row AS row, s.place AS place, s.start AS start, s."end" AS "end", s.kind AS kind, s.about AS about,
         (SELECT m.decision FROM masking m
          WHERE m.version = s.version AND m.kind = s.kind AND m.withdrawn_at IS NULL
            AND (m.row IS NULL OR (m.row = s.row AND m.place = s.place AND m.start = s.start))
          ORDER BY m.number DESC LIMIT 1) AS decision
  FROM sensitive_spot s`;

interface MaskedRow {
  readonly prompt: string | null;
  readonly other_prompt: string | null;
  readonly classes: string | null;
  readonly completion: string | null;
  readonly subcategory: string | null;
  readonly other: string | null;
}

const MASKED = 'SELECT prompt, other_prompt, classes, completion, subcategory, other FROM masked_example';

function maskRow(db: Connection, version: number, row: number): void {
  const masked = maskedRow(db, version, row);
  if (masked === null) return;
  run(
    db,
    `INSERT INTO masked_example (key, prompt, other_prompt, classes, completion, subcategory, other)
     VALUES (@key, @prompt, @other_prompt, @classes, @completion, @subcategory, @other)`,
    { key: version * ROWS_A_VERSION + row, ...masked },
  );
}

/** Null: nothing of the row is hidden. Columns that are as stored are null. */
function maskedRow(db: Connection, version: number, row: number): MaskedRow | null {
  const hidden: MaskedStretch[] = spotsOfRow(db, version, row).filter(({ decision }) => decision !== 'show');
  const example = hidden.length === 0 ? null : findExample(db, version, row);
  if (example === null) return null;
  const texts: Record<string, string | null> = {
    prompt: example.prompt,
    other_prompt: example.otherPrompt,
    completion: example.completion,
    subcategory: example.subcategory,
  };
  for (const [index, name] of (example.classes ?? []).entries()) texts[`classes/${index}`] = name;
  for (const [name, text] of Object.entries(example.other ?? {})) texts[`other/${name}`] = text;
  const placed: PlacedTexts = Object.fromEntries(
    Object.entries(texts).flatMap(([place, text]) => (text === null ? [] : [[place, text]])),
  );
  const masked = maskTexts(placed, hidden);
  const anyIn = (prefix: string) => Object.keys(masked).some((place) => place.startsWith(prefix));
  return {
    prompt: masked.prompt ?? null,
    other_prompt: masked.other_prompt ?? null,
    classes: anyIn('classes/')
      ? JSON.stringify(example.classes!.map((name, index) => masked[`classes/${index}`] ?? name))
      : null,
    completion: masked.completion ?? null,
    subcategory: masked.subcategory ?? null,
    other: anyIn('other/')
      ? JSON.stringify(
          Object.fromEntries(
            Object.entries(example.other!).map(([name, text]) => [name, masked[`other/${name}`] ?? text]),
          ),
        )
      : null,
  };
}
