import { type FormEvent, useRef, useState } from 'react';
import type { Output } from '../../../shared/contract/contract.ts';
import type { Answer, Choice } from '../../../shared/contract/labels.ts';
import { knownFileForm } from '../../../shared/labels/knownFile.ts';
import { answerInWords } from '../../../shared/labels/verdict.ts';
import { engine } from '../../engine/connection.ts';
import { useAsk, useCommand } from '../../engine/hooks.ts';
import { failureOf, useJob } from '../../engine/jobs.ts';
import { useKeys } from '../../frame/keys.ts';
import { offerUndo, sayQuietly } from '../../frame/undo.tsx';
import { Button } from '../../pieces/controls.tsx';
import { Dialog } from '../../pieces/dialog.tsx';
import { SelectField, TextArea, TextField } from '../../pieces/field.tsx';
import { count, plural } from '../../pieces/format.ts';
import { JobLine } from '../../pieces/jobLine.tsx';
import { Section } from '../../pieces/section.tsx';
import { FailureNote } from '../../pieces/states.tsx';
import { WhiteSpaceText } from '../../pieces/whiteSpaceText.tsx';

type Known = Output<'known.list'>;
type Line = Known['known'][number];
type Example = Output<'known.example'>;

const sources: Record<Line['source'], string> = {
  organizer: 'an organizer',
  adjudicated: 'unanimous votes',
  file: 'a file',
};

/** Examples whose right answer is known, and where they come from. */
export function KnownAnswers({ submission }: { submission: string }) {
  const asked = useAsk('known.list', { submission });
  const sure = useJob('known.markSure');
  const failed = failureOf(sure.outcome);
  const [adding, setAdding] = useState(false);
  const data = asked.data;
  if (asked.error && !data) return <FailureNote failure={asked.error} title="Known answers could not be read" />;
  if (!data) return null;
  return (
    <Section title="Known answers" n={data.known.length} end="for organizers only" className="mt known">
      <p className="ink2">
        With these, contractors practise, and some are mixed into their work unannounced. Neither mark nor answer ever
        reaches a contractor’s window, except in the practice round once the example is answered. A deal under way keeps
        its order: answers marked now are mixed into what is dealt again and into the next deal, and they count at once
        in the scores of whoever has such an example.
      </p>
      {data.known.length > 0 ? (
        <table className="table">
          <thead>
            <tr>
              <th className="num">Row</th>
              <th>Example</th>
              <th>Answer</th>
              <th>Known from</th>
              <th>
                <span className="vh">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {data.known.map((line) => (
              <KnownRow key={line.row} submission={submission} line={line} />
            ))}
          </tbody>
        </table>
      ) : null}
      <div className="row deal-acts">
        <Button icon="plus" onClick={() => setAdding(true)}>
          Mark a row
        </Button>
        <FileButton submission={submission} />
        {data.sure > 0 ? (
          <Button
            onClick={() => void sure.start({ submission, most: 20 }, 'Marking known answers')}
            why={sure.running ? 'Marking' : null}
          >
            Mark {count(Math.min(20, data.sure))} on which all votes agree
          </Button>
        ) : null}
      </div>
      <p className="field-help">{knownFileForm(data.metric)}</p>
      <JobLine running={sure.running} />
      {failed ? <FailureNote failure={failed} /> : null}
      {adding ? <MarkDialog submission={submission} metric={data.metric} onClose={() => setAdding(false)} /> : null}
    </Section>
  );
}

function KnownRow({ submission, line }: { submission: string; line: Line }) {
  const mark = useCommand('known.mark');
  async function take() {
    const { row, answer, why } = line;
    const outcome = await mark.run({ submission, row, answer: null, why: '' });
    if (!outcome.ok) return;
    offerUndo('The answer is not known any more', async () => {
      const undone = await engine.call('known.mark', { submission, row, answer, why });
      return undone.ok ? null : undone.error.message;
    });
  }
  return (
    <tr>
      <td className="num">{line.extra ? 'own' : count(line.row)}</td>
      <td className="known-prompt">
        <WhiteSpaceText text={line.prompt.trimEnd().split('\n').slice(-2).join('\n')} />
      </td>
      <td>{answerInWords(line.answer, line.classes)}</td>
      <td>
        {sources[line.source]}
        {line.why && line.source !== 'adjudicated' ? <span className="ink3 xs known-why">{line.why}</span> : null}
      </td>
      <td className="num">
        {mark.failure ? <span className="field-error">{mark.failure.message}</span> : null}
        <Button bare onClick={() => void take()} aria-label={`Take out row ${line.extra ? 'of your own' : line.row}`}>
          Take out
        </Button>
      </td>
    </tr>
  );
}

/** The window reads the file itself: it is small, and goes to the engine as text. */
function FileButton({ submission }: { submission: string }) {
  const read = useCommand('known.import');
  const input = useRef<HTMLInputElement>(null);
  async function send(file: File) {
    const outcome = await read.run({ submission, name: file.name, text: await file.text() });
    if (!outcome.ok) return;
    const { marked, extra } = outcome.value;
    sayQuietly(`${plural(marked, 'answer')} read${extra > 0 ? `, ${count(extra)} with examples of your own` : ''}`);
  }
  return (
    <>
      <Button icon="import" onClick={() => input.current?.click()}>
        From a CSV file
      </Button>
      <input
        ref={input}
        type="file"
        accept=".csv"
        hidden
        aria-label="CSV of known answers"
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = '';
          if (file) void send(file);
        }}
      />
      {read.failure ? <FailureNote failure={read.failure} title="Nothing was read" /> : null}
    </>
  );
}

function MarkDialog(props: { submission: string; metric: Known['metric']; onClose: () => void }) {
  const { submission, metric, onClose } = props;
  const mark = useCommand('known.mark');
  const [row, setRow] = useState('');
  const [why, setWhy] = useState('');
  const [said, setSaid] = useState<Readonly<Record<string, string>>>({});
  useKeys('Mark a row', [], { modal: true });
  const number = /^\s*\d{1,9}\s*$/.test(row) ? Number(row) : null;
  const shown = useAsk('known.example', { submission, row: number ?? 0 }, { enabled: number !== null });
  const example = number === null ? undefined : shown.data;
  const answer = example ? answerFrom(metric, example, said) : null;

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (!answer || number === null) return;
    const outcome = await mark.run({ submission, row: number, answer, why });
    if (outcome.ok) onClose();
  }

  return (
    <Dialog title="Mark the answer of a row as known" wide onClose={onClose}>
      <form className="stack" onSubmit={(event) => void submit(event)}>
        <TextField
          label="Row"
          help="As findings and the data tab count them, from 0"
          inputMode="numeric"
          error={row !== '' && number === null ? 'A whole number' : (shown.error?.message ?? null)}
          value={row}
          onChange={(value) => {
            setRow(value);
            setSaid({});
          }}
        />
        {example ? (
          <>
            <div className="known-example">
              <WhiteSpaceText text={example.prompt + (example.completion ?? '')} />
              {example.otherPrompt === null ? null : <WhiteSpaceText text={example.otherPrompt} />}
            </div>
            {questions(metric).map(({ id, label }) => (
              <SelectField
                key={id}
                label={label}
                value={said[id] ?? first(id, example)}
                options={optionsOf(id, example)}
                onChange={(value) => setSaid({ ...said, [id]: value })}
              />
            ))}
            <TextArea
              label="Why"
              help="Shown in the practice round once the example is answered. May stay empty."
              rows={2}
              maxLength={2000}
              value={why}
              onChange={setWhy}
            />
          </>
        ) : null}
        <div className="row">
          <Button main large submit why={answer ? null : number === null ? 'Name a row' : 'Say what its answer is'}>
            Mark it
          </Button>
          <Button large bare onClick={onClose}>
            Cancel
          </Button>
        </div>
        {mark.failure ? <FailureNote failure={mark.failure} /> : null}
      </form>
    </Dialog>
  );
}

function questions(metric: Known['metric']): readonly { readonly id: string; readonly label: string }[] {
  switch (metric) {
    case 'classification':
      return [{ id: 'answer', label: 'Right answer' }];
    case 'sequence_prob':
      return [
        { id: 'right', label: 'Is the completion right?' },
        { id: 'others', label: 'Could another word have stood there as well?' },
      ];
    case 'logodds':
    case 'absolute_logodds':
      return [
        { id: 'answer', label: 'Right answer to the first prompt' },
        { id: 'other', label: 'Right answer to the second prompt' },
        { id: 'matters', label: 'Should the difference change the answer?' },
      ];
  }
}

function optionsOf(id: string, example: Example): { value: string; label: string }[] {
  if (id === 'right' || id === 'others' || id === 'matters') {
    return [
      { value: 'yes', label: 'Yes' },
      { value: 'no', label: 'No' },
    ];
  }
  return [
    { value: '', label: 'Choose' },
    ...(example.classes ?? []).map((text, index) => ({ value: String(index), label: text.trim() || 'white space' })),
    { value: 'several', label: 'More than one' },
    { value: 'none', label: 'None' },
  ];
}

/** What the submitted label says stands there first. */
function first(id: string, { submitted }: Example): string {
  if (id === 'right') return 'yes';
  if (id === 'others' || id === 'matters') return 'no';
  return submitted?.kind === 'classification' ? String(submitted.answer.choice) : '';
}

function answerFrom(metric: Known['metric'], example: Example, said: Readonly<Record<string, string>>): Answer | null {
  const value = (id: string) => said[id] ?? first(id, example);
  const choice = (id: string): Choice | null => {
    const text = value(id);
    if (text === 'several' || text === 'none') return { choice: text };
    return text === '' ? null : { choice: Number(text) };
  };
  if (metric === 'sequence_prob') {
    return { kind: 'sequence_prob', right: value('right') === 'yes', others: value('others') === 'yes' };
  }
  const one = choice('answer');
  if (metric === 'classification') return one && { kind: 'classification', answer: one };
  const other = choice('other');
  const matters = value('matters') === 'yes' ? 'yes' : 'no';
  return one && other && { kind: 'logodds', first: one, second: other, matters };
}
