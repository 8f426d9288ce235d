import { type CsvProblem, type CsvReader, createCsvReader } from '../csv/reader.ts';
import type { DecodeSlice } from '../csv/utf8.ts';
import { readAnswerIndex } from './answer.ts';
import { type ExampleBatch, examplesOfBatch } from './batch.ts';
import { createBatchBuilder } from './batchBuilder.ts';
import { type CheckTools, FILE_CHECKS, type FileCheck, type ReadRow, ROW_CHECKS, type Sighting } from './check.ts';
import { type AmbiguousMetric, type ColumnPlan, columnNames, planColumns } from './columns.ts';
import { createFindingList, type Finding, type FindingCount } from './finding.ts';
import { type ClassesResult, type NamedCharacter, parseClasses } from './literal.ts';
import type { Metric } from './metric.ts';
import { columnsOfPart, type DataPart, namingParts } from './parts.ts';
import { ruleLevel } from './rules.ts';

/** One row of a submission's data without an error. Null: the metric, or the file, has no such column. */
export interface Example {
  /** From 0, as pandas counts; of the whole data set, whichever part it came in. */
  readonly row: number;
  /** From 1; null: the data set came in one file. */
  readonly part: number | null;
  readonly name: string | null;
  readonly prompt: string;
  readonly otherPrompt: string | null;
  readonly classes: readonly string[] | null;
  readonly answerIndex: number | null;
  readonly completion: string | null;
  readonly subcategory: string | null;
  readonly other: Readonly<Record<string, string>> | null;
}

export interface SubmissionOptions extends CheckTools {
  /** Left out: the columns decide. */
  readonly metric?: Metric | undefined;
  readonly ambiguousMetric: AmbiguousMetric;
  /** Once the header is read and fits a metric, before any example. */
  onColumns?: ((metric: Metric, columns: readonly string[]) => void) | undefined;
  /** Examples in the order of their rows; rows with an error are left out. */
  onExamples(batch: ExampleBatch): void;
  /** The data set comes in several files: findings name theirs, and `beginPart` is called before each. */
  readonly several?: boolean | undefined;
  /** A faster decoder of UTF-8, see shared/csv/utf8.ts. */
  readonly decodeSlice?: DecodeSlice | undefined;
  /** Characters by their Unicode names, for `\N{…}` in classes. */
  readonly namedCharacter?: NamedCharacter | undefined;
  /** How many findings of one rule are listed one by one; 10,000 if left out. */
  readonly listedFindings?: number | undefined;
}

export interface SubmissionSummary {
  /** Null where it could not be told. */
  readonly metric: Metric | null;
  /** Those with errors too. */
  readonly rows: number;
  /** Names as pandas has them. */
  readonly columns: readonly string[];
  /** The files that were joined, in their order; empty where there was one. */
  readonly parts: readonly DataPart[];
  readonly findings: readonly Finding[];
  /** How often each rule was broken, findings that are not listed included. */
  readonly findingCounts: readonly FindingCount[];
  /** No finding is an error. */
  readonly ok: boolean;
  /** How many examples have how many classes: the baseline is the mean of ln(classes), and of 1/classes. */
  readonly classCounts: readonly { readonly classes: number; readonly rows: number }[];
}

export interface SubmissionReader {
  /** The next file of a data set in several, of the same columns. */
  beginPart(name: string): void;
  /** The next bytes of the file; a chunk may end anywhere and is not kept. */
  push(chunk: Uint8Array): void;
  /** Rows read so far. */
  rows(): number;
  end(): SubmissionSummary;
}

/** Most files have few different lists of classes: these many are remembered. */
const REMEMBERED_LISTS = 2000;
const REMEMBERED_LENGTH = 300;

/** Reads and checks a submission's data, in one file or several, as it comes in. */
export function createSubmissionReader(options: SubmissionOptions): SubmissionReader {
  const several = options.several ?? false;
  const parts: DataPart[] = [];
  const list = createFindingList(options.listedFindings);
  const findings = several ? namingParts(list, () => parts.at(-1) ?? null) : list;
  let columns: readonly string[] = [];
  let plan: ColumnPlan | null = null;
  /** Where this part's header is another than the first one's: what stands where, or null where it does not fit. */
  let order: readonly number[] | 'same' | null = 'same';
  let headers = 0;
  let fileChecks: readonly FileCheck[] = [];
  let rows = 0;
  let csv: CsvReader | null = null;
  const classCounts = new Map<number, number>();
  const lists = new Map<string, ClassesResult>();
  const batches = createBatchBuilder(options.onExamples);

  function openFile(): CsvReader {
    let names: readonly string[] = [];
    return createCsvReader(
      {
        header(cells) {
          names = columnNames(cells);
          headers += 1;
          if (headers === 1) readHeader(cells, names);
          else order = columnsOfPart(columns, names, findings);
        },
        row(cells, row, hashes) {
          rows = row + 1;
          if (plan === null || order === null) return;
          if (order === 'same') readRow(plan, cells, row, hashes);
          else
            readRow(
              plan,
              order.map((place) => cells[place] ?? ''),
              row,
              inOrder(hashes, order),
            );
        },
        problem: ({ rule, row, column, message }: CsvProblem) =>
          findings.add(rule, row, column === null ? null : (names[column] ?? null), message),
      },
      {
        firstRow: rows,
        hashCells: true,
        ...(options.decodeSlice === undefined ? {} : { decodeSlice: options.decodeSlice }),
      },
    );
  }

  function readHeader(cells: readonly string[], names: readonly string[]): void {
    columns = names;
    plan = planColumns(cells, options, findings);
    fileChecks = plan === null ? [] : FILE_CHECKS.map((make) => make(plan!, options));
    if (plan === null) return;
    batches.begin(plan);
    options.onColumns?.(plan.metric, columns);
  }

  function endFile(): void {
    if (csv === null) return;
    const first = parts.at(-1)?.firstRow ?? 0;
    const { rows: count } = csv.end();
    csv = null;
    rows = first + count;
    batches.flush();
    const part = parts.pop();
    if (part) parts.push({ ...part, rows: count });
  }

  function readClasses(text: string): ClassesResult {
    const known = lists.get(text);
    if (known !== undefined) return known;
    const result = parseClasses(text, options.namedCharacter);
    if (lists.size >= REMEMBERED_LISTS) lists.clear();
    if (text.length <= REMEMBERED_LENGTH) lists.set(text, result);
    return result;
  }

  function readRow(plan: ColumnPlan, cells: readonly string[], row: number, hashes: Int32Array): void {
    const { places } = plan;
    const cell = (place: number | null) => (place === null ? null : (cells[place] ?? ''));
    const classesText = cell(places.classes);
    const answerText = cell(places.answer_index);
    const read: ReadRow = {
      row,
      cells,
      hashes,
      prompt: cell(places.prompt) ?? '',
      otherPrompt: cell(places.other_prompt),
      completion: cell(places.completion),
      classesText,
      classes: classesText === null ? null : readClasses(classesText),
      answerText,
      answer: answerText === null ? null : readAnswerIndex(answerText),
    };
    let broken = false;
    const report = (found: Sighting | readonly Sighting[]) => {
      for (const sighting of isList(found) ? found : [found]) {
        findings.add(sighting.rule, row, sighting.column, sighting.message);
        broken ||= ruleLevel(sighting.rule) === 'error';
      }
    };
    for (const check of ROW_CHECKS) {
      const found = check(read, plan);
      if (found !== null) report(found);
    }
    for (const check of fileChecks) {
      const found = check.see?.(read) ?? null;
      if (found !== null) report(found);
    }
    if (broken) return;
    const classes = read.classes?.ok ? read.classes.classes : null;
    if (classes !== null) classCounts.set(classes.length, (classCounts.get(classes.length) ?? 0) + 1);
    batches.add(read, classes);
  }

  return {
    beginPart(name) {
      endFile();
      parts.push({ name, firstRow: rows, rows: 0 });
      batches.beginPart(parts.length);
      order = 'same';
    },
    push(chunk) {
      csv ??= openFile();
      csv.push(chunk);
    },
    rows: () => rows,
    end() {
      csv ??= openFile();
      endFile();
      for (const check of fileChecks) {
        for (const { rule, column, message } of check.end?.(rows) ?? []) list.add(rule, null, column, message);
      }
      return {
        metric: plan?.metric ?? null,
        rows,
        columns,
        parts,
        findings: list.all(),
        findingCounts: list.counts(),
        ok: !list.hasErrors(),
        classCounts: [...classCounts].sort(([a], [b]) => a - b).map(([classes, count]) => ({ classes, rows: count })),
      };
    },
  };
}

function inOrder(hashes: Int32Array, order: readonly number[]): Int32Array {
  return Int32Array.from(order.flatMap((place) => [hashes[2 * place] ?? 0, hashes[2 * place + 1] ?? 0]));
}

function isList(found: Sighting | readonly Sighting[]): found is readonly Sighting[] {
  return Array.isArray(found);
}

/** A small file in one go. */
export function readSubmission(
  bytes: Uint8Array,
  options: Omit<SubmissionOptions, 'onExamples'>,
): { readonly examples: readonly Example[]; readonly summary: SubmissionSummary } {
  const examples: Example[] = [];
  const reader = createSubmissionReader({
    ...options,
    onExamples: (batch) => examples.push(...examplesOfBatch(batch)),
  });
  reader.push(bytes);
  return { examples, summary: reader.end() };
}
