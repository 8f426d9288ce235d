import { inTransaction } from '../../db/connection.ts';
import { readContest } from '../../db/contest.ts';
import { contractorTags } from '../../db/labelDeal.ts';
import {
  addParticipant,
  aliases,
  dismiss,
  findParticipant,
  listParticipants,
  type ParticipantRow,
  readmit,
} from '../../db/participants.ts';
import { appendEvent } from '../../db/record.ts';
import { failure, success } from '../../shared/contract/failure.ts';
import { drawReviewerAlias, nextContractorAlias } from './aliases.ts';
import { deriveKeys, drawCode } from './codes.ts';
import type { Context, Handlers } from './context.ts';
import { shuffled } from './surroundings.ts';

/** Who works on the contest, and the codes with which they come in. */
export const participantHandlers: Handlers<
  'participants.list' | 'participants.invite' | 'participants.dismiss' | 'participants.readmit'
> = {
  'participants.list': ({ db }) => {
    const tags = contractorTags(db);
    return success({
      participants: listParticipants(db).map((row) => ({
        id: row.id,
        role: row.role === 'contractor' ? ('contractor' as const) : ('reviewer' as const),
        alias: knownAlias(row),
        state: row.dismissedAt ? ('dismissed' as const) : row.firstSeenAt ? ('active' as const) : ('invited' as const),
        firstSeenAt: row.firstSeenAt,
        tags: tags.get(row.id) ?? [],
        votes: row.votes,
        votesExpected: row.votesExpected,
        reviews: row.reviews,
        reviewsExpected: row.reviewsExpected,
      })),
    });
  },

  'participants.invite': async (context, { role, count }) => {
    const { db, now, actor, newId } = context;
    const { salt } = readContest(db);
    const codes = Array.from({ length: count }, () => drawCode(context));
    const keys = await Promise.all(codes.map((code) => deriveKeys(code, salt)));
    const slips: { alias: string | null; code: string }[] = [];
    inTransaction(db, () => {
      const at = now();
      const taken = new Set(aliases(db));
      for (const [place, code] of codes.entries()) {
        const derived = keys[place];
        if (!derived) throw new Error('a code without keys');
        const alias =
          role === 'contractor'
            ? nextContractorAlias([...taken])
            : drawReviewerAlias(context, (name) => taken.has(name));
        taken.add(alias);
        addParticipant(db, {
          id: newId(),
          role,
          alias,
          exchangeKey: derived.exchange.publicKey,
          signingKey: derived.signing.publicKey,
          invitedAt: at,
        });
        slips.push({ alias: role === 'contractor' ? alias : null, code });
      }
      const people = `${count} ${role}${count === 1 ? '' : 's'}`;
      const names = role === 'contractor' ? slips.map((slip) => slip.alias) : undefined;
      appendEvent(db, {
        at,
        actor,
        kind: 'participants.invited',
        subject: null,
        sentence: names ? `${people} invited: ${names.join(', ')}.` : `${people} invited.`,
        after: { role, count, aliases: names },
      });
    });
    // neither the order of the rows nor that of their ids leads from a reviewer's slip to an alias
    return success({ slips: role === 'reviewer' ? shuffled(context, slips) : slips });
  },

  'participants.dismiss': (context, { id }) =>
    change(context, id, (row) => {
      if (row.dismissedAt) return failure('conflict', 'This person was already dismissed.');
      dismiss(context.db, id, context.now());
      return { kind: 'participant.dismissed', sentence: `${nameOf(row)} was dismissed and can no longer sign in.` };
    }),

  'participants.readmit': (context, { id }) =>
    change(context, id, (row) => {
      if (!row.dismissedAt) return failure('conflict', 'This person is not dismissed.');
      readmit(context.db, id);
      return { kind: 'participant.readmitted', sentence: `${nameOf(row)} was readmitted and can sign in again.` };
    }),
};

function change(
  { db, now, actor }: Context,
  id: string,
  work: (row: ParticipantRow) => { kind: string; sentence: string } | ReturnType<typeof failure>,
): ReturnType<typeof success<Record<string, never>>> | ReturnType<typeof failure> {
  return inTransaction(db, () => {
    const row = findParticipant(db, id);
    if (!row || row.role === 'organizer') return failure('not-found', 'There is no such contractor or reviewer.');
    const said = work(row);
    if ('ok' in said) return said;
    appendEvent(db, { at: now(), actor, kind: said.kind, subject: id, sentence: said.sentence });
    return success({});
  });
}

/** A reviewer's alias shows from the first sign-in on; before, it would be one step from the slip to the alias. */
function knownAlias(row: ParticipantRow): string | null {
  return row.role === 'reviewer' && row.firstSeenAt === null ? null : row.alias;
}

function nameOf(row: ParticipantRow): string {
  return knownAlias(row) ?? 'A reviewer who has not signed in yet';
}
