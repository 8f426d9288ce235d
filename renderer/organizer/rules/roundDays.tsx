import { useState } from 'react';
import type { Output } from '../../../shared/contract/contract.ts';
import { closingTime, dayInWords, isLate, roundsMisfit } from '../../../shared/submission/rounds.ts';
import { engine } from '../../engine/connection.ts';
import { useCommand } from '../../engine/hooks.ts';
import { useKeys } from '../../frame/keys.ts';
import { offerUndo } from '../../frame/undo.tsx';
import { Button } from '../../pieces/controls.tsx';
import { Dialog } from '../../pieces/dialog.tsx';
import { TextArea } from '../../pieces/field.tsx';
import { fullTime } from '../../pieces/format.ts';
import { Section } from '../../pieces/section.tsx';
import { FailureNote } from '../../pieces/states.tsx';

type Rounds = Output<'contest.rules'>['rounds'];

const numbers = [1, 2] as const;

/** When the rounds are open. What comes in after its round closed is late, and ineligible unless that is waived. */
export function RoundDays({ rounds, round }: { rounds: Rounds; round: number }) {
  const [open, setOpen] = useState(false);
  useKeys('Rounds', [{ key: 'D', label: 'change the rounds’ days', run: () => setOpen(true), foot: true }]);
  const past = numbers.find((one) => one === round && isLate(new Date().toISOString(), rounds[one]));
  return (
    <Section title="Rounds" end="days Anywhere on Earth (UTC−12)">
      <table className="table">
        <thead>
          <tr>
            <th>Round</th>
            <th>Opens on</th>
            <th>Closes at the end of</th>
          </tr>
        </thead>
        <tbody>
          {numbers.map((one) => (
            <tr key={one}>
              <td>{one === round ? <b>Round {one}, now</b> : `Round ${one}`}</td>
              <td>{dayInWords(rounds[one].opened)}</td>
              <td title={`That is ${fullTime(closingTime(rounds[one]))}`}>{dayInWords(rounds[one].closed)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="row rounds-do">
        <Button k="D" onClick={() => setOpen(true)}>
          Change the days
        </Button>
        {past ? (
          <span className="ink2 xs">Round {past} is over: what comes in now is late, and ineligible until waived.</span>
        ) : null}
      </div>
      {open ? <DaysDialog rounds={rounds} onClose={() => setOpen(false)} /> : null}
    </Section>
  );
}

function DaysDialog({ rounds, onClose }: { rounds: Rounds; onClose: () => void }) {
  const change = useCommand('decision.changeRules');
  const [days, setDays] = useState<Rounds>(rounds);
  const [reason, setReason] = useState('');
  useKeys('Rounds', [{ key: 'Mod+Enter', label: 'Save', run: () => void save(), inFields: true }], { modal: true });
  const empty = numbers.some((one) => days[one].opened === '' || days[one].closed === '');
  const problem = empty ? 'Each round needs a first and a last day.' : roundsMisfit(days);
  const why =
    problem ??
    (JSON.stringify(days) === JSON.stringify(rounds)
      ? 'Nothing is changed yet'
      : reason.trim() === ''
        ? 'A reason is needed'
        : change.busy
          ? 'Saving'
          : null);

  async function save() {
    if (why !== null) return;
    const outcome = await change.run({ rounds: days, reason: reason.trim() });
    if (!outcome.ok) return;
    offerUndo(`Rules version ${outcome.value.version} hold`, async () => {
      const undone = await engine.call('decision.changeRules', { rounds, reason: 'Back to the days of before.' });
      return undone.ok ? null : undone.error.message;
    });
    onClose();
  }

  return (
    <Dialog
      title="When the rounds are open"
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button main k="Mod+Enter" why={why} onClick={() => void save()}>
            Save
          </Button>
        </>
      }
    >
      <div className="stack">
        <p className="ink2">
          A day is over when it is over Anywhere on Earth: at noon UTC of the next one. Submissions that are in are
          judged by the new days at once.
        </p>
        <table className="table plan">
          <thead>
            <tr>
              <th>Round</th>
              <th>First day</th>
              <th>Last day</th>
            </tr>
          </thead>
          <tbody>
            {numbers.map((one) => (
              <tr key={one}>
                <td>Round {one}</td>
                {(['opened', 'closed'] as const).map((end) => (
                  <td key={end}>
                    <input
                      type="date"
                      className="input"
                      aria-label={`Round ${one}, ${end === 'opened' ? 'first' : 'last'} day`}
                      value={days[one][end]}
                      onChange={(event) => setDays({ ...days, [one]: { ...days[one], [end]: event.target.value } })}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
        {problem ? (
          <p className="field-error" role="alert">
            {problem}
          </p>
        ) : null}
        <TextArea
          label="Reason"
          help="Stands in the record with the new version of the rules."
          rows={2}
          value={reason}
          onChange={setReason}
        />
        {change.failure ? <FailureNote failure={change.failure} /> : null}
      </div>
    </Dialog>
  );
}
