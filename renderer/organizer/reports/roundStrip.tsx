import { useState } from 'react';
import type { DecisionRoom } from '../../../shared/contract/decisionRoom.ts';
import { go } from '../../app/router.ts';
import { Button } from '../../pieces/controls.tsx';
import { StatusIcon } from '../../pieces/status.tsx';
import { ConfirmAct } from './confirmAct.tsx';
import { type Act, roundSteps, whyNotFreeze } from './roundSteps.ts';

/** Freeze, announce, begin round 2: what is done, what is next, and why not yet. */
export function RoundStrip({ room }: { room: DecisionRoom }) {
  const [act, setAct] = useState<Act | null>(null);
  return (
    <>
      <ol className="round-strip" aria-label={`Round ${room.rules.round}, step by step`}>
        {roundSteps(room).map((step) => (
          <li key={step.act} className="round-step" aria-current={step.status === 'now' ? 'step' : undefined}>
            <StatusIcon status={step.status} />
            <div className="grow">
              <b>{step.title}</b>
              <p className="ink2 xs">{step.text}</p>
            </div>
            {step.done ? null : (
              <Button main={step.status === 'now'} why={step.why} onClick={() => setAct(step.act)}>
                {step.title}
              </Button>
            )}
          </li>
        ))}
      </ol>
      {act ? <ConfirmAct act={act} room={room} onClose={() => setAct(null)} /> : null}
    </>
  );
}

/** For the top bar of the decision room: to the reports, and freezing with the reason why it cannot be done yet. */
export function RoundActions({ room }: { room: DecisionRoom }) {
  const [asking, setAsking] = useState(false);
  const why = whyNotFreeze(room);
  const done = room.frozen?.status === 'announced' || room.frozen?.same;
  return (
    <>
      <Button onClick={() => go({ page: 'reports' })}>Reports</Button>
      {done ? (
        <span className="row ink2 nowrap">
          <StatusIcon status="frozen" label={null} />
          {room.frozen?.status === 'announced' ? 'Announced' : 'Frozen'}{' '}
          <span className="mono">{room.frozen?.hash.slice(0, 8)}</span>
        </span>
      ) : (
        <Button icon="lock" why={why} onClick={() => setAsking(true)}>
          {room.frozen ? 'Freeze again' : 'Freeze'}
        </Button>
      )}
      {asking ? <ConfirmAct act="freeze" room={room} onClose={() => setAsking(false)} /> : null}
    </>
  );
}
