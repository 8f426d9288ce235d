// How fast a classification file becomes a submission, and how much memory that takes: the whole command line, as it is
// built, in a process of its own, from its start to its end, with every check; beside it, where they are installed, pandas with
// ast.literal_eval and to_sql, and the sqlite3 shell's bare .import. ASSAY_BENCH_ROWS for another size than 100,000 rows;
// 1000000 is the size that the bounds are for, 5500000 a file of a gigabyte.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openContest } from '../../db/contest.ts';
import { indexMore, unindexedVersions } from '../../db/exampleSearch.ts';
import { examplesPage } from '../../db/examples.ts';
import { allSubmissions, currentVersion } from '../../db/submission.ts';
import { realSurroundings } from '../../electron/engine/surroundings.ts';
import { writeClassification } from './largeFile.ts';
import { againstBaseline } from './measure.ts';

const rows = Number(process.env.ASSAY_BENCH_ROWS ?? 100_000);
const program = fileURLToPath(new URL('../../out/app/cli.js', import.meta.url));
const beside = fileURLToPath(new URL('importBeside.py', import.meta.url));
const python = process.env.PYTHON ?? '/usr/bin/python3';
const TIME = '/usr/bin/time';
/** Of the time of pandas, and of the time of the sqlite3 shell. */
const BOUNDS = { pandas: 1 / 3, shell: 2.5 };

interface Ended {
  /** Seconds on the clock, and seconds of the processor: the second says more on a machine that does other things too. */
  readonly wall: number;
  readonly processor: number;
  /** Megabytes, the most that the process ever had. */
  readonly peak: number;
}

const folder = mkdtempSync(join(tmpdir(), 'assay-bench-'));
try {
  const file = join(folder, 'large.csv');
  writeClassification(file, rows);
  const megabytes = statSync(file).size / 1e6;
  console.log(`${rows.toLocaleString('en-US')} rows, ${megabytes.toFixed(0)} MB, classification, no row twice`);
  const contest = join(folder, 'contest.assay');
  report('start (init)', await assay('init', contest));
  report('check', await assay('check', file), megabytes);
  const stored = await assay('import', 'submission', file, '--contest', contest);
  report('import', stored, megabytes);
  const shell = await measured('sqlite3', [join(folder, 'shell.db'), `.import --csv ${file} example`], 'sqlite3 shell');
  const pandas = await measured(python, [beside, file, join(folder, 'pandas.db')], 'pandas');
  ratio('sqlite3 .import', stored, shell, BOUNDS.shell);
  ratio('pandas read_csv + literal_eval + to_sql', stored, pandas, BOUNDS.pandas);
  searches(contest);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function report(what: string, { wall, processor, peak }: Ended, megabytes?: number): void {
  const line = againstBaseline(`import: ${what}, ${rows} rows`, wall * 1000);
  const speed = megabytes === undefined ? '' : `, ${(megabytes / wall).toFixed(0)} MB/s`;
  console.log(`${line}, ${processor.toFixed(1)} s of processor${speed}, peak memory ${peak.toFixed(0)} MB`);
}

function ratio(what: string, ours: Ended, theirs: Ended | null, bound: number): void {
  if (theirs === null) return;
  const wall = ours.wall / theirs.wall;
  const share = `${wall.toFixed(2)} × its time, ${(ours.processor / theirs.processor).toFixed(2)} × its processor time`;
  console.log(
    `beside ${what} (${theirs.wall.toFixed(1)} s, ${theirs.processor.toFixed(1)} s of processor, ${theirs.peak.toFixed(0)} MB): ` +
      `${share}; the bound is ${bound.toFixed(2)}${wall > bound ? ': NOT HELD' : ''}`,
  );
}

/** How long a page takes, without a search and with several, once the index is filled. */
function searches(path: string): void {
  const opened = openContest(path, realSurroundings.now());
  if (!opened.ok) throw new Error(opened.error.message);
  const { db } = opened.value;
  try {
    const { key } = currentVersion(db, allSubmissions(db)[0]!.id)!;
    const begin = performance.now();
    while (unindexedVersions(db).length > 0) db.transaction(() => indexMore(db, key, 20_000))();
    console.log(`index of words: ${((performance.now() - begin) / 1000).toFixed(1)} s, behind what people do`);
    for (const search of ['', 'clock', '777', 'past noon 4711', 'nowhere']) {
      for (const offset of [0, Math.floor(rows / 2)]) {
        const times = [0, 1, 2].map(() => {
          const start = performance.now();
          examplesPage(db, key, { offset, limit: 50, search });
          return performance.now() - start;
        });
        const what = search === '' ? 'scrolling' : `searching for “${search}”`;
        console.log(
          `${what}, page at row ${offset}: ${times.map((time) => time.toFixed(1)).join(', ')} ms (first, then again)`,
        );
      }
    }
  } finally {
    opened.value.close();
  }
}

/** Rows of the length that real submissions have, some 190 bytes; no prompt twice. */
/** One command in a process of its own. */
async function assay(...args: string[]): Promise<Ended> {
  const ended = await measured(process.execPath, [program, ...args], 'node');
  if (ended === null) throw new Error('node is not there');
  return ended;
}

/** Runs a program to its end under the system's `time`. Null, and a line that says so: it is not installed. */
async function measured(command: string, args: readonly string[], name: string): Promise<Ended | null> {
  const there = spawnSync(command, name === 'pandas' ? ['-c', 'import pandas'] : ['--version'], { stdio: 'ignore' });
  if (there.status !== 0) {
    console.log(`${name} is not here (${command}), so nothing is compared with it`);
    return null;
  }
  if (!existsSync(TIME))
    throw new Error(`${TIME} is not there (Debian: the package “time”); it measures memory and processor`);
  const timed = ['-f', '\\nused %e %U %S %M', command, ...args];
  const child = spawn(TIME, timed, { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const code = await new Promise((resolve) => child.once('close', resolve));
  const used = /\nused ([\d.]+) ([\d.]+) ([\d.]+) (\d+)/.exec(said)?.slice(1).map(Number);
  if (code !== 0 || used === undefined)
    throw new Error(`${name} ${args.join(' ')} ended with ${String(code)}: ${said}`);
  const [wall = 0, user = 0, system = 0, kilobytes = 0] = used;
  return { wall, processor: user + system, peak: kilobytes / 1024 };
}
