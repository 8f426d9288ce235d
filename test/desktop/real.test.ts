import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { answerDialogs } from './fixturePage.ts';
import { type Launched, launchAssay } from './launch.ts';

// Real submissions and runs lie beside the checkout on machines that have them; nothing of them is kept in the project.
const real = process.env.ASSAY_REAL ?? fileURLToPath(new URL('../../../shared/real', import.meta.url));

/** What the window has to say of each folder: how many examples, whether it asks for the metric, how the runs end. */
const folders = [
  { name: 'syllogism-0shot-gpt2', examples: '1,000', report: /Four runs are stored\./ },
  { name: 'syllogism-0shot-gpt3', examples: '1,000', report: /Four runs are stored\./ },
  { name: 'conjunction-fallacy-0shot-gpt2', examples: '1,000', report: /Four runs are stored\./ },
  { name: 'conjunction-fallacy-0shot-gpt3', examples: '1,000', report: /Four runs are stored\./ },
  { name: 'dice-0shot-gpt2', examples: '1,560', report: /Four runs are stored\..*4,680.*1,560.*3,120/s },
  { name: 'dice-0shot-gpt3-[bad line endings]', examples: '1,560', report: /Four runs are stored\..*1,500.*60/s },
  { name: 'lambada-1k_gpt2', examples: '1,000', report: /Two runs are stored\./ },
  { name: 'lambada-1k_gpt3', examples: '1,000', report: /Four runs are stored\./ },
  { name: 'QA-v2-gpt3', examples: '40', metric: 'logodds', report: /Four runs are stored\..*labelled_data\.jsonl/s },
  { name: 'QA-v2-gpt3-abs', examples: '40', metric: 'absolute_logodds', report: /Four runs are stored\./ },
] as const;

if (!existsSync(real)) {
  it('has no real folders to import in the window: ../shared/real is not there', () => {
    expect(existsSync(real)).toBe(false);
  });
} else {
  const home = mkdtempSync(path.join(tmpdir(), 'assay-real-window-'));
  let assay: Launched;
  let page: Page;
  beforeAll(async () => {
    assay = await launchAssay();
    page = assay.page;
    await page.getByRole('button', { name: /New contest/ }).waitFor();
    await answerDialogs(assay.app, path.join(home, 'real.assay'));
    await page.keyboard.press('n');
    await page.getByText('Import the first submission').first().waitFor();
  });
  afterAll(async () => {
    await assay?.close();
    rmSync(home, { recursive: true, force: true });
  });

  const startImport = async (file: string) => {
    await answerDialogs(assay.app, file);
    await page.keyboard.press('i');
    await page.getByRole('dialog', { name: 'Import', exact: true }).waitFor();
    await page.keyboard.press('s');
  };

  for (const folder of folders) {
    it(`imports ${folder.name} in the window, submission and results`, async () => {
      await startImport(path.join(real, folder.name, 'data.csv'));
      if ('metric' in folder) {
        await page.getByRole('dialog', { name: 'Which metric is it?' }).waitFor();
        await page.getByRole('radio', { name: new RegExp(`^${folder.metric}`) }).check();
        await page.keyboard.press('Enter');
      }
      const stored = page.getByRole('dialog', { name: 'Stored' });
      await stored.waitFor();
      expect(await stored.textContent()).toContain(`${folder.examples} examples`);
      await answerDialogs(assay.app, path.join(real, folder.name));
      await stored.getByRole('button', { name: 'Import its results' }).click();
      await page.getByRole('button', { name: /Import the runs/ }).click();
      const report = page.getByRole('dialog', { name: 'Model results' });
      await report.waitFor();
      expect(await report.textContent()).toMatch(folder.report);
      await page.keyboard.press('Escape');
      await report.waitFor({ state: 'detached' });
    });
  }

  it('refuses anchoring-test by the name of its kind, and stores nothing of it', async () => {
    await startImport(path.join(real, 'anchoring-test', 'data.csv'));
    const refused = page.getByRole('dialog', { name: 'Nothing was stored' });
    await refused.waitFor();
    expect(await refused.textContent()).toMatch(/numeric kind/);
    await page.keyboard.press('Escape');
    await refused.waitFor({ state: 'detached' });
    await page
      .getByRole('navigation')
      .getByRole('button', { name: /^Submissions/ })
      .click();
    await page.getByRole('heading', { name: `${folders.length} submissions` }).waitFor();
  });
}
