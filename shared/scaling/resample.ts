import { createKernel, type Kernel, kernelMemory } from './kernel.ts';
import { STEP } from './kernelFigures.ts';
import { LANES, MOST_COLUMNS } from './kernelSums.ts';
import { lineFitter } from './line.ts';
import { resampleState, type Stream } from './stream.ts';

/** One trend to be resampled: `columns` values for each of the wave's n examples, row by row. */
export interface ResampleTask {
  readonly columns: number;
  readonly values: Float64Array;
  /** Pairs of columns of which the mean difference is watched: smaller, larger. */
  readonly steps: readonly (readonly [smaller: number, larger: number])[];
  /** Mean differences up to this much are rounding and count as 0. */
  readonly tolerance: number;
  /** The regression's places, one a column; null where there is none. */
  readonly line: {
    readonly places: readonly number[];
    readonly logged: boolean;
    /** Whether the heights at the mean place are wanted too. */
    readonly middles: boolean;
  } | null;
}

/** Tasks of equally many examples and one stream: they share every resample, whichever family they are of. */
export interface Wave {
  readonly n: number;
  readonly stream: Stream;
  readonly tasks: readonly ResampleTask[];
}

/** What came out, in arrays that threads can share. Task by task; within a task step by step or resample by resample. */
export interface WaveResult {
  /** Resamples in which the difference is above 0, below 0. */
  readonly above: Int32Array;
  readonly below: Int32Array;
  /** NaN where a mean has no logarithm. */
  readonly slopes: Float64Array;
  /** Height of the line at the mean place; 0 where it is not wanted. */
  readonly middles: Float64Array;
}

/** Bytes, all zero; threads get memory that they share. */
type Allocate = (bytes: number) => ArrayBuffer | SharedArrayBuffer;

export function emptyResult(wave: Wave, resamples: number, allocate: Allocate = ordinaryMemory): WaveResult {
  const steps = wave.tasks.reduce((sum, task) => sum + task.steps.length, 0);
  const cells = wave.tasks.length * resamples;
  return {
    above: new Int32Array(allocate(4 * steps)),
    below: new Int32Array(allocate(4 * steps)),
    slopes: new Float64Array(allocate(8 * cells)),
    middles: new Float64Array(allocate(8 * cells)),
  };
}

/**
 * Resamples `from` to `to` − 1 of `resamples`, written into the result; may be called in any order and from several
 * threads, each with a resampler of its own.
 */
export interface Resampler {
  readonly run: (from: number, to: number) => void;
}

export function createResampler(wave: Wave, resamples: number, result: WaveResult): Resampler {
  const layout = layOut(wave);
  const finishers = finishersOf(wave, layout, resamples, result);
  const spans = spansOf(wave.tasks);
  const { n } = wave;
  const { kernel, sums, width, together } = layout;
  const unfair = 2 ** 32 % n;

  function draw(first: number, groups: number): void {
    for (let group = 0; group < groups; group++) {
      for (let lane = 0; lane < LANES; lane++) {
        const state = resampleState(wave.stream, first + group * LANES + lane);
        for (let word = 0; word < state.length; word++) layout.states[word * LANES + lane] = state[word]!;
      }
      kernel.draw(layout.counts + group * layout.countBytes, n, unfair, layout.states.byteOffset);
    }
  }

  function addUp(groups: number): void {
    sums.fill(0);
    for (let row = 0; row < n; row += TILE_ROWS) {
      const rows = Math.min(TILE_ROWS, n - row);
      for (const block of layout.blocks) {
        const values = block.values + 8 * row * block.columns;
        for (let group = 0; group < groups; group++) {
          const counts = layout.counts + group * layout.countBytes + 2 * LANES * row;
          block.add(counts, rows, values, sums.byteOffset + 8 * LANES * (group * width + block.first));
        }
      }
    }
  }

  /** Sums of resamples that nobody asked for: without a difference no step of theirs is counted. */
  function forget(count: number, groups: number): void {
    for (let resample = count; resample < groups * LANES; resample++) {
      const first = (groups - 1) * LANES * width + (resample % LANES);
      for (let column = 0; column < width; column++) sums[first + LANES * column] = 0;
    }
  }

  function makeHeights(groups: number): void {
    for (let group = 0; group < groups; group++) {
      for (const { first, columns, logged } of spans) {
        const offset = 8 * LANES * (group * width + first);
        const pairs = (columns * LANES) / 2;
        kernel[logged ? 'logs' : 'means'](sums.byteOffset + offset, pairs, n, layout.heights + offset);
      }
    }
  }

  return {
    run: (from, to) => {
      for (let first = from; first < to; first += together) {
        const count = Math.min(together, to - first);
        const groups = Math.ceil(count / LANES);
        draw(first, groups);
        addUp(groups);
        forget(count, groups);
        makeHeights(groups);
        for (const finisher of finishers) finisher.take(first, count, groups);
      }
      for (const finisher of finishers) finisher.end();
    },
  };
}

/** So many rows of a block and of counts stay in the processor's nearest cache while every resample passes over them. */
const TILE_ROWS = 256;
/** Counts, and sums, of the resamples that pass over the values together: a part of the second cache. */
const TOGETHER_BYTES = 160_000;

interface Block {
  /** The first of its columns. */
  readonly first: number;
  readonly columns: number;
  /** Address in the kernel's memory. */
  readonly values: number;
  readonly add: Kernel['add'];
}

/** Numbers without a name of their own are addresses in the kernel's memory. */
interface Layout {
  /** Resamples that pass over the values together. */
  readonly together: number;
  readonly blocks: readonly Block[];
  /** Columns of all tasks. */
  readonly width: number;
  readonly counts: number;
  readonly countBytes: number;
  /** `LANES` resamples by `LANES` resamples; of these column by column. */
  readonly sums: Float64Array;
  /** Means or their logarithms, as the sums stand. */
  readonly heights: number;
  readonly states: Uint32Array;
  /** Of one task at a time. */
  readonly slopes: Float64Array;
  readonly middles: Float64Array;
  /** Of each task: its weights, then the records of its steps. */
  readonly tables: readonly { readonly weights: Float64Array; readonly steps: DataView }[];
  readonly kernel: Kernel;
}

/** Columns of all tasks side by side, in blocks of about equally many, each row by row. */
function layOut({ n, tasks }: Wave): Layout {
  const width = tasks.reduce((sum, task) => sum + task.columns, 0);
  const countBytes = 2 * LANES * (n + 1);
  const groups = Math.max(1, Math.min(32, Math.floor(TOGETHER_BYTES / Math.max(countBytes, 8 * LANES * width))));
  const together = groups * LANES;
  let end = 0;
  const room = (bytes: number) => {
    const at = end;
    end += 16 * Math.ceil(bytes / 16);
    return at;
  };
  const values = room(8 * n * width);
  const [sums, heights] = [room(8 * together * width), room(8 * together * width)];
  const [slopes, middles, states] = [room(8 * together), room(8 * together), room(16 * LANES)];
  const tables = tasks.map(({ columns, steps }) => [room(8 * columns), room(STEP.bytes * steps.length)] as const);
  const counts = room(groups * countBytes);
  const memory = kernelMemory(end);
  const { buffer } = memory;
  const count = Math.ceil(width / MOST_COLUMNS);
  const kernels = new Map<number, Kernel>();
  const kernelFor = (columns: number) => {
    const known = kernels.get(columns) ?? createKernel(memory, columns);
    kernels.set(columns, known);
    return known;
  };
  const blocks = Array.from({ length: count }, (_, block): Block => {
    const first = Math.floor((block * width) / count);
    const columns = Math.floor(((block + 1) * width) / count) - first;
    return { first, columns, values: values + 8 * n * first, add: kernelFor(columns).add };
  });
  copyValues(tasks, n, blocks, new Float64Array(buffer));
  return {
    ...{ together, blocks, width, counts, countBytes, heights },
    sums: new Float64Array(buffer, sums, together * width),
    slopes: new Float64Array(buffer, slopes, together),
    middles: new Float64Array(buffer, middles, together),
    states: new Uint32Array(buffer, states, 4 * LANES),
    tables: tables.map(([weights, steps], task) => ({
      weights: new Float64Array(buffer, weights, tasks[task]!.columns),
      steps: new DataView(buffer, steps, STEP.bytes * tasks[task]!.steps.length),
    })),
    kernel: kernelFor(blocks[0]?.columns ?? 1),
  };
}

function copyValues(tasks: readonly ResampleTask[], n: number, blocks: readonly Block[], room: Float64Array): void {
  const places = blocks.flatMap(({ columns, values }) =>
    Array.from({ length: columns }, (_, column) => ({ at: values / 8 + column, columns })),
  );
  let place = 0;
  for (const { columns, values } of tasks) {
    for (let column = 0; column < columns; column++, place++) {
      const { at, columns: width } = places[place]!;
      for (let row = 0, from = column, to = at; row < n; row++, from += columns, to += width) room[to] = values[from]!;
    }
  }
}

/** Columns of neighbouring tasks that are alike in what their lines go through. */
function spansOf(tasks: readonly ResampleTask[]): { first: number; columns: number; logged: boolean }[] {
  const spans: { first: number; columns: number; logged: boolean }[] = [];
  let first = 0;
  for (const { columns, line } of tasks) {
    const logged = line?.logged ?? false;
    const last = spans.at(-1);
    if (last?.logged === logged) last.columns += columns;
    else spans.push({ first, columns, logged });
    first += columns;
  }
  return spans;
}

/** What is made of the sums of one task. */
interface Finisher {
  /** `count` resamples from `first` on. */
  readonly take: (first: number, count: number, groups: number) => void;
  /** Adds what was counted since to the result. */
  readonly end: () => void;
}

function finishersOf({ n, tasks }: Wave, layout: Layout, resamples: number, result: WaveResult): Finisher[] {
  const { kernel, slopes, middles } = layout;
  const stride = 8 * LANES * layout.width;
  let column = 0;
  let step = 0;
  return tasks.map((task, place): Finisher => {
    const [ownStep, ownCell, offset] = [step, place * resamples, 8 * LANES * column];
    column += task.columns;
    step += task.steps.length;
    const { weights, steps } = layout.tables[place]!;
    for (const [place, [smaller, larger]] of task.steps.entries()) {
      const record = place * STEP.bytes;
      steps.setUint32(record + STEP.smaller, 8 * LANES * smaller, true);
      steps.setUint32(record + STEP.larger, 8 * LANES * larger, true);
      steps.setFloat64(record + STEP.most, task.tolerance * n, true);
    }
    if (task.line !== null) weights.set(lineFitter(task.line.places).weights);
    const counted = (at: number): number => {
      const count = steps.getUint32(at, true) + steps.getUint32(at + 8, true);
      steps.setUint32(at, 0, true);
      steps.setUint32(at + 8, 0, true);
      return count;
    };
    return {
      take: (first, count, groups) => {
        if (task.steps.length > 0) {
          kernel.steps(layout.sums.byteOffset + offset, groups, stride, steps.byteOffset, task.steps.length);
        }
        if (task.line === null) return;
        const [heights, columns] = [layout.heights + offset, task.columns];
        kernel.lines(heights, groups, stride, weights.byteOffset, columns, slopes.byteOffset, middles.byteOffset);
        const own = ownCell + first;
        for (let resample = 0; resample < count; resample++) result.slopes[own + resample] = slopes[resample]!;
        if (!task.line.middles) return;
        for (let resample = 0; resample < count; resample++) result.middles[own + resample] = middles[resample]!;
      },
      end: () => {
        for (let place = 0; place < task.steps.length; place++) {
          // several threads count in one place
          Atomics.add(result.above, ownStep + place, counted(place * STEP.bytes + STEP.above));
          Atomics.add(result.below, ownStep + place, counted(place * STEP.bytes + STEP.below));
        }
      },
    };
  });
}

function ordinaryMemory(bytes: number): ArrayBuffer {
  return new ArrayBuffer(bytes);
}
