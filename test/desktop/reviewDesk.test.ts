import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Locator, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { all } from '../../db/connection.ts';
import { openContest } from '../../db/contest.ts';
import { verifyContestFile } from '../../db/verify.ts';
import { axeFindings } from './axe.ts';
import { type Launched, launchAssay } from './launch.ts';
import { type PortMessage, recordPorts } from './portMessages.ts';
import { aliases, EXAMPLES, MARKER, makeReviewContest, type ReviewContest, titles } from './reviewContest.ts';
import { signIn } from './screens.ts';

/** Levels that each reviewer gives, in the order of `aliases`: the last one stands two steps from both others. */
const LEVELS = ['2', '2', '0'] as const;

describe('a panel from its deal to an order, with the keyboard alone', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'assay-review-'));
  const userData = path.join(folder, 'user');
  const broken: string[] = [];
  /** What the window heard while a reviewer was signed in, by alias. */
  const heard = new Map<string, string[]>();
  let contest: ReviewContest;
  let launched: Launched;
  let page: Page;
  /** The organizer's code, as it was shown. */
  let code = '';

  beforeAll(async () => {
    contest = await makeReviewContest(folder);
    launched = await launchAssay({ files: [contest.path], userData });
    page = launched.page;
    await page.addInitScript(recordPorts);
    await page.reload();
    await page.getByRole('navigation', { name: 'Contest' }).waitFor();
  });
  afterAll(async () => {
    await launched?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function axe(name: string): Promise<void> {
    broken.push(...(await axeFindings(page, name)));
  }

  const heading = (name: string | RegExp, level?: number) =>
    page.getByRole('heading', { name, ...(level ? { level } : {}) }).waitFor();
  const gone = (what: Locator) => what.waitFor({ state: 'detached' });

  async function press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await page.keyboard.press(key);
  }

  /** As somebody goes there who has no mouse: what cannot be reached fails. */
  async function tabTo(target: Locator): Promise<void> {
    await target.waitFor();
    for (let presses = 0; presses < 100; presses++) {
      if (await target.evaluate((element) => element === element.ownerDocument.activeElement)) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`Tab does not lead to ${target}`);
  }

  /** By the finder, since the queue stands in an order that is drawn at random. */
  async function find(what: string): Promise<void> {
    await press('Control+k');
    await page.getByRole('combobox', { name: 'Find or do' }).fill(what);
    await page
      .getByRole('option', { name: new RegExp(what) })
      .first()
      .waitFor();
    await press('Enter');
    await gone(page.getByRole('dialog'));
  }

  const review = () => page.getByRole('region', { name: 'Your review' });

  async function openSubmission(title: string): Promise<void> {
    await find(title);
    await heading(title, 1);
    await review().getByRole('radio').first().waitFor();
  }

  async function organizerLeaves(): Promise<void> {
    await press('g', 'p');
    await page.getByRole('button', { name: /^Sign out/ }).waitFor();
    await press('x');
    await page.getByLabel('Access code').waitFor();
  }

  async function signInAs(place: number): Promise<void> {
    await page.evaluate('window.heardByPort.length = 0');
    await signIn(page, contest.codes[place]!);
  }

  async function signOutAs(alias: string): Promise<void> {
    await tabTo(page.getByRole('button', { name: 'Sign out' }));
    await press('Enter');
    await page.getByLabel('Access code').waitFor();
    const messages = await page.evaluate<PortMessage[]>('window.heardByPort');
    const told = messages.filter(({ way }) => way === 'heard').map(({ text }) => text);
    heard.set(alias, [...(heard.get(alias) ?? []), ...told]);
  }

  it('the organizer looks at the deal, locks a pair out, reads what would help, and deals', async () => {
    await press('g', 'v', '2');
    await heading('What is asked for');
    await press('r');
    const grid = page.getByRole('grid', { name: 'Deal' });
    await grid.waitFor();
    await page.getByText('Every submission gets what is asked for.').waitFor();
    await axe('dry run');
    const cell = grid.locator('[tabindex="0"]');
    await tabTo(cell);
    const label = (await cell.getAttribute('aria-label'))!;
    const title = titles.find((one) => label.includes(one))!;
    const who = label.slice(0, label.indexOf(`, ${title}`));
    await press('n');
    // three are asked for of each and there are three reviewers
    const problems = page.getByRole('list', { name: 'Problems' });
    await problems.getByText(`“${title}”`).first().waitFor();
    await problems.getByText(/^\s*What would help/).waitFor();
    await axe('a deal that cannot be served');
    await cell.and(page.getByLabel(`${who}, ${title}: locked: never`)).waitFor();
    await press('Control+z');
    await page.getByText('Every submission gets what is asked for.').waitFor();
    await press('k');
    await page.getByLabel(`${who}, ${title}: locked: is to review it`).waitFor();
    await press('ArrowRight', 'ArrowDown', 'd');
    await page.getByText('9 reviews dealt').waitFor();
    await gone(grid);
    await heading(/of 9 reviews are in\.$/);
  });

  it('draws a code and signs out', async () => {
    await press('g', 'p');
    await heading(/./, 1);
    await page
      .getByRole('button', { name: /organizer code/i })
      .first()
      .waitFor();
    await press('a');
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    await press('Enter');
    code = (await dialog.locator('.code').textContent())!;
    await press('Escape');
    await gone(dialog);
    await organizerLeaves();
  });

  /** States conflicts where they were not stated yet. */
  async function arrive(place: number): Promise<void> {
    await signInAs(place);
    await heading('Conflicts and topics', 1);
    const wish = page.getByRole('radiogroup', { name: 'topic 1' });
    await wish.getByRole('radio', { name: 'I can', checked: true }).waitFor();
    if (place === 0) await axe('before work');
    await tabTo(page.getByLabel(/^Your own name/));
    await page.keyboard.type(`Somebody Number ${place}`);
    await tabTo(page.getByRole('button', { name: /^Compare/ }));
    await press('Enter');
    await page.getByText('No submission is kept from you.').waitFor();
    await tabTo(wish.getByRole('radio', { name: 'I can' }));
    await press('ArrowLeft');
    await wish.getByRole('radio', { name: 'I want to', checked: true }).waitFor();
    if (place === 0) await axe('conflicts stated');
    await press('Escape');
    await review().waitFor();
  }

  async function fillIn(level: '0' | '1' | '2', place: number): Promise<void> {
    for (let criterion = 1; criterion <= 6; criterion++) {
      await press(level);
      await press('r');
      await review().locator('textarea:focus').waitFor();
      await page.keyboard.type('because of it');
      await press('Escape', 'ArrowDown');
      await review().getByText(`${criterion} of 6`).waitFor();
    }
    await press('4');
    await review().getByText('nothing missing').waitFor();
    await tabTo(review().getByLabel('Strengths'));
    await page.keyboard.type('Short and to the point.');
    await tabTo(review().getByLabel('For the organizers only'));
    await page.keyboard.type(`UNSAID BY ${place}`);
  }

  async function submit(version: number): Promise<void> {
    await press('Control+Enter');
    const dialog = page.getByRole('dialog', { name: /^Your review of/ });
    await dialog.waitFor();
    await press('Control+Enter');
    await gone(dialog);
    await review().getByRole('heading', { name: 'Submitted' }).waitFor();
    await review().getByText(`version ${version}`).waitFor();
  }

  it.each(aliases.map((alias, place) => [alias, place] as const))(
    '%s states conflicts, reviews and submits',
    async (alias, place) => {
      await arrive(place);
      await page.getByText(alias).first().waitFor();
      await openSubmission(titles[0]);
      if (place === 0) await detours();
      await fillIn(LEVELS[place]!, place);
      if (place === 0) await axe('form');
      await submit(1);
      if (place < 2) await signOutAs(alias);
    },
  );

  /** What else a key does: a decline and its way back, undo, the tabs, the search and one example whole. */
  async function detours(): Promise<void> {
    await press('x');
    await page.getByRole('dialog', { name: /^Decline/ }).waitFor();
    await axe('decline');
    await tabTo(page.getByLabel(/^Reason/));
    await page.keyboard.type('too close to my own work');
    await press('Control+Enter');
    await gone(page.getByRole('dialog'));
    await page.getByText('is declined.').waitFor();
    // beside the way back its title has its line, and not a column of single letters
    const title = page.getByRole('region', { name: 'Declined' }).getByText(titles[0]);
    expect((await title.boundingBox())!.height).toBeLessThan(30);
    await axe('declined');
    await press('u');
    await heading(titles[0], 1);
    await review().getByRole('radio').first().waitFor();
    const chosen = review().locator('.opts .on');
    await press('1');
    await chosen.first().waitFor();
    await press('Control+z');
    await gone(chosen);
    for (const [key, tab] of [
      ['d', 'Description'],
      ['t', 'Data'],
      ['l', 'Labels'],
      ['o', 'Overview'],
    ] as const) {
      await press(key);
      await page.getByRole('tab', { name: new RegExp(`^${tab}`), selected: true }).waitFor();
    }
    await press('/');
    const search = page.getByRole('searchbox', { name: /^Search/ });
    await search.and(page.locator(':focus')).waitFor();
    await page.keyboard.type(`of ${7 * 7919}`); // the beginning of 70 × 7919 too
    await page.getByText(`2 examples of ${EXAMPLES}`).waitFor();
    await press('ArrowDown', 'ArrowDown', 'Enter');
    await page
      .getByRole('dialog')
      .getByText(`${70 * 7919}`)
      .waitFor();
    await axe('an example whole');
    await press('Escape');
    await gone(page.getByRole('dialog'));
    await press('o');
    await page.getByRole('tab', { name: 'Overview', selected: true }).waitFor();
  }

  it('the last one reads the others, answers, revises, and sees what changed', async () => {
    await press('v');
    await heading('You have not read the others’ reviews');
    await axe('others closed');
    await press('Enter');
    await heading(/^You differ on 6 criteria of 6/);
    await axe('others open');
    await tabTo(page.getByLabel('Your answer'));
    await page.keyboard.type('I had missed the second half.');
    await press('Control+Enter');
    await review().getByRole('listitem').getByText('I had missed the second half.').waitFor();
    await press('Alt+y');
    await review().getByRole('heading', { name: 'Submitted' }).waitFor();
    await press('a');
    await review().getByRole('radio').first().waitFor();
    await press('1');
    await review().locator('.opts .on', { hasText: 'roughly' }).waitFor();
    await submit(2);
    await press('h');
    await page.getByText('after reading the others').waitFor();
    await axe('history');
    await press('y');
    await signOutAs('Slow Comet');
  });

  it('the organizer reads what the panel says, and asks for an order', async () => {
    await signIn(page, code);
    await page.getByRole('navigation', { name: 'Contest' }).waitFor();
    await press('g', 'v', '3');
    await heading('Agreement');
    // by the versions from before others were opened, in which the last one stood two steps below both on everything
    await page.getByRole('row', { name: /^Slow Comet −2.00/ }).waitFor();
    await page.getByRole('row', { name: /^Quiet Heron \+1.00/ }).waitFor();
    await page.getByText(/5 levels stand two steps from all others/).waitFor();
    await axe('panel');
    const map = page.getByRole('region', { name: 'Map of levels' });
    await tabTo(map.locator('[data-cell][tabindex="0"]'));
    await press('ArrowRight');
    const label = (await map.locator('[data-cell]:focus').getAttribute('aria-label'))!;
    await press('Enter');
    const dialog = page.getByRole('dialog', { name: titles[0] });
    await dialog.getByRole('radiogroup', { name: 'Reviewer' }).waitFor();
    await dialog.getByRole('radio', { name: label.split(',')[0]!, checked: true }).waitFor();
    // to the first, then on to whoever wrote two versions
    const comet = dialog.getByRole('radio', { name: 'Slow Comet' });
    await press('p', 'p');
    for (let step = 0; step < aliases.length && !(await comet.isChecked()); step++) await press('n');
    await dialog.getByText(/after the others’ reviews were read/).waitFor();
    await dialog.getByText('I had missed the second half.').waitFor();
    await axe('reading');
    await press('Escape');
    await gone(dialog);
    await press('4');
    await heading('No ranking task is open');
    await press('o');
    const opening = page.getByRole('dialog', { name: 'Open a ranking task' });
    await opening.getByRole('checkbox').first().waitFor();
    await tabTo(opening.getByLabel(/^Reason/));
    await page.keyboard.type('One prize is left.');
    for (const title of titles) {
      const box = opening.getByRole('checkbox', { name: new RegExp(title) });
      await tabTo(box);
      if (!(await box.isChecked())) await press(' ');
    }
    await axe('open a task');
    await tabTo(opening.getByRole('button', { name: 'Open the task' }));
    await press('Enter');
    await gone(opening);
    await heading('One prize is left.');
  });

  it('changes the rubric, and asks for new reviews in place of those that are in', async () => {
    await press('5');
    await heading(/^Version 1, which holds/);
    await press('e');
    const save = page.getByRole('button', { name: 'Save version 2' });
    await save.waitFor();
    await tabTo(page.getByLabel('Question').first());
    await press('End');
    await page.keyboard.type(' Now.');
    await axe('rubric editor');
    // behind some seventy fields and buttons, each of which a Tab goes through
    await page.getByLabel('Reason for the change').focus();
    await page.keyboard.type('It was not clear.');
    await press('Enter');
    await heading(/^Version 2, which holds/);
    const ask = page.getByRole('button', { name: /^Ask for new reviews/ });
    await tabTo(ask);
    await press('Enter');
    await page.getByText(/3 reviews of it are asked for anew/).waitFor();
    await axe('asked anew');
    await press('Control+z');
    await page.getByText(/Not mapped: 3 reviews/).waitFor();
    await tabTo(ask);
    await press('Enter');
    await page.getByText(/3 reviews of it are asked for anew/).waitFor();
    await press('1');
    await page.getByText(/^3 reviews under version 1 of the rubric are asked for anew/).waitFor();
    await organizerLeaves();
  });

  it('a reviewer writes anew: the words stand there, and the levels are to be chosen', async () => {
    await signInAs(1);
    await find(titles[0]);
    await review().getByText('The rubric changed').waitFor();
    await axe('to be written anew');
    await press('a');
    await review().getByText('0 of 6').waitFor();
    for (let criterion = 1; criterion <= 6; criterion++) {
      await press('1', 'ArrowDown');
      await review().getByText(`${criterion} of 6`).waitFor();
    }
    await press('4');
    await review().getByText('nothing missing').waitFor();
    await submit(2);
    await signOutAs('Amber Lathe');
  });

  it('and the organizer says how the others are read under it', async () => {
    await signIn(page, code);
    await page.getByRole('navigation', { name: 'Contest' }).waitFor();
    await press('g', 'v', '5');
    await page.getByText(/2 reviews of it are asked for anew/).waitFor();
    await tabTo(page.getByRole('button', { name: /^Map the levels/ }));
    await press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Read version 1 as version 2' });
    await dialog.waitFor();
    await axe('mapping');
    await tabTo(dialog.getByLabel('Reason'));
    await page.keyboard.type('Only words changed.');
    await press('Enter');
    await gone(dialog);
    await page.getByText('Only words changed.').waitFor();
    await organizerLeaves();
  });

  it('a reviewer orders what the decision asks about', async () => {
    await signInAs(2);
    await review().waitFor();
    await find('Rank 3 submissions');
    const list = page.getByRole('listbox', { name: /^Order/ });
    await list.waitFor();
    await axe('ranking');
    await tabTo(list.locator('[tabindex="0"]'));
    await press('p');
    await page.getByText('1 submission of 3 placed').waitFor();
    await press('ArrowDown', 'p');
    await page.getByText('2 submissions of 3 placed').waitFor();
    await press('=');
    await list.getByText('1 =').nth(1).waitFor();
    await tabTo(page.getByLabel('Reason'));
    await page.keyboard.type('Both of them cost somebody something.');
    await press('Control+Enter');
    await heading('Your order is in', 1);
    await axe('ranked');
    await signOutAs('Slow Comet');
  });

  it('and the organizer reads the order', async () => {
    await signIn(page, code);
    await page.getByRole('navigation', { name: 'Contest' }).waitFor();
    await press('g', 'v', '4');
    await page.getByText('Both of them cost somebody something.').waitFor();
    await page.getByText('1 submission not placed').waitFor();
    await axe('order');
  });

  it('and all of it is in the file, which verifies', async () => {
    await launched.close();
    const opened = openContest(contest.path, new Date().toISOString());
    if (!opened.ok) throw new Error(opened.error.message);
    const { db } = opened.value;
    const versions = all<{ alias: string; revision: number; rubric: number; form: string }>(
      db,
      `SELECT p.alias AS alias, r.revision AS revision, r.rubric AS rubric, r.form AS form
       FROM review r JOIN participant p ON p.id = r.reviewer ORDER BY r.submitted_at`,
    );
    expect(versions.map(({ alias, revision, rubric }) => [alias, revision, rubric])).toEqual([
      ['Quiet Heron', 1, 1],
      ['Amber Lathe', 1, 1],
      ['Slow Comet', 1, 1],
      ['Slow Comet', 2, 1],
      ['Amber Lathe', 2, 2],
    ]);
    for (const { form } of versions)
      expect(JSON.parse(form)).toMatchObject({ confidence: 4, strengths: 'Short and to the point.' });
    expect(all(db, 'SELECT text FROM review_answer')).toEqual([{ text: 'I had missed the second half.' }]);
    expect(all(db, 'SELECT place FROM ranking_place ORDER BY place')).toEqual([{ place: 1 }, { place: 1 }]);
    expect(all(db, 'SELECT count(*) AS n FROM conflict_statement')).toEqual([{ n: 3 }]);
    expect(all(db, 'SELECT topic, wish FROM topic_wish')).toEqual(
      aliases.map(() => ({ topic: 'topic 1', wish: 'wants' })),
    );
    expect(all(db, 'SELECT lock FROM assignment_lock')).toEqual([{ lock: 'keep' }]);
    opened.value.close();
    const verified = await verifyContestFile(contest.path, { progress: () => {}, cancelled: () => false });
    expect(verified).toMatchObject({ ok: true, value: { problems: [] } });
  });

  it('and no message to a reviewer’s window carried an author, a file, or what is for the organizers only', () => {
    expect([...heard.keys()]).toEqual([...aliases]);
    for (const [place, alias] of aliases.entries()) {
      const messages = heard.get(alias)!;
      expect(messages.length).toBeGreaterThan(20);
      for (const text of messages) {
        expect(text).not.toMatch(new RegExp(`${MARKER}|Institute|\\.csv`, 'i'));
        for (const [other] of aliases.entries()) if (other !== place) expect(text).not.toContain(`UNSAID BY ${other}`);
      }
    }
  });

  it('and nothing that Electron keeps for a user, logs among it, holds a name, a review or the words of a statement', () => {
    const secrets = [MARKER, 'Somebody Number', 'UNSAID BY', 'Short and to the point.', contest.codes[0]!, code];
    const files = readdirSync(userData, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    expect(files.map(({ name }) => name).filter((name) => name.endsWith('.log'))).not.toEqual([]);
    for (const file of files) {
      const kept = readFileSync(path.join(file.parentPath, file.name));
      for (const secret of secrets) {
        for (const encoding of ['latin1', 'utf16le'] as const) {
          expect(kept.includes(Buffer.from(secret, encoding)), `${secret} in ${file.name}`).toBe(false);
        }
      }
    }
    for (const secret of secrets) expect(launched.output()).not.toContain(secret);
  });

  it('and axe finds nothing on any of the screens', () => {
    expect(broken).toEqual([]);
  });
});
