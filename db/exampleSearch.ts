import { searchPieces, searchQuery, spaced } from '../shared/submission/searchText.ts';
import { all, type Connection, one, run } from './connection.ts';

/** `organizer`: every text of an example. `blind`: what a reviewer can read, and nothing else. */
export type SearchScope = 'organizer' | 'blind';

export interface FoundRows {
  readonly total: number;
  /** Keys of `example`, in the order of the file. */
  readonly keys: readonly number[];
}

/**
 * A page of the examples in which every word of a search stands. Words are looked up in the index, so that a million
 * examples answer as soon as a thousand; those that are not in it yet, right after a large import, are read through.
 */
export function searchExamples(
  db: Connection,
  version: number,
  page: {
    readonly search: string;
    readonly scope: SearchScope;
    readonly offset: number;
    readonly limit: number;
  },
): FoundRows {
  const query = searchQuery(page.search);
  const first = version * ROWS_A_VERSION;
  const examples = one<{ examples: number }>(db, 'SELECT examples FROM version WHERE key = ?', version)?.examples ?? 0;
  const indexed = Math.min(indexedRows(db, version), examples);
  // signs alone are in no index of words, and the index holds what masks hide from blind roles
  const split = query === null || (page.scope === 'blind' && hasMasks(db, version)) ? 0 : indexed;
  const search = query === null || split === 0 ? null : indexSearch(db, query, page.scope, first, first + split);
  const inIndex = search?.count ?? 0;
  const keys = search === null || page.offset >= inIndex ? [] : foundKeys(db, search, page.offset, page.limit);
  if (split === examples) return { total: inIndex, keys };
  const rest = readThrough(db, page, first + split, first + examples, inIndex, keys.length);
  return { total: inIndex + rest.total, keys: [...keys, ...rest.keys] };
}

function hasMasks(db: Connection, version: number): boolean {
  const first = version * ROWS_A_VERSION;
  return (
    one(db, 'SELECT 1 FROM masked_example WHERE key >= ? AND key < ? LIMIT 1', first, first + ROWS_A_VERSION) !== null
  );
}

/** How many of a data set's first rows are in the index. */
export function indexedRows(db: Connection, version: number): number {
  return one<{ rows: number }>(db, 'SELECT rows FROM example_search_state WHERE version = ?', version)?.rows ?? 0;
}

/** Data sets of which rows are missing in the index, the newest first: it is the one that somebody is looking at. */
export function unindexedVersions(db: Connection): readonly { readonly version: number; readonly examples: number }[] {
  return all(
    db,
    `SELECT v.key AS version, v.examples AS examples
     FROM version v LEFT JOIN example_search_state s ON s.version = v.key
     WHERE coalesce(s.rows, 0) < v.examples ORDER BY v.key DESC`,
  );
}

/** Puts the next rows of a data set into the index, at most so many; how many are in it now. Inside a transaction. */
export function indexMore(db: Connection, version: number, most: number): number {
  const from = indexedRows(db, version);
  const first = version * ROWS_A_VERSION + from;
  knowSpaced(db);
  const { changes } = run(db, INDEX, first, first + most);
  const rows = from + changes;
  run(
    db,
    'INSERT INTO example_search_state VALUES (?, ?) ON CONFLICT (version) DO UPDATE SET rows = excluded.rows',
    version,
    rows,
  );
  return rows;
}

const ROWS_A_VERSION = 2 ** 32;

/** A text of ASCII alone needs no look at its scripts. */
const words = (column: string) =>
  `iif(octet_length(${column}) = length(${column}), ${column}, assay_spaced(${column}))`;

const INDEX = `
  INSERT INTO example_search (rowid, prompt, other_prompt, completion, subcategory, kept)
  SELECT key, ${words('prompt')}, ${words('other_prompt')}, ${words('completion')}, ${words('subcategory')},
         iif(name IS NULL AND other IS NULL, NULL,
             assay_spaced(concat_ws(' ', name, (SELECT group_concat(value, ' ') FROM json_each(other)))))
  FROM example WHERE key >= ? AND key < ? ORDER BY key`;

const knowing = new WeakSet<Connection>();

function knowSpaced(db: Connection): void {
  if (knowing.has(db)) return;
  db.function('assay_spaced', { deterministic: true, directOnly: true }, (text: unknown) =>
    typeof text === 'string' ? spaced(text) : null,
  );
  knowing.add(db);
}

function scoped(query: string, scope: SearchScope): string {
  return scope === 'blind' ? `{prompt other_prompt completion subcategory} : (${query})` : query;
}

/**
 * A search in the index, remembered: rows of a version never change, so that it holds as long as no more of them are
 * indexed.
 */
interface IndexSearch {
  /** As FTS5 is asked. */
  readonly query: string;
  /** Keys from the first on, up to the last, not included. */
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** Of every match, from the first row on, four bytes each; null until a page is asked for that lies far down. */
  rows: Uint32Array | null;
}

const searches = new WeakMap<Connection, Map<string, IndexSearch>>();
const REMEMBERED_SEARCHES = 50;
/** Matches. */
const FAR = 2000;

function indexSearch(db: Connection, query: string, scope: SearchScope, from: number, to: number): IndexSearch {
  let known = searches.get(db);
  if (!known) {
    known = new Map();
    searches.set(db, known);
  }
  const name = `${from} ${to} ${scope} ${query}`;
  let search = known.get(name);
  if (search === undefined) {
    const asked = scoped(withoutBeginning(db, query), scope);
    const count =
      one<{ n: number }>(
        db,
        'SELECT count(*) AS n FROM example_search WHERE example_search MATCH ? AND rowid >= ? AND rowid < ?',
        asked,
        from,
        to,
      )?.n ?? 0;
    search = { query: asked, from, to, count, rows: null };
    if (known.size >= REMEMBERED_SEARCHES) known.clear();
    known.set(name, search);
  }
  return search;
}

/** A page of the matches. FTS5 walks to it from the first match; where that is far, all matches are written down once. */
function foundKeys(db: Connection, search: IndexSearch, offset: number, limit: number): number[] {
  const { query, from, to } = search;
  if (offset >= FAR) {
    search.rows ??= allRows(db, search);
    return Array.from(search.rows.subarray(offset, offset + limit), (row) => from + row);
  }
  return all<{ key: number }>(
    db,
    `SELECT rowid AS key FROM example_search
     WHERE example_search MATCH ? AND rowid >= ? AND rowid < ? ORDER BY rowid LIMIT ? OFFSET ?`,
    query,
    from,
    to,
    limit,
    offset,
  ).map(({ key }) => key);
}

function allRows(db: Connection, { query, from, to, count }: IndexSearch): Uint32Array {
  const rows = new Uint32Array(count);
  const found = db
    .prepare(
      `SELECT rowid - @from FROM example_search
       WHERE example_search MATCH @query AND rowid >= @from AND rowid < @to ORDER BY rowid`,
    )
    .pluck();
  let at = 0;
  for (const row of found.iterate({ query, from, to })) rows[at++] = row as number;
  return rows;
}

/**
 * The query for a whole word where its last word begins no longer one in the whole index: all rows that have a beginning
 * must be gathered before the first is found, where those with a word are found one after the other.
 */
function withoutBeginning(db: Connection, query: string): string {
  const word = /([A-Za-z0-9]+)" \*$/.exec(query)?.[1]?.toLowerCase();
  if (word === undefined) return query;
  knowWords(db);
  const longer = one(
    db,
    'SELECT 1 FROM temp.example_words WHERE term >= ? AND term < ? LIMIT 1',
    `${word}\u0001`,
    `${word}\u{10ffff}`,
  );
  return longer === null ? query.slice(0, -' *'.length) : query;
}

const knowingWords = new WeakSet<Connection>();

function knowWords(db: Connection): void {
  if (knowingWords.has(db)) return;
  db.exec('CREATE VIRTUAL TABLE IF NOT EXISTS temp.example_words USING fts5vocab (main, example_search, row)');
  knowingWords.add(db);
}

const SCOPES: Readonly<Record<SearchScope, string>> = {
  blind: `concat_ws(' ', prompt, other_prompt, completion, subcategory)`,
  organizer: `concat_ws(' ', prompt, other_prompt, completion, subcategory, name, other)`,
};

function readThrough(
  db: Connection,
  page: { readonly search: string; readonly scope: SearchScope; readonly offset: number; readonly limit: number },
  from: number,
  to: number,
  before: number,
  taken: number,
): FoundRows {
  const pieces = searchPieces(page.search);
  const patterns = (pieces.length > 0 ? pieces : [page.search]).map(containing);
  const table = page.scope === 'blind' ? 'blind_example' : 'example';
  const where = `key >= ? AND key < ?${` AND ${SCOPES[page.scope]} LIKE ? ESCAPE '\\'`.repeat(patterns.length)}`;
  const total =
    one<{ n: number }>(db, `SELECT count(*) AS n FROM ${table} WHERE ${where}`, from, to, ...patterns)?.n ?? 0;
  const offset = Math.max(0, page.offset - before);
  const keys = all<{ key: number }>(
    db,
    `SELECT key FROM ${table} WHERE ${where} ORDER BY key LIMIT ? OFFSET ?`,
    from,
    to,
    ...patterns,
    page.limit - taken,
    offset,
  );
  return { total, keys: keys.map(({ key }) => key) };
}

/** For `LIKE ? ESCAPE '\\'`: finds the text itself, whatever signs it holds. */
function containing(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}
