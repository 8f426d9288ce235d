import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Verification } from '../shared/contract/record.ts';
import { all, type Connection, one } from './connection.ts';
import { findingsHash, formHash } from './contentHash.ts';
import { storedModels } from './models.ts';
import { storedForms } from './submissionForm.ts';

/** Each table that events tell of, held against what they tell: the first row that says something else, or null. */

export type Problem = Verification['problems'][number];

export interface ToldVersion {
  readonly hash: string;
  /** Of its findings; null where an older event does not tell it. */
  readonly findings: string | null;
  /** How often each rule was broken; null where an older event does not tell it: then as many as are listed. */
  readonly counts: Readonly<Record<string, unknown>> | null;
}

export interface ToldRun {
  readonly hash: string;
  /** Of its data set. */
  readonly place: string;
}

export interface ToldTitle {
  readonly title: string;
  readonly description: string | null;
}

export interface ToldRefusal {
  /** Of its data set, with its model. */
  readonly place: string;
  readonly reason: string;
}

export interface ToldRanking {
  readonly alias: string;
  readonly at: string;
  /** Submissions with their places; none where the reviewer was not shown one. */
  readonly places: readonly (readonly [submission: string, place: number | null])[];
}

export function contestDiffers(
  db: Connection,
  told: { readonly name: string | null; readonly plan: unknown; readonly rules: unknown; readonly rubric: unknown },
): Problem | null {
  const stored = one<{ name: string; plan: string | null; rules: string | null; rubric: string | null }>(
    db,
    `SELECT name, plan, (SELECT body FROM rules WHERE version = 1) AS rules,
            (SELECT body FROM rubric WHERE version = 1) AS rubric
     FROM contest`,
  );
  if (told.name !== null && stored?.name !== told.name) return differs('contest', 'its name');
  if (!isDeepStrictEqual(parsed(stored?.plan ?? null), told.plan)) return differs('contest', 'its plan');
  for (const part of ['rules', 'rubric'] as const) {
    if (told[part] !== null && !isDeepStrictEqual(parsed(stored?.[part] ?? null), told[part])) {
      return differs(part, 'version 1');
    }
  }
  return null;
}

export function submissionDiffers(
  db: Connection,
  titles: ReadonlyMap<string, ToldTitle>,
  withdrawn: ReadonlyMap<string, boolean>,
): Problem | null {
  const stored = all<{ id: string; title: string; description: string; withdrawn: 0 | 1 }>(
    db,
    'SELECT id, title, description, withdrawn_at IS NOT NULL AS withdrawn FROM submission ORDER BY id',
  );
  for (const { id, title, description, ...row } of stored) {
    const told = titles.get(id);
    if (told && told.title !== title) return differs('submission', `${id}: its title`);
    if (told?.description != null && told.description !== description) {
      return differs('submission', `${id}: its description`);
    }
    if ((withdrawn.get(id) ?? false) !== (row.withdrawn === 1)) {
      return differs('submission', `${id}: whether it was withdrawn`);
    }
  }
  return null;
}

export interface ToldMark {
  readonly reason: unknown;
  readonly other: unknown;
}

/** Rounds, marks, open revisions and times of receipt, as organizers set them. */
export function standingDiffers(
  db: Connection,
  told: {
    readonly rounds: ReadonlyMap<string, unknown>;
    readonly marks: ReadonlyMap<string, ToldMark>;
    readonly revisions: ReadonlyMap<string, unknown>;
    readonly received: ReadonlyMap<string, unknown>;
  },
): Problem | null {
  for (const { id, round } of all<{ id: string; round: number }>(db, 'SELECT id, round FROM submission ORDER BY id')) {
    const said = told.rounds.get(id);
    if (said !== undefined && said !== round) return differs('submission', `${id}: its round`);
  }
  const marks = all<{ submission: string; kind: string; reason: string; other: string | null }>(
    db,
    'SELECT submission, kind, reason, other FROM mark WHERE removed_at IS NULL ORDER BY submission, kind',
  );
  for (const { submission, kind, ...mark } of marks) {
    if (!isDeepStrictEqual(told.marks.get(JSON.stringify([submission, kind])), mark)) {
      return differs('mark', `${submission}, ${kind}`);
    }
  }
  if (marks.length !== told.marks.size) return differs('mark', 'one that was set is not there');
  const revisions = all<{ submission: string; reason: string }>(
    db,
    'SELECT submission, reason FROM revision_request WHERE closed_at IS NULL ORDER BY submission',
  );
  for (const { submission, reason } of revisions) {
    if (told.revisions.get(submission) !== reason) return differs('revision', submission);
  }
  if (revisions.length !== told.revisions.size) return differs('revision', 'one that was asked for is not there');
  const versions = all<{ submission: string; kind: string; number: number; at: string | null }>(
    db,
    'SELECT submission, kind, number, received_at AS at FROM version ORDER BY key',
  );
  for (const { submission, kind, number, at } of versions) {
    if ((told.received.get(placeOf(submission, kind, number)) ?? null) !== at) {
      return differs('data set', `${submission}, version ${number}: when it was received`);
    }
  }
  return null;
}

/** Every version of every form against the hash that its event tells, and the picture that it names against its own. */
export function formDiffers(db: Connection, told: ReadonlyMap<string, string>): Problem | null {
  const forms = storedForms(db);
  for (const form of forms) {
    const where = `${form.submission}, version ${form.number}`;
    const hash = formHash(form);
    if (hash !== form.hash || told.get(JSON.stringify([form.submission, form.number])) !== hash) {
      return differs('form', where);
    }
  }
  if (forms.length !== told.size) return differs('form', 'one that was saved is not there');
  for (const { hash, original } of all<{ hash: string; original: Uint8Array }>(db, 'SELECT hash, original FROM plot')) {
    if (createHash('sha256').update(original).digest('hex') !== hash) return differs('plot', hash.slice(0, 12));
  }
  return null;
}

export function waiverDiffers(db: Connection, told: ReadonlyMap<string, string>): Problem | null {
  const stored = all<{ submission: string; rule: string; reason: string }>(
    db,
    'SELECT submission, rule, reason FROM waiver WHERE withdrawn_at IS NULL ORDER BY submission, rule',
  );
  for (const { submission, rule, reason } of stored) {
    if (told.get(JSON.stringify([submission, rule])) !== reason) return differs('waiver', `${submission}, ${rule}`);
  }
  return stored.length === told.size ? null : differs('waiver', 'one that was given is not there');
}

export function versionDiffers(db: Connection, told: ReadonlyMap<string, ToldVersion>): Problem | null {
  const stored = versionPlaces(db);
  for (const version of stored) {
    if (told.get(version.place)?.hash !== version.hash) return differs('data set', version.where);
  }
  return stored.length === told.size ? null : differs('data set', 'one that was imported is not there');
}

export function findingDiffers(db: Connection, told: ReadonlyMap<string, ToldVersion>): Problem | null {
  for (const { key, place, where } of versionPlaces(db)) {
    const hash = told.get(place)?.findings ?? null;
    if (hash === null) continue;
    const findings = all<Parameters<typeof findingsHash>[0][number]>(
      db,
      'SELECT level, rule, row, "column", message FROM finding WHERE version = ? ORDER BY place',
      key,
    );
    if (findingsHash(findings) !== hash) return differs('finding', where);
  }
  for (const { key, place, where } of versionPlaces(db)) {
    const counts = told.get(place)?.counts ?? listedCounts(db, key);
    const stored = all<{ rule: string; count: number }>(
      db,
      'SELECT rule, count FROM finding_count WHERE version = ?',
      key,
    );
    if (!isDeepStrictEqual(Object.fromEntries(stored.map(({ rule, count }) => [rule, count])), { ...counts })) {
      return { what: 'finding', where, message: 'its findings are not as many as counted' };
    }
  }
  return null;
}

function listedCounts(db: Connection, version: number): Record<string, number> {
  const counts = all<{ rule: string; count: number }>(
    db,
    'SELECT rule, count(*) AS count FROM finding WHERE version = ? GROUP BY rule',
    version,
  );
  return Object.fromEntries(counts.map(({ rule, count }) => [rule, count]));
}

export function runDiffers(
  db: Connection,
  told: ReadonlyMap<string, ToldRun>,
  current: ReadonlyMap<string, string | null>,
  withdrawn: ReadonlySet<string>,
): Problem | null {
  const places = new Map(versionPlaces(db).map(({ key, place }) => [key, place]));
  const stored = all<{ id: string; model: string; hash: string; version: number; current: 0 | 1; withdrawn: 0 | 1 }>(
    db,
    `SELECT id, model, content_hash AS hash, version, is_current AS current, withdrawn_at IS NOT NULL AS withdrawn
     FROM run ORDER BY id`,
  );
  for (const run of stored) {
    const place = places.get(run.version) ?? '';
    const known = told.get(run.id);
    const where = `${run.model} (${run.id})`;
    if (known?.hash !== run.hash || known.place !== place) return differs('run', where);
    const last = current.get(JSON.stringify([place, run.model]));
    // a changed model no longer fits the run's own hash, which tells of it
    if (last !== undefined && (last === run.id) !== (run.current === 1))
      return differs('run', `${where}: is it current`);
    if (withdrawn.has(run.id) !== (run.withdrawn === 1)) return differs('run', `${where}: whether it was withdrawn`);
  }
  return stored.length === told.size ? null : differs('run', 'one that was stored is not there');
}

export function modelDiffers(db: Connection, told: ReadonlyMap<string, unknown>): Problem | null {
  const stored = storedModels(db);
  for (const model of stored) {
    if (!isDeepStrictEqual(told.get(model.name), model)) return differs('model', model.name);
  }
  return stored.length === told.size ? null : differs('model', 'one that was described is not there');
}

export function refusalDiffers(db: Connection, told: readonly ToldRefusal[]): Problem | null {
  const places = new Map(versionPlaces(db).map(({ key, place }) => [key, place]));
  const stored = all<{ version: number; model: string; reason: string }>(
    db,
    'SELECT version, model, reason FROM refused_run',
  );
  const textOf = (place: string, reason: string) => JSON.stringify([place, reason]);
  const said = told.map(({ place, reason }) => textOf(place, reason)).sort();
  const there = stored.map((row) => textOf(JSON.stringify([places.get(row.version), row.model]), row.reason)).sort();
  return isDeepStrictEqual(said, there) ? null : differs('refused run', 'the list of refused runs');
}

export function rankingDiffers(db: Connection, told: readonly ToldRanking[]): Problem | null {
  const textOf = (alias: string, at: string, places: ToldRanking['places']) =>
    JSON.stringify([alias, at, [...places].sort(([a], [b]) => (a < b ? -1 : 1))]);
  const said = new Set(told.map(({ alias, at, places }) => textOf(alias, at, places)));
  const stored = all<{ id: string; alias: string; at: string; places: string }>(
    db,
    `SELECT r.id AS id, p.alias AS alias, r.created_at AS at,
            (SELECT json_group_array(json_array(submission, place)) FROM ranking_place WHERE ranking = r.id) AS places
     FROM ranking r JOIN participant p ON p.id = r.reviewer ORDER BY r.id`,
  );
  for (const { id, alias, at, places } of stored) {
    if (!said.has(textOf(alias, at, JSON.parse(places) as ToldRanking['places']))) return differs('ranking', id);
  }
  return stored.length === told.length ? null : differs('ranking', 'one that was submitted is not there');
}

interface VersionPlace {
  readonly key: number;
  readonly place: string;
  readonly where: string;
  readonly hash: string;
}

function versionPlaces(db: Connection): VersionPlace[] {
  return all<{ key: number; submission: string; kind: string; number: number; hash: string }>(
    db,
    'SELECT key, submission, kind, number, content_hash AS hash FROM version ORDER BY key',
  ).map(({ key, submission, kind, number, hash }) => ({
    key,
    place: placeOf(submission, kind, number),
    where: `${submission}, ${kind} version ${number}`,
    hash,
  }));
}

/** Names a data set in the record and in the tables alike. */
export function placeOf(submission: string, kind: string, number: unknown): string {
  return JSON.stringify([submission, kind, number]);
}

export function differs(what: string, where: string): Problem {
  return { what, where, message: 'the record says something else: it was changed behind the record’s back' };
}

export function parsed(stored: string | null): unknown {
  return stored === null ? null : (JSON.parse(stored) as unknown);
}
