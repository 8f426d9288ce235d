import { type Model, type ModelTable, modelTable } from '../shared/results/models.ts';
import { all, type Connection, run } from './connection.ts';

/** The models of a contest: the known ones and those that its organizers have added, which come first in doubt. */
export function contestModels(db: Connection, more: readonly Model[] = []): ModelTable {
  const stored = all<Omit<Model, 'public' | 'tuned'> & { readonly public: 0 | 1; readonly tuned: 0 | 1 }>(
    db,
    'SELECT name, family, params, public, tuned, alias FROM model',
  );
  const own = stored.map((model) => ({ ...model, public: model.public === 1, tuned: model.tuned === 1 }));
  return modelTable([...own, ...more]);
}

/** Adds a model, or takes over what is said of it now. */
export function saveModel(db: Connection, model: Model): void {
  run(
    db,
    `INSERT INTO model (name, family, params, public, tuned, alias) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (name) DO UPDATE SET family = excluded.family, params = excluded.params, public = excluded.public,
                                      tuned = excluded.tuned, alias = excluded.alias`,
    model.name,
    model.family,
    model.params,
    model.public ? 1 : 0,
    model.tuned ? 1 : 0,
    model.alias,
  );
}
