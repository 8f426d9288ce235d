import { useState } from 'react';
import { useCommand } from '../engine/hooks.ts';
import { useKeys } from '../frame/keys.ts';
import { Button } from '../pieces/controls.tsx';
import { Dialog } from '../pieces/dialog.tsx';
import { TextArea } from '../pieces/field.tsx';
import { FailureNote } from '../pieces/states.tsx';

/** A submission that this reviewer would rather not, or should not, judge. It can be taken back from the queue. */
export function Declining(props: {
  number: number;
  title: string;
  /** Something is written already. */
  begun: boolean;
  onDeclined: () => void;
  onClose: () => void;
}) {
  const command = useCommand('review.decline');
  const [reason, setReason] = useState('');
  const send = async () => {
    if (command.busy) return;
    const outcome = await command.run({ number: props.number, reason });
    if (outcome.ok) props.onDeclined();
  };
  useKeys('Decline', [{ key: 'Mod+Enter', label: 'Decline', run: () => void send(), inFields: true }], { modal: true });
  return (
    <Dialog
      title={`Decline ${props.title}`}
      onClose={props.onClose}
      foot={
        <>
          <Button k="Escape" onClick={props.onClose}>
            Keep it
          </Button>
          <Button main k="Mod+Enter" onClick={() => void send()}>
            {command.busy ? 'Declining' : 'Decline'}
          </Button>
        </>
      }
    >
      <p className="ink2">
        It leaves your queue and is dealt to somebody else.{' '}
        {props.begun ? 'What you have written so far is kept. ' : ''}
        You can take it back from the end of your queue for as long as nobody else was asked.
      </p>
      <TextArea
        label="Reason, if you like"
        help="Only the organizers read it. Leave out who you are."
        rows={3}
        maxLength={2000}
        value={reason}
        onChange={setReason}
      />
      {command.failure ? <FailureNote failure={command.failure} title="It was not declined" /> : null}
    </Dialog>
  );
}
