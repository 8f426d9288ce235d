import { isDeepStrictEqual } from 'node:util';
import { all, type Connection } from './connection.ts';
import { outsideVotesHash } from './outsideLabels.ts';
import { differs, type Problem, parsed } from './recordedTables.ts';

/** What organizers settled and set, as events tell it, held against the tables. */

/** Names one revision of an example's settling, or of a deal's method. */
export function revisionOf(...parts: readonly unknown[]): string {
  return JSON.stringify(parts);
}

/** `told`: every revision as it was stored. */
export function adjudicationDiffers(db: Connection, told: ReadonlyMap<string, unknown>): Problem | null {
  const stored = all<{ deal: string; row: number; revision: number; answers: string | null }>(
    db,
    'SELECT deal, row, revision, kind, answers, worked_example, reason, settled_at FROM adjudication',
  );
  for (const row of stored) {
    const said = told.get(revisionOf(row.deal, row.row, row.revision));
    if (!isDeepStrictEqual(said, { ...row, answers: parsed(row.answers) })) {
      return differs('adjudication', `deal ${row.deal}, row ${row.row}, revision ${row.revision}`);
    }
  }
  return stored.length === told.size ? null : differs('adjudication', 'one that was settled is not there');
}

/** `told`: the method of every revision. */
export function consensusDiffers(db: Connection, told: ReadonlyMap<string, unknown>): Problem | null {
  const stored = all<{ deal: string; revision: number; method: string }>(
    db,
    'SELECT deal, revision, method FROM label_consensus',
  );
  for (const { deal, revision, method } of stored) {
    if (told.get(revisionOf(deal, revision)) !== method) return differs('consensus', `deal ${deal}`);
  }
  return stored.length === told.size ? null : differs('consensus', 'one that was set is not there');
}

/** `told`: the hash of each deal's votes from elsewhere, as the last import left them. */
export function outsideDiffers(db: Connection, told: ReadonlyMap<string, unknown>): Problem | null {
  for (const [deal, hash] of told) {
    if (outsideVotesHash(db, deal) !== hash) return differs('vote', `deal ${deal}, those from elsewhere`);
  }
  return null;
}
