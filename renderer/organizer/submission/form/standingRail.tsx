import { useState } from 'react';
import type { Input, ProceduresOfKind } from '../../../../shared/contract/contract.ts';
import type { SubmissionDetail } from '../../../../shared/contract/submission.ts';
import { type MarkKind, markKinds, markTexts } from '../../../../shared/submission/eligibility.ts';
import { engine } from '../../../engine/connection.ts';
import { useAsk, useCommand } from '../../../engine/hooks.ts';
import { offerUndo } from '../../../frame/undo.tsx';
import { Button } from '../../../pieces/controls.tsx';
import { SelectField, TextArea, TextField } from '../../../pieces/field.tsx';
import { fullTime } from '../../../pieces/format.ts';
import { Section } from '../../../pieces/section.tsx';
import { FailureNote } from '../../../pieces/states.tsx';
import { StatusIcon } from '../../../pieces/status.tsx';

type Open = 'mark' | 'received' | 'revision' | null;

/** What organizers say of a submission by hand: when it came in, its round, marks that keep it out, a revision asked for. */
export function StandingRail({ submission }: { submission: SubmissionDetail }) {
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  const { id, received, marks, revision, round } = submission;
  const move = useCommand('submission.setRound');
  const other = round === 1 ? 2 : 1;
  async function moveRound() {
    const outcome = await move.run({ id, round: other, reason: `It belongs to round ${other}.` });
    if (!outcome.ok) return;
    offerUndo(`It is in round ${other} now`, () =>
      quietly('submission.setRound', { id, round, reason: 'Taken back.' }),
    );
  }
  return (
    <>
      <Section title="Came in" className="mt" end={`round ${round}`}>
        {received ? (
          <p className="none">
            <StatusIcon status={received.late ? 'ineligible' : 'passed'} label={null} /> {fullTime(received.at)}
            {received.late ? ', late' : ', in time'}
            <span className="ink3 rail-line">
              {received.reason ? `Set by hand: ${received.reason}` : 'When it was imported.'} Round {round} closes{' '}
              {fullTime(received.closes)}.
            </span>
          </p>
        ) : (
          <p className="ink2 none">No data yet.</p>
        )}
        <p className="rail-do">
          {received && open !== 'received' ? (
            <button type="button" className="link" onClick={() => setOpen('received')}>
              Set when it was received
            </button>
          ) : null}
          <button type="button" className="link" onClick={() => void moveRound()}>
            Move to round {other}
          </button>
        </p>
        {move.failure ? <FailureNote failure={move.failure} /> : null}
        {open === 'received' && received ? <SetReceived submission={submission} onDone={close} /> : null}
      </Section>
      <Section title="Marks" n={marks.length} className="mt">
        <ul className="rail-findings">
          {marks.map((mark) => (
            <li key={mark.kind}>
              <StatusIcon status="ineligible" />
              <div>
                <p>
                  {markTexts[mark.kind].title}
                  {mark.other ? <span className="mono"> {mark.other}</span> : null}
                </p>
                <p className="ink3">{mark.reason}</p>
                <p className="rail-do">
                  <Unmark id={id} mark={mark} />
                </p>
              </div>
            </li>
          ))}
        </ul>
        {open === 'mark' ? (
          <MarkForm submission={submission} onDone={close} />
        ) : (
          <p className="rail-do">
            <button type="button" className="link" onClick={() => setOpen('mark')}>
              Mark it with a reason
            </button>
          </p>
        )}
      </Section>
      <Section title="Revise and resubmit" className="mt">
        {revision ? (
          <>
            <p className="none">
              <StatusIcon status="waiting" label={null} /> Asked for on {fullTime(revision.askedAt)}: {revision.reason}
            </p>
            <p className="rail-do">
              <DropRevision id={id} reason={revision.reason} />
            </p>
          </>
        ) : open === 'revision' ? (
          <AskRevision id={id} onDone={close} />
        ) : (
          <p className="rail-do">
            {received ? (
              <button type="button" className="link" onClick={() => setOpen('revision')}>
                Ask for a revised version
              </button>
            ) : (
              <span className="ink2">There is nothing to revise yet.</span>
            )}
          </p>
        )}
      </Section>
    </>
  );
}

type Mark = SubmissionDetail['marks'][number];

function Unmark({ id, mark }: { id: string; mark: Mark }) {
  const unmark = useCommand('submission.unmark');
  const { kind, reason, other } = mark;
  async function take() {
    const outcome = await unmark.run({ id, kind });
    if (!outcome.ok) return;
    offerUndo('The mark is taken off', () =>
      quietly('submission.mark', { id, kind, reason, ...(other === null ? {} : { other }) }),
    );
  }
  return (
    <>
      <button type="button" className="link" onClick={() => void take()}>
        Take it off
      </button>
      {unmark.failure ? <span className="field-error">{unmark.failure.message}</span> : null}
    </>
  );
}

function MarkForm({ submission, onDone }: { submission: SubmissionDetail; onDone: () => void }) {
  const { id } = submission;
  const mark = useCommand('submission.mark');
  const others = useAsk('submission.list', {}).data?.submissions.filter((row) => row.id !== id) ?? [];
  const free = markKinds.filter((kind) => !submission.marks.some((one) => one.kind === kind));
  const [kind, setKind] = useState<MarkKind>(free[0] ?? 'prior-work');
  const [other, setOther] = useState('');
  const [reason, setReason] = useState('');
  const why =
    reason.trim() === '' ? 'A reason is needed' : kind === 'same-task' && other === '' ? 'Say which other' : null;
  async function save() {
    const outcome = await mark.run({ id, kind, reason, ...(kind === 'same-task' ? { other } : {}) });
    if (!outcome.ok) return;
    offerUndo('It is marked, and not eligible until that is waived', () => quietly('submission.unmark', { id, kind }));
    onDone();
  }
  return (
    <div className="waive">
      <SelectField
        label="Mark"
        value={kind}
        options={free.map((value) => ({ value, label: markTexts[value].title }))}
        onChange={setKind}
      />
      {kind === 'same-task' ? (
        <SelectField
          label="Which other"
          value={other}
          options={[
            { value: '', label: 'Choose a submission' },
            ...others.map((row) => ({ value: row.id, label: `${row.title} (${row.id})` })),
          ]}
          onChange={setOther}
        />
      ) : null}
      <TextArea label="Why" help="Goes into the record." rows={2} autoFocus value={reason} onChange={setReason} />
      <FormButtons label="Mark it" why={why} onSave={save} onDone={onDone} />
      {mark.failure ? <FailureNote failure={mark.failure} /> : null}
    </div>
  );
}

function SetReceived({ submission, onDone }: { submission: SubmissionDetail; onDone: () => void }) {
  const { id, received } = submission;
  const set = useCommand('submission.setReceived');
  const [time, setTime] = useState(received?.at.slice(0, 16) ?? '');
  const [reason, setReason] = useState('');
  const before = received?.reason
    ? { receivedAt: received.at, reason: received.reason }
    : { receivedAt: null, reason: 'Taken back.' };
  async function save() {
    const outcome = await set.run({ id, receivedAt: new Date(`${time}:00Z`).toISOString(), reason });
    if (!outcome.ok) return;
    offerUndo('The time is set', () => quietly('submission.setReceived', { id, ...before }));
    onDone();
  }
  const why = time === '' ? 'Say when' : reason.trim() === '' ? 'A reason is needed' : null;
  return (
    <div className="waive">
      <TextField label="Received" help="UTC" type="datetime-local" value={time} onChange={setTime} />
      <TextArea
        label="How you know"
        help="Goes into the record."
        rows={2}
        autoFocus
        value={reason}
        onChange={setReason}
      />
      <FormButtons label="Set it" why={why} onSave={save} onDone={onDone} />
      {set.failure ? <FailureNote failure={set.failure} /> : null}
    </div>
  );
}

function AskRevision({ id, onDone }: { id: string; onDone: () => void }) {
  const ask = useCommand('submission.askRevision');
  const [reason, setReason] = useState('');
  async function save() {
    const outcome = await ask.run({ id, reason });
    if (!outcome.ok) return;
    offerUndo('A revised version is asked for', () => quietly('submission.dropRevision', { id }));
    onDone();
  }
  return (
    <div className="waive">
      <TextArea
        label="What should be revised"
        help="Goes into the record and into the letter to its authors. The next version that comes in is of round 2."
        rows={3}
        autoFocus
        value={reason}
        onChange={setReason}
      />
      <FormButtons
        label="Ask for it"
        why={reason.trim() === '' ? 'A reason is needed' : null}
        onSave={save}
        onDone={onDone}
      />
      {ask.failure ? <FailureNote failure={ask.failure} /> : null}
    </div>
  );
}

function DropRevision({ id, reason }: { id: string; reason: string }) {
  const drop = useCommand('submission.dropRevision');
  async function take() {
    const outcome = await drop.run({ id });
    if (outcome.ok) offerUndo('It is no longer asked for', () => quietly('submission.askRevision', { id, reason }));
  }
  return (
    <button type="button" className="link" onClick={() => void take()}>
      Take it back
    </button>
  );
}

function FormButtons(props: { label: string; why: string | null; onSave: () => Promise<void>; onDone: () => void }) {
  return (
    <div className="row">
      <Button why={props.why} onClick={() => void props.onSave()}>
        {props.label}
      </Button>
      <Button bare onClick={props.onDone}>
        Cancel
      </Button>
    </div>
  );
}

/** A command as a way back: null when it did what was asked. */
async function quietly<P extends ProceduresOfKind<'command'>>(procedure: P, input: Input<P>): Promise<string | null> {
  const outcome = await engine.call(procedure, input);
  return outcome.ok ? null : outcome.error.message;
}
