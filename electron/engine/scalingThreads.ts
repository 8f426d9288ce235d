import { availableParallelism } from 'node:os';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { success } from '../../shared/contract/failure.ts';
import { createResampler, emptyResult, type Wave, type WaveResult } from '../../shared/scaling/resample.ts';
import { startWorker } from './jobs.ts';
import type { WorkerJob } from './workerJob.ts';

/** A wave as the threads share it: its values and its result lie in memory that all of them see. */
interface SharedWave {
  readonly wave: Wave;
  readonly result: WaveResult;
  readonly resamples: number;
  /** How many pieces were taken so far: whoever is free takes the next. */
  readonly taken: Int32Array;
}

export interface WavePool {
  /** Starts the threads ahead of the first wave, where so many multiplications are to come that they will be wanted. */
  readonly expect: (multiplications: number) => void;
  /** Resamples a wave on every thread; null once it was cancelled. */
  readonly resample: (wave: Wave, resamples: number, onPiece: (share: number) => void) => Promise<WaveResult | null>;
  readonly close: () => Promise<void>;
}

/** Work below this many multiplications is done sooner than a thread has started: some 50 ms. */
const WORTH_A_THREAD = 1e8;
const MOST_THREADS = 8;
/** Multiplications of a piece: some 5 ms, so that a cancel is heard soon and threads end together. */
const PIECE = 1e7;

/**
 * Threads for waves that are worth them; small waves are done where they are. Which thread takes which piece changes
 * nothing: every resample starts from its own state and is written to its own place.
 */
export function openWavePool(cancelled: () => boolean): WavePool {
  const threads: Promise<Thread>[] = [];

  function start(): void {
    const count = Math.min(MOST_THREADS, availableParallelism());
    while (threads.length < count) threads.push(startThread());
  }

  return {
    expect: (multiplications) => {
      if (multiplications >= WORTH_A_THREAD) start();
    },
    resample: async (wave, resamples, onPiece) => {
      const worth = workOf(wave) * resamples >= WORTH_A_THREAD;
      const shared = share(wave, resamples);
      if (!worth) {
        resamplePieces(shared, cancelled, onPiece);
        return cancelled() ? null : shared.result;
      }
      start();
      const watch = setInterval(() => {
        if (cancelled()) Atomics.store(shared.taken, 0, piecesOf(shared));
        onPiece(Math.min(1, Atomics.load(shared.taken, 0) / piecesOf(shared)));
      }, 50);
      try {
        await Promise.all(threads.map(async (thread) => (await thread).resample(shared)));
      } finally {
        clearInterval(watch);
      }
      return cancelled() ? null : shared.result;
    },
    close: async () => {
      for (const thread of threads) await (await thread).close();
    },
  };
}

/** What a thread of the pool is started with. */
export interface ThreadInput {
  readonly port: MessagePort;
}

/** The other end: resamples what it is sent until the port closes. */
export const resampleInThread: WorkerJob<ThreadInput, null> = ({ port }) =>
  new Promise((resolve) => {
    port.on('message', (shared: SharedWave) => {
      resamplePieces(
        shared,
        () => false,
        () => {},
      );
      port.postMessage(null);
    });
    port.on('close', () => resolve(success(null)));
  });

interface Thread {
  readonly resample: (shared: SharedWave) => Promise<void>;
  readonly close: () => Promise<void>;
}

async function startThread(): Promise<Thread> {
  const { port1, port2 } = new MessageChannel();
  let settle: { done: () => void; fail: (error: Error) => void } | null = null;
  let gone = false;
  const ended = startWorker('resampleInThread', { port: port2 } satisfies ThreadInput, { transfer: [port2] }).then(
    () => {
      gone = true;
      settle?.fail(new Error('a thread that resamples has died'));
    },
  );
  port1.on('message', () => {
    const waiting = settle;
    settle = null;
    waiting?.done();
  });
  return {
    resample: (shared) =>
      new Promise((done, fail) => {
        if (gone) return fail(new Error('a thread that resamples has died'));
        settle = { done, fail };
        port1.postMessage(shared);
      }),
    close: async () => {
      settle = null;
      port1.close();
      await ended;
    },
  };
}

function resamplePieces(shared: SharedWave, cancelled: () => boolean, onPiece: (share: number) => void): void {
  const { wave, result, resamples, taken } = shared;
  const pieces = piecesOf(shared);
  const resampler = createResampler(wave, resamples, result);
  for (;;) {
    const piece = Atomics.add(taken, 0, 1);
    if (piece >= pieces || cancelled()) return;
    const size = Math.ceil(resamples / pieces);
    resampler.run(Math.min(resamples, piece * size), Math.min(resamples, (piece + 1) * size));
    onPiece((piece + 1) / pieces);
  }
}

/** Multiplications and draws of one resample. */
function workOf({ n, tasks }: Wave): number {
  return n * tasks.reduce((sum, { columns }) => sum + columns, 1) + 50 * tasks.length;
}

function piecesOf({ wave, resamples }: Pick<SharedWave, 'wave' | 'resamples'>): number {
  return Math.min(resamples, Math.max(1, Math.ceil((workOf(wave) * resamples) / PIECE)));
}

function share(wave: Wave, resamples: number): SharedWave {
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
  };
}
