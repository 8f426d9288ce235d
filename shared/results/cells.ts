/**
 * How the text of one cell of a run file is understood. The pipeline writes these files with Python, so the grammar is
 * what Python writes: decimal digits, a point, an exponent. Parsing is `Number`, which rounds correctly.
 */

/** Stands for a cell that holds something, but no finite number (`nan`, `inf`, `1e999`, `abc`). */
export const NOT_FINITE = Number.POSITIVE_INFINITY;
/** Stands for a cell that holds nothing. A written `nan` is not nothing: the model was asked and its answer broke. */
export const NOTHING = Number.NaN;

/** Stands in an array of `correct` for an example without an answer. */
export const NO_ANSWER = 255;
/** Stands for a `correct` that is neither 0 nor 1. */
export const BAD_ANSWER = 254;

const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
// pandas writes 3 as 3.0 once a column has a gap.
const whole = /^[+-]?\d+(?:\.0*)?$/;

/** A finite number, NOTHING or NOT_FINITE. White space around it does not count; −0 becomes 0. */
export function readNumber(cell: string | undefined): number {
  const text = cell === undefined ? '' : cell.trim();
  if (text === '') return NOTHING;
  if (!decimal.test(text)) return NOT_FINITE;
  const number = Number(text);
  return Number.isFinite(number) ? number + 0 : NOT_FINITE;
}

/** A whole number, negative ones included; null for anything else. Whether the data set has it is for the caller. */
export function readIndex(cell: string | undefined): number | null {
  const text = cell === undefined ? '' : cell.trim();
  return whole.test(text) ? Number(text) + 0 : null;
}

/** 0, 1, NO_ANSWER for an empty cell or BAD_ANSWER. */
export function readAnswer(cell: string | undefined): number {
  const number = readNumber(cell);
  if (number === 0 || number === 1) return number;
  return Number.isNaN(number) ? NO_ANSWER : BAD_ANSWER;
}

export function isBlank(cell: string | undefined): boolean {
  return cell === undefined || cell.trim() === '';
}
