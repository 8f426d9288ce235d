import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { all } from '../../db/connection.ts';
import { openContest } from '../../db/contest.ts';
import { verifyContestFile } from '../../db/verify.ts';
import type { Answer } from '../../shared/contract/labels.ts';
import { axeFindings } from './axe.ts';
import { type LabelContest, makeLabelContest, metrics } from './labelContest.ts';
import { type Launched, launchAssay } from './launch.ts';
import { type PortMessage, recordPorts } from './portMessages.ts';
import { settled, signIn } from './screens.ts';

const EXAMPLES = 50;
const KNOWN = 8;

describe('a contractor at the desk, with the keyboard alone', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'assay-desk-'));
  let contest: LabelContest;
  let launched: Launched;
  let page: Page;
  const broken: string[] = [];
  const messages: PortMessage[] = [];

  beforeAll(async () => {
    contest = await makeLabelContest({
      folder,
      metrics,
      examples: EXAMPLES,
      known: KNOWN,
      settings: { practice: 2, knownRate: 0.1 },
    });
    launched = await launchAssay({ files: [contest.path] });
    page = launched.page;
    await page.addInitScript(recordPorts);
    await page.reload();
    // whoever opens a contest without an organizer code is its organizer: the finder signs out once a code is set
    await page.getByRole('navigation', { name: 'Contest' }).waitFor();
  });
  afterAll(async () => {
    await launched?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function axe(name: string): Promise<void> {
    broken.push(...(await axeFindings(page, name)));
  }

  it('signs in as a contractor', async () => {
    await page.keyboard.press('g');
    await page.keyboard.press('p');
    await page.keyboard.press('a');
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    await page.keyboard.press('Enter');
    await dialog.locator('.code').waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await page.keyboard.press('x');
    await page.getByLabel('Access code').waitFor();
    await page.evaluate('window.heardByPort.length = 0');
    await signIn(page, contest.codes[0]!);
    await page.getByRole('heading', { level: 1, name: /open/ }).waitFor();
    await axe('home');
  });

  it.each(metrics.map((_, place) => place))('practises and labels task %i', async (place) => {
    await page.keyboard.press('1');
    await heading(page, /^Practice example 1 of 2$/);
    if (place === 0) await axe('practice');
    for (let n = 1; n <= 2; n++) {
      await heading(page, new RegExp(`^Practice example ${n} of 2$`));
      for (const key of await keysFor(page, n === 1)) await page.keyboard.press(key);
      await page.keyboard.press('Enter');
      await page.locator('.said').waitFor();
      expect(await page.locator('.said').textContent()).toMatch(n === 1 ? /^\s*Right\./ : /another one/);
      await axe(`feedback ${place}.${n}`);
      await page.keyboard.press('Enter');
    }
    await heading(page, /^Practice is over$/);
    await page.keyboard.press('Enter');
    await heading(page, /^Example 1 of/);
    await axe(`example of task ${place}`);
    const total = Number(/of (\d+)$/.exec((await page.locator('h1').textContent())!)![1]);
    expect(total).toBeGreaterThan(EXAMPLES);
    for (let n = 1; n <= total; n++) {
      await heading(page, new RegExp(`^Example ${n} of`));
      if (n === 3) await detours(place);
      for (const key of await keysFor(page, true)) await page.keyboard.press(key);
      await page.keyboard.press('Enter');
    }
    await heading(page, /^Task \d+ is done$/);
    await axe(`end of task ${place}`);
    await page.keyboard.press('Enter');
    // the end's own heading says "done" too, and the next key belongs to the list
    await page.getByRole('heading', { level: 1, name: /^Task \d+ is done$/ }).waitFor({ state: 'detached' });
    await page.getByRole('heading', { level: 1, name: /open|done/ }).waitFor();
    await settled(page);
  });

  /** Everything else that a key does, in the middle of a task: which metric comes first is left to chance. */
  async function detours(place: number): Promise<void> {
    const at = (n: number) => heading(page, new RegExp(`^Example ${n} of`));
    // undo twice, and both again
    await page.keyboard.press('u');
    await at(2);
    await page.keyboard.press('u');
    await at(1);
    await page.keyboard.press('Enter');
    await at(2);
    await page.keyboard.press('Enter');
    await at(3);
    // back, change, undo the change
    await page.keyboard.press('ArrowLeft');
    await at(2);
    const [right] = await keysFor(page, true);
    const [wrong] = await keysFor(page, false);
    await page.keyboard.press(wrong!);
    await page.keyboard.press('Enter');
    await at(3);
    await page.keyboard.press('u');
    await at(2);
    await page.locator('.choice.on kbd', { hasText: right! }).waitFor();
    await page.keyboard.press('ArrowRight');
    await at(3);
    // flag and note
    await page.keyboard.press('f');
    await page.getByRole('menu', { name: 'Flag this example' }).waitFor();
    await axe(`flag menu in task ${place}`);
    await page.keyboard.press('1');
    await page.getByText('Flagged: ambiguous.').waitFor();
    await page.keyboard.press('n');
    await page.getByRole('textbox', { name: 'Note for the organizers' }).waitFor();
    await page.keyboard.type('two readings');
    await axe(`note in task ${place}`);
    await page.keyboard.press('Escape');
    // a break
    await page.keyboard.press('b');
    await heading(page, /^On a break$/);
    await axe(`break in task ${place}`);
    await page.keyboard.press('Enter');
    await at(3);
    // the list of earlier ones
    await page.keyboard.press('h');
    await page.getByRole('dialog', { name: 'Earlier examples' }).waitFor();
    await page.locator('.history button').first().waitFor();
    await axe(`earlier examples in task ${place}`);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await at(1);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await at(3);
    // the list of keys
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys' }).waitFor();
    await axe(`keys in task ${place}`);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('s');
    await at(4);
    await page.keyboard.press('ArrowLeft');
    await at(3);
  }

  it('and every key said what is on disk', async () => {
    messages.push(...(await page.evaluate<PortMessage[]>('window.heardByPort')));
    await launched.close();
    const opened = openContest(contest.path, new Date().toISOString());
    if (!opened.ok) throw new Error(opened.error.message);
    const votes = all<{ metric: string; prompt: string; answer: string; flag: string | null; note: string }>(
      opened.value.db,
      `SELECT v.metric AS metric, coalesce(e.prompt, x.prompt) AS prompt, c.answer AS answer, c.flag AS flag, c.note AS note
       FROM current_vote c JOIN label_deal d ON d.id = c.deal JOIN version v ON v.key = d.version
       LEFT JOIN example e ON e.key = d.version * 4294967296 + c.row
       LEFT JOIN extra_example x ON x.version = d.version AND x.row = c.row`,
    );
    for (const metric of metrics) {
      const own = votes.filter((vote) => vote.metric === metric);
      expect(own.length, metric).toBeGreaterThan(EXAMPLES);
      for (const vote of own) expect(JSON.parse(vote.answer)).toEqual(rightAnswer(metric, vote.prompt));
    }
    const noted = votes.filter((vote) => vote.flag !== null);
    expect(noted.map(({ flag, note }) => [flag, note])).toEqual(metrics.map(() => ['ambiguous', 'two readings']));
    opened.value.close();
    const verified = await verifyContestFile(contest.path, { progress: () => {}, cancelled: () => false });
    expect(verified).toMatchObject({ ok: true, value: { problems: [] } });
  });

  it('and axe finds nothing on any of the screens', () => {
    expect(broken).toEqual([]);
  });

  it('and no message to the window carried what a contractor must not know', () => {
    const heard = messages.filter((message) => message.way === 'heard');
    expect(heard.length).toBeGreaterThan(4 * EXAMPLES);
    // the organizers' remark on a practice example comes with its answer, once the contractor's own is on disk
    const answers = heard.filter((message) => /"known":/.test(message.text));
    expect(answers).toHaveLength(2 * metrics.length);
    const practised = messages.filter((message) => message.way === 'said' && message.text.includes('labels.practise'));
    expect(practised).toHaveLength(2 * metrics.length);
    for (const message of heard) {
      if (answers.includes(message)) continue;
      expect(message.text).not.toContain(contest.marker);
      expect(message.text).not.toMatch(
        /answer_?index|"row"|"kind":"(sample|known)"|"sample"|subcategory|author|\.csv/i,
      );
    }
  });
});

const heading = (page: Page, name: RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();

/** The keys of the right answers to what stands on the screen, read from the screen; or of wrong ones. */
async function keysFor(page: Page, right: boolean): Promise<string[]> {
  const questions = await page.locator('fieldset.ask').evaluateAll((groups) =>
    groups.map((group) => ({
      name: group.querySelector('legend')?.textContent ?? '',
      options: [...group.querySelectorAll('.choices .choice')].map((choice) => ({
        key: choice.querySelector('kbd')?.textContent ?? '',
        text: choice.querySelector('.choice-text')?.textContent ?? '',
      })),
    })),
  );
  const passages = await page.locator('.passage').allTextContents();
  return questions.map(({ name, options }) => {
    const number = Number(/Number (\d+)/.exec(passages[name.includes('second') ? 1 : 0]!)![1]);
    const word = name.includes('answer')
      ? number % 2 === 0
        ? 'Even'
        : 'Odd'
      : name.includes('another') || name.includes('Another')
        ? 'No'
        : 'Yes';
    const wanted = name.startsWith('Should') ? 'Yes' : word;
    return options.find((option) => option.text.includes(wanted) === right)!.key;
  });
}

function rightAnswer(metric: string, prompt: string): Answer {
  const number = Number(/Number (\d+)/.exec(prompt)![1]);
  const parity = (n: number) => ({ choice: n % 2 });
  if (metric === 'classification') return { kind: 'classification', answer: parity(number) };
  if (metric === 'sequence_prob') return { kind: 'sequence_prob', right: true, others: false };
  return { kind: 'logodds', first: parity(number), second: parity(number + 1), matters: 'yes' };
}
