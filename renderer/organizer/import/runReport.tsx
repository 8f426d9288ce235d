import { useState } from 'react';
import { modelProblem } from '../../../shared/results/modelRules.ts';
import { readParameters, writtenParameters } from '../../../shared/results/parameters.ts';
import { go } from '../../app/router.ts';
import { useAsk } from '../../engine/hooks.ts';
import { useKeys } from '../../frame/keys.ts';
import { Button } from '../../pieces/controls.tsx';
import { CheckBox, TextField } from '../../pieces/field.tsx';
import { count, countInWords, plural, sentenceCount } from '../../pieces/format.ts';
import { Section } from '../../pieces/section.tsx';
import { StatusIcon } from '../../pieces/status.tsx';
import { closeImport, type ImportStep, importResults, type NewModel } from './importFlow.ts';
import { guessParams } from './params.ts';

type RunsStep = Extract<ImportStep, { at: 'runs' }>;

/** File by file: stored or refused, with the reason; models that the contest does not know can be described at once. */
export function RunReport({ step }: { step: RunsStep }) {
  const { result } = step;
  const stored = result.runs.filter((run) => run.status === 'stored').length;
  const refused = result.runs.length - stored;
  const unknown = [...new Set(result.runs.flatMap((run) => (run.reason === 'unknown-model' ? [run.model] : [])))];
  const nameless = result.runs.some((run) => run.reason === 'no-model-name');
  useKeys('Import', [], { modal: true });
  return (
    <div className="stack">
      <p>
        <b>
          {sentenceCount(stored)} {stored === 1 ? 'run is' : 'runs are'} stored
          {refused > 0 ? `, ${countInWords(refused)} refused` : ''}.
        </b>{' '}
        {refused > 0 ? 'Nothing of a refused file is kept; the others stay.' : null}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls has a place in the tab order */}
      <section className="findings" tabIndex={0} aria-label="Runs">
        <table className="table">
          <thead>
            <tr>
              <th>Run</th>
              <th>Outcome</th>
              <th className="num">Rows</th>
              <th className="num">Usable</th>
              <th className="num">Empty</th>
              <th className="num">Repeated</th>
              <th className="num">Missing</th>
            </tr>
          </thead>
          <tbody>
            {result.runs.map((run, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a model may have several files
              <tr key={place}>
                <td className="mono nowrap">{run.model}</td>
                <td className="findings-what">
                  <StatusIcon
                    status={run.status === 'stored' ? (run.warnings?.length ? 'warning' : 'done') : 'error'}
                    label={null}
                  />{' '}
                  {run.status === 'stored' ? 'Stored' : 'Refused'}
                  {run.message ? <span className="ink2">: {run.message}</span> : null}
                  {run.warnings?.map((warning) => (
                    <span className="run-warning" key={`${warning.rule} ${warning.row}`}>
                      {warning.row === null ? '' : `Row ${count(warning.row)}: `}
                      {warning.message}
                    </span>
                  ))}
                </td>
                <td className="num">{count(run.rows)}</td>
                <td className="num">{count(run.usable)}</td>
                <Quiet n={run.empty} />
                <Quiet n={run.repeated} />
                <Quiet n={run.missing} />
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {result.ignored.length > 0 ? (
        <p className="ink3 xs">
          Left aside because they are no runs: <span className="mono">{result.ignored.join(', ')}</span>
        </p>
      ) : null}
      {nameless ? <NamelessModel step={step} /> : null}
      {unknown.length > 0 ? <UnknownModels step={step} names={unknown} /> : null}
      <div className="row">
        <Button
          main={unknown.length === 0 && !nameless}
          large
          onClick={() => {
            closeImport();
            go({ page: 'submission', id: step.submission, tab: 'evidence' });
          }}
        >
          Open the submission
        </Button>
        <Button large bare onClick={closeImport}>
          Close
        </Button>
      </div>
    </div>
  );
}

/** Samples of the harness do not say which model they are of; a results file or the folder's name does. */
function NamelessModel({ step }: { step: RunsStep }) {
  const [model, setModel] = useState('');
  const name = model.trim();
  return (
    <form
      className="row nameless"
      onSubmit={(event) => {
        event.preventDefault();
        if (name) void importResults(step.file, step.submission, { reproduction: step.reproduction, model: name });
      }}
    >
      <TextField
        label="Which model are these samples of?"
        placeholder="pythia-160m"
        value={model}
        onChange={setModel}
      />
      <Button main large submit k="Enter" why={name ? null : 'Write the name of the model'}>
        Import again
      </Button>
    </form>
  );
}

function Quiet({ n }: { n: number }) {
  return <td className={n === 0 ? 'num ink3' : 'num'}>{n === 0 ? '–' : count(n)}</td>;
}

interface Draft {
  readonly name: string;
  readonly family: string;
  readonly params: string;
  readonly public: boolean;
  readonly tuned: boolean;
  readonly alias: string;
}

function UnknownModels({ step, names }: { step: RunsStep; names: readonly string[] }) {
  const [drafts, setDrafts] = useState<readonly Draft[]>(() =>
    names.map((name) => {
      const said = step.result.runs.find((run) => run.model === name)?.params;
      const params = said === undefined ? guessParams(name) : writtenParameters(said);
      return { name, family: '', params, public: true, tuned: false, alias: '' };
    }),
  );
  const change = (name: string, part: Partial<Draft>) =>
    setDrafts((now) => now.map((draft) => (draft.name === name ? { ...draft, ...part } : draft)));
  const table = useAsk('results.models', {}).data?.models ?? [];
  const models = drafts.map(modelOf);
  const written = models.filter((model) => model !== null);
  const missing = models.some((model) => model === null);
  const wrong = written.map((model) => modelProblem(model, [...table, ...written])).find((problem) => problem !== null);
  return (
    <Section
      level={3}
      title={names.length === 1 ? 'A model that the contest does not know' : 'Models that the contest does not know'}
      n={names.length}
    >
      <form
        className="stack unknown"
        onSubmit={(event) => {
          event.preventDefault();
          void importResults(step.file, step.submission, { reproduction: step.reproduction, models: written });
        }}
      >
        {drafts.map((draft) => (
          <div className="unknown-model" key={draft.name}>
            <b className="mono clip" title={draft.name}>
              {draft.name}
            </b>
            <TextField
              label="Family"
              placeholder="GPT-3"
              value={draft.family}
              onChange={(family) => change(draft.name, { family })}
            />
            <TextField
              label="Parameters"
              placeholder="350M"
              value={draft.params}
              error={
                draft.params && readParameters(draft.params) === null ? 'A number with M or B, such as 6.7B' : null
              }
              onChange={(params) => change(draft.name, { params })}
            />
            <TextField
              label="Alias for blind roles"
              placeholder={draft.public ? 'Public: none needed' : 'Private A'}
              value={draft.alias}
              onChange={(alias) => change(draft.name, { alias })}
            />
            <div>
              <CheckBox
                label="Public"
                checked={draft.public}
                onChange={(value) => change(draft.name, { public: value })}
              />
              <CheckBox label="Tuned" checked={draft.tuned} onChange={(tuned) => change(draft.name, { tuned })} />
            </div>
          </div>
        ))}
        <div className="row">
          <Button
            main
            large
            submit
            k="Enter"
            why={
              missing
                ? 'Each model needs a family and a number of parameters; a private one an alias too'
                : (wrong ?? null)
            }
          >
            Add {plural(names.length, 'model')} and import again
          </Button>
          <span className="ink3 xs">
            {wrong ?? `Or leave ${names.length === 1 ? 'it' : 'them'}: what nobody has described stays refused.`}
          </span>
        </div>
      </form>
    </Section>
  );
}

function modelOf(draft: Draft): NewModel | null {
  const params = readParameters(draft.params);
  const family = draft.family.trim();
  const alias = draft.alias.trim() || null;
  if (params === null || family === '' || (!draft.public && alias === null)) return null;
  return { name: draft.name, family, params, public: draft.public, tuned: draft.tuned, alias };
}
