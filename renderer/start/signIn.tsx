import { type FormEvent, useState } from 'react';
import type { Failure } from '../../shared/contract/failure.ts';
import { useContestFiles, useSession } from '../app/session.ts';
import { useKeys } from '../frame/keys.ts';
import { Button } from '../pieces/controls.tsx';
import { TextField } from '../pieces/field.tsx';
import { Mark } from '../pieces/icons.tsx';
import './start.css';

const text = {
  lead: 'Sign in with the access code that the organizers gave you. It says who you are, so there is no name to type.',
  help: 'Four groups of four, such as 7K3M-9QPT-X4WZ-2HNB. Capitals and dashes make no difference, and O for 0 or I for 1 is read as meant.',
  short: 'A code has sixteen letters and digits. Look whether a group is missing.',
  lost: 'Lost your code? An organizer can give you a new one.',
} as const;

/** A contest is open and nobody is signed in. */
export function SignIn(props: { contest: string }) {
  const change = useSession();
  const files = useContestFiles();
  const [code, setCode] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  useKeys('Sign in', []);

  async function submit(event: FormEvent) {
    event.preventDefault();
    const letters = code.replace(/[^0-9a-z]/gi, '').length;
    if (letters < 16) {
      setFailure({ code: 'bad-input', message: text.short });
      return;
    }
    setBusy(true);
    const outcome = await change('session.signIn', { code });
    setBusy(false);
    if (!outcome.ok) setFailure(outcome.error);
  }

  return (
    <main className="signin">
      <form onSubmit={(event) => void submit(event)} className="stack">
        <Mark />
        <h1>{props.contest}</h1>
        <p className="first-lead">{text.lead}</p>
        <TextField
          label="Access code"
          help={text.help}
          error={failure?.message}
          className="mono signin-code"
          autoFocus
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={200}
          value={code}
          onChange={(value) => {
            setCode(value);
            setFailure(null);
          }}
        />
        <div className="row">
          <Button main large submit k="Enter" why={busy ? 'The code is being looked up' : null}>
            {busy ? 'Looking it up' : 'Sign in'}
          </Button>
          <Button bare large onClick={() => void files.close()}>
            Close the contest
          </Button>
        </div>
        <p className="ink3 xs">{text.lost}</p>
      </form>
    </main>
  );
}
