import { type FormEvent, useState } from 'react';
import type { Output } from '../../../shared/contract/contract.ts';
import { useCommand } from '../../engine/hooks.ts';
import { useKeys } from '../../frame/keys.ts';
import { Button, Segments } from '../../pieces/controls.tsx';
import { copyText } from '../../pieces/copyText.ts';
import { Dialog } from '../../pieces/dialog.tsx';
import { TextField } from '../../pieces/field.tsx';
import { plural } from '../../pieces/format.ts';
import { FailureNote } from '../../pieces/states.tsx';
import { StatusIcon } from '../../pieces/status.tsx';

type Slips = Output<'participants.invite'>['slips'];

/** Access codes for so many people; the slips are shown this once. */
export function InviteDialog(props: { codeSet: boolean; onClose: () => void; onCode: () => void }) {
  const invite = useCommand('participants.invite');
  const [role, setRole] = useState<'contractor' | 'reviewer'>('contractor');
  const [many, setMany] = useState('3');
  const [slips, setSlips] = useState<Slips | null>(null);
  useKeys('Invite', [], { modal: true });
  const n = Number(many);
  const error = Number.isInteger(n) && n >= 1 && n <= 200 ? null : 'A whole number from 1 to 200';

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (error) return;
    const outcome = await invite.run({ role, count: n });
    if (outcome.ok) setSlips(outcome.value.slips);
  }

  if (slips) {
    return (
      <Dialog title={plural(slips.length, 'slip')} wide onClose={props.onClose}>
        <Once
          codes={slips.map((slip) => (slip.alias ? `${slip.alias}  ${slip.code}` : slip.code))}
          sentence={
            role === 'reviewer'
              ? 'Hand them out shuffled and unseen: then nobody can tell which reviewer acts under which alias.'
              : 'Give each contractor one.'
          }
          onClose={props.onClose}
        >
          <ul className="slips">
            {slips.map((slip) => (
              <li key={slip.code}>
                {slip.alias ? <b>{slip.alias}</b> : null}
                <span className="mono">{slip.code}</span>
              </li>
            ))}
          </ul>
        </Once>
      </Dialog>
    );
  }
  return (
    <Dialog title="Invite" onClose={props.onClose}>
      <form className="stack" onSubmit={(event) => void submit(event)}>
        {props.codeSet ? null : (
          <p className="people-warn">
            <StatusIcon status="warning" label={null} />
            <span>
              Whoever opens this file is the organizer until a code is set.{' '}
              <button type="button" className="link" onClick={props.onCode}>
                Set an organizer code first
              </button>
            </span>
          </p>
        )}
        <Segments
          label="Role"
          value={role}
          options={[
            { value: 'contractor', label: 'Contractors' },
            { value: 'reviewer', label: 'Reviewers' },
          ]}
          onChange={setRole}
        />
        <p className="ink2">
          {role === 'contractor'
            ? 'They say for one example at a time which answer is right. They see neither authors nor submitted answers.'
            : 'They weigh the evidence against the criteria. They see neither authors nor each other.'}
        </p>
        <TextField label="How many" inputMode="numeric" error={error} value={many} onChange={setMany} />
        <div className="row">
          <Button main large submit k="Enter" why={error ?? (invite.busy ? 'Making the slips' : null)}>
            Make the slips
          </Button>
          <Button large bare onClick={props.onClose}>
            Cancel
          </Button>
        </div>
        {invite.failure ? <FailureNote failure={invite.failure} /> : null}
      </form>
    </Dialog>
  );
}

/** Draws a new organizer code and shows it this once. */
export function OrganizerCodeDialog(props: { again: boolean; onClose: () => void }) {
  const set = useCommand('session.setOrganizerCode');
  const [code, setCode] = useState<string | null>(null);
  useKeys('Organizer code', [], { modal: true });
  async function draw() {
    const outcome = await set.run({});
    if (outcome.ok) setCode(outcome.value.code);
  }
  return (
    <Dialog title="Organizer’s access code" onClose={props.onClose}>
      {code ? (
        <Once
          codes={[code]}
          sentence="Keep it where only organizers find it; without it nobody signs in as organizer."
          onClose={props.onClose}
        >
          <p className="mono code">{code}</p>
        </Once>
      ) : (
        <div className="stack">
          <p className="ink2">
            {props.again
              ? 'A new code takes the place of the earlier one, which then opens nothing.'
              : 'From then on this contest asks for a code when it is opened, and only this one signs in as organizer.'}
          </p>
          <div className="row">
            <Button main large onClick={() => void draw()} why={set.busy ? 'Drawing a code' : null}>
              {props.again ? 'Draw a new code' : 'Draw a code'}
            </Button>
            <Button large bare onClick={props.onClose}>
              Cancel
            </Button>
          </div>
          {set.failure ? <FailureNote failure={set.failure} /> : null}
        </div>
      )}
    </Dialog>
  );
}

/** Something that is shown this once: copy or print it before closing. */
function Once(props: { codes: readonly string[]; sentence: string; onClose: () => void; children: React.ReactNode }) {
  const [copied, setCopied] = useState<'copied' | 'failed' | null>(null);
  const copy = () => setCopied(copyText(props.codes.join('\n')) ? 'copied' : 'failed');
  return (
    <div className="stack">
      <p>
        <b>Shown this once.</b> <span className="ink2">Copy or print before you close. {props.sentence}</span>
      </p>
      {props.children}
      <div className="row not-printed">
        <Button main large onClick={copy}>
          Copy
        </Button>
        <Button large onClick={() => window.print()}>
          Print
        </Button>
        <Button large bare onClick={props.onClose}>
          Close
        </Button>
        <span className="ink2 xs" role="status">
          {copied === 'copied'
            ? 'Copied.'
            : copied === 'failed'
              ? 'The clipboard refused. Select the text and copy it.'
              : null}
        </span>
      </div>
    </div>
  );
}
