import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ElectronApplication, Page } from 'playwright';
import { answerDialogs } from './fixturePage.ts';

type At = (name: string) => Promise<void>;

/** Ten thousand examples are read in a second, and in many on a machine that does much else. */
const patiently = { timeout: 120_000 };

/** A submission's findings, masking, form and versions, and every step of an import, in the example contest. */
export async function formScreens(app: ElectronApplication, page: Page, at: At, scratch: string): Promise<void> {
  await openSubmission(page, 'Left and right in a mirror');
  await page.keyboard.press('c');
  await page.getByRole('heading', { name: 'For the author' }).waitFor();
  await at('submission-findings');
  await page.keyboard.press('l');
  await page.getByRole('dialog').getByText('Dear author').waitFor();
  await at('submission-letter');
  await closeDialog(page);
  await page
    .getByRole('region', { name: 'Findings' })
    .getByRole('button', { name: /^row 31 prompt/ })
    .click();
  await page.locator('.is-found mark').waitFor();
  await at('submission-data-found');
  await page.keyboard.press('b');
  await page.getByRole('heading', { name: 'Blind roles read' }).waitFor();
  await at('submission-masking-form');
  await page
    .getByRole('region', { name: 'Texts that' })
    .getByRole('button', { name: /row 31/ })
    .click();
  await page.getByRole('region', { name: 'The text and' }).getByText('[e-mail address]').waitFor();
  await at('submission-masking');
  await page
    .getByRole('region', { name: 'Texts that' })
    .getByRole('button', { name: /metadata/ })
    .click();
  const remark = page.getByRole('region', { name: 'The remark and' });
  await remark.getByRole('img').waitFor();
  await page.keyboard.press('s');
  await page.getByText('It is shown below the plot.').waitFor();
  await page.keyboard.press('ArrowUp');
  await remark.getByRole('term').waitFor();
  await at('submission-masking-plot');
  await page.keyboard.press('Control+z');
  await page.getByRole('button', { name: 'Undo' }).waitFor({ state: 'detached' });
  await page.keyboard.press('f');
  await page.getByRole('region', { name: 'Form' }).waitFor();
  await at('submission-form');
  await openSubmission(page, 'Double negatives in house rules');
  await page.getByRole('tab', { name: /^Versions/ }).click();
  await page.getByText(/60 added/).waitFor();
  await at('submission-versions');
  await importScreens(app, page, at, scratch);
}

async function importScreens(app: ElectronApplication, page: Page, at: At, scratch: string): Promise<void> {
  const files = writeFiles(scratch);
  await choose(page, 'b');
  await page.getByRole('dialog', { name: /begins with its form/ }).waitFor();
  await at('import-form-first');
  await closeDialog(page);

  await answerDialogs(app, files.sheet);
  await choose(page, 'f');
  await page.getByRole('dialog', { name: 'Which column is what?' }).getByRole('row').nth(3).waitFor();
  await at('import-sheet');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('dialog', { name: 'What would be imported' }).waitFor();
  await at('import-sheet-tried');
  await closeDialog(page);

  await answerDialogs(app, files.broken);
  await choose(page, 's');
  await page.getByRole('dialog', { name: 'Nothing was stored' }).waitFor();
  await at('import-refused');
  await closeDialog(page);

  await answerDialogs(app, files.large);
  await choose(page, 's');
  const stored = page.getByRole('dialog', { name: 'Stored' });
  await stored.waitFor(patiently);
  await at('import-stored');
  await answerDialogs(app, files.runs);
  await stored.getByRole('button', { name: 'Import its results' }).click();
  await page.getByRole('dialog', { name: 'Import model results' }).waitFor();
  await at('import-runs');
  await page.getByRole('button', { name: /Import the runs/ }).click();
  const report = page.getByRole('dialog', { name: 'Model results' });
  await report.getByText(/One run is stored/).waitFor(patiently);
  await at('import-runs-report');
  await report.getByRole('button', { name: 'Open the submission' }).click();
  await page.getByRole('heading', { level: 1, name: 'even-numbers' }).waitFor();
  await page.keyboard.press('c');
  await page.getByRole('button', { name: 'Draw a sample' }).waitFor();
  await at('submission-sample');
  await page.getByLabel('Seed').fill('7');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Row numbers' }).click();
  await page.getByRole('dialog').waitFor();
  await at('submission-sample-rows');
  await closeDialog(page);
  // out of the contest again: reviewers are asked for their conflicts anew when a submission comes in
  await page.getByRole('button', { name: 'Withdraw', exact: true }).click();
  await page.getByRole('button', { name: 'Take it in again' }).waitFor();
}

function writeFiles(scratch: string) {
  const write = (name: string, text: string) => {
    const file = path.join(scratch, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
  };
  const rows = (n: number, from = 0) =>
    Array.from({ length: n }, (_, row) => `Is ${from + row} an even number?,"[' Yes', ' No']",${(from + row) % 2}`);
  const csv = (lines: readonly string[]) => `prompt,classes,answer_index\n${lines.join('\n')}\n`;
  write('forms/parity.csv', csv(rows(320)));
  const values = Array.from({ length: 10_050 }, (_, row) => `${row},0.5,1,-0.1`).join('\n');
  for (const model of ['ada', 'lantern-2b'])
    write(`runs/${model}.csv`, `index,loss,correct,total_logprob\n${values}\n`);
  return {
    sheet: write(
      'forms/answers.csv',
      `${[
        'Timestamp,Author names,Email,Title of your submission,Task description,Data file,Metric,Anything else?',
        '2022-08-01,Odile Vantongeren,odile@tornby.example,Parity,Even and odd numbers,parity.csv,classification,',
        '2022-08-02,Juno Achterberg,juno@tornby.example,Lost words,Words that are not there,words.csv,classification,Thanks',
      ].join('\n')}\n`,
    ),
    broken: write('broken.csv', csv([...rows(5), 'What?,"[\' Yes\']",7', 'Who?,"not a list",0'])),
    large: write('even-numbers.csv', csv(rows(10_050, 1_000_000))),
    runs: path.join(scratch, 'runs'),
  };
}

async function openSubmission(page: Page, title: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Find or do' }).fill(title);
  await page
    .getByRole('option', { name: new RegExp(`^${title}`) })
    .first()
    .waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
}

async function closeDialog(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

/** A way to import, by its key. */
async function choose(page: Page, key: string): Promise<void> {
  await page.keyboard.press('i');
  await page.getByRole('dialog', { name: 'Import', exact: true }).waitFor();
  await page.keyboard.press(key);
}
