import type { Statement } from 'better-sqlite3';
import type { Example } from '../shared/submission/reader.ts';
import { all, type Connection, one } from './connection.ts';
import type { ExampleHash } from './contentHash.ts';

export interface ExampleWriter {
  /** Each is hashed as it is stored. */
  add(examples: readonly Example[], hash: ExampleHash): void;
  /** Writes what is left. */
  end(): void;
}

/** Writes a data set's examples inside the caller's transaction, a hundred a statement. */
export function createExampleWriter(db: Connection, version: number): ExampleWriter {
  const listText = new WeakMap<readonly string[], string>();
  let insert: Insert | null = null;
  let waiting: unknown[] = [];

  function add(examples: readonly Example[], hash: ExampleHash): void {
    for (const example of examples) {
      if (example.row >= ROWS_A_VERSION) throw new Error(`row ${example.row} does not fit into an example's key`);
      insert ??= prepareInsert(db, version, example);
      // Readers hand out one list for all rows that have the same classes.
      let classes = example.classes === null ? null : (listText.get(example.classes) ?? null);
      if (example.classes !== null && classes === null) {
        classes = JSON.stringify(example.classes);
        listText.set(example.classes, classes);
      }
      const stored: StoredExample = {
        row: example.row,
        name: example.name,
        prompt: example.prompt,
        otherPrompt: example.otherPrompt,
        classes,
        answerIndex: example.answerIndex,
        completion: example.completion,
        subcategory: example.subcategory,
        other: example.other === null ? null : JSON.stringify(example.other),
      };
      hash.add(stored);
      waiting.push(version * ROWS_A_VERSION + example.row);
      for (const field of insert.fields) waiting.push(stored[field]);
      for (const field of insert.absent) {
        if (stored[field] !== null) throw new Error(`row ${example.row} has a ${field}, which the first row has not`);
      }
      if (waiting.length === BATCH * (insert.fields.length + 1)) {
        insert.batch.run(waiting);
        waiting = [];
      }
    }
  }

  function end(): void {
    if (insert === null) return;
    const width = insert.fields.length + 1;
    for (let at = 0; at < waiting.length; at += width) insert.single.run(waiting.slice(at, at + width));
    waiting = [];
  }

  return { add, end };
}

/** A page of a data set in the order of its file, and how many examples there are in all. */
export function examplesPage(
  db: Connection,
  version: number,
  page: { readonly offset: number; readonly limit: number; readonly search?: string | undefined },
): { readonly total: number; readonly examples: readonly Example[] } {
  const search = page.search ?? '';
  if (search === '') {
    // Rows are numbered without gaps, so that the page is found by its key however far down it lies.
    const first = version * ROWS_A_VERSION;
    const examples = all<StoredExample>(
      db,
      `${EXAMPLE} WHERE key >= ? AND key < ? ORDER BY key`,
      first + page.offset,
      Math.min(first + page.offset + page.limit, first + ROWS_A_VERSION),
    );
    return { total: countExamples(db, version), examples: examples.map(readExample) };
  }
  const range = [version * ROWS_A_VERSION, (version + 1) * ROWS_A_VERSION];
  const like = containing(search);
  const total = one<{ n: number }>(db, `SELECT count(*) AS n FROM example WHERE ${FOUND}`, ...range, like, like, like);
  const examples = all<StoredExample>(
    db,
    `${EXAMPLE} WHERE ${FOUND} ORDER BY key LIMIT ? OFFSET ?`,
    ...range,
    like,
    like,
    like,
    page.limit,
    page.offset,
  );
  return { total: total?.n ?? 0, examples: examples.map(readExample) };
}

export function findExample(db: Connection, version: number, row: number): Example | null {
  const stored = one<StoredExample>(db, `${EXAMPLE} WHERE key = ?`, version * ROWS_A_VERSION + row);
  return stored === null ? null : readExample(stored);
}

/** Every example of a data set in the order of its file, one at a time. Nothing may be written while it is read. */
export function* examplesOf(db: Connection, version: number): Generator<Example> {
  const first = version * ROWS_A_VERSION;
  // Its own statement: one that is being read cannot be run a second time.
  const rows = db.prepare(`${EXAMPLE} WHERE key >= ? AND key < ? ORDER BY key`);
  for (const stored of rows.iterate(first, first + ROWS_A_VERSION)) yield readExample(stored as StoredExample);
}

/** For `LIKE ? ESCAPE '\\'`: finds the text itself, whatever signs it holds. */
export function containing(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}

/** An example's key is version × 2^32 + row. */
const ROWS_A_VERSION = 2 ** 32;
const BATCH = 100;

const FOUND = `key >= ? AND key < ?
  AND (prompt LIKE ? ESCAPE '\\' OR other_prompt LIKE ? ESCAPE '\\' OR completion LIKE ? ESCAPE '\\')`;

const EXAMPLE = `
  SELECT row, name, prompt, other_prompt AS otherPrompt, classes, answer_index AS answerIndex, completion, subcategory,
         other
  FROM example`;

/** Fields of an example and their columns. */
const COLUMNS = {
  row: 'row',
  name: 'name',
  prompt: 'prompt',
  otherPrompt: 'other_prompt',
  classes: 'classes',
  answerIndex: 'answer_index',
  completion: 'completion',
  subcategory: 'subcategory',
  other: 'other',
} as const satisfies Record<keyof Example, string>;

interface Insert {
  readonly fields: readonly (keyof Example)[];
  readonly absent: readonly (keyof Example)[];
  readonly batch: Statement;
  readonly single: Statement;
}

/**
 * Statements for the columns that a data set has. Null stands for a column that the file has not, in every row alike,
 * and binding a null costs as much as binding a number.
 */
function prepareInsert(db: Connection, version: number, first: Example): Insert {
  const known = Object.keys(COLUMNS) as (keyof Example)[];
  const fields = known.filter((field) => first[field] !== null);
  const absent = known.filter((field) => first[field] === null);
  const columns = ['key', ...fields.map((field) => COLUMNS[field])].join(', ');
  const places = `(${version}, ${Array(fields.length + 1)
    .fill('?')
    .join(', ')})`;
  const sql = (rows: number) =>
    `INSERT INTO example (version, ${columns}) VALUES ${Array(rows).fill(places).join(', ')}`;
  return { fields, absent, batch: db.prepare(sql(BATCH)), single: db.prepare(sql(1)) };
}

function countExamples(db: Connection, version: number): number {
  return one<{ examples: number }>(db, 'SELECT examples FROM version WHERE key = ?', version)?.examples ?? 0;
}

type StoredExample = Omit<Example, 'classes' | 'other'> & {
  readonly classes: string | null;
  readonly other: string | null;
};

function readExample(stored: StoredExample): Example {
  return {
    ...stored,
    classes: stored.classes === null ? null : (JSON.parse(stored.classes) as string[]),
    other: stored.other === null ? null : (JSON.parse(stored.other) as Record<string, string>),
  };
}
