import type { FindingView } from '../contract/parts.ts';
import { createCsvReader } from '../csv/reader.ts';
import { isBlank, NOT_FINITE, readIndex, readNumber } from './cells.ts';
import { type Refusal, shorten } from './columns.ts';
import type { RunFigures } from './figures.ts';
import type { Model } from './models.ts';
import { readParameters } from './parameters.ts';
import { type JoinTarget, type RefusedRun, type RowCounts, unreadable } from './runFile.ts';

/** What is known of a model whose values for each example cannot be shared. */
export interface StoredSummary extends RowCounts {
  readonly status: 'stored';
  readonly figures: RunFigures;
  readonly warnings: readonly FindingView[];
}

export interface SummaryLine {
  readonly name: string;
  /** As the file says; null where the cell is empty. */
  readonly params: number | null;
  readonly result: StoredSummary | RefusedRun;
}

export type SummaryFile =
  | { readonly ok: true; readonly lines: readonly SummaryLine[] }
  | { readonly ok: false; readonly refusal: Refusal };

export interface SummaryReader {
  push(chunk: Uint8Array): void;
  end(): SummaryFile;
}

const COLUMNS = ['model', 'params', 'n', 'mean', 'sem'] as const;
type Column = (typeof COLUMNS)[number];
type Cells = Readonly<Record<Column, string>>;

/** Whether a header is that of a summary. `params` may be left out: the table of models has it. */
export function isSummaryHeader(names: readonly string[]): boolean {
  const trimmed = names.map((name) => name.trim());
  return COLUMNS.every((column) => column === 'params' || trimmed.includes(column));
}

/** Reads `model,params,n,mean,sem` (model-results, form 4): one line a model, each judged by itself. */
export function createSummaryReader(target: JoinTarget): SummaryReader {
  let names: readonly string[] = [];
  let fault: Refusal | null = null;
  const found = new Map<string, { readonly row: number; readonly cells: Cells; line: SummaryLine; times: number }>();

  const csv = createCsvReader({
    header(header) {
      names = header.map((name) => name.trim());
      const lacking = COLUMNS.find((column) => column !== 'params' && !names.includes(column));
      const twice = COLUMNS.find((column) => names.indexOf(column) !== names.lastIndexOf(column));
      if (lacking !== undefined) {
        fault ??= {
          reason: `missing-column: ${lacking}`,
          message: `There is no column “${lacking}”. A summary has the columns ${COLUMNS.join(', ')}.`,
        };
      } else if (twice !== undefined) {
        const message = `Two columns are called “${twice}”. Remove or rename the one that does not belong.`;
        fault ??= { reason: `two-columns: ${twice}`, message };
      }
    },
    row(cells, row) {
      if (fault !== null) return;
      const cell = (column: Column) => (names.includes(column) ? (cells[names.indexOf(column)] ?? '').trim() : '');
      takeLine(
        { model: cell('model'), params: cell('params'), n: cell('n'), mean: cell('mean'), sem: cell('sem') },
        row,
      );
    },
    problem(problem) {
      fault ??= unreadable(problem);
    },
  });

  function takeLine(cells: Cells, row: number): void {
    const key = cells.model === '' ? `\0${row}` : cells.model;
    const before = found.get(key);
    if (before === undefined) {
      found.set(key, { row, cells, line: readLine(cells, row, target), times: 1 });
      return;
    }
    before.times += 1;
    const { line } = before;
    if (COLUMNS.every((column) => cells[column] === before.cells[column])) {
      before.line = { ...line, result: { ...line.result, rows: line.result.rows + 1, repeated: before.times - 1 } };
      return;
    }
    const rows = `${before.row}, ${row}`;
    before.line = refusedLine(line.name, target, {
      reason: `conflicting-values: rows ${rows}`,
      message: `Rows ${rows} are about the same model and say different things. Keep one of them.`,
    });
  }

  return {
    push: (chunk) => csv.push(chunk),
    end() {
      csv.end();
      if (fault !== null) return { ok: false, refusal: fault };
      if (found.size === 0) {
        return { ok: false, refusal: { reason: 'empty', message: 'The summary has no line under its header.' } };
      }
      return { ok: true, lines: [...found.values()].map(({ line }) => line) };
    },
  };
}

/** Worth a warning where the file and the table of models are more than 2 % apart; the table's number is used. */
export function paramsWarning(said: number | null, model: Model): FindingView | null {
  if (said === null || Math.abs(said - model.params) <= 0.02 * model.params) return null;
  return {
    level: 'warning',
    rule: 'other-params',
    row: null,
    column: 'params',
    message: `The summary says ${said} parameters and the table of models ${model.params}, which is used. Correct the one that is wrong.`,
  };
}

function readLine(cells: Cells, row: number, target: JoinTarget): SummaryLine {
  const name = cells.model === '' ? `row ${row}` : cells.model;
  const refuse = (reason: string, message: string) => refusedLine(name, target, { reason, message });
  const n = readIndex(cells.n);
  const mean = readNumber(cells.mean);
  const sem = readNumber(cells.sem);
  const params = isBlank(cells.params) ? null : paramsIn(cells.params);
  const notFinite = (column: 'mean' | 'sem') =>
    refuse(
      `not-finite: row ${row}`,
      `“${column}” of row ${row} is ${cells[column] === '' ? 'empty' : `“${shorten(cells[column])}”`}, which is not a finite number. Correct it.`,
    );
  if (cells.model === '')
    return refuse(`no-name: row ${row}`, `Row ${row} names no model. Write its name, or remove the row.`);
  if (cells.mean === '')
    return refuse('empty', `Row ${row} has no mean: the run did not get anywhere. Run this model again.`);
  if (n === null || n < 1) {
    return refuse(
      `bad-n: row ${row}`,
      `“n” of row ${row} is ${cells.n === '' ? 'empty' : `“${shorten(cells.n)}”`}, but it must be the number of examples behind the mean, at least 1.`,
    );
  }
  if (n > target.examples) {
    return refuse(
      `index-outside: n ${n}`,
      `Row ${row} is over ${n} examples and the data set has ${target.examples}. It belongs to another data set: choose the submission that it was run on.`,
    );
  }
  if (mean === NOT_FINITE) return notFinite('mean');
  if (sem === NOT_FINITE || Number.isNaN(sem)) return notFinite('sem');
  if (params === NOT_FINITE) {
    return refuse(
      `not-finite: row ${row}`,
      `“params” of row ${row} is “${shorten(cells.params)}”. Write how many parameters the model has, such as 350000000 or 350M, or leave the cell empty.`,
    );
  }
  if (mean < 0 && target.metric !== 'logodds') {
    const loss = target.metric !== 'absolute_logodds';
    return refuse(
      `${loss ? 'negative-loss' : 'negative-difference'}: row ${row}`,
      `The mean of row ${row} is “${shorten(cells.mean)}”, but ${loss ? 'a loss' : 'an absolute difference'} is never below 0. Check which metric it was made for.`,
    );
  }
  if (sem < 0)
    return refuse(
      `negative-sem: row ${row}`,
      `“sem” of row ${row} is below 0, which no standard error is. Correct it.`,
    );
  const figures: RunFigures = {
    n,
    mean: { value: mean, why: null },
    sem: { value: sem, why: null },
    accuracy: { value: null, why: 'The run came as a summary, without “correct”.' },
    probabilityCoverage: { value: null, why: 'The run came as a summary, without “total_logprob”.' },
    coverage: { value: n / target.examples, why: null },
  };
  const counts = { rows: n, usable: n, empty: 0, repeated: 0, missing: target.examples - n };
  return { name, params, result: { status: 'stored', ...counts, figures, warnings: [] } };
}

/** People write 350M too. */
function paramsIn(cell: string): number {
  const number = readNumber(cell);
  return number === NOT_FINITE ? (readParameters(cell) ?? NOT_FINITE) : number;
}

function refusedLine(name: string, target: JoinTarget, refusal: Refusal): SummaryLine {
  const counts = { rows: 0, usable: 0, empty: 0, repeated: 0, missing: target.examples };
  return { name, params: null, result: { status: 'refused', ...refusal, ...counts } };
}
