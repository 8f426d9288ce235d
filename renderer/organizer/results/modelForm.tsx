import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { ListedModel } from '../../../shared/contract/results.ts';
import { lacksAlias, modelProblem } from '../../../shared/results/modelRules.ts';
import type { Model } from '../../../shared/results/models.ts';
import { readParameters, writtenParameters } from '../../../shared/results/parameters.ts';
import { engine } from '../../engine/connection.ts';
import { useCommand } from '../../engine/hooks.ts';
import { offerUndo } from '../../frame/undo.tsx';
import { Button } from '../../pieces/controls.tsx';
import { CheckBox, TextField } from '../../pieces/field.tsx';
import { FailureNote } from '../../pieces/states.tsx';
import { guessParams } from '../import/params.ts';
import { saveAgain } from './modelsTab.tsx';

/** A model's line while it is written. Its name is fixed once runs hang on it, so only a new one has a field for it. */
export function ModelForm(props: { model: ListedModel | null; models: readonly ListedModel[]; onDone: () => void }) {
  const { model, models, onDone } = props;
  const save = useCommand('results.saveModel');
  const [name, setName] = useState(model?.name ?? '');
  const [family, setFamily] = useState(model?.family ?? '');
  const [params, setParams] = useState(model ? writtenParameters(model.params) : '');
  const [isPublic, setPublic] = useState(model?.public ?? true);
  const [tuned, setTuned] = useState(model?.tuned ?? false);
  const [alias, setAlias] = useState(model?.alias ?? '');
  const written: Model = {
    name: name.trim(),
    family: family.trim(),
    params: readParameters(params) ?? Number.NaN,
    public: isPublic,
    tuned,
    alias: alias.trim() || null,
  };
  const why = problemOf(written, model, models);

  const form = useRef<HTMLFormElement>(null);
  // The line that opens may be the last one in view.
  useEffect(() => form.current?.scrollIntoView({ block: 'nearest' }), []);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (why !== null) return;
    const outcome = await save.run({ model: written, add: model === null });
    if (!outcome.ok) return;
    if (model === null) offerUndo(`${written.name} is added`, () => removeAgain(written.name));
    else offerUndo(`${written.name} is changed`, () => saveAgain(model, false));
    onDone();
  }
  return (
    <form className="model-form" ref={form} onSubmit={(event) => void submit(event)}>
      {model ? (
        <b className="mono clip model-name">{model.name}</b>
      ) : (
        <TextField
          label="Model, as its file is named"
          placeholder="orrery-12b"
          value={name}
          autoFocus
          onChange={(value) => {
            setName(value);
            if (params === guessParams(name)) setParams(guessParams(value));
          }}
        />
      )}
      <TextField label="Family" placeholder="GPT-3" value={family} autoFocus={model !== null} onChange={setFamily} />
      <TextField label="Parameters" placeholder="350M" value={params} onChange={setParams} />
      <TextField
        label="Alias for blind roles"
        placeholder={isPublic ? 'Public: none needed' : 'Private A'}
        value={alias}
        onChange={setAlias}
      />
      <div>
        <CheckBox label="Public" checked={isPublic} onChange={setPublic} />
        <CheckBox label="Tuned" checked={tuned} onChange={setTuned} />
      </div>
      <div className="row model-do">
        <Button main submit k="Enter" why={why ?? (save.busy ? 'Saving it' : null)}>
          {model ? 'Save' : 'Add it'}
        </Button>
        <Button bare k="Escape" onClick={onDone}>
          Cancel
        </Button>
        {why && name !== '' ? <span className="ink3 xs">{why}</span> : null}
      </div>
      {save.failure ? <FailureNote failure={save.failure} /> : null}
    </form>
  );
}

function problemOf(written: Model, model: ListedModel | null, models: readonly ListedModel[]): string | null {
  if (model === null && models.some(({ name }) => name === written.name))
    return `There is a model ${written.name} already.`;
  const problem = modelProblem(written, models);
  if (problem !== null) return problem;
  return lacksAlias(written) ? 'A private model needs an alias, such as “Private A”.' : null;
}

async function removeAgain(name: string): Promise<string | null> {
  const undone = await engine.call('results.removeModel', { name });
  return undone.ok ? null : undone.error.message;
}
