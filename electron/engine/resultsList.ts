import type { Connection } from '../../db/connection.ts';
import { contestModels } from '../../db/models.ts';
import { allRefusals, allRuns, type RunRecord } from '../../db/results.ts';
import { allSubmissions, versionsOf } from '../../db/submission.ts';
import type { Output } from '../../shared/contract/contract.ts';
import { disagreementOf } from './disagreement.ts';
import { figuresOf } from './runList.ts';

/** Every run, latest first, and every refused file of a contest. */
export function resultsList(db: Connection): Output<'results.list'> {
  const places = dataSets(db);
  const models = contestModels(db);
  const runs = allRuns(db);
  const ofOne = new Map<string, RunRecord[]>();
  for (const run of runs) {
    const key = `${run.version} ${run.model}`;
    ofOne.set(key, [...(ofOne.get(key) ?? []), run]);
  }
  return {
    runs: runs.toReversed().map((run) => {
      const model = models.find(run.model);
      if (model === null) throw new Error(`run ${run.id} is of a model that the contest does not have`);
      const disagreement = disagreementOf(db, run, ofOne.get(`${run.version} ${run.model}`));
      const { family, params } = model;
      const { id, form, pipeline, fileName, datasetHash, importedAt, withdrawnAt, current } = run;
      const { rows, empty, repeated, missing } = run;
      return {
        ...placeOf(places, run.version),
        ...{ id, model: model.name, family, params, public: model.public },
        ...{ form, pipeline, fileName, datasetHash, importedAt, withdrawnAt, current },
        ...{ rows, empty, repeated, missing },
        ...figuresOf(run),
        warnings: disagreement === null ? [...run.warnings] : [...run.warnings, disagreement],
      };
    }),
    refused: allRefusals(db).map(({ version, ...refused }) => ({ ...placeOf(places, version), ...refused })),
  };
}

interface Place {
  readonly submission: string;
  readonly title: string;
  readonly reproduction: boolean;
  readonly version: number;
  readonly outdated: boolean;
}

/** By the key of the data set. */
function dataSets(db: Connection): ReadonlyMap<number, Place> {
  const places = new Map<number, Place>();
  for (const { id, title } of allSubmissions(db)) {
    for (const kind of ['original', 'reproduction'] as const) {
      for (const [age, version] of versionsOf(db, id, kind).entries()) {
        const reproduction = kind === 'reproduction';
        places.set(version.key, { submission: id, title, reproduction, version: version.number, outdated: age > 0 });
      }
    }
  }
  return places;
}

function placeOf(places: ReadonlyMap<number, Place>, version: number): Place {
  const place = places.get(version);
  if (!place) throw new Error(`a run belongs to data set ${version}, which is not there`);
  return place;
}
