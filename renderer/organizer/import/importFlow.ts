import { create } from 'zustand';
import type { PickedFile } from '../../../shared/contract/bridge.ts';
import type { Input } from '../../../shared/contract/contract.ts';
import { type Failure, failure } from '../../../shared/contract/failure.ts';
import type { MetricName } from '../../../shared/contract/parts.ts';
import type { ImportedRuns } from '../../../shared/contract/results.ts';
import type { ImportedSubmission } from '../../../shared/contract/submission.ts';
import { useRouter } from '../../app/router.ts';
import { runJob } from '../../engine/jobs.ts';
import { tellInTopBar } from '../../frame/topJobs.tsx';
import { assay } from '../../pieces/platform.ts';
import { meantByDrop, withForm } from './dropped.ts';
import { openSheetDialog } from './sheetDialog.tsx';

/** A model as the contest's table wants it. */
export type NewModel = NonNullable<Input<'results.import'>['models']>[number];

/** Where an import stands. It outlives its dialog: closing that lets the work go on in the background. */
export type ImportStep =
  | { readonly at: 'choose' }
  | { readonly at: 'begin' }
  | { readonly at: 'target'; readonly file: PickedFile; readonly submission: string | null }
  | {
      readonly at: 'running';
      readonly job: number | null;
      readonly file: PickedFile;
      readonly what: 'submission' | 'results';
    }
  | {
      readonly at: 'metric';
      readonly file: PickedFile;
      readonly parts: readonly PickedFile[];
      readonly form: PickedFile | null;
      readonly into: string | null;
      readonly message: string;
    }
  | { readonly at: 'stored'; readonly file: PickedFile; readonly result: ImportedSubmission }
  | {
      readonly at: 'failed';
      readonly file: PickedFile;
      readonly failure: Failure;
      /** What it was taken for; null where that is not known. */
      readonly what: 'submission' | 'results' | null;
    }
  | {
      readonly at: 'runs';
      readonly file: PickedFile;
      readonly submission: string;
      readonly reproduction: boolean;
      readonly result: ImportedRuns;
    };

export const useImport = create<{ readonly step: ImportStep | null; readonly shown: boolean }>(() => ({
  step: null,
  shown: false,
}));

const show = (step: ImportStep) => useImport.setState({ step, shown: true });

/** The outcome of an import: in its dialog, or, when that was closed meanwhile, as a button in the top bar. */
function finish(step: Extract<ImportStep, { at: 'metric' | 'stored' | 'failed' | 'runs' }>): void {
  const { shown } = useImport.getState();
  useImport.setState({ step });
  if (shown) return;
  const words = { metric: 'has a question', stored: 'is stored', failed: 'was refused', runs: 'is read' };
  tellInTopBar(`${step.file.name} ${words[step.at]}`, () => useImport.setState({ shown: true }));
}

/** Opens the import dialog; `pick` goes straight to the system's dialog, `submission` says where it goes. */
export function openImport(how: { what?: 'submission' | 'results'; pick?: boolean; submission?: string } = {}): void {
  const { step } = useImport.getState();
  if (step?.at === 'running') {
    useImport.setState({ shown: true });
    return;
  }
  if (!how.what) {
    show({ at: 'choose' });
    return;
  }
  void (how.what === 'submission' ? pickSubmission(how.submission ?? null) : pickResults(how.submission ?? null));
}

/** A submission that begins with its form. */
export function beginWithForm(): void {
  show({ at: 'begin' });
}

export function closeImport(): void {
  const { step } = useImport.getState();
  useImport.setState(step?.at === 'running' ? { shown: false } : { step: null, shown: false });
}

/** With the id of a submission that is there: its next version. */
export async function pickSubmission(into: string | null): Promise<void> {
  const picked = (await assay()?.pickSeveral('submission')) ?? [];
  const { files, form } = withForm(picked);
  const [file, ...parts] = files;
  if (file) await importSubmission(file, into, { parts, form });
  else if (form) {
    show({
      ...{ at: 'failed', what: null },
      file: form,
      failure: failureOf(
        `${form.name} holds no examples. Choose it together with the CSV file that it is the form of.`,
      ),
    });
  }
}

export async function pickResults(submission: string | null, what: 'folder' | 'file' = 'folder'): Promise<void> {
  const file = await assay()?.pick(what === 'folder' ? 'results' : 'results-file');
  if (file) show({ at: 'target', file, submission });
}

/** Begins what the files that were dropped on the window mean. */
export function takeDropped(files: readonly PickedFile[]): void {
  if (useImport.getState().step?.at === 'running') {
    useImport.setState({ shown: true });
    return;
  }
  const dropped = meantByDrop(files, useRouter.getState().place.page === 'results');
  if (dropped?.what === 'sheet') openSheetDialog(dropped.file);
  else if (dropped?.what === 'results') takeAsResults(dropped.file);
  else if (dropped?.what === 'submission') void importSubmission(dropped.file, null, dropped);
  else if (dropped)
    show({ at: 'failed', what: null, file: dropped.file, failure: failureOf(unknownFile(dropped.file)) });
}

function unknownFile({ name, kind }: PickedFile): string {
  const advice =
    kind === 'contest'
      ? 'Close this contest first, then open the other one.'
      : 'Drop a CSV file, several that are parts of one data set, or a zip for a submission, or a folder or a JSON Lines file for model results.';
  return `Assay does not know what ${name} is. ${advice}`;
}

/** What was taken for a submission, as results. */
export function takeAsResults(file: PickedFile): void {
  show({ at: 'target', file, submission: null });
}

function failureOf(message: string): Failure {
  const outcome = failure('bad-input', message);
  return outcome.ok ? { code: 'bad-input', message } : outcome.error;
}

/** `parts`: further files of the same data set. */
export async function importSubmission(
  file: PickedFile,
  into: string | null,
  beside: { metric?: MetricName; parts?: readonly PickedFile[]; form?: PickedFile | null } = {},
): Promise<void> {
  const { metric, parts = [], form = null } = beside;
  show({ at: 'running', job: null, file, what: 'submission' });
  const outcome = await runJob(
    'submission.import',
    {
      token: file.token,
      ...(parts.length > 0 ? { parts: parts.map(({ token }) => token) } : {}),
      ...(form ? { form: form.token } : {}),
      ...(metric ? { metric } : {}),
      ...(into ? { id: into } : {}),
    },
    { title: `Reading ${file.name}`, onStart: (job) => show({ at: 'running', job, file, what: 'submission' }) },
  );
  if (outcome.ok) return finish({ at: 'stored', file, result: outcome.value });
  const { error } = outcome;
  if (error.code === 'cancelled') return useImport.setState({ step: null, shown: false });
  if (!metric && error.findings?.some((finding) => finding.rule === 'ambiguous-metric')) {
    return finish({ at: 'metric', file, parts, form, into, message: error.findings[0]?.message ?? error.message });
  }
  finish({ at: 'failed', what: 'submission', file, failure: error });
}

export async function importResults(
  file: PickedFile,
  submission: string,
  options: { reproduction: boolean; models?: readonly NewModel[]; model?: string },
): Promise<void> {
  const { reproduction, models, model } = options;
  show({ at: 'running', job: null, file, what: 'results' });
  const outcome = await runJob(
    'results.import',
    {
      ...{ token: file.token, submission, reproduction },
      ...(models ? { models: [...models] } : {}),
      ...(model ? { model } : {}),
    },
    { title: `Reading ${file.name}`, onStart: (job) => show({ at: 'running', job, file, what: 'results' }) },
  );
  if (outcome.ok) {
    finish({ at: 'runs', file, submission, reproduction, result: outcome.value });
    // in the background: whoever goes on to the submission finds its evidence there or under way
    void runJob('scaling.compute', { submissions: [submission] }, { title: `Resampling ${submission}` });
    return;
  }
  if (outcome.error.code === 'cancelled') return useImport.setState({ step: null, shown: false });
  finish({ at: 'failed', what: 'results', file, failure: outcome.error });
}
