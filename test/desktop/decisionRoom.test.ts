import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeDemoContest } from '../../electron/engine/demo/demo.ts';
import { realSurroundings } from '../../electron/engine/surroundings.ts';
import { type Launched, launchAssay } from './launch.ts';

// The decision room by keyboard: a tie that a task asks about, one that a ruling breaks, a cap with a reason, a what-if.

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
});
