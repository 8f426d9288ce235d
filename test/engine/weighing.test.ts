import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../../db/connection.ts';
import { writeDemoContest } from '../../electron/engine/demo/demo.ts';
import { demoCodes } from '../../electron/engine/demo/people.ts';
import { realSurroundings } from '../../electron/engine/surroundings.ts';
import { weighingQueries } from '../../electron/engine/weighingThread.ts';
import { contract } from '../../shared/contract/contract.ts';
import type { Procedure } from '../../shared/contract/procedure.ts';
import { answerOf, type Desk, desk, errorOf } from './builders.ts';

/** Votes that the engine's own thread would weigh: none, so that every deal of the example contest is a large one. */
const NONE_HERE = { mostWeighedHere: 0 };

describe('votes of large deals', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'assay-weighing-'));
  const contest = path.join(folder, 'example.assay');
  let ids: { submission: string; contractor: string; row: number };
  beforeAll(async () => {
    answerOf(await writeDemoContest(contest, realSurroundings));
    const db = connect(contest, { readonly: true });
    ids = db
      .prepare(
        `SELECT v.submission AS submission, s.contractor AS contractor, min(s.row) AS row
         FROM label_share s JOIN label_deal d ON d.id = s.deal JOIN version v ON v.key = d.version
         WHERE d.withdrawn_at IS NULL AND s.kind = 'sample' AND s.state = 'voted'
         GROUP BY d.id ORDER BY v.submission LIMIT 1`,
      )
      .get() as typeof ids;
    db.close();
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** A copy of the example contest, open in a window of the organizer. */
  async function opened(options: typeof NONE_HERE | Record<string, never>): Promise<Desk & { organizer: number }> {
    const made = desk(options);
    copyFileSync(contest, path.join(made.folder, 'contest.assay'));
    const organizer = made.engine.openWindow();
    answerOf(await made.call(organizer, 'contest.open', { token: made.token(organizer, 'contest.assay') }));
    made.engine.actAsOrganizer(organizer);
    return { ...made, organizer };
  }

  it('are weighed in a thread, and every query of an organizer is answered as before', async () => {
    const here = await opened({});
    const there = await opened(NONE_HERE);
    const queries = Object.entries(contract as Readonly<Record<string, Procedure>>).filter(
      ([, { kind, roles }]) => kind === 'query' && roles.includes('organizer'),
    );
    const answered = new Set<string>();
    for (const [name] of queries) {
      for (const id of [ids.submission, ids.contractor]) {
        // one input for all: what a procedure does not know it leaves out
        const input = {
          ...{ id, submission: ids.submission, row: ids.row, show: 'open', offset: 0, limit: 50, format: 'votes' },
          ...{ decision: null, what: { kind: 'ranking' } },
        };
        const expected = await here.call(here.organizer, name, input);
        const got = await there.call(there.organizer, name, input);
        if (name.startsWith('report.') && expected.ok) {
          // reports are dated
          expect(got.ok, name).toBe(true);
        } else expect(got, name).toEqual(expected);
        if (expected.ok) answered.add(name);
      }
    }
    const asked = weighingQueries.filter((name) => !name.startsWith('report.'));
    expect([...answered]).toEqual(expect.arrayContaining([...asked, 'contest.overview', 'decision.current']));
  });

  it('are weighed anew after each vote', async () => {
    const made = await opened(NONE_HERE);
    answerOf(await made.engine.call(made.organizer, 'session.setOrganizerCode', {}));
    const contractor = made.engine.openWindow();
    answerOf(await made.call(contractor, 'contest.open', { token: made.token(contractor, 'contest.assay') }));
    answerOf(await made.call(contractor, 'session.signIn', { code: demoCodes.contractor }));
    const { tasks } = answerOf(await made.engine.call(contractor, 'labels.tasks', {}));
    const task = tasks.find(
      ({ done, total, stopped, practice }) => done < total && !stopped && practice.done === practice.total,
    )!;
    const { submission } = submissionOf(made, task.task);
    const before = answerOf(await made.engine.call(made.organizer, 'labels.verdict', { submission }));
    const { example } = answerOf(await made.engine.call(contractor, 'labels.open', { task: task.task }));
    answerOf(
      await made.engine.call(contractor, 'labels.vote', {
        ...{ task: task.task, position: example!.position, seconds: 1, paused: 0, ahead: null },
        vote: { answer: { kind: 'skip' }, flag: null, note: '' },
      }),
    );
    const after = answerOf(await made.engine.call(made.organizer, 'labels.verdict', { submission }));
    expect(after.votes).toBe(before.votes + 1);
  });

  it('are given up when nobody waits for them, and weighed again when somebody asks', async () => {
    const made = await opened(NONE_HERE);
    const { submission } = ids;
    const abort = new AbortController();
    const given = made.engine.call(made.organizer, 'labels.verdict', { submission }, { signal: abort.signal });
    const queued = made.engine.call(
      made.organizer,
      'labels.queue',
      { show: 'open', offset: 0, limit: 5 },
      { signal: abort.signal },
    );
    abort.abort();
    expect([errorOf(await given).code, errorOf(await queued).code]).toEqual(['cancelled', 'cancelled']);
    expect(answerOf(await made.engine.call(made.organizer, 'labels.verdict', { submission })).dealt).toBe(true);
  });

  it('are settled and their consensus chosen without weighing them', async () => {
    const made = await opened(NONE_HERE);
    const { submission, row } = ids;
    answerOf(await made.engine.call(made.organizer, 'labels.setConsensus', { submission, method: 'dawid-skene' }));
    answerOf(
      await made.engine.call(made.organizer, 'labels.settle', {
        ...{ submission, row, reason: 'Cannot be told.' },
        settlement: { kind: 'left-out' },
      }),
    );
    const verdict = answerOf(await made.engine.call(made.organizer, 'labels.verdict', { submission }));
    expect(verdict).toMatchObject({ method: 'dawid-skene', adjudicated: 1, leftOut: 1 });
  });
});

function submissionOf(made: Desk, deal: string): { submission: string } {
  const db = connect(path.join(made.folder, 'contest.assay'), { readonly: true });
  try {
    return db
      .prepare('SELECT v.submission AS submission FROM label_deal d JOIN version v ON v.key = d.version WHERE d.id = ?')
      .get(deal) as { submission: string };
  } finally {
    db.close();
  }
}
