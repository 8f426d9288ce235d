import { createHash } from 'node:crypto';
import type { Ruling, Tier } from '../shared/decision/types.ts';
import { all, type Connection, one, run } from './connection.ts';
import { decisionHash } from './contentHash.ts';

/** Rulings, frozen decisions and held prizes. A decision's row is never changed: announcing writes a row of its own. */

export interface RulingRow {
  readonly id: string;
  readonly order: readonly (readonly string[])[];
  readonly reason: string;
  readonly at: string;
}

/** Those that stand, oldest first. */
export function rulings(db: Connection): RulingRow[] {
  return all<Omit<RulingRow, 'order'> & { order: string }>(
    db,
    'SELECT id, "order", reason, made_at AS at FROM ruling WHERE withdrawn_at IS NULL ORDER BY id',
  ).map((row) => ({ ...row, order: JSON.parse(row.order) as RulingRow['order'] }));
}

export function insertRuling(db: Connection, ruling: RulingRow): void {
  run(
    db,
    'INSERT INTO ruling (id, "order", reason, made_at) VALUES (?, ?, ?, ?)',
    ruling.id,
    JSON.stringify(ruling.order),
    ruling.reason,
    ruling.at,
  );
}

/** False where there is no such ruling, or it was withdrawn. */
export function withdrawRuling(db: Connection, id: string, at: string): boolean {
  return run(db, 'UPDATE ruling SET withdrawn_at = ? WHERE id = ? AND withdrawn_at IS NULL', at, id).changes > 0;
}

export function rulingsForDecision(db: Connection): Ruling[] {
  return rulings(db).map(({ order, reason }) => ({ order, reason }));
}

export interface StoredDecision {
  readonly id: string;
  readonly round: 1 | 2;
  readonly status: 'frozen' | 'announced';
  readonly rules: number;
  /** JSON texts, as they were hashed. */
  readonly input: string;
  readonly output: string;
  readonly hash: string;
  readonly at: string;
  readonly head: string;
}

const columns = 'id, round, status, rules, input, output, hash, created_at AS at, head';

/** Newest first. */
export function storedDecisions(db: Connection): StoredDecision[] {
  return all<StoredDecision>(
    db,
    `SELECT ${columns} FROM decision WHERE status <> 'draft' ORDER BY created_at DESC, id DESC`,
  );
}

export function storedDecision(db: Connection, id: string): StoredDecision | null {
  return one<StoredDecision>(db, `SELECT ${columns} FROM decision WHERE id = ? AND status <> 'draft'`, id);
}

/** The announced decision of a round, else the one frozen last, else null. */
export function latestDecision(db: Connection, round: 1 | 2): StoredDecision | null {
  return one<StoredDecision>(
    db,
    `SELECT ${columns} FROM decision WHERE round = ? AND status <> 'draft'
     ORDER BY status = 'announced' DESC, created_at DESC, id DESC LIMIT 1`,
    round,
  );
}

/** Returns its hash. Call inside a transaction, before the event that tells of it. */
export function storeDecision(
  db: Connection,
  decision: Omit<StoredDecision, 'hash' | 'head'>,
): { readonly hash: string; readonly head: string } {
  const hash = decisionHash(decision);
  const head = one<{ hash: string }>(db, 'SELECT hash FROM event ORDER BY seq DESC LIMIT 1')?.hash ?? '';
  run(
    db,
    `INSERT INTO decision (id, round, status, rules, input, output, hash, created_at, head)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    decision.id,
    decision.round,
    decision.status,
    decision.rules,
    decision.input,
    decision.output,
    hash,
    decision.at,
    head,
  );
  return { hash, head };
}

/** Of what goes into a decision, as JSON: the same input, the same fingerprint. */
export function fingerprintOf(input: string): string {
  return createHash('sha256').update(input).digest('hex');
}

export function holdPrize(db: Connection, submission: string, prize: Tier, decision: string): void {
  run(
    db,
    `INSERT INTO held_prize (submission, prize, decision) VALUES (?, ?, ?)
     ON CONFLICT (submission) DO UPDATE SET prize = excluded.prize, decision = excluded.decision`,
    submission,
    prize,
    decision,
  );
}
