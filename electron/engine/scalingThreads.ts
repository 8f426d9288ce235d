import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { createResampler, emptyResult, type Wave, type WaveResult } from '../../shared/scaling/resample.ts';

/** A wave as the threads share it: its values and its result lie in memory that all of them see. */
export interface SharedWave {
  readonly wave: Wave;
  readonly result: WaveResult;
  readonly resamples: number;
  /** How many pieces were taken so far: whoever is free takes the next. */
  readonly taken: Int32Array;
  /** By thread: 1 before it takes its first piece. One that comes too late for any need not be waited for. */
  readonly helping: Int32Array;
}

export interface WavePool {
  /** Starts the threads ahead of the first wave, where so many multiplications are to come that they will be wanted. */
  readonly expect: (multiplications: number) => void;
  /** Resamples a wave here and on every thread; null once it was cancelled. */
  readonly resample: (wave: Wave, resamples: number, onPiece: (share: number) => void) => Promise<WaveResult | null>;
  /** Does not wait for the threads' end, which in Electron now and then never comes, see jobs.ts. */
  readonly close: () => void;
}

/** Work below this many multiplications is done sooner than a thread has started: some 50 ms. */
const WORTH_A_THREAD = 2e8;
/** Threads that are there are asked from here on: some 3 ms. */
const WORTH_A_MESSAGE = 1e7;
const MOST_THREADS = 7;
/** Multiplications of a piece: some 3 ms, so that a cancel is heard soon and threads end together. */
const PIECE = 1e7;

/**
 * Threads that help with waves that are worth them, one fewer than there are processors: whoever asks works too. Which
 * thread takes which piece changes nothing: every resample starts from its own state and is written to its own place.
 */
export function openWavePool(cancelled: () => boolean, entry: URL = threadEntry()): WavePool {
  const threads: Thread[] = [];

  function start(): void {
    const count = Math.min(MOST_THREADS, availableParallelism() - 1);
    while (threads.length < count) threads.push(startThread(entry, threads.length));
  }

  return {
    expect: (multiplications) => {
      if (multiplications >= WORTH_A_THREAD) start();
    },
    resample: async (wave, resamples, onPiece) => {
      const work = workOf(wave) * resamples;
      if (work >= WORTH_A_THREAD) start();
      const helpers = work >= WORTH_A_MESSAGE ? threads : [];
      const shared = share(wave, resamples, helpers.length);
      const answers = helpers.map((thread) => thread.resample(shared));
      resamplePieces(shared, (taken) => {
        onPiece(Math.min(1, taken / piecesOf(shared)));
        if (cancelled()) Atomics.store(shared.taken, 0, piecesOf(shared));
      });
      await Promise.all(answers.filter((_, thread) => Atomics.load(shared.helping, thread) === 1));
      return cancelled() ? null : shared.result;
    },
    close: () => {
      for (const thread of threads) thread.close();
    },
  };
}

/** What a thread is told. */
export interface SharedWork {
  readonly shared: SharedWave;
  /** Its place among the threads. */
  readonly thread: number;
}

/** What a thread does with it, see resampleThread.ts. */
export function helpResampling({ shared, thread }: SharedWork): void {
  Atomics.store(shared.helping, thread, 1);
  resamplePieces(shared, () => {});
}

interface Thread {
  /** Ends when the thread has no more to do for this wave. */
  readonly resample: (shared: SharedWave) => Promise<void>;
  readonly close: () => void;
}

/** Beside this module: `.js` in a build, `.ts` from source, where Node strips the types. */
function threadEntry(): URL {
  const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  return new URL(`./resampleThread.${ending}`, import.meta.url);
}

function startThread(entry: URL, thread: number): Thread {
  const worker = new Worker(entry, { execArgv: [] });
  /** Of waves that it has not answered yet, in the order in which it will. */
  const waiting: { readonly done: () => void; readonly fail: (error: Error) => void }[] = [];
  let gone: Error | null = null;
  const fail = (error: Error) => {
    gone = error;
    for (const { fail } of waiting.splice(0)) fail(error);
  };
  worker.on('message', () => waiting.shift()?.done());
  worker.on('error', fail);
  worker.on('exit', () => fail(gone ?? new Error('a thread that resamples has ended')));
  return {
    resample: (shared) => {
      const answer = new Promise<void>((done, fail) => {
        if (gone !== null) return fail(gone);
        waiting.push({ done, fail });
        worker.postMessage({ shared, thread } satisfies SharedWork);
      });
      answer.catch(() => {}); // whoever waits for it hears of it
      return answer;
    },
    close: () => void worker.terminate(),
  };
}

function resamplePieces(shared: SharedWave, onPiece: (taken: number) => void): void {
  const { wave, result, resamples, taken } = shared;
  const pieces = piecesOf(shared);
  if (Atomics.load(taken, 0) >= pieces) return;
  const resampler = createResampler(wave, resamples, result);
  const size = Math.ceil(resamples / pieces);
  for (;;) {
    const piece = Atomics.add(taken, 0, 1);
    if (piece >= pieces) return;
    resampler.run(Math.min(resamples, piece * size), Math.min(resamples, (piece + 1) * size));
    onPiece(piece + 1);
  }
}

/** Multiplications and draws of one resample. */
function workOf({ n, tasks }: Wave): number {
  return n * tasks.reduce((sum, { columns }) => sum + columns, 1) + 50 * tasks.length;
}

function piecesOf({ wave, resamples }: Pick<SharedWave, 'wave' | 'resamples'>): number {
  return Math.min(resamples, Math.max(1, Math.ceil((workOf(wave) * resamples) / PIECE)));
}

function share(wave: Wave, resamples: number, threads: number): SharedWave {
  const tasks = wave.tasks.map((task) => {
    const values = new Float64Array(new SharedArrayBuffer(task.values.byteLength));
    values.set(task.values);
    return { ...task, values };
  });
  return {
    wave: { ...wave, tasks },
    result: emptyResult(wave, resamples, (bytes) => new SharedArrayBuffer(bytes)),
    resamples,
    taken: new Int32Array(new SharedArrayBuffer(4)),
    helping: new Int32Array(new SharedArrayBuffer(4 * threads)),
  };
}
