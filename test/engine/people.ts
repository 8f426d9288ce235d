import { inTransaction } from '../../db/connection.ts';
import { addParticipant, markSeen } from '../../db/participants.ts';
import type { Context } from '../../electron/engine/context.ts';
import { realSurroundings } from '../../electron/engine/surroundings.ts';
import { type ContestOnDisk, classificationCsv, organizer } from './contestOnDisk.ts';

/** The organizer's context of an open contest, for calling handlers directly. */
export function asOrganizer(contest: ContestOnDisk): Context {
  return { ...realSurroundings, db: contest.db, role: 'organizer', participant: null, actor: organizer };
}

/** Adds a person who has signed in before and gives the context of that person's session. */
export function person(contest: ContestOnDisk, role: 'contractor' | 'reviewer', alias: string): Context {
  const id = realSurroundings.newId();
  inTransaction(contest.db, () => {
    addParticipant(contest.db, {
      id,
      role,
      alias,
      exchangeKey: realSurroundings.randomBytes(32),
      signingKey: realSurroundings.randomBytes(32),
      invitedAt: realSurroundings.now(),
    });
    markSeen(contest.db, id, realSurroundings.now());
  });
  return { ...realSurroundings, db: contest.db, role, participant: id, actor: { alias, role } };
}

/** A contest with one classification submission `even` of so many examples. */
export function withSubmission(contest: ContestOnDisk, examples = 300, id = 'even'): void {
  const outcome = contest.importSubmission(contest.write(`${id}.csv`, classificationCsv(examples)), { id, title: id });
  if (!outcome.ok) throw new Error(outcome.error.message);
}
