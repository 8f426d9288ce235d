import type { Rubric } from '../shared/contract/review.ts';
import type { RubricMap } from '../shared/review/rubricMap.ts';
import { all, type Connection, one, run } from './connection.ts';

/** The rubric as versioned data, and how levels of one version read under another. */

export interface RubricHistory {
  readonly version: number;
  readonly reason: string;
  readonly createdAt: string;
  /** Reviews that were submitted under it. */
  readonly reviews: number;
}

/** Newest first. */
export function rubricHistory(db: Connection): RubricHistory[] {
  return all<RubricHistory>(
    db,
    `SELECT version, reason, created_at AS createdAt,
            (SELECT count(*) FROM current_review c WHERE c.rubric = r.version) AS reviews
     FROM rubric r ORDER BY version DESC`,
  );
}

/** Returns the new version's number. Call inside a transaction. */
export function saveRubric(db: Connection, rubric: Omit<Rubric, 'version'>, reason: string, at: string): number {
  const { version } = one<{ version: number }>(db, 'SELECT max(version) AS version FROM rubric')!;
  const body = { levelNames: rubric.levelNames, criteria: rubric.criteria };
  run(
    db,
    'INSERT INTO rubric (version, body, created_at, reason) VALUES (?, ?, ?, ?)',
    version + 1,
    JSON.stringify(body),
    at,
    reason,
  );
  return version + 1;
}

export interface StoredMap {
  readonly from: number;
  readonly to: number;
  readonly map: RubricMap;
  readonly reason: string;
  readonly createdAt: string;
}

export function rubricMaps(db: Connection): StoredMap[] {
  return all<Omit<StoredMap, 'map'> & { body: string }>(
    db,
    `SELECT from_version AS "from", to_version AS "to", body, reason, created_at AS createdAt
     FROM rubric_map ORDER BY from_version, to_version`,
  ).map(({ body, ...row }) => ({ ...row, map: JSON.parse(body) as RubricMap }));
}

/**
 * Earlier versions in whose place new reviews are asked for, as the record tells it: not those whose levels were mapped
 * instead or that are asked for no more, and none that was asked for under another version than the one that holds.
 */
export function askedAnew(db: Connection): number[] {
  return all<{ version: number }>(
    db,
    `SELECT DISTINCT e.after ->> '$.from' AS version
     FROM event e JOIN (SELECT max(version) AS now FROM rubric) r ON e.after ->> '$.to' = r.now
     WHERE e.kind = 'rubric.askedAnew'
       AND NOT EXISTS (SELECT 1 FROM event b WHERE b.kind = 'rubric.notAskedAnew' AND b.seq > e.seq
                       AND b.after ->> '$.from' = e.after ->> '$.from' AND b.after ->> '$.to' = r.now)
       AND NOT EXISTS (SELECT 1 FROM rubric_map m WHERE m.from_version = e.after ->> '$.from' AND m.to_version = r.now)
     ORDER BY 1`,
  ).map(({ version }) => version);
}

/** A later one takes the earlier one's place; the record keeps both. */
export function saveRubricMap(db: Connection, map: StoredMap): void {
  run(
    db,
    `INSERT INTO rubric_map (from_version, to_version, body, reason, created_at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (from_version, to_version)
     DO UPDATE SET body = excluded.body, reason = excluded.reason, created_at = excluded.created_at`,
    map.from,
    map.to,
    JSON.stringify(map.map),
    map.reason,
    map.createdAt,
  );
}
