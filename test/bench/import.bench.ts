// How fast a classification file becomes a submission, and how much memory that takes: the whole command line in a
// process of its own, from its start to its end. ASSAY_BENCH_ROWS for another size than 100,000 rows.
import { spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { againstBaseline } from './measure.ts';

const rows = Number(process.env.ASSAY_BENCH_ROWS ?? 100_000);
const program = fileURLToPath(new URL('../../electron/cli/main.ts', import.meta.url));

interface Ended {
  readonly seconds: number;
  /** Megabytes, the most that the process ever had. */
  readonly peak: number;
}

const folder = mkdtempSync(join(tmpdir(), 'assay-bench-'));
try {
  const file = join(folder, 'large.csv');
  writeClassification(file, rows);
  const megabytes = statSync(file).size / 1e6;
  console.log(`${rows.toLocaleString('en-US')} rows, ${megabytes.toFixed(0)} MB, classification, two classes`);
  const contest = join(folder, 'contest.assay');
  const start = await assay('init', contest);
  const check = await assay('check', file);
  const stored = await assay('import', 'submission', file, '--contest', contest);
  report('start (init)', start, null);
  report('check', check, start);
  report('import', stored, start);
  function report(what: string, ended: Ended, before: Ended | null): void {
    const net = ended.seconds - (before?.seconds ?? 0);
    const speed =
      before === null
        ? ''
        : `, ${Math.round(rows / net).toLocaleString('en-US')} rows/s, ${(megabytes / net).toFixed(0)} MB/s`;
    const line = againstBaseline(`import: ${what}, ${rows} rows`, ended.seconds * 1000);
    console.log(`${line}${speed}, peak memory ${ended.peak.toFixed(0)} MB`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Rows of the length that real submissions have: some 190 bytes. */
function writeClassification(path: string, count: number): void {
  const out = openSync(path, 'w');
  let text = 'prompt,classes,answer_index\n';
  for (let row = 0; row < count; row++) {
    const [first, second] = [(row * 7919) % 1000, (row * 104_729) % 1000];
    text += `"Question: A clock shows ${first} minutes past noon, another shows ${second}. Somebody says: ""They differ by less than an hour."" Is that right?\nAnswer:","[' Yes', ' No']",${first > second ? 0 : 1}\n`;
    if (text.length > 1e6) {
      writeSync(out, text);
      text = '';
    }
  }
  writeSync(out, text);
  closeSync(out);
}

/** One command in a process of its own, which says at its end how much memory it took. */
async function assay(...args: string[]): Promise<Ended> {
  const entry = `process.argv.splice(1, 0, ${JSON.stringify(program)});
    process.on('exit', () => process.stderr.write('\\npeak ' + process.resourceUsage().maxRSS + '\\n'));
    await import(${JSON.stringify(program)});`;
  const begin = performance.now();
  const child = spawn(process.execPath, ['--input-type=module', '-e', entry, ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const code = await new Promise((resolve) => child.once('close', resolve));
  const seconds = (performance.now() - begin) / 1000;
  const peak = /peak (\d+)/.exec(said)?.[1];
  if (code !== 0 || peak === undefined) throw new Error(`assay ${args[0]} ended with ${String(code)}: ${said}`);
  return { seconds, peak: Number(peak) / 1024 };
}
