import { useEffect, useState } from 'react';
import { create } from 'zustand';
import { secondsLeft, useRunningJobs } from '../engine/jobs.ts';
import { Button, Progress } from '../pieces/controls.tsx';
import { percent } from '../pieces/format.ts';

/** The outcome of work that went on in the background, until it is looked at. */
const useTold = create<{ readonly told: { text: string; look: () => void } | null }>(() => ({ told: null }));

/** Says in the top bar that something is done; a click on it calls `look`. */
export function tellInTopBar(text: string, look: () => void): void {
  useTold.setState({ told: { text, look } });
}

/** The work in the background: title, bar, share, cancel. From 400 ms on, so that quick work does not flash. */
export function TopJobs() {
  const jobs = useRunningJobs((state) => state.jobs);
  const now = useNow(jobs.length > 0);
  const { told } = useTold();
  const job = jobs[0];
  if (!job && told) {
    const look = () => {
      useTold.setState({ told: null });
      told.look();
    };
    return (
      <Button bare icon="import" onClick={look}>
        {told.text}
      </Button>
    );
  }
  if (!job || now - job.startedAt < 400) return null;
  const share = job.progress?.share ?? null;
  const left = secondsLeft(job, now);
  return (
    <span className="job" title={job.progress?.text}>
      <span className="clip job-title">{job.title}</span>
      <Progress share={share} label={job.title} />
      {share === null ? null : <span>{percent(share)}</span>}
      {left !== null && left > 5 ? <span className="ink3">{Math.round(left)} s left</span> : null}
      {jobs.length > 1 ? <span className="ink3">and {jobs.length - 1} more</span> : null}
      <Button bare onClick={job.cancel}>
        Cancel
      </Button>
    </span>
  );
}

/** The time, read anew twice a second while something runs. */
export function useNow(running: boolean): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (!running) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, [running]);
  return now;
}
