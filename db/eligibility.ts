import {
  eligibilityFindings,
  type LiveFinding,
  type Mark,
  type MarkKind,
  neededModels,
} from '../shared/submission/eligibility.ts';
import { all, type Connection, one, run } from './connection.ts';
import { standardChecks } from './evidenceCurrent.ts';
import { currentRules } from './rules.ts';

/**
 * What keeps submissions out of review besides their data, by submission; those without such a matter are left out. A
 * handful of statements for all of them. `only` looks at one.
 */
export function liveFindings(db: Connection, only: string | null = null): ReadonlyMap<string, readonly LiveFinding[]> {
  const { rounds } = currentRules(db);
  const marks = groupedMarks(db, only);
  const covered = new Map<string, Set<string>>();
  for (const { submission, model } of all<{ submission: string; model: string }>(
    db,
    `SELECT v.submission AS submission, r.model AS model FROM run r JOIN version v ON v.key = r.version
     WHERE r.is_current = 1 AND v.kind = 'original' AND r.model IN (SELECT value FROM json_each(?))
       AND (? IS NULL OR v.submission = ?)
       AND v.number = (SELECT max(number) FROM version w WHERE w.submission = v.submission AND w.kind = 'original')`,
    JSON.stringify(neededModels),
    only,
    only,
  )) {
    const own = covered.get(submission);
    if (own) own.add(model);
    else covered.set(submission, new Set([model]));
  }
  const gpt3 = standardChecks(db, only);
  const found = new Map<string, readonly LiveFinding[]>();
  for (const row of all<Row>(db, SITUATIONS, only, only)) {
    const findings = eligibilityFindings(
      {
        description: row.description,
        round: row.round,
        receivedAt: row.receivedAt,
        hasPlot: row.plot !== null,
        covered: covered.get(row.id) ?? new Set(),
        gpt3: gpt3.get(row.id) ?? 'not yet checked',
        marks: marks.get(row.id) ?? [],
      },
      rounds,
    );
    const { metric, formMetric } = row;
    const said: LiveFinding[] =
      metric !== null && formMetric !== null && metric !== formMetric
        ? [
            {
              level: 'warning',
              rule: 'form-metric',
              message: `The form says ${formMetric}, and the data was read as ${metric}. Mend the form, or import the data again with the other metric.`,
            },
          ]
        : [];
    if (findings.length + said.length > 0) found.set(row.id, [...findings, ...said]);
  }
  return found;
}

interface Row {
  readonly id: string;
  readonly description: string;
  readonly round: 1 | 2;
  readonly receivedAt: string | null;
  readonly metric: string | null;
  readonly plot: string | null;
  readonly formMetric: string | null;
}

const SITUATIONS = `
  SELECT s.id AS id, s.description AS description, s.round AS round,
         coalesce(v.received_at, v.imported_at) AS receivedAt, v.metric AS metric,
         f.plot AS plot, json_extract(f.body, '$.metric') AS formMetric
  FROM submission s
  LEFT JOIN version v ON v.submission = s.id AND v.kind = 'original'
    AND v.number = (SELECT max(number) FROM version w WHERE w.submission = s.id AND w.kind = 'original')
  LEFT JOIN form f ON f.submission = s.id
    AND f.number = (SELECT max(number) FROM form g WHERE g.submission = s.id)
  WHERE ? IS NULL OR s.id = ?`;

export interface StoredMark extends Mark {
  readonly at: string;
}

function groupedMarks(db: Connection, only: string | null): ReadonlyMap<string, StoredMark[]> {
  const groups = new Map<string, StoredMark[]>();
  for (const { submission, ...mark } of all<StoredMark & { submission: string }>(
    db,
    `SELECT submission, kind, other, reason, created_at AS at FROM mark
     WHERE removed_at IS NULL AND (? IS NULL OR submission = ?) ORDER BY created_at, id`,
    only,
    only,
  )) {
    const own = groups.get(submission);
    if (own) own.push(mark);
    else groups.set(submission, [mark]);
  }
  return groups;
}

export function marksOf(db: Connection, submission: string): readonly StoredMark[] {
  return groupedMarks(db, submission).get(submission) ?? [];
}

export function insertMark(
  db: Connection,
  mark: StoredMark & { readonly id: string; readonly submission: string },
): void {
  run(
    db,
    'INSERT INTO mark (id, submission, kind, other, reason, created_at) VALUES (?, ?, ?, ?, ?, ?)',
    mark.id,
    mark.submission,
    mark.kind,
    mark.other,
    mark.reason,
    mark.at,
  );
}

export function removeMark(db: Connection, submission: string, kind: MarkKind, at: string): void {
  run(
    db,
    'UPDATE mark SET removed_at = ? WHERE submission = ? AND kind = ? AND removed_at IS NULL',
    at,
    submission,
    kind,
  );
}

/** When a version came in, where an organizer says it was not when it was imported; null takes that back. */
export function setReceived(db: Connection, version: number, receivedAt: string | null, reason: string | null): void {
  run(db, 'UPDATE version SET received_at = ?, received_reason = ? WHERE key = ?', receivedAt, reason, version);
}

export interface Received {
  /** Null: when it was imported. */
  readonly receivedAt: string | null;
  readonly reason: string | null;
}

export function receivedOf(db: Connection, version: number): Received {
  return (
    one<Received>(
      db,
      'SELECT received_at AS receivedAt, received_reason AS reason FROM version WHERE key = ?',
      version,
    ) ?? { receivedAt: null, reason: null }
  );
}

export function setRound(db: Connection, submission: string, round: 1 | 2): void {
  run(db, 'UPDATE submission SET round = ? WHERE id = ?', round, submission);
}

export interface RevisionRequest {
  readonly reason: string;
  readonly askedAt: string;
}

/** The open request to revise and resubmit. */
export function openRevision(db: Connection, submission: string): RevisionRequest | null {
  return one<RevisionRequest>(
    db,
    'SELECT reason, asked_at AS askedAt FROM revision_request WHERE submission = ? AND closed_at IS NULL',
    submission,
  );
}

/** What was asked, by submission. */
export function openRevisions(db: Connection): ReadonlyMap<string, string> {
  return new Map(
    all<{ submission: string; reason: string }>(
      db,
      'SELECT submission, reason FROM revision_request WHERE closed_at IS NULL',
    ).map(({ submission, reason }) => [submission, reason]),
  );
}

/** Whoever was asked to revise at a time or after it, and was not told otherwise since: also those who have answered. */
export function revisionsAskedFor(db: Connection, at: string): ReadonlyMap<string, string> {
  return new Map(
    all<{ submission: string; reason: string }>(
      db,
      `SELECT submission, reason FROM revision_request
       WHERE closed_at IS NULL OR (outcome = 'answered' AND closed_at > ?) ORDER BY asked_at`,
      at,
    ).map(({ submission, reason }) => [submission, reason]),
  );
}

export function insertRevision(
  db: Connection,
  request: { readonly id: string; readonly submission: string; readonly reason: string; readonly at: string },
): void {
  run(
    db,
    'INSERT INTO revision_request (id, submission, reason, asked_at) VALUES (?, ?, ?, ?)',
    request.id,
    request.submission,
    request.reason,
    request.at,
  );
}

export function closeRevision(
  db: Connection,
  submission: string,
  outcome: 'answered' | 'taken-back',
  at: string,
): void {
  run(
    db,
    'UPDATE revision_request SET closed_at = ?, outcome = ? WHERE submission = ? AND closed_at IS NULL',
    at,
    outcome,
    submission,
  );
}
