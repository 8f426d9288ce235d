import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { all } from '../../db/connection.ts';
import { openContest } from '../../db/contest.ts';
import { type Launched, launchAssay } from './launch.ts';
import { makeReviewContest, type ReviewContest, titles } from './reviewContest.ts';
import { settled, signIn } from './screens.ts';

const [EVEN, TWICE, BEFORE] = titles;

describe('an order of three that a tie asks for', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'assay-ranking-'));
  let contest: ReviewContest;
  let launched: Launched;
  let page: Page;

  beforeAll(async () => {
    contest = await makeReviewContest(folder, { dealt: true, ranked: true });
    launched = await launchAssay({ files: [contest.path] });
    page = launched.page;
    await page.getByRole('navigation', { name: 'Contest' }).waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('p');
    // without a code of their own nobody could come back as an organizer, so nobody may leave
    await page
      .getByRole('button', { name: /organizer code/i })
      .first()
      .waitFor();
    await page.keyboard.press('a');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').locator('.code').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /^Sign out/ }).click();
    await page.getByLabel('Access code').waitFor();
  });
  afterAll(async () => {
    await launched?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const list = () => page.getByRole('listbox', { name: /^Order/ });
  const row = (title: string) => list().getByRole('option', { name: title });

  async function open(place: number): Promise<void> {
    await signIn(page, contest.codes[place]!);
    await page.getByLabel(/^Your own name/).fill(`Somebody Number ${place}`);
    await page.getByRole('button', { name: /^Compare/ }).click();
    await page.getByText('No submission is kept from you.').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Rank 3 submissions' }).click();
    await list().waitFor();
    await settled(page);
  }

  /** The rows from top to bottom, as they are read out. */
  const rows = () =>
    list()
      .getByRole('option')
      .evaluateAll((all) =>
        all.map((one) => one.querySelector('.vh')!.textContent + one.lastElementChild!.textContent!),
      );
  const stand = (...expected: readonly string[]) => expect.poll(rows, { timeout: 15_000 }).toEqual(expected);

  /** Takes a row by its middle to a place in another element, as a hand does, and keeps it there. */
  async function take(title: string, target: Locator, share: number): Promise<void> {
    const from = (await row(title).boundingBox())!;
    const to = (await target.boundingBox())!;
    const x = from.x + from.width / 3;
    await page.mouse.move(x, from.y + from.height / 2);
    await page.mouse.down();
    await page.mouse.move(x, from.y + from.height / 2 + 6, { steps: 3 });
    await page.mouse.move(x, to.y + to.height * share, { steps: 8 });
  }
  async function drag(title: string, target: Locator, share: number): Promise<void> {
    await take(title, target, share);
    await page.mouse.up();
  }

  async function submit(reason: string): Promise<void> {
    await page.getByLabel('Reason').fill(reason);
    await page.keyboard.press('Control+Enter');
    await page.getByRole('heading', { name: 'Your order is in' }).waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByLabel('Access code').waitFor();
  }

  it('is made with the mouse: placed, moved between others, tied, taken out', async () => {
    await open(0);
    await drag(TWICE, list().getByText('Nothing is placed yet'), 0.5);
    await stand(`place 1: ${TWICE}`, ...(await rows()).slice(1));
    await drag(EVEN, row(TWICE), 0.1);
    await stand(`place 1: ${EVEN}`, `place 2: ${TWICE}`, `not placed: ${BEFORE}`);
    await drag(BEFORE, row(EVEN), 0.9);
    await stand(`place 1: ${EVEN}`, `place 2: ${BEFORE}`, `place 3: ${TWICE}`);
    await drag(EVEN, row(TWICE), 0.5);
    await stand(`place 1: ${BEFORE}`, `place 2, shared: ${TWICE}`, `place 2, shared: ${EVEN}`);
    await drag(BEFORE, list().locator('.order-gap').last(), 0.5);
    await stand(`place 1, shared: ${TWICE}`, `place 1, shared: ${EVEN}`, `not placed: ${BEFORE}`);
  });

  it('shows a held row under the hand and where it would come, and leaves it where it was on Escape', async () => {
    await take(BEFORE, row(TWICE), 0.1);
    const held = page.locator('.order-row.dragging');
    const [under, target] = [await held.boundingBox(), await row(TWICE).boundingBox()];
    expect(Math.abs(under!.y + under!.height / 2 - (target!.y + target!.height * 0.1))).toBeLessThan(4);
    await page.locator('.aim-before').getByText(TWICE).waitFor();
    await settled(page);
    const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
    await page.keyboard.press('Escape');
    await held.waitFor({ state: 'detached' });
    await page.mouse.up();
    await stand(`place 1, shared: ${TWICE}`, `place 1, shared: ${EVEN}`, `not placed: ${BEFORE}`);
    await submit('Neither costs more than the other.');
  });

  it('is made with keys alone, row by row', async () => {
    await open(1);
    await row(EVEN).focus();
    await page.keyboard.press('p');
    await row(TWICE).focus();
    for (const key of ['p', 'Alt+ArrowUp']) await page.keyboard.press(key);
    await row(BEFORE).focus();
    for (const key of ['p', '=']) await page.keyboard.press(key);
    await stand(`place 1: ${TWICE}`, `place 2, shared: ${EVEN}`, `place 2, shared: ${BEFORE}`);
    await page.keyboard.press('Alt+ArrowDown');
    await stand(`place 1: ${TWICE}`, `place 2: ${EVEN}`, `place 3: ${BEFORE}`);
    await page.keyboard.press('Backspace');
    await stand(`place 1: ${TWICE}`, `place 2: ${EVEN}`, `not placed: ${BEFORE}`);
    await page.keyboard.press('Control+z');
    await stand(`place 1: ${TWICE}`, `place 2: ${EVEN}`, `place 3: ${BEFORE}`);
    await submit('By what it would cost.');
  });

  it('and both are in the file', async () => {
    await launched.close();
    const opened = openContest(contest.path, new Date().toISOString());
    if (!opened.ok) throw new Error(opened.error.message);
    const stored = all(
      opened.value.db,
      `SELECT p.alias AS alias, s.title AS title, r.place AS place
       FROM ranking_place r JOIN ranking k ON k.id = r.ranking JOIN participant p ON p.id = k.reviewer
       JOIN submission s ON s.id = r.submission
       WHERE r.place IS NOT NULL ORDER BY p.alias, r.place, s.title`,
    );
    opened.value.close();
    expect(stored).toEqual([
      { alias: 'Amber Lathe', title: TWICE, place: 1 },
      { alias: 'Amber Lathe', title: EVEN, place: 2 },
      { alias: 'Amber Lathe', title: BEFORE, place: 3 },
      { alias: 'Quiet Heron', title: EVEN, place: 1 },
      { alias: 'Quiet Heron', title: TWICE, place: 1 },
    ]);
  });
});
