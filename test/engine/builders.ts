import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach } from 'vitest';
import type { Surroundings } from '../../electron/engine/context.ts';
import { createEngine, type Engine, type EngineOptions } from '../../electron/engine/engine.ts';
import { idAt, realSurroundings } from '../../electron/engine/surroundings.ts';
import type { EnginePort } from '../../electron/engine/wire.ts';
import type { ProcedureName } from '../../shared/contract/contract.ts';
import type { Failure, Outcome } from '../../shared/contract/failure.ts';
import type { FileToken } from '../../shared/contract/parts.ts';
import type { Reply } from '../../shared/contract/wire.ts';

/** What is to be undone after a test, last made first. */
const undo: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

export function afterTest(step: () => void | Promise<void>): void {
  undo.push(step);
}

export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'assay-engine-'));
  afterTest(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function answerOf<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`${outcome.error.code}: ${outcome.error.message}`);
  return outcome.value;
}

export function errorOf(outcome: Outcome<unknown>): Failure {
  if (outcome.ok) throw new Error(`it was not refused: ${JSON.stringify(outcome.value)}`);
  return outcome.error;
}

/** A clock that a test moves by hand; chance stays real. */
export function standingClock(
  start = '2026-11-23T10:00:00.000Z',
): Surroundings & { forward(milliseconds: number): void } {
  let at = Date.parse(start);
  return {
    now: () => new Date(at).toISOString(),
    newId: () => idAt(at, realSurroundings.randomBytes(10)),
    randomBytes: realSurroundings.randomBytes,
    forward: (milliseconds) => {
      at += milliseconds;
    },
  };
}

export interface Desk {
  readonly engine: Engine;
  readonly folder: string;
  /** Calls without regard to types, as a hostile window could. */
  call(window: number, procedure: string, input?: unknown): Promise<Outcome<unknown>>;
  /** A token of this window for a file in the folder, or for an absolute path. */
  token(window: number, file: string): FileToken;
}

export function desk(options: EngineOptions = {}): Desk {
  const engine = createEngine({ automaticBackups: false, ...options });
  const folder = temporaryFolder();
  afterTest(() => engine.close());
  let tokens = 0;
  return {
    engine,
    folder,
    call: (window, procedure, input = {}) => engine.call(window, procedure as ProcedureName, input as never),
    token: (window, file) => {
      const token = `t${++tokens}` as FileToken;
      engine.keepToken(window, token, path.resolve(folder, file));
      return token;
    },
  };
}

/** A desk with a new contest open in its first window. */
export async function deskWithContest(options: EngineOptions = {}): Promise<Desk & { readonly organizer: number }> {
  const made = desk(options);
  const organizer = made.engine.openWindow();
  answerOf(await made.call(organizer, 'contest.create', { token: made.token(organizer, 'contest.assay') }));
  return { ...made, organizer };
}

export interface Codes {
  readonly organizer: string;
  readonly contractor: string;
  readonly reviewer: string;
}

/** Sets an organizer code and invites one contractor and one reviewer. */
export async function codesOf(engine: Engine, organizer: number): Promise<Codes> {
  const slip = async (role: 'contractor' | 'reviewer') =>
    answerOf(await engine.call(organizer, 'participants.invite', { role, count: 1 })).slips[0]!.code;
  const { code } = answerOf(await engine.call(organizer, 'session.setOrganizerCode', {}));
  return { organizer: code, contractor: await slip('contractor'), reviewer: await slip('reviewer') };
}

let template: Promise<{ readonly bytes: Buffer; readonly codes: Codes }> | null = null;

/** A desk with a contest that has an organizer code, a contractor and a reviewer. Made once and copied: codes take time. */
export async function deskWithPeople(
  options: EngineOptions = {},
): Promise<Desk & { readonly organizer: number; readonly codes: Codes }> {
  template ??= (async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'assay-engine-'));
    const file = path.join(folder, 'contest.assay');
    const engine = createEngine({ automaticBackups: false });
    const window = engine.openWindow();
    engine.keepToken(window, 'it', file);
    answerOf(await engine.call(window, 'contest.create', { token: 'it' as FileToken }));
    const codes = await codesOf(engine, window);
    await engine.close();
    const bytes = readFileSync(file);
    rmSync(folder, { recursive: true });
    return { bytes, codes };
  })();
  const { bytes, codes } = await template;
  const made = desk(options);
  writeFileSync(path.join(made.folder, 'contest.assay'), bytes);
  const organizer = made.engine.openWindow();
  answerOf(await made.call(organizer, 'contest.open', { token: made.token(organizer, 'contest.assay') }));
  made.engine.actAsOrganizer(organizer);
  return { ...made, organizer, codes };
}

/** Another window at the same contest, signed in with a code. */
export async function windowOf(made: Desk, code: string, file = 'contest.assay'): Promise<number> {
  const window = made.engine.openWindow();
  answerOf(await made.call(window, 'contest.open', { token: made.token(window, file) }));
  answerOf(await made.call(window, 'session.signIn', { code }));
  return window;
}

/** The window's end of a wire to the engine: what it said, and what it heard. */
export function wire(
  engine: Engine,
  window: number,
): { say(message: unknown): void; heard: Reply[]; until(done: (reply: Reply) => boolean): Promise<Reply> } {
  const heard: Reply[] = [];
  const waiting: { done: (reply: Reply) => boolean; resolve: (reply: Reply) => void }[] = [];
  let listener: (message: unknown) => void = () => {};
  const port: EnginePort = {
    send: (reply) => {
      heard.push(reply);
      for (const wait of waiting) if (wait.done(reply)) wait.resolve(reply);
    },
    onMessage: (given) => {
      listener = given;
    },
  };
  engine.connect(window, port);
  return {
    heard,
    say: (message) => listener(message),
    until: (done) => {
      const there = heard.find(done);
      if (there) return Promise.resolve(there);
      return new Promise((resolve) => waiting.push({ done, resolve }));
    },
  };
}
