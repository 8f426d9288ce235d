import { useState } from 'react';
import type { ListedModel } from '../../../shared/contract/results.ts';
import { parameters } from '../../../shared/results/parameters.ts';
import { engine } from '../../engine/connection.ts';
import { useCommand } from '../../engine/hooks.ts';
import { useKeys } from '../../frame/keys.ts';
import { offerUndo } from '../../frame/undo.tsx';
import { Button, Segments } from '../../pieces/controls.tsx';
import { count } from '../../pieces/format.ts';
import { FailureNote } from '../../pieces/states.tsx';
import { ModelForm } from './modelForm.tsx';

type Show = 'used' | 'all';

/** The table of models: what plots, families and blind names hang on. A line opens in place to be changed. */
export function ModelsTab({ models }: { models: readonly ListedModel[] }) {
  const [editing, setEditing] = useState<string | null>(null);
  const [adding, setAdding] = useState(false);
  const used = models.filter((model) => model.runs > 0 || !model.known);
  const [show, setShow] = useState<Show>(used.length > 0 ? 'used' : 'all');
  const remove = useCommand('results.removeModel');
  const shown = show === 'all' ? models : used;

  async function takeOut(model: ListedModel) {
    if (!(await remove.run({ name: model.name })).ok) return;
    offerUndo(`${model.name} is removed`, () => saveAgain(model, true));
  }
  function leave() {
    setEditing(null);
    setAdding(false);
  }
  useKeys('Models', [
    { key: 'A', label: 'add a model', run: () => setAdding(true), foot: true },
    { key: 'Escape', label: 'Leave the line as it was', run: leave, off: editing === null && !adding, inFields: true },
  ]);

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls has a place in the tab order
    <section className="results-pane" tabIndex={0} aria-label="Models">
      <div className="row results-row">
        <Segments
          label="Which models"
          value={show}
          options={[
            { value: 'used', label: 'With runs, or added here' },
            { value: 'all', label: 'Every one' },
          ]}
          onChange={setShow}
        />
        <span className="ink3 xs grow">Blind roles see private models under their alias.</span>
        <Button icon="plus" k="A" onClick={() => setAdding(true)}>
          Add a model
        </Button>
      </div>
      {remove.failure ? <FailureNote failure={remove.failure} /> : null}
      {adding ? <ModelForm model={null} models={models} onDone={() => setAdding(false)} /> : null}
      <table className="table models">
        <thead>
          <tr>
            <th>Model</th>
            <th>Family</th>
            <th className="num">Parameters</th>
            <th>Public</th>
            <th>Tuned</th>
            <th>Alias</th>
            <th className="num">Runs</th>
            <th>
              <span className="vh">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((model) =>
            editing === model.name ? (
              <tr key={model.name}>
                <td colSpan={8}>
                  <ModelForm model={model} models={models} onDone={() => setEditing(null)} />
                </td>
              </tr>
            ) : (
              <tr key={model.name}>
                <td className="mono">{model.name}</td>
                <td>{model.family}</td>
                <td className="num">{parameters(model.params)}</td>
                <td>{model.public ? 'Public' : <b>Private</b>}</td>
                <td>{model.tuned ? 'Tuned' : <span className="ink3">–</span>}</td>
                <td>
                  {model.alias ??
                    (model.public ? <span className="ink3">–</span> : <span className="s-warn">none yet</span>)}
                </td>
                <td className="num">{model.runs === 0 ? <span className="ink3">–</span> : count(model.runs)}</td>
                <td className="num nowrap">
                  <Button bare icon="pen" onClick={() => setEditing(model.name)} aria-label={`Change ${model.name}`}>
                    Change
                  </Button>
                  {model.known || model.runs > 0 ? null : (
                    <Button bare onClick={() => void takeOut(model)} aria-label={`Remove ${model.name}`}>
                      Remove
                    </Button>
                  )}
                </td>
              </tr>
            ),
          )}
        </tbody>
      </table>
    </section>
  );
}

/** What was before, for undo. */
export async function saveAgain(model: ListedModel, add: boolean): Promise<string | null> {
  const { runs: _, known: __, ...described } = model;
  const undone = await engine.call('results.saveModel', { model: described, add });
  return undone.ok ? null : undone.error.message;
}
