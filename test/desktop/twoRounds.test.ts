import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { markHandlers as marks } from '../../electron/engine/marks.ts';
import { accepted } from '../engine/contestOnDisk.ts';
import { RoundsContest } from '../engine/roundsContest.ts';
import { launchAssay } from './launch.ts';
import { answerSaveDialog } from './screens.ts';

// From reviews to announced prizes and letters, both rounds, by keyboard. Reviews and versions come in between, in the
// way that their own desks take them.

describe('a contest of two rounds in a real window', () => {
  it('goes from reviews to announced prizes and letters', { timeout: 300_000 }, async () => {
    const contest = new RoundsContest();
    for (const id of ['a', 'b', 'c']) await contest.bring(id, 300);
    await contest.judge('a', 2, 'first words of a');
    await contest.judge('b', 1, 'first words of b');
    await contest.judge('c', 0, 'first words of c');
    accepted(
      await marks['submission.askRevision'](contest.organizer, { id: 'c', reason: 'Quiet Heron wants more rows.' }),
    );

    await contest.lent(() =>
      inWindow(contest.disk.path, async (page, { save }) => {
        await page.keyboard.press('g');
        await page.keyboard.press('d');
        await heading(page, 'Two prizes are settled.');
        await button(page, 'Freeze');
        await confirmed(page, 'Freeze');
        await page.getByText(/^Frozen [0-9a-f]{8}$/).waitFor();
        await page.keyboard.press('g');
        await page.keyboard.press('t');
        await heading(page, /^Round 1 is frozen: 2 prizes, \$25,000/);
        await button(page, 'Announce');
        await confirmed(page, 'Announce');
        await heading(page, /^Round 1 is announced: 2 prizes, \$25,000/);
        // ranking, public page, then the letters in order of rank
        await page.locator('#report-ranking').focus();
        for (const title of ['The public page', 'Task a', 'Task b', 'Task c']) {
          await page.keyboard.press('ArrowDown');
          await page.getByRole('region', { name: `${title}, as it will be` }).waitFor();
        }
        // its frame may run nothing, so that it is read as what was put into it
        const letter = page.locator('iframe[srcdoc*="You are invited to revise it"]');
        await letter.waitFor();
        const said = await letter.getAttribute('srcdoc');
        expect(said).toContain('another reviewer wants more rows.');
        expect(said).not.toMatch(/Heron|Lathe/i);
        const pdf = path.join(contest.disk.folder, 'letter.pdf');
        await save(pdf);
        await page.keyboard.press('p');
        await page.getByText('Saved as letter.pdf').waitFor();
        expect(readFileSync(pdf).subarray(0, 5).toString('latin1')).toBe('%PDF-');
        await button(page, 'Begin round 2');
        await confirmed(page, 'Begin round 2');
        await heading(page, /^Round 2 /);
      }),
    );

    await contest.bring('c', 310);
    await contest.judge('c', 2, 'second words of c');
    await contest.bring('d', 320);
    await contest.judge('d', 1, 'words of d');

    await contest.lent(() =>
      inWindow(contest.disk.path, async (page, { save }) => {
        await page.keyboard.press('g');
        await page.keyboard.press('d');
        // a holds its Second prize, and could have the only Grand as c could: nobody ranked them
        await heading(page, /two submissions are undecided\.$/);
        await page.keyboard.press('y');
        const dialog = page.getByRole('dialog');
        await dialog.getByRole('button', { name: 'Task c up' }).press('Enter');
        await dialog.getByLabel('Reason').fill('By the chair, after both were read again.');
        await button(page, 'Record the decision');
        await dialog.waitFor({ state: 'detached' });
        await heading(page, 'Four prizes are settled.');
        for (const [title, outcome] of [
          ['Task c', 'Grand'],
          ['Task a', 'Second'],
          ['Task b', 'Third'],
          ['Task d', 'Third'],
        ] as const) {
          await page.locator('.rank-row', { hasText: title }).filter({ hasText: outcome }).waitFor();
        }
        await button(page, 'Freeze');
        await confirmed(page, 'Freeze');
        await page.keyboard.press('g');
        await page.keyboard.press('t');
        await button(page, 'Announce');
        await confirmed(page, 'Announce');
        await heading(page, /^Round 2 is announced: 4 prizes, \$130,000/);
        await page.getByRole('tab', { name: /^Frozen decisions/ }).click();
        for (const name of ['Round 2, announced', 'Round 1, announced']) {
          const row = page.getByRole('button', { name: new RegExp(`^${name}`) });
          if ((await row.getAttribute('aria-expanded')) === 'false') await row.press('Enter');
          await page
            .getByRole('listitem')
            .filter({ hasText: name })
            .getByText(/the same, to the last place/)
            .waitFor();
        }
        const folder = path.join(contest.disk.folder, 'all');
        await save(folder);
        await page.keyboard.press('w');
        await page.getByText(/files written into all/).waitFor();
        const read = (name: string) => readFileSync(path.join(folder, name), 'utf8');
        expect(read('letters/c.html')).toMatch(/Grand prize[\s\S]*second words of c/);
        expect(read('letters/c.html')).not.toMatch(/first words of c|Heron|Lathe/i);
        expect(read('public.html')).toMatch(/4 prizes[\s\S]*Task c/);
        expect(existsSync(path.join(folder, 'letters', 'd.html'))).toBe(true);
      }),
    );
    expect(await contest.outcomes()).toEqual({ a: 'second', b: 'third', c: 'grand', d: 'third' });
  });
});

interface Hands {
  /** The next dialog that saves a file, or makes a folder, answers with this path. */
  readonly save: (file: string) => Promise<void>;
}

async function inWindow(file: string, work: (page: Page, hands: Hands) => Promise<void>): Promise<void> {
  const { app, page, close } = await launchAssay({ files: [file] });
  try {
    await page.getByText('Do next').waitFor();
    await work(page, { save: (target) => answerSaveDialog(app, target) });
  } finally {
    await close();
  }
}

async function heading(page: Page, name: string | RegExp): Promise<void> {
  await page.getByRole('heading', { level: 1, name }).waitFor();
}

async function button(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).press('Enter');
}

/** What cannot be taken back is asked about once. */
async function confirmed(page: Page, name: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name, exact: true }).press('Enter');
  await dialog.waitFor({ state: 'detached' });
}
