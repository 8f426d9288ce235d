import type { ConsensusMethod } from '../shared/labels/consensus.ts';
import type { LabelQuestion } from '../shared/labels/questions.ts';
import type { Settlement } from '../shared/labels/verdict.ts';
import { all, type Connection, one, run } from './connection.ts';

/** What organizers settled. For organizers only. */

export interface Adjudication {
  readonly row: number;
  readonly revision: number;
  readonly settlement: Settlement;
  readonly reason: string;
  readonly at: string;
}

interface Stored {
  readonly row: number;
  readonly revision: number;
  readonly kind: 'settled' | 'left-out' | 'taken-back';
  readonly answers: string | null;
  readonly worked_example: 0 | 1;
  readonly reason: string;
  readonly settled_at: string;
}

const columns = 'row, revision, kind, answers, worked_example, reason, settled_at';

/** What holds now, by row. */
export function adjudications(db: Connection, deal: string): Map<number, Adjudication> {
  return new Map(
    all<Stored>(db, `SELECT ${columns} FROM current_adjudication WHERE deal = ? ORDER BY settled_at, row`, deal).map(
      (stored) => [stored.row, adjudicationFrom(stored)],
    ),
  );
}

export function adjudicationOf(db: Connection, deal: string, row: number): Adjudication | null {
  const stored = one<Stored>(db, `SELECT ${columns} FROM current_adjudication WHERE deal = ? AND row = ?`, deal, row);
  return stored && adjudicationFrom(stored);
}

function adjudicationFrom({ row, revision, kind, answers, worked_example, reason, settled_at }: Stored): Adjudication {
  const settlement: Settlement =
    kind === 'settled'
      ? {
          kind,
          answers: JSON.parse(answers ?? '{}') as Partial<Record<LabelQuestion, string>>,
          workedExample: worked_example === 1,
        }
      : { kind: 'left-out' };
  return { row, revision, settlement, reason, at: settled_at };
}

export interface AdjudicationRow extends Omit<Stored, 'answers'> {
  readonly deal: string;
  readonly answers: Readonly<Partial<Record<LabelQuestion, string>>> | null;
}

/** A new revision, null for taking back what holds; the earlier ones stay. Returns it as events tell it. In a transaction. */
export function insertAdjudication(
  db: Connection,
  deal: string,
  row: number,
  said: { readonly settlement: Settlement; readonly reason: string } | null,
  at: string,
): AdjudicationRow {
  const revision =
    (one<{ n: number | null }>(db, 'SELECT max(revision) AS n FROM adjudication WHERE deal = ? AND row = ?', deal, row)
      ?.n ?? 0) + 1;
  const settled = said?.settlement.kind === 'settled' ? said.settlement : null;
  const stored: AdjudicationRow = {
    deal,
    row,
    revision,
    kind: said?.settlement.kind ?? 'taken-back',
    answers: settled?.answers ?? null,
    worked_example: settled?.workedExample ? 1 : 0,
    reason: said?.reason ?? '',
    settled_at: at,
  };
  run(
    db,
    `INSERT INTO adjudication (deal, row, revision, kind, answers, worked_example, reason, settled_at)
     VALUES (@deal, @row, @revision, @kind, @answers, @worked_example, @reason, @settled_at)`,
    { ...stored, answers: stored.answers === null ? null : JSON.stringify(stored.answers) },
  );
  return stored;
}

export function consensusMethod(db: Connection, deal: string): ConsensusMethod {
  return (
    one<{ method: ConsensusMethod }>(
      db,
      'SELECT method FROM label_consensus WHERE deal = ? ORDER BY revision DESC LIMIT 1',
      deal,
    )?.method ?? 'majority'
  );
}

/** Returns its revision. In a transaction. */
export function setConsensusMethod(db: Connection, deal: string, method: ConsensusMethod, at: string): number {
  const revision =
    (one<{ n: number | null }>(db, 'SELECT max(revision) AS n FROM label_consensus WHERE deal = ?', deal)?.n ?? 0) + 1;
  run(
    db,
    'INSERT INTO label_consensus (deal, revision, method, set_at) VALUES (?, ?, ?, ?)',
    deal,
    revision,
    method,
    at,
  );
  return revision;
}
