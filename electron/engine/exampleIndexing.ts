import { type Connection, inTransaction } from '../../db/connection.ts';
import { connectToContest } from '../../db/contest.ts';
import { indexMore, unindexedVersions } from '../../db/exampleSearch.ts';
import { knownFailure } from '../../db/failure.ts';
import { type Outcome, success } from '../../shared/contract/failure.ts';
import { runInWorker } from './jobs.ts';
import { type JobTools, jobCancelled } from './workerJob.ts';

/** Fills the search index of large data sets behind what people do; until it is full, a search reads the rest through. */
export interface Indexing {
  /** Looks whether there is anything to do, and does it. */
  readonly wake: (db: Connection) => void;
  /** Resolves when the file is let go. What is not done is done when the contest is opened again. */
  readonly stop: () => Promise<void>;
}

export function createIndexing(contestPath: string, log: (text: string) => void): Indexing {
  let running: Promise<void> | null = null;
  let abort = new AbortController();
  const wake = (db: Connection) => {
    if (running !== null || abort.signal.aborted || unindexedVersions(db).length === 0) return;
    running = runInWorker('indexExamples', { contestPath }, { signal: abort.signal }).then((outcome) => {
      running = null;
      if (!outcome.ok && outcome.error.code !== 'cancelled') log(`search index: ${outcome.error.code}`);
    });
  };
  return {
    wake,
    stop: async () => {
      abort.abort();
      await running;
      abort = new AbortController();
    },
  };
}

/** Rows a transaction: others who write wait no longer than one of these takes. */
const ROWS = 1000;
/** Milliseconds. */
const WHILE_LOCKED = 200;

/** The job itself, in a worker thread with its own connection. */
export function indexExamples(input: { readonly contestPath: string }, tools: JobTools): Outcome<{ rows: number }> {
  const db = connectToContest(input.contestPath);
  const cell = new Int32Array(new SharedArrayBuffer(4));
  const pause = (milliseconds: number) => Atomics.wait(cell, 0, 0, milliseconds);
  let done = 0;
  try {
    for (const { version, examples } of unindexedVersions(db)) {
      for (let rows = 0; rows < examples; ) {
        if (tools.cancelled()) return jobCancelled;
        const begun = performance.now();
        try {
          rows = inTransaction(db, () => indexMore(db, version, ROWS));
          done += ROWS;
        } catch (error) {
          // an import holds the file for as long as it takes
          if (knownFailure(error)?.code !== 'locked') throw error;
          pause(WHILE_LOCKED);
        }
        // the file is free for as long again, so that no vote waits behind a row of such turns
        pause(performance.now() - begun);
      }
    }
    return success({ rows: done });
  } finally {
    db.close();
  }
}
