import { useEffect, useRef } from 'react';
import { StatusIcon } from '../pieces/status.tsx';
import type { DeskFailure } from './useDesk.ts';

/** What failed, what is safe, what to do: beside the button that was pressed. */
export function CastFailure(props: { failed: DeskFailure }) {
  const { doing, failure } = props.failed;
  const note = useRef<HTMLDivElement>(null);
  useEffect(() => {
    note.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  const gone = failure.code === 'engine-gone';
  const title = {
    open: 'The task could not be opened',
    read: 'That example could not be opened',
    vote: gone ? 'This answer may not be on disk' : 'This answer is not on disk',
    moved: 'This example is somebody else’s now',
    undo: gone ? 'Whether the vote was taken back is not certain' : 'The vote was not taken back',
  }[doing];
  const then = {
    open: 'Nothing is lost.',
    read: 'Nothing is lost; what was chosen here is still chosen.',
    vote: 'Every answer before it is saved. It is still on the screen: confirm it again and it is stored once.',
    moved: 'What you chose on it is not needed. Go on with this one.',
    undo: 'Every answer is as it was. Undo once more.',
  }[doing];
  return (
    <div className="cast-failure" role="alert" ref={note}>
      <h2>
        <StatusIcon status="error" label={null} />
        {title}
      </h2>
      <p>
        {failure.message} {then}
      </p>
    </div>
  );
}
