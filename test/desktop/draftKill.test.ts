import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { one } from '../../db/connection.ts';
import { openContest } from '../../db/contest.ts';
import { verifyContestFile } from '../../db/verify.ts';
import { engineProcessId } from './fixturePage.ts';
import { launchAssay } from './launch.ts';
import { makeReviewContest, type ReviewContest } from './reviewContest.ts';
import { setOrganizerCode, signIn, signOut } from './screens.ts';

const KILLS = 2;

/** That a letter is sent within a second of being typed is proved with a made-up clock in draftKeeper.test.ts. */
describe('an app that is killed while a reviewer writes', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'assay-draft-'));
  let contest: ReviewContest;
  beforeAll(async () => {
    contest = await makeReviewContest(folder, { dealt: true });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it(`has on disk what it called saved, and after it only what was typed, ${KILLS} times`, async () => {
    let onDisk = '';
    for (let kill = 0; kill < KILLS; kill++) {
      const { app, page, close } = await launchAssay({ files: [contest.path] });
      let saved = '';
      let typed = '';
      try {
        if (kill === 0) {
          await page.getByRole('navigation', { name: 'Contest' }).waitFor();
          await setOrganizerCode(page);
          await signOut(page);
        } else await page.getByLabel('Access code').waitFor();
        await signIn(page, contest.codes[0]!);
        await page.getByRole('heading', { level: 1, name: 'Conflicts and topics' }).waitFor();
        await page.keyboard.press('Escape');
        // what was begun is opened first
        const field = page.getByRole('region', { name: 'Your review' }).getByLabel('Strengths');
        await field.waitFor();
        expect(await field.inputValue()).toBe(onDisk);
        const engine = await engineProcessId(app);
        await field.focus();
        await page.keyboard.press('Control+End');
        saved = `${onDisk}Sentence ${kill} is kept. `;
        await page.keyboard.type(`Sentence ${kill} is kept. `);
        await page.locator('.sv', { hasText: /^Saved/ }).waitFor();
        typed = `${saved}And of this one, number ${kill}, as much as the disk had when the power went.`;
        await page.keyboard.type(typed.slice(saved.length));
        process.kill(engine, 'SIGKILL');
        app.process().kill('SIGKILL');
      } finally {
        await close();
      }
      const opened = openContest(contest.path, new Date().toISOString());
      if (!opened.ok) throw new Error(opened.error.message);
      const draft = one<{ text: string }>(opened.value.db, "SELECT form ->> '$.strengths' AS text FROM review_draft");
      opened.value.close();
      onDisk = draft!.text;
      expect(onDisk.startsWith(saved), onDisk).toBe(true);
      expect(typed.startsWith(onDisk), onDisk).toBe(true);
    }
    const verified = await verifyContestFile(contest.path, { progress: () => {}, cancelled: () => false });
    expect(verified).toMatchObject({ ok: true, value: { problems: [] } });
  });
});
