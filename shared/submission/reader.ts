import { type CsvProblem, createCsvReader } from '../csv/reader.ts';
import type { DecodeSlice } from '../csv/utf8.ts';
import { readAnswerIndex } from './answer.ts';
import { type CheckTools, FILE_CHECKS, type FileCheck, type ReadRow, ROW_CHECKS, type Sighting } from './check.ts';
import { type AmbiguousMetric, type ColumnPlan, columnNames, planColumns } from './columns.ts';
import { createFindingList, type Finding, type FindingCount } from './finding.ts';
import { type ClassesResult, type NamedCharacter, parseClasses } from './literal.ts';
import type { Metric } from './metric.ts';
import { ruleLevel } from './rules.ts';

/** One row of a submission's data without an error. Null: the metric, or the file, has no such column. */
export interface Example {
  /** From 0, as pandas counts. */
  readonly row: number;
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
  onExamples(batch: readonly Example[]): void;
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
  readonly findings: readonly Finding[];
  /** How often each rule was broken, findings that are not listed included. */
  readonly findingCounts: readonly FindingCount[];
  /** No finding is an error. */
  readonly ok: boolean;
  /** How many examples have how many classes: the baseline is the mean of ln(classes), and of 1/classes. */
  readonly classCounts: readonly { readonly classes: number; readonly rows: number }[];
}

export interface SubmissionReader {
  /** The next bytes of the file; a chunk may end anywhere and is not kept. */
  push(chunk: Uint8Array): void;
  end(): SubmissionSummary;
}

/** Examples are handed over in batches of this many rows, or of this many characters where rows are long. */
const BATCH_ROWS = 1000;
const BATCH_CHARACTERS = 1 << 20;
/** Most files have few different lists of classes: these many are remembered. */
const REMEMBERED_LISTS = 2000;
const REMEMBERED_LENGTH = 300;

/** Reads and checks a submission's data file as it comes in. */
export function createSubmissionReader(options: SubmissionOptions): SubmissionReader {
  const findings = createFindingList(options.listedFindings);
  let columns: readonly string[] = [];
  let plan: ColumnPlan | null = null;
  let fileChecks: readonly FileCheck[] = [];
  let batch: Example[] = [];
  let batchCharacters = 0;
  const classCounts = new Map<number, number>();
  const lists = new Map<string, ClassesResult>();

  const csv = createCsvReader(
    {
      header(cells) {
        columns = columnNames(cells);
        plan = planColumns(cells, options, findings);
        fileChecks = plan === null ? [] : FILE_CHECKS.map((make) => make(plan!, options));
        if (plan !== null) options.onColumns?.(plan.metric, columns);
      },
      row(cells, row) {
        if (plan !== null) readRow(plan, cells, row);
      },
      problem: ({ rule, row, column, message }: CsvProblem) =>
        findings.add(rule, row, column === null ? null : (columns[column] ?? null), message),
    },
    options.decodeSlice === undefined ? {} : { decodeSlice: options.decodeSlice },
  );

  function readClasses(text: string): ClassesResult {
    const known = lists.get(text);
    if (known !== undefined) return known;
    const result = parseClasses(text, options.namedCharacter);
    if (lists.size >= REMEMBERED_LISTS) lists.clear();
    if (text.length <= REMEMBERED_LENGTH) lists.set(text, result);
    return result;
  }

  function readRow(plan: ColumnPlan, cells: readonly string[], row: number): void {
    const { places } = plan;
    const cell = (place: number | null) => (place === null ? null : (cells[place] ?? ''));
    const classesText = cell(places.classes);
    const answerText = cell(places.answer_index);
    const read: ReadRow = {
      row,
      cells,
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
    batch.push({
      row,
      name: cell(plan.name),
      prompt: read.prompt,
      otherPrompt: read.otherPrompt,
      classes,
      answerIndex: read.answer?.ok ? read.answer.index : null,
      completion: read.completion,
      subcategory: cell(plan.subcategory),
      // fromEntries, as a column may have any name, `__proto__` too.
      other:
        plan.other.length === 0
          ? null
          : Object.fromEntries(plan.other.map(({ name, place }) => [name, cells[place] ?? ''])),
    });
    for (const text of cells) batchCharacters += text.length;
    if (batch.length >= BATCH_ROWS || batchCharacters >= BATCH_CHARACTERS) flush();
  }

  function flush(): void {
    if (batch.length === 0) return;
    const full = batch;
    batch = [];
    batchCharacters = 0;
    options.onExamples(full);
  }

  return {
    push: (chunk) => csv.push(chunk),
    end() {
      const { rows } = csv.end();
      flush();
      for (const check of fileChecks) {
        for (const { rule, column, message } of check.end?.(rows) ?? []) findings.add(rule, null, column, message);
      }
      return {
        metric: plan?.metric ?? null,
        rows,
        columns,
        findings: findings.all(),
        findingCounts: findings.counts(),
        ok: !findings.hasErrors(),
        classCounts: [...classCounts].sort(([a], [b]) => a - b).map(([classes, count]) => ({ classes, rows: count })),
      };
    },
  };
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
  const reader = createSubmissionReader({ ...options, onExamples: (batch) => examples.push(...batch) });
  reader.push(bytes);
  return { examples, summary: reader.end() };
}
