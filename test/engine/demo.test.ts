import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenContest, openContest } from '../../db/contest.ts';
import { heldPrizes } from '../../db/decision.ts';
import { verifyContest } from '../../db/verify.ts';
import type { Context } from '../../electron/engine/context.ts';
import { decisionHandlers } from '../../electron/engine/decision.ts';
import { decisionRecordHandlers } from '../../electron/engine/decisionRecord.ts';
import { type DemoContest, writeDemoContest } from '../../electron/engine/demo/demo.ts';
import { overviewHandlers } from '../../electron/engine/overview.ts';
import { writeReports } from '../../electron/engine/reportFiles.ts';
import { submissionHandlers } from '../../electron/engine/submission.ts';
import { realSurroundings } from '../../electron/engine/surroundings.ts';
import { contract } from '../../shared/contract/contract.ts';
import { accepted, organizer } from './contestOnDisk.ts';

describe('the example contest', () => {
  let folder = '';
  let made: DemoContest;
  let contest: OpenContest;
  let context: Context;
  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'assay-test-'));
    made = accepted(await writeDemoContest(path.join(folder, 'example.assay'), realSurroundings));
    contest = accepted(openContest(made.path, realSurroundings.now()));
    context = { ...realSurroundings, db: contest.db, role: 'organizer', participant: null, actor: organizer };
  }, 300_000);
  afterAll(() => {
    contest?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('has 24 submissions in every state that a contest knows', async () => {
    const { submissions } = accepted(await submissionHandlers['submission.list'](context, {}));
    expect(submissions).toHaveLength(24);
    expect(new Set(submissions.map((row) => row.state))).toEqual(
      new Set(['stuck', 'results', 'labels', 'review', 'ready', 'decided', 'revise']),
    );
  });

  it('has settled prizes, a tie that nobody has settled, and submissions of every other outcome', async () => {
    const { ranking } = accepted(await decisionHandlers['decision.current'](context, {}));
    const outcomes = new Set(ranking.decisions.map((line) => line.status));
    expect(outcomes).toEqual(new Set(['second', 'third', 'undecided', 'rejected', 'pending', 'ineligible']));
    const tie = ranking.decisions.filter((line) => line.could_be?.[0] === 'grand');
    expect(tie.map((line) => line.submission).sort()).toEqual(['a3vo', 'n2bh']);
  });

  it('says on its overview what to do next and what is stuck', async () => {
    const overview = accepted(await overviewHandlers['contest.overview'](context, {}));
    expect(contract['contest.overview'].output.safeParse(overview).success).toBe(true);
    expect(overview.next.map((step) => step.title)).toContain('Ask for 1 run again');
    expect(overview.stuck.map((line) => line.submission).sort()).toEqual(['b2qe', 'k4rn', 'm9xa']);
    expect(overview.counts.submissions).toBe(24);
    expect(overview.stages.find((stage) => stage.stage === 'labels')!.done).toBeGreaterThan(0);
  });

  it('has texts that nobody decided yet whether to hide, in the data and in a form', async () => {
    const detail = accepted(await submissionHandlers['submission.get'](context, { id: 't8vd' }));
    expect(detail.sensitive).toEqual({ spots: 5, undecided: 5 });
    const overview = accepted(await overviewHandlers['contest.overview'](context, {}));
    expect(overview.next).toContainEqual(
      expect.objectContaining({
        title: 'Decide what is hidden in 1 submission',
        place: { page: 'submission', id: 't8vd', tab: 'masking' },
      }),
    );
  });

  it('has a record that tells all that its tables hold', () => {
    const verified = verifyContest(contest.db, { progress: () => {}, cancelled: () => false });
    expect(verified).toMatchObject({ ok: true, problems: [] });
  });

  it('has every report to be written, and those that go out name nobody of the contest', () => {
    const out = path.join(folder, 'reports');
    const tools = { progress: () => {}, cancelled: () => false, surroundings: realSurroundings };
    const { files } = accepted(writeReports({ contestPath: made.path, folder: out, decision: null }, tools));
    const outgoing = files.filter((name) => !name.startsWith('ranking'));
    expect(outgoing.filter((name) => name.startsWith('letters/'))).toHaveLength(24);
    for (const name of outgoing) {
      const text = readFileSync(path.join(out, name), 'utf8');
      const named = made.people.filter(({ alias }) => new RegExp(`\\b${alias}\\b`, 'i').test(text));
      expect(named, name).toEqual([]);
    }
    rmSync(out, { recursive: true });
  });

  it('holds round 1 as it was announced, its prizes, and one submission that is asked to come again', async () => {
    const { decisions } = accepted(await decisionRecordHandlers['decision.history'](context, {}));
    expect(decisions.map(({ round, status }) => `${round} ${status}`).sort()).toEqual(['1 announced', '1 frozen']);
    for (const { id } of decisions) {
      const seen = accepted(await decisionRecordHandlers['decision.recheck'](context, { id }));
      expect(seen).toMatchObject({ confirmed: true, prizes: { grand: 0, second: 1, third: 1 } });
    }
    expect(heldPrizes(contest.db)).toEqual([
      { submission: 'l0ke', prize: 'third' },
      { submission: 'r6ty', prize: 'second' },
    ]);
  });

  it('leaves nothing beside its file', () => {
    contest.close();
    expect(readdirSync(folder)).toEqual(['example.assay']);
    contest = accepted(openContest(made.path, realSurroundings.now()));
    context = { ...context, db: contest.db };
  });

  it('is not written over a file that is there', async () => {
    contest.close();
    const again = await writeDemoContest(made.path, realSurroundings);
    expect(again).toMatchObject({ ok: false, error: { code: 'conflict' } });
    const { people } = made;
    expect(people.filter((person) => person.role === 'reviewer')).toHaveLength(5);
    contest = accepted(openContest(made.path, realSurroundings.now()));
  });
});
