import { statSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { failure, type Outcome } from '../../shared/contract/failure.ts';
import type { Progress } from '../../shared/contract/wire.ts';
import type { WorkerJobs } from './worker.ts';
import { jobCancelled } from './workerJob.ts';

export type WorkerJobName = keyof WorkerJobs;
type JobInput<N extends WorkerJobName> = Parameters<WorkerJobs[N]>[0];
type JobAnswer<N extends WorkerJobName> = Awaited<ReturnType<WorkerJobs[N]>>;

/** What a worker thread is started with. */
export interface WorkerStart {
  readonly assayJob: string;
  readonly input: unknown;
  /** One 32-bit cell that becomes 1 when the job is to stop: a job in the middle of its work reads no messages. */
  readonly cancelled: SharedArrayBuffer;
}

export type WorkerMessage =
  | { readonly type: 'progress'; readonly progress: Progress }
  | { readonly type: 'answer'; readonly outcome: Outcome<unknown> };

export interface RunOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/**
 * Runs a job of worker.ts in a thread of its own. A cancel lets the job roll back and answer; a thread that dies or
 * throws is a `defect`, and SQLite rolls back what it had begun.
 */
export function runInWorker<N extends WorkerJobName>(
  name: N,
  input: JobInput<N>,
  options: RunOptions = {},
): Promise<JobAnswer<N>> {
  return startWorker(name, input, options) as Promise<JobAnswer<N>>;
}

/** The same for a job that is named at run time; tests bring their own entry. */
export function startWorker(
  name: string,
  input: unknown,
  options: RunOptions = {},
  entry: URL = workerEntry(),
): Promise<Outcome<unknown>> {
  if (options.signal?.aborted) return Promise.resolve(jobCancelled);
  const cancelled = new SharedArrayBuffer(4);
  const start: WorkerStart = { assayJob: name, input, cancelled };
  const limits = STREAMING.has(name) && isLarge(input) ? { resourceLimits: SHORT_LIVED } : {};
  const worker = new Worker(entry, { workerData: start, execArgv: [], ...limits });
  const cancel = () => {
    const cell = new Int32Array(cancelled);
    Atomics.store(cell, 0, 1);
    Atomics.notify(cell, 0);
  };
  options.signal?.addEventListener('abort', cancel);
  return new Promise<Outcome<unknown>>((resolve) => {
    let outcome: Outcome<unknown> | null = null;
    let slow: NodeJS.Timeout | undefined;
    worker.on('message', (message: WorkerMessage) => {
      if (message.type === 'progress') {
        options.onProgress?.(message.progress);
        return;
      }
      const answer = message.outcome;
      outcome = answer;
      slow = setTimeout(() => resolve(answer), LEFT_BEHIND);
      worker.unref();
    });
    worker.on('error', (error) => {
      console.error(`job ${name} failed:`, error);
    });
    // mostly only now: what the thread held is free again for whoever comes next
    worker.on('exit', () => {
      clearTimeout(slow);
      resolve(outcome ?? failure('defect', workerDied));
    });
  }).finally(() => options.signal?.removeEventListener('abort', cancel));
}

const workerDied = 'The work stopped because of a fault in Assay. Nothing of it was stored; the log has the details.';

/**
 * Milliseconds. A thread that has answered has closed its connection; to end, it waits for what V8 compiles in the
 * background, and in Electron that wait now and then has no end.
 */
const LEFT_BEHIND = 1500;

/**
 * Megabytes. Rows of a large file come and go: with room for new things left to itself (48) each thread of an import takes
 * dozens of megabytes more, and is no quicker. A small file's thread that is kept so short ends late more often.
 */
export const SHORT_LIVED = { maxYoungGenerationSizeMb: 12 } as const;
const STREAMING: ReadonlySet<string> = new Set<WorkerJobName>(['checkFile', 'checkFiles', 'importSubmission']);

/** Bytes: from here on an import is told to keep its memory small. */
export const LARGE = 100e6;

function isLarge(input: unknown): boolean {
  const { paths } = input as { readonly paths?: readonly string[] };
  return Array.isArray(paths) && bytesAt(paths) >= LARGE;
}

/** As the disk tells: what a zip unpacks to, and what lies in a folder, is not counted. */
export function bytesAt(paths: readonly string[]): number {
  return paths.reduce((sum, path) => sum + (statSync(path, { throwIfNoEntry: false })?.size ?? 0), 0);
}

/** Beside this module: `worker.js` in a build, `worker.ts` from source, where Node strips the types. */
export function workerEntry(): URL {
  const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  return new URL(`./worker.${ending}`, import.meta.url);
}
