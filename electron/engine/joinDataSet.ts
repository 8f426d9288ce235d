import { basename } from 'node:path';
import type { Connection } from '../../db/connection.ts';
import { findExample } from '../../db/examples.ts';
import { joinHash, joinHashOf, joinText } from '../../db/joinHash.ts';
import { currentVersion, type VersionRecord, versionsOf } from '../../db/submission.ts';
import { failure, type Outcome, success } from '../../shared/contract/failure.ts';
import type { MetricName } from '../../shared/contract/parts.ts';
import { examplesOfBatch } from '../../shared/submission/batch.ts';
import { fileOnDisk } from './dataFile.ts';
import { readDataSet } from './readDataSet.ts';
import { storeDataSet } from './storeDataSet.ts';
import type { JobTools } from './workerJob.ts';

/** The data set that a folder's runs are joined to. */
export interface JoinedDataSet
  extends Pick<VersionRecord, 'key' | 'kind' | 'number' | 'metric' | 'examples' | 'contentHash'> {
  /** Set where the folder has a data set of its own that is none of the submission's: no run of it may be stored. */
  readonly mismatch: { readonly reason: string; readonly message: string } | null;
}

export interface FolderOfSubmission {
  readonly submission: string;
  /** The folder's `data.csv`, or null where it has none. */
  readonly dataFile: string | null;
  /** The data set is a reproduction; it is stored unless the submission has it already. */
  readonly reproduction: boolean;
}

/** Decides which data set a folder's runs were computed on. Call inside the transaction of the import. */
export function dataSetOfFolder(db: Connection, folder: FolderOfSubmission, tools: JobTools): Outcome<JoinedDataSet> {
  const current = currentVersion(db, folder.submission);
  if (current === null) return failure('not-found', `There is no submission ${folder.submission}.`);
  if (folder.reproduction) return reproductionOfFolder(db, folder, current.metric, tools);
  if (folder.dataFile === null) return success(joined(current));

  const versions = versionsOf(db, folder.submission, 'original');
  const hashes = new Map<MetricName, string | null>();
  for (const version of versions) {
    if (!hashes.has(version.metric)) {
      const hash = hashOfFile(folder.dataFile, version.metric, tools);
      if (!hash.ok) return hash;
      hashes.set(version.metric, hash.value);
    }
    if (hashes.get(version.metric) === joinHashOf(db, version.key)) return success(joined(version));
  }
  const where = hashes.get(current.metric) === null ? null : firstDifference(db, current, folder.dataFile, tools);
  return success(joined(current, where ?? 'it cannot be read as examples of this metric'));
}

/**
 * Which data set one file of results belongs to: the submission's current one; of a reproduction the `data.csv` beside
 * the file, which is stored if it is new, else the latest that is there. Its own rows say whether it fits.
 */
export function dataSetOfFile(db: Connection, file: FolderOfSubmission, tools: JobTools): Outcome<JoinedDataSet> {
  const current = currentVersion(db, file.submission);
  if (current === null) return failure('not-found', `There is no submission ${file.submission}.`);
  if (!file.reproduction) return success(joined(current));
  if (file.dataFile !== null) return reproductionOfFolder(db, file, current.metric, tools);
  const latest = currentVersion(db, file.submission, 'reproduction');
  if (latest !== null) return success(joined(latest));
  return failure(
    'refused',
    'A reproduction needs its examples: put the data.csv that the models were run on beside the file, and import again.',
    [],
  );
}

function reproductionOfFolder(
  db: Connection,
  folder: FolderOfSubmission,
  metric: MetricName,
  tools: JobTools,
): Outcome<JoinedDataSet> {
  if (folder.dataFile === null) {
    return failure(
      'refused',
      'A reproduction needs its examples: put the data.csv that the models were run on into the folder.',
      [],
    );
  }
  const hash = hashOfFile(folder.dataFile, metric, tools);
  if (!hash.ok) return hash;
  const known = versionsOf(db, folder.submission, 'reproduction').find(
    (version) => hash.value !== null && joinHashOf(db, version.key) === hash.value,
  );
  if (known) return success(joined(known));
  const stored = storeDataSet(
    db,
    {
      submission: folder.submission,
      kind: 'reproduction',
      parts: [fileOnDisk(folder.dataFile)],
      fileName: basename(folder.dataFile),
      metric,
    },
    tools,
  );
  return stored.ok ? success(joined(stored.value.version)) : stored;
}

function joined(version: VersionRecord, difference: string | null = null): JoinedDataSet {
  const { key, kind, number, metric, examples, contentHash } = version;
  const dataSet = { key, kind, number, metric, examples, contentHash };
  if (difference === null) return { ...dataSet, mismatch: null };
  const message = `The data.csv in this folder is not the data of ${version.submission}: ${difference}. Choose the submission that these runs belong to, or import them as a reproduction.`;
  return { ...dataSet, mismatch: { reason: 'other-data-set', message } };
}

/** Null for a file with errors: it is no data set of this metric. */
function hashOfFile(path: string, metric: MetricName, tools: JobTools): Outcome<string | null> {
  const hash = joinHash();
  const read = readDataSet(
    { parts: [fileOnDisk(path)], metric, onExamples: (batch) => examplesOfBatch(batch).forEach(hash.add) },
    tools,
  );
  if (!read.ok) return read;
  return success(read.value.ok ? hash.digest() : null);
}

/** In words, for a person who wonders which of two files is the wrong one. */
function firstDifference(db: Connection, version: VersionRecord, path: string, tools: JobTools): string | null {
  let row: number | null = null;
  let rows = 0;
  readDataSet(
    {
      parts: [fileOnDisk(path)],
      metric: version.metric,
      onExamples: (batch) => {
        rows += batch.count;
        if (row !== null) return;
        const other = examplesOfBatch(batch).find((example) => {
          const stored = findExample(db, version.key, example.row);
          return stored !== null && joinText(stored) !== joinText(example);
        });
        row = other?.row ?? null;
      },
    },
    tools,
  );
  if (row !== null) return `row ${row} differs`;
  return rows === version.examples ? null : `it has ${rows} examples and the submission has ${version.examples}`;
}
