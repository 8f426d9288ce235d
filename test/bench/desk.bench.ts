// From the key that confirms a vote to the next example painted, in a real window, the vote on disk (synchronous = FULL),
// in a contest of a million examples that are all dealt. The clock is the page's own: from the event's time stamp to the
// task after the frame in which the next example stood.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { labelCodes, makeLabelContest } from '../desktop/labelContest.ts';
import { launchAssay } from '../desktop/launch.ts';
import { setOrganizerCode, signIn, signOut } from '../desktop/screens.ts';
import { againstBaseline, median } from './measure.ts';

const EXAMPLES = Number(process.env.ASSAY_BENCH_EXAMPLES ?? 1_000_000);
const VOTES = Number(process.env.ASSAY_BENCH_VOTES ?? 400);

/** A folder for the contest, which takes minutes to make and is found there the next time. */
const kept = process.env.ASSAY_BENCH_FOLDER;

const folder = kept ?? mkdtempSync(path.join(tmpdir(), 'assay-bench-desk-'));
try {
  const begun = performance.now();
  const file = path.join(folder, 'labels.assay');
  const contest = existsSync(file)
    ? { path: file, codes: labelCodes(4) }
    : await makeLabelContest({ folder, metrics: ['classification'], examples: EXAMPLES, contractors: 4 });
  console.log(`a contest of ${EXAMPLES} examples after ${((performance.now() - begun) / 1000).toFixed(0)} s`);
  if (process.argv.includes('--make')) process.exit();
  const { page, close } = await launchAssay({ files: [contest.path] });
  try {
    const pages = page.getByRole('navigation', { name: 'Contest' });
    await pages.or(page.getByLabel('Access code')).waitFor();
    if (await pages.isVisible()) {
      await setOrganizerCode(page);
      await signOut(page);
    }
    await signIn(page, contest.codes[0]!);
    await page.getByRole('heading', { level: 1, name: /open/ }).waitFor();
    const opening = performance.now();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: /^Example \d/ }).waitFor();
    console.log(`opened the task in ${(performance.now() - opening).toFixed(0)} ms`);
    const times: number[] = [];
    await page.evaluate(watchPaints);
    for (let vote = 0; vote < VOTES; vote++) {
      await page.keyboard.press('1');
      await page.keyboard.press('Enter');
      times.push(await page.evaluate<number>('window.nextPaint()'));
    }
    const sorted = times.slice(20).sort((a, b) => a - b);
    const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
    console.log(againstBaseline('desk: key to next example, median', median(sorted)));
    console.log(againstBaseline('desk: key to next example, 99th percentile', at(0.99)));
    console.log(`  90th ${at(0.9).toFixed(1)} ms, slowest ${sorted.at(-1)!.toFixed(1)} ms, of ${sorted.length}`);
  } finally {
    await close();
  }
} finally {
  if (!kept) rmSync(folder, { recursive: true, force: true });
}

/** Runs in the page: `nextPaint()` gives the milliseconds of the latest Enter, once its example is painted. */
function watchPaints(): void {
  let pressed = 0;
  let waiting: ((milliseconds: number) => void) | null = null;
  let measured: number | null = null;
  window.addEventListener(
    'keydown',
    (event) => {
      if (event.key === 'Enter') pressed = event.timeStamp;
    },
    { capture: true },
  );
  const channel = new MessageChannel();
  channel.port1.onmessage = () => {
    measured = performance.now() - pressed;
    waiting?.(measured);
  };
  const name = () => document.querySelector('h1')?.textContent ?? '';
  let last = name();
  new MutationObserver(() => {
    if (name() === last || !name().startsWith('Example')) return;
    last = name();
    // a message is handled after the frame that is being made
    requestAnimationFrame(() => channel.port2.postMessage(null));
  }).observe(document.body, { subtree: true, childList: true, characterData: true });
  Object.assign(window, {
    nextPaint: () =>
      new Promise<number>((resolve) => {
        const done = (milliseconds: number) => {
          measured = null;
          waiting = null;
          resolve(milliseconds);
        };
        if (measured !== null) done(measured);
        else waiting = done;
      }),
  });
}
