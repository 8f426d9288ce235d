import type { ReactNode } from 'react';
import type { DecisionRoom } from '../../../shared/contract/decisionRoom.ts';
import type { Asked } from '../../engine/hooks.ts';
import { Button } from '../../pieces/controls.tsx';
import { FailureNote, LoadingRows } from '../../pieces/states.tsx';

/** Whether there is anything to show of the room yet. */
export function hasOutcomes(room: DecisionRoom | undefined): room is DecisionRoom {
  return room !== undefined && room.outcomes.length > 0;
}

/** What a page of the decision shows while there is no ranking, and the page itself once there is one. */
export function RoomGate(props: {
  asked: Asked<DecisionRoom>;
  empty: ReactNode;
  children: (room: DecisionRoom) => ReactNode;
}) {
  const { data: room, error, isPending, retry } = props.asked;
  if (hasOutcomes(room)) return props.children(room);
  return (
    <div className="subs-other">
      {room ? props.empty : null}
      {error && !room ? <FailureNote failure={error} action={<Button onClick={retry}>Try again</Button>} /> : null}
      {isPending ? <LoadingRows rows={10} label="Working out the ranking" /> : null}
    </div>
  );
}
