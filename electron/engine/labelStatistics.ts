import { basename } from 'node:path';
import { failure, type Outcome, success } from '../../shared/contract/failure.ts';
import type { FindingView } from '../../shared/contract/parts.ts';
import { createCsvReader } from '../../shared/csv/reader.ts';
import { type LabelStatisticsJson, labelStatistics } from '../../shared/labels/statistics.ts';
import { goldReader, type LabelFileReader, votesReader } from '../../shared/labels/voteFile.ts';
import { counted, readInChunks } from './fileReading.ts';
import { type JobTools, jobCancelled } from './workerJob.ts';

export interface LabelFilesInput {
  readonly votes: string;
  readonly gold: string | null;
}

export interface LabelFilesStatistics {
  readonly statistics: LabelStatisticsJson;
  readonly warnings: readonly FindingView[];
}

/** The statistics of a votes.csv, in a worker: a million votes are read and weighed without anybody waiting for them. */
export function labelFileStatistics(input: LabelFilesInput, tools: JobTools): Outcome<LabelFilesStatistics> {
  const votes = readLabelFile(input.votes, votesReader(basename(input.votes)), tools);
  if (!votes.ok) return votes;
  const gold = input.gold === null ? null : readLabelFile(input.gold, goldReader(basename(input.gold)), tools);
  if (gold && !gold.ok) return gold;
  const findings = [...votes.value.findings, ...(gold?.value.findings ?? [])];
  const errors = findings.filter(({ level }) => level === 'error');
  if (errors.length > 0) {
    const more = errors.length > 1 ? ` There are ${errors.length - 1} more.` : '';
    return failure('refused', `${errors[0]!.message}${more}`, findings);
  }
  const table = votes.value.value;
  const warnings = [...findings, ...strangers(gold?.value.value, new Set(table.examples), input.gold)];
  const statistics = labelStatistics(table, {
    gold: gold?.value.value ?? null,
    onRound: (round, logLikelihood) => {
      tools.progress({ share: null, text: `Dawid–Skene, round ${round}, log-likelihood ${logLikelihood.toFixed(3)}` });
      return !tools.cancelled();
    },
  });
  return statistics === null ? jobCancelled : success({ statistics, warnings });
}

function strangers(
  gold: ReadonlyMap<string, string> | undefined,
  voted: ReadonlySet<string>,
  path: string | null,
): FindingView[] {
  const unknown = [...(gold?.keys() ?? [])].filter((example) => !voted.has(example));
  if (unknown.length === 0 || path === null) return [];
  const message = `${basename(path)}: ${counted(unknown.length, 'example')} without votes, such as “${unknown[0]}”; ${unknown.length === 1 ? 'it is' : 'they are'} left out.`;
  return [{ level: 'warning', rule: 'example-not-voted', row: null, column: 'example', message }];
}

export function readLabelFile<T>(
  path: string,
  reader: LabelFileReader<T>,
  tools: JobTools,
): Outcome<ReturnType<LabelFileReader<T>['end']>> {
  let rows = 0;
  const csv = createCsvReader({
    header: reader.header,
    row: (cells, row) => {
      rows = row + 1;
      reader.row(cells, row);
    },
    problem: ({ rule, message, row, column }) => reader.broken(rule, message, row, column),
  });
  const read = readInChunks({ path, onChunk: csv.push, soFar: () => counted(rows, 'row') }, tools);
  if (!read.ok) return read;
  csv.end();
  return success(reader.end());
}
