import type { Statement } from 'better-sqlite3';
import type { ExampleBatch } from '../shared/submission/batch.ts';
import type { Example } from '../shared/submission/reader.ts';
import { all, type Connection, one, statement } from './connection.ts';
import { EXAMPLE_COLUMNS, type HashedExample } from './contentHash.ts';
import { searchExamples } from './exampleSearch.ts';

export interface ExampleWriter {
  add(batch: ExampleBatch): void;
  /** Writes what is left. */
  end(): void;
}

/** Writes a data set's examples inside the caller's transaction, a hundred a statement. */
export function createExampleWriter(db: Connection, version: number): ExampleWriter {
  const first = version * ROWS_A_VERSION;
  let insert: Insert | null = null;
  let waiting: unknown[] = [];
  /** Of the first row that waits; the others follow it without a gap. */
  let waitingFrom = 0;
  let waitingRows = 0;

  function add(batch: ExampleBatch): void {
    if ((batch.rows.at(-1) ?? 0) >= ROWS_A_VERSION) throw new Error("a row does not fit into an example's key");
    insert ??= insertFor(db, batch);
    const columns = columnsOf(batch);
    for (const place of insert.absent) {
      if (columns[place] !== null) throw new Error(`a batch has a column ${COLUMNS[place]}, which the first has not`);
    }
    const present = insert.present.map((place) => columns[place]!);
    for (let at = 0; at < batch.count; at += 1) {
      const row = batch.rows[at]!;
      if (row !== waitingFrom + waitingRows) {
        writeSingly();
        waitingFrom = row;
      }
      for (const column of present) waiting.push(column[at]);
      waitingRows += 1;
      if (waitingRows === BATCH) {
        insert.batch.run(waiting, { version, first: first + waitingFrom, row: waitingFrom });
        waiting = [];
        waitingFrom += BATCH;
        waitingRows = 0;
      }
    }
  }

  function writeSingly(): void {
    if (insert === null) return;
    const { width } = insert;
    for (let at = 0; at < waitingRows; at += 1) {
      const row = waitingFrom + at;
      insert.single.run(waiting.slice(at * width, (at + 1) * width), { version, first: first + row, row });
    }
    waiting = [];
    waitingRows = 0;
  }

  return { add, end: writeSingly };
}

/** A page of a data set in the order of its file, and how many examples there are in all. */
export function examplesPage(
  db: Connection,
  version: number,
  page: { readonly offset: number; readonly limit: number; readonly search?: string | undefined },
): { readonly total: number; readonly examples: readonly Example[] } {
  const search = page.search?.trim() ?? '';
  if (search === '') {
    // Rows are numbered without gaps, so that the page is found by its key however far down it lies.
    const first = version * ROWS_A_VERSION;
    const examples = all<HashedExample>(
      db,
      `${EXAMPLE} WHERE key >= ? AND key < ? ORDER BY key`,
      first + page.offset,
      Math.min(first + page.offset + page.limit, first + ROWS_A_VERSION),
    );
    return { total: countExamples(db, version), examples: examples.map(readExample) };
  }
  const { total, keys } = searchExamples(db, version, { ...page, search, scope: 'organizer' });
  return { total, examples: keys.flatMap((key) => findExample(db, version, key - version * ROWS_A_VERSION) ?? []) };
}

export function findExample(db: Connection, version: number, row: number): Example | null {
  const stored = one<HashedExample>(db, `${EXAMPLE} WHERE key = ?`, version * ROWS_A_VERSION + row);
  return stored === null ? null : readExample(stored);
}

/** Every example of a data set in the order of its file, one at a time. Nothing may be written while it is read. */
export function* examplesOf(db: Connection, version: number): Generator<Example> {
  const first = version * ROWS_A_VERSION;
  // Its own statement: one that is being read cannot be run a second time.
  const rows = db.prepare(`${EXAMPLE} WHERE key >= ? AND key < ? ORDER BY key`);
  for (const stored of rows.iterate(first, first + ROWS_A_VERSION)) yield readExample(stored as HashedExample);
}

/** An example's key is version × 2^32 + row. */
const ROWS_A_VERSION = 2 ** 32;
const BATCH = 100;

const EXAMPLE = `SELECT ${EXAMPLE_COLUMNS} FROM example`;

/** Columns that are bound; in the order of `columnsOf`. */
const COLUMNS = [
  'part',
  'name',
  'prompt',
  'other_prompt',
  'classes',
  'answer_index',
  'completion',
  'subcategory',
  'other',
] as const;

type Column = readonly (string | number)[];

/** Null stands for a column that the data set has not. */
function columnsOf(batch: ExampleBatch): readonly (Column | null)[] {
  const lists = batch.lists.map((list) => JSON.stringify(list));
  return [
    batch.part === null ? null : batch.rows.map(() => batch.part!),
    batch.names,
    batch.prompts,
    batch.otherPrompts,
    batch.listOf?.map((place) => lists[place]!) ?? null,
    batch.answerIndexes,
    batch.completions,
    batch.subcategories,
    batch.others,
  ];
}

interface Insert {
  /** Values a row. */
  readonly width: number;
  /** Places in `COLUMNS`. */
  readonly present: readonly number[];
  readonly absent: readonly number[];
  readonly batch: Statement;
  readonly single: Statement;
}

/**
 * Statements for the columns that a data set has, and of a hundred rows one key: binding takes most of the time that
 * writing takes, and a null or a number takes as long as a text. Kept with the connection: many small data sets have the
 * same columns, and a statement of a hundred rows is not given back before the thread comes to rest.
 */
function insertFor(db: Connection, first: ExampleBatch): Insert {
  const columns = columnsOf(first);
  const places = COLUMNS.map((_, place) => place);
  const present = places.filter((place) => columns[place] !== null);
  const absent = places.filter((place) => columns[place] === null);
  const names = present.map((place) => COLUMNS[place]).join(', ');
  const marks = present.map(() => '?').join(', ');
  const sql = (rows: number) => {
    const values = Array.from({ length: rows }, (_, at) => `(@version, @first + ${at}, @row + ${at}, ${marks})`);
    return `INSERT INTO example (version, key, row, ${names}) VALUES ${values.join(', ')}`;
  };
  return { width: present.length, present, absent, batch: statement(db, sql(BATCH)), single: statement(db, sql(1)) };
}

function countExamples(db: Connection, version: number): number {
  return one<{ examples: number }>(db, 'SELECT examples FROM version WHERE key = ?', version)?.examples ?? 0;
}

function readExample(stored: HashedExample): Example {
  return {
    ...stored,
    classes: stored.classes === null ? null : (JSON.parse(stored.classes) as string[]),
    other: stored.other === null ? null : (JSON.parse(stored.other) as Record<string, string>),
  };
}
