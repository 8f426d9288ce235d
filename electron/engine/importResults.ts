import { type Dirent, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Connection } from '../../db/connection.ts';
import { connectToContest } from '../../db/contest.ts';
import { contestModels, saveModel } from '../../db/models.ts';
import { type Actor, appendEvent } from '../../db/record.ts';
import { findRun, insertRefusedRun, openRefusals, storeRun } from '../../db/results.ts';
import { findSubmission } from '../../db/submission.ts';
import { type Failure, failure, type Outcome, success } from '../../shared/contract/failure.ts';
import type { ImportedRuns } from '../../shared/contract/submission.ts';
import { runFigures } from '../../shared/results/figures.ts';
import {
  type FolderEntry,
  type PipelineFolder,
  readPipelineFolder,
  unknownModel,
} from '../../shared/results/folder.ts';
import type { Model } from '../../shared/results/models.ts';
import { createRunReader, type RefusedRun, type RunResult } from '../../shared/results/runFile.ts';
import { disagreementOf } from './disagreement.ts';
import { counted, errnoOf, readInChunks, unreadableFile } from './fileReading.ts';
import { dataSetOfFolder, type JoinedDataSet } from './joinDataSet.ts';
import { decodeSlice } from './readDataSet.ts';
import { orRollBack } from './transaction.ts';
import type { JobTools } from './workerJob.ts';

export interface ResultsImport {
  readonly contestPath: string;
  /** A pipeline folder. */
  readonly path: string;
  readonly submission: string;
  readonly reproduction: boolean;
  /** Described by whoever imports; they join the contest's models. */
  readonly models: readonly Model[];
  readonly actor: Actor;
}

type ReportedRun = ImportedRuns['runs'][number];

/**
 * Stores a pipeline folder's runs in one transaction. A file that breaks a rule is refused by itself and reported; the
 * others are stored. Nothing at all is stored after a cancel or an error.
 */
export function importResults(input: ResultsImport, tools: JobTools): Outcome<ImportedRuns> {
  const entries = folderEntries(input.path);
  if (!entries.ok) return entries;
  const db = connectToContest(input.contestPath);
  try {
    if (!findSubmission(db, input.submission)) {
      return failure('not-found', `There is no submission ${input.submission}. Import its examples first.`);
    }
    const folder = readPipelineFolder(entries.value, contestModels(db, input.models));
    if (!folder.ok) return failure('refused', folder.error.message, []);
    return orRollBack(db, () => storeFolder(db, folder.folder, input, tools));
  } finally {
    db.close();
  }
}

function storeFolder(
  db: Connection,
  folder: PipelineFolder,
  input: ResultsImport,
  tools: JobTools,
): Outcome<ImportedRuns> {
  const dataFile = folder.dataFile === null ? null : join(input.path, folder.dataFile);
  const joined = dataSetOfFolder(db, { ...input, dataFile }, { ...tools, progress: withoutShare(tools) });
  if (!joined.ok) return joined;
  const now = tools.surroundings.now();
  for (const model of input.models) saveModel(db, model);

  const runs: ReportedRun[] = [];
  const told: { stored: unknown[]; refused: unknown[] } = { stored: [], refused: [] };
  for (const [place, file] of folder.runs.entries()) {
    const part = { ...tools, progress: shareOf(tools, place, folder.runs.length, file.file) };
    const read = readRun(join(input.path, file.file), joined.value, part);
    if (!read.ok && read.error.code === 'cancelled') return read;
    const result = judged(
      read.ok ? read.value : unreadable(read.error, joined.value),
      file.stem,
      file.model,
      joined.value,
    );
    const model = file.model?.name ?? file.stem;
    if (result.status === 'refused') {
      runs.push({ model, ...report(result), reason: result.reason, message: result.message });
      // A folder that belongs to another data set says nothing about this one.
      if (joined.value.mismatch !== null) continue;
      if (rememberRefusal(db, joined.value.key, model, file.file, result, tools, now)) {
        told.refused.push({ model, reason: result.reason });
      }
      continue;
    }
    const { values, correct, totalLogprob, ...counts } = result;
    const stored = storeRun(db, {
      ...counts,
      values: { values, correct, totalLogprob },
      form: 'folder',
      pipeline: null,
      id: tools.surroundings.newId(),
      version: joined.value.key,
      model,
      datasetHash: joined.value.contentHash,
      fileName: file.file,
      importedAt: now,
      figures: runFigures(result),
    });
    if (stored.became !== 'unchanged') told.stored.push({ model, run: stored.id, content_hash: stored.contentHash });
    const disagreement = disagreementOf(db, findRun(db, stored.id)!);
    const warnings = disagreement === null ? [...result.warnings] : [...result.warnings, disagreement];
    runs.push({ model, ...report(result), ...(warnings.length > 0 ? { warnings } : {}) });
  }

  if (told.stored.length + told.refused.length > 0) {
    const title = joined.value.kind === 'reproduction' ? `the reproduction of ${input.submission}` : input.submission;
    appendEvent(db, {
      at: now,
      actor: input.actor,
      kind: told.stored.length > 0 ? 'results.imported' : 'results.refused',
      subject: input.submission,
      sentence: `Imported results for ${title}, version ${joined.value.number}: ${counted(told.stored.length, 'run')} stored, ${told.refused.length} refused.`,
      after: {
        version: { kind: joined.value.kind, number: joined.value.number, content_hash: joined.value.contentHash },
        stored: told.stored,
        refused: told.refused,
        ...(input.models.length > 0 ? { models: input.models } : {}),
      },
    });
  }
  return success({ runs, ignored: [...folder.ignored] });
}

function readRun(path: string, dataSet: JoinedDataSet, tools: JobTools): Outcome<RunResult> {
  const reader = createRunReader({ metric: dataSet.metric, examples: dataSet.examples, decodeSlice });
  const read = readInChunks({ path, onChunk: (chunk) => reader.push(chunk), soFar: () => '' }, tools);
  return read.ok ? success(reader.end()) : read;
}

/** Whether anybody knows its model comes first: it may be no run at all. Then the file's own faults, then its place. */
function judged(result: RunResult, stem: string, model: Model | null, dataSet: JoinedDataSet): RunResult {
  if (model === null) return refusedInstead(result, unknownModel(stem));
  if (result.status === 'refused') return result;
  if (dataSet.mismatch !== null) return refusedInstead(result, dataSet.mismatch);
  return result;
}

/** A file that cannot be read is refused like one that breaks a rule: it keeps no other from being stored. */
function unreadable({ code, message }: Failure, { examples }: JoinedDataSet): RefusedRun {
  const counts = { rows: 0, usable: 0, empty: 0, repeated: 0, missing: examples };
  return { status: 'refused', reason: `unreadable: ${code}`, message, ...counts };
}

function refusedInstead(run: RunResult, why: { readonly reason: string; readonly message: string }): RefusedRun {
  const { rows, usable, empty, repeated, missing } = run;
  return { status: 'refused', ...why, rows, usable, empty, repeated, missing };
}

function report(result: RunResult): Omit<ReportedRun, 'model'> {
  const { status, rows, usable, empty, repeated, missing } = result;
  return { status, rows, usable, empty, repeated, missing };
}

/** Once for each way of being refused: importing a broken folder again says nothing new. */
function rememberRefusal(
  db: Connection,
  version: number,
  model: string,
  fileName: string,
  refused: RefusedRun,
  tools: JobTools,
  now: string,
): boolean {
  const { reason, message } = refused;
  const known = openRefusals(db, version).some(
    (open) => open.model === model && open.fileName === fileName && open.reason === reason,
  );
  if (known) return false;
  const id = tools.surroundings.newId();
  insertRefusedRun(db, { id, version, model, fileName, reason, message, refusedAt: now });
  return true;
}

/** Reading the data set comes before the runs and may be done twice: it tells what it does, and no share. */
function withoutShare(tools: JobTools): JobTools['progress'] {
  return ({ text }) => tools.progress({ share: null, text: `data.csv, ${text}` });
}

/** Every file is an equal part of the folder, whatever its size. */
function shareOf(tools: JobTools, place: number, files: number, name: string): JobTools['progress'] {
  return ({ share }) =>
    tools.progress({ share: (place + (share ?? 0)) / files, text: `${name}, file ${place + 1} of ${files}` });
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

function folderEntries(path: string): Outcome<readonly FolderEntry[]> {
  try {
    return success(
      readdirSync(path, { withFileTypes: true }).map((entry) => ({
        name: entry.name,
        kind: kindOf(path, entry),
      })),
    );
  } catch (error) {
    const code = errnoOf(error);
    if (code === null) throw error;
    if (code === 'ENOTDIR') {
      return failure(
        'refused',
        'Results are read from a folder with one CSV for each model. Other forms come later; name the folder instead.',
        [],
      );
    }
    if (code === 'ENOENT') return failure('not-found', 'There is no such folder. Check its name.');
    return unreadableFile(path, code);
  }
}
