import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads';
import { bytesAt, LARGE, SHORT_LIVED, workerEntry } from './jobs.ts';

/** A thread that reads a data set, seen from the thread that it reads for. */
export interface ReaderLink {
  readonly thread: Worker;
  /** Is told what to read, once, and gives what was read. */
  readonly port: MessagePort;
  readonly gauge: Int32Array;
}

/** The same seen from the thread that reads: what it is started with. */
export interface ReaderEnd {
  readonly port: MessagePort;
  readonly gauge: SharedArrayBuffer;
}

/** Cells of the gauge, all 32-bit. */
export const SENT = 0;
export const TAKEN = 1;
export const STOP = 2;
const GAUGE_BYTES = 12;

/** Bytes: a smaller data set is read sooner than a thread has started. */
export const SMALL = 4e6;

let ahead: ReaderLink | null = null;

/**
 * Does work that will read what lies at the paths. The thread that reads it is started before the work, so that each loads
 * what it needs while the other does.
 */
export async function withReaderAhead<T>(paths: readonly string[], work: () => Promise<T>): Promise<T> {
  const bytes = bytesAt(paths);
  if (bytes >= SMALL) ahead = startReader(bytes);
  try {
    return await work();
  } finally {
    if (ahead !== null) endReader(ahead);
    ahead = null;
  }
}

/** The thread that was started ahead, or a new one. */
export function takeReader(bytes: number): ReaderLink {
  const link = ahead ?? startReader(bytes);
  ahead = null;
  return link;
}

/** Wherever the thread is in its work. */
export function endReader({ thread, port, gauge }: ReaderLink): void {
  Atomics.store(gauge, STOP, 1);
  Atomics.notify(gauge, TAKEN);
  port.close();
  void thread.terminate();
}

function startReader(bytes: number): ReaderLink {
  const gauge = new SharedArrayBuffer(GAUGE_BYTES);
  const { port1, port2 } = new MessageChannel();
  const end: ReaderEnd = { port: port2, gauge };
  const thread = new Worker(workerEntry(), {
    workerData: { reader: end },
    transferList: [port2],
    execArgv: [],
    ...(bytes >= LARGE ? { resourceLimits: SHORT_LIVED } : {}),
  });
  thread.unref();
  return { thread, port: port1, gauge: new Int32Array(gauge) };
}
