import { useCallback } from 'react';
import { create } from 'zustand';
import type { Firmness } from '../../../shared/contract/decisionRoom.ts';
import type { Failure } from '../../../shared/contract/failure.ts';
import { type RunningJob, runJob, useRunningJobs } from '../../engine/jobs.ts';

/** What was computed last outlives the screen; it says of which input by its fingerprint. */
interface Computed {
  readonly seed: number;
  readonly firmness: Firmness | null;
  readonly failure: Failure | null;
  readonly job: number | null;
  /** The fingerprint for which it was last started, so that it starts by itself only once. */
  readonly startedFor: string | null;
}

const useComputed = create<Computed>(() => ({ seed: 1, firmness: null, failure: null, job: null, startedFor: null }));

export interface FirmnessState {
  readonly firmness: Firmness | null;
  readonly failure: Failure | null;
  readonly running: RunningJob | null;
  readonly seed: number;
  readonly startedFor: string | null;
  readonly compute: (fingerprint: string, seed?: number) => void;
}

export function useFirmness(): FirmnessState {
  const { seed, firmness, failure, job, startedFor } = useComputed();
  const running = useRunningJobs((state) => state.jobs.find(({ id }) => id === job) ?? null);
  const compute = useCallback((fingerprint: string, wanted?: number) => void start(fingerprint, wanted), []);
  return { firmness, failure, running, seed, startedFor, compute };
}

async function start(fingerprint: string, wanted: number = useComputed.getState().seed): Promise<void> {
  const { job } = useComputed.getState();
  if (job !== null && useRunningJobs.getState().jobs.some(({ id }) => id === job)) return;
  useComputed.setState({ seed: wanted, failure: null, startedFor: fingerprint });
  const outcome = await runJob(
    'decision.firmness',
    { seed: wanted },
    { title: 'How firm the decision is', onStart: (id) => useComputed.setState({ job: id }) },
  );
  useComputed.setState(
    outcome.ok
      ? { firmness: outcome.value, job: null }
      : { failure: outcome.error.code === 'cancelled' ? null : outcome.error, job: null },
  );
}
