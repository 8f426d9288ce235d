import { type CsvTable, createCsvReader } from '../../shared/csv/reader.ts';

/** One file and what pandas made of it: a table, a refusal, or an index that the header does not name. */
export interface CsvCase {
  readonly file: string;
  readonly header?: readonly string[];
  readonly rows?: readonly (readonly (string | null)[])[];
  readonly error?: string;
  readonly implicit?: boolean;
}

/** The file read in chunks of the given sizes (the last size repeats). */
export function readInChunks(bytes: Uint8Array, sizes: readonly number[]): CsvTable {
  let header: readonly string[] = [];
  const rows: (readonly string[])[] = [];
  const problems: CsvTable['problems'][number][] = [];
  const reader = createCsvReader({
    header: (cells) => {
      header = cells;
    },
    row: (cells) => rows.push(cells),
    problem: (problem) => problems.push(problem),
  });
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const size = Math.max(1, sizes[Math.min(turn, sizes.length - 1)] ?? bytes.length);
    reader.push(bytes.subarray(at, at + size));
    at += size;
  }
  reader.end();
  return { header, rows, problems };
}

/**
 * Null if the reading agrees with pandas, else what differs. pandas fills short rows, takes surplus cells of every row
 * as an index, and cuts at NUL: there a problem is what is asked for here, and the other rows must agree.
 */
export function disagreement(known: CsvCase, read: CsvTable): string | null {
  const rules = new Set(read.problems.map((problem) => problem.rule));
  if (known.error !== undefined) return read.problems.length > 0 ? null : `pandas refuses (${known.error})`;
  if (known.implicit)
    return rules.has('too-many-cells') || rules.has('space-after-carriage-return')
      ? null
      : 'pandas takes the first cells as an index';
  // pandas repeats rows there, or fails.
  if (rules.has('space-after-carriage-return')) return null;
  const header = known.header ?? [];
  const rows = known.rows ?? [];
  if ([...rules].every((rule) => rule === 'too-few-cells' || rule === 'nul-character')) {
    const names = read.header.map((name, at) => (name === '' ? `Unnamed: ${at}` : name));
    if (new Set(names).size === names.length && JSON.stringify(names) !== JSON.stringify(header)) return 'other header';
    const broken = new Set(read.problems.map((problem) => problem.row));
    const short = new Set(read.problems.filter(({ rule }) => rule === 'too-few-cells').map((problem) => problem.row));
    const whole = rows.filter((_, row) => !broken.has(row));
    if (JSON.stringify(whole) !== JSON.stringify(read.rows)) return 'other cells';
    for (const row of short) if (rows[row ?? -1]?.at(-1) !== '') return `row ${row} is not short`;
    return null;
  }
  return `only here a problem: ${[...rules].join(', ')}`;
}
