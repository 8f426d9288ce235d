import { createKernel, type KernelMemory, kernelMemory, MOST_PAIRS } from './kernel.ts';
import { lineFitter } from './line.ts';
import { log10 } from './log10.ts';
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
  readonly line: { readonly places: readonly number[]; readonly logged: boolean } | null;
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
  /** Height of the line at the mean place. */
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
  const finishers = finishersOf(wave, resamples, result);
  const { n } = wave;
  const unfair = 2 ** 32 % n;

  function draw(first: number, count: number): void {
    for (let place = 0; place < count; place++) {
      const [a, b, c, d] = resampleState(wave.stream, first + place);
      layout.draw(layout.counts + place * layout.countBytes, n, unfair, a, b, c, d);
    }
  }

  function addUp(count: number): void {
    layout.sums.fill(0);
    for (const block of layout.blocks) {
      const rowBytes = 16 * block.pairs;
      // as many rows at a time as stay in the processor's nearer caches while every resample passes over them
      const tile = Math.max(1, Math.floor(TILE_BYTES / rowBytes));
      for (let row = 0; row < n; row += tile) {
        const rows = Math.min(tile, n - row);
        for (let place = 0; place < count; place++) {
          const counts = layout.counts + place * layout.countBytes + 2 * row;
          block.add(
            counts,
            rows,
            block.values + row * rowBytes,
            layout.sumsAt + 8 * (place * layout.width + block.first),
          );
        }
      }
    }
  }

  return {
    run: (from, to) => {
      for (let first = from; first < to; first += TOGETHER) {
        const count = Math.min(TOGETHER, to - first);
        draw(first, count);
        addUp(count);
        for (let place = 0; place < count; place++) {
          for (const finish of finishers) finish(layout.sums, place * layout.width, first + place);
        }
      }
    },
  };
}

/** Resamples that pass over the values together. */
const TOGETHER = 16;
const TILE_BYTES = 65_536;

interface Block {
  /** The first of its columns, padding included. */
  readonly first: number;
  readonly pairs: number;
  /** Addresses in the kernel's memory. */
  readonly values: number;
  readonly add: (counts: number, rows: number, values: number, sums: number) => void;
}

interface Layout {
  readonly blocks: readonly Block[];
  /** Columns of all tasks, padding included. */
  readonly width: number;
  readonly counts: number;
  readonly countBytes: number;
  readonly sumsAt: number;
  readonly sums: Float64Array;
  readonly draw: ReturnType<typeof createKernel>['draw'];
}

/** Columns of all tasks side by side, in blocks of at most `MOST_PAIRS` pairs, each row by row. */
function layOut({ n, tasks }: Wave): Layout {
  const columns = tasks.reduce((sum, task) => sum + task.columns, 0);
  const width = 2 * Math.ceil(columns / 2);
  const countBytes = 16 * Math.ceil((2 * n) / 16);
  const sumsAt = 8 * n * width;
  const counts = sumsAt + 16 * Math.ceil((8 * TOGETHER * width) / 16);
  const memory = kernelMemory(counts + TOGETHER * countBytes);
  const blocks: Block[] = [];
  for (let first = 0; first < width; first += 2 * MOST_PAIRS) {
    const pairs = Math.min(MOST_PAIRS, (width - first) / 2);
    blocks.push({ first, pairs, values: 8 * n * first, add: createKernel(memory, pairs).add });
  }
  copyValues(tasks, n, blocks, memory);
  return {
    blocks,
    width,
    counts,
    countBytes,
    sumsAt,
    sums: new Float64Array(memory.buffer, sumsAt, TOGETHER * width),
    draw: createKernel(memory, 1).draw,
  };
}

function copyValues(tasks: readonly ResampleTask[], n: number, blocks: readonly Block[], memory: KernelMemory): void {
  const room = new Float64Array(memory.buffer);
  let place = 0;
  for (const { columns, values } of tasks) {
    for (let column = 0; column < columns; column++, place++) {
      const block = blocks[Math.floor(place / (2 * MOST_PAIRS))]!;
      const width = 2 * block.pairs;
      let to = block.values / 8 + (place - block.first);
      for (let row = 0, from = column; row < n; row++, from += columns, to += width) room[to] = values[from]!;
    }
  }
}

type Finisher = (sums: Float64Array, at: number, resample: number) => void;

/** What is made of one resample's sums, task by task. */
function finishersOf({ n, tasks }: Wave, resamples: number, result: WaveResult): Finisher[] {
  let column = 0;
  let step = 0;
  return tasks.map((task, place): Finisher => {
    const [ownColumn, ownStep, ownCell] = [column, step, place * resamples];
    column += task.columns;
    step += task.steps.length;
    const most = task.tolerance * n;
    const fitter = task.line === null ? null : lineFitter(task.line.places);
    const logged = task.line?.logged ?? false;
    const heights = new Float64Array(task.columns);
    return (sums, at, resample) => {
      const own = at + ownColumn;
      for (let place = 0; place < task.steps.length; place++) {
        const [smaller, larger] = task.steps[place]!;
        const difference = sums[own + larger]! - sums[own + smaller]!;
        // several threads count in one place
        if (difference > most) Atomics.add(result.above, ownStep + place, 1);
        else if (difference < -most) Atomics.add(result.below, ownStep + place, 1);
      }
      if (fitter === null) return;
      for (let column = 0; column < heights.length; column++) {
        const mean = sums[own + column]! / n;
        heights[column] = logged ? log10(mean) : mean;
      }
      result.slopes[ownCell + resample] = fitter.slope(heights);
      result.middles[ownCell + resample] = fitter.middle(heights);
    };
  });
}

function ordinaryMemory(bytes: number): ArrayBuffer {
  return new ArrayBuffer(bytes);
}
