/** What can be wrong with a CSV file as such. */
export type CsvRule =
  | 'empty-file'
  | 'too-many-columns'
  | 'too-many-cells'
  | 'too-few-cells'
  | 'space-after-carriage-return'
  | 'unclosed-quote'
  | 'invalid-utf8'
  | 'invalid-utf16'
  | 'utf-32'
  | 'nul-character'
  | 'cell-too-long';

/**
 * One thing that is wrong. `row` counts from 0, the first row after the header; null: the header or the whole file.
 * `column` is the cell's place in its row, from 0.
 */
export interface CsvProblem {
  readonly rule: CsvRule;
  readonly row: number | null;
  readonly column: number | null;
  readonly message: string;
}

/** Bytes. Engines hold strings of 512 MB at most; nothing near it is a cell of an example. */
export const MAX_CELL = 1 << 26;

/** What is wrong with one cell; `cell` names it, as `cellName` does. */
export const cellSentence = {
  'unclosed-quote': (cell: string) =>
    `${cell} opens a quote that is never closed: the rest of the file is inside it; close it, or double it if it is text.`,
  'cell-too-long': (cell: string) =>
    `${cell} holds more than ${MAX_CELL >> 20} MB; look for a quote that was opened there and never closed.`,
  'nul-character': (cell: string) =>
    `${cell} holds a NUL character, at which pandas would cut the cell off; remove it, or save the file as UTF-8 if it is UTF-16 without a byte order mark.`,
  'invalid-utf8': (cell: string, byte: number) =>
    `${cell} is not valid UTF-8 (byte 0x${byte.toString(16)}); save the file as UTF-8 and mend the characters there.`,
  'invalid-utf16': (cell: string) =>
    `${cell} is not valid UTF-16 (half of a surrogate pair, or a byte is missing); save the file as UTF-8 and mend the characters there.`,
} as const;

export const fileSentence = {
  'empty-file': 'The file holds no row at all, so no row can be named; choose a file with a header and examples.',
  'utf-32': 'The whole file is UTF-32, so no row can be named; save it as UTF-8.',
} as const;

/** Names a cell by its column's name where there is one, else by its place, counted from 0. Row null: the header. */
export function cellName(name: string, column: number, row: number | null): string {
  const said = name === '' ? `Column ${column}` : `Column ${JSON.stringify(name.slice(0, 60))}`;
  return `${said} of ${row === null ? 'the header' : `row ${row}`}`;
}

export function columnCountSentence(count: number): string {
  return `The header has ${count} columns; check that this is a submission's CSV file.`;
}

export function cellCountSentence(row: number, count: number, expected: number): string {
  const advice =
    count > expected
      ? 'put quotes around a cell that holds a comma, double the quotes inside it, and give every column, row names too, a cell in the header'
      : 'look for a missing comma, or a line break or quote that is not inside quotes';
  return `Row ${row} has ${count} ${count === 1 ? 'cell' : 'cells'} where the header has ${expected}; ${advice}.`;
}

export function loneReturnSentence(row: number | null): string {
  const who = row === null ? 'The header' : `Row ${row}`;
  return `${who} begins with white space after a line that ends in a lone carriage return, which pandas cannot read; save the file with LF or CRLF as line ends.`;
}
