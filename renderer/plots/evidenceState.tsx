import { secondsLeft } from '../engine/jobs.ts';
import { useNow } from '../frame/topJobs.tsx';
import { Button, Progress } from '../pieces/controls.tsx';
import { percent } from '../pieces/format.ts';
import { StatusIcon } from '../pieces/status.tsx';
import type { Evidence } from './useEvidence.ts';

/** What becomes of the resampling, in one line above the plot; nothing once the figures are there. */
export function EvidenceState({ evidence }: { evidence: Evidence }) {
  const { scaling, computing, failure, compute } = evidence;
  const now = useNow(computing !== null);
  if (!scaling || scaling.state === 'current' || scaling.state === 'nothing') return null;
  const stale = scaling.state === 'stale' ? 'The runs have changed since the last resampling. ' : '';
  if (computing) {
    const share = computing.progress?.share ?? null;
    const left = secondsLeft(computing, now);
    return (
      <p className="evidence-state" role="status">
        <span className="grow">
          {stale}Resampling the examples for steps and slopes.
          {share === null ? null : (
            <>
              {' '}
              <span className="nowrap">{percent(share)}</span>
            </>
          )}
          {left !== null && left > 2 ? `, ${Math.round(left)} s left` : null}
        </span>
        <Progress share={share} label="Resampling" />
        <Button bare onClick={computing.cancel}>
          Cancel
        </Button>
      </p>
    );
  }
  if (!failure) return null;
  const cancelled = failure.code === 'cancelled';
  return (
    <p className="evidence-state" role="status">
      <StatusIcon status={cancelled ? 'todo' : 'error'} label={null} />
      <span className="grow">
        {stale}
        {cancelled ? 'Steps and slopes are not computed.' : failure.message}
      </span>
      <Button onClick={compute}>Compute them</Button>
    </p>
  );
}
