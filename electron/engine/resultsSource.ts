import { closeSync, type Dirent, existsSync, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { failure, type Outcome, success } from '../../shared/contract/failure.ts';
import { createCsvReader } from '../../shared/csv/reader.ts';
import { createJsonObjects, type JsonObject } from '../../shared/json/objects.ts';
import { parsePythonJson } from '../../shared/json/python.ts';
import { type FolderEntry, type PipelineFolder, readPipelineFolder } from '../../shared/results/folder.ts';
import { isHarnessSample } from '../../shared/results/harness.ts';
import { harnessRun, modelOfFolder, resultsFileFor, samplesFileName } from '../../shared/results/harnessResults.ts';
import type { ModelTable } from '../../shared/results/models.ts';
import { isSummaryHeader } from '../../shared/results/summary.ts';
import { isWideHeader } from '../../shared/results/wide.ts';
import { errnoOf, unreadableFile } from './fileReading.ts';

/** What a path holds, by the forms of model-results. Paths are whole; names are for people. */
export type ResultsSource =
  | { readonly form: 'folder'; readonly path: string; readonly folder: PipelineFolder }
  | { readonly form: 'wide'; readonly path: string; readonly format: 'csv' | 'json' }
  | { readonly form: 'summary'; readonly path: string }
  | {
      readonly form: 'harness';
      readonly folder: string;
      readonly files: readonly SamplesFile[];
      readonly ignored: readonly string[];
    };

export interface SamplesFile {
  readonly path: string;
  /** Beneath the folder that was named, with `/`. */
  readonly name: string;
  /** As the harness was given it; null where neither a results file nor a folder says. */
  readonly model: string | null;
  readonly pipeline: string;
}

/** Looks at names first, then at the beginning of one file; nothing is read whole but small results files. */
export function resultsSourceAt(path: string, models: ModelTable): Outcome<ResultsSource> {
  try {
    return statSync(path).isDirectory() ? folderSource(path, models) : fileSource(path, models);
  } catch (error) {
    const code = errnoOf(error);
    if (code === null) throw error;
    if (code === 'ENOENT') return failure('not-found', 'There is no such file or folder. Check its name.');
    return unreadableFile(path, code);
  }
}

/** A folder with run files is a pipeline folder and nothing else of it is read; else samples are looked for. */
function folderSource(path: string, models: ModelTable): Outcome<ResultsSource> {
  const entries = entriesOf(path);
  const pipeline = readPipelineFolder(entries, models);
  if (pipeline.ok) return success({ form: 'folder', path, folder: pipeline.folder });
  // The harness writes a folder for each model into the one that it is given.
  const below = entries.flatMap(({ name, kind }) =>
    kind === 'folder'
      ? entriesBelow(join(path, name)).map((inner) => ({ ...inner, name: `${name}/${inner.name}` }))
      : [],
  );
  const all = [...entries, ...below];
  const samples = all.filter(({ name, kind }) => kind === 'file' && holdsSamples(join(path, name)));
  if (samples.length === 0) return failure('refused', pipeline.error.message, []);
  const files = samples.map(({ name }) => samplesFile(join(path, name), name)).sort(byTimeThenName);
  const named = new Set([...samples.map(({ name }) => name), ...below.map(({ name }) => dirname(name))]);
  const ignored = all.flatMap(({ name }) =>
    named.has(name) || isResultsFile(name) || name === 'data.csv' ? [] : [name],
  );
  return success({ form: 'harness', folder: path, files, ignored: ignored.sort() });
}

function fileSource(path: string, models: ModelTable): Outcome<ResultsSource> {
  const name = basename(path);
  if (looksLikeJson(path)) {
    const first = firstObject(path);
    if (first !== null && isHarnessSample(first)) {
      return success({ form: 'harness', folder: dirname(path), files: [samplesFile(path, name)], ignored: [] });
    }
    if (first !== null && isResultsFile(name) && !isWideHeader(Object.keys(first))) {
      return failure(
        'refused',
        `“${name}” holds the scores of a run and not its samples. Choose the samples_….jsonl file beside it, or the folder that both are in; without one, run the task again with --log_samples.`,
        [],
      );
    }
    return success({ form: 'wide', path, format: 'json' });
  }
  const header = headerOf(path);
  if (isSummaryHeader(header)) return success({ form: 'summary', path });
  if (isWideHeader(header)) return success({ form: 'wide', path, format: 'csv' });
  return oneRunFile(path, header, models);
}

/** A single file of a pipeline folder, with the data set that lies beside it. */
function oneRunFile(path: string, header: readonly string[], models: ModelTable): Outcome<ResultsSource> {
  const name = basename(path);
  const entries: FolderEntry[] = [{ name, kind: 'file' }];
  if (name !== 'data.csv' && existsSync(join(dirname(path), 'data.csv')))
    entries.push({ name: 'data.csv', kind: 'file' });
  const read = readPipelineFolder(entries, models);
  const isRun = header.includes('index') || (read.ok && read.folder.runs.some(({ model }) => model !== null));
  if (read.ok && isRun) return success({ form: 'folder', path: dirname(path), folder: read.folder });
  return failure(
    'refused',
    `“${name}” is no file of results. Choose a run's CSV named after its model, a wide file with columns such as ada_loss, a summary (model, params, n, mean, sem), a samples_….jsonl file of lm-evaluation-harness, or a folder of results.`,
    [],
  );
}

function samplesFile(path: string, name: string): SamplesFile {
  const folder = dirname(path);
  const results = resultsFileFor(basename(path), readdirSync(folder));
  const run = harnessRun(results === null ? null : parsePythonJson(readFileSync(join(folder, results), 'utf8')));
  return { path, name, model: run.model ?? modelOfFolder(basename(folder)), pipeline: run.pipeline };
}

/** By its name; versions 0.4.0 and 0.4.1 name the file after the model's arguments, so there its content tells. */
function holdsSamples(path: string): boolean {
  if (samplesFileName(basename(path)) !== null) return true;
  if (!path.toLowerCase().endsWith('.jsonl')) return false;
  const first = firstObject(path);
  return first !== null && isHarnessSample(first);
}

/** The later run of a model comes last, and is then the current one. */
function byTimeThenName(a: SamplesFile, b: SamplesFile): number {
  const [timeA, timeB] = [a, b].map(({ name }) => samplesFileName(basename(name))?.time ?? '');
  if (timeA !== timeB) return timeA! < timeB! ? -1 : 1;
  return a.name < b.name ? -1 : 1;
}

function isResultsFile(name: string): boolean {
  return /^results.*\.json$/.test(basename(name));
}

function looksLikeJson(path: string): boolean {
  const extension = extname(path).toLowerCase();
  if (extension === '.csv') return false;
  if (['.json', '.jsonl', '.ndjson'].includes(extension)) return true;
  return /^\uFEFF?\s*[{[]/.test(headOf(path).toString('utf8', 0, 1000));
}

/** Null where there is none in the first megabyte, or something else stands before it. */
function firstObject(path: string): JsonObject | null {
  let first: JsonObject | null = null;
  const reader = createJsonObjects({
    object: (object) => {
      first ??= object;
    },
    problem: () => {},
  });
  reader.push(headOf(path));
  return first;
}

function headerOf(path: string): readonly string[] {
  let header: readonly string[] = [];
  const reader = createCsvReader({
    header: (names) => {
      header = names;
    },
    row: () => {},
    problem: () => {},
  });
  reader.push(headOf(path));
  reader.end();
  return header;
}

const HEAD = 1 << 20;

function headOf(path: string): Buffer {
  const file = openSync(path, 'r');
  try {
    const head = Buffer.alloc(HEAD);
    return head.subarray(0, readSync(file, head, 0, HEAD, 0));
  } finally {
    closeSync(file);
  }
}

function entriesOf(path: string): FolderEntry[] {
  return readdirSync(path, { withFileTypes: true }).map((entry) => ({ name: entry.name, kind: kindOf(path, entry) }));
}

/** Nothing of what may not be read, or is no folder after all. */
function entriesBelow(path: string): FolderEntry[] {
  try {
    return entriesOf(path);
  } catch (error) {
    if (errnoOf(error) === null) throw error;
    return [];
  }
}

/** A link is what it leads to. Pipes and devices have no end, so they are passed over like folders. */
function kindOf(folder: string, entry: Dirent): FolderEntry['kind'] {
  if (!entry.isSymbolicLink()) return entry.isFile() ? 'file' : 'folder';
  try {
    return statSync(join(folder, entry.name)).isFile() ? 'file' : 'folder';
  } catch {
    return 'file'; // it leads nowhere: reading it says so
  }
}
