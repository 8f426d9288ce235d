import { useEffect, useRef, useState } from 'react';
import { useKeys } from '../frame/keys.ts';
import { Button } from '../pieces/controls.tsx';
import { plural } from '../pieces/format.ts';
import { Icon } from '../pieces/icons.tsx';
import { lastedWords } from './pace.ts';
import type { Workday } from './workday.ts';

/** Nothing of the task is on the screen, and no example's time runs. */
export function BreakScreen(props: { day: Workday; onBack: () => void; onLeave: () => void }) {
  const { day, onBack, onLeave } = props;
  const title = useRef<HTMLHeadingElement>(null);
  const now = useNow();
  const rested = day.restingSince === null ? 0 : now - day.restingSince;
  useEffect(() => title.current?.focus(), []);
  useKeys(
    'Break',
    [
      { key: 'Enter', label: 'Back to work', run: onBack },
      { key: 'B', label: 'Back to work', run: onBack },
      { key: 'Escape', label: 'To the list of tasks', run: onLeave },
    ],
    { modal: true },
  );
  return (
    <div className="one all-done">
      <h1 ref={title} tabIndex={-1}>
        <Icon name="clock" className="s-todo" />
        On a break
      </h1>
      <p>
        For {lastedWords(rested)} now. {worked(day)} Nothing is lost while you are away: every answer so far is on disk,
        and the example you were at comes back.
      </p>
      <div className="go">
        <Button main large k="Enter" onClick={onBack}>
          Back to work
        </Button>
        <Button large bare k="Escape" onClick={onLeave}>
          To the list of tasks
        </Button>
      </div>
    </div>
  );
}

function worked(day: Workday): string {
  if (day.votes === 0) return '';
  return `Before it you labelled ${plural(day.votes, 'example')} in ${lastedWords(day.workedMs)}.`;
}

function useNow(): number {
  const [now, setNow] = useState(() => performance.now());
  useEffect(() => {
    const tick = setInterval(() => setNow(performance.now()), 15_000);
    return () => clearInterval(tick);
  }, []);
  return now;
}
