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
  | { readonly at: 'failed'; readonly file: PickedFile; readonly failure: Failure }
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
      at: 'failed',
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

/** What was dropped on the window: a CSV is a submission, but on the page of results; JSON and a folder are results. */
export function takeDropped(files: readonly PickedFile[]): void {
  if (useImport.getState().step?.at === 'running') {
    useImport.setState({ shown: true });
    return;
  }
  const workbook = files.find((file) => file.name.toLowerCase().endsWith('.xlsx'));
  const tables = files.filter((file) => file.kind === 'csv');
  const zip = files.find((file) => /\.zip$/i.test(file.name));
  const [csv, ...parts] = tables;
  const folder = files.find((file) => file.kind === 'folder');
  const { form } = csv ? withForm(files) : { form: null };
  const json = files.find((file) => file !== form && /\.(jsonl|ndjson|json)$/i.test(file.name));
  const [first] = files;
  const onResults = useRouter.getState().place.page === 'results';
  const results = folder ?? json ?? (onResults ? csv : undefined);
  if (workbook) openSheetDialog(workbook);
  else if (results) show({ at: 'target', file: results, submission: null });
  else if (zip) void importSubmission(zip, null);
  else if (csv) void importSubmission(csv, null, { parts, form });
  else if (first) {
    const message =
      first.kind === 'contest'
        ? 'Close this contest first, then open the other one.'
        : 'Drop a CSV file, several that are parts of one data set, or a zip for a submission, or a folder or a JSON Lines file for model results.';
    show({ at: 'failed', file: first, failure: failureOf(`Assay does not know what ${first.name} is. ${message}`) });
  }
}

function failureOf(message: string): Failure {
  const outcome = failure('bad-input', message);
  return outcome.ok ? { code: 'bad-input', message } : outcome.error;
}

/** One JSON file among several files is the form of the others. */
function withForm(picked: readonly PickedFile[]): {
  readonly files: readonly PickedFile[];
  readonly form: PickedFile | null;
} {
  const form = picked.find((file) => /\.json$/i.test(file.name)) ?? null;
  return { files: picked.filter((file) => file !== form), form };
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
  finish({ at: 'failed', file, failure: error });
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
  finish({ at: 'failed', file, failure: outcome.error });
}
