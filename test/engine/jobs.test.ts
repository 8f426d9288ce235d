import { describe, expect, it, vi } from 'vitest';
import { readContest } from '../../db/contest.ts';
import { runInWorker, startWorker } from '../../electron/engine/jobs.ts';
import type { Progress } from '../../shared/contract/wire.ts';
import { answerOf, deskWithContest, errorOf, wire } from './builders.ts';
import { contestOnDisk } from './contestOnDisk.ts';

const misbehaving = new URL('./threads/misbehaving.ts', import.meta.url);

describe('a job in a worker thread', () => {
  it('answers with what it found', async () => {
    const contest = contestOnDisk();
    const progress: Progress[] = [];
    const checked = answerOf(
      await runInWorker('verifyContest', { path: contest.path }, { onProgress: (step) => progress.push(step) }),
    );
    expect(checked).toMatchObject({ ok: true, events: 1 });
    expect(progress.length).toBeGreaterThan(0);
  });

  it.each(['exit', 'throw', 'noSuchJob'])('that ends by “%s” is a defect, and not a wait for ever', async (name) => {
    const quiet = vi.spyOn(console, 'error').mockImplementation(() => {});
    const outcome = name === 'noSuchJob' ? await startWorker(name, {}) : await startWorker(name, {}, {}, misbehaving);
    expect(errorOf(outcome).code).toBe('defect');
    quiet.mockRestore();
  });

  it('that has answered is not waited for when its thread does not end', async () => {
    expect(answerOf(await startWorker('neverEnd', {}, {}, misbehaving))).toBe('done');
  });

  it('that dies while it writes leaves nothing behind, and the file free', async () => {
    const contest = contestOnDisk();
    errorOf(await startWorker('dieWriting', { path: contest.path }, {}, misbehaving));
    expect(readContest(contest.db).name).toBe('Test contest');
    contest.db.exec('BEGIN IMMEDIATE; ROLLBACK');
  });

  it('is told of a cancel in the middle of its work', async () => {
    const quiet = vi.spyOn(console, 'error').mockImplementation(() => {});
    const contest = contestOnDisk();
    const abort = new AbortController();
    const outcome = await startWorker(
      'writeUntilCancelled',
      { path: contest.path },
      { signal: abort.signal, onProgress: () => abort.abort() },
      misbehaving,
    );
    expect(errorOf(outcome)).toEqual({ code: 'cancelled', message: 'stopped: true' });
    expect(readContest(contest.db).name).toBe('Test contest');
    contest.db.exec('BEGIN IMMEDIATE; ROLLBACK');
    quiet.mockRestore();
  });

  it('that was cancelled before it began is not begun', async () => {
    expect(errorOf(await startWorker('exit', {}, { signal: AbortSignal.abort() }, misbehaving)).code).toBe('cancelled');
  });

  it('tells its progress to the window that asked, and ends when that window cancels', async () => {
    const made = await deskWithContest({
      handlers: {
        'record.verify': async ({ contestPath, signal, onProgress }) =>
          (await startWorker(
            'writeUntilCancelled',
            { path: contestPath },
            { signal, onProgress },
            misbehaving,
          )) as never,
      },
    });
    const quiet = vi.spyOn(console, 'error').mockImplementation(() => {});
    const { say, until } = wire(made.engine, made.organizer);
    say({ type: 'call', id: 5, procedure: 'record.verify', input: {} });
    expect(await until((reply) => reply.type === 'progress')).toEqual({
      type: 'progress',
      id: 5,
      progress: { share: 0.5, text: 'half way' },
    });
    say({ type: 'cancel', id: 5 });
    expect(await until((reply) => reply.type === 'failure')).toMatchObject({ id: 5, error: { code: 'cancelled' } });
    quiet.mockRestore();
  });
});
