import { isDeepStrictEqual } from 'node:util';
import { all, type Connection } from './connection.ts';
import type { EventRow } from './record.ts';
import { differs, type Problem, parsed } from './recordedTables.ts';

/** Rules, rulings, frozen decisions, held prizes and releases as events tell them, held against the tables. */
export interface RecordedDecisions {
  see(event: EventRow): void;
  differences(db: Connection): Problem[];
}

type Told = Readonly<Record<string, unknown>>;

export function createRecordedDecisions(): RecordedDecisions {
  const rules = new Map<unknown, unknown>();
  const rulings = new Map<unknown, Told>();
  const decisions = new Map<unknown, Told>();
  const held = new Map<unknown, unknown>();
  const releases = new Map<unknown, Told>();

  const readers: Readonly<Record<string, (after: Told, before: Told, event: EventRow) => void>> = {
    'rules.changed': ({ version, reason, body }) => rules.set(version, { reason, body }),
    'decision.ruled': ({ id, order, reason }) => rulings.set(id, { order, reason, withdrawn: 0 }),
    'decision.unruled': (_, { id }) => rulings.set(id, { ...rulings.get(id), withdrawn: 1 }),
    'decision.frozen': ({ id, hash }) => decisions.set(id, { hash, status: 'frozen' }),
    'decision.announced': ({ id, hash, held: prizes }) => {
      decisions.set(id, { hash, status: 'announced' });
      if (!Array.isArray(prizes)) return;
      for (const { submission, status } of prizes as Told[]) held.set(submission, status);
    },
    'report.released': ({ allowed, reason }, _, { subject }) => {
      if (allowed === null) releases.delete(subject);
      else releases.set(subject, { allowed: allowed ? 1 : 0, reason });
    },
  };

  return {
    see: (event) => {
      const read = Object.hasOwn(readers, event.kind) ? readers[event.kind] : undefined;
      read?.(object(parsed(event.after)), object(parsed(event.before)), event);
    },
    differences: (db) =>
      [
        rulesDiffer(db, rules),
        rowsDiffer(db, rulings, {
          what: 'ruling',
          sql: 'SELECT id AS key, "order", reason, withdrawn_at IS NOT NULL AS withdrawn FROM ruling',
          read: (row) => ({ ...row, order: parsed(String(row.order)) }),
        }),
        rowsDiffer(db, decisions, {
          what: 'decision',
          sql: "SELECT id AS key, hash, status FROM decision WHERE status <> 'draft'",
          read: (row) => row,
        }),
        rowsDiffer(db, held, {
          what: 'held prize',
          sql: 'SELECT submission AS key, prize FROM held_prize',
          read: ({ prize }) => prize,
        }),
        rowsDiffer(db, releases, {
          what: 'release',
          sql: 'SELECT submission AS key, allowed, reason FROM data_release',
          read: (row) => row,
        }),
      ].flatMap((problem) => problem ?? []),
  };
}

/** Version 1 is told where the contest is created. */
function rulesDiffer(db: Connection, told: ReadonlyMap<unknown, unknown>): Problem | null {
  return rowsDiffer(db, told, {
    what: 'rules',
    sql: 'SELECT version AS key, reason, body FROM rules WHERE version > 1',
    read: (row) => ({ ...row, body: parsed(String(row.body)) }),
  });
}

/** The first row of which the events tell something else, or a row that they tell of and that is not there. */
function rowsDiffer(
  db: Connection,
  told: ReadonlyMap<unknown, unknown>,
  table: { readonly what: string; readonly sql: string; readonly read: (row: Told) => unknown },
): Problem | null {
  const stored = all<Told & { key: unknown }>(db, table.sql);
  for (const { key, ...row } of stored) {
    if (!isDeepStrictEqual(told.get(key), table.read(row))) return differs(table.what, String(key));
  }
  return stored.length === told.size ? null : differs(table.what, 'one that the record tells of is not there');
}

function object(value: unknown): Told {
  return typeof value === 'object' && value !== null ? (value as Told) : {};
}
