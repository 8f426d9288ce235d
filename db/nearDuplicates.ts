import { hashBytes } from '../shared/csv/cellHash.ts';
import {
  type BandedSketch,
  indexSketch,
  isNearDuplicate,
  type SharedPrompts,
  withBands,
} from '../shared/submission/nearDuplicates.ts';
import { createPromptSketcher, type PromptSketch, SKETCH_METHOD } from '../shared/submission/sketch.ts';
import { all, type Connection, one, run } from './connection.ts';
import type { FindingGroup } from './findings.ts';

/** Prompts of data sets in a comparable form, and which submissions' current data sets share them. For organizers. */

export function insertSketch(db: Connection, version: number, sketch: PromptSketch): void {
  run(
    db,
    'INSERT INTO prompt_sketch (version, method, rows, bands, signatures) VALUES (?, ?, ?, ?, ?)',
    version,
    SKETCH_METHOD,
    bytesOf(sketch.rows),
    bytesOf(withBands(sketch).bands),
    bytesOf(sketch.signatures),
  );
}

/** A pair of data sets as the record tells it. */
export interface StoredPair {
  readonly version: number;
  readonly other: number;
  readonly rows: number;
  readonly otherRows: number;
}

/**
 * Compares a data set with the current one of every other submission, whatever its round, and stores what they share.
 * Data sets of an older contest file are given their signatures here, once. Inside a transaction.
 */
export function findNearDuplicates(db: Connection, version: number): StoredPair[] {
  const others = all<{ key: number }>(
    db,
    `SELECT key FROM version AS v
     WHERE kind = 'original' AND submission <> (SELECT submission FROM version WHERE key = ?)
       AND number = (SELECT max(number) FROM version AS w WHERE w.submission = v.submission AND w.kind = 'original')
     ORDER BY key`,
    version,
  ).map(({ key }) => key);
  const own = sketchOf(db, version);
  if (own === null) return [];
  const found: StoredPair[] = [];
  const index = indexSketch(own);
  for (const key of others) {
    const other = sketchOf(db, key) ?? sketchAnew(db, key);
    const shared = index.compare(other);
    if (!isNearDuplicate(shared, { rows: own.rows.length, otherRows: other.rows.length })) continue;
    const pair = inOrder(version, key, shared);
    run(
      db,
      'INSERT INTO near_duplicate (version, other, rows, other_rows, pairs) VALUES (?, ?, ?, ?, ?)',
      pair.version,
      pair.other,
      pair.rows,
      pair.otherRows,
      JSON.stringify(pair.pairs),
    );
    found.push({ version: pair.version, other: pair.other, rows: pair.rows, otherRows: pair.otherRows });
  }
  return found;
}

/** What a data set shares with another submission's, seen from its side. */
export interface NearDuplicate extends SharedPrompts {
  readonly submission: string;
  readonly title: string;
}

/** Only with current data sets of submissions that are in the contest; those with most rows first. */
export function nearDuplicatesOf(db: Connection, version: number): NearDuplicate[] {
  return all<Omit<NearDuplicate, 'pairs'> & { readonly pairs: string; readonly swapped: 0 | 1 }>(
    db,
    `SELECT s.id AS submission, s.title AS title, iif(swapped, n.other_rows, n.rows) AS rows,
            iif(swapped, n.rows, n.other_rows) AS otherRows, n.pairs AS pairs, swapped
     FROM (SELECT *, other = @version AS swapped FROM near_duplicate WHERE version = @version OR other = @version) AS n
     JOIN version AS v ON v.key = iif(swapped, n.version, n.other)
     JOIN submission AS s ON s.id = v.submission
     WHERE s.withdrawn_at IS NULL
       AND v.number = (SELECT max(number) FROM version AS w WHERE w.submission = s.id AND w.kind = 'original')
     ORDER BY rows DESC, s.id`,
    { version },
  ).map(({ pairs, swapped, ...shared }) => {
    const stored = JSON.parse(pairs) as SharedPrompts['pairs'];
    return { ...shared, pairs: swapped ? stored.map(([row, other, alike]) => [other, row, alike] as const) : stored };
  });
}

/** Each of them as a group of findings. For organizers only: they name the other submission. */
export function nearDuplicateGroups(db: Connection, version: number): FindingGroup[] {
  return nearDuplicatesOf(db, version).map(({ submission, title, rows, pairs }) => {
    const [first] = pairs;
    const such = first === undefined ? '' : `, such as row ${first[0]}, there row ${first[1]}`;
    return {
      level: 'warning',
      rule: 'near-duplicate',
      message: `${rows === 1 ? '1 prompt is' : `${rows} prompts are`} almost the same as prompts of “${title}” (${submission})${such}; ask which came first, or mark one as the same task.`,
      count: rows,
      rows: pairs.map(([row, other, alike]) => ({
        row,
        column: 'prompt',
        message: `Row ${row}: almost the same as row ${other} of ${submission} (similarity ${alike.toFixed(2)}).`,
      })),
    };
  });
}

function inOrder(
  version: number,
  other: number,
  shared: SharedPrompts,
): StoredPair & { readonly pairs: SharedPrompts['pairs'] } {
  if (version < other) return { version, other, ...shared };
  return {
    version: other,
    other: version,
    rows: shared.otherRows,
    otherRows: shared.rows,
    pairs: shared.pairs.map(([row, there, alike]) => [there, row, alike] as const),
  };
}

function sketchOf(db: Connection, version: number): BandedSketch | null {
  const stored = one<{ rows: Buffer; bands: Buffer }>(
    db,
    'SELECT rows, bands FROM prompt_sketch WHERE version = ? AND method = ?',
    version,
    SKETCH_METHOD,
  );
  if (stored === null) return null;
  const { rows, bands } = stored;
  return {
    rows: new Uint32Array(aligned(rows), 0, rows.byteLength / 4),
    bands: new Int32Array(aligned(bands), 0, bands.byteLength / 4),
    signatures: () => signaturesOf(db, version),
  };
}

function signaturesOf(db: Connection, version: number): Uint16Array {
  const stored = one<{ signatures: Buffer }>(db, 'SELECT signatures FROM prompt_sketch WHERE version = ?', version);
  if (stored === null) throw new Error('a sketch has bands and no signatures');
  return new Uint16Array(aligned(stored.signatures), 0, stored.signatures.byteLength / 2);
}

function sketchAnew(db: Connection, version: number): BandedSketch {
  const sketcher = createPromptSketcher();
  const hash = new Int32Array(2);
  const rows = db.prepare('SELECT row, prompt FROM example WHERE key >= ? AND key < ? ORDER BY key');
  for (const example of rows.iterate(version * 2 ** 32, (version + 1) * 2 ** 32)) {
    const { row, prompt } = example as { readonly row: number; readonly prompt: string };
    const bytes = Buffer.from(prompt);
    hashBytes(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), 0, bytes.byteLength, hash);
    sketcher.see(row, prompt, hash[0]!);
  }
  const sketch = sketcher.end();
  run(db, 'DELETE FROM prompt_sketch WHERE version = ?', version);
  insertSketch(db, version, sketch);
  return withBands(sketch);
}

/** Little-endian, as every machine that Assay runs on. */
function bytesOf(values: Uint32Array | Int32Array | Uint16Array): Buffer {
  return Buffer.from(values.buffer, values.byteOffset, values.byteLength);
}

/** Memory in which these bytes come first: their own, unless they share it with others. */
function aligned(bytes: Buffer): ArrayBufferLike {
  if (bytes.byteOffset === 0) return bytes.buffer;
  const copy = new ArrayBuffer(bytes.byteLength);
  new Uint8Array(copy).set(bytes);
  return copy;
}
