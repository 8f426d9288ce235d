import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeDemoContest } from '../../electron/engine/demo/demo.ts';
import { demoCodes } from '../../electron/engine/demo/people.ts';
import { realSurroundings } from '../../electron/engine/surroundings.ts';
import { answerDialogs } from './fixturePage.ts';
import { type Launched, launchAssay } from './launch.ts';
import { setOrganizerCode, signIn, signOut } from './screens.ts';

// The evidence as an organizer and then a reviewer walk through it: every view, what it suggests, what is saved of it.

describe('the evidence in a real window', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'assay-evidence-'));
  let assay: Launched;
  let page: Page;

  beforeAll(async () => {
    const contest = path.join(folder, 'contest.assay');
    const made = await writeDemoContest(contest, realSurroundings);
    if (!made.ok) throw new Error(made.error.message);
    assay = await launchAssay({ files: [contest] });
    page = assay.page;
    await page.evaluate(`window.refusedByPolicy = [];
      document.addEventListener('securitypolicyviolation', (event) => window.refusedByPolicy.push(event.violatedDirective));`);
    await page.getByText('Do next').waitFor();
  });
  afterAll(async () => {
    await assay?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is computed when somebody looks at it, and says what it suggests in the order of the criteria', async () => {
    await open('Double negatives in house rules');
    await page.locator('.sug > li').first().waitFor();
    const criteria = await page.locator('.sug-head b').allTextContents();
    expect(criteria).toEqual(['Strength', 'Generality', 'Coverage', 'Reproducibility']);
    await page.locator('.plot .main-svg .scatterlayer .trace').first().waitFor({ state: 'attached' });
    const table = page.getByRole('table', { name: /runs by family/ });
    await table.filter({ hasText: /davinci.*up in/s }).waitFor(); // it follows the plot
    await expect(page.locator('.plot figcaption').textContent()).resolves.toMatch(/GPT-3 rises from .* steps/);
  });

  it('shows error, a reproduction beside its original, and each subcategory by itself', async () => {
    await view('Error');
    await page.getByRole('heading', { name: 'Error by model size' }).waitFor();
    await view('Reproduction');
    await expect(page.locator('.plot figcaption').textContent()).resolves.toMatch(/GPT-3, reproduction/);
    await view('Subcategories');
    await page
      .getByRole('button', { name: /^archive/ })
      .first()
      .click();
    await page.getByRole('heading', { name: /“archive”/ }).waitFor();
    await page.getByRole('button', { name: /All \d+ subcategories/ }).click();
    await expect(page.locator('.multiple').count()).resolves.toBe(8);
    await page.locator('.multiple:focus', { hasText: 'archive' }).waitFor(); // back where one was
    // panes scroll, the frame of the window does not
    const moved = await page.evaluate<number>(`[...document.querySelectorAll('*')]
      .filter((element) => element.scrollTop > 0 && !/auto|scroll/.test(getComputedStyle(element).overflowY)).length`);
    expect(moved).toBe(0);
  });

  it('is led to by its suggestion: which subcategory is not inverse', async () => {
    await view('Loss');
    await page.getByRole('button', { name: /Which (one is|are) not\?/ }).click();
    await page.getByRole('heading', { name: /archive|By subcategory/ }).waitFor();
    await expect(page.locator('main').textContent()).resolves.toContain('archive');
  });

  it('is saved as SVG, PNG and CSV where the person says, with its caption', async () => {
    await view('Loss');
    for (const [kind, button] of [
      ['svg', 'Save SVG'],
      ['png', 'Save PNG'],
      ['csv', 'Save CSV'],
    ] as const) {
      const file = path.join(folder, `figure.${kind}`);
      await answerDialogs(assay.app, file);
      await page.getByRole('button', { name: 'Save the figure' }).click();
      await page.getByRole('img', { name: /as it will be saved/ }).waitFor();
      await page.getByRole('button', { name: button }).click();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      expect(existsSync(file)).toBe(true);
    }
    const svg = readFileSync(path.join(folder, 'figure.svg'), 'utf8');
    expect(svg).toMatch(/^<svg .*Double negatives in house rules: Loss by model size/s);
    expect(svg).toContain('GPT-3');
    const png = readFileSync(path.join(folder, 'figure.png'));
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect(png.readUInt32BE(16)).toBe(3 * 800); // three pixels to each of the figure's
    expect(readFileSync(path.join(folder, 'figure.csv'), 'utf8')).toMatch(
      /^subcategory,data set,.*\r\n.*gpt3,public,/s,
    );
  });

  it('is saved as a picture with the caption that was typed last', async () => {
    const file = path.join(folder, 'long.png');
    await answerDialogs(assay.app, file);
    await page.getByRole('button', { name: 'Save the figure' }).click();
    await page.getByRole('img', { name: /as it will be saved/ }).waitFor();
    await page.getByLabel('Caption').fill(Array.from({ length: 40 }, (_, line) => `Line ${line}.`).join('\n'));
    await page.getByRole('button', { name: 'Save PNG' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    const heightOf = (name: string) => readFileSync(path.join(folder, name)).readUInt32BE(20);
    expect(heightOf('long.png') - heightOf('figure.png')).toBeGreaterThan(3 * 17 * 20);
  });

  it('is copied as a picture', async () => {
    await assay.app.evaluate(({ clipboard }) => clipboard.clear());
    await page.getByRole('button', { name: 'Save the figure' }).click();
    await page.getByRole('img', { name: /as it will be saved/ }).waitFor();
    await page.getByRole('button', { name: 'Copy picture' }).click();
    await page.getByText('The picture is on the clipboard.').waitFor();
    await expect.poll(pictureOnClipboard).toBe(true);
    await page.keyboard.press('Escape');
  });

  it('hangs on a wall, walked by keyboard, sorted and filtered, and a tile opens its submission', async () => {
    await page.keyboard.press('g');
    await page.keyboard.press('w');
    const wall = page.getByRole('grid', { name: /Small plots/ });
    await wall.waitFor();
    const lacking = page.getByRole('button', { name: 'Resample them' });
    await lacking.click();
    await lacking.waitFor({ state: 'detached' });
    await expect.poll(() => page.getByText(/not resampled|Resampling/).count(), { timeout: 60_000 }).toBe(0);
    await page.getByRole('radio', { name: 'Slope' }).check({ force: true });
    await page.locator('select.wall-shape').selectOption({ index: 1 });
    await wall.focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowLeft');
    const title = await page.locator('.wall-tile.is-current b').textContent();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: title ?? '' }).waitFor();
  });

  it('names no private model to a reviewer, in no view and in nothing that is saved', async () => {
    await setOrganizerCode(page);
    await signOut(page);
    await signIn(page, demoCodes.reviewer);
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Find or do' }).fill('Sarcastic reviews');
    await page.keyboard.press('Enter');
    await page.locator('.plot .main-svg .trace').first().waitFor({ state: 'attached' });
    await page
      .getByText(/Points to|Too little to say/)
      .first()
      .waitFor();
    await expect(page.locator('.points-to dt').allTextContents()).resolves.toEqual([
      'Strength',
      'Generality',
      'Coverage',
      'Reproducibility',
      'Labels',
    ]);
    expect(await page.content()).toMatch(/private 1/i);
    expect(await page.content()).not.toMatch(/orrery/i);
    for (const [kind, button] of [
      ['svg', 'Save SVG'],
      ['csv', 'Save CSV'],
    ] as const) {
      const file = path.join(folder, `blind.${kind}`);
      await answerDialogs(assay.app, file);
      await page.getByRole('button', { name: 'Save the figure' }).click();
      await page.getByRole('img', { name: /as it will be saved/ }).waitFor();
      await page.getByRole('button', { name: button }).click();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      const saved = readFileSync(file, 'utf8');
      expect(saved).toMatch(/private 1/i);
      expect(saved).not.toMatch(/orrery/i);
    }
  });

  it('asks the content policy for nothing that it refuses', async () => {
    await expect(page.evaluate('window.refusedByPolicy')).resolves.toEqual([]);
  });

  /** Electron 33 answers at once, later ones with a promise. */
  function pictureOnClipboard(): Promise<boolean> {
    return assay.app.evaluate(async ({ clipboard }) => {
      const either = clipboard as unknown as {
        availableFormats?: () => readonly string[];
        has: (type: string) => boolean | Promise<boolean>;
      };
      return either.availableFormats?.().includes('image/png') ?? (await either.has('image/png'));
    });
  }

  async function open(title: string): Promise<void> {
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Find or do' }).fill(title);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
  }

  function view(name: string): Promise<void> {
    return page.getByRole('radio', { name, exact: true }).check({ force: true });
  }
});
