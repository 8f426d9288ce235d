import { contestModels } from '../../db/models.ts';
import { success } from '../../shared/contract/failure.ts';
import type { Handlers, JobHandlers } from './context.ts';
import { runInWorker } from './jobs.ts';
import { pathBehind } from './submission.ts';

export const resultsHandlers: Handlers<'results.models'> = {
  'results.models': ({ db }) => success({ models: [...contestModels(db).models] }),
};

export const resultsJobs: JobHandlers<'results.import'> = {
  'results.import': async (context, { token, submission, reproduction, models }) => {
    const path = pathBehind(context, token);
    if (!path.ok) return path;
    const { contestPath, actor } = context;
    const input = {
      contestPath,
      path: path.value,
      submission,
      reproduction: reproduction ?? false,
      models: models ?? [],
      actor,
    };
    return runInWorker('importResults', input, context);
  },
};
