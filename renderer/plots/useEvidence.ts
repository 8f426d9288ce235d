import { useCallback, useEffect, useRef } from 'react';
import type { Failure } from '../../shared/contract/failure.ts';
import type { SubmissionScaling } from '../../shared/contract/scaling.ts';
import { type Asked, useAsk } from '../engine/hooks.ts';
import { type RunningJob, useJob } from '../engine/jobs.ts';

/** A submission's evidence as a screen shows it, and the computing of what is missing. */
export interface Evidence {
  readonly scaling: SubmissionScaling | undefined;
  readonly error: Failure | null;
  readonly retry: () => void;
  readonly computing: RunningJob | null;
  /** Why the last computing ended without evidence; null while it may still come. */
  readonly failure: Failure | null;
  readonly compute: () => void;
}

/** For the organizer. What is absent or stale is computed as soon as somebody looks at it. */
export function useSubmissionEvidence(id: string, title: string): Evidence {
  const asked = useAsk('scaling.submission', { id });
  const job = useJob('scaling.compute');
  const { start } = job;
  const compute = useCallback(() => start({ submissions: [id] }, `Resampling ${title}`), [start, id, title]);
  return useComputed(asked, job, compute);
}

/** For a reviewer, who knows it by its number only. */
export function useAssignedEvidence(number: number, title: string): Evidence {
  const asked = useAsk('scaling.assigned', { number });
  const job = useJob('scaling.computeAssigned');
  const { start } = job;
  const compute = useCallback(() => start({ number }, `Resampling ${title}`), [start, number, title]);
  return useComputed(asked, job, compute);
}

interface Job {
  readonly running: RunningJob | null;
  readonly outcome: { readonly ok: boolean; readonly error?: Failure } | null;
}

function useComputed(asked: Asked<SubmissionScaling>, job: Job, compute: () => Promise<unknown>): Evidence {
  const { data: scaling, retry } = asked;
  const lacking = scaling?.state === 'absent' || scaling?.state === 'stale';
  const failed = job.outcome && !job.outcome.ok ? (job.outcome.error ?? null) : null;
  const again = useCallback(() => void compute().then(retry), [compute, retry]);
  // once for each time that something is lacking: cancelled or failed, it waits to be asked
  const asking = useRef(false);
  useEffect(() => {
    if (!lacking) asking.current = false;
    else if (!asking.current) {
      asking.current = true;
      again();
    }
  }, [lacking, again]);
  return {
    scaling,
    error: asked.error,
    retry,
    computing: job.running,
    failure: lacking && !job.running ? failed : null,
    compute: again,
  };
}
