import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyContestFile } from '../../db/verify.ts';
import { answerDialogs, engineProcessId } from './fixturePage.ts';
import { type Launched, launchAssay } from './launch.ts';

/*
 * An organizer takes submissions in by every way but the plainest, by keyboard: a form that is typed and survives a kill, a
 * spreadsheet of forms, a data set in parts, a new version; then decides what blind roles see, and when the rounds close.
 */
describe('submissions as they come in', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'assay-forms-'));
  const contest = path.join(folder, 'forms.assay');
  const inFolder = (name: string) => path.join(folder, name);
  let assay: Launched;
  let page: Page;

  beforeAll(async () => {
    writeFiles(folder);
    assay = await launchAssay();
    page = assay.page;
    await page.getByRole('button', { name: /New contest/ }).waitFor();
    await answerDialogs(assay.app, contest);
    await page.keyboard.press('n');
    await page.getByText('Import the first submission').first().waitFor();
  });
  afterAll(async () => {
    await assay?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('asks a new contest for the days of its rounds, and takes them with a reason', async () => {
    await page.getByRole('button', { name: /Set the days/ }).click();
    await page.getByText('Round 2 is over').waitFor();
    await page.keyboard.press('d');
    const dialog = page.getByRole('dialog', { name: 'When the rounds are open' });
    await dialog.getByLabel('Round 2, last day').fill('2199-12-31');
    await dialog.getByLabel('Reason').fill('This contest is held later.');
    await page.keyboard.press('Control+Enter');
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('cell', { name: '31 December 2199' }).waitFor();
    await page.getByText('Round 2 closes at the end of: 31 December 2199, was 27 October 2022.').waitFor();
  });

  it('keeps what is typed in a form through a kill', async () => {
    await choose(page, 'b', /begins with its form/);
    await page.keyboard.type('Numbers that are even');
    await page.keyboard.press('Enter');
    await page.getByRole('tab', { name: /^Form/, selected: true }).waitFor();
    await page.getByLabel('What the task tests').focus();
    await page.keyboard.type('Whether a model knows an even number.');
    await page.getByText(/· kept, \d/).waitFor();
    const engine = await engineProcessId(assay.app);
    process.kill(engine, 'SIGKILL');
    assay.app.process().kill('SIGKILL');
    await assay.close();

    assay = await launchAssay({ files: [contest] });
    page = assay.page;
    await open(page, 'Numbers that are even');
    await page.getByRole('tab', { name: /^Form/, selected: true }).waitFor();
    await expect(page.getByLabel('What the task tests').inputValue()).resolves.toBe(
      'Whether a model knows an even number.',
    );
    await page.keyboard.press('Control+Enter');
    await page.getByText('Version 1 of the form is saved').waitFor();
  });

  it('takes the parts of a data set together, and names the part of a row', async () => {
    await assay.app.evaluate(({ dialog }, filePaths) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths });
    }, ['part-1.csv', 'part-2.csv', 'parts.json'].map(inFolder));
    await choose(page, 's', 'Stored');
    await expect(page.getByRole('dialog').textContent()).resolves.toMatch(/640 examples/);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Numbers in two files' }).waitFor();
    await page.keyboard.press('t');
    await page.getByRole('grid').getByText('part 1').first().waitFor();
  });

  it('maps a spreadsheet of forms, and remembers how', async () => {
    await answerDialogs(assay.app, inFolder('forms.csv'));
    await choose(page, 'f', 'Which column is what?');
    const said = page.getByLabel('What for? is');
    await said.selectOption({ label: 'Why it matters' });
    await page.keyboard.press('Control+Enter');
    const tried = page.getByRole('dialog', { name: 'What would be imported' });
    await tried.getByText(/1 row cannot be imported/).waitFor();
    await expect(tried.textContent()).resolves.toMatch(/There is no “lost.csv” beside the spreadsheet/);
    await page.keyboard.press('Control+Enter');
    await page.getByRole('dialog', { name: 'Imported', exact: true }).waitFor();
    await page.keyboard.press('Control+Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });

    await choose(page, 'f', 'Which column is what?');
    await page.getByText('mapped as they were for these heads before').waitFor();
    await expect(said.evaluate((select: HTMLSelectElement) => select.selectedOptions[0]?.label)).resolves.toBe(
      'Why it matters',
    );
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('leads from a finding to its cell, and decides there what blind roles see', async () => {
    await open(page, 'Letters to a desk');
    await page.keyboard.press('c');
    await page.getByRole('button', { name: /^row 3 prompt/ }).click();
    await expect(page.locator('.is-found mark').textContent()).resolves.toBe('desk@tornby.example');
    await expect(page.locator('.is-found button').evaluate((cell) => cell === document.activeElement)).resolves.toBe(
      true,
    );
    await page.keyboard.press('b');
    const pane = page.getByRole('region', { name: 'The text and what is read of it' });
    const list = page.getByRole('region', { name: 'Texts that may have to be hidden' });
    await list.getByText('2 of 2 texts undecided').waitFor();
    // the author's name in the form stands first
    await pane.getByText('As [name] wrote.').waitFor();
    await page.keyboard.press('s');
    await list.getByText('1 of 2 texts undecided').waitFor();
    await pane.getByText('[e-mail address]').waitFor();
    await page.keyboard.press('h');
    await list.getByText('2 texts, all decided').waitFor();
    await page.getByText('It is hidden.', { exact: true }).waitFor();
    await page.keyboard.press('Control+z');
    await list.getByText('1 of 2 texts undecided').waitFor();
    await page.keyboard.press('ArrowUp');
    await pane.getByText('Shown.').waitFor();
    await expect(pane.textContent()).resolves.not.toContain('[name]');
  });

  it('shows what a new version changed, word by word', async () => {
    await answerDialogs(assay.app, inFolder('letters-2.csv'));
    await page.keyboard.press('n');
    const stored = page.getByRole('dialog', { name: 'Stored' });
    await stored.getByText(/version 2/).waitFor();
    await page.keyboard.press('Enter');
    await stored.waitFor({ state: 'detached' });
    await page.getByRole('tab', { name: /^Versions/ }).click();
    const versions = page.getByRole('region', { name: 'Versions' });
    await versions.getByText(/1 changed, 1 added, 0 removed, 320 as they were/).waitFor();
    await expect(versions.locator('del').allTextContents()).resolves.toEqual(['desk@tornby.example']);
    await expect(versions.locator('ins').allTextContents()).resolves.toEqual(['nobody']);
  });

  it('writes the letter to the author without what is waived', async () => {
    await page.keyboard.press('c');
    await page.getByRole('button', { name: 'Waive with a reason' }).first().click();
    await page.getByLabel('Why it may stay').fill('Its plot came by mail.');
    await page.getByRole('button', { name: 'Waive', exact: true }).click();
    await page.getByText('Waived: Its plot came by mail.').waitFor();
    const letter = inFolder('letter.md');
    await answerDialogs(assay.app, letter);
    await page.keyboard.press('l');
    const dialog = page.getByRole('dialog', { name: 'Letter to the author' });
    await dialog.getByText('Dear author').waitFor();
    await expect(dialog.textContent()).resolves.not.toMatch(/ada, babbage/);
    await page.keyboard.press('s');
    await page.getByText('letter.md is saved').waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });

  it('leaves a contest that fits its record', async () => {
    await assay.close();
    const verified = await verifyContestFile(contest, { progress: () => {}, cancelled: () => false });
    expect(verified).toMatchObject({ ok: true, value: { ok: true } });
  });
});

/** A way to import, by its key; `next` is the dialog that follows. */
async function choose(page: Page, key: string, next: string | RegExp): Promise<void> {
  await page.keyboard.press('i');
  await page.getByRole('dialog', { name: 'Import', exact: true }).waitFor();
  await page.keyboard.press(key);
  await page.getByRole('dialog', { name: next }).waitFor();
}

async function open(page: Page, title: string): Promise<void> {
  await page
    .getByRole('navigation')
    .getByRole('button', { name: /^Submissions/ })
    .first()
    .click();
  await page.getByText(title, { exact: true }).first().click();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
}

function writeFiles(folder: string): void {
  const write = (name: string, text: string) => writeFileSync(path.join(folder, name), text);
  const header = 'prompt,classes,answer_index\n';
  const rows = (from: number, n: number) =>
    Array.from({ length: n }, (_, row) => `"Is ${from + row} even?\nAnswer:","[' Yes', ' No']",${(from + row) % 2}\n`);
  write('part-1.csv', header + rows(0, 320).join(''));
  write('part-2.csv', header + rows(5000, 320).join(''));
  write('parts.json', JSON.stringify({ title: 'Numbers in two files', metric: 'classification' }));
  const letters = rows(1_000_000, 321);
  letters[3] = `"From desk@tornby.example: is 3 even?\nAnswer:","[' Yes', ' No']",1\n`;
  write('letters.csv', header + letters.join(''));
  const mended = letters.map((row) => row.replace('desk@tornby.example', 'nobody'));
  write('letters-2.csv', header + [...mended, ...rows(2_000_000, 1)].join(''));
  write(
    'forms.csv',
    `${[
      'Title,Authors,Task description,Prior work,What for?,Data file,Metric',
      'Letters to a desk,Odile Vantongeren,Letters.,As Odile Vantongeren wrote.,It matters.,letters.csv,classification',
      'Lost words,Juno Achterberg,Words.,,,lost.csv,classification',
    ].join('\n')}\n`,
  );
}
