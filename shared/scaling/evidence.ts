import { grouped } from './grouped.ts';
import { familyPoints, type Measure } from './points.ts';
import { createResampler, emptyResult, type ResampleTask, type Wave, type WaveResult } from './resample.ts';
import { stream } from './stream.ts';
import { intervalAround, type Resampled, type TrendKind, trendDraft } from './trend.ts';
import type { Comparison, Evidence, ScalingDataSet, ScalingInput, ScalingRun, Trend } from './types.ts';

/** Part of what a cached result hangs on: raised whenever the same input would give other figures. */
export const METHOD = 1;
export const RESAMPLES = 10_000;
/** Where resampling starts unless told otherwise. */
export const SEED = 0;

/** The work of one submission, cut into waves that may be resampled in any order and on any number of threads. */
export interface EvidencePlan {
  readonly waves: readonly Wave[];
  /** Takes in what a wave brought; the result may be thrown away afterwards. */
  readonly take: (wave: Wave, result: WaveResult) => void;
  /** Once every wave is taken in. */
  readonly evidence: () => Evidence;
}

/** Loss metrics are plotted and fitted log-log, the log-odds metrics against their own values. */
export function isLogged(metric: ScalingInput['metric']): boolean {
  return metric === 'classification' || metric === 'sequence_prob';
}

export function planEvidence(input: ScalingInput): EvidencePlan {
  const { seed, resamples, original, reproduction } = input;
  const logged = isLogged(input.metric);
  const jobs: Job[] = [];
  const ask = (stream: string, runs: readonly ScalingRun[], request: Request): Slot => {
    const family = familyPoints(runs, request.measure, request.examples, request.rows);
    const draft = trendDraft(family, request);
    const slot: Slot = { trend: null, slopes: null };
    const finish = (resampled: Resampled | null) => {
      slot.trend = draft.finish(resampled);
      if (request.keepSlopes && resampled !== null) slot.slopes = resampled.slopes.slice();
    };
    if (draft.task === null) finish(null);
    else jobs.push({ stream, n: family.sharedExamples ?? 0, task: draft.task, finish });
    return slot;
  };
  const askAll = (stream: string, { examples, runs }: ScalingDataSet, keepSlopes: boolean) => {
    const whole = { examples, rows: null, band: true };
    const values = families(runs).map((family) =>
      ask(stream, family, { ...whole, measure: 'value', logged, keepSlopes }),
    );
    const answered = families(runs.filter((run) => run.correct !== null));
    const errors = answered.map((family) =>
      ask(stream, family, { ...whole, measure: 'error', logged: false, keepSlopes: false }),
    );
    return { values, errors };
  };

  const whole = askAll('original', original, reproduction !== null);
  const rebuilt = reproduction === null ? null : askAll('reproduction', reproduction, true);
  const parts = original.subcategories.map(({ name, rows }) => ({
    name,
    examples: rows.length,
    slots: families(original.runs).map((family) =>
      ask('original', family, {
        ...{ examples: original.examples, rows, measure: 'value', logged, band: false, keepSlopes: false },
      }),
    ),
  }));

  const { waves, owners } = wavesOf(jobs, seed);
  return {
    waves,
    take: (wave, result) => {
      for (const { job, resampled } of partsOf(owners.get(wave)!, result, resamples)) job.finish(resampled);
    },
    evidence: () => ({
      seed,
      resamples,
      logged,
      trends: whole.values.map(trendIn),
      errorTrends: whole.errors.map(trendIn),
      subcategories: parts.map(({ name, examples, slots }) => ({ name, examples, trends: slots.map(trendIn) })),
      reproduction:
        rebuilt === null
          ? null
          : {
              examples: reproduction!.examples,
              trends: rebuilt.values.map(trendIn),
              errorTrends: rebuilt.errors.map(trendIn),
              comparisons: comparisons(original, reproduction!, whole.values, rebuilt.values),
            },
    }),
  };
}

/** All of it in one thread. */
export function scalingEvidence(input: ScalingInput): Evidence {
  const plan = planEvidence(input);
  for (const wave of plan.waves) {
    const result = emptyResult(wave, input.resamples);
    createResampler(wave, input.resamples, result).run(0, input.resamples);
    plan.take(wave, result);
  }
  return plan.evidence();
}

/** How much stronger than this share of the original's slope a reproduction's has to be for the highest level. */
export const REPRODUCED_SHARE = 0.8;

interface Request extends TrendKind {
  readonly measure: Measure;
  readonly examples: number;
  readonly rows: Uint32Array | null;
  readonly keepSlopes: boolean;
}

interface Slot {
  trend: Trend | null;
  slopes: Float64Array | null;
}

interface Job {
  readonly stream: string;
  readonly n: number;
  readonly task: ResampleTask;
  readonly finish: (resampled: Resampled) => void;
}

/** In the order of their smallest runs; never pooled. */
function families(runs: readonly ScalingRun[]): readonly (readonly ScalingRun[])[] {
  return grouped(runs, ({ family }) => family);
}

/** Tasks of a wave: so few that their resampled slopes and their copies of values stay within some 100 MB. */
const TASKS_A_WAVE = 64;
const VALUES_A_WAVE = 6e6;

function wavesOf(jobs: readonly Job[], seed: number): { waves: Wave[]; owners: Map<Wave, readonly Job[]> } {
  const owners = new Map<Wave, readonly Job[]>();
  for (const alike of grouped(jobs, (job) => `${job.stream} ${job.n}`)) {
    const { n, stream: name } = alike[0]!;
    let taken: Job[] = [];
    let values = 0;
    const close = () => {
      if (taken.length > 0) owners.set({ n, stream: stream(seed, name), tasks: taken.map(({ task }) => task) }, taken);
      taken = [];
      values = 0;
    };
    for (const job of alike) {
      const more = job.task.values.length;
      if (taken.length === TASKS_A_WAVE || (taken.length > 0 && values + more > VALUES_A_WAVE)) close();
      taken.push(job);
      values += more;
    }
    close();
  }
  return { waves: [...owners.keys()], owners };
}

function* partsOf(
  jobs: readonly Job[],
  result: WaveResult,
  resamples: number,
): Generator<{ readonly job: Job; readonly resampled: Resampled }> {
  let step = 0;
  for (const [place, job] of jobs.entries()) {
    const steps = job.task.steps.length;
    yield {
      job,
      resampled: {
        above: result.above.subarray(step, step + steps),
        below: result.below.subarray(step, step + steps),
        slopes: result.slopes.subarray(place * resamples, (place + 1) * resamples),
        middles: result.middles.subarray(place * resamples, (place + 1) * resamples),
      },
    };
    step += steps;
  }
}

/** Family by family, resample by resample: the two streams are independent, so each pair of slopes is. */
function comparisons(
  original: ScalingDataSet,
  reproduction: ScalingDataSet,
  ours: readonly Slot[],
  theirs: readonly Slot[],
): Comparison[] {
  const known = new Map(families(original.runs).map((runs, place) => [runs[0]!.family, ours[place]!]));
  return families(reproduction.runs).flatMap((runs, place): Comparison[] => {
    const ourSlot = known.get(runs[0]!.family);
    if (!ourSlot) return [];
    const theirSlot = theirs[place]!;
    const ids = runs.map(({ id }) => id);
    const [ourSlope, theirSlope] = [trendIn(ourSlot).slope, trendIn(theirSlot).slope];
    if (ourSlope.value === null || theirSlope.value === null) {
      const why = theirSlope.why ?? ourSlope.why;
      return [{ runs: ids, difference: { value: null, why }, interval: { value: null, why } }];
    }
    const difference = { value: theirSlope.value - REPRODUCED_SHARE * ourSlope.value, why: null };
    const [ourSlopes, theirSlopes] = [ourSlot.slopes, theirSlot.slopes];
    if (ourSlopes === null || theirSlopes === null) {
      const why = trendIn(theirSlot).slopeInterval.why ?? trendIn(ourSlot).slopeInterval.why;
      return [{ runs: ids, difference, interval: { value: null, why } }];
    }
    const differences = theirSlopes.map((slope, resample) => slope - REPRODUCED_SHARE * ourSlopes[resample]!);
    return [{ runs: ids, difference, interval: intervalAround(differences) }];
  });
}

function trendIn({ trend }: Slot): Trend {
  if (trend === null) throw new Error('a wave was not resampled');
  return trend;
}
