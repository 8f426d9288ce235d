import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { all } from '../../db/connection.ts';
import { openContest } from '../../db/contest.ts';
import { createEngine, type Engine } from '../../electron/engine/engine.ts';
import { handlers } from '../../electron/engine/handlers.ts';
import { sessionHandlers } from '../../electron/engine/sessions.ts';
import { contract, type ProcedureName, procedureNames } from '../../shared/contract/contract.ts';
import type { FileToken } from '../../shared/contract/parts.ts';
import { type Role, roles } from '../../shared/contract/procedure.ts';
import { answerOf, codesOf, errorOf } from './builders.ts';

/** Every pair there is, made from the contract: a procedure that is added is tested without another line here. */
const pairs = roles.flatMap((role) =>
  procedureNames.map((procedure) => ({
    role,
    procedure,
    allowed: (contract[procedure].roles as readonly Role[]).includes(role),
  })),
);

/**
 * Input that fits no procedure, and where nothing can be wrong with the input, a procedure that changes no session: the
 * gate answers before the input is looked at, so what is refused for its role never gets as far.
 */
const misfit = {
  token: 7,
  code: 7,
  id: 7,
  name: 7,
  number: 'x',
  limit: 'x',
  submission: 7,
  task: 7,
  role: 7,
  plan: 7,
  backup: 7,
};
const takesNothing = (procedure: ProcedureName) => contract[procedure].input.safeParse(misfit).success;
const changesTheSession = (procedure: ProcedureName) =>
  takesNothing(procedure) && procedure in sessionHandlers && contract[procedure].kind !== 'query';

describe('the role × procedure matrix', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'assay-roles-'));
  const file = path.join(folder, 'contest.assay');
  const windows = {} as Record<Role, number>;
  let engine: Engine;

  beforeAll(async () => {
    engine = createEngine({ automaticBackups: false });
    const open = async (procedure: 'contest.create' | 'contest.open') => {
      const window = engine.openWindow();
      engine.keepToken(window, 'it', file);
      answerOf(await engine.call(window, procedure, { token: 'it' as FileToken }));
      return window;
    };
    windows.organizer = await open('contest.create');
    const codes = await codesOf(engine, windows.organizer);
    for (const role of ['contractor', 'reviewer'] as const) {
      windows[role] = await open('contest.open');
      answerOf(await engine.call(windows[role], 'session.signIn', { code: codes[role] }));
    }
    windows.nobody = await open('contest.open');
    return async () => {
      await engine.close();
      rmSync(folder, { recursive: true, force: true });
    };
  });

  const call = (role: Role, procedure: ProcedureName) => engine.call(windows[role], procedure, misfit as never);

  it('has a handler for every procedure of the contract, and no others', () => {
    expect([...Object.keys(handlers), ...Object.keys(sessionHandlers)].sort()).toEqual([...procedureNames].sort());
  });

  it('seats one window for each role', async () => {
    for (const role of roles) {
      expect(answerOf(await engine.call(windows[role], 'session.current', {})).role).toBe(role);
    }
  });

  it.each(pairs.filter((pair) => !pair.allowed))('$role may not call $procedure', async ({ role, procedure }) => {
    expect(errorOf(await call(role, procedure)).code).toBe('forbidden');
  });

  it.each(pairs.filter((pair) => pair.allowed && !changesTheSession(pair.procedure)))(
    '$role may call $procedure',
    async ({ role, procedure }) => {
      const outcome = await call(role, procedure);
      if (!takesNothing(procedure)) expect(errorOf(outcome).code).toBe('bad-input');
      // let in: what it finds there may still not be the time for it
      else expect(['ok', 'conflict']).toContain(outcome.ok ? 'ok' : outcome.error.code);
    },
  );

  it('has recorded every refusal, with the role and the procedure', async () => {
    await engine.close();
    const { db, close } = answerOf(openContest(file, new Date().toISOString()));
    const recorded = all<{ role: string; subject: string }>(
      db,
      `SELECT role, subject FROM event WHERE kind = 'call.refused' ORDER BY seq`,
    ).map(({ role, subject }) => `${role} ${subject}`);
    close();
    const refused = pairs.filter((pair) => !pair.allowed).map(({ role, procedure }) => `${role} ${procedure}`);
    expect(new Set(recorded)).toEqual(new Set(refused));
  });
});

describe('what is left out above because it changes the session', () => {
  it('is little, and has tests of its own', () => {
    expect(procedureNames.filter(changesTheSession).sort()).toEqual([
      'contest.close',
      'session.setOrganizerCode',
      'session.signOut',
    ]);
  });
});
