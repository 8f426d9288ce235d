import { inTransaction } from '../../../db/connection.ts';
import { readContest } from '../../../db/contest.ts';
import { addParticipant, markSeen } from '../../../db/participants.ts';
import { appendEvent } from '../../../db/record.ts';
import { deriveKeys, drawCode, normaliseCode } from '../codes.ts';
import type { Context } from '../context.ts';

export interface DemoPerson {
  readonly id: string;
  readonly role: 'contractor' | 'reviewer';
  readonly alias: string;
  readonly code: string;
}

/** Stated in the docs, so that anybody can try these two desks in the example contest. */
export const demoCodes = { contractor: 'TRYA-SSAY-C0NT-RACT', reviewer: 'TRYA-SSAY-REV1-EWER' } as const;

const contractors = ['C-01', 'C-02', 'C-03', 'C-04', 'C-05'];
const reviewers = ['Quiet Heron', 'Amber Lathe', 'Slow Comet', 'Green Anvil', 'Plain Harbour'];

/** Five contractors and five reviewers with keys of their own; the first of each has the code that the docs state. */
export async function inviteDemoPeople(context: Context): Promise<DemoPerson[]> {
  const { db, now, newId, actor } = context;
  const { salt } = readContest(db);
  const wanted = [
    ...contractors.map((alias) => ({ role: 'contractor' as const, alias })),
    ...reviewers.map((alias) => ({ role: 'reviewer' as const, alias })),
  ].map((person) => {
    const first = person.alias === contractors[0] || person.alias === reviewers[0];
    return { ...person, id: newId(), code: first ? normaliseCode(demoCodes[person.role])! : drawCode(context) };
  });
  const keys = await Promise.all(wanted.map((person) => deriveKeys(person.code, salt)));
  inTransaction(db, () => {
    wanted.forEach((person, place) => {
      addParticipant(db, {
        id: person.id,
        role: person.role,
        alias: person.alias,
        exchangeKey: keys[place]!.exchange.publicKey,
        signingKey: keys[place]!.signing.publicKey,
        invitedAt: now(),
      });
      markSeen(db, person.id, now());
    });
    appendEvent(db, {
      at: now(),
      actor,
      kind: 'participants.invited',
      subject: null,
      sentence: `${contractors.length} contractors and ${reviewers.length} reviewers invited.`,
      after: { contractors, reviewers: reviewers.length },
    });
  });
  return wanted;
}
