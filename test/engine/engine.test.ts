import { writeFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { all, connect, inTransaction } from '../../db/connection.ts';
import { appendEvent } from '../../db/record.ts';
import type { Context } from '../../electron/engine/context.ts';
import { procedureNames } from '../../shared/contract/contract.ts';
import { failure, success } from '../../shared/contract/failure.ts';
import type { Reply } from '../../shared/contract/wire.ts';
import {
  answerOf,
  type Desk,
  deskWithContest,
  deskWithPeople,
  errorOf,
  standingClock,
  windowOf,
  wire,
} from './builders.ts';

function refusalsOf(made: Desk): { kind: string; subject: string | null; sentence: string }[] {
  const db = connect(path.join(made.folder, 'contest.assay'), { readonly: true });
  try {
    return all(db, `SELECT kind, subject, sentence FROM event WHERE kind LIKE '%.refused' ORDER BY seq`);
  } finally {
    db.close();
  }
}

const reply = (id: number) => (message: Reply) => message.type !== 'changed' && message.id === id;
const settled = (id: number) => (message: Reply) => reply(id)(message) && message.type !== 'progress';

describe('what a window says', () => {
  it('is a call with an answer', async () => {
    const made = await deskWithContest();
    const { say, until } = wire(made.engine, made.organizer);
    say({ type: 'call', id: 1, procedure: 'contest.rules', input: {} });
    expect(await until(settled(1))).toMatchObject({ type: 'result', value: { version: 1 } });
  });

  it('that is no message is answered with nothing, recorded, and hurts nobody', async () => {
    const made = await deskWithContest();
    const { say, until, heard } = wire(made.engine, made.organizer);
    for (const rubbish of [
      null,
      7,
      'call',
      [],
      {},
      { type: 'call' },
      { type: 'call', id: -1, procedure: 'x' },
      { type: 'sql', id: 1 },
    ]) {
      say(rubbish);
    }
    say({ type: 'call', id: 2, procedure: 'session.current', input: {} });
    await until(settled(2));
    expect(heard.filter((message) => message.type !== 'result')).toEqual([]);
    expect(refusalsOf(made).map(({ kind }) => kind)).toEqual(['message.refused']);
  });

  it.each(['', 'constructor', '__proto__', 'toString', 'submission.drop', 'SUBMISSION.LIST'])(
    'is refused when it asks for “%s”',
    async (procedure) => {
      const made = await deskWithContest();
      expect(errorOf(await made.call(made.organizer, procedure)).code).toBe('bad-input');
    },
  );

  it('is never answered with a defect, whatever the input', async () => {
    const faults: string[] = [];
    const made = await deskWithContest({ log: (level, text) => level === 'error' && faults.push(text) });
    const harmless = procedureNames.filter((name) => !/^(session|contest)\.|import|invite|check|verify/.test(name));
    const anything = fc.oneof(
      fc.anything(),
      fc.dictionary(
        fc.constantFrom('id', 'submission', 'offset', 'limit', 'search', 'number', 'rule', 'reason'),
        fc.anything(),
      ),
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...harmless), anything, async (procedure, input) => {
        const outcome = await made.call(made.organizer, procedure, input);
        if (!outcome.ok) expect(outcome.error.code).not.toBe('defect');
      }),
      { numRuns: 300 },
    );
    expect(faults).toEqual([]);
  });

  it('names the field that does not fit, and not what was in it', async () => {
    const made = await deskWithContest();
    const error = errorOf(await made.call(made.organizer, 'record.list', { limit: 'a-secret' }));
    expect(error.code).toBe('bad-input');
    expect(error.message).toContain('“limit”');
    expect(error.message).not.toContain('a-secret');
  });
});

describe('what is refused', () => {
  it('is recorded once a minute for a window, role and procedure, so that a flood does not fill the disk', async () => {
    const clock = standingClock();
    const made = await deskWithPeople({ surroundings: clock });
    const window = await windowOf(made, made.codes.contractor);
    for (let i = 0; i < 100; i++) await made.call(window, 'decision.current');
    await made.call(window, 'submission.list');
    expect(refusalsOf(made).map(({ subject }) => subject)).toEqual(['decision.current', 'submission.list']);
    clock.forward(60_000);
    await made.call(window, 'decision.current');
    expect(refusalsOf(made)).toHaveLength(3);
    expect(refusalsOf(made)[0]!.sentence).toBe(
      'A window of role contractor asked for decision.current and was refused.',
    );
  });

  it('is refused before the input is looked at', async () => {
    const made = await deskWithPeople();
    const window = await windowOf(made, made.codes.reviewer);
    const [fits, misfits] = [{ id: 'p7cw' }, { id: '../../etc' }];
    const one = errorOf(await made.call(window, 'submission.get', fits));
    expect(errorOf(await made.call(window, 'submission.get', misfits))).toEqual(one);
    expect(one.code).toBe('forbidden');
  });

  it('looks to a blind role as if it were not there', async () => {
    const made = await deskWithPeople({
      handlers: {
        'review.form': (_, { number }) =>
          number === 1
            ? failure('not-found', 'There is no submission 1.')
            : failure('forbidden', 'Submission 2 is somebody else’s.'),
      },
    });
    const window = await windowOf(made, made.codes.reviewer);
    const errors = [1, 2].map(async (number) => errorOf(await made.call(window, 'review.form', { number })));
    const [absent, hidden] = await Promise.all(errors);
    expect(hidden).toEqual(absent);
  });
});

describe('an answer', () => {
  it('holds nothing that the contract does not name', async () => {
    const made = await deskWithPeople({
      handlers: {
        'labels.tasks': () =>
          success({
            author: 'X',
            tasks: [
              {
                task: 't',
                number: 4711,
                metric: 'classification',
                total: 1,
                done: 0,
                stopped: false,
                practice: { total: 0, done: 0 },
                submission: 'p7cw',
                answerIndex: 1,
              },
            ],
          } as never),
      },
    });
    const window = await windowOf(made, made.codes.contractor);
    expect(answerOf(await made.call(window, 'labels.tasks'))).toEqual({
      tasks: [
        {
          task: 't',
          number: 4711,
          metric: 'classification',
          total: 1,
          done: 0,
          stopped: false,
          practice: { total: 0, done: 0 },
        },
      ],
    });
  });

  it('that does not fit the contract is a defect, told without what was in it', async () => {
    const logged: string[] = [];
    const made = await deskWithContest({
      handlers: { 'contest.rules': () => success({ version: 'a-secret' } as never) },
      log: (_, text) => logged.push(text),
    });
    const error = errorOf(await made.call(made.organizer, 'contest.rules'));
    expect(error.code).toBe('defect');
    expect(JSON.stringify([error, logged])).not.toContain('a-secret');
    expect(logged[0]).toContain('contest.rules');
  });

  it('to a fault of ours is a defect, told without its details', async () => {
    const logged: string[] = [];
    const made = await deskWithContest({
      handlers: {
        'contest.rules': () => {
          throw new TypeError('cannot read /home/somebody/contest.assay');
        },
        'record.list': () => {
          JSON.parse('{"prompt": an example');
          return failure('defect', '');
        },
      },
      log: (_, text) => logged.push(text),
    });
    const error = errorOf(await made.call(made.organizer, 'contest.rules'));
    expect(error.code).toBe('defect');
    expect(error.message).not.toMatch(/somebody|TypeError/);
    expect(logged[0]).toContain('TypeError');
    errorOf(await made.call(made.organizer, 'record.list', { limit: 1 }));
    expect(logged[1]).not.toContain('an example');
  });

  it('to a full disk or a foreign lock is told as one', async () => {
    const made = await deskWithContest({
      handlers: {
        'contest.rules': () => {
          throw new Database.SqliteError('database or disk is full', 'SQLITE_FULL');
        },
        'participants.list': () => {
          throw new Database.SqliteError('database is locked', 'SQLITE_BUSY');
        },
      },
    });
    expect(errorOf(await made.call(made.organizer, 'contest.rules'))).toMatchObject({ code: 'disk' });
    expect(errorOf(await made.call(made.organizer, 'participants.list')).code).toBe('locked');
  });
});

const example = () => ({
  metric: 'classification' as const,
  position: 0,
  before: null,
  after: null,
  prompt: '',
  otherPrompt: null,
  completion: null,
  choices: null,
  shuffled: false,
  vote: null,
});

describe('who is told of a change', () => {
  it('is every organizer, and a blind role only of what the organizer did to its own work', async () => {
    const made = await deskWithPeople({
      handlers: {
        'labels.undeal': () => success({}),
        'review.unassign': () => success({}),
        'labels.retract': () =>
          success({ example: example(), progress: { done: 0, total: 1, pace: null, instructions: '' } }),
      },
    });
    const windows = {
      organizer: made.organizer,
      contractor: await windowOf(made, made.codes.contractor),
      reviewer: await windowOf(made, made.codes.reviewer),
      nobody: made.engine.openWindow(),
    };
    answerOf(await made.call(windows.nobody, 'contest.open', { token: made.token(windows.nobody, 'contest.assay') }));
    const wires = Object.entries(windows).map(([role, window]) => [role, wire(made.engine, window)] as const);
    const told = () =>
      Object.fromEntries(
        wires.map(([role, { heard }]) => [
          role,
          heard.splice(0).flatMap((message) => (message.type === 'changed' ? message.subjects : [])),
        ]),
      );
    const everything = ['contest', 'submission', 'participants', 'labels', 'record'];
    answerOf(await made.call(windows.organizer, 'labels.undeal', { submission: 'p7cw' }));
    expect(told()).toEqual({ organizer: everything, contractor: ['labels'], reviewer: [], nobody: [] });
    answerOf(await made.call(windows.organizer, 'review.unassign', { submission: 'p7cw', reviewer: 'r' }));
    expect(told()).toMatchObject({ contractor: [], reviewer: ['review'], nobody: [] });
    answerOf(await made.call(windows.contractor, 'labels.retract', { task: 't', position: 0, restore: null }));
    expect(told()).toEqual({ organizer: ['labels'], contractor: ['labels'], reviewer: [], nobody: [] });
    answerOf(await made.call(windows.organizer, 'contest.rename', { name: 'Other' }));
    expect(told()).toMatchObject({ contractor: ['session'], reviewer: ['session'], nobody: ['session'] });
  });

  it('is nobody when nothing was stored', async () => {
    const made = await deskWithContest();
    const { heard } = wire(made.engine, made.organizer);
    errorOf(await made.call(made.organizer, 'participants.dismiss', { id: 'nobody' }));
    expect(heard).toEqual([]);
  });

  it('is nobody at another contest', async () => {
    const made = await deskWithContest();
    const other = made.engine.openWindow();
    answerOf(await made.call(other, 'contest.create', { token: made.token(other, 'other.assay') }));
    const { heard } = wire(made.engine, other);
    answerOf(await made.call(made.organizer, 'contest.rename', { name: 'New' }));
    expect(heard).toEqual([]);
  });
});

describe('writing', () => {
  /** A job that ends when the test says so, and leaves a trace of its order. */
  function slowJob() {
    const order: string[] = [];
    let end = () => {};
    let tellBegun = () => {};
    const begun = new Promise<void>((resolve) => {
      tellBegun = resolve;
    });
    const handlers = {
      'submission.import': async () => {
        order.push('import begins');
        tellBegun();
        await new Promise<void>((resolve) => {
          end = resolve;
        });
        order.push('import ends');
        return success({ id: 'p7cw', version: 1, rows: 1, findings: [] });
      },
      'contest.setPlan': ({ db, now, actor }: Context) => {
        order.push('plan');
        inTransaction(db, () =>
          appendEvent(db, { at: now(), actor, kind: 'contest.planned', subject: null, sentence: 'Planned.' }),
        );
        return success({});
      },
    };
    return { order, handlers, begun, end: () => end() };
  }

  it('waits for a job that writes, in its order; reading goes on', async () => {
    const slow = slowJob();
    const made = await deskWithContest({ handlers: slow.handlers });
    const job = made.call(made.organizer, 'submission.import', { token: 't' });
    await slow.begun;
    const plan = made.call(made.organizer, 'contest.setPlan', { plan: [] });
    answerOf(await made.call(made.organizer, 'contest.rules'));
    expect(slow.order).toEqual(['import begins']);
    slow.end();
    answerOf(await job);
    answerOf(await plan);
    expect(slow.order).toEqual(['import begins', 'import ends', 'plan']);
  });

  it('that is cancelled while it waits is not begun', async () => {
    const slow = slowJob();
    const made = await deskWithContest({ handlers: slow.handlers });
    const { say, until } = wire(made.engine, made.organizer);
    say({ type: 'call', id: 1, procedure: 'submission.import', input: { token: 't' } });
    await slow.begun;
    say({ type: 'call', id: 2, procedure: 'contest.setPlan', input: { plan: [] } });
    say({ type: 'cancel', id: 2 });
    slow.end();
    expect(await until(settled(2))).toMatchObject({ type: 'failure', error: { code: 'cancelled' } });
    expect(slow.order).toEqual(['import begins', 'import ends']);
  });

  it('of a window that was closed meanwhile is not begun', async () => {
    const slow = slowJob();
    const made = await deskWithContest({ handlers: slow.handlers });
    const second = made.engine.openWindow();
    answerOf(await made.call(second, 'contest.open', { token: made.token(second, 'contest.assay') }));
    const job = made.call(made.organizer, 'submission.import', { token: 't' });
    await slow.begun;
    const plan = made.call(second, 'contest.setPlan', { plan: [] });
    await made.engine.windowClosed(second);
    slow.end();
    answerOf(await job);
    expect(errorOf(await plan).code).toBe('cancelled');
    expect(slow.order).not.toContain('plan');
  });

  it('goes on after one that failed', async () => {
    const made = await deskWithContest({
      handlers: {
        'contest.setPlan': () => {
          throw new Error('a fault');
        },
      },
    });
    expect(errorOf(await made.call(made.organizer, 'contest.setPlan', { plan: [] })).code).toBe('defect');
    answerOf(await made.call(made.organizer, 'contest.rename', { name: 'New' }));
  });

  it('tells a refusal at once even while a job writes, and records it afterwards', async () => {
    const slow = slowJob();
    const made = await deskWithPeople({ handlers: slow.handlers });
    const window = await windowOf(made, made.codes.contractor);
    const job = made.call(made.organizer, 'submission.import', { token: 't' });
    await slow.begun;
    expect(errorOf(await made.call(window, 'decision.current')).code).toBe('forbidden');
    expect(refusalsOf(made)).toEqual([]);
    slow.end();
    answerOf(await job);
    await made.engine.close();
    expect(refusalsOf(made)).toHaveLength(1);
  });
});

describe('the end', () => {
  it('answers calls that come after it, and lets go of every contest', async () => {
    const made = await deskWithContest();
    await made.engine.close();
    expect(errorOf(await made.call(made.organizer, 'contest.rules')).code).toBe('engine-gone');
    writeFileSync(path.join(made.folder, 'free'), '');
    const again = await deskWithContest();
    answerOf(
      await again.call(again.organizer, 'contest.open', {
        token: again.token(again.organizer, path.join(made.folder, 'contest.assay')),
      }),
    );
  });
});
