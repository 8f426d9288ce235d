import type { Connection } from '../../db/connection.ts';
import { blindNumberTaken, findSubmission, insertSubmission } from '../../db/submission.ts';
import { failure, type Outcome } from '../../shared/contract/failure.ts';
import type { Surroundings } from './context.ts';
import { drawBlindNumber, drawSubmissionId } from './surroundings.ts';

/** An id that nobody has. */
export function drawnId(db: Connection, surroundings: Pick<Surroundings, 'randomBytes'>): string {
  return drawSubmissionId(surroundings, (drawn) => findSubmission(db, drawn) !== null);
}

/** A submission without data and form, with a blind number of its own. Inside the caller's transaction, with its event. */
export function beginSubmission(
  db: Connection,
  surroundings: Pick<Surroundings, 'randomBytes'>,
  begun: { readonly id: string; readonly title: string; readonly round: 1 | 2; readonly at: string },
): void {
  const { at, ...said } = begun;
  const blindNumber = drawBlindNumber(surroundings, (drawn) => blindNumberTaken(db, drawn));
  insertSubmission(db, { ...said, blindNumber, description: '', createdAt: at });
}

export function noSubmission(id: string): Outcome<never> {
  return failure('not-found', `There is no submission ${id}.`);
}
