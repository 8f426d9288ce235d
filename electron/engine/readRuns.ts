import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Connection } from '../../db/connection.ts';
import { indexByPrompt, indexByText } from '../../db/exampleIndex.ts';
import { findExample } from '../../db/examples.ts';
import type { RunForm } from '../../db/results.ts';
import { type Failure, failure, type Outcome, success } from '../../shared/contract/failure.ts';
import type { FindingView } from '../../shared/contract/parts.ts';
import type { Refusal } from '../../shared/results/columns.ts';
import { type RunFigures, type RunValues, runFigures } from '../../shared/results/figures.ts';
import type { HarnessExample } from '../../shared/results/harness.ts';
import { createHarnessReader, harnessRefusal } from '../../shared/results/harnessFile.ts';
import { namesOfModel } from '../../shared/results/harnessResults.ts';
import { createRunReader, type RefusedRun, type RowCounts, type RunResult } from '../../shared/results/runFile.ts';
import { createSummaryReader } from '../../shared/results/summary.ts';
import { createWideReader } from '../../shared/results/wide.ts';
import { namedCharacter } from './characterNames.ts';
import { readInChunks } from './fileReading.ts';
import type { JoinedDataSet } from './joinDataSet.ts';
import { decodeSlice } from './readDataSet.ts';
import type { ResultsSource } from './resultsSource.ts';
import type { JobTools } from './workerJob.ts';

/** One model's results as they were read, before anybody asks whether the contest knows the model. */
export interface ReadRun {
  /** Names to look for in the table of models; the last one is what the model is called where none is known. */
  readonly names: readonly string[];
  readonly fileName: string;
  readonly form: RunForm;
  readonly pipeline: string | null;
  /** As the file itself says; only a summary does. */
  readonly params: number | null;
  readonly result: ReadResult;
}

export type ReadResult =
  | (RowCounts & {
      readonly status: 'stored';
      readonly values: RunValues | null;
      readonly figures: RunFigures;
      readonly warnings: readonly FindingView[];
    })
  | RefusedRun;

export interface Reading {
  /** One at a time: what was read is stored before the next file is opened. */
  readonly onRun: (run: ReadRun) => void;
  /** Names a model whose file does not; null where nobody does. */
  readonly model: string | null;
}

/**
 * Reads every run of a source against its data set. Answers with what else was there and not read. Not ok: a cancel, or
 * a file that cannot be read at all and is the only one.
 */
export function readRuns(
  db: Connection,
  source: ResultsSource,
  dataSet: JoinedDataSet,
  reading: Reading,
  tools: JobTools,
): Outcome<readonly string[]> {
  switch (source.form) {
    case 'folder':
      return readFolder(source, dataSet, reading, tools);
    case 'wide':
      return readWide(db, source, dataSet, reading, tools);
    case 'summary':
      return readSummary(source, dataSet, reading, tools);
    case 'harness':
      return readHarness(db, source, dataSet, reading, tools);
    default:
      return source satisfies never;
  }
}

/** The `data.csv` that lies with a source, where it has a say in which data set that is. */
export function dataFileOf(source: ResultsSource): string | null {
  if (source.form === 'folder') return source.folder.dataFile && join(source.path, source.folder.dataFile);
  const beside = join(source.form === 'harness' ? source.folder : dirname(source.path), 'data.csv');
  return existsSync(beside) ? beside : null;
}

function readFolder(
  { path, folder }: Extract<ResultsSource, { form: 'folder' }>,
  dataSet: JoinedDataSet,
  { onRun }: Reading,
  tools: JobTools,
): Outcome<readonly string[]> {
  for (const [place, file] of folder.runs.entries()) {
    const part = { ...tools, progress: shareOf(tools, place, folder.runs.length, file.file) };
    const reader = createRunReader({ metric: dataSet.metric, examples: dataSet.examples, decodeSlice });
    const read = readInChunks(
      { path: join(path, file.file), onChunk: (chunk) => reader.push(chunk), soFar: () => '' },
      part,
    );
    if (!read.ok && read.error.code === 'cancelled') return read;
    const result = read.ok ? withFigures(reader.end()) : unreadableRun(read.error, dataSet);
    onRun({ names: [file.stem], fileName: file.file, form: 'folder', pipeline: null, params: null, result });
  }
  return success(folder.ignored);
}

function readWide(
  db: Connection,
  { path, format }: Extract<ResultsSource, { form: 'wide' }>,
  dataSet: JoinedDataSet,
  { onRun }: Reading,
  tools: JobTools,
): Outcome<readonly string[]> {
  const { metric, examples, key } = dataSet;
  let index: ReturnType<typeof indexByText> | null = null;
  const reader = createWideReader({
    metric,
    examples,
    format,
    decodeSlice,
    namedCharacter,
    exampleOf: (text) => {
      index ??= indexByText(db, key);
      return index.rowOf(text);
    },
    promptAt: (row) => (Number.isInteger(row) && row >= 0 && row < examples ? promptAt(db, key, row) : null),
  });
  const read = readInChunks({ path, onChunk: (chunk) => reader.push(chunk), soFar: () => '' }, tools);
  if (!read.ok) return read;
  const { runs, ignored } = reader.end();
  const fileName = basename(path);
  if (runs.length === 0) {
    return failure(
      'refused',
      `“${fileName}” has no column of a model, such as ada_loss or ada_logodds_difference. Choose the file that holds the results.`,
      [],
    );
  }
  for (const { name, result } of runs) {
    onRun({ names: [name], fileName, form: 'wide', pipeline: null, params: null, result: withFigures(result) });
  }
  return success(ignored);
}

function readSummary(
  { path }: Extract<ResultsSource, { form: 'summary' }>,
  dataSet: JoinedDataSet,
  { onRun }: Reading,
  tools: JobTools,
): Outcome<readonly string[]> {
  const reader = createSummaryReader(dataSet);
  const read = readInChunks({ path, onChunk: (chunk) => reader.push(chunk), soFar: () => '' }, tools);
  if (!read.ok) return read;
  const summary = reader.end();
  const fileName = basename(path);
  if (!summary.ok) {
    const { reason, message } = summary.refusal;
    return failure('refused', `“${fileName}”: ${message}`, [
      { level: 'error', rule: reason, row: null, column: null, message },
    ]);
  }
  for (const { name, params, result } of summary.lines) {
    const read = result.status === 'stored' ? { ...result, values: null } : result;
    onRun({ names: [name], fileName, form: 'summary', pipeline: null, params, result: read });
  }
  return success([]);
}

function readHarness(
  db: Connection,
  { files, ignored }: Extract<ResultsSource, { form: 'harness' }>,
  dataSet: JoinedDataSet,
  { onRun, model }: Reading,
  tools: JobTools,
): Outcome<readonly string[]> {
  const { metric, examples, key } = dataSet;
  let prompts: ReturnType<typeof indexByPrompt> | null = null;
  const byPrompt = () => {
    prompts ??= indexByPrompt(db, key);
    return prompts;
  };
  const wrong = harnessRefusal(metric);
  for (const [place, file] of files.entries()) {
    const part = { ...tools, progress: shareOf(tools, place, files.length, file.name) };
    const called = model ?? file.model;
    let result: ReadResult;
    if (wrong !== null) result = { status: 'refused', ...wrong, ...noCounts(dataSet) };
    else {
      const reader = createHarnessReader({
        metric,
        examples,
        decodeSlice,
        exampleAt: (row) => (row < examples ? harnessExample(db, key, row) : null),
        rowsWithPrompt: (prompt) => byPrompt().rowsWith(prompt),
        everyClass: () => byPrompt().classes,
      });
      const read = readInChunks({ path: file.path, onChunk: (chunk) => reader.push(chunk), soFar: () => '' }, part);
      if (!read.ok && read.error.code === 'cancelled') return read;
      result = read.ok ? withFigures(reader.end()) : unreadableRun(read.error, dataSet);
    }
    const { pipeline, name } = file;
    onRun({
      names: called === null ? [name] : namesOfModel(called),
      fileName: name,
      form: 'harness',
      pipeline,
      params: null,
      result: called === null ? instead(result, namesNoModel) : result,
    });
  }
  return success(ignored);
}

const namesNoModel: Refusal = {
  reason: 'no-model-name',
  message:
    'Nothing says which model these samples are of. Put the results_….json that was written with them beside the file, name its folder as the harness does (EleutherAI__pythia-160m), or name the model when you import.',
};

function promptAt(db: Connection, version: number, row: number): string | null {
  return findExample(db, version, row)?.prompt ?? null;
}

function harnessExample(db: Connection, version: number, row: number): HarnessExample | null {
  const example = findExample(db, version, row);
  if (example === null || example.classes === null || example.answerIndex === null) return null;
  return { prompt: example.prompt, classes: example.classes, answerIndex: example.answerIndex };
}

function withFigures(result: RunResult): ReadResult {
  if (result.status === 'refused') return result;
  const { values, correct, totalLogprob, missingExamples: _, ...rest } = result;
  const run = { values, correct, totalLogprob };
  return { ...rest, values: run, figures: runFigures(run) };
}

/** A file that cannot be read is refused like one that breaks a rule: it keeps no other from being stored. */
function unreadableRun({ code, message }: Failure, dataSet: JoinedDataSet): RefusedRun {
  return { status: 'refused', reason: `unreadable: ${code}`, message, ...noCounts(dataSet) };
}

function noCounts({ examples }: JoinedDataSet): RowCounts {
  return { rows: 0, usable: 0, empty: 0, repeated: 0, missing: examples };
}

/** Refused for this, with the counts that it has. */
export function instead(run: ReadResult, why: Refusal): RefusedRun {
  const { rows, usable, empty, repeated, missing } = run;
  return { status: 'refused', ...why, rows, usable, empty, repeated, missing };
}

/** Every file is an equal part of the whole, whatever its size. */
function shareOf(tools: JobTools, place: number, files: number, name: string): JobTools['progress'] {
  return ({ share }) =>
    tools.progress({ share: (place + (share ?? 0)) / files, text: `${name}, file ${place + 1} of ${files}` });
}
