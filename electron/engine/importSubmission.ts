import { basename } from 'node:path';
import type { Connection } from '../../db/connection.ts';
import { findingsHash } from '../../db/contentHash.ts';
import { connectToContest } from '../../db/contest.ts';
import { type Actor, appendEvent } from '../../db/record.ts';
import { currentRules } from '../../db/rules.ts';
import {
  blindNumberTaken,
  currentVersion,
  describeSubmission,
  findSubmission,
  insertSubmission,
} from '../../db/submission.ts';
import { type Outcome, success } from '../../shared/contract/failure.ts';
import type { MetricName } from '../../shared/contract/parts.ts';
import type { ImportedSubmission } from '../../shared/contract/submission.ts';
import { type DataFile, dataFileAt } from './dataFile.ts';
import { counted } from './fileReading.ts';
import { storeDataSet } from './storeDataSet.ts';
import { drawBlindNumber, drawSubmissionId } from './surroundings.ts';
import { orRollBack } from './transaction.ts';
import type { JobTools } from './workerJob.ts';

export interface SubmissionImport {
  readonly contestPath: string;
  /** A CSV file, or a folder with a `data.csv`. */
  readonly path: string;
  /** Null: the columns decide. */
  readonly metric: MetricName | null;
  /** Of a submission that is there: its next version. Null: one is drawn. */
  readonly id: string | null;
  /** Null: the file's name, or what the submission is called already. */
  readonly title: string | null;
  readonly actor: Actor;
}

/**
 * Stores a data file as a new submission, or as the next version of one, in one transaction. After an error, a cancel or
 * a crash the contest is as it was. Labels and runs of an earlier version stay with it.
 */
export function importSubmission(input: SubmissionImport, tools: JobTools): Outcome<ImportedSubmission> {
  const file = dataFileAt(input.path);
  if (!file.ok) return file;
  const db = connectToContest(input.contestPath);
  try {
    return orRollBack(db, () => store(db, input, file.value, tools));
  } finally {
    db.close();
  }
}

function store(db: Connection, input: SubmissionImport, file: DataFile, tools: JobTools): Outcome<ImportedSubmission> {
  const { surroundings } = tools;
  const id = input.id ?? drawSubmissionId(surroundings, (drawn) => findSubmission(db, drawn) !== null);
  const known = findSubmission(db, id);
  const before = currentVersion(db, id);
  const title = input.title || known?.title || file.title;
  if (known === null) {
    insertSubmission(db, {
      id,
      blindNumber: drawBlindNumber(surroundings, (drawn) => blindNumberTaken(db, drawn)),
      title,
      description: '',
      round: currentRules(db).round,
      createdAt: surroundings.now(),
    });
  } else if (title !== known.title) describeSubmission(db, id, title, known.description);
  const stored = storeDataSet(
    db,
    { submission: id, kind: 'original', path: file.path, fileName: basename(file.path), metric: input.metric },
    tools,
  );
  if (!stored.ok) return stored;
  const { version, findings, findingCounts } = stored.value;
  appendEvent(db, {
    at: version.importedAt,
    actor: input.actor,
    kind: 'submission.imported',
    subject: id,
    sentence: `Imported “${title}” (${id}), version ${version.number}: ${counted(version.examples, 'example')}.`,
    ...(before === null ? {} : { before: { ...told(before), title: known?.title } }),
    after: {
      ...told(version),
      file_name: version.fileName,
      title,
      findings_hash: findingsHash(findings),
      finding_counts: Object.fromEntries(findingCounts.map(({ rule, count }) => [rule, count])),
    },
  });
  return success({ id, version: version.number, rows: version.examples, findings: [...findings] });
}

function told(version: { number: number; metric: string; examples: number; contentHash: string }): object {
  return {
    version: version.number,
    metric: version.metric,
    examples: version.examples,
    content_hash: version.contentHash,
  };
}
