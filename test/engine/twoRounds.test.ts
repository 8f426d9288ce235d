import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { heldPrizes } from '../../db/decision.ts';
import { verifyContest } from '../../db/verify.ts';
import { decisionRecordHandlers as record } from '../../electron/engine/decisionRecord.ts';
import { markHandlers as marks } from '../../electron/engine/marks.ts';
import { writeReports } from '../../electron/engine/reportFiles.ts';
import { submissionHandlers } from '../../electron/engine/submission.ts';
import { realSurroundings } from '../../electron/engine/surroundings.ts';
import { accepted } from './contestOnDisk.ts';
import { RoundsContest } from './roundsContest.ts';

const tools = { progress: () => {}, cancelled: () => false, surroundings: realSurroundings };

/** Round 1: `a` is Second, `b` Third, `c` rejected and asked to revise; announced. */
async function afterRound1(): Promise<{ contest: RoundsContest; first: string }> {
  const contest = new RoundsContest();
  for (const id of ['a', 'b', 'c']) await contest.bring(id, 300);
  await contest.judge('a', 2, 'first words of a');
  await contest.judge('b', 1, 'first words of b');
  await contest.judge('c', 0, 'first words of c');
  accepted(
    await marks['submission.askRevision'](contest.organizer, { id: 'c', reason: 'Quiet Heron wants more rows.' }),
  );
  const first = await contest.announced();
  return { contest, first };
}

describe('two rounds', () => {
  it('hold the prizes of the first, take a revised version, and decide the second over both', async () => {
    const { contest } = await afterRound1();
    expect(heldPrizes(contest.disk.db)).toEqual([
      { submission: 'a', prize: 'second' },
      { submission: 'b', prize: 'third' },
    ]);
    // holding its own prizes is not a change of what was announced
    expect((await contest.room()).frozen).toMatchObject({ status: 'announced', same: true });
    accepted(await record['decision.beginRound2'](contest.organizer, {}));
    await contest.bring('c', 310);
    expect((await contest.outcomes()).c).toBe('rejected');
    await contest.judge('c', 2, 'second words of c');
    await contest.bring('d', 320);
    await contest.judge('d', 1, 'words of d');
    // Grand is for one, and two could have it now
    const { questions } = await contest.room();
    expect(questions).toMatchObject([{ submissions: ['a', 'c'] }]);
    const { fingerprint } = await contest.room();
    expect(await record['decision.freeze'](contest.organizer, { fingerprint })).toMatchObject({ ok: false });
    accepted(await record['decision.rule'](contest.organizer, { order: [['c'], ['a']], reason: 'by the chair' }));
    await contest.announced();
    expect(await contest.outcomes()).toEqual({ a: 'second', b: 'third', c: 'grand', d: 'third' });
    expect(verifyContest(contest.disk.db, tools).problems).toEqual([]);
    expect(await record['decision.beginRound2'](contest.organizer, {})).toMatchObject({ ok: false });
  });

  it('never take a held prize away, whatever becomes of its holder', async () => {
    const { contest } = await afterRound1();
    accepted(await record['decision.beginRound2'](contest.organizer, {}));
    await contest.bring('a', 330);
    await contest.judge('a', 0, 'worse than before');
    const { outcomes } = await contest.room();
    expect(outcomes.find(({ submission }) => submission === 'a')).toMatchObject({ status: 'second', held: 'second' });
    accepted(await submissionHandlers['submission.withdraw'](contest.organizer, { id: 'b' }));
    const id = await contest.freeze();
    const seen = accepted(await record['decision.recheck'](contest.organizer, { id }));
    expect(seen).toMatchObject({ confirmed: true, prizes: { second: 1, third: 1 } });
  });

  it('keep the letters of the first as they were decided, also when a revised version is here', async () => {
    const { contest, first } = await afterRound1();
    const before = await contest.letter(null, 'c');
    expect(before).toMatch(/invited to revise[\s\S]*another reviewer wants more rows/);
    accepted(await record['decision.beginRound2'](contest.organizer, {}));
    await contest.bring('c', 310);
    await contest.judge('c', 1, 'second words of c');
    expect(await contest.letter(first, 'c')).toBe(before);
    const second = await contest.letter(null, 'c');
    expect(second).toContain('second words of c');
    expect(second).not.toMatch(/first words of c|invited to revise/);
    const folder = path.join(contest.disk.folder, 'out');
    accepted(writeReports({ contestPath: contest.disk.path, folder, decision: first }, tools));
    expect(readFileSync(path.join(folder, 'letters', 'c.html'), 'utf8')).toBe(before);
  });

  it('let a contest that moved on be frozen again until it is announced', async () => {
    const contest = new RoundsContest();
    await contest.bring('a', 300);
    await contest.judge('a', 1, 'so so');
    const early = await contest.freeze();
    await contest.judge('a', 2, 'better than I thought');
    expect((await contest.room()).frozen).toMatchObject({ id: early, same: false });
    const late = await contest.freeze();
    expect((await contest.room()).frozen).toMatchObject({ id: late, same: true });
    // each stays what it was
    for (const [id, third] of [
      [early, 1],
      [late, 0],
    ] as const) {
      const seen = accepted(await record['decision.recheck'](contest.organizer, { id }));
      expect(seen).toMatchObject({ confirmed: true, prizes: { third } });
    }
  });

  it('say what differs where a frozen decision was changed behind their back, and do not announce it', async () => {
    const { contest, first } = await afterRound1();
    const { db } = contest.disk;
    accepted(await record['decision.beginRound2'](contest.organizer, {}));
    await contest.bring('d', 320);
    await contest.judge('d', 1, 'words of d');
    const second = await contest.freeze();
    db.exec('DROP TRIGGER decision_is_never_changed');
    for (const id of [first, second]) {
      const { output } = db.prepare('SELECT output FROM decision WHERE id = ?').get(id) as { output: string };
      const forged = JSON.parse(output) as { outcomes: { submission: string; status: string }[] };
      forged.outcomes.find(({ submission }) => submission === 'b')!.status = 'grand';
      db.prepare('UPDATE decision SET output = ? WHERE id = ?').run(JSON.stringify(forged), id);
      const seen = accepted(await record['decision.recheck'](contest.organizer, { id }));
      expect(seen.confirmed).toBe(false);
      expect(seen.differences).toEqual([
        'What is stored does not fit its hash: it was changed after it was frozen.',
        'b was grand when it was frozen; computed from the same input it is third.',
      ]);
    }
    expect(await record['decision.announce'](contest.organizer, { id: second })).toMatchObject({
      ok: false,
      error: { code: 'conflict', message: expect.stringContaining('does not fit its hash') },
    });
    expect(verifyContest(db, tools).ok).toBe(false);
  });
});
