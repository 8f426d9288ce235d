import path from 'node:path';
import { backUp, backUpIfDue, restore } from '../../db/backup.ts';
import { inTransaction } from '../../db/connection.ts';
import { createContest, type OpenContest, openContest, readContest, renameContest } from '../../db/contest.ts';
import { realPathOf } from '../../db/lock.ts';
import { addParticipant, dismissOrganizers, findByKeys, hasOrganizer, markSeen } from '../../db/participants.ts';
import { appendEvent } from '../../db/record.ts';
import type { Output, Parsed } from '../../shared/contract/contract.ts';
import { failure, type Outcome, success } from '../../shared/contract/failure.ts';
import type { Session } from '../../shared/contract/session.ts';
import type { Progress } from '../../shared/contract/wire.ts';
import { deriveKeys, drawCode, normaliseCode } from './codes.ts';
import type { Surroundings } from './context.ts';
import { createIndexing } from './exampleIndexing.ts';
import { runInWorker } from './jobs.ts';
import type { RefusalKind } from './refusals.ts';
import {
  actorOf,
  leave,
  nobody,
  type OpenContests,
  type Seat,
  type SharedContest,
  sessionOf,
  sign,
  sitDown,
} from './seats.ts';
import { createWeighing } from './weighing.ts';
import { createWriter } from './writer.ts';

/** What these get instead of an open contest's context: the window itself, and the contests that are open. */
export interface EngineContext extends Surroundings {
  readonly seat: Seat;
  readonly contests: OpenContests;
  readonly pathOf: (token: string) => string | null;
  readonly recordRefusal: (kind: RefusalKind, what: string) => Promise<void>;
  readonly log: (level: 'info' | 'warn' | 'error', text: string) => void;
  readonly automaticBackups: boolean;
  readonly mostWeighedHere: number;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

export type SessionProcedure =
  | 'session.current'
  | 'session.signIn'
  | 'session.signOut'
  | 'session.setOrganizerCode'
  | 'contest.create'
  | 'contest.open'
  | 'contest.createExample'
  | 'contest.close'
  | 'contest.rename'
  | 'contest.backup'
  | 'contest.restore';

type SessionHandlers = {
  readonly [P in SessionProcedure]: (context: EngineContext, input: Parsed<P>) => Promise<Outcome<Output<P>>>;
};

/** Which of them make no sense without an open contest. */
export const sessionProceduresOfAContest: ReadonlySet<string> = new Set<SessionProcedure>([
  'session.signIn',
  'session.setOrganizerCode',
  'contest.rename',
  'contest.backup',
]);

/** Everything that changes who sits at a window, or at which contest. */
export const sessionHandlers: SessionHandlers = {
  'session.current': async ({ seat }) => success(sessionOf(seat)),

  'session.signIn': async (context, { code }) => {
    const contest = contestOf(context);
    const { db } = contest.open;
    const normal = normaliseCode(code);
    const keys = normal ? await deriveKeys(normal, readContest(db).salt) : null;
    const found = keys && findByKeys(db, { exchange: keys.exchange.publicKey, signing: keys.signing.publicKey });
    if (!found) {
      await context.recordRefusal('session.refused', '');
      return failure(
        'wrong-code',
        'Nobody in this contest has this code. Check it letter by letter, or ask the organizer.',
      );
    }
    const signed = { role: found.role, participant: found.id, alias: found.alias } as const;
    await contest.writer.run(() =>
      inTransaction(db, () => {
        const at = context.now();
        const first = markSeen(db, found.id, at);
        const sentence = `${found.alias} signed in${first ? ' for the first time' : ''}.`;
        appendEvent(db, { at, actor: actorOf(signed), kind: 'session.signedIn', subject: found.id, sentence });
      }),
    );
    sign(context.seat, signed);
    return success(sessionOf(context.seat));
  },

  'session.signOut': async (context) => {
    const { seat } = context;
    const contest = seat.contest;
    if (contest) {
      const { db } = contest.open;
      if (!hasOrganizer(db)) {
        return failure(
          'conflict',
          'Set an organizer code first: without one, nobody could be told from the organizer afterwards.',
        );
      }
      const actor = actorOf(seat.signed);
      await contest.writer.run(() =>
        inTransaction(db, () =>
          appendEvent(db, {
            at: context.now(),
            actor,
            kind: 'session.signedOut',
            subject: null,
            sentence: `${actor.alias} signed out.`,
          }),
        ),
      );
    }
    sign(seat, nobody);
    return success(sessionOf(seat));
  },

  'session.setOrganizerCode': async (context) => {
    const contest = contestOf(context);
    const { db } = contest.open;
    const code = drawCode(context);
    const keys = await deriveKeys(code, readContest(db).salt);
    const id = context.newId();
    await contest.writer.run(() =>
      inTransaction(db, () => {
        const at = context.now();
        const replaced = hasOrganizer(db);
        dismissOrganizers(db, at);
        addParticipant(db, {
          id,
          role: 'organizer',
          alias: 'Organizer',
          exchangeKey: keys.exchange.publicKey,
          signingKey: keys.signing.publicKey,
          invitedAt: at,
        });
        markSeen(db, id, at);
        appendEvent(db, {
          at,
          actor: actorOf(context.seat.signed),
          kind: 'organizer.codeSet',
          subject: id,
          sentence: replaced ? 'The organizer code was replaced.' : 'An organizer code was set.',
        });
      }),
    );
    // whoever set it stays signed in, under the new code
    sign(context.seat, { role: 'organizer', participant: id, alias: 'Organizer' });
    return success({ code });
  },

  'contest.create': async (context, { token, name }) => {
    const file = context.pathOf(token);
    if (file === null) return unknownToken();
    const made = createContest(file, { ...context, name: name ?? nameFromFile(file) });
    return made.ok ? await sitDownAt(context, made.value) : made;
  },

  'contest.open': async (context, { token }) => {
    const file = context.pathOf(token);
    return file === null ? unknownToken() : await openAt(context, file);
  },

  'contest.createExample': async (context, { token }) => {
    const file = context.pathOf(token);
    if (file === null) return unknownToken();
    const { writeDemoContest } = await import('./demo/demo.ts');
    const written = await writeDemoContest(file, context, context.onProgress, context.signal);
    return written.ok ? await openAt(context, written.value.path) : written;
  },

  'contest.close': async (context) => {
    await leaveContest(context);
    return success(sessionOf(context.seat));
  },

  'contest.rename': async (context, { name }) => {
    const { seat } = context;
    const contest = contestOf(context);
    const { db } = contest.open;
    await contest.writer.run(() =>
      inTransaction(db, () => {
        const before = renameContest(db, name);
        appendEvent(db, {
          at: context.now(),
          actor: actorOf(seat.signed),
          kind: 'contest.renamed',
          subject: null,
          sentence: `The contest “${before}” is now called “${name}”.`,
          before,
          after: name,
        });
      }),
    );
    return success(sessionOf(seat));
  },

  'contest.backup': async (context, { token }) => {
    const file = context.pathOf(token);
    if (file === null) return unknownToken();
    const contest = contestOf(context);
    const made = await contest.writer.run(
      () => backUp(contest.open.db, file, context.now(), context.onProgress),
      context.signal,
    );
    return made ?? failure('cancelled', 'The backup was cancelled.');
  },

  'contest.restore': async (context, { backup, target }) => {
    const from = context.pathOf(backup);
    const to = context.pathOf(target);
    if (from === null || to === null) return unknownToken();
    const restored = await restoreVerified(from, to, context);
    return restored.ok ? await openAt(context, restored.value.path) : restored;
  },
};

/** Restores to a new place, with the whole record checked before the file appears there. */
export function restoreVerified(
  from: string,
  to: string,
  context: Pick<EngineContext, 'now' | 'signal' | 'onProgress'>,
): Promise<Outcome<{ readonly path: string }>> {
  return restore(from, to, context.now(), async (copy) => {
    const checked = await runInWorker('verifyContest', { path: copy }, context);
    if (!checked.ok) return checked;
    const problem = checked.value.problems[0];
    return problem
      ? failure('damaged', `This backup is damaged (${problem.where}: ${problem.message}). Choose an earlier one.`)
      : success(null);
  });
}

async function openAt(context: EngineContext, file: string): Promise<Outcome<Session>> {
  const shared = context.contests.get(realPathOf(file));
  if (shared?.closing) await shared.closing;
  else if (shared) {
    if (context.seat.contest === shared) return success(sessionOf(context.seat)); // whoever sits there stays
    await leaveContest(context);
    sitDown(context.seat, shared);
    return success(sessionOf(context.seat));
  }
  const opened = openContest(file, context.now());
  return opened.ok ? await sitDownAt(context, opened.value) : opened;
}

/** The contest that was open before stays open until the new one is known to be good. */
async function sitDownAt(context: EngineContext, open: OpenContest): Promise<Outcome<Session>> {
  await leaveContest(context);
  const indexing = context.automaticBackups ? createIndexing(open.path, (text) => context.log('warn', text)) : null;
  const weighing = createWeighing(open.db, open.path, context.mostWeighedHere);
  const shared: SharedContest = { open, writer: createWriter(), seats: new Set(), indexing, weighing, closing: null };
  indexing?.wake(open.db);
  context.contests.set(open.path, shared);
  sitDown(context.seat, shared);
  if (!context.automaticBackups) return success(sessionOf(context.seat));
  // in its turn like any writing, and nobody waits for it
  void shared.writer
    .run(() => backUpIfDue(open.db, open.path, context.now()))
    .then(
      (made) => {
        if (made && !made.ok) context.log('warn', `automatic backup: ${made.error.code}`);
      },
      (error: unknown) => context.log('error', `automatic backup: ${error instanceof Error ? error.name : 'failed'}`),
    );
  return success(sessionOf(context.seat));
}

async function leaveContest({ seat, signal, contests }: EngineContext): Promise<void> {
  for (const call of seat.calls) if (call.signal !== signal) call.abort();
  await leave(seat, contests);
}

function contestOf(context: EngineContext): SharedContest {
  const contest = context.seat.contest;
  if (!contest) throw new Error('called without a contest');
  return contest;
}

function nameFromFile(file: string): string {
  return path.basename(file).replace(/\.assay$/i, '') || 'Contest';
}

function unknownToken(): Outcome<never> {
  return failure('not-found', 'This file is not known to this window any more. Choose it again.');
}
