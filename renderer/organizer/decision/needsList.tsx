import { useState } from 'react';
import type { Grounds } from '../../../shared/contract/decisionRoom.ts';
import { engine } from '../../engine/connection.ts';
import { useCommand } from '../../engine/hooks.ts';
import { useKeys } from '../../frame/keys.ts';
import { offerUndo } from '../../frame/undo.tsx';
import { Button } from '../../pieces/controls.tsx';
import { Dialog } from '../../pieces/dialog.tsx';
import { TextArea } from '../../pieces/field.tsx';
import { FailureNote } from '../../pieces/states.tsx';
import { StatusIcon } from '../../pieces/status.tsx';

type Need = Grounds['needs'][number];

/** What keeps a submission from being ranked, each to be waived with a reason, and waivers to be taken back. */
export function NeedsList(props: { submission: string; title: string; needs: readonly Need[] }) {
  const { submission, needs } = props;
  const [waiving, setWaiving] = useState<Need | null>(null);
  const unwaive = useCommand('submission.unwaive');
  async function takeBack({ rule, waiver }: Need) {
    const outcome = await unwaive.run({ id: submission, rule });
    if (!outcome.ok) return;
    offerUndo('The waiver is taken back', async () => {
      const undone = await engine.call('submission.waive', { id: submission, rule, reason: waiver ?? '' });
      return undone.ok ? null : undone.error.message;
    });
  }
  return (
    <>
      <ul className="needs">
        {needs.map((need) => (
          <li key={need.rule}>
            <StatusIcon
              status={need.waiver !== null ? 'done' : need.rule === 'labels' ? 'waiting' : 'ineligible'}
              label={need.waiver !== null ? 'Waived' : undefined}
            />
            <span>
              {need.message} {need.waiver === null ? null : <span className="ink3">Waived: {need.waiver} </span>}
              {need.waiver === null ? (
                <button type="button" className="link" onClick={() => setWaiving(need)}>
                  Waive with a reason
                </button>
              ) : (
                <button type="button" className="link" onClick={() => void takeBack(need)}>
                  Take the waiver back
                </button>
              )}
            </span>
          </li>
        ))}
        {unwaive.failure ? (
          <li>
            <FailureNote failure={unwaive.failure} />
          </li>
        ) : null}
      </ul>
      {waiving ? (
        <WaiveDialog submission={submission} title={props.title} need={waiving} onClose={() => setWaiving(null)} />
      ) : null}
    </>
  );
}

function WaiveDialog(props: { submission: string; title: string; need: Need; onClose: () => void }) {
  const { submission, need, onClose } = props;
  const waive = useCommand('submission.waive');
  const [reason, setReason] = useState('');
  const why = reason.trim() === '' ? 'A reason is needed' : waive.busy ? 'Waiving' : null;
  useKeys('Waive', [], { modal: true });
  async function save() {
    const outcome = await waive.run({ id: submission, rule: need.rule, reason: reason.trim() });
    if (!outcome.ok) return;
    offerUndo('The rule is waived', async () => {
      const undone = await engine.call('submission.unwaive', { id: submission, rule: need.rule });
      return undone.ok ? null : undone.error.message;
    });
    onClose();
  }
  return (
    <Dialog title={`Waive for ${props.title}`} onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (why === null) void save();
        }}
      >
        <p>{need.message}</p>
        <TextArea
          label="Why it may be ranked all the same"
          help="Goes into the record."
          rows={3}
          value={reason}
          onChange={setReason}
        />
        {waive.failure ? <FailureNote failure={waive.failure} /> : null}
        <div className="row">
          <Button main submit why={why}>
            Waive
          </Button>
          <Button bare onClick={onClose}>
            Cancel
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
