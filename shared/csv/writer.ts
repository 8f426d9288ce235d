/** CSV as RFC 4180 writes it, rows ended by CR LF. */

/** For people: a cell that a spreadsheet would run as a formula stands behind an apostrophe, which it shows as text. */
export function csvForSpreadsheets(rows: readonly (readonly CsvValue[])[]): string {
  return rows.map((row) => line(row.map((value) => neutral(value)))).join('');
}

/** For programs: every cell as it is. What comes from others can hold formulas; do not offer it to be opened by a click. */
export function csvAsItIs(rows: readonly (readonly CsvValue[])[]): string {
  return rows.map((row) => line(row.map((value) => String(value ?? '')))).join('');
}

/** Null is an empty cell. */
export type CsvValue = string | number | boolean | null;

function line(cells: readonly string[]): string {
  // a row that is one empty cell would be a blank line, which readers skip
  const only = cells.length === 1 && cells[0] === '';
  return `${only ? '""' : cells.map(quoted).join(',')}\r\n`;
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) || cell !== cell.trim() ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** Numbers are safe: what begins with a minus sign is run only where it is a text. */
function neutral(value: CsvValue): string {
  if (typeof value !== 'string') return String(value ?? '');
  return /^[\s]*[=+\-@\t\r]/.test(value) ? `'${value}` : value;
}
