import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { knownFailure } from '../../db/failure.ts';
import type { Output } from '../../shared/contract/contract.ts';
import type { Firmness } from '../../shared/contract/decisionRoom.ts';
import type { Outcome } from '../../shared/contract/failure.ts';
import type { ImportedLabels } from '../../shared/contract/labelFiles.ts';
import type { Verification } from '../../shared/contract/record.ts';
import type { ImportedRuns } from '../../shared/contract/results.ts';
import type { ImportedSubmission } from '../../shared/contract/submission.ts';
import type { VersionDifference } from '../../shared/contract/submissionForms.ts';
import type { Progress } from '../../shared/contract/wire.ts';
import { withCharacterNames } from './characterNames.ts';
import type { CheckedFile, CheckedWithCells, CheckInput, CheckManyInput } from './checkFile.ts';
import type { ComputedEvidence, ScalingWork } from './computeScaling.ts';
import type { DealingInput } from './dealing.ts';
import { giveWay } from './giveWay.ts';
import type { LabelsImport } from './importLabels.ts';
import type { ResultsImport } from './importResults.ts';
import type { SheetInput } from './importSheet.ts';
import type { SubmissionImport } from './importSubmission.ts';
import type { WorkerMessage, WorkerStart } from './jobs.ts';
import type { MarkingSure } from './knownAnswers.ts';
import type { LabelContestInput, LabelFilesInput, LabelFilesStatistics } from './labelStatistics.ts';
import { type ReaderEnd, withReaderAhead } from './readerLink.ts';
import type { ReportJob } from './reportFiles.ts';
import type { VersionComparison } from './submissionVersions.ts';
import { realSurroundings } from './surroundings.ts';
import { withTokens } from './tokens.ts';
import type { WeighingStart } from './weighingThread.ts';
import type { WorkerJob } from './workerJob.ts';

const verifyContest: WorkerJob<{ readonly path: string }, Verification> = async (input, tools) => {
  const { verifyContestFile } = await import('../../db/verify.ts');
  return verifyContestFile(input.path, tools);
};

const checkFile: WorkerJob<CheckInput, CheckedFile> = async (input, tools) => {
  return withReaderAhead(input.paths, async () => {
    const { checkFile } = await import('./checkFile.ts');
    return withReadingTables(() => checkFile(input, tools));
  });
};

const checkFiles: WorkerJob<CheckManyInput, Outcome<CheckedWithCells>[]> = async (input, tools) => {
  const { checkFiles } = await import('./checkFile.ts');
  return withReadingTables(() => checkFiles(input, tools));
};

const importSubmission: WorkerJob<
  SubmissionImport & { readonly paths: readonly string[] },
  ImportedSubmission
> = async (input, tools) => {
  return withReaderAhead(input.paths, async () => {
    const { importSubmission } = await import('./importSubmission.ts');
    return withReadingTables(() => importSubmission(input, tools));
  });
};

const importResults: WorkerJob<ResultsImport, ImportedRuns> = async (input, tools) => {
  const { importResults } = await import('./importResults.ts');
  const store = (path: string) => withReadingTables(() => importResults({ ...input, path }, tools));
  const { isZip, withUnpackedZip } = await import('./unpackedZip.ts');
  return isZip(input.path) ? withUnpackedZip(input.path, store, tools) : store(input.path);
};

const importLabels: WorkerJob<LabelsImport, ImportedLabels> = async (input, tools) => {
  const { importLabels } = await import('./importLabels.ts');
  return importLabels(input, tools);
};

const dealLabels: WorkerJob<DealingInput<'labels.deal'>, Output<'labels.deal'>> = async (input, tools) => {
  const { dealInThread } = await import('./dealing.ts');
  return dealInThread(input, tools);
};

const dealLabelsAgain: WorkerJob<DealingInput<'labels.redeal'>, Output<'labels.redeal'>> = async (input, tools) => {
  const { dealAgainInThread } = await import('./dealing.ts');
  return dealAgainInThread(input, tools);
};

const markSureAnswers: WorkerJob<MarkingSure, Output<'known.markSure'>> = async (input, tools) => {
  const { markSureInThread } = await import('./knownAnswers.ts');
  return markSureInThread(input, tools);
};

const labelFileStatistics: WorkerJob<LabelFilesInput, LabelFilesStatistics> = async (input, tools) => {
  const { labelFileStatistics } = await import('./labelStatistics.ts');
  return labelFileStatistics(input, tools);
};

const compareVersions: WorkerJob<VersionComparison, VersionDifference> = async (input, tools) => {
  const { compareInWorker } = await import('./submissionVersions.ts');
  return compareInWorker(input, tools);
};

const openSheet: WorkerJob<SheetInput, Output<'submission.openSheet'>> = async (input) => {
  const { openSheet } = await import('./importSheet.ts');
  return openSheet(input);
};

const trySheet: WorkerJob<SheetInput, Output<'submission.trySheet'>> = async (input, tools) => {
  const { trySheet } = await import('./importSheet.ts');
  return withTokens(() => trySheet(input, tools), true);
};

const importSheet: WorkerJob<SheetInput, Output<'submission.importSheet'>> = async (input, tools) => {
  const { importSheet } = await import('./importSheet.ts');
  return withTokens(() => importSheet(input, tools), true);
};

const indexExamples: WorkerJob<{ readonly contestPath: string }, { rows: number }> = async (input, tools) => {
  const { indexExamples } = await import('./exampleIndexing.ts');
  return indexExamples(input, tools);
};

/** What reading a data set may need. A large one is read in a thread of its own, which has its own tables. */
function withReadingTables<T>(work: () => T | Promise<T>): Promise<T> {
  return withTokens(() => withCharacterNames(work));
}

const decisionFirmness: WorkerJob<{ readonly path: string; readonly seed: number }, Firmness> = async (
  input,
  tools,
) => {
  const { decisionFirmness } = await import('./decisionFirmness.ts');
  return decisionFirmness(input, tools);
};

const computeScaling: WorkerJob<ScalingWork, ComputedEvidence[]> = async (input, tools) => {
  const { computeScaling } = await import('./computeScaling.ts');
  return computeScaling(input, tools);
};

const writeReports: WorkerJob<ReportJob, { files: string[] }> = async (input, tools) => {
  const { writeReports } = await import('./reportFiles.ts');
  return writeReports(input, tools);
};

const labelContestStatistics: WorkerJob<LabelContestInput, LabelFilesStatistics> = async (input, tools) => {
  const { labelContestStatistics } = await import('./labelStatistics.ts');
  return labelContestStatistics(input, tools);
};

/**
 * Every job that runs in a worker thread, by name. A new one is a line here and a call of `runInWorker` in its
 * subject's job handler. What a job needs is imported in the job, so that a thread loads nothing else.
 */
export const workerJobs = {
  verifyContest,
  checkFile,
  checkFiles,
  importSubmission,
  indexExamples,
  compareVersions,
  openSheet,
  trySheet,
  importSheet,
  importResults,
  decisionFirmness,
  writeReports,
  importLabels,
  dealLabels,
  dealLabelsAgain,
  markSureAnswers,
  labelFileStatistics,
  labelContestStatistics,
  computeScaling,
} as const;

export type WorkerJobs = typeof workerJobs;

/** Milliseconds between two messages of progress: at most twenty a second. */
const progressPause = 50;

async function work(start: WorkerStart): Promise<void> {
  const say = (message: WorkerMessage) => parentPort?.postMessage(message);
  const cancelled = new Int32Array(start.cancelled);
  let lastSaid = Number.NEGATIVE_INFINITY;
  const job = (workerJobs as Record<string, WorkerJob<unknown, unknown>>)[start.assayJob];
  if (!job) throw new Error(`there is no job named ${start.assayJob}`);
  try {
    const outcome = await job(start.input, {
      progress: (progress: Progress) => {
        const now = performance.now();
        if (now - lastSaid < progressPause) return;
        lastSaid = now;
        say({ type: 'progress', progress });
      },
      cancelled: () => Atomics.load(cancelled, 0) === 1,
      surroundings: realSurroundings,
    });
    say({ type: 'answer', outcome });
  } catch (error) {
    const known = knownFailure(error);
    if (!known) throw error;
    say({ type: 'answer', outcome: { ok: false, error: known } });
  }
}

if (!isMainThread) giveWay();
if (isStart(workerData)) await work(workerData);
else if (isReaderStart(workerData)) {
  const { readInThread } = await import('./readerThread.ts');
  await readInThread(workerData.reader);
} else if (isWeighingStart(workerData)) {
  const { weighInThread } = await import('./weighingThread.ts');
  weighInThread(workerData.weighVotes);
}

function isStart(value: unknown): value is WorkerStart {
  return typeof value === 'object' && value !== null && 'assayJob' in value;
}

/** The thread of a contest with large deals, see weighing.ts. */
function isWeighingStart(value: unknown): value is { readonly weighVotes: WeighingStart } {
  return typeof value === 'object' && value !== null && 'weighVotes' in value;
}

/** A job's own thread for reading, see readerLink.ts. */
function isReaderStart(value: unknown): value is { readonly reader: ReaderEnd } {
  return typeof value === 'object' && value !== null && 'reader' in value;
}
