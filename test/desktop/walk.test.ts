import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openContest } from '../../db/contest.ts';
import { verifyContestFile } from '../../db/verify.ts';
import { answerDialogs, dropFile } from './fixturePage.ts';
import { type Launched, launchAssay } from './launch.ts';
import { settled, signIn, signOut } from './screens.ts';

/*
 * One contest from nothing to its ranking, through the real window and mostly by keyboard: an organizer imports a
 * submission and its results and invites people, a contractor labels, two reviewers review, the organizer sees a prize.
 */
describe('a contest from nothing to its ranking', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'assay-walk-'));
  const contest = path.join(folder, 'walk.assay');
  let assay: Launched;
  let page: Page;
  const codes = { organizer: '', contractor: '', reviewers: [] as string[] };

  beforeAll(async () => {
    writeFiles(folder);
    assay = await launchAssay();
    page = assay.page;
  });
  afterAll(async () => {
    await assay?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('begins with an empty contest that says what to do first', async () => {
    await page.getByRole('button', { name: /New contest/ }).waitFor();
    await answerDialogs(assay.app, contest);
    await page.keyboard.press('n');
    await page.getByText('Import the first submission').first().waitFor();
  });

  it('refuses a broken file with its row and column, and stores nothing', async () => {
    await answerDialogs(assay.app, path.join(folder, 'broken.csv'));
    await page.keyboard.press('i');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('s');
    const dialog = page.getByRole('dialog', { name: 'Nothing was stored' });
    await dialog.waitFor();
    await expect(dialog.textContent()).resolves.toMatch(/answer_index/);
    await page.keyboard.press('Escape');
    await open('Submissions');
    await page
      .getByText('No submissions yet')
      .or(page.getByText(/first submission/i))
      .first()
      .waitFor();
  });

  it('imports a submission and its results', async () => {
    await answerDialogs(assay.app, path.join(folder, 'parity.csv'));
    await page.keyboard.press('i');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('s');
    const stored = page.getByRole('dialog', { name: 'Stored' });
    await stored.waitFor();
    await expect(stored.textContent()).resolves.toMatch(/500 examples/);
    await answerDialogs(assay.app, path.join(folder, 'runs'));
    await stored.getByRole('button', { name: 'Import its results' }).click();
    await page.getByRole('dialog', { name: 'Import model results' }).waitFor();
    await page.getByRole('button', { name: /Import the runs/ }).click();
    const report = page.getByRole('dialog', { name: 'Model results' });
    await report.waitFor();
    await expect(report.textContent()).resolves.toMatch(/Four runs are stored/);
    await page.keyboard.press('Escape');
    await open('Submissions');
    await page.getByText('parity').first().click();
    await page.keyboard.press('Enter');
    await page.getByRole('tab', { name: /Evidence/ }).waitFor();
    await page.locator('.main-svg').first().waitFor();
    await expect(page.getByRole('table').first().textContent()).resolves.toMatch(/davinci/);
  });

  it('types the form, which is kept and saved, and waives that it came in late', async () => {
    await page.keyboard.press('f');
    await page.getByLabel('What the task tests').fill('Whether a number is odd or even.');
    await page.getByLabel('Author 1, Name').fill('Odile Vantongeren');
    await page.getByText(/2 fields changed/).waitFor();
    await page.keyboard.press('Control+Enter');
    await page.getByText('Version 1 of the form is saved').waitFor();
    await page.getByRole('tab', { name: /Evidence/ }).click();
    await page.getByRole('button', { name: 'Waive with a reason' }).first().click();
    await page.getByLabel('Why it may stay').fill('This contest has no closing day.');
    await page.getByRole('button', { name: 'Waive', exact: true }).click();
    await page.getByText('Waived: This contest has no closing day.').waitFor();
  });

  it('invites people with codes that are shown once', async () => {
    await open('People');
    codes.contractor = (await invite('Contractors', 1))[0]!;
    codes.reviewers = await invite('Reviewers', 2);
    expect(codes.reviewers).toHaveLength(2);
    await page.getByRole('button', { name: 'Set an organizer code' }).first().click();
    await page.getByRole('dialog').getByRole('button', { name: 'Draw a code' }).click();
    codes.organizer = (await page.locator('.code').textContent())!.trim();
    expect(codes.organizer).toMatch(/^([0-9A-Z]{4}-){3}[0-9A-Z]{4}$/);
    await page.keyboard.press('Escape');
  });

  it('deals labels and asks both reviewers', async () => {
    await openSubmission('Labels');
    await page.getByLabel('Examples', { exact: true }).fill('6');
    await page.getByLabel('Contractors an example').fill('1');
    await page.getByLabel('Instructions').fill('Even numbers can be halved.');
    await page.getByRole('button', { name: 'Deal labels' }).click();
    await page
      .getByText(/0 \/ 6|0 of 6/)
      .first()
      .waitFor();
    await page.getByRole('tab', { name: /Reviews/ }).click();
    const reviewers = page.getByRole('region', { name: 'Assign reviewers' }).getByRole('checkbox');
    await reviewers.nth(1).waitFor();
    for (const box of await reviewers.all()) await box.check();
    await page.getByRole('button', { name: 'Assign 2 reviewers' }).click();
    await page.getByRole('button', { name: 'Assign 2 reviewers' }).waitFor({ state: 'detached' });
  });

  it('a contractor labels blind, by keyboard', async () => {
    await open('People');
    await signOut(page);
    await signIn(page, codes.contractor.toLowerCase().replaceAll('-', ' '));
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await page.content()).not.toContain('parity');
    await page.keyboard.press('Enter');
    for (let n = 0; n < 6; n++) {
      const prompt = page.getByText(/Is \d+ even/).first();
      await prompt.waitFor();
      const number = Number(/Is (\d+) even/.exec((await prompt.textContent())!)![1]);
      const word = number % 2 === 0 ? 'Yes' : 'No';
      const choices = await page
        .getByRole('radio')
        .evaluateAll((all) => all.map((one) => one.closest('label, [role="radio"], li')?.textContent ?? ''));
      const key = choices.findIndex((text) => text.includes(word)) + 1;
      expect(key, choices.join(' | ')).toBeGreaterThan(0);
      await page.keyboard.press(String(key));
      await page.keyboard.press('Enter');
      if (n < 5) await page.getByText(`Is ${number} even`).waitFor({ state: 'detached' });
    }
    await page.getByRole('heading', { name: /^Task \d+ is done$/ }).waitFor();
    await page.keyboard.press('Enter');
    await signOut(page);
  });

  it('two reviewers fill the form under aliases', async () => {
    const aliases: string[] = [];
    for (const code of codes.reviewers) {
      await signIn(page, code);
      await page.getByLabel(/^Your own name/).fill('Somebody Else');
      await page.getByRole('button', { name: /^Compare/ }).click();
      await page.getByText('No submission is kept from you.').waitFor();
      await page.keyboard.press('Escape');
      const review = page.getByRole('region', { name: 'Your review' });
      await review.getByRole('radio').first().waitFor();
      aliases.push(
        (await page
          .getByText(/^[A-Z][a-z]+ [A-Z][a-z]+$/)
          .first()
          .textContent())!,
      );
      for (let criterion = 0; criterion < 6; criterion++) {
        await page.keyboard.press('1');
        await page.keyboard.press('ArrowDown');
      }
      await review.getByText('6 of 6').waitFor();
      await review.getByRole('radio', { name: '4', exact: true }).first().check({ force: true });
      await review.getByText('confidence missing').waitFor({ state: 'detached' });
      await page.keyboard.press('Control+Enter');
      await page.getByRole('dialog').waitFor();
      await page.keyboard.press('Control+Enter');
      await page
        .getByText(/Submitted/)
        .first()
        .waitFor();
      await signOut(page);
    }
    expect(new Set(aliases).size).toBe(2);
  });

  it('the organizer sees the prize and why', async () => {
    await signIn(page, codes.organizer);
    await open('Decision');
    await page.getByRole('heading', { level: 1, name: /One prize is settled/ }).waitFor();
    await page.getByText('parity').first().click();
    await page.getByText('2 reviews count.').waitFor();
    await settled(page);
  });

  it('takes a submission that is dropped on the window, and one from the menu', async () => {
    await dropFile(page, path.join(folder, 'parity.csv'));
    await page.getByRole('dialog', { name: 'Stored' }).waitFor();
    await page.keyboard.press('Escape');
    await answerDialogs(assay.app, path.join(folder, 'parity.csv'));
    await assay.app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('import-submission')?.click());
    await page.getByRole('dialog', { name: 'Stored' }).waitFor();
    await page.keyboard.press('Escape');
    await open('Submissions');
    await page.getByRole('heading', { name: '3 submissions' }).waitFor();
  });

  it('leaves a file whose record is whole, with every step in it', async () => {
    await assay.close();
    const opened = openContest(contest, new Date().toISOString());
    if (!opened.ok) throw new Error(opened.error.message);
    const kinds = opened.value.db.prepare('SELECT DISTINCT kind FROM event').pluck().all();
    opened.value.close();
    expect(kinds).toEqual(
      expect.arrayContaining([
        'contest.created',
        'submission.imported',
        'results.imported',
        'participants.invited',
        'labels.dealt',
        'review.assigned',
        'vote.cast',
        'review.submitted',
        'session.signedIn',
      ]),
    );
    const verified = await verifyContestFile(contest, { progress: () => {}, cancelled: () => false });
    expect(verified).toMatchObject({ ok: true, value: { ok: true, problems: [] } });
  });

  async function open(label: string): Promise<void> {
    await page
      .getByRole('navigation')
      .getByRole('button', { name: new RegExp(`^${label}`) })
      .first()
      .click();
    await settled(page);
  }

  async function openSubmission(tab: string): Promise<void> {
    await open('Submissions');
    await page.getByText('parity').first().click();
    await page.keyboard.press('Enter');
    await page.getByRole('tab', { name: new RegExp(`^${tab}`) }).click();
  }

  async function invite(role: 'Contractors' | 'Reviewers', many: number): Promise<string[]> {
    await page.keyboard.press('i');
    const dialog = page.getByRole('dialog');
    await dialog.getByText(role, { exact: true }).click();
    await dialog.getByLabel('How many').fill(String(many));
    await page.keyboard.press('Enter');
    await dialog.locator('.slips').waitFor();
    const slips = await dialog.locator('.slips .mono').allTextContents();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    return slips;
  }
});

/** A task on which larger models do worse, its runs, and the same file with an answer that is out of range. */
function writeFiles(folder: string): void {
  const rows = Array.from({ length: 500 }, (_, n) => `"Is ${n} even?\nAnswer:","[' Yes', ' No']",${n % 2}`);
  const header = 'prompt,classes,answer_index';
  writeFileSync(path.join(folder, 'parity.csv'), `${header}\n${rows.join('\n')}\n`);
  writeFileSync(
    path.join(folder, 'broken.csv'),
    `${header}\n${[...rows.slice(0, 3), `"Odd?","[' Yes', ' No']",7`].join('\n')}\n`,
  );
  const runs = path.join(folder, 'runs');
  mkdirSync(runs);
  for (const [place, model] of ['ada', 'babbage', 'curie', 'davinci'].entries()) {
    const lines = rows.map(
      (_, n) => `${n},${(0.5 + 0.2 * place + 0.001 * (n % 50)).toFixed(3)},${n % 4 > place ? 1 : 0},-0.4`,
    );
    writeFileSync(path.join(runs, `${model}.csv`), `index,loss,correct,total_logprob\n${lines.join('\n')}\n`);
  }
}
