// How long the paired bootstrap takes: 12 models × 10,000 examples × 10,000 resamples, threads started and ended within
// the time, beside numpy doing the same sums on the same machine in turn. Processor time is told too: on a machine that does
// other work, it is what compares. Then a data set of 1,000 subcategories.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { openWavePool } from '../../electron/engine/scalingThreads.ts';
import { seededRandom } from '../../shared/random.ts';
import { planEvidence, RESAMPLES, SEED } from '../../shared/scaling/evidence.ts';
import type { ScalingInput, ScalingRun } from '../../shared/scaling/types.ts';
import { againstBaseline, median } from './measure.ts';

const EXAMPLES = 10_000;
const TURNS = 5;
/** As the app starts it. */
const builtThread = pathToFileURL(path.resolve('out/app/resampleThread.js'));

/** Milliseconds. */
interface Time {
  readonly clock: number;
  readonly processor: number;
}

async function timed(input: ScalingInput): Promise<Time> {
  const start = performance.now();
  const spent = process.cpuUsage();
  const pool = openWavePool(() => false, builtThread);
  pool.expect(EXAMPLES * input.original.runs.length * RESAMPLES);
  const plan = planEvidence(input);
  for (const wave of plan.waves) plan.take(wave, (await pool.resample(wave, RESAMPLES, () => {}))!);
  plan.evidence();
  pool.close();
  const { user, system } = process.cpuUsage(spent);
  return { clock: performance.now() - start, processor: (user + system) / 1000 };
}

function inputOf(subcategories: number): ScalingInput {
  const random = seededRandom('scaling bench');
  const runs = ['gpt2', 'gpt3', 'opt'].flatMap((family) =>
    [1e8, 1e9, 1e10, 1e11].map(
      (params): ScalingRun => ({
        ...{ id: `${family} ${params}`, family, params, n: EXAMPLES, mean: 0.5, sem: 0.01, correct: null },
        values: Float64Array.from({ length: EXAMPLES }, random.unit),
      }),
    ),
  );
  const size = EXAMPLES / Math.max(1, subcategories);
  const parts = Array.from({ length: subcategories }, (_, part) => ({
    name: `part ${part}`,
    rows: Uint32Array.from({ length: size }, (_, row) => part * size + row),
  }));
  return {
    ...{ metric: 'classification', seed: SEED, resamples: RESAMPLES, reproduction: null },
    original: { examples: EXAMPLES, runs, subcategories: parts },
  };
}

function numpy(): Time | null {
  const script = fileURLToPath(new URL('./numpy-bootstrap.py', import.meta.url));
  const python = process.env.PYTHON ?? '/usr/bin/python3';
  const ran = spawnSync(python, [script, '10000', '12', '10000', '1'], { encoding: 'utf8' });
  if (ran.status !== 0) return null;
  const [clock = 0, processor = 0] = ran.stdout
    .trim()
    .split(' ')
    .map((seconds) => 1000 * Number(seconds));
  return { clock, processor };
}

const whole = inputOf(0);
await timed(whole); // once to warm up
const ours: Time[] = [];
const theirs: Time[] = [];
const middle = (times: readonly Time[], of: keyof Time) => median(times.map((time) => time[of]));
for (let turn = 0; turn < TURNS; turn++) {
  ours.push(await timed(whole));
  const other = numpy();
  if (other !== null) theirs.push(other);
}
console.log(againstBaseline('scaling: 12 × 10,000 × 10,000', middle(ours, 'clock')));
console.log(againstBaseline('scaling: its processor time', middle(ours, 'processor')));
if (theirs.length === 0) console.log('no numpy here to compare with');
for (const of of theirs.length === 0 ? [] : (['clock', 'processor'] as const)) {
  const [own, other] = [middle(ours, of), middle(theirs, of)];
  console.log(`numpy, ${of}: ${other.toFixed(0)} ms, ${(other / own).toFixed(1)} times ours`);
}
console.log(againstBaseline('scaling: with 1,000 subcategories', (await timed(inputOf(1000))).clock));
