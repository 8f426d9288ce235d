import { type Connection, inTransaction } from '../../db/connection.ts';
import type { Outcome } from '../../shared/contract/failure.ts';

/** All of it, or nothing where the outcome is a failure. An exception rolls back too and goes on to the caller. */
export function orRollBack<T>(db: Connection, work: () => Outcome<T>): Outcome<T> {
  let outcome: Outcome<T> | null = null;
  try {
    inTransaction(db, () => {
      outcome = work();
      if (!outcome.ok) throw new RollBack();
    });
  } catch (error) {
    if (!(error instanceof RollBack)) throw error;
  }
  if (outcome === null) throw new Error('a transaction ended without an outcome');
  return outcome;
}

/** What would come of it: rolled back whatever the outcome. */
export function andRollBack<T>(db: Connection, work: () => T): T {
  let outcome: { readonly value: T } | null = null;
  try {
    inTransaction(db, () => {
      outcome = { value: work() };
      throw new RollBack();
    });
  } catch (error) {
    if (!(error instanceof RollBack)) throw error;
  }
  if (outcome === null) throw new Error('a transaction ended without an outcome');
  return (outcome as { readonly value: T }).value;
}

/** The only way to roll back a transaction of better-sqlite3 is to throw. */
class RollBack extends Error {}
