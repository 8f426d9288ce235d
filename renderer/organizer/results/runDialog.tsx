import type { ReactNode } from 'react';
import type { ListedRun } from '../../../shared/contract/results.ts';
import { csvAsItIs } from '../../../shared/csv/writer.ts';
import { parameters } from '../../../shared/results/parameters.ts';
import { go } from '../../app/router.ts';
import { engine } from '../../engine/connection.ts';
import { useAsk, useCommand } from '../../engine/hooks.ts';
import { useKeys } from '../../frame/keys.ts';
import { offerUndo, sayQuietly } from '../../frame/undo.tsx';
import { Button } from '../../pieces/controls.tsx';
import { copyText } from '../../pieces/copyText.ts';
import { Dialog } from '../../pieces/dialog.tsx';
import { Figure, PlusMinus } from '../../pieces/figure.tsx';
import { count, percent, plural, shortTime } from '../../pieces/format.ts';
import { assay } from '../../pieces/platform.ts';
import { Section } from '../../pieces/section.tsx';
import { FailureNote } from '../../pieces/states.tsx';
import { StatusIcon } from '../../pieces/status.tsx';
import { asideWord, dataSetName, formWords, siblings } from './runListing.ts';

interface Props {
  readonly run: ListedRun;
  readonly runs: readonly ListedRun[];
  readonly onClose: () => void;
  readonly onOpen: (id: string) => void;
}

/** What a run is made of and was computed on, the other runs of its model, and what an organizer can do with it. */
export function RunDialog({ run, runs, onClose, onOpen }: Props) {
  const choose = useCommand('results.choose');
  const withdraw = useCommand('results.withdraw');
  const readmit = useCommand('results.readmit');
  const others = siblings(run, runs);
  const before = others.find((one) => one.current);
  const failure = choose.failure ?? withdraw.failure ?? readmit.failure;

  async function makeCurrent() {
    if (!(await choose.run({ id: run.id })).ok || !before) return;
    offerUndo(`This run of ${run.model} is the current one`, () => undo('results.choose', { id: before.id }));
  }
  async function takeOut() {
    if (!(await withdraw.run({ id: run.id })).ok) return;
    const current = run.current;
    offerUndo(`The run of ${run.model} is withdrawn`, () => undo('results.readmit', { id: run.id, current }));
  }
  async function takeBack() {
    if (!(await readmit.run({ id: run.id, current: before === undefined })).ok) return;
    offerUndo(`The run of ${run.model} is taken back`, () => undo('results.withdraw', { id: run.id }));
  }
  useKeys('Run', [], { modal: true });

  const aside = asideWord(run);
  return (
    <Dialog title={`${run.model} on ${run.title}`} wide onClose={onClose}>
      <div className="stack">
        <p>
          <StatusIcon status={aside ? 'waiting' : 'done'} label={null} />{' '}
          {aside ?? 'It counts: figures, plots and the evidence are made from it'}.
          {run.form === 'summary'
            ? ' It is a summary: there is no value for any example, so nothing is resampled from it.'
            : null}
        </p>
        <dl className="run-facts">
          <Fact name="Mean ± SEM">
            <PlusMinus value={run.mean} error={run.sem} /> over {plural(run.n, 'example')}, {percent(run.coverage, 1)}
          </Fact>
          <Fact name="Accuracy">
            <Figure figure={run.accuracy} as={(value) => percent(value, 1)} />
          </Fact>
          <Fact name="Rows">
            {count(run.rows)}, of them {count(run.empty)} without a value and {count(run.repeated)} said again
          </Fact>
          <Fact name="Model">
            {run.family}, {parameters(run.params)}, {run.public ? 'public' : 'private'}
          </Fact>
          <Fact name="Computed on">
            {dataSetName(run)} <span className="mono ink3">{run.datasetHash.slice(0, 12)}</span>
          </Fact>
          <Fact name="Came from">
            {formWords[run.form]}, <span className="mono">{run.fileName}</span>
            {run.pipeline ? `, by ${run.pipeline}` : null}
          </Fact>
          <Fact name="Came in">
            {shortTime(run.importedAt)}
            {run.withdrawnAt ? `, withdrawn ${shortTime(run.withdrawnAt)}` : null}
          </Fact>
        </dl>
        {run.warnings.map((warning) => (
          <p key={`${warning.rule} ${warning.message}`} className="run-note">
            <StatusIcon status="warning" label={null} />
            <span>{warning.message}</span>
          </p>
        ))}
        {failure ? <FailureNote failure={failure} /> : null}
        <div className="row">
          {run.withdrawnAt !== null ? (
            <Button main large onClick={() => void takeBack()} why={readmit.busy ? 'Taking it back' : null}>
              Take it back
            </Button>
          ) : run.current ? null : (
            <Button main large onClick={() => void makeCurrent()} why={choose.busy ? 'Changing it' : null}>
              Make it the current run
            </Button>
          )}
          <Button
            large
            main={run.withdrawnAt === null && run.current}
            bare={run.withdrawnAt !== null || !run.current}
            onClick={() => {
              onClose();
              go({ page: 'submission', id: run.submission, tab: 'evidence' });
            }}
          >
            Open the submission
          </Button>
          {run.withdrawnAt === null ? (
            <Button large onClick={() => void takeOut()} why={withdraw.busy ? 'Withdrawing it' : null}>
              Withdraw it
            </Button>
          ) : null}
        </div>
        {others.length > 0 ? <Others runs={others} onOpen={onOpen} /> : null}
        {run.missing > 0 ? <Missing run={run} /> : null}
      </div>
    </Dialog>
  );
}

async function undo(
  procedure: 'results.choose' | 'results.withdraw' | 'results.readmit',
  input: { readonly id: string; readonly current?: boolean },
): Promise<string | null> {
  const undone = await engine.call(procedure, input as never);
  return undone.ok ? null : undone.error.message;
}

function Fact(props: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{props.name}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}

function Others({ runs, onOpen }: { runs: readonly ListedRun[]; onOpen: (id: string) => void }) {
  return (
    <Section level={3} title="Other runs of this model on this data set" n={runs.length}>
      <table className="table">
        <thead>
          <tr>
            <th>State</th>
            <th className="num">n</th>
            <th className="num">Mean ± SEM</th>
            <th>From</th>
            <th className="num">Came in</th>
          </tr>
        </thead>
        <tbody>
          {runs.map((one) => (
            <tr key={one.id}>
              <td>
                <button type="button" className="link" onClick={() => onOpen(one.id)}>
                  {asideWord(one) ?? 'Counts'}
                </button>
              </td>
              <td className="num">{count(one.n)}</td>
              <td className="num">
                <PlusMinus value={one.mean} error={one.sem} />
              </td>
              <td className="mono clip">{one.fileName}</td>
              <td className="num">{shortTime(one.importedAt)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

/** Which examples the run has no value for: to look at, to copy, to save for whoever runs the model again. */
function Missing({ run }: { run: ListedRun }) {
  const asked = useAsk('results.missing', { id: run.id });
  const { data } = asked;
  async function save() {
    if (!data) return;
    const saved = await assay()?.saveFile(
      'csv',
      `${run.submission}-${run.model}-missing`,
      csvAsItIs([['index'], ...data.indexes.map((index) => [index])]),
    );
    if (saved?.ok && saved.value) sayQuietly(`${saved.value.name} is saved`);
  }
  return (
    <Section
      level={3}
      title="Examples without a value"
      n={run.missing}
      end={
        data && data.indexes.length > 0 ? (
          <>
            <Button bare onClick={() => copyText(data.indexes.join('\n')) && sayQuietly('The indexes are copied')}>
              Copy the indexes
            </Button>
            <Button bare icon="export" onClick={() => void save()}>
              Save as CSV
            </Button>
          </>
        ) : null
      }
    >
      {asked.error ? <FailureNote failure={asked.error} /> : null}
      {data?.why ? <p className="ink2">{data.why}</p> : null}
      {data && data.examples.length > 0 ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls has a place in the tab order
        <section className="findings run-missing" tabIndex={0} aria-label="Examples without a value">
          <table className="table">
            <tbody>
              {data.examples.map((example) => (
                <tr key={example.row}>
                  <td className="num">{count(example.row)}</td>
                  <td className="clip run-prompt">{example.prompt}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {data.total > data.examples.length ? (
            <p className="ink3 xs findings-foot">
              The first {count(data.examples.length)} of {count(data.total)}.
            </p>
          ) : null}
        </section>
      ) : null}
    </Section>
  );
}
