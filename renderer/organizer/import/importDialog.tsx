import { useState } from 'react';
import type { MetricName } from '../../../shared/contract/parts.ts';
import { go } from '../../app/router.ts';
import { useAsk } from '../../engine/hooks.ts';
import { secondsLeft, useRunningJobs } from '../../engine/jobs.ts';
import { useKeys } from '../../frame/keys.ts';
import { useNow } from '../../frame/topJobs.tsx';
import { Button, Kbd, Progress } from '../../pieces/controls.tsx';
import { Dialog } from '../../pieces/dialog.tsx';
import { CheckBox, SelectField } from '../../pieces/field.tsx';
import { percent, plural } from '../../pieces/format.ts';
import { Icon, type IconName } from '../../pieces/icons.tsx';
import { FailureNote } from '../../pieces/states.tsx';
import { StatusIcon } from '../../pieces/status.tsx';
import { BeginForm } from './beginForm.tsx';
import { isNamed } from './dropped.ts';
import { FindingList } from './findingList.tsx';
import {
  beginWithForm,
  closeImport,
  type ImportStep,
  importResults,
  importSubmission,
  openImport,
  pickResults,
  pickSubmission,
  takeAsResults,
  useImport,
} from './importFlow.ts';
import { RunReport } from './runReport.tsx';
import { openSheetDialog, pickSheet } from './sheetDialog.tsx';
import './import.css';

const titles: Record<ImportStep['at'], string> = {
  choose: 'Import',
  begin: 'A submission that begins with its form',
  target: 'Import model results',
  running: 'Import',
  metric: 'Which metric is it?',
  stored: 'Stored',
  failed: 'Nothing was stored',
  runs: 'Model results',
};

/** The whole way of an import: choose, read, answer what the file leaves open, see what was stored or refused. */
export function ImportDialog() {
  const { step, shown } = useImport();
  if (!step || !shown) return null;
  return (
    <Dialog
      key={step.at}
      title={titles[step.at]}
      onClose={closeImport}
      wide={step.at === 'runs' || step.at === 'failed'}
    >
      <Step step={step} />
    </Dialog>
  );
}

function Step({ step }: { step: ImportStep }) {
  switch (step.at) {
    case 'choose':
      return <Choose />;
    case 'begin':
      return <BeginForm />;
    case 'target':
      return <Target step={step} />;
    case 'running':
      return <Running step={step} />;
    case 'metric':
      return <Metric step={step} />;
    case 'stored':
      return <Stored step={step} />;
    case 'failed':
      return <Failed step={step} />;
    case 'runs':
      return <RunReport step={step} />;
    default:
      return step satisfies never;
  }
}

function Choose() {
  const sheet = () => {
    closeImport();
    void pickSheet();
  };
  useKeys(
    'Import',
    [
      { key: 'S', label: 'A submission', run: () => void pickSubmission(null) },
      { key: 'F', label: 'A spreadsheet of forms', run: sheet },
      { key: 'B', label: 'A form first', run: beginWithForm },
      { key: 'M', label: 'Model results', run: () => void pickResults(null) },
      { key: 'R', label: 'A file of model results', run: () => void pickResults(null, 'file') },
    ],
    { modal: true },
  );
  return (
    <ul className="choices">
      <Choice
        icon="file"
        title="A submission"
        what="A CSV file, several that are its parts, its form (JSON) with them, or a zip. With errors nothing is stored."
        k="S"
        first
        run={() => void pickSubmission(null)}
      />
      <Choice
        icon="table"
        title="A spreadsheet of forms"
        what="One row a submission, CSV or Excel, beside its CSV files. You see what comes of it first."
        k="F"
        run={sheet}
      />
      <Choice
        icon="pen"
        title="A form first"
        what="Type the form of a submission whose data come later."
        k="B"
        run={beginWithForm}
      />
      <Choice
        icon="folder"
        title="Model results"
        what="A folder with one CSV a model, or one that lm-evaluation-harness wrote, for a submission that is here."
        k="M"
        run={() => void pickResults(null)}
      />
      <Choice
        icon="chart"
        title="A file of model results"
        what="One wide CSV or JSON Lines file, harness samples, or a summary: model, params, n, mean, sem."
        k="R"
        run={() => void pickResults(null, 'file')}
      />
      <li className="ink3 xs choices-or">Or drop it anywhere on the window, several files at once too.</li>
    </ul>
  );
}

function Choice(props: { icon: IconName; title: string; what: string; k: string; first?: boolean; run: () => void }) {
  return (
    <li>
      <button type="button" className="choice" aria-keyshortcuts={props.k} onClick={props.run}>
        <Icon name={props.icon} />
        <span className="grow">
          <b>{props.title}</b>
          <span className="ink2">{props.what}</span>
        </span>
        <Kbd k={props.k} />
      </button>
    </li>
  );
}

function Target({ step }: { step: Extract<ImportStep, { at: 'target' }> }) {
  const asked = useAsk('submission.list', {});
  const submissions = asked.data?.submissions ?? [];
  const guess = submissions.find((row) => step.file.name.toLowerCase().includes(row.id.toLowerCase()))?.id ?? '';
  const [chosen, setChosen] = useState(step.submission);
  const [reproduction, setReproduction] = useState(false);
  const submission = chosen ?? guess;
  const holdsFiles = step.file.kind === 'folder' || isNamed(step.file, 'zip');
  useKeys('Import', [], { modal: true });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (submission) void importResults(step.file, submission, { reproduction });
      }}
    >
      <p>
        <span className="mono">{step.file.name}</span>:{' '}
        {holdsFiles
          ? 'every CSV file in it is a run of the model that it is named after; where it has none, samples of lm-evaluation-harness are looked for.'
          : 'its columns or samples say which models it has results of.'}
      </p>
      <SelectField
        label="These are results on"
        value={submission}
        options={[
          { value: '', label: 'Choose a submission' },
          ...submissions.map((row) => ({ value: row.id, label: `${row.title} (${row.id})` })),
        ]}
        onChange={setChosen}
        help="The rows are joined to its data, and each run says how many fitted."
      />
      <CheckBox
        label="This is a reproduction, kept beside the original"
        checked={reproduction}
        onChange={setReproduction}
      />
      {reproduction ? (
        <p className="ink2 xs">
          The data.csv {holdsFiles ? 'in it' : 'beside the file'} is the second data set, made from the description
          alone. It is stored with its first runs and found again by its content.
        </p>
      ) : null}
      <div className="row">
        <Button main large submit k="Enter" why={submission ? null : 'Choose a submission first'}>
          Import the runs
        </Button>
        <Button large bare onClick={() => void pickResults(chosen, step.file.kind === 'folder' ? 'file' : 'folder')}>
          Choose a {step.file.kind === 'folder' ? 'file' : 'folder'} instead
        </Button>
        <Button large bare onClick={closeImport}>
          Cancel
        </Button>
      </div>
    </form>
  );
}

function Running({ step }: { step: Extract<ImportStep, { at: 'running' }> }) {
  const job = useRunningJobs((state) => state.jobs.find((one) => one.id === step.job) ?? null);
  const now = useNow(true);
  const share = job?.progress?.share ?? null;
  const left = job ? secondsLeft(job, now) : null;
  useKeys('Import', [{ key: 'B', label: 'Go on in the background', run: closeImport }], { modal: true });
  return (
    <div className="running">
      <h3 className="row">
        <Icon name="import" className="s-now" />
        <span className="grow clip">
          Reading <span className="mono">{step.file.name}</span>
        </span>
        <span className="ink2 xs">
          {share === null ? null : percent(share)}
          {left === null ? null : `, ${Math.ceil(left)} s left`}
        </span>
      </h3>
      <Progress share={share} label={`Reading ${step.file.name}`} />
      <p className="ink2 xs" role="status">
        {job?.progress?.text ?? 'Opening it'}.{' '}
        {step.what === 'submission' ? 'Nothing is kept until it is all read.' : null}
      </p>
      <div className="state-do">
        <Button onClick={() => job?.cancel()}>Cancel</Button>
        <Button bare k="B" onClick={closeImport}>
          Go on in the background
        </Button>
      </div>
    </div>
  );
}

const metrics: readonly { value: MetricName; what: string }[] = [
  { value: 'classification', what: 'The model picks one of several answers.' },
  { value: 'sequence_prob', what: 'How probable the model finds one given completion.' },
  { value: 'logodds', what: 'How far the other prompt moves it from the right answer.' },
  { value: 'absolute_logodds', what: 'How far the other prompt moves it, whichever way.' },
];

function Metric({ step }: { step: Extract<ImportStep, { at: 'metric' }> }) {
  const named = metrics.filter(({ value }) => new RegExp(`\\b${value}\\b`).test(step.message));
  const [metric, setMetric] = useState<MetricName>(named[0]?.value ?? 'classification');
  useKeys('Import', [], { modal: true });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void importSubmission(step.file, step.into, { metric, parts: step.parts, form: step.form });
      }}
    >
      <p className="ink2">
        <span className="mono">{step.file.name}</span>: {step.message}
      </p>
      <fieldset className="radios">
        <legend className="vh">Metric</legend>
        {(named.length > 0 ? named : metrics).map(({ value, what }) => (
          <label key={value}>
            <input type="radio" name="metric" checked={metric === value} onChange={() => setMetric(value)} />
            <span>
              <b className="mono">{value}</b>
              <span className="ink2">{what}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <div className="row">
        <Button main large submit k="Enter">
          Import it as {metric}
        </Button>
        <Button large bare onClick={closeImport}>
          Cancel
        </Button>
      </div>
    </form>
  );
}

function Stored({ step }: { step: Extract<ImportStep, { at: 'stored' }> }) {
  const { result } = step;
  const open = () => {
    closeImport();
    go({ page: 'submission', id: result.id });
  };
  useKeys('Import', [], { modal: true });
  return (
    <div className="stack">
      <p className="row">
        <StatusIcon status="done" label={null} />
        <span>
          <span className="mono">{step.file.name}</span> is submission <span className="mono">{result.id}</span>
          {result.version > 1 ? `, version ${result.version}` : ''}, with {plural(result.rows, 'example')}.
        </span>
      </p>
      <FindingList findings={result.findings} />
      <div className="row">
        <Button main large k="Enter" onClick={open}>
          Open it
        </Button>
        <Button large onClick={() => openImport({ what: 'results', submission: result.id })}>
          Import its results
        </Button>
        <Button large bare onClick={() => openImport({ what: 'submission' })}>
          Import another
        </Button>
      </div>
    </div>
  );
}

function Failed({ step }: { step: Extract<ImportStep, { at: 'failed' }> }) {
  const asResults = { key: 'M', label: 'These are model results', run: () => takeAsResults(step.file) };
  useKeys('Import', step.what === 'submission' ? [asResults] : [], { modal: true });
  const { findings } = step.failure;
  return (
    <div className="stack">
      <FailureNote title={`${step.file.name} was refused`} failure={step.failure} />
      {findings && findings.length > 0 ? <FindingList findings={findings} /> : null}
      <div className="row">
        <Button main large onClick={() => openImport()}>
          Choose another file
        </Button>
        {step.what === 'submission' ? (
          <Button large k="M" onClick={() => takeAsResults(step.file)}>
            These are model results
          </Button>
        ) : null}
        {step.file.kind === 'csv' && step.what !== 'results' ? (
          <Button
            large
            onClick={() => {
              closeImport();
              openSheetDialog(step.file);
            }}
          >
            It is a spreadsheet of forms
          </Button>
        ) : null}
        <Button large bare onClick={closeImport}>
          Close
        </Button>
      </div>
    </div>
  );
}
