/** The rows of one of the decision's tables, by column name, with findings that say where. */
export interface Table {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export type TableFile = 'scores.csv' | 'rankings.csv' | 'held.csv';

export interface TableFinding {
  readonly file: TableFile;
  readonly level: 'error' | 'warning';
  readonly rule: string;
  /** Counted from 0, the header not counted; `null` for the whole file. */
  readonly row: number | null;
  readonly column: string | null;
  readonly message: string;
}

export type Say = (rule: string, column: string | null, what: string) => void;

/** Finds the columns of a file and walks its rows; a file without its columns is reported and has no rows. */
export function tableReader(
  file: TableFile,
  table: Table,
  needed: readonly string[],
  findings: TableFinding[],
  optional: readonly string[] = [],
) {
  const header = table.header.map((name) =>
    name
      .replace(/^\uFEFF/, '')
      .trim()
      .toLowerCase(),
  );
  const error = (rule: string, row: number | null, column: string | null, what: string): void => {
    const where = row === null ? file : `${file}, row ${row}`;
    findings.push({ file, level: 'error', rule, row, column, message: `${where}: ${what}.` });
  };
  let usable = true;
  for (const column of [...needed, ...optional]) {
    const count = header.filter((name) => name === column).length;
    if (count > 1) error('column-twice', null, column, `two columns are named “${column}”; keep one`);
    else if (count === 0 && needed.includes(column))
      error('column-missing', null, column, `the column “${column}” is missing; it needs ${needed.join(', ')}`);
    else continue;
    usable = false;
  }
  const at = new Map([...needed, ...optional].map((column) => [column, header.indexOf(column)]));
  const forEachRow = (read: (cell: (column: string) => string, row: number, say: Say) => void): void => {
    if (!usable) return;
    for (const [row, cells] of table.rows.entries()) {
      if (cells.length <= 1 && (cells[0] ?? '') === '') continue; // a blank line
      if (cells.length !== header.length) {
        error('cell-count', row, null, `has ${cells.length} cells where the header has ${header.length}`);
        continue;
      }
      read(
        (column) => cells[at.get(column)!] ?? '',
        row,
        (rule, column, what) => error(rule, row, column, what),
      );
    }
  };
  return { has: (column: string): boolean => header.includes(column), forEachRow };
}

/** `2` and `2.0` are 2; anything else but digits is not a number. */
export function wholeNumber(text: string): number {
  return /^\d{1,9}(\.0+)?$/.test(text) ? Number(text) : Number.NaN;
}
