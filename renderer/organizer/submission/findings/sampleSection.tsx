import { useState } from 'react';
import type { Output } from '../../../../shared/contract/contract.ts';
import type { SubmissionDetail } from '../../../../shared/contract/submission.ts';
import { csvAsItIs } from '../../../../shared/csv/writer.ts';
import { SAMPLE_SIZE } from '../../../../shared/submission/sample.ts';
import { engine } from '../../../engine/connection.ts';
import { useAsk, useCommand } from '../../../engine/hooks.ts';
import { offerUndo } from '../../../frame/undo.tsx';
import { Button } from '../../../pieces/controls.tsx';
import { TextField } from '../../../pieces/field.tsx';
import { count, fullTime } from '../../../pieces/format.ts';
import { Section } from '../../../pieces/section.tsx';
import { FailureNote } from '../../../pieces/states.tsx';
import { TakeDialog } from './takeDialog.tsx';

type Sample = NonNullable<Output<'submission.sampled'>['sample']>;

/** Of a large data set, the uniform sample that contractors get; its seed and its rows are in the record. */
export function SampleSection({ submission }: { submission: SubmissionDetail }) {
  const large = submission.examples > SAMPLE_SIZE;
  const asked = useAsk('submission.sampled', { id: submission.id }, { enabled: large });
  if (!large) return null;
  return (
    <Section title="Sample for contractors" className="mt">
      {asked.error ? <FailureNote failure={asked.error} /> : null}
      {asked.data?.sample ? <Drawn submission={submission} sample={asked.data.sample} /> : null}
      {asked.data && !asked.data.sample ? <Draw submission={submission} /> : null}
    </Section>
  );
}

function Draw({ submission }: { submission: SubmissionDetail }) {
  const draw = useCommand('submission.sample');
  const [typed, setTyped] = useState('');
  const seed = typed.trim() === '' ? null : Number(typed.trim());
  const wrong = seed !== null && !(Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32);
  async function take() {
    const outcome = await draw.run({ id: submission.id, ...(seed === null ? {} : { seed }) });
    if (!outcome.ok) return;
    offerUndo(`${count(outcome.value.rows)} rows are drawn`, async () => {
      const undone = await engine.call('submission.unsample', { id: submission.id });
      return undone.ok ? null : undone.error.message;
    });
  }
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (!wrong && !draw.busy) void take();
      }}
    >
      <p className="ink2 rail-line">
        {count(SAMPLE_SIZE)} of the {count(submission.examples)} examples, each as likely as any other. Contractors get
        only those; every row stays, and results and figures use them all.
      </p>
      <TextField
        label="Seed"
        help="Left empty, one is drawn by chance."
        inputMode="numeric"
        maxLength={10}
        error={wrong ? 'A whole number from 0 to 4,294,967,295' : null}
        value={typed}
        onChange={setTyped}
      />
      <div className="row">
        <Button submit why={wrong ? 'The seed does not fit' : draw.busy ? 'Drawing' : null}>
          Draw a sample
        </Button>
      </div>
      {draw.failure ? <FailureNote failure={draw.failure} /> : null}
    </form>
  );
}

function Drawn({ submission, sample }: { submission: SubmissionDetail; sample: Sample }) {
  const withdraw = useCommand('submission.unsample');
  const [open, setOpen] = useState(false);
  const { seed, rows, drawnAt } = sample;
  async function takeBack() {
    const outcome = await withdraw.run({ id: submission.id });
    if (!outcome.ok) return;
    offerUndo('The sample is taken back', async () => {
      const undone = await engine.call('submission.sample', { id: submission.id, seed });
      return undone.ok ? null : undone.error.message;
    });
  }
  return (
    <>
      <dl className="sample">
        <div>
          <dt>Rows</dt>
          <dd>
            {count(rows.length)} of {count(submission.examples)}
          </dd>
        </div>
        <div>
          <dt>Seed</dt>
          <dd className="mono">{seed}</dd>
        </div>
        <div>
          <dt>Drawn</dt>
          <dd>{fullTime(drawnAt)}</dd>
        </div>
      </dl>
      <div className="row found-do">
        <Button onClick={() => setOpen(true)}>Row numbers</Button>
        <Button bare onClick={() => void takeBack()}>
          Take it back
        </Button>
      </div>
      {withdraw.failure ? <FailureNote failure={withdraw.failure} /> : null}
      {open ? <Rows id={submission.id} rows={rows} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function Rows({ id, rows, onClose }: { id: string; rows: readonly number[]; onClose: () => void }) {
  return (
    <TakeDialog
      title={`${count(rows.length)} rows of the sample`}
      called="The row numbers are"
      copied={rows.join('\n')}
      file={{ kind: 'csv', name: `${id}-sample`, content: csvAsItIs([['row'], ...rows.map((row) => [row])]) }}
      save="Save as CSV"
      onClose={onClose}
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls has a place in the tab order */}
      <p className="mono sample-rows" tabIndex={0}>
        {rows.join(' ')}
      </p>
      <p className="ink3 xs">Counted from 0, as in the file.</p>
    </TakeDialog>
  );
}
