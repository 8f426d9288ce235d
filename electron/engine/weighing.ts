import { Worker } from 'node:worker_threads';
import type { Connection } from '../../db/connection.ts';
import { keepLabelState, withLatestStates } from '../../db/labelStates.ts';
import { VotesToWeigh, weighElsewhere } from '../../db/weighElsewhere.ts';
import type { ProcedureName } from '../../shared/contract/contract.ts';
import { failure, type Outcome } from '../../shared/contract/failure.ts';
import type { Progress } from '../../shared/contract/wire.ts';
import { workerEntry } from './jobs.ts';
import type { WeighedState, WeighingAnswer, WeighingRequest, WeighingStart } from './weighingThread.ts';
import type { CallOptions } from './wire.ts';
import { jobCancelled } from './workerJob.ts';

/** Deals of more votes are weighed in the thread: so many take the engine some 50 ms, about as long as anybody may wait. */
export const MOST_WEIGHED_HERE = 10_000;

/** Milliseconds: a thread that has closed its connection may never come to its end, see jobs.ts. */
const LEFT_BEHIND = 5000;

/** A call is begun anew so often where a new deal turned up each time. */
const MOST_TURNS = 3;

/**
 * Weighs the votes of large deals in a thread of its own, which begins with the first such deal and keeps what it read as
 * long as the contest is open. What is asked while it works waits there, and everything else goes on here.
 */
export interface Weighing {
  /** Carries a call out here, or where its votes are weighed. */
  carryOut(call: WeighedCall, how: CallOptions): Promise<Outcome<unknown>>;
  stop(): Promise<void>;
}

export interface WeighedCall {
  readonly name: ProcedureName;
  readonly input: unknown;
  /** Whether it changes anything: such a call is never made in the thread, which only reads. */
  readonly writes: boolean;
  readonly work: () => Outcome<unknown> | Promise<Outcome<unknown>>;
}

export function createWeighing(db: Connection, path: string, most: number): Weighing {
  weighElsewhere(db, most);
  let thread: WeighingThread | null = null;
  const ask = (request: Pick<WeighingRequest, 'name' | 'input'>, how: CallOptions) => {
    thread ??= startThread({ path, most }, () => {
      thread = null;
    });
    return thread.ask(request, how);
  };

  async function states(how: CallOptions): Promise<Outcome<unknown>> {
    const weighed = await ask({ name: 'states', input: null }, how);
    if (!weighed.ok) return weighed;
    for (const { version, mark, state } of weighed.value as readonly WeighedState[]) {
      keepLabelState(db, version, mark, state);
    }
    return weighed;
  }

  return {
    carryOut: async ({ name, input, writes, work }, how) => {
      let run = async () => work();
      for (let turn = 0; turn < MOST_TURNS; turn++) {
        try {
          return await run();
        } catch (error) {
          if (!(error instanceof VotesToWeigh)) throw error;
          if (error.wanted === 'answer' && !writes) return await ask({ name, input }, how);
          if (error.wanted === 'answer') break;
          const weighed = await states(how);
          if (!weighed.ok) return weighed;
          run = async () => withLatestStates(db, work);
        }
      }
      return await here(db, most, work);
    },
    stop: async () => {
      weighElsewhere(db, null);
      await thread?.stop();
    },
  };
}

/** What writes and weighs cannot be done elsewhere: everybody waits for it. */
async function here<T>(db: Connection, most: number, work: () => T | Promise<T>): Promise<T> {
  weighElsewhere(db, null);
  try {
    return await work();
  } finally {
    weighElsewhere(db, most);
  }
}

interface Asked {
  readonly request: WeighingRequest;
  readonly waiting: Set<Waiting>;
  begun: boolean;
}

interface Waiting {
  readonly resolve: (outcome: Outcome<unknown>) => void;
  readonly onProgress: ((progress: Progress) => void) | undefined;
}

interface WeighingThread {
  ask(request: Pick<WeighingRequest, 'name' | 'input'>, how: CallOptions): Promise<Outcome<unknown>>;
  stop(): Promise<void>;
}

/** One request after the other goes to the thread; the same question asked again while it waits is asked once. */
function startThread(start: Pick<WeighingStart, 'path' | 'most'>, ended: () => void): WeighingThread {
  const cancelled = new Int32Array(new SharedArrayBuffer(4));
  const workerData = { weighVotes: { ...start, cancelled: cancelled.buffer } satisfies WeighingStart };
  const worker = new Worker(workerEntry(), { workerData, execArgv: [] });
  const queue: Asked[] = [];
  let next = 1;
  let leave = () => {};
  const gone = new Promise<void>((resolve) => {
    leave = resolve;
    worker.once('exit', () => {
      ended();
      for (const { waiting } of queue.splice(0)) for (const one of waiting) one.resolve(threadDied);
      resolve();
    });
  });
  worker.on('error', (error) => console.error('weighing votes failed:', error));
  worker.on('message', (message: WeighingAnswer) => {
    const asked = queue[0];
    if (asked?.request.id !== message.id) return;
    if (message.type === 'progress') {
      for (const one of asked.waiting) one.onProgress?.(message.progress);
      return;
    }
    queue.shift();
    for (const one of asked.waiting) one.resolve(message.outcome);
    send();
  });

  function send(): void {
    const asked = queue[0];
    if (!asked || asked.begun) return;
    asked.begun = true;
    worker.postMessage(asked.request);
  }

  function giveUp(asked: Asked, one: Waiting): void {
    asked.waiting.delete(one);
    one.resolve(jobCancelled);
    if (asked.waiting.size > 0) return;
    if (asked.begun) Atomics.store(cancelled, 0, asked.request.id);
    else queue.splice(queue.indexOf(asked), 1);
  }

  return {
    ask: ({ name, input }, { signal, onProgress }) => {
      if (signal?.aborted) return Promise.resolve(jobCancelled);
      const text = JSON.stringify([name, input]);
      let asked = queue.find((one) => !one.begun && JSON.stringify([one.request.name, one.request.input]) === text);
      if (!asked) {
        asked = { request: { id: next++, name, input }, waiting: new Set(), begun: false };
        queue.push(asked);
      }
      const found = asked;
      return new Promise<Outcome<unknown>>((resolve) => {
        const one: Waiting = { resolve, onProgress };
        found.waiting.add(one);
        signal?.addEventListener('abort', () => giveUp(found, one), { once: true });
        send();
      });
    },
    stop: async () => {
      if (queue[0]?.begun) Atomics.store(cancelled, 0, queue[0].request.id);
      worker.postMessage(null);
      worker.unref();
      const slow = setTimeout(leave, LEFT_BEHIND);
      await gone;
      clearTimeout(slow);
    },
  };
}

const threadDied = failure(
  'defect',
  'The votes could not be weighed because of a fault in Assay; the log has the details.',
);
