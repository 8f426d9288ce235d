// What a reviewer waits for in a real window, with submissions of 10,000 examples in each of which one name is masked:
// from the key that opens one until title, data and form are painted (to be under 300 ms; each is opened for the first
// time), and from each letter that is typed into the search until the rows that it finds are (to be under 50 ms). Without
// a debounce the second is what the eye sees. ASSAY_BENCH_ROWS for another size.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright';
import { launchAssay } from '../desktop/launch.ts';
import { setOrganizerCode, signIn, signOut } from '../desktop/screens.ts';
import { longReview } from './longReview.ts';
import { againstBaseline, median } from './measure.ts';

/** Milliseconds by the page's own clock, from the key to the frame after the one in which it stands. As text: no page here. */
const watch = (done: string) => `window.measured = new Promise((told) => {
  window.addEventListener('keydown', () => {
    const start = performance.now();
    const look = () => {
      if (${done}) requestAnimationFrame(() => told(performance.now() - start));
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  }, { once: true, capture: true });
}); 0`;

const rows = Number(process.env.ASSAY_BENCH_ROWS ?? 10_000);
const SUBMISSIONS = 7;
const TYPED = 'minutes past noon';
const folder = mkdtempSync(path.join(tmpdir(), 'assay-bench-'));
try {
  const file = path.join(folder, 'long.assay');
  const contest = await longReview(file, { rows, submissions: SUBMISSIONS, masked: true });
  contest.close();
  const { page, close } = await launchAssay({ files: [file] });
  try {
    await setOrganizerCode(page);
    await signOut(page);
    await signIn(page, contest.code);
    await page.getByRole('heading', { level: 1, name: 'Conflicts and topics' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('region', { name: 'Your review' }).getByRole('radio').first().waitFor();
    const opening: number[] = [];
    for (let turn = 1; turn < SUBMISSIONS; turn++) opening.push(await open(page));
    opening.shift(); // the first one compiles
    say(`opens ${rows} examples`, opening);
    const typing: number[] = [];
    await page.keyboard.press('/');
    await page.locator('.data-search input:focus').waitFor();
    for (const letter of TYPED) typing.push(await type(page, letter));
    say('a letter of a search', typing);
  } finally {
    await close();
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function say(name: string, times: readonly number[]): void {
  const sorted = [...times].sort((a, b) => a - b);
  const range = `(${sorted[0]!.toFixed(0)} to ${sorted.at(-1)!.toFixed(0)})`;
  console.log(againstBaseline(`review: window: ${name}`, median(times)), range);
}

/** The next one by its key; each has as many examples, so the number beside "Data" is waited for anew with the title. */
async function open(page: Page): Promise<number> {
  const before = await page.locator('.evidence h1').textContent();
  const done = `document.querySelector('.evidence h1')?.textContent !== ${JSON.stringify(before)}
    && document.querySelector('.evidence [role="tab"] small') !== null
    && document.querySelector('.evidence .example-text') !== null
    && document.querySelector('.form input[type="radio"]') !== null`;
  return timed(page, 'n', done);
}

function type(page: Page, letter: string): Promise<number> {
  return timed(page, letter, `document.querySelector('[role="grid"][aria-busy="false"]') !== null`);
}

async function timed(page: Page, key: string, done: string): Promise<number> {
  await page.evaluate(watch(done));
  await page.keyboard.press(key);
  return page.evaluate<number>('window.measured');
}
