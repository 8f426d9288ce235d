import { useEffect, useRef } from 'react';
import type { LabelTask } from '../../shared/contract/labels.ts';
import { useKeys } from '../frame/keys.ts';
import { Button } from '../pieces/controls.tsx';
import { plural } from '../pieces/format.ts';
import { StatusIcon } from '../pieces/status.tsx';
import { CastFailure } from './castFailure.tsx';
import type { Desk } from './deskState.ts';
import type { DeskFailure } from './useDesk.ts';

/** Every example of the task has a vote, or no more are needed. */
export function AllDone(props: {
  desk: Desk;
  task: LabelTask;
  stopped: boolean;
  failed: DeskFailure | null;
  onLeave: () => void;
  onBack: (() => void) | null;
}) {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    title.current?.focus();
  }, []);
  useKeys('All done', [{ key: 'Enter', label: 'To the list of tasks', run: props.onLeave }]);
  const { done } = props.desk.progress;
  return (
    <div className="one all-done">
      <h1 ref={title} tabIndex={-1}>
        <StatusIcon status="done" label={null} />
        Task {props.task.number} is done
      </h1>
      <p>
        {plural(done, 'example')}, all saved. {props.stopped ? 'The organizers need no more of this task. ' : ''}You can
        still look back and change an answer; the organizers see the latest.
      </p>
      {props.failed ? <CastFailure failed={props.failed} /> : null}
      <div className="go">
        <Button main large k="Enter" onClick={props.onLeave}>
          To the list of tasks
        </Button>
        {props.onBack ? (
          <Button large k="ArrowLeft" onClick={props.onBack}>
            Look at the last one
          </Button>
        ) : null}
      </div>
    </div>
  );
}
