import { knownFailure } from '../../db/failure.ts';
import { findParticipant } from '../../db/participants.ts';
import {
  contract,
  type Input,
  isProcedureName,
  type Output,
  type ProcedureName,
} from '../../shared/contract/contract.ts';
import { failure, type Outcome, success } from '../../shared/contract/failure.ts';
import type { Procedure, Subject } from '../../shared/contract/procedure.ts';
import type { Session } from '../../shared/contract/session.ts';
import { asSeenBy, isBlind, mayHear } from './blindness.ts';
import type { Context, JobContext, Surroundings } from './context.ts';
import { describeFault, describeInput } from './faults.ts';
import { type AllHandlers, handlers as allHandlers } from './handlers.ts';
import { createRefusals } from './refusals.ts';
import {
  actorOf,
  leave,
  newSeat,
  nobody,
  type OpenContests,
  type Seat,
  type SharedContest,
  type Signed,
  sessionOf,
  sign,
} from './seats.ts';
import { type EngineContext, type SessionProcedure, sessionHandlers, sessionProceduresOfAContest } from './sessions.ts';
import { realSurroundings } from './surroundings.ts';
import { MOST_WEIGHED_HERE } from './weighing.ts';
import { answerPort, type CallOptions, type EnginePort } from './wire.ts';
import { jobCancelled } from './workerJob.ts';

type RunningCall = CallOptions & { readonly signal: AbortSignal };

export interface EngineOptions {
  readonly surroundings?: Surroundings;
  /** In place of the real ones, by procedure; for tests. */
  readonly handlers?: Partial<AllHandlers>;
  /** A backup a day beside the contest, made when it is opened; yes unless told otherwise. */
  readonly automaticBackups?: boolean;
  /** The verdict on a deal of more votes is made in a thread, see weighing.ts. */
  readonly mostWeighedHere?: number;
  /** Faults of ours and the like; never example text, names of people or codes. */
  readonly log?: (level: 'info' | 'warn' | 'error', text: string) => void;
  /** Whenever a window's session became another. The path is for the shell, not for the window. */
  readonly onSession?: (window: number, session: Session, path: string | null) => void;
}

export interface Engine {
  /** A window's calls come over this port from now on. A window that is known keeps its session. */
  connect(window: number, port: EnginePort): void;
  /** A window without a port, for the command line and tests: it calls directly. */
  openWindow(): number;
  /** The window is gone: its calls are cancelled, its session ends. */
  windowClosed(window: number): Promise<void>;
  /** What the person picked in this window, and in no other. */
  keepToken(window: number, token: string, path: string): void;
  call<P extends ProcedureName>(
    window: number,
    procedure: P,
    input: Input<P>,
    options?: CallOptions,
  ): Promise<Outcome<Output<P>>>;
  /** For the command line: whoever holds the file acts as its organizer, code or not. */
  actAsOrganizer(window: number): void;
  /** Cancels what can be cancelled, lets what writes end, closes every contest. */
  close(): Promise<void>;
}

type AnyHandler = (context: Context & JobContext, input: unknown) => Outcome<unknown> | Promise<Outcome<unknown>>;

/** Answers calls of windows from the contest that each has open: the one place where roles are enforced. */
export function createEngine(options: EngineOptions = {}): Engine {
  const surroundings = options.surroundings ?? realSurroundings;
  const handlers = { ...allHandlers, ...options.handlers } as Readonly<Record<string, AnyHandler>>;
  const log = options.log ?? (() => {});
  const seats = new Map<number, Seat>();
  const ports = new Map<number, EnginePort>();
  const contests: OpenContests = new Map();
  const refusals = createRefusals(surroundings);
  let closed = false;

  function seatOf(window: number): Seat {
    let seat = seats.get(window);
    if (!seat) {
      seat = newSeat(window);
      seats.set(window, seat);
    }
    return seat;
  }

  async function call(window: number, name: string, input: unknown, how: CallOptions = {}): Promise<Outcome<unknown>> {
    if (closed) return failure('engine-gone', 'Assay is closing.');
    const seat = seatOf(window);
    try {
      return await callAs(seat, name, input, how);
    } catch (error) {
      const known = knownFailure(error);
      if (known) return { ok: false, error: known };
      log('error', `${name.slice(0, 80)}: ${describeFault(error)}`);
      return failure('defect', 'This did not work because of a fault in Assay. The log has the details.');
    }
  }

  async function callAs(seat: Seat, name: string, input: unknown, how: CallOptions): Promise<Outcome<unknown>> {
    signOutIfDismissed(seat);
    if (!isProcedureName(name)) {
      await refusals.record(seat, 'message.refused', name.slice(0, 80));
      return failure('bad-input', 'There is no such procedure.');
    }
    const procedure: Procedure = contract[name];
    if (!procedure.roles.includes(seat.signed.role)) {
      await refusals.record(seat, 'call.refused', name);
      return failure('forbidden', forbidden(seat));
    }
    if (seat.contest === null && needsContest(name)) return noContest;
    const parsed = procedure.input.safeParse(input);
    if (!parsed.success) return failure('bad-input', describeInput(parsed.error));

    const abort = new AbortController();
    const stop = () => abort.abort();
    how.signal?.addEventListener('abort', stop);
    if (how.signal?.aborted) stop();
    seat.calls.add(abort);
    try {
      const before = { signed: seat.signed, contest: seat.contest };
      const outcome = await carryOut(seat, name, procedure, parsed.data, { ...how, signal: abort.signal });
      const answer = outcome.ok ? withoutExtras(name, procedure, outcome.value) : outcome;
      if (answer.ok && procedure.touches.length > 0) tellOthers(seat, before, procedure.touches);
      return answer.ok ? answer : { ok: false, error: asSeenBy(before.signed.role, answer.error) };
    } finally {
      seat.calls.delete(abort);
      how.signal?.removeEventListener('abort', stop);
    }
  }

  async function carryOut(
    seat: Seat,
    name: ProcedureName,
    procedure: Procedure,
    input: unknown,
    how: RunningCall,
  ): Promise<Outcome<unknown>> {
    if (isSessionProcedure(name)) {
      const handler = sessionHandlers[name] as (context: EngineContext, input: unknown) => Promise<Outcome<unknown>>;
      if (procedure.kind === 'query') return await handler(engineContext(seat, how), input);
      const change = () => changeSession(seat, name, handler, input, how);
      return (await seat.changes.run(change, how.signal)) ?? jobCancelled;
    }
    const handler = handlers[name];
    if (!handler) throw new Error('no handler');
    const { contest, changed } = seat;
    if (!contest) return noContest;
    const work = async (): Promise<Outcome<unknown>> => {
      // while the call waited, somebody else may have sat down here, or the contest may be gone
      if (seat.changed !== changed) return sessionEnded;
      const run = () => handler(contextFor(seat, contest, procedure, how), input);
      return await contest.weighing.carryOut({ name, input, writes: procedure.kind !== 'query', work: run }, how);
    };
    if (procedure.touches.length === 0 || procedure.aside === true) return await work();
    const outcome = (await contest.writer.run(work, how.signal)) ?? jobCancelled;
    if (outcome.ok && procedure.kind === 'job') contest.indexing?.wake(contest.open.db);
    return outcome;
  }

  async function changeSession(
    seat: Seat,
    name: ProcedureName,
    handler: (context: EngineContext, input: unknown) => Promise<Outcome<unknown>>,
    input: unknown,
    how: RunningCall,
  ): Promise<Outcome<unknown>> {
    const procedure: Procedure = contract[name];
    // an earlier change that this one waited for may have brought another person or none
    if (!procedure.roles.includes(seat.signed.role)) return sessionEnded;
    if (seat.contest === null && needsContest(name)) return noContest;
    const changed = seat.changed;
    const answer = await handler(engineContext(seat, how), input);
    if (seat.changed !== changed || procedure.touches.includes('session')) announce(seat);
    return answer;
  }

  function engineContext(seat: Seat, how: RunningCall): EngineContext {
    return {
      ...surroundings,
      seat,
      contests,
      log,
      automaticBackups: options.automaticBackups ?? true,
      mostWeighedHere: options.mostWeighedHere ?? MOST_WEIGHED_HERE,
      pathOf: (token) => seat.tokens.get(token) ?? null,
      recordRefusal: (kind, what) => refusals.record(seat, kind, what),
      signal: how.signal,
      onProgress: how.onProgress ?? (() => {}),
    };
  }

  function contextFor(
    seat: Seat,
    contest: SharedContest,
    procedure: Procedure,
    how: RunningCall,
  ): Context & JobContext {
    const { signed, changed } = seat;
    const base = {
      ...surroundings,
      role: signed.role,
      participant: signed.role === 'nobody' ? null : signed.participant,
      actor: actorOf(signed),
      db: contest.open.db,
    };
    if (procedure.kind !== 'job') return base as Context & JobContext;
    return {
      ...base,
      contestPath: contest.open.path,
      pathOf: (token: string) => seat.tokens.get(token) ?? null,
      onProgress: how.onProgress ?? (() => {}),
      signal: how.signal,
      inTurn: (work) => contest.writer.run(() => (seat.changed === changed ? work(contest.open.db) : null), how.signal),
    };
  }

  /** What the contract does not name never leaves. */
  function withoutExtras(name: string, procedure: Procedure, value: unknown): Outcome<unknown> {
    const parsed = procedure.output.safeParse(value);
    if (parsed.success) return success(parsed.data);
    const where = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.code}`).join(', ');
    log('error', `${name}: the answer does not fit the contract: ${where}`);
    return failure('defect', 'The answer could not be shown because of a fault in Assay; the log has the details.');
  }

  function tellOthers(
    from: Seat,
    before: { readonly signed: Signed; readonly contest: SharedContest | null },
    touches: readonly Subject[],
  ): void {
    const contest = before.contest ?? from.contest;
    for (const [window, port] of ports) {
      const seat = seats.get(window);
      if (!seat || (seat !== from && (contest === null || seat.contest !== contest))) continue;
      const heard =
        seat === from ? touches : touches.filter((subject) => mayHear(seat.signed.role, before.signed.role, subject));
      if (heard.length > 0) port.send({ type: 'changed', subjects: [...heard] });
    }
  }

  function signOutIfDismissed(seat: Seat): void {
    if (!seat.contest || seat.signed.role === 'nobody' || seat.signed.participant === null) return;
    const found = findParticipant(seat.contest.open.db, seat.signed.participant);
    if (found && found.dismissedAt === null) return;
    sign(seat, nobody);
    announce(seat);
    ports.get(seat.window)?.send({ type: 'changed', subjects: ['session'] });
  }

  function announce(seat: Seat): void {
    options.onSession?.(seat.window, sessionOf(seat), seat.contest?.open.path ?? null);
  }

  return {
    connect: (window, port) => {
      const seat = seatOf(window);
      for (const abort of seat.calls) abort.abort(); // of the page that was there before
      ports.set(window, port);
      answerPort(port, {
        call: (request, how) => call(window, request.procedure, request.input, how),
        refused: () => void refusals.record(seat, 'message.refused', 'not a call'),
        isCurrent: () => ports.get(window) === port,
      });
    },
    openWindow: () => seatOf(Math.max(0, ...seats.keys()) + 1).window,
    windowClosed: async (window) => {
      const seat = seats.get(window);
      if (!seat) return;
      seats.delete(window);
      ports.delete(window);
      for (const abort of seat.calls) abort.abort();
      await seat.changes.run(() => leave(seat, contests));
    },
    keepToken: (window, token, path) => {
      seatOf(window).tokens.set(token, path);
    },
    call: (window, procedure, input, how) =>
      call(window, procedure, input, how) as Promise<Outcome<Output<typeof procedure>>>,
    actAsOrganizer: (window) => sign(seatOf(window), { role: 'organizer', participant: null, alias: 'Organizer' }),
    close: async () => {
      closed = true;
      for (const seat of seats.values()) for (const abort of seat.calls) abort.abort();
      for (const seat of seats.values()) await seat.changes.run(() => leave(seat, contests));
      seats.clear();
      ports.clear();
    },
  };
}

const noContest = failure('no-contest', 'Open a contest first.');
const sessionEnded = failure('cancelled', 'The session ended before this could be done. Nothing was stored.');

function isSessionProcedure(name: ProcedureName): name is SessionProcedure {
  return Object.hasOwn(sessionHandlers, name);
}

function needsContest(name: ProcedureName): boolean {
  return isSessionProcedure(name) ? sessionProceduresOfAContest.has(name) : true;
}

function forbidden({ signed, contest }: Seat): string {
  if (isBlind(signed.role)) return 'This is not part of your work in this contest.';
  if (!contest) return 'Open a contest first.';
  return signed.role === 'nobody' ? 'Sign in with your access code first.' : 'This belongs to another role.';
}
