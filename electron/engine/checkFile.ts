import { type Outcome, success } from '../../shared/contract/failure.ts';
import type { FindingView, MetricName } from '../../shared/contract/parts.ts';
import { type ExampleBatch, examplesOfBatch } from '../../shared/submission/batch.ts';
import type { Example } from '../../shared/submission/reader.ts';
import { dataFilesAt } from './dataFile.ts';
import { readDataSet } from './readDataSet.ts';
import { type JobTools, jobCancelled } from './workerJob.ts';

export interface CheckInput {
  /** A CSV file, a folder, a zip, or several CSV files that are parts of one data set: see dataFile.ts. */
  readonly paths: readonly string[];
  /** Null: the columns decide; where they fit both log-odds metrics, `logodds` is assumed with a note. */
  readonly metric: MetricName | null;
}

export interface CheckedFile {
  readonly metric: MetricName | null;
  /** Those with errors too. */
  readonly rows: number;
  readonly findings: FindingView[];
}

export interface CheckManyInput {
  /** Each a data set of its own. */
  readonly paths: readonly string[];
  readonly metric: MetricName | null;
  /** Also hand back every example as it was read. */
  readonly cells: boolean;
}

export interface CheckedWithCells extends CheckedFile {
  /** Rows with an error are left out. */
  readonly examples: readonly Example[] | null;
}

/** Reads and checks a submission's data and stores nothing. Errors in the file are findings, not failures. */
export function checkFile(input: CheckInput, tools: JobTools): Promise<Outcome<CheckedFile>> {
  return check(input, tools, () => {});
}

/** Several files, each by itself, in their order: one that cannot be read does not keep the others from it. */
export async function checkFiles(
  input: CheckManyInput,
  tools: JobTools,
): Promise<Outcome<Outcome<CheckedWithCells>[]>> {
  const checked: Outcome<CheckedWithCells>[] = [];
  for (const path of input.paths) {
    const examples: Example[] | null = input.cells ? [] : null;
    const one = await check({ paths: [path], metric: input.metric }, tools, (batch) =>
      examples?.push(...examplesOfBatch(batch)),
    );
    if (!one.ok && one.error.code === 'cancelled') return jobCancelled;
    checked.push(one.ok ? success({ ...one.value, examples }) : one);
  }
  return success(checked);
}

async function check(
  input: CheckInput,
  tools: JobTools,
  onExamples: (batch: ExampleBatch) => void,
): Promise<Outcome<CheckedFile>> {
  const files = await dataFilesAt(input.paths);
  if (!files.ok) return files;
  const read = readDataSet(
    { parts: files.value.parts, metric: input.metric, ambiguousMetric: 'assume-logodds', onExamples },
    tools,
  );
  if (!read.ok) return read;
  const { metric, rows, findings } = read.value;
  return success({ metric, rows, findings: [...findings] });
}
