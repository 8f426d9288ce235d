import type { Outcome } from '../../shared/contract/failure.ts';
import type { Progress } from '../../shared/contract/wire.ts';
import type { Surroundings } from './context.ts';

/** What a job that runs in a worker thread gets besides its input. */
export interface JobTools {
  /** As often as one likes: the worker passes on at most twenty a second. */
  readonly progress: (progress: Progress) => void;
  /** To be asked now and then; true means: roll back and answer with `jobCancelled`. */
  readonly cancelled: () => boolean;
  readonly surroundings: Surroundings;
}

/**
 * A job's function: plain data in and out (it crosses to a thread and back by structured clone), its own connection,
 * one transaction. An exception is a defect and rolls back like a cancel.
 */
export type WorkerJob<I, O> = (input: I, tools: JobTools) => Outcome<O> | Promise<Outcome<O>>;

/** What a cancelled job answers. */
export const jobCancelled: Outcome<never> = {
  ok: false,
  error: { code: 'cancelled', message: 'Cancelled. Nothing was stored.' },
};
