import { type Model, type ModelTable, modelTable } from '../shared/results/models.ts';
import { all, type Connection, one, run } from './connection.ts';

/** The models of a contest: the known ones and those that its organizers have added, which come first in doubt. */
export function contestModels(db: Connection, more: readonly Model[] = []): ModelTable {
  return modelTable([...storedModels(db), ...more]);
}

/** What the table itself holds, by name. */
export function storedModels(db: Connection): readonly Model[] {
  return all<StoredModel>(db, `${MODEL} ORDER BY name`).map(readModel);
}

export function storedModel(db: Connection, name: string): Model | null {
  const stored = one<StoredModel>(db, `${MODEL} WHERE name = ?`, name);
  return stored === null ? null : readModel(stored);
}

/** How many runs each model has over the contest, withdrawn ones too. */
export function runsOfModels(db: Connection): ReadonlyMap<string, number> {
  const counted = all<{ model: string; n: number }>(db, 'SELECT model, count(*) AS n FROM run GROUP BY model');
  return new Map(counted.map(({ model, n }) => [model, n]));
}

/** The schema refuses it while a run is of this model. */
export function removeModel(db: Connection, name: string): void {
  run(db, 'DELETE FROM model WHERE name = ?', name);
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

const MODEL = 'SELECT name, family, params, public, tuned, alias FROM model';

type StoredModel = Omit<Model, 'public' | 'tuned'> & { readonly public: 0 | 1; readonly tuned: 0 | 1 };

function readModel(stored: StoredModel): Model {
  return { ...stored, public: stored.public === 1, tuned: stored.tuned === 1 };
}
