import { createHash } from 'node:crypto';
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
 * examples answer as soon as a thousand; those that are not in it yet, right after a large import, are read through, and so
 * are those of which the index holds what blind roles do not read.
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
  // signs alone are in no index of words
  const split = query === null ? 0 : indexed;
  const search = query === null || split === 0 ? null : indexSearch(db, query, page.scope, first, first + split);
  const masked = search?.masks ? maskedKeys(db, page.search, first, first + split) : [];
  const inIndex = (search?.count ?? 0) + masked.length;
  const keys = search === null || page.offset >= inIndex ? [] : pageOf(db, search, masked, page.offset, page.limit);
  if (split === examples) return { total: inIndex, keys };
  const rest = readThrough(db, page, first + split, first + examples, inIndex, keys.length);
  return { total: inIndex + rest.total, keys: [...keys, ...rest.keys] };
}

/** Masked rows in which a search stands as blind roles read them, in the order of the file. */
function maskedKeys(db: Connection, search: string, from: number, to: number): number[] {
  const { where, patterns } = containing(search, 'blind');
  return all<{ key: number }>(
    db,
    `SELECT key FROM blind_example
     WHERE key IN (SELECT key FROM masked_example WHERE key >= ? AND key < ?)${where} ORDER BY key`,
    ...[from, to, ...patterns],
  ).map(({ key }) => key);
}

/** Which rows are masked, in short; null where none is. */
function masksOf(db: Connection, from: number, to: number): string | null {
  const keys = all<{ key: number }>(
    db,
    'SELECT key FROM masked_example WHERE key >= ? AND key < ? ORDER BY key',
    from,
    to,
  );
  if (keys.length === 0) return null;
  return createHash('sha256')
    .update(keys.map(({ key }) => key).join())
    .digest('base64');
}

/** A page of what is found in the index and of the masked rows, which the index does not find, in the order of the file. */
function pageOf(
  db: Connection,
  search: IndexSearch,
  masked: readonly number[],
  offset: number,
  limit: number,
): readonly number[] {
  if (masked.length === 0) return foundKeys(db, search, offset, limit);
  // whatever of the index is on the page has at most all masked rows before it
  const skipped = Math.max(0, offset - masked.length);
  const found = foundKeys(db, search, skipped, offset + limit - skipped);
  const [first] = found;
  const before = skipped === 0 || first === undefined ? 0 : masked.filter((key) => key < first).length;
  const merged = [...found, ...masked.slice(before)].sort((a, b) => a - b);
  const start = offset - skipped - before;
  return merged.slice(start, start + limit);
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
 * indexed and the same ones are masked.
 */
interface IndexSearch {
  /** As FTS5 is asked. */
  readonly query: string;
  /** Keys from the first on, up to the last, not included. */
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** Whether rows between them are masked: these are not among the matches. */
  readonly masks: boolean;
  /** The matches around a page that lay far down, by their place among all: the next pages are mostly near it. */
  stretch: { readonly offset: number; readonly keys: readonly number[] };
}

const searches = new WeakMap<Connection, Map<string, IndexSearch>>();
const REMEMBERED_SEARCHES = 50;
/** Matches: up to here a page is walked to each time. */
const NEAR = 2000;
/** Matches that are kept before and after a page that lies farther down. */
const AROUND = 1000;

function indexSearch(db: Connection, query: string, scope: SearchScope, from: number, to: number): IndexSearch {
  let known = searches.get(db);
  if (!known) {
    known = new Map();
    searches.set(db, known);
  }
  const masks = scope === 'blind' ? masksOf(db, from, to) : null;
  const name = `${from} ${to} ${scope} ${masks} ${query}`;
  let search = known.get(name);
  if (search === undefined) {
    const asked = scoped(withoutBeginning(db, query), scope);
    const count =
      one<{ n: number }>(
        db,
        `SELECT count(*) AS n FROM example_search
         WHERE example_search MATCH @query AND rowid >= @from AND rowid < @to${masks === null ? '' : UNMASKED}`,
        { query: asked, from, to },
      )?.n ?? 0;
    search = { query: asked, from, to, count, masks: masks !== null, stretch: { offset: 0, keys: [] } };
    if (known.size >= REMEMBERED_SEARCHES) known.clear();
    known.set(name, search);
  }
  return search;
}

const UNMASKED = ' AND rowid NOT IN (SELECT key FROM masked_example WHERE key >= @from AND key < @to)';

/**
 * A page of the matches. FTS5 walks to it from the first match, past a million of them in 50 ms; where that is far, what
 * lies around the page is taken along.
 */
function foundKeys(db: Connection, search: IndexSearch, offset: number, limit: number): readonly number[] {
  if (offset >= search.count) return [];
  if (offset + limit <= NEAR) return walkTo(db, search, offset, limit);
  const end = Math.min(offset + limit, search.count);
  const { stretch } = search;
  if (offset < stretch.offset || end > stretch.offset + stretch.keys.length) {
    const from = Math.max(0, offset - AROUND);
    search.stretch = { offset: from, keys: walkTo(db, search, from, end + AROUND - from) };
  }
  const { offset: first, keys } = search.stretch;
  return keys.slice(offset - first, end - first);
}

function walkTo(db: Connection, { query, from, to, masks }: IndexSearch, offset: number, limit: number): number[] {
  return all<{ key: number }>(
    db,
    `SELECT rowid AS key FROM example_search
     WHERE example_search MATCH @query AND rowid >= @from AND rowid < @to${masks ? UNMASKED : ''}
     ORDER BY rowid LIMIT @limit OFFSET @offset`,
    { query, from, to, limit, offset },
  ).map(({ key }) => key);
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
  const { where: said, patterns } = containing(page.search, page.scope);
  const table = page.scope === 'blind' ? 'blind_example' : 'example';
  const where = `key >= ? AND key < ?${said}`;
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

/** What a row must hold: the pieces of a search themselves, whatever signs they hold. */
function containing(search: string, scope: SearchScope): { readonly where: string; readonly patterns: string[] } {
  const pieces = searchPieces(search);
  const patterns = (pieces.length > 0 ? pieces : [search]).map((text) => `%${text.replace(/[\\%_]/g, '\\$&')}%`);
  return { where: ` AND ${SCOPES[scope]} LIKE ? ESCAPE '\\'`.repeat(patterns.length), patterns };
}
