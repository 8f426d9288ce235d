import type { FindingView } from '../../contract/parts.ts';
import { type Answer, type AnswerField, type GivenForm, readAnswers } from '../form/answers.ts';
import type { Mapping } from './mapping.ts';

/** A spreadsheet's first sheet as texts: its heads, then its rows. */
export interface Sheet {
  readonly heads: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface SheetRow {
  /** As the spreadsheet numbers it: the head is row 1. */
  readonly line: number;
  readonly given: GivenForm;
  /** `column` is the spreadsheet's own head. */
  readonly findings: readonly FindingView[];
}

/** The forms of a sheet, one a row; empty rows are passed over. Two rows that mean the same submission are told so. */
export function sheetRows(sheet: Sheet, mapping: Mapping): readonly SheetRow[] {
  const fieldOf = new Map<string, AnswerField>();
  for (const [field, heads] of Object.entries(mapping) as [AnswerField, readonly string[]][]) {
    for (const head of heads) fieldOf.set(head, field);
  }
  const rows = sheet.rows.flatMap((cells, place): SheetRow[] => {
    if (cells.every((cell) => cell.trim() === '')) return [];
    const answers = sheet.heads.flatMap((head, column): Answer[] => {
      const field = fieldOf.get(head);
      return field === undefined ? [] : [{ field, name: head, text: cells[column] ?? '' }];
    });
    const { given, findings } = readAnswers(answers);
    const named =
      given.dataFile === null
        ? [error(mapping.dataFile?.[0] ?? null, 'It names no data file. Write the name of its CSV.')]
        : [];
    return [{ line: place + 2, given, findings: [...named, ...findings] }];
  });
  return rows.map((row) => {
    const first = (same: (given: GivenForm) => string | null, column: string | null, what: string) => {
      const own = same(row.given);
      const before =
        own === null ? undefined : rows.find((other) => other.line < row.line && same(other.given) === own);
      return before ? [error(column, `Row ${before.line} has the same ${what}. Every submission needs its own.`)] : [];
    };
    return {
      ...row,
      findings: [
        ...row.findings,
        ...first(({ id }) => id, mapping.id?.[0] ?? null, 'id'),
        ...first(({ dataFile }) => dataFile, mapping.dataFile?.[0] ?? null, 'data file'),
      ],
    };
  });
}

function error(column: string | null, message: string): FindingView {
  return { level: 'error', rule: 'form', row: null, column, message };
}
