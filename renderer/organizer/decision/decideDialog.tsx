import { useState } from 'react';
import type { DecisionRoom } from '../../../shared/contract/decisionRoom.ts';
import { engine } from '../../engine/connection.ts';
import { useCommand } from '../../engine/hooks.ts';
import { useKeys } from '../../frame/keys.ts';
import { offerUndo } from '../../frame/undo.tsx';
import { Button, IconButton } from '../../pieces/controls.tsx';
import { Dialog } from '../../pieces/dialog.tsx';
import { TextArea } from '../../pieces/field.tsx';
import { FailureNote } from '../../pieces/states.tsx';
import { inWords, type Question } from './roomLines.ts';

/** An order of what the panel left open, with a reason: recorded as the organizers' own, and taken back like it. */
export function DecideDialog(props: { room: DecisionRoom; question: Question; onClose: () => void }) {
  const { room, onClose } = props;
  const rule = useCommand('decision.rule');
  const [order, setOrder] = useState<readonly string[]>(() => {
    const asked = new Set(props.question.submissions);
    return room.outcomes.flatMap(({ submission }) => (asked.has(submission) ? [submission] : []));
  });
  const [reason, setReason] = useState('');
  const titles = new Map(room.outcomes.map(({ submission, title }) => [submission, title]));
  const titleOf = (id: string) => titles.get(id) ?? id;
  useKeys('Decide', [], { modal: true });
  function move(from: number, step: -1 | 1) {
    const to = from + step;
    if (to < 0 || to >= order.length) return;
    const next = [...order];
    next.splice(to, 0, ...next.splice(from, 1));
    setOrder(next);
    // the focus goes with what moved
    requestAnimationFrame(() =>
      document.getElementById(`order-${to}`)?.querySelectorAll('button')[step < 0 ? 0 : 1]?.focus(),
    );
  }
  const why = reason.trim() === '' ? 'A reason is needed' : rule.busy ? 'Recording it' : null;
  async function save() {
    const outcome = await rule.run({ order: order.map((id) => [id]), reason: reason.trim() });
    if (!outcome.ok) return;
    const { id } = outcome.value;
    offerUndo(`Decided: ${inWords(order.map(titleOf))}`, async () => {
      const undone = await engine.call('decision.unrule', { id });
      return undone.ok ? null : undone.error.message;
    });
    onClose();
  }
  return (
    <Dialog title="Decide the order" onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (why === null) void save();
        }}
      >
        <p className="ink2">
          It speaks only where the panel’s ranking leaves two of them open, and is recorded as the organizers’ decision.
          It can be withdrawn.
        </p>
        <ol className="ruling-order" aria-label="Order, best first">
          {order.map((id, place) => (
            <li key={id} id={`order-${place}`}>
              <span className="ink3 num">{place + 1}</span>
              <span className="grow clip">{titleOf(id)}</span>
              <IconButton icon="up" label={`${titleOf(id)} up`} onClick={() => move(place, -1)} />
              <IconButton icon="down" label={`${titleOf(id)} down`} onClick={() => move(place, 1)} />
            </li>
          ))}
        </ol>
        <TextArea
          label="Reason"
          help="Stands in the record and in the organizers’ report."
          rows={3}
          value={reason}
          onChange={setReason}
        />
        {rule.failure ? <FailureNote failure={rule.failure} /> : null}
        <div className="row">
          <Button main submit why={why}>
            Record the decision
          </Button>
          <Button bare onClick={onClose}>
            Cancel
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
