import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { all, connect } from '../../db/connection.ts';
import { createContest } from '../../db/contest.ts';
import { lockPathOf } from '../../db/lock.ts';
import { idAt, realSurroundings } from '../../electron/engine/surroundings.ts';
import type { FileToken } from '../../shared/contract/parts.ts';
import { seededRandom } from '../../shared/random.ts';
import {
  answerOf,
  codesOf,
  type Desk,
  desk,
  deskWithContest,
  deskWithPeople,
  errorOf,
  standingClock,
  windowOf,
  wire,
} from './builders.ts';

function eventsOf(made: Desk, kind: string): { actor: string; role: string; sentence: string }[] {
  const db = connect(path.join(made.folder, 'contest.assay'), { readonly: true });
  try {
    return all(db, 'SELECT actor, role, sentence FROM event WHERE kind = ? ORDER BY seq', kind);
  } finally {
    db.close();
  }
}

async function anotherWindow(made: Desk, file = 'contest.assay'): Promise<number> {
  const window = made.engine.openWindow();
  answerOf(await made.engine.call(window, 'contest.open', { token: made.token(window, file) }));
  return window;
}

const current = async ({ engine }: Desk, window: number) => answerOf(await engine.call(window, 'session.current', {}));

describe('a window', () => {
  it('begins with nobody and no contest', async () => {
    const made = desk();
    expect(await current(made, made.engine.openWindow())).toEqual({ role: 'nobody', alias: null, contest: null });
  });

  it('that makes a contest is its organizer', async () => {
    const made = desk();
    const window = made.engine.openWindow();
    const session = answerOf(
      await made.engine.call(window, 'contest.create', {
        token: made.token(window, 'trends.assay'),
        name: '  Trends  ',
      }),
    );
    expect(session).toEqual({
      role: 'organizer',
      alias: 'Organizer',
      contest: { name: 'Trends', fileName: 'trends.assay', organizerCodeSet: false, round: 2 },
    });
  });

  it('is told plainly what procedures of a contest need', async () => {
    const made = desk();
    const window = made.engine.openWindow();
    expect(errorOf(await made.call(window, 'session.signIn', { code: 'x' })).code).toBe('no-contest');
    expect(errorOf(await made.call(window, 'submission.list')).code).toBe('forbidden');
  });

  it('cannot use a token that was given to another window', async () => {
    const made = await deskWithContest();
    const [one, two] = [made.engine.openWindow(), made.engine.openWindow()];
    const token = made.token(one, 'contest.assay');
    expect(errorOf(await made.call(two, 'contest.open', { token })).code).toBe('not-found');
    expect(errorOf(await made.call(two, 'contest.open', { token: 'contest.assay' })).code).toBe('not-found');
    expect((await made.call(one, 'contest.open', { token })).ok).toBe(true);
  });

  it('keeps its contest when another cannot be opened', async () => {
    const made = await deskWithContest();
    writeFileSync(path.join(made.folder, 'broken.assay'), 'no contest');
    const token = made.token(made.organizer, 'broken.assay');
    expect(errorOf(await made.call(made.organizer, 'contest.open', { token })).code).toBe('damaged');
    expect((await current(made, made.organizer)).contest?.name).toBe('contest');
  });

  it('lets go of a contest when it opens another', async () => {
    const made = await deskWithContest();
    const first = path.join(made.folder, 'contest.assay');
    expect(existsSync(lockPathOf(first))).toBe(true);
    answerOf(await made.call(made.organizer, 'contest.create', { token: made.token(made.organizer, 'second.assay') }));
    expect(existsSync(lockPathOf(first))).toBe(false);
    answerOf(await made.call(made.organizer, 'contest.close'));
    expect(existsSync(lockPathOf(path.join(made.folder, 'second.assay')))).toBe(false);
    expect(await current(made, made.organizer)).toEqual({ role: 'nobody', alias: null, contest: null });
  });

  it('shares a contest with another window until the last of them leaves', async () => {
    const made = await deskWithContest();
    const second = await anotherWindow(made);
    await made.engine.windowClosed(made.organizer);
    expect((await current(made, second)).contest?.name).toBe('contest');
    await made.engine.windowClosed(second);
    expect(existsSync(lockPathOf(path.join(made.folder, 'contest.assay')))).toBe(false);
  });

  it('that opens the contest it has open stays who it is', async () => {
    const made = await deskWithPeople();
    const again = await made.engine.call(made.organizer, 'contest.open', {
      token: made.token(made.organizer, 'contest.assay'),
    });
    expect(answerOf(again).role).toBe('organizer');
  });

  it('is told who else has the contest open', async () => {
    const made = desk();
    const file = path.join(made.folder, 'contest.assay');
    const held = answerOf(createContest(file, { name: 'X', ...realSurroundings }));
    const window = made.engine.openWindow();
    const error = errorOf(await made.call(window, 'contest.open', { token: made.token(window, file) }));
    expect(error.code).toBe('locked');
    expect(error.message).toContain(`process ${process.pid}`);
    held.close();
  });

  it('keeps its session when its page is loaded again', async () => {
    const made = await deskWithContest();
    wire(made.engine, made.organizer);
    wire(made.engine, made.organizer);
    expect((await current(made, made.organizer)).role).toBe('organizer');
  });
});

describe('the organizer code', () => {
  it('is asked for once it is set, and opens the contest', async () => {
    const made = await deskWithContest();
    const { code } = answerOf(await made.engine.call(made.organizer, 'session.setOrganizerCode', {}));
    expect((await current(made, made.organizer)).role).toBe('organizer');
    const second = await anotherWindow(made);
    expect(await current(made, second)).toEqual({
      role: 'nobody',
      alias: null,
      contest: { name: 'contest', fileName: null, organizerCodeSet: true, round: 2 },
    });
    const session = answerOf(
      await made.engine.call(second, 'session.signIn', { code: code.toLowerCase().replaceAll('-', ' ') }),
    );
    expect(session).toMatchObject({ role: 'organizer', alias: 'Organizer', contest: { fileName: 'contest.assay' } });
  });

  it('is not in the file, nor is anything that it could be read from', async () => {
    const made = await deskWithContest();
    const codes = await codesOf(made.engine, made.organizer);
    answerOf(await made.call(made.organizer, 'contest.close'));
    const bytes = readFileSync(path.join(made.folder, 'contest.assay')).toString('latin1');
    for (const code of Object.values(codes)) {
      expect(bytes).not.toContain(code);
      expect(bytes).not.toContain(code.replaceAll('-', ''));
    }
  });

  it('has to be set before an organizer signs out', async () => {
    const made = await deskWithContest();
    expect(errorOf(await made.call(made.organizer, 'session.signOut')).code).toBe('conflict');
    const { code } = answerOf(await made.engine.call(made.organizer, 'session.setOrganizerCode', {}));
    expect(answerOf(await made.engine.call(made.organizer, 'session.signOut', {})).role).toBe('nobody');
    expect(answerOf(await made.engine.call(made.organizer, 'session.signIn', { code })).role).toBe('organizer');
    expect(eventsOf(made, 'session.signedOut')).toHaveLength(1);
  });

  it('that is replaced opens nothing any more, and ends sessions that began with it', async () => {
    const made = await deskWithContest();
    const first = answerOf(await made.engine.call(made.organizer, 'session.setOrganizerCode', {})).code;
    const second = await windowOf(made, first);
    const next = answerOf(await made.engine.call(made.organizer, 'session.setOrganizerCode', {})).code;
    expect((await current(made, made.organizer)).role).toBe('organizer');
    expect((await current(made, second)).role).toBe('nobody');
    expect(errorOf(await made.call(second, 'session.signIn', { code: first })).code).toBe('wrong-code');
    expect((await made.call(second, 'session.signIn', { code: next })).ok).toBe(true);
  });
});

describe('signing in', () => {
  it('tells who one is and the contest’s name, and a blind role not its file', async () => {
    const made = await deskWithPeople();
    const contractor = await windowOf(made, made.codes.contractor);
    expect(await current(made, contractor)).toEqual({
      role: 'contractor',
      alias: 'C-01',
      contest: { name: 'contest', fileName: null, organizerCodeSet: true, round: 2 },
    });
    const reviewer = await windowOf(made, made.codes.reviewer);
    expect((await current(made, reviewer)).alias).toMatch(/^[A-Z][a-z]+ [A-Z][a-z]+$/);
  });

  it('with a wrong code is refused in the same words whatever is wrong with it, and recorded once a minute', async () => {
    const made = await deskWithPeople();
    const window = await anotherWindow(made);
    const dismissed = answerOf(await made.engine.call(made.organizer, 'participants.list', {})).participants.find(
      ({ role }) => role === 'reviewer',
    )!;
    answerOf(await made.call(made.organizer, 'participants.dismiss', { id: dismissed.id }));
    const errors = [];
    for (const code of ['ABCD-EFGH-JKMN-PQRS', 'nonsense', made.codes.reviewer]) {
      errors.push(errorOf(await made.call(window, 'session.signIn', { code })));
    }
    expect(errors.map((error) => error.code)).toEqual(['wrong-code', 'wrong-code', 'wrong-code']);
    expect(new Set(errors.map((error) => error.message)).size).toBe(1);
    expect(eventsOf(made, 'session.refused').length).toBeLessThanOrEqual(2); // two if the minute turned meanwhile
    expect(eventsOf(made, 'session.refused').length).toBeGreaterThan(0);
  });

  it('is recorded under the alias', async () => {
    const made = await deskWithPeople();
    await windowOf(made, made.codes.contractor);
    await windowOf(made, made.codes.contractor);
    expect(eventsOf(made, 'session.signedIn')).toEqual([
      { actor: 'C-01', role: 'contractor', sentence: 'C-01 signed in for the first time.' },
      { actor: 'C-01', role: 'contractor', sentence: 'C-01 signed in.' },
    ]);
  });

  it('ends at once for somebody who is dismissed, and works again after being readmitted', async () => {
    const made = await deskWithPeople();
    const window = await windowOf(made, made.codes.contractor);
    const { id } = answerOf(await made.engine.call(made.organizer, 'participants.list', {})).participants[0]!;
    answerOf(await made.call(made.organizer, 'participants.dismiss', { id }));
    expect(errorOf(await made.call(window, 'labels.tasks')).code).toBe('forbidden');
    expect((await current(made, window)).role).toBe('nobody');
    expect(errorOf(await made.call(window, 'session.signIn', { code: made.codes.contractor })).code).toBe('wrong-code');
    answerOf(await made.call(made.organizer, 'participants.readmit', { id }));
    expect((await made.call(window, 'session.signIn', { code: made.codes.contractor })).ok).toBe(true);
  });

  it('and out again leaves the contest open for the next person', async () => {
    const made = await deskWithPeople();
    const window = await windowOf(made, made.codes.contractor);
    expect(answerOf(await made.engine.call(window, 'session.signOut', {}))).toMatchObject({
      role: 'nobody',
      contest: { name: 'contest' },
    });
    expect(errorOf(await made.call(window, 'labels.tasks')).code).toBe('forbidden');
    expect((await made.call(window, 'session.signIn', { code: made.codes.reviewer })).ok).toBe(true);
  });

  it('twice at once seats one person', async () => {
    const made = await deskWithPeople();
    const window = await anotherWindow(made);
    const [one, two] = await Promise.all([
      made.call(window, 'session.signIn', { code: made.codes.contractor }),
      made.call(window, 'session.signIn', { code: made.codes.reviewer }),
    ]);
    expect(one.ok).toBe(true);
    expect(errorOf(two).code).toBe('cancelled');
    expect((await current(made, window)).role).toBe('contractor');
  });
});

describe('inviting', () => {
  it('gives contractors their alias with the code and reviewers none', async () => {
    const made = await deskWithContest();
    const contractors = answerOf(
      await made.engine.call(made.organizer, 'participants.invite', { role: 'contractor', count: 3 }),
    );
    expect(contractors.slips.map((slip) => slip.alias)).toEqual(['C-01', 'C-02', 'C-03']);
    const reviewers = answerOf(
      await made.engine.call(made.organizer, 'participants.invite', { role: 'reviewer', count: 3 }),
    );
    expect(reviewers.slips.map((slip) => slip.alias)).toEqual([null, null, null]);
    const { participants } = answerOf(await made.engine.call(made.organizer, 'participants.list', {}));
    expect(participants.map(({ role, alias, state }) => [role, alias, state])).toEqual([
      ['contractor', 'C-01', 'invited'],
      ['contractor', 'C-02', 'invited'],
      ['contractor', 'C-03', 'invited'],
      ['reviewer', null, 'invited'],
      ['reviewer', null, 'invited'],
      ['reviewer', null, 'invited'],
    ]);
  });

  it('shows a reviewer’s alias from the first sign-in on', async () => {
    const made = await deskWithPeople();
    const window = await windowOf(made, made.codes.reviewer);
    const { alias } = await current(made, window);
    const { participants } = answerOf(await made.engine.call(made.organizer, 'participants.list', {}));
    expect(participants.find(({ role }) => role === 'reviewer')).toMatchObject({ alias, state: 'active' });
  });

  it('hands out slips in an order that has nothing to do with that of the rows', async () => {
    // chance held still, so that the order is another one in every run of this test
    const chance = seededRandom('slips');
    const randomBytes = (count: number) => Uint8Array.from({ length: count }, () => chance.below(256));
    const clock = standingClock();
    const newId = () => {
      clock.forward(1);
      return idAt(Date.parse(clock.now()), randomBytes(10));
    };
    const made = await deskWithContest({ surroundings: { now: clock.now, newId, randomBytes } });
    const { slips } = answerOf(
      await made.engine.call(made.organizer, 'participants.invite', { role: 'reviewer', count: 5 }),
    );
    answerOf(await made.engine.call(made.organizer, 'session.setOrganizerCode', {}));
    const order: string[] = [];
    for (const slip of slips) {
      const window = await windowOf(made, slip.code);
      order.push((await current(made, window)).alias!);
      await made.engine.windowClosed(window);
    }
    const { participants } = answerOf(await made.engine.call(made.organizer, 'participants.list', {}));
    const rows = participants.filter(({ role }) => role === 'reviewer').map(({ alias }) => alias);
    expect([...order].sort()).toEqual([...rows].sort());
    expect(order).not.toEqual(rows);
  });

  it('never names a reviewer in the record before the first sign-in', async () => {
    const made = await deskWithPeople();
    const { participants } = answerOf(await made.engine.call(made.organizer, 'participants.list', {}));
    const { id } = participants.find(({ role }) => role === 'reviewer')!;
    answerOf(await made.call(made.organizer, 'participants.dismiss', { id }));
    expect(eventsOf(made, 'participant.dismissed')[0]!.sentence).toMatch(/has not signed in yet/);
    expect(errorOf(await made.call(made.organizer, 'participants.dismiss', { id })).code).toBe('conflict');
    expect(errorOf(await made.call(made.organizer, 'participants.dismiss', { id: 'nobody' })).code).toBe('not-found');
  });
});

describe('the contest itself', () => {
  it('is renamed and planned, and the record tells from what to what', async () => {
    const made = await deskWithContest();
    const renamed = answerOf(await made.engine.call(made.organizer, 'contest.rename', { name: 'Round two' }));
    expect(renamed.contest?.name).toBe('Round two');
    const plan = [{ stage: 'labels' as const, from: '2026-11-23', to: '2026-11-30' }];
    answerOf(await made.engine.call(made.organizer, 'contest.setPlan', { plan }));
    expect(answerOf(await made.engine.call(made.organizer, 'contest.rules', {}))).toMatchObject({
      version: 1,
      round: 2,
      consensus: 'lower_median',
      tiers: [
        { tier: 'grand', amount: 100_000, cap: 1, capRound1: 0 },
        { tier: 'second', amount: 20_000, cap: 5, capRound1: 2 },
        { tier: 'third', amount: 5_000, cap: 10, capRound1: 5 },
      ],
      plan,
    });
    const { events } = answerOf(await made.engine.call(made.organizer, 'record.list', { limit: 2 }));
    expect(events.map(({ kind, before }) => [kind, before])).toEqual([
      ['contest.planned', 'null'],
      ['contest.renamed', '"contest"'],
    ]);
    const backwards = [{ stage: 'labels', from: '2026-11-30', to: '2026-11-23' }];
    expect(errorOf(await made.call(made.organizer, 'contest.setPlan', { plan: backwards })).code).toBe('bad-input');
  });

  it('is told to the shell whenever a window’s session becomes another', async () => {
    const said: [number, string, string | null][] = [];
    const made = await deskWithContest({
      onSession: (window, session, file) => said.push([window, session.role, file]),
    });
    answerOf(await made.call(made.organizer, 'contest.close'));
    expect(said).toEqual([
      [made.organizer, 'organizer', path.join(made.folder, 'contest.assay')],
      [made.organizer, 'nobody', null],
    ]);
    expect(errorOf(await made.call(made.organizer, 'contest.open', { token: 'x' as FileToken })).code).toBe(
      'not-found',
    );
  });
});
