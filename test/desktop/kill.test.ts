import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openContest } from '../../db/contest.ts';
import { verifyContestFile } from '../../db/verify.ts';
import { seededRandom } from '../../shared/random.ts';
import { answerDialogs, engineProcessId } from './fixturePage.ts';
import { launchAssay } from './launch.ts';

const EXAMPLES = 150_000;
const KILLS = 3;

/** The command line's import is killed at many more moments in test/engine; here it is the window's, engine and all. */
describe('an app that is killed in the middle of an import', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'assay-kill-'));
  const csv = path.join(folder, 'large.csv');
  beforeAll(() => {
    const rows = Array.from({ length: EXAMPLES }, (_, n) => `Is ${n} even? Answer:,"[' Yes', ' No']",${n % 2}`);
    writeFileSync(csv, `prompt,classes,answer_index\n${rows.join('\n')}\n`);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it(`leaves the whole submission or none of it, ${KILLS} times`, async () => {
    const random = seededRandom('kills in the window');
    for (let kill = 0; kill < KILLS; kill++) {
      const contest = path.join(folder, `contest-${kill}.assay`);
      const { app, page, close } = await launchAssay();
      try {
        await page.getByRole('button', { name: /New contest/ }).waitFor();
        await answerDialogs(app, contest);
        await page.keyboard.press('n');
        await page.getByText('Import the first submission').first().waitFor();
        await answerDialogs(app, csv);
        const engine = await engineProcessId(app);
        await page.keyboard.press('i');
        await page.getByRole('dialog').waitFor();
        await page.keyboard.press('s');
        const bar = page.getByRole('dialog').getByRole('progressbar');
        await bar.waitFor();
        // a moment of the import itself, not of the clock: when so much of the file is read
        const share = random.unit() * 0.9;
        const reached = bar.evaluate(
          (element, least) =>
            new Promise<void>((resolve) => {
              const look = () => {
                const now = Number(element.getAttribute('aria-valuenow') ?? element.getAttribute('value') ?? 0);
                const most = Number(element.getAttribute('aria-valuemax') ?? element.getAttribute('max') ?? 100);
                if (!element.isConnected || now / most >= least) resolve();
                else requestAnimationFrame(look);
              };
              look();
            }),
          share,
        );
        await reached.catch(() => {});
        process.kill(engine, 'SIGKILL');
        app.process().kill('SIGKILL');
      } finally {
        await close();
      }
      const opened = openContest(contest, new Date().toISOString());
      if (!opened.ok) throw new Error(opened.error.message);
      const examples = opened.value.db.prepare('SELECT count(*) FROM example').pluck().get();
      const events = opened.value.db
        .prepare("SELECT count(*) FROM event WHERE kind = 'submission.imported'")
        .pluck()
        .get();
      opened.value.close();
      expect([
        [0, 0],
        [EXAMPLES, 1],
      ]).toContainEqual([examples, events]);
      const verified = await verifyContestFile(contest, { progress: () => {}, cancelled: () => false });
      expect(verified).toMatchObject({ ok: true, value: { ok: true } });
    }
  });
});
