import { readFileSync, statSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { failure, type Outcome, success } from '../../shared/contract/failure.ts';
import { readCsv } from '../../shared/csv/reader.ts';
import { looksLikeForms, proposeMapping } from '../../shared/submission/sheet/mapping.ts';
import type { Sheet } from '../../shared/submission/sheet/rows.ts';
import { errnoOf, unreadableFile } from './fileReading.ts';

const MOST_BYTES = 50_000_000;
const MOST_ROWS = 20_000;

export const isWorkbook = (path: string): boolean => extname(path).toLowerCase() === '.xlsx';

/** The first sheet of a workbook, or a CSV file. Cells are texts as a person would type them; dates as `2022-08-27 14:30:00`. */
export async function readSheetFile(path: string): Promise<Outcome<Sheet>> {
  const name = basename(path);
  try {
    const { size } = statSync(path);
    if (size > MOST_BYTES) return failure('refused', `“${name}” is too large for a list of forms (${size} bytes).`, []);
    const sheet = isWorkbook(path) ? await workbook(path) : table(readFileSync(path));
    if (!sheet.ok) return sheet;
    const { heads, rows } = sheet.value;
    if (heads.every((head) => head === '')) return failure('refused', `“${name}” is empty.`, []);
    if (rows.length === 0) return failure('refused', `“${name}” has heads and no row below them.`, []);
    if (rows.length > MOST_ROWS)
      return failure('refused', `“${name}” has ${rows.length} rows; at most ${MOST_ROWS} fit.`, []);
    return sheet;
  } catch (error) {
    const code = errnoOf(error);
    if (code === null) throw error;
    return unreadableFile(path, code);
  }
}

/** Whether what stands at a path is a list of forms: a workbook, or a CSV whose heads ask for a title and a file. */
export async function isSheetOfForms(path: string): Promise<boolean> {
  if (isWorkbook(path)) return true;
  if (extname(path).toLowerCase() !== '.csv') return false;
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats?.isFile() || stats.size > MOST_BYTES) return false;
  const read = table(readFileSync(path));
  if (!read.ok) return false;
  const { heads, rows } = read.value;
  return looksLikeForms(heads, proposeMapping(heads, rows.slice(0, 20)));
}

function table(bytes: Uint8Array): Outcome<Sheet> {
  const { header, rows, problems } = readCsv(bytes, { shortRows: 'pass' });
  const [first] = problems;
  if (first) {
    const findings = problems.slice(0, 100).map((problem) => ({
      level: 'error' as const,
      rule: problem.rule,
      row: problem.row,
      column: problem.column === null ? null : (header[problem.column] ?? null),
      message: problem.message,
    }));
    return failure('refused', `The spreadsheet cannot be read: ${first.message}`, findings);
  }
  return success({ heads: header.map((head) => head.trim()), rows });
}

async function workbook(path: string): Promise<Outcome<Sheet>> {
  const { readSheet } = await import('read-excel-file/node');
  try {
    const [heads = [], ...rows] = await readSheet(path);
    return success({ heads: heads.map(asText).map((head) => head.trim()), rows: rows.map((row) => row.map(asText)) });
  } catch (error) {
    if (errnoOf(error) !== null) throw error;
    const why = error instanceof Error ? error.message : String(error);
    return failure(
      'refused',
      `“${basename(path)}” cannot be read as an Excel workbook (${why}). Save it again, or as CSV.`,
      [],
    );
  }
}

function asText(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date)
    return cell
      .toISOString()
      .replace('T', ' ')
      .replace(/\.\d+Z$/, '');
  return String(cell);
}
