import { basename } from 'node:path';
import { connect } from '../../db/connection.ts';
import { judgedSubmissions } from '../../db/judgedDeals.ts';
import { stateOf } from '../../db/labels.ts';
import { participantAliases } from '../../db/participants.ts';
import { failure, type Outcome, success } from '../../shared/contract/failure.ts';
import type { FindingView } from '../../shared/contract/parts.ts';
import { createCsvReader } from '../../shared/csv/reader.ts';
import { votesTable } from '../../shared/labels/dealAgreement.ts';
import { errorRateJson, type LabelStatisticsJson, labelStatistics } from '../../shared/labels/statistics.ts';
import { goldReader, type LabelFileReader, votesReader } from '../../shared/labels/voteFile.ts';
import { voteTableBuilder } from '../../shared/labels/voteTable.ts';
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

export interface LabelContestInput {
  readonly path: string;
  /** One only; null for all. */
  readonly submission: string | null;
}

/** The same of a contest's own votes, the error rate being that of its verdicts. */
export function labelContestStatistics(input: LabelContestInput, tools: JobTools): Outcome<LabelFilesStatistics> {
  const db = connect(input.path, { readonly: true });
  try {
    const entries = judgedSubmissions(db, input.submission ?? undefined);
    if (input.submission !== null && entries.length === 0) {
      return failure('not-found', `No labels of ${input.submission} are dealt.`);
    }
    const votes = voteTableBuilder();
    const tally = { wrong: 0, settled: 0, undecided: 0 };
    const aliases = participantAliases(db);
    for (const { id, judged } of entries) {
      const table = votesTable(judged.metric, judged.examples);
      const name = (example: string) => (input.submission === null ? `${id}/${example}` : example);
      table.examples.forEach((example, e) => {
        for (let v = table.starts[e]!; v < table.starts[e + 1]!; v++) {
          const contractor = table.contractors[table.contractor[v]!]!;
          const label = table.labels[table.label[v]!]!;
          votes.add(name(example), aliases.get(contractor) ?? contractor, label.replace(/^=/, ''));
        }
      });
      const { wrong, right, undecided } = stateOf(judged);
      tally.wrong += wrong;
      tally.settled += wrong + right;
      tally.undecided += undecided;
    }
    const statistics = labelStatistics(votes.build(), {
      onRound: (round) => {
        tools.progress({ share: null, text: `Dawid–Skene, round ${round}` });
        return !tools.cancelled();
      },
    });
    if (statistics === null) return jobCancelled;
    const error_rate = errorRateJson(tally.wrong, tally.settled, tally.undecided);
    return success({ statistics: { ...statistics, error_rate }, warnings: [] });
  } finally {
    db.close();
  }
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
