import type { MetricName } from '../shared/contract/parts.ts';
import type { Figure } from '../shared/results/figures.ts';
import type { DataPart } from '../shared/submission/parts.ts';
import { all, type Connection, one, run } from './connection.ts';

/** A submission without its data sets. Times are UTC, ISO 8601. */
export interface SubmissionRecord {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly round: 1 | 2;
  readonly createdAt: string;
  readonly withdrawnAt: string | null;
}

export type VersionKind = 'original' | 'reproduction';

/** A data set: one version of a submission's own examples, or a reproduction made by the organizers. */
export interface VersionRecord {
  readonly key: number;
  readonly submission: string;
  readonly kind: VersionKind;
  /** From 1, for each kind of a submission by itself. The highest number is the current one. */
  readonly number: number;
  readonly metric: MetricName;
  readonly fileName: string;
  readonly columns: readonly string[];
  readonly examples: number;
  readonly baseline: Baseline | null;
  readonly contentHash: string;
  readonly importedAt: string;
}

/** What guessing every class alike scores, as `equalOddsBaseline` gives it; only where rows have classes to guess. */
export interface Baseline {
  readonly loss: Figure;
  readonly accuracy: Figure;
}

const none: Figure = { value: null, why: 'Only a classification data set has a baseline.' };
/** What is said of every other metric. */
export const noBaseline: Baseline = { loss: none, accuracy: none };

export function findSubmission(db: Connection, id: string): SubmissionRecord | null {
  return one<SubmissionRecord>(db, `${SUBMISSION} WHERE id = ?`, id);
}

/** By id: the order of arrival when ids were drawn says nothing, so the order is only for repeatability. */
export function allSubmissions(db: Connection): readonly SubmissionRecord[] {
  return all<SubmissionRecord>(db, `${SUBMISSION} ORDER BY id`);
}

export function insertSubmission(
  db: Connection,
  submission: Omit<SubmissionRecord, 'withdrawnAt'> & { readonly blindNumber: number },
): void {
  run(
    db,
    'INSERT INTO submission (id, blind_number, title, description, round, created_at) VALUES (?, ?, ?, ?, ?, ?)',
    submission.id,
    submission.blindNumber,
    submission.title,
    submission.description,
    submission.round,
    submission.createdAt,
  );
}

export function blindNumberTaken(db: Connection, blindNumber: number): boolean {
  return one(db, 'SELECT 1 FROM submission WHERE blind_number = ?', blindNumber) !== null;
}

/** `at` null takes it back into the contest. */
export function setWithdrawn(db: Connection, id: string, at: string | null): void {
  run(db, 'UPDATE submission SET withdrawn_at = ? WHERE id = ?', at, id);
}

/**
 * Opens a place for a data set that is about to be read; its examples point to the key. What is known only at the end
 * comes with `finishVersion`, in the same transaction.
 */
export function beginVersion(
  db: Connection,
  version: {
    readonly submission: string;
    readonly kind: VersionKind;
    readonly fileName: string;
    readonly importedAt: string;
  },
): { readonly key: number; readonly number: number } {
  const number =
    (one<{ number: number | null }>(
      db,
      'SELECT max(number) AS number FROM version WHERE submission = ? AND kind = ?',
      version.submission,
      version.kind,
    )?.number ?? 0) + 1;
  const { lastInsertRowid } = run(
    db,
    `INSERT INTO version (submission, kind, number, metric, file_name, columns, examples, content_hash, imported_at)
     VALUES (?, ?, ?, 'classification', ?, '[]', 1, '', ?)`,
    version.submission,
    version.kind,
    number,
    version.fileName,
    version.importedAt,
  );
  return { key: Number(lastInsertRowid), number };
}

export function finishVersion(
  db: Connection,
  key: number,
  known: Pick<VersionRecord, 'metric' | 'columns' | 'examples' | 'baseline' | 'contentHash'>,
): void {
  run(
    db,
    'UPDATE version SET metric = ?, columns = ?, examples = ?, baseline = ?, content_hash = ? WHERE key = ?',
    known.metric,
    JSON.stringify(known.columns),
    known.examples,
    known.baseline === null ? null : JSON.stringify(known.baseline),
    known.contentHash,
    key,
  );
}

/** The files that a data set in several parts was joined from; none for one that came in one file. */
export function insertParts(db: Connection, version: number, parts: readonly DataPart[]): void {
  for (const [place, { name, firstRow, rows }] of parts.entries()) {
    run(db, 'INSERT INTO version_part VALUES (?, ?, ?, ?, ?)', version, place + 1, name, firstRow, rows);
  }
}

export function partsOf(db: Connection, version: number): readonly DataPart[] {
  return all<DataPart>(
    db,
    'SELECT file_name AS name, first_row AS firstRow, rows FROM version_part WHERE version = ? ORDER BY part',
    version,
  );
}

export function findVersion(db: Connection, key: number): VersionRecord | null {
  const stored = one<StoredVersion>(db, `${VERSION} WHERE key = ?`, key);
  return stored === null ? null : readVersion(stored);
}

/** Newest first. */
export function versionsOf(db: Connection, submission: string, kind: VersionKind): readonly VersionRecord[] {
  return all<StoredVersion>(
    db,
    `${VERSION} WHERE submission = ? AND kind = ? ORDER BY number DESC`,
    submission,
    kind,
  ).map(readVersion);
}

export function currentVersion(
  db: Connection,
  submission: string,
  kind: VersionKind = 'original',
): VersionRecord | null {
  const stored = one<StoredVersion>(
    db,
    `${VERSION} WHERE submission = ? AND kind = ? ORDER BY number DESC LIMIT 1`,
    submission,
    kind,
  );
  return stored === null ? null : readVersion(stored);
}

/** What was current at a time; null where there was nothing yet. */
export function versionAt(db: Connection, submission: string, at: string): VersionRecord | null {
  return versionsOf(db, submission, 'original').find(({ importedAt }) => importedAt <= at) ?? null;
}

/** Every submission that is not withdrawn with its current version, by id. */
export function submissionsInContest(
  db: Connection,
): readonly { readonly submission: SubmissionRecord; readonly version: VersionRecord }[] {
  return allSubmissions(db).flatMap((submission) => {
    const version = submission.withdrawnAt === null ? currentVersion(db, submission.id) : null;
    return version ? [{ submission, version }] : [];
  });
}

const SUBMISSION = `
  SELECT id, title, description, round, created_at AS createdAt, withdrawn_at AS withdrawnAt
  FROM submission`;

const VERSION = `
  SELECT key, submission, kind, number, metric, file_name AS fileName, columns, examples, baseline,
         content_hash AS contentHash, imported_at AS importedAt
  FROM version`;

type StoredVersion = Omit<VersionRecord, 'columns' | 'baseline'> & {
  readonly columns: string;
  readonly baseline: string | null;
};

function readVersion(stored: StoredVersion): VersionRecord {
  return {
    ...stored,
    columns: JSON.parse(stored.columns) as string[],
    baseline: stored.baseline === null ? null : (JSON.parse(stored.baseline) as Baseline),
  };
}
