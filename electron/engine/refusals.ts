import { inTransaction } from '../../db/connection.ts';
import { appendEvent } from '../../db/record.ts';
import type { Surroundings } from './context.ts';
import { actorOf, type Seat } from './seats.ts';

export type RefusalKind = 'call.refused' | 'message.refused' | 'session.refused';

export interface Refusals {
  /** Into the record of the window's contest, once a minute for the same thing. */
  record(seat: Seat, kind: RefusalKind, what: string): Promise<void>;
}

const sentences: Readonly<Record<RefusalKind, (role: string, what: string) => string>> = {
  'call.refused': (role, what) => `A window of role ${role} asked for ${what} and was refused.`,
  'message.refused': (role) => `A window of role ${role} sent a message that is not one of Assay's.`,
  'session.refused': () => 'Somebody tried to sign in with a code that is not of this contest.',
};

/** A refusal is never silent, and a window that asks a thousand times a second does not fill the disk with events. */
export function createRefusals(surroundings: Surroundings): Refusals {
  const minutes = new WeakMap<Seat, { minute: string; seen: Set<string> }>();
  return {
    record: async (seat, kind, what) => {
      const { contest, signed } = seat;
      if (!contest) return;
      const at = surroundings.now();
      const minute = at.slice(0, 16);
      let known = minutes.get(seat);
      if (known?.minute !== minute) {
        known = { minute, seen: new Set() };
        minutes.set(seat, known);
      }
      // what a window sends is not a key: only the names of procedures tell two refusals apart
      const key = `${signed.role} ${kind} ${kind === 'call.refused' ? what : ''}`;
      if (known.seen.has(key)) return;
      known.seen.add(key);
      const actor = actorOf(signed);
      const idle = contest.writer.isIdle();
      const recorded = contest.writer.run(() =>
        inTransaction(contest.open.db, () =>
          appendEvent(contest.open.db, {
            at,
            actor,
            kind,
            subject: kind === 'call.refused' ? what : null,
            sentence: sentences[kind](signed.role, what),
          }),
        ),
      );
      // the answer does not wait for a long import; the event is written when that ends
      if (idle) await recorded;
      else recorded.catch(() => {});
    },
  };
}
