import type { Connection } from '../../db/connection.ts';
import { findingsHash } from '../../db/contentHash.ts';
import { connectToContest } from '../../db/contest.ts';
import { closeRevision, liveFindings, openRevision, setReceived, setRound } from '../../db/eligibility.ts';
import { spotsHash } from '../../db/masking.ts';
import { nearDuplicateGroups } from '../../db/nearDuplicates.ts';
import { keepPlot } from '../../db/plots.ts';
import { type Actor, appendEvent } from '../../db/record.ts';
import { currentRules } from '../../db/rules.ts';
import { currentVersion, findSubmission, type VersionRecord } from '../../db/submission.ts';
import { readForm } from '../../db/submissionForm.ts';
import { failure, type Outcome, success } from '../../shared/contract/failure.ts';
import type { FindingView, MetricName } from '../../shared/contract/parts.ts';
import type { ImportedSubmission } from '../../shared/contract/submission.ts';
import { type DataFiles, dataFilesAt } from './dataFile.ts';
import { counted } from './fileReading.ts';
import { formBeside, type ReadyForm, readFormAt, readZippedForm } from './formBeside.ts';
import { beginSubmission, drawnId } from './newSubmission.ts';
import { storeDataSet } from './storeDataSet.ts';
import { saveForm } from './submissionForms.ts';
import { orRollBack } from './transaction.ts';
import type { JobTools } from './workerJob.ts';

export interface SubmissionImport {
  readonly contestPath: string;
  /** Null: the columns decide. */
  readonly metric: MetricName | null;
  /** Of a submission that is there: its next version. Null: one is drawn. */
  readonly id: string | null;
  /** Null: what the form says, else what the submission is called already, else the file's name. */
  readonly title: string | null;
  /** A form's JSON file, or one that was read already; null: the `form.json` beside the data, if there is one. */
  readonly form: string | ReadyForm | null;
  readonly actor: Actor;
}

/** Stores what lies at the paths as a submission's data: see `importDataFiles`. */
export async function importSubmission(
  input: SubmissionImport & {
    /** A CSV file, a folder, a zip, or several CSV files: see dataFile.ts. */
    readonly paths: readonly string[];
  },
  tools: JobTools,
): Promise<Outcome<ImportedSubmission>> {
  const files = await dataFilesAt(input.paths);
  if (!files.ok) return files;
  const { form } = files.value;
  if (input.form !== null || form?.from.kind !== 'zip') return importDataFiles(input, files.value, tools);
  const read = await readZippedForm(form, files.value.others);
  return read.ok ? importDataFiles({ ...input, form: read.value }, files.value, tools) : read;
}

/**
 * Stores data files as a new submission, or as the next version of one, in one transaction. After an error, a cancel or
 * a crash the contest is as it was. Labels and runs of an earlier version stay with it.
 */
export function importDataFiles(
  input: SubmissionImport,
  files: DataFiles,
  tools: JobTools,
): Outcome<ImportedSubmission> {
  const form = formOf(input, files);
  if (!form.ok) return form;
  const db = connectToContest(input.contestPath);
  try {
    return orRollBack(db, () => store(db, input, files, form.value, tools));
  } finally {
    db.close();
  }
}

function formOf(input: SubmissionImport, files: DataFiles): Outcome<ReadyForm | null> {
  if (input.form !== null && typeof input.form !== 'string') return success(input.form);
  const path = input.form ?? formBesideFiles(files);
  return path === null ? success(null) : readFormAt(path);
}

/** Of files on the disk; a form in a zip was read before. */
function formBesideFiles({ parts, form }: DataFiles): string | null {
  if (form !== null) return form.from.kind === 'disk' ? form.from.path : null;
  const [only, more] = parts;
  return only?.from.kind === 'disk' && more === undefined ? formBeside(only.from.path) : null;
}

function store(
  db: Connection,
  input: SubmissionImport,
  files: DataFiles,
  ready: ReadyForm | null,
  tools: JobTools,
): Outcome<ImportedSubmission> {
  const { surroundings } = tools;
  const { actor } = input;
  const given = ready?.given ?? null;
  const metric = input.metric ?? given?.form.metric ?? null;
  if (input.metric !== null && given !== null && given.form.metric !== null && given.form.metric !== metric) {
    return failure(
      'refused',
      `The form says ${given.form.metric}, and ${metric} was asked for. Mend one of them, then import again.`,
      [],
    );
  }
  const wanted = input.id ?? given?.id ?? null;
  const id = wanted ?? drawnId(db, surroundings);
  const known = findSubmission(db, id);
  const before = currentVersion(db, id);
  const title = input.title || given?.form.title || known?.title || files.title;
  const at = surroundings.now();
  const revising = openRevision(db, id) !== null;
  // a revised version comes in round 2, whatever an older form says
  const round = revising ? 2 : (given?.form.round ?? known?.round ?? currentRules(db).round);
  if (known === null) beginSubmission(db, surroundings, { id, title, round, at });
  const stored = storeDataSet(
    db,
    {
      submission: id,
      kind: 'original',
      parts: files.parts,
      fileName: files.fileName,
      metric,
      authors: (given?.authors ?? readForm(db, id)?.authors ?? []).map(({ name }) => name),
    },
    tools,
  );
  if (!stored.ok) return stored;
  const { version, findings, storedFindings, findingCounts, nearDuplicates, parts } = stored.value;
  if (revising) {
    closeRevision(db, id, 'answered', at);
    setRound(db, id, round);
  }
  appendEvent(db, {
    at: version.importedAt,
    actor,
    kind: 'submission.imported',
    subject: id,
    sentence: `Imported “${title}” (${id}), version ${version.number}: ${counted(version.examples, 'example')}.`,
    ...(before === null ? {} : { before: { ...told(before), title: known?.title } }),
    after: {
      ...told(version),
      file_name: version.fileName,
      // a submission that is there is renamed by its form, whose own event tells so
      title: known?.title ?? title,
      round: revising || known === null ? round : known.round,
      ...(revising ? { answers_revision: true } : {}),
      findings_hash: findingsHash(storedFindings),
      finding_counts: Object.fromEntries(findingCounts.map(({ rule, count }) => [rule, count])),
      ...(parts.length > 0 ? { parts } : {}),
      sensitive_hash: spotsHash(db, version.key),
      near_duplicates: nearDuplicates,
    },
  });
  storeForm(db, id, { title, round }, ready, known !== null, at, actor);
  if (given?.receivedAt) storeReceived(db, id, version, given.receivedAt, at, actor);
  const live: FindingView[] = (liveFindings(db, id).get(id) ?? []).map((one) => ({ ...one, row: null, column: null }));
  return success({
    id,
    version: version.number,
    rows: version.examples,
    findings: [...live, ...(ready?.findings ?? []), ...findings, ...nearDuplicateFindings(db, version.key)],
  });
}

/** What came with the data as the next version of the form; without a form, a new title of a submission that is there. */
function storeForm(
  db: Connection,
  id: string,
  settled: { readonly title: string; readonly round: 1 | 2 },
  ready: ReadyForm | null,
  isKnown: boolean,
  at: string,
  actor: Actor,
): void {
  if (ready !== null) {
    if (ready.plot !== null) keepPlot(db, ready.plot, at);
    const { form, authors } = ready.given;
    saveForm(db, id, { form: { ...form, ...settled }, authors }, at, actor);
    return;
  }
  const present = readForm(db, id);
  if (!isKnown || present === null || present.form.title === settled.title) return;
  saveForm(db, id, { form: { ...present.form, ...settled }, authors: present.authors }, at, actor);
}

function storeReceived(
  db: Connection,
  id: string,
  version: VersionRecord,
  receivedAt: string,
  at: string,
  actor: Actor,
): void {
  setReceived(db, version.key, receivedAt, 'As the form says.');
  appendEvent(db, {
    at,
    actor,
    kind: 'submission.received',
    subject: id,
    sentence: `Version ${version.number} of ${id} was received on ${receivedAt}, as its form says.`,
    before: { version: version.number, received_at: null },
    after: { version: version.number, received_at: receivedAt },
  });
}

/** For each submission that shares prompts one finding. */
function nearDuplicateFindings(db: Connection, version: number): FindingView[] {
  return nearDuplicateGroups(db, version).map(({ level, rule, message }) => ({
    level,
    rule,
    row: null,
    column: 'prompt',
    message,
  }));
}

function told(version: { number: number; metric: string; examples: number; contentHash: string }): object {
  return {
    version: version.number,
    metric: version.metric,
    examples: version.examples,
    content_hash: version.contentHash,
  };
}
