import { createHash } from 'node:crypto';
import { all, type Connection, one, run } from './connection.ts';

/** Who did it: an alias, or the role's name where there is none; never a person's name. */
export interface Actor {
  readonly alias: string;
  readonly role: 'organizer' | 'contractor' | 'reviewer' | 'nobody' | 'assay';
}

export interface NewEvent {
  readonly at: string;
  readonly actor: Actor;
  /** `submission.imported`, `vote.cast`, `call.refused`: subject, dot, what happened. */
  readonly kind: string;
  /** The id of what it is about. */
  readonly subject: string | null;
  /** For people; names what changed. */
  readonly sentence: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

export interface EventRow {
  readonly seq: number;
  readonly at: string;
  readonly actor: string;
  readonly role: string;
  readonly kind: string;
  readonly subject: string | null;
  readonly sentence: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly previous: string;
  readonly hash: string;
}

/** What the first event is chained to. */
export const chainStart = '0'.repeat(64);

/**
 * SHA-256 over the row's fields as a JSON array, the previous row's hash among them: JSON keeps field borders apart,
 * so no two different rows have one text.
 */
export function eventHash(row: Omit<EventRow, 'hash'>): string {
  const text = JSON.stringify(HASHED.map((column) => row[column]));
  return createHash('sha256').update(text).digest('hex');
}

/** The columns that a row's hash is over, in this order. */
const HASHED = [
  'seq',
  'at',
  'actor',
  'role',
  'kind',
  'subject',
  'sentence',
  'before',
  'after',
  'previous',
] as const satisfies readonly (keyof EventRow)[];

/** Appends to the record. Call it inside the transaction that makes the change, so that neither stands without the other. */
export function appendEvent(db: Connection, event: NewEvent): EventRow {
  const last = one<{ seq: number; hash: string }>(db, 'SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1');
  const row = {
    seq: (last?.seq ?? 0) + 1,
    at: event.at,
    actor: event.actor.alias,
    role: event.actor.role,
    kind: event.kind,
    subject: event.subject,
    sentence: asStored(event.sentence),
    before: event.before === undefined ? null : JSON.stringify(event.before),
    after: event.after === undefined ? null : JSON.stringify(event.after),
    previous: last?.hash ?? chainStart,
  };
  const stored = { ...row, hash: eventHash(row) };
  run(db, INSERT, stored);
  return stored;
}

const INSERT = `INSERT INTO event (${HASHED.join(', ')}, hash)
                VALUES (${HASHED.map((column) => `@${column}`).join(', ')}, @hash)`;

/** Latest first. */
export function listEvents(
  db: Connection,
  page: { readonly before?: number | undefined; readonly limit: number; readonly subject?: string | undefined },
): EventRow[] {
  const before = page.before ?? Number.MAX_SAFE_INTEGER;
  return page.subject === undefined
    ? all<EventRow>(db, 'SELECT * FROM event WHERE seq < ? ORDER BY seq DESC LIMIT ?', before, page.limit)
    : all<EventRow>(
        db,
        'SELECT * FROM event WHERE subject = ? AND seq < ? ORDER BY seq DESC LIMIT ?',
        page.subject,
        before,
        page.limit,
      );
}

export function countEvents(db: Connection, subject?: string): number {
  const row =
    subject === undefined
      ? one<{ n: number }>(db, 'SELECT count(*) AS n FROM event')
      : one<{ n: number }>(db, 'SELECT count(*) AS n FROM event WHERE subject = ?', subject);
  return row?.n ?? 0;
}

/** The text that SQLite gives back: it stores UTF-8, in which a lone surrogate becomes the replacement character. */
function asStored(text: string): string {
  return Buffer.from(text).toString();
}
