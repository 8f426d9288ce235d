import { createHash } from 'node:crypto';
import type { VersionDifference } from '../shared/contract/submissionForms.ts';
import { type ComparedRow, matchRows, sharesWords } from '../shared/submission/matchRows.ts';
import { type Connection, one, statement } from './connection.ts';
import { EXAMPLE_COLUMNS, type HashedExample } from './contentHash.ts';
import type { VersionRecord } from './submission.ts';

/** Rows of each kind that are named; their counts say how many there are. */
const NAMED = 100;

export interface CompareTools {
  readonly progress: (share: number) => void;
  readonly cancelled: () => boolean;
}

/** What differs between two versions of one data set. Null: it was cancelled. */
export function compareVersions(
  db: Connection,
  from: VersionRecord,
  to: VersionRecord,
  tools: CompareTools,
): VersionDifference | null {
  const total = from.examples + to.examples + 1;
  const before = comparedRows(db, from, (done) => tools.progress(done / total), tools.cancelled);
  if (before === null) return null;
  const after = comparedRows(db, to, (done) => tools.progress((from.examples + done) / total), tools.cancelled);
  if (after === null) return null;
  const prompt = (version: VersionRecord, row: number) => cellsOf(db, version, row).prompt ?? '';
  const matched = matchRows(before, after, (a, b) => sharesWords(prompt(from, a), prompt(to, b)));
  const view = (version: VersionRecord, row: number) => ({ row, cells: cellsOf(db, version, row) });
  const head = ({ number, examples, metric }: VersionRecord) => ({ number, examples, metric });
  return {
    from: head(from),
    to: head(to),
    columnsAdded: to.columns.filter((column) => !from.columns.includes(column)),
    columnsRemoved: from.columns.filter((column) => !to.columns.includes(column)),
    same: matched.same,
    moved: matched.moved,
    added: { count: matched.added.length, rows: matched.added.slice(0, NAMED).map((row) => view(to, row)) },
    removed: { count: matched.removed.length, rows: matched.removed.slice(0, NAMED).map((row) => view(from, row)) },
    changed: {
      count: matched.changed.length,
      rows: matched.changed.slice(0, NAMED).map(([a, b]) => {
        const [was, is] = [view(from, a), view(to, b)];
        const columns = [...new Set([...Object.keys(was.cells), ...Object.keys(is.cells)])];
        const differing = columns.filter((column) => was.cells[column] !== is.cells[column]);
        return { from: a, to: b, columns: differing, before: was, after: is };
      }),
    },
  };
}

function comparedRows(
  db: Connection,
  { key }: VersionRecord,
  progress: (done: number) => void,
  cancelled: () => boolean,
): ComparedRow[] | null {
  const rows: ComparedRow[] = [];
  const first = key * 2 ** 32;
  const stored = statement(db, `SELECT ${EXAMPLE_COLUMNS} FROM example WHERE key >= ? AND key < ? ORDER BY key`);
  for (const row of stored.iterate(first, first + 2 ** 32) as Iterable<HashedExample>) {
    const { row: place, part: _, name, ...said } = row;
    rows.push({ row: place, name, prompt: digest(row.prompt), content: digest(JSON.stringify(Object.values(said))) });
    if (rows.length % 5000 !== 0) continue;
    if (cancelled()) return null;
    progress(rows.length);
  }
  return rows;
}

/** Long enough that two different rows of a contest never share it, short enough for a million of them. */
function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64').slice(0, 22);
}

/** A row as its columns show it; cells that are not there are left out. */
function cellsOf(db: Connection, { key }: VersionRecord, row: number): Record<string, string> {
  const stored = one<HashedExample>(db, `SELECT ${EXAMPLE_COLUMNS} FROM example WHERE key = ?`, key * 2 ** 32 + row);
  if (!stored) return {};
  const cells: [string, string | number | null][] = [
    ['prompt', stored.prompt],
    ['other_prompt', stored.otherPrompt],
    ['classes', stored.classes],
    ['answer_index', stored.answerIndex],
    ['completion', stored.completion],
    ['subcategory', stored.subcategory],
    ...Object.entries(stored.other === null ? {} : (JSON.parse(stored.other) as Record<string, string>)),
  ];
  return Object.fromEntries(cells.flatMap(([column, cell]) => (cell === null ? [] : [[column, String(cell)]])));
}
