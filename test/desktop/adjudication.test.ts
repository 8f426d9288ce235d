import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { all, connect } from '../../db/connection.ts';
import { verifyContestFile } from '../../db/verify.ts';
import { writeDemoContest } from '../../electron/engine/demo/demo.ts';
import { realSurroundings } from '../../electron/engine/surroundings.ts';
import { answerDialogs } from './fixturePage.ts';
import { type Launched, launchAssay } from './launch.ts';

/** An organizer settles what votes leave open: choosing, the reason and going on without a mouse. */
describe('adjudication by keyboard', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'assay-adjudication-'));
  const contest = path.join(folder, 'example.assay');
  let assay: Launched;
  let page: Page;

  beforeAll(async () => {
    const made = await writeDemoContest(contest, realSurroundings);
    if (!made.ok) throw new Error(made.error.message);
    assay = await launchAssay();
    page = assay.page;
    await page.getByRole('button', { name: /Open a contest/ }).waitFor();
    await answerDialogs(assay.app, contest);
    await page.getByRole('button', { name: /Open a contest/ }).click();
    await page.getByText('Do next').waitFor();
    await press('g', 'a');
    await page.getByRole('heading', { name: /to settle/ }).waitFor();
  });
  afterAll(async () => {
    await assay?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const toSettle = async () =>
    Number(/\d+/.exec((await page.getByRole('heading', { name: /to settle/ }).textContent())!));
  /** The example whose line is marked in the queue. */
  const current = () => page.locator('[aria-current="true"] small').textContent();
  const goneOn = async (from: string | null) => {
    await page.waitForFunction(
      (before) => document.querySelector('[aria-current="true"] small')?.textContent !== before,
      from,
    );
    await page.getByRole('region', { name: 'Example and votes' }).waitFor();
  };
  /** Chooses the first answer to every question, says why and goes on. */
  const settle = async (why: string) => {
    const before = await current();
    const questions = await page.locator('.adj-answers').count();
    for (let one = 0; one < questions; one++) await press((await inField()) ? 'Alt+1' : '1');
    await page.keyboard.insertText(why);
    await press('Enter');
    await goneOn(before);
  };
  const inField = () => page.evaluate(() => document.activeElement instanceof HTMLInputElement);

  it('shows all votes of the first example, and what was submitted', async () => {
    expect(await toSettle()).toBeGreaterThan(5);
    const pane = page.getByRole('region', { name: 'Example and votes' });
    await pane.getByText('What they said').waitFor();
    expect(await pane.getByRole('table').last().getByRole('row').count()).toBeGreaterThanOrEqual(3);
  });

  it('settles three with a reason each, and goes on by itself', async () => {
    const before = await toSettle();
    for (const why of ['The rule says so.', 'It was read twice.', 'The second line decides.']) await settle(why);
    await expect.poll(toSettle).toBe(before - 3);
  });

  it('puts one off, leaves a bad one out, and undoes the last', async () => {
    const first = await current();
    await press('s');
    await goneOn(first);
    const second = await current();
    const before = await toSettle();
    await press('b');
    await page.keyboard.insertText('The prompt lacks its second half.');
    await press('Enter');
    await goneOn(second);
    await expect.poll(toSettle).toBe(before - 1);
    await press('u');
    await expect.poll(toSettle).toBe(before);
    // the queue has it again before the command has answered, and only the answer leads back to it
    await expect.poll(current).toBe(second);
    await page.getByRole('region', { name: 'Example and votes' }).waitFor();
  });

  it('asks for Alt while the reason has the focus', async () => {
    await press('1');
    await expect.poll(inField).toBe(true);
    await page.getByText('Alt').first().waitFor();
    await page.keyboard.insertText('b1s');
    expect(await page.getByRole('textbox', { name: 'Reason' }).inputValue()).toMatch(/b1s$/);
    await press('Alt+b');
    expect(await page.getByRole('checkbox', { name: /leave out/ }).isChecked()).toBe(true);
  });

  it('has everything on disk, every version of it, in a record that holds', async () => {
    await assay.close();
    const db = connect(contest, { readonly: true });
    const said = all<{ kind: string; reason: string }>(
      db,
      'SELECT kind, reason FROM adjudication ORDER BY settled_at DESC, revision DESC LIMIT 5',
    );
    db.close();
    expect(said.map(({ kind }) => kind)).toEqual(['taken-back', 'left-out', 'settled', 'settled', 'settled']);
    expect(said.slice(2).map(({ reason }) => reason)).toEqual([
      'The second line decides.',
      'It was read twice.',
      'The rule says so.',
    ]);
    const checked = verifyContestFile(contest, { progress: () => {}, cancelled: () => false });
    expect(checked).toMatchObject({ ok: true, value: { ok: true } });
  });
});
