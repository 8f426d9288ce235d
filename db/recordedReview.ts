import { isDeepStrictEqual } from 'node:util';
import { all, type Connection, one } from './connection.ts';
import type { EventRow } from './record.ts';
import { differs, type Problem, parsed } from './recordedTables.ts';

/**
 * The organizer's side of review as events tell it, held against the tables: plan, loads, topics, locks, who is asked to
 * review what, what reviewers answered each other, rubric versions and maps, ranking tasks. Reviews themselves are
 * compared event by event in `verify.ts`. Conflicts and wishes have no events: they are nobody's business.
 */
export interface RecordedReview {
  see(event: EventRow): void;
  differences(db: Connection): Problem[];
}

type Told = Readonly<Record<string, unknown>>;

interface ToldAssignment {
  readonly withdrawn: 0 | 1;
  readonly declined: 0 | 1;
  readonly reason: string | null;
}

export function createRecordedReview(): RecordedReview {
  let plan: unknown = null;
  const loads = new Map<string, unknown>();
  const topics = new Map<string, unknown>();
  const locks = new Map<string, unknown>();
  /** By submission and reviewer; what reviewers did themselves is told under their alias, and looked up at the end. */
  const asked: ({ readonly submission: unknown; readonly told: Step } & (
    | { readonly reviewer: unknown }
    | { readonly alias: string }
  ))[] = [];
  const answers: unknown[] = [];
  const opened: unknown[] = [];
  const rubrics = new Map<string, unknown>();
  const maps = new Map<string, unknown>();
  const tasks = new Map<string, Told>();

  const step = (submission: unknown, reviewer: unknown, told: Step) => {
    asked.push({ submission, reviewer, told });
  };
  const stepOfAlias = ({ actor, subject }: EventRow, told: Step) => {
    asked.push({ submission: subject, alias: actor, told });
  };
  const stepAll = (pairs: unknown, told: Step) => {
    for (const { submission, reviewer } of list(pairs).map(object)) step(submission, reviewer, told);
  };

  const readers: Readonly<Record<string, (event: EventRow, after: Told, before: Told) => void>> = {
    'review.planned': (_, after) => {
      plan = after;
    },
    'review.loaded': ({ subject }, { load }) => void set(loads, subject ?? '', load),
    'review.topics': ({ subject, after }) => {
      const told = [...new Set(list(parsed(after)).map(String))].sort();
      set(topics, subject ?? '', told.length === 0 ? null : told);
    },
    'review.locked': ({ subject }, { submission, lock }) => void set(locks, keyOf(submission, subject), lock),
    'review.assigned': ({ subject }, { reviewers }) => {
      for (const reviewer of list(reviewers)) step(subject, reviewer, 'asked');
    },
    'review.unassigned': ({ subject }, _, { reviewer }) => step(subject, reviewer, 'withdrawn'),
    'review.dealt': (_, { added, withdrawn }) => {
      stepAll(withdrawn, 'withdrawn');
      stepAll(added, 'asked');
    },
    'review.undealt': (_, { withdrawn, restored }) => {
      stepAll(withdrawn, 'withdrawn');
      stepAll(restored, 'asked');
    },
    'review.declined': (event, { reason }) => stepOfAlias(event, { declined: String(reason) }),
    'review.takenBack': (event) => stepOfAlias(event, 'taken-back'),
    'review.othersOpened': ({ actor, subject, at }, { revision }) => {
      opened.push({ submission: subject, alias: actor, revision, at });
    },
    'review.answered': ({ actor, subject, at }, { to, text }) => {
      answers.push({ submission: subject, alias: actor, to, text, at });
    },
    'rubric.changed': ({ at }, { version, reason, body }) => void rubrics.set(String(version), { body, reason, at }),
    'rubric.mapped': ({ at }, { from, to, criteria, reason }) => {
      maps.set(JSON.stringify([from, to]), { body: criteria, reason, at });
    },
    'ranking.opened': ({ at }, { task, submissions, reason }) => {
      tasks.set(String(task), { submissions: list(submissions).map(String).sort(), reason, at, closed: null });
    },
    'ranking.closed': ({ at }, { task }) => changeTask(String(task), at),
    'ranking.reopened': (_, { task }) => changeTask(String(task), null),
  };

  function changeTask(id: string, closed: string | null): void {
    const task = tasks.get(id);
    if (task) tasks.set(id, { ...task, closed });
  }

  function assignments(db: Connection): Map<string, ToldAssignment> {
    const ids = new Map(
      all<{ id: string; alias: string }>(db, "SELECT id, alias FROM participant WHERE role = 'reviewer'").map(
        ({ id, alias }) => [alias, id],
      ),
    );
    const found = new Map<string, ToldAssignment>();
    for (const one of asked) {
      const key = keyOf(one.submission, 'alias' in one ? ids.get(one.alias) : one.reviewer);
      found.set(key, after(found.get(key) ?? { withdrawn: 0, declined: 0, reason: null }, one.told));
    }
    return found;
  }

  return {
    see: (event) => {
      const read = Object.hasOwn(readers, event.kind) ? readers[event.kind] : undefined;
      read?.(event, object(parsed(event.after)), object(parsed(event.before)));
    },
    differences: (db) =>
      [
        planDiffers(db, plan),
        rowsDiffer(db, loads, 'review load', 'SELECT reviewer AS key, load AS value FROM review_load'),
        topicsDiffer(db, topics),
        rowsDiffer(
          db,
          locks,
          'assignment lock',
          'SELECT json_array(submission, reviewer) AS key, lock AS value FROM assignment_lock',
        ),
        assignmentsDiffer(db, assignments(db)),
        sameSet(
          'review answer',
          answers,
          all(
            db,
            `SELECT n.submission AS submission, p.alias AS alias, t.alias AS "to", n.text AS text, n.said_at AS at
             FROM review_answer n JOIN participant p ON p.id = n.reviewer
             LEFT JOIN participant t ON t.id = n.to_reviewer`,
          ),
        ),
        sameSet(
          'opened reviews',
          opened,
          all(
            db,
            `SELECT o.submission AS submission, p.alias AS alias, o.revision AS revision, o.opened_at AS at
             FROM others_opened o JOIN participant p ON p.id = o.reviewer`,
          ),
        ),
        rubricsDiffer(db, rubrics),
        mapsDiffer(db, maps),
        tasksDiffer(db, tasks),
      ].flatMap((problem) => problem ?? []),
  };
}

type Step = 'asked' | 'withdrawn' | 'taken-back' | { readonly declined: string };

function after(now: ToldAssignment, step: Step): ToldAssignment {
  switch (step) {
    case 'asked':
      return { ...now, withdrawn: 0 };
    case 'withdrawn':
      return { ...now, withdrawn: 1 };
    case 'taken-back':
      return { ...now, declined: 0, reason: null };
    default:
      return { ...now, declined: 1, reason: step.declined };
  }
}

function planDiffers(db: Connection, told: unknown): Problem | null {
  const stored = one<{ reviews: number; load: number }>(db, 'SELECT reviews, load FROM review_plan');
  return isDeepStrictEqual(stored ? { ...stored } : null, told) ? null : differs('review plan', 'what is asked for');
}

function rowsDiffer(db: Connection, told: ReadonlyMap<string, unknown>, what: string, sql: string): Problem | null {
  const stored = all<{ key: string; value: unknown }>(db, sql);
  for (const { key, value } of stored) if (told.get(key) !== value) return differs(what, key);
  return stored.length === told.size ? null : differs(what, 'one that was set is not there');
}

function topicsDiffer(db: Connection, told: ReadonlyMap<string, unknown>): Problem | null {
  const stored = new Map<string, string[]>();
  for (const { submission, topic } of all<{ submission: string; topic: string }>(
    db,
    'SELECT submission, topic FROM submission_topic',
  )) {
    stored.set(submission, [...(stored.get(submission) ?? []), topic]);
  }
  for (const id of new Set([...stored.keys(), ...told.keys()])) {
    if (!isDeepStrictEqual(stored.get(id)?.sort(), told.get(id))) return differs('topics', id);
  }
  return null;
}

function assignmentsDiffer(db: Connection, told: ReadonlyMap<string, ToldAssignment>): Problem | null {
  const stored = all<{ key: string } & ToldAssignment>(
    db,
    `SELECT json_array(submission, reviewer) AS key, withdrawn_at IS NOT NULL AS withdrawn,
            declined_at IS NOT NULL AS declined, decline_reason AS reason FROM assignment`,
  );
  for (const { key, ...row } of stored) {
    if (!isDeepStrictEqual(told.get(key), { ...row })) return differs('assignment', key);
  }
  return stored.length === told.size ? null : differs('assignment', 'one that was made is not there');
}

function rubricsDiffer(db: Connection, told: ReadonlyMap<string, unknown>): Problem | null {
  const stored = all<{ key: string; body: string; reason: string; at: string }>(
    db,
    'SELECT CAST(version AS TEXT) AS key, body, reason, created_at AS at FROM rubric WHERE version > 1',
  );
  for (const { key, body, ...row } of stored) {
    if (!isDeepStrictEqual(told.get(key), { body: parsed(body), ...row })) return differs('rubric', `version ${key}`);
  }
  return stored.length === told.size ? null : differs('rubric', 'a version that was made is not there');
}

function mapsDiffer(db: Connection, told: ReadonlyMap<string, unknown>): Problem | null {
  const stored = all<{ key: string; body: string; reason: string; at: string }>(
    db,
    'SELECT json_array(from_version, to_version) AS key, body, reason, created_at AS at FROM rubric_map',
  );
  for (const { key, body, ...row } of stored) {
    if (!isDeepStrictEqual(told.get(key), { body: parsed(body), ...row })) return differs('rubric map', key);
  }
  return stored.length === told.size ? null : differs('rubric map', 'one that was made is not there');
}

function tasksDiffer(db: Connection, told: ReadonlyMap<string, Told>): Problem | null {
  const stored = all<{ id: string; reason: string; at: string; closed: string | null }>(
    db,
    'SELECT id, reason, opened_at AS at, closed_at AS closed FROM ranking_task',
  );
  for (const { id, ...task } of stored) {
    const submissions = all<{ submission: string }>(
      db,
      'SELECT submission FROM ranking_task_submission WHERE task = ?',
      id,
    );
    const row = { ...task, submissions: submissions.map(({ submission }) => submission).sort() };
    if (!isDeepStrictEqual(told.get(id), row)) return differs('ranking task', id);
  }
  return stored.length === told.size ? null : differs('ranking task', 'one that was opened is not there');
}

/** Rows without a key of their own: what was told and what is there, in any order. */
function sameSet(what: string, told: readonly unknown[], stored: readonly unknown[]): Problem | null {
  const texts = (rows: readonly unknown[]) => rows.map((row) => canonical(object(row))).sort();
  const [said, there] = [texts(told), texts(stored)];
  const at = there.findIndex((text, place) => text !== said[place]);
  if (at >= 0) return differs(what, String(object(parsed(there[at] ?? null)).submission));
  return said.length === there.length ? null : differs(what, 'one that was told of is not there');
}

function canonical(row: Told): string {
  return JSON.stringify(Object.fromEntries(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1))));
}

function set(into: Map<string, unknown>, key: string, value: unknown): void {
  if (value === null || value === undefined) into.delete(key);
  else into.set(key, value);
}

function keyOf(...parts: readonly unknown[]): string {
  return JSON.stringify(parts);
}

function object(value: unknown): Told {
  return typeof value === 'object' && value !== null ? (value as Told) : {};
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
