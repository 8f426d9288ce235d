import type { ReactNode } from 'react';
import type { RunningJob } from '../engine/jobs.ts';
import { Button, Progress } from './controls.tsx';
import { useLate } from './states.tsx';

/** How far a job is that was started here, and the way to stop it. Nothing while it is quick, nothing where none runs. */
export function JobLine({ running }: { running: RunningJob | null }) {
  return running ? <Line key={running.id} running={running} /> : null;
}

function Line({ running }: { running: RunningJob }) {
  if (!useLate()) return null;
  return (
    <JobProgress running={running}>
      <Button bare onClick={running.cancel}>
        Cancel
      </Button>
    </JobProgress>
  );
}

/** The same at once, for a dialog that can be closed to stop the job. */
export function JobProgress({ running, children }: { running: RunningJob; children?: ReactNode }) {
  return (
    <div className="slow-answer" role="status">
      <p className="ink2">
        {running.title}
        {running.progress ? `: ${running.progress.text}` : ''}
      </p>
      <Progress share={running.progress?.share ?? null} label={running.title} />
      {children}
    </div>
  );
}
