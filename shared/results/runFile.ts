import type { FindingView, MetricName } from '../contract/parts.ts';
import { type CsvProblem, createCsvReader } from '../csv/reader.ts';
import type { DecodeSlice } from '../csv/utf8.ts';
import { type Refusal, readHeader } from './columns.ts';
import type { RunValues } from './figures.ts';
import { brokenRule, noUsableRow } from './joining.ts';
import { createRowTally, type RowTally, type Tally } from './tally.ts';
import { runWarnings } from './warnings.ts';

/** What became of the rows of a run file, stored or refused. */
export interface RowCounts {
  /** Rows under the header, blank lines left out. */
  readonly rows: number;
  /** Examples of the data set with one agreed value. */
  readonly usable: number;
  /** Rows without a value. */
  readonly empty: number;
  /** Rows that say again what an earlier row of the same index said. */
  readonly repeated: number;
  /** Examples of the data set without a value. */
  readonly missing: number;
}

export interface StoredRun extends RowCounts, RunValues {
  readonly status: 'stored';
  readonly warnings: readonly FindingView[];
  /** The first examples without a value; `missing` says how many there are. */
  readonly missingExamples: readonly number[];
}

export interface RefusedRun extends RowCounts, Refusal {
  readonly status: 'refused';
}

export type RunResult = StoredRun | RefusedRun;

export interface RunReader {
  push(chunk: Uint8Array): void;
  end(): RunResult;
}

/** The data set that a run is to be joined to. */
export interface JoinTarget {
  readonly metric: MetricName;
  /** Its rows. */
  readonly examples: number;
}

export interface RunSource extends JoinTarget {
  /** See `CsvOptions`. */
  readonly decodeSlice?: DecodeSlice;
}

/**
 * Reads one model's file of a pipeline folder and joins it to its data set by `index`. The rules and their order are
 * those of model-results, "Joining": the first one that the file breaks is the reason of its refusal. Bytes may come
 * in chunks of any size.
 */
export function createRunReader(source: RunSource): RunReader {
  let tally: RowTally | null = null;
  let wrongHeader: Refusal | null = null;
  let problem: CsvProblem | null = null;

  const csv = createCsvReader(
    {
      header(names) {
        const header = readHeader(names, source.metric);
        if (header.ok) tally = createRowTally(header.columns, source.examples);
        else wrongHeader = header.refusal;
      },
      row(cells, row) {
        tally?.add(cells, row);
      },
      problem(found) {
        problem ??= found;
      },
    },
    // A crash leaves rows with nothing but an index: whether a short row matters is for the tally to say.
    { decodeSlice: source.decodeSlice, shortRows: 'pass' },
  );

  function end(): RunResult {
    const { rows } = csv.end();
    if (tally === null) {
      const broken = wrongHeader ?? (problem === null ? noUsableRow(0) : unreadable(problem));
      return { status: 'refused', ...broken, rows, usable: 0, empty: 0, repeated: 0, missing: source.examples };
    }
    return judgedRun(tally.finish(), rows, source, problem === null ? null : unreadable(problem));
  }

  return { push: (chunk) => csv.push(chunk), end };
}

/** What the rows of one run amount to. `fault`: what is wrong with the file as such, before any rule of joining. */
export function judgedRun(added: Tally, rows: number, source: JoinTarget, fault: Refusal | null): RunResult {
  const { usable, empty, repeated } = added;
  const counts = { rows, usable, empty, repeated, missing: source.examples - usable };
  const broken = fault ?? brokenRule(added, source.metric, source.examples);
  if (broken !== null) return { status: 'refused', ...broken, ...counts };
  const run = { values: added.values, correct: added.correct, totalLogprob: added.totalLogprob };
  return { status: 'stored', ...counts, ...run, warnings: runWarnings(run), missingExamples: added.missing.first };
}

/** Why a file cannot be read, in the words of a refused run. */
export function unreadable(problem: Pick<CsvProblem, 'row' | 'message'> & { readonly rule: string }): Refusal {
  if (problem.rule === 'empty-file') return noUsableRow(0);
  const where = problem.row === null ? '' : `, row ${problem.row}`;
  return { reason: `unreadable: ${problem.rule}${where}`, message: problem.message };
}
