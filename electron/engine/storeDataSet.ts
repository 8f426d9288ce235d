import type { Connection } from '../../db/connection.ts';
import { type ExampleHash, exampleHash } from '../../db/contentHash.ts';
import { indexMore } from '../../db/exampleSearch.ts';
import { createExampleWriter } from '../../db/examples.ts';
import { insertFindings } from '../../db/findings.ts';
import { createSpotWriter, remask } from '../../db/masking.ts';
import { findNearDuplicates, insertSketch, type StoredPair } from '../../db/nearDuplicates.ts';
import {
  type Baseline,
  beginVersion,
  findVersion,
  finishVersion,
  insertParts,
  type VersionRecord,
} from '../../db/submission.ts';
import { failure, type Outcome, success } from '../../shared/contract/failure.ts';
import type { FindingView, MetricName } from '../../shared/contract/parts.ts';
import { equalOddsBaseline } from '../../shared/results/figures.ts';
import type { FindingCount } from '../../shared/submission/finding.ts';
import type { DataPart } from '../../shared/submission/parts.ts';
import type { SubmissionSummary } from '../../shared/submission/reader.ts';
import { isSensitiveKind } from '../../shared/submission/sensitive.ts';
import { createPromptSketcher } from '../../shared/submission/sketch.ts';
import type { SourceFile } from './dataFile.ts';
import { readDataSet } from './readDataSet.ts';
import type { JobTools } from './workerJob.ts';

export interface NewDataSet {
  readonly submission: string;
  readonly kind: VersionRecord['kind'];
  readonly parts: readonly SourceFile[];
  /** Base name to remember: of the file, or of the folder or zip that its parts came in. */
  readonly fileName: string;
  readonly metric: MetricName | null;
  /** Names of the submission's authors, to be found in its texts. */
  readonly authors?: readonly string[];
}

export interface StoredDataSet {
  readonly version: VersionRecord;
  /** All that the file gave. */
  readonly findings: readonly FindingView[];
  /** Those that are stored: what blind roles must not see is kept place by place instead, and decided about there. */
  readonly storedFindings: readonly FindingView[];
  /** Data sets that share prompts with it. */
  readonly nearDuplicates: readonly StoredPair[];
  readonly findingCounts: readonly FindingCount[];
  /** Empty where the data set came in one file. */
  readonly parts: readonly DataPart[];
}

/** Rows: up to here the search index is filled within the import, above it behind what people do next. */
const INDEXED_AT_ONCE = 20_000;

/**
 * Reads a data file into the contest as the next version of its kind. Call inside a transaction and roll back where the
 * outcome is not ok: by then a part of the file may have been written.
 */
export function storeDataSet(db: Connection, dataSet: NewDataSet, tools: JobTools): Outcome<StoredDataSet> {
  const { submission, kind, fileName } = dataSet;
  const { key } = beginVersion(db, { submission, kind, fileName, importedAt: tools.surroundings.now() });
  const writer = createExampleWriter(db, key);
  const spots = createSpotWriter(db, submission, key);
  const sketcher = createPromptSketcher();
  let hash: ExampleHash | null = null;
  const read = readDataSet(
    {
      parts: dataSet.parts,
      metric: dataSet.metric,
      authors: dataSet.authors,
      onColumns: (known, columns) => {
        hash = exampleHash({ metric: known, columns: JSON.stringify(columns) });
      },
      onExamples: (batch) => {
        writer.add(batch);
        hash?.addBatch(batch);
        if (kind !== 'original') return;
        const { rows, prompts, promptHashes } = batch;
        for (let at = 0; at < batch.count; at++) sketcher.see(rows[at]!, prompts[at]!, promptHashes[at]!);
      },
      onSensitive: spots.add,
    },
    tools,
  );
  if (!read.ok) return read;
  writer.end();
  const { metric, rows, columns, parts, findings, ok, classCounts } = read.value;
  const contentHash = (hash as ExampleHash | null)?.digest() ?? null;
  if (!ok || metric === null || contentHash === null) {
    return failure('refused', refusal(fileName, findings), [...findings]);
  }
  const baseline = metric === 'classification' ? baselineOf(classCounts) : null;
  finishVersion(db, key, { metric, columns, examples: rows, baseline, contentHash });
  insertParts(db, key, parts);
  if (rows <= INDEXED_AT_ONCE) indexMore(db, key, rows);
  const storedFindings = findings.filter(({ rule }) => !isSensitiveKind(rule));
  const findingCounts = read.value.findingCounts.filter(({ rule }) => !isSensitiveKind(rule));
  insertFindings(db, key, storedFindings, findingCounts);
  remask(db, key);
  let nearDuplicates: readonly StoredPair[] = [];
  if (kind === 'original') {
    insertSketch(db, key, sketcher.end());
    nearDuplicates = findNearDuplicates(db, key);
  }
  const version = findVersion(db, key);
  if (version === null) throw new Error('a version that was just written is not there');
  return success({ version, findings, storedFindings, findingCounts, nearDuplicates, parts });
}

function baselineOf(classCounts: SubmissionSummary['classCounts']): Baseline {
  const counts = new Uint32Array(classCounts.reduce((rows, count) => rows + count.rows, 0));
  let at = 0;
  for (const { classes, rows } of classCounts) {
    counts.fill(classes, at, at + rows);
    at += rows;
  }
  return equalOddsBaseline(counts);
}

function refusal(fileName: string, findings: readonly FindingView[]): string {
  const errors = findings.filter(({ level }) => level === 'error');
  const first = errors[0]?.message ?? '';
  if (errors.length <= 1) return `“${fileName}” was not imported: ${first}`;
  return `“${fileName}” was not imported: it has ${errors.length} errors. The first: ${first}`;
}
