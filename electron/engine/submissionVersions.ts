import { compareVersions } from '../../db/compareVersions.ts';
import { connectToContest } from '../../db/contest.ts';
import { findSubmission, versionsOf } from '../../db/submission.ts';
import { failure, type Outcome, success } from '../../shared/contract/failure.ts';
import type { VersionDifference } from '../../shared/contract/submissionForms.ts';
import type { Mapping } from '../../shared/submission/sheet/mapping.ts';
import type { JobContext, JobHandlers } from './context.ts';
import type { SheetInput } from './importSheet.ts';
import { runInWorker } from './jobs.ts';
import { pathBehind } from './submission.ts';
import { type JobTools, jobCancelled } from './workerJob.ts';

export interface VersionComparison {
  readonly contestPath: string;
  readonly id: string;
  readonly from: number;
  readonly to: number;
}

/** In a thread of its own: two versions of a hundred thousand rows take a second or two. */
export function compareInWorker(input: VersionComparison, tools: JobTools): Outcome<VersionDifference> {
  const { id, contestPath } = input;
  const db = connectToContest(contestPath);
  try {
    if (findSubmission(db, id) === null) return failure('not-found', `There is no submission ${id}.`);
    const versions = versionsOf(db, id, 'original');
    const [from, to] = [input.from, input.to].map((number) => versions.find((version) => version.number === number));
    if (!from || !to) return failure('not-found', `${id} has no version ${from ? input.to : input.from}.`);
    const difference = compareVersions(db, from, to, {
      progress: (share) => tools.progress({ share, text: `Comparing version ${from.number} with ${to.number}` }),
      cancelled: tools.cancelled,
    });
    return difference === null ? jobCancelled : success(difference);
  } finally {
    db.close();
  }
}

type Jobs = 'submission.compare' | 'submission.openSheet' | 'submission.trySheet' | 'submission.importSheet';

export const versionJobs: JobHandlers<Jobs> = {
  'submission.compare': (context, { id, from, to }) =>
    runInWorker('compareVersions', { contestPath: context.contestPath, id, from, to }, context),

  'submission.openSheet': async (context, { token }) => {
    const input = sheetInput(context, token, null);
    return input.ok ? runInWorker('openSheet', input.value, context) : input;
  },

  'submission.trySheet': async (context, { token, mapping }) => {
    const input = sheetInput(context, token, mapping);
    return input.ok ? runInWorker('trySheet', input.value, context) : input;
  },

  'submission.importSheet': async (context, { token, mapping }) => {
    const input = sheetInput(context, token, mapping ?? null);
    return input.ok ? runInWorker('importSheet', input.value, context) : input;
  },
};

function sheetInput(context: JobContext, token: string, mapping: Mapping | null): Outcome<SheetInput> {
  const path = pathBehind(context, token);
  if (!path.ok) return path;
  return success({ contestPath: context.contestPath, path: path.value, mapping, actor: context.actor });
}
