import { useCallback, useState } from 'react';
import { create } from 'zustand';
import type { Input, Output, ProceduresOfKind } from '../../shared/contract/contract.ts';
import type { Failure, Outcome } from '../../shared/contract/failure.ts';
import type { Progress } from '../../shared/contract/wire.ts';
import { engine } from './connection.ts';

type Job = ProceduresOfKind<'job'>;

/** A job that runs now: what the top bar shows while the work goes on in the background. */
export interface RunningJob {
  readonly id: number;
  /** `Reading ferry-timetables.csv`. */
  readonly title: string;
  readonly progress: Progress | null;
  readonly startedAt: number;
  readonly cancel: () => void;
}

export const useRunningJobs = create<{ readonly jobs: readonly RunningJob[] }>(() => ({ jobs: [] }));

let nextId = 0;

/** Starts a job that outlives the screen it was started from. Several may run; the engine puts writing ones in a row. */
export async function runJob<P extends Job>(
  procedure: P,
  input: Input<P>,
  options: { title: string; onStart?: (id: number) => void },
): Promise<Outcome<Output<P>>> {
  const id = nextId++;
  const controller = new AbortController();
  const change = (jobs: (now: readonly RunningJob[]) => readonly RunningJob[]) =>
    useRunningJobs.setState((state) => ({ jobs: jobs(state.jobs) }));
  const job = { id, title: options.title, progress: null, startedAt: Date.now(), cancel: () => controller.abort() };
  change((jobs) => [...jobs, job]);
  options.onStart?.(id);
  const outcome = await engine.call(procedure, input, {
    signal: controller.signal,
    onProgress: (progress) => change((jobs) => jobs.map((one) => (one.id === id ? { ...one, progress } : one))),
  });
  change((jobs) => jobs.filter((one) => one.id !== id));
  return outcome;
}

/** A job as a screen uses it: start, watch, cancel, and its outcome when it has ended. */
export function useJob<P extends Job>(procedure: P) {
  const [id, setId] = useState<number | null>(null);
  const [outcome, setOutcome] = useState<Outcome<Output<P>> | null>(null);
  const running = useRunningJobs((state) => state.jobs.find((job) => job.id === id) ?? null);
  const start = useCallback(
    async (input: Input<P>, title: string): Promise<Outcome<Output<P>>> => {
      setOutcome(null);
      const ended = await runJob(procedure, input, { title, onStart: setId });
      setOutcome(ended);
      return ended;
    },
    [procedure],
  );
  return { start, running, outcome };
}

/** What a screen has to say of a job that ended; nothing where whoever started it cancelled it. */
export function failureOf(outcome: Outcome<unknown> | null): Failure | null {
  return outcome?.ok === false && outcome.error.code !== 'cancelled' ? outcome.error : null;
}

/** Seconds left at the pace so far; null while it cannot be said. */
export function secondsLeft(job: Pick<RunningJob, 'progress' | 'startedAt'>, now: number): number | null {
  const share = job.progress?.share ?? null;
  const spent = (now - job.startedAt) / 1000;
  if (share === null || share < 0.02 || spent < 2) return null;
  return (spent / share) * (1 - share);
}
