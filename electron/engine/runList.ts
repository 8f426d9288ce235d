import type { Connection } from '../../db/connection.ts';
import { contestModels } from '../../db/models.ts';
import { currentRuns, type RunRecord } from '../../db/results.ts';
import { currentVersion } from '../../db/submission.ts';
import type { Run } from '../../shared/contract/submission.ts';
import { type Model, smallToLarge } from '../../shared/results/models.ts';
import { disagreementOf } from './disagreement.ts';

/** The current runs on a submission's current data set and on its latest reproduction: small to large. */
export function runList(db: Connection, submission: string): Run[] {
  const models = contestModels(db);
  return (['original', 'reproduction'] as const)
    .flatMap((kind) => {
      const version = currentVersion(db, submission, kind);
      if (version === null) return [];
      return currentRuns(db, version.key).map((run) => {
        const model = models.find(run.model);
        if (model === null) throw new Error(`run ${run.id} is of a model that the contest does not have`);
        return { model, run, reproduction: kind === 'reproduction' };
      });
    })
    .sort((a, b) => smallToLarge(a.model, b.model) || Number(a.reproduction) - Number(b.reproduction))
    .map(({ model, run, reproduction }) => runView(db, model, run, reproduction));
}

function runView(db: Connection, model: Model, run: RunRecord, reproduction: boolean): Run {
  const disagreement = disagreementOf(db, run);
  return {
    id: run.id,
    model: model.name,
    family: model.family,
    params: model.params,
    public: model.public,
    tuned: model.tuned,
    reproduction,
    ...figuresOf(run),
    rows: run.rows,
    empty: run.empty,
    repeated: run.repeated,
    missing: run.missing,
    probabilityCoverage: run.figures.probabilityCoverage,
    summary: run.form === 'summary',
    warnings: disagreement === null ? [...run.warnings] : [...run.warnings, disagreement],
    importedAt: run.importedAt,
    fileName: run.fileName,
  };
}

/** What every list of runs shows of one. */
export function figuresOf({ id, figures }: RunRecord): Pick<Run, 'n' | 'mean' | 'sem' | 'accuracy' | 'coverage'> {
  return {
    n: figures.n,
    mean: defined(figures.mean.value, id),
    sem: defined(figures.sem.value, id),
    accuracy: figures.accuracy,
    coverage: defined(figures.coverage.value, id),
  };
}

/** A run is stored only with at least one usable row, so these are never undefined. */
function defined(value: number | null, run: string): number {
  if (value === null) throw new Error(`run ${run} was stored without its figures`);
  return value;
}
