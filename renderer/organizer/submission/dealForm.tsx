import { type FormEvent, useState } from 'react';
import { standardLabelSettings } from '../../../shared/contract/labelSettings.ts';
import type { SubmissionDetail } from '../../../shared/contract/submission.ts';
import { go } from '../../app/router.ts';
import { engine } from '../../engine/connection.ts';
import { useAsk, useCommand } from '../../engine/hooks.ts';
import { offerUndo } from '../../frame/undo.tsx';
import { Button } from '../../pieces/controls.tsx';
import { CheckBox, TextArea, TextField } from '../../pieces/field.tsx';
import { count, plural } from '../../pieces/format.ts';
import { EmptyState, FailureNote } from '../../pieces/states.tsx';

/** Who labels how much: the deal is said in a sentence before anything is sent. */
export function DealForm({ submission }: { submission: SubmissionDetail }) {
  const people = useAsk('participants.list', {});
  const deal = useCommand('labels.deal');
  const [sample, setSample] = useState(String(Math.min(150, submission.examples)));
  const [overlap, setOverlap] = useState('3');
  const [instructions, setInstructions] = useState('');
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const contractors = (people.data?.participants ?? []).filter(
    (one) => one.role === 'contractor' && one.state !== 'dismissed',
  );
  const chosen = contractors.filter((one) => !left.has(one.id));

  if (people.data && contractors.length === 0) {
    return (
      <EmptyState
        icon="label"
        title="No labels yet, and nobody to give them"
        action={
          <Button main onClick={() => go({ page: 'people' })}>
            Invite contractors
          </Button>
        }
      >
        Contractors say for one example at a time which answer is right, without seeing the submitted one.
      </EmptyState>
    );
  }

  const wanted = sample.trim() === '' ? null : Number(sample);
  const each = Number(overlap);
  const sampleError =
    wanted !== null && !(Number.isInteger(wanted) && wanted >= 1 && wanted <= submission.examples)
      ? `A whole number from 1 to ${count(submission.examples)}, or nothing for all`
      : null;
  const overlapError = !(Number.isInteger(each) && each >= 1 && each <= 20) ? 'A whole number from 1 to 20' : null;
  const tooFew = chosen.length < each ? `${plural(each, 'contractor')} needed, ${count(chosen.length)} chosen` : null;
  const votes = (wanted ?? submission.examples) * each;

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (sampleError || overlapError || tooFew) return;
    const outcome = await deal.run({
      submission: submission.id,
      settings: {
        ...standardLabelSettings,
        sampling: wanted === null ? { kind: 'all' } : { kind: 'number', examples: wanted },
        overlap: each,
        instructions,
      },
      contractors: chosen.map((one) => one.id),
    });
    if (!outcome.ok) return;
    offerUndo(`${plural(outcome.value.examples, 'example')} dealt`, async () => {
      const undone = await engine.call('labels.undeal', { submission: submission.id });
      return undone.ok ? null : undone.error.message;
    });
  }

  return (
    <form className="stack deal" onSubmit={(event) => void submit(event)}>
      <div>
        <h2 className="verdict">Deal labels</h2>
        <p className="ink2">
          Each contractor sees the examples in an own random order, and never the submitted answer.
        </p>
      </div>
      <div className="deal-numbers">
        <TextField
          label="Sample"
          help={`of ${count(submission.examples)}; empty for all`}
          inputMode="numeric"
          error={sampleError}
          value={sample}
          onChange={setSample}
        />
        <TextField
          label="Contractors an example"
          help="Three settle most by majority"
          inputMode="numeric"
          error={overlapError}
          value={overlap}
          onChange={setOverlap}
        />
      </div>
      <fieldset>
        <legend className="field-label">Contractors</legend>
        <div className="deal-people">
          {contractors.map((one) => (
            <CheckBox
              key={one.id}
              label={
                <>
                  {one.alias ?? 'not seen yet'}{' '}
                  <span className="ink3 xs">
                    {one.votesExpected > one.votes ? `${count(one.votesExpected - one.votes)} to do` : 'free'}
                  </span>
                </>
              }
              checked={!left.has(one.id)}
              onChange={(on) => {
                const next = new Set(left);
                if (on) next.delete(one.id);
                else next.add(one.id);
                setLeft(next);
              }}
            />
          ))}
        </div>
      </fieldset>
      <TextArea
        label="Instructions"
        help="Shown above every example. Say what counts as right, not which answer is."
        className="read"
        rows={4}
        maxLength={20_000}
        value={instructions}
        onChange={setInstructions}
      />
      <div className="row">
        <Button main large submit why={sampleError ?? overlapError ?? tooFew ?? (deal.busy ? 'Dealing' : null)}>
          Deal labels
        </Button>
        <span className="ink2 xs">
          {sampleError || overlapError
            ? null
            : `${plural(votes, 'vote')}, some ${count(Math.ceil(votes / Math.max(1, chosen.length)))} for each of ${plural(chosen.length, 'contractor')}`}
        </span>
      </div>
      {deal.failure ? <FailureNote failure={deal.failure} /> : null}
    </form>
  );
}
