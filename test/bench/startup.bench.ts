// How long people wait before they can begin: the command line, and the window until its first paint, until the first
// screen can be used, and from picking the example contest until its overview is painted. Medians of five, after one
// start that is not counted.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { writeDemoContest } from '../../electron/engine/demo/demo.ts';
import { realSurroundings } from '../../electron/engine/surroundings.ts';
import { root } from '../../tools/project.mjs';
import { launchAssay } from '../desktop/launch.ts';
import { answerOpenDialog, settled } from '../desktop/screens.ts';
import { againstBaseline, median } from './measure.ts';

const TURNS = 5;
const folder = mkdtempSync(path.join(tmpdir(), 'assay-bench-'));
try {
  const small = path.join(folder, 'small.csv');
  writeFileSync(small, `prompt,classes,answer_index\n${`"Is 4 even?\nAnswer:","[' Yes', ' No']",0\n`.repeat(300)}`);
  await report({ 'assay --help': () => command('--help') });
  await report({ 'assay check, 300 rows': () => command('check', small) });

  const contest = path.join(folder, 'example.assay');
  const made = await writeDemoContest(contest, realSurroundings);
  if (!made.ok) throw new Error(made.error.message);
  const turns: Window[] = [];
  for (let turn = 0; turn <= TURNS; turn++) turns.push(await openWindow(contest));
  turns.shift();
  say(
    'window: first paint',
    turns.map((turn) => turn.painted),
  );
  say(
    'window: first screen usable',
    turns.map((turn) => turn.usable),
  );
  say(
    'window: example contest, overview painted',
    turns.map((turn) => turn.overview),
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function report(measured: Readonly<Record<string, () => Promise<number>>>): Promise<void> {
  for (const [name, measure] of Object.entries(measured)) {
    await measure();
    const times: number[] = [];
    for (let turn = 0; turn < TURNS; turn++) times.push(await measure());
    say(name, times);
  }
}

function say(name: string, times: readonly number[]): void {
  const sorted = [...times].sort((a, b) => a - b);
  const range = `(${sorted[0]!.toFixed(0)} to ${sorted.at(-1)!.toFixed(0)})`;
  console.log(againstBaseline(`start: ${name}`, median(times)), range);
}

/** Milliseconds from its start to its end, as built. */
async function command(...args: string[]): Promise<number> {
  const start = performance.now();
  const program = path.join(root, 'out', 'app', 'cli.js');
  const child = spawn(process.execPath, [program, ...args], { stdio: 'ignore' });
  const code = await new Promise((resolve) => child.once('exit', resolve));
  if (code !== 0) throw new Error(`assay ${args.join(' ')} ended with ${String(code)}`);
  return performance.now() - start;
}

/** In milliseconds; the first two from the start of the process, the third from the click. */
interface Window {
  readonly painted: number;
  readonly usable: number;
  readonly overview: number;
}

async function openWindow(contest: string): Promise<Window> {
  const start = Date.now();
  const { app, page, close } = await launchAssay();
  try {
    await page.getByRole('button', { name: /Open the example contest/ }).waitFor();
    const usable = Date.now() - start;
    // as text, because this file is also read where there is no page
    const paintedAt = await page.evaluate<number>(
      `new Promise((done) => {
        new PerformanceObserver((list) => {
          const paint = list.getEntriesByName('first-contentful-paint')[0];
          if (paint) done(performance.timeOrigin + paint.startTime);
        }).observe({ type: 'paint', buffered: true });
      })`,
    );
    await answerOpenDialog(app, contest);
    const click = performance.now();
    await page.getByRole('button', { name: /Open a contest/ }).click();
    await page.getByText('Do next').waitFor();
    await settled(page);
    return { painted: paintedAt - start, usable, overview: performance.now() - click };
  } finally {
    await close();
  }
}
