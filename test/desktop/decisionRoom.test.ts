import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Locator, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeDemoContest } from '../../electron/engine/demo/demo.ts';
import { demoCodes } from '../../electron/engine/demo/people.ts';
import { realSurroundings } from '../../electron/engine/surroundings.ts';
import { type Launched, launchAssay } from './launch.ts';
import { setOrganizerCode, signIn, signOut } from './screens.ts';

// The decision room by keyboard: a tie that a task asks about, one that a ruling breaks, a cap with a reason, a what-if,
// and a tie that a reviewer's answer to the task settles.

describe('the decision room in a real window', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'assay-room-'));
  let assay: Launched;
  let page: Page;
  const finding = () => page.getByRole('heading', { level: 1 });

  beforeAll(async () => {
    const contest = path.join(folder, 'contest.assay');
    const made = await writeDemoContest(contest, realSurroundings);
    if (!made.ok) throw new Error(made.error.message);
    assay = await launchAssay({ files: [contest] });
    page = assay.page;
    await page.getByText('Do next').waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('d');
    await page.locator('.rank-row').first().waitFor();
  });
  afterAll(async () => {
    await assay?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('works out how firm everything is when it is entered', async () => {
    await page
      .getByRole('img', { name: /^In .*%/ })
      .first()
      .waitFor();
    await page.getByText(/2,000 draws of reviews, seed 1/).waitFor();
  });

  it('opens a ranking task for exactly the tied with one key, and closes it with another', async () => {
    await page.keyboard.press('t');
    await page.getByText(/^Ranking task opened/).waitFor();
    await page.getByText(/A ranking task for exactly these is open/).waitFor();
    await page.keyboard.press('Control+z');
    await page.getByText(/A ranking task for exactly these is open/).waitFor({ state: 'detached' });
  });

  it('breaks a tie by an order with a reason, and opens it again', async () => {
    const before = await finding().textContent();
    expect(before).toMatch(/undecided/);
    await page.keyboard.press('y');
    await page.getByLabel('Reason').fill('Drawn by lot before witnesses.');
    await page.getByRole('button', { name: 'Record the decision' }).press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByRole('heading', { name: /Organizers’ rulings/ }).waitFor();
    await page.getByRole('heading', { level: 1, name: before ?? '', exact: true }).waitFor({ state: 'detached' });
    await page.keyboard.press('Control+z');
    await page.getByRole('heading', { name: /Organizers’ rulings/ }).waitFor({ state: 'detached' });
    await page.getByRole('heading', { level: 1, name: before ?? '', exact: true }).waitFor();
  });

  it('changes a cap with a reason', async () => {
    await page.keyboard.press('c');
    await page.getByLabel('Third, at most in both rounds').fill('11');
    await page.getByLabel('Reason').fill('Eleven deserved one.');
    await page.getByRole('button', { name: /^Save version/ }).press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByText(/of 11 ·/).waitFor();
  });

  it('shows what a turned level would change beside what is, and goes back with one key', async () => {
    const before = await finding().textContent();
    await page.keyboard.press('Home');
    await page.keyboard.press('h');
    await page.locator('.turn').first().waitFor();
    await page.locator('.turn').first().press('0');
    const frame = page.getByRole('region', { name: 'What if' });
    await frame.getByText(/gives .* a 0 for/).waitFor();
    await frame.getByText(/would change\./).waitFor();
    await expect(finding().textContent()).resolves.toBe(before);
    await page.keyboard.press('Escape');
    await frame.waitFor({ state: 'detached' });
    await expect(page.locator('.turn').count()).resolves.toBe(0);
  });

  it('stands at the last submission on one key, and at the first on another, in a narrow window too', async () => {
    // so narrow that the rail stands under the list and scrolls with it
    await assay.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1280, 800));
    const rows = page.locator('.rank-row');
    for (const [key, row] of [
      ['End', rows.last()],
      ['Home', rows.first()],
    ] as const) {
      await page.keyboard.press(key);
      await expect.poll(() => row.evaluate((element) => element.matches(':focus'))).toBe(true);
      await expect.poll(() => inView(row)).toBe(true);
    }
  });

  it('settles a group by the order of one who answers its task', async () => {
    const before = await finding().textContent();
    await page.keyboard.press('Home');
    const pair = page.locator('.rank-row').filter({ hasText: 'Grand or Second' });
    await expect(pair.count()).resolves.toBe(2);
    await page.keyboard.press('t');
    await page.getByText(/A ranking task for exactly these is open/).waitFor();
    let organizer = '';
    await setOrganizerCode(page, async () => {
      organizer = (await page.getByRole('dialog').locator('.code').textContent()) ?? '';
    });
    await signOut(page);

    await signIn(page, demoCodes.reviewer);
    await page.getByRole('region', { name: 'Your review' }).waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Find or do' }).fill('Rank 2 submissions');
    await page
      .getByRole('option', { name: /Rank 2 submissions/ })
      .first()
      .waitFor();
    await page.keyboard.press('Enter');
    const list = page.getByRole('listbox', { name: /^Order/ });
    await list.waitFor();
    const last = list.getByRole('option').nth(1);
    const below = /Literal recipes|Who knew first\?/.exec((await last.textContent()) ?? '')?.[0] ?? '';
    await list.locator('[tabindex="0"]').press('p');
    await page.getByText('1 submission of 2 placed').waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('p');
    await page.getByText('2 submissions of 2 placed').waitFor();
    await page.getByLabel('Reason').fill('It says more.');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('heading', { level: 1, name: 'Your order is in' }).waitFor();
    await signOut(page);

    await signIn(page, organizer);
    await page.getByRole('navigation', { name: 'Contest' }).waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('d');
    await page.locator('.rank-row').first().waitFor();
    await expect(finding().textContent()).resolves.not.toBe(before);
    await expect(pair.count()).resolves.toBe(0);
    const second = page.locator('.rank-row').filter({ hasText: below });
    await expect(second.textContent()).resolves.toMatch(/^Place 2.*Second/);
  });
});

async function inView(row: Locator): Promise<boolean> {
  const [box, foot] = await Promise.all([row.boundingBox(), row.page().locator('footer').boundingBox()]);
  return box !== null && foot !== null && box.y > 0 && box.y + box.height <= foot.y;
}
