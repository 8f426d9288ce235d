import { isDeepStrictEqual } from 'node:util';
import { type Connection, inTransaction } from '../../db/connection.ts';
import { contestModels, removeModel, runsOfModels, saveModel, storedModel } from '../../db/models.ts';
import { type Actor, appendEvent } from '../../db/record.ts';
import { failure, success } from '../../shared/contract/failure.ts';
import { isKnownModel, lacksAlias, modelProblem } from '../../shared/results/modelRules.ts';
import type { Model } from '../../shared/results/models.ts';
import type { Handlers } from './context.ts';
import { counted } from './fileReading.ts';

type ModelProcedures = 'results.models' | 'results.saveModel' | 'results.removeModel';

export const modelHandlers: Handlers<ModelProcedures> = {
  'results.models': ({ db }) => {
    const runs = runsOfModels(db);
    const models = contestModels(db).models;
    return success({
      models: models.map((model) => ({ ...model, runs: runs.get(model.name) ?? 0, known: isKnownModel(model.name) })),
    });
  },

  'results.saveModel': ({ db, now, actor }, { model, add }) => {
    const table = contestModels(db);
    const there = table.models.find(({ name }) => name === model.name);
    if (add && there)
      return failure('conflict', `There is a model ${model.name} already. Change its line in the table.`);
    if (!add && !there) return failure('not-found', `There is no model ${model.name}.`);
    const problem = lacksAlias(model)
      ? `${model.name} is private, so blind roles must see another name. Write an alias, such as “Private A”.`
      : modelProblem(model, table.models);
    if (problem !== null) return failure('bad-input', problem);
    inTransaction(db, () => keepModel(db, model, { at: now(), actor }));
    return success({});
  },

  'results.removeModel': ({ db, now, actor }, { name }) => {
    const model = storedModel(db, name);
    if (model === null) return failure('not-found', `There is no model ${name}.`);
    const runs = runsOfModels(db).get(name) ?? 0;
    if (runs > 0) {
      return failure(
        'conflict',
        `${name} has ${counted(runs, 'run')}, withdrawn ones counted. Only a model without runs can be removed.`,
      );
    }
    if (isKnownModel(name))
      return failure('conflict', `${name} is a model that Assay knows by itself. It can be changed, not removed.`);
    inTransaction(db, () => {
      removeModel(db, name);
      const sentence = `The model ${name} was removed from the table of models.`;
      appendEvent(db, { at: now(), actor, kind: 'model.removed', subject: null, sentence, before: model });
    });
    return success({});
  },
};

/** Adds a model or changes what is said of it, with its event; nothing where it says that already. Call inside a transaction. */
export function keepModel(db: Connection, model: Model, by: { readonly at: string; readonly actor: Actor }): void {
  const { name, family, params, tuned, alias } = model;
  const before = storedModel(db, name);
  const after: Model = { name, family, params, public: model.public, tuned, alias };
  if (isDeepStrictEqual(before, after)) return;
  saveModel(db, after);
  appendEvent(db, {
    ...by,
    kind: 'model.saved',
    subject: null,
    sentence:
      before === null ? `The model ${name} was added.` : `The model ${name} was changed: ${changes(before, after)}.`,
    ...(before === null ? {} : { before }),
    after,
  });
}

function changes(before: Model, after: Model): string {
  const fields = ['family', 'params', 'public', 'tuned', 'alias'] as const;
  return fields
    .filter((field) => before[field] !== after[field])
    .map((field) => `${field} ${String(before[field] ?? 'none')} → ${String(after[field] ?? 'none')}`)
    .join(', ');
}
