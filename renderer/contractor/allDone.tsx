import { useEffect, useRef } from 'react';
import type { LabelTask } from '../../shared/contract/labels.ts';
import { useKeys } from '../frame/keys.ts';
import { Button } from '../pieces/controls.tsx';
import { plural } from '../pieces/format.ts';
import { StatusIcon } from '../pieces/status.tsx';
import { CastFailure } from './castFailure.tsx';
import type { Desk } from './deskState.ts';
import type { DeskFailure } from './useDesk.ts';

/** Every example of the task has a vote. */
export function AllDone(props: {
  desk: Desk;
  task: LabelTask;
  failed: DeskFailure | null;
  onLeave: () => void;
  onBack: () => void;
}) {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    title.current?.focus();
  }, []);
  useKeys('All done', [{ key: 'Enter', label: 'To the list of tasks', run: props.onLeave }]);
  return (
    <div className="one all-done">
      <h1 ref={title} tabIndex={-1}>
        <StatusIcon status="done" label={null} />
        Task {props.task.number} is done
      </h1>
      <p>
        {plural(props.desk.total, 'example')}, all saved. You can still look back and change an answer; the organizers
        see the latest.
      </p>
      {props.failed ? <CastFailure failed={props.failed} /> : null}
      <div className="go">
        <Button main large k="Enter" onClick={props.onLeave}>
          To the list of tasks
        </Button>
        <Button large k="ArrowLeft" onClick={props.onBack}>
          Look at the last one
        </Button>
      </div>
    </div>
  );
}
