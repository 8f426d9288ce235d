import type { FindingView } from '../shared/contract/parts.ts';
import type { FindingCount } from '../shared/submission/finding.ts';
import { columnOf, placedText, sensitiveSentence } from '../shared/submission/sensitiveCheck.ts';
import { all, type Connection, one, run, statement } from './connection.ts';
import { findExample } from './examples.ts';
import { type SpotCount, spotCounts, spotsOf } from './masking.ts';
import { nearDuplicateGroups } from './nearDuplicates.ts';

/** A rule that one data set broke, with every place where it did. */
export interface FindingGroup {
  readonly level: 'ineligible' | 'warning' | 'note';
  readonly rule: string;
  /** The first place's sentence. */
  readonly message: string;
  readonly count: number;
  /** In the order of the file; the first hundred. */
  readonly rows: readonly FoundPlace[];
}

export interface FoundPlace extends Pick<FindingView, 'row' | 'column' | 'message'> {
  /** The stretch of the text that it is about, in UTF-16 code units. */
  readonly span?: { readonly place: string; readonly start: number; readonly end: number };
}

export interface Waiver {
  readonly rule: string;
  readonly reason: string;
  readonly at: string;
}

/** Places named of one rule; `count` says how many there are. */
const PLACES = 100;

/** Errors stop an import, so a stored data set has none. `counts` are exact where not every finding is listed. */
export function insertFindings(
  db: Connection,
  version: number,
  findings: readonly FindingView[],
  counts: readonly FindingCount[],
): void {
  const insert = statement(
    db,
    'INSERT INTO finding (version, place, level, rule, row, "column", message) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  for (const [place, finding] of findings.entries()) {
    insert.run(version, place, finding.level, finding.rule, finding.row, finding.column, finding.message);
  }
  const count = statement(db, 'INSERT INTO finding_count (version, level, rule, count) VALUES (?, ?, ?, ?)');
  for (const { level, rule, count: n } of counts) count.run(version, level, rule, n);
}

/** The gravest level first, then in the order of the file; then what must not reach blind roles, then near-duplicates. */
export function findingGroups(
  db: Connection,
  version: number,
  spots: readonly SpotCount[] = spotCounts(db, version),
): readonly FindingGroup[] {
  return [
    ...storedGroups(db, version),
    ...sensitiveGroups(db, version, spots),
    ...nearDuplicateGroups(db, version),
  ].sort((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level));
}

const LEVELS = ['ineligible', 'warning', 'note'];

function sensitiveGroups(db: Connection, version: number, counts: readonly SpotCount[]): FindingGroup[] {
  return counts.map(({ kind, spots }) => {
    const rows = spotsOf(db, version, { kind, offset: 0, limit: PLACES }).map((spot) => {
      const text = placedText(findExample(db, version, spot.row), spot.place);
      const column = columnOf(spot.place);
      const { row, place, start, end } = spot;
      return { row, column, message: sensitiveSentence(spot, column, text), span: { place, start, end } };
    });
    return { level: 'warning', rule: kind, count: spots, message: rows[0]?.message ?? '', rows };
  });
}

function storedGroups(db: Connection, version: number): readonly FindingGroup[] {
  const groups = all<Omit<FindingGroup, 'rows' | 'message'> & { readonly first: number }>(
    db,
    `SELECT level, rule, count,
            (SELECT min(place) FROM finding AS f
             WHERE f.version = c.version AND f.level = c.level AND f.rule = c.rule) AS first
     FROM finding_count AS c WHERE version = ?
     ORDER BY CASE level WHEN 'ineligible' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END, first`,
    version,
  );
  return groups.map(({ level, rule, count }) => {
    const rows = all<FindingGroup['rows'][number]>(
      db,
      `SELECT row, "column", message FROM finding WHERE version = ? AND level = ? AND rule = ?
       ORDER BY place LIMIT ${PLACES}`,
      version,
      level,
      rule,
    );
    return { level, rule, count, message: rows[0]?.message ?? '', rows };
  });
}

export function waiversOf(db: Connection, submission: string): readonly Waiver[] {
  return all<Waiver>(
    db,
    `SELECT rule, reason, created_at AS at FROM waiver
     WHERE submission = ? AND withdrawn_at IS NULL ORDER BY created_at, id`,
    submission,
  );
}

export function findWaiver(db: Connection, submission: string, rule: string): Waiver | null {
  return one<Waiver>(
    db,
    'SELECT rule, reason, created_at AS at FROM waiver WHERE submission = ? AND rule = ? AND withdrawn_at IS NULL',
    submission,
    rule,
  );
}

export function insertWaiver(
  db: Connection,
  waiver: { readonly id: string; readonly submission: string } & Waiver,
): void {
  run(
    db,
    'INSERT INTO waiver (id, submission, rule, reason, created_at) VALUES (?, ?, ?, ?, ?)',
    waiver.id,
    waiver.submission,
    waiver.rule,
    waiver.reason,
    waiver.at,
  );
}

export function withdrawWaiver(db: Connection, submission: string, rule: string, at: string): void {
  run(
    db,
    'UPDATE waiver SET withdrawn_at = ? WHERE submission = ? AND rule = ? AND withdrawn_at IS NULL',
    at,
    submission,
    rule,
  );
}
