import type { Connection } from '../../db/connection.ts';
import { connectToContest } from '../../db/contest.ts';
import { contestModels } from '../../db/models.ts';
import { type Actor, appendEvent } from '../../db/record.ts';
import { findRun, insertRefusedRun, openRefusals, storeRun } from '../../db/results.ts';
import { findSubmission } from '../../db/submission.ts';
import { failure, type Outcome, success } from '../../shared/contract/failure.ts';
import type { FindingView } from '../../shared/contract/parts.ts';
import type { ImportedRuns } from '../../shared/contract/results.ts';
import { unknownModel } from '../../shared/results/folder.ts';
import { modelProblem } from '../../shared/results/modelRules.ts';
import { type Model, type ModelTable, smallToLarge } from '../../shared/results/models.ts';
import type { RefusedRun } from '../../shared/results/runFile.ts';
import { paramsWarning } from '../../shared/results/summary.ts';
import { disagreementOf } from './disagreement.ts';
import { counted } from './fileReading.ts';
import { dataSetOfFile, dataSetOfFolder, type JoinedDataSet } from './joinDataSet.ts';
import { dataFileOf, instead, type ReadResult, type ReadRun, readRuns } from './readRuns.ts';
import { type ResultsSource, resultsSourceAt } from './resultsSource.ts';
import { keepModel } from './tableOfModels.ts';
import { orRollBack } from './transaction.ts';
import type { JobTools } from './workerJob.ts';

export interface ResultsImport {
  readonly contestPath: string;
  /** A folder or file in any of the forms of model-results. */
  readonly path: string;
  readonly submission: string;
  readonly reproduction: boolean;
  /** Described by whoever imports; they join the contest's models. */
  readonly models: readonly Model[];
  /** Which model samples are of whose files do not say; null: they have to. */
  readonly model?: string | null;
  readonly actor: Actor;
}

type ReportedRun = ImportedRuns['runs'][number];

/**
 * Stores the runs of a folder or file in one transaction. A run that breaks a rule is refused by itself and reported;
 * the others are stored. Nothing at all is stored after a cancel or an error.
 */
export function importResults(input: ResultsImport, tools: JobTools): Outcome<ImportedRuns> {
  const db = connectToContest(input.contestPath);
  try {
    const described = asKnown(input.models, contestModels(db));
    const source = resultsSourceAt(input.path, contestModels(db, described));
    if (!source.ok) return source;
    if (!findSubmission(db, input.submission)) {
      return failure('not-found', `There is no submission ${input.submission}. Import its examples first.`);
    }
    const table = contestModels(db, described).models;
    const wrong = described.map((model) => modelProblem(model, table)).find((problem) => problem !== null);
    if (wrong) return failure('refused', wrong, []);
    return orRollBack(db, () => storeAll(db, source.value, { ...input, models: described }, tools));
  } finally {
    db.close();
  }
}

function storeAll(db: Connection, source: ResultsSource, input: ResultsImport, tools: JobTools): Outcome<ImportedRuns> {
  const decide = source.form === 'folder' ? dataSetOfFolder : dataSetOfFile;
  const target = { ...input, dataFile: dataFileOf(source) };
  const joined = decide(db, target, { ...tools, progress: withoutShare(tools) });
  if (!joined.ok) return joined;
  const storing = createStoring(db, joined.value, input, tools);
  const read = readRuns(db, source, joined.value, { onRun: storing.take, model: input.model ?? null }, tools);
  if (!read.ok) return read;
  storing.tell();
  return success({ runs: storing.runs(), ignored: [...read.value] });
}

interface Storing {
  readonly take: (run: ReadRun) => void;
  /** Appends what was done to the record. */
  readonly tell: () => void;
  /** Small to large, unknown models last, in the order in which they were read. */
  readonly runs: () => ReportedRun[];
}

function createStoring(db: Connection, dataSet: JoinedDataSet, input: ResultsImport, tools: JobTools): Storing {
  const now = tools.surroundings.now();
  const told: { stored: unknown[]; refused: unknown[] } = { stored: [], refused: [] };
  const reported: { readonly model: Model | null; readonly run: ReportedRun }[] = [];
  for (const model of input.models) keepModel(db, model, { at: now, actor: input.actor });
  const models = contestModels(db);

  function take(run: ReadRun): void {
    const model = run.names.map(models.find).find((known) => known !== null) ?? null;
    const name = model?.name ?? run.names.at(-1) ?? run.fileName;
    const result = judged(run.result, name, model, dataSet);
    if (result.status === 'stored' && model !== null) {
      reported.push({ model, run: { model: name, ...counts(result), ...withWarnings(store(run, result, model)) } });
      return;
    }
    if (result.status !== 'refused') throw new Error(`a run of ${name} is neither stored nor refused`);
    const said = model === null && run.params !== null ? { params: run.params } : {};
    const { reason, message } = result;
    reported.push({ model, run: { model: name, ...counts(result), reason, message, ...said } });
    // A file that belongs to another data set says nothing about this one.
    if (dataSet.mismatch === null && rememberRefusal(db, dataSet.key, name, run.fileName, result, tools, now)) {
      told.refused.push({ model: name, reason: result.reason });
    }
  }

  function store(run: ReadRun, result: Extract<ReadResult, { status: 'stored' }>, model: Model): FindingView[] {
    const other = paramsWarning(run.params, model);
    const { status: _, ...kept } = result;
    // one that Assay learnt to know after this contest was made
    keepModel(db, model, { at: now, actor: input.actor });
    const stored = storeRun(db, {
      ...kept,
      warnings: other === null ? result.warnings : [...result.warnings, other],
      id: tools.surroundings.newId(),
      version: dataSet.key,
      model: model.name,
      datasetHash: dataSet.contentHash,
      fileName: run.fileName,
      form: run.form,
      pipeline: run.pipeline,
      importedAt: now,
    });
    if (stored.became !== 'unchanged') {
      told.stored.push({ model: model.name, run: stored.id, content_hash: stored.contentHash });
    }
    const there = findRun(db, stored.id);
    if (there === null) throw new Error(`run ${stored.id} was just stored and is not there`);
    const disagreement = disagreementOf(db, there);
    return disagreement === null ? [...there.warnings] : [...there.warnings, disagreement];
  }

  function tell(): void {
    if (told.stored.length + told.refused.length === 0) return;
    const title = dataSet.kind === 'reproduction' ? `the reproduction of ${input.submission}` : input.submission;
    appendEvent(db, {
      at: now,
      actor: input.actor,
      kind: told.stored.length > 0 ? 'results.imported' : 'results.refused',
      subject: input.submission,
      sentence: `Imported results for ${title}, version ${dataSet.number}: ${counted(told.stored.length, 'run')} stored, ${told.refused.length} refused.`,
      after: {
        version: { kind: dataSet.kind, number: dataSet.number, content_hash: dataSet.contentHash },
        ...told,
      },
    });
  }

  return {
    take,
    tell,
    runs: () => reported.sort((a, b) => byModel(a.model, b.model)).map(({ run }) => run),
  };
}

/** A model that is described in other letter case is the one that is there: case does not tell two models apart. */
function asKnown(described: readonly Model[], table: ModelTable): readonly Model[] {
  return described.map((model) => ({ ...model, name: table.find(model.name)?.name ?? model.name }));
}

/** Whether anybody knows its model comes first: it may be no run at all. Then the file's own faults, then its place. */
function judged(result: ReadResult, name: string, model: Model | null, dataSet: JoinedDataSet): ReadResult {
  if (model === null && !(result.status === 'refused' && result.reason === 'no-model-name')) {
    return instead(result, unknownModel(name));
  }
  if (result.status === 'refused') return result;
  return dataSet.mismatch === null ? result : instead(result, dataSet.mismatch);
}

function byModel(a: Model | null, b: Model | null): number {
  if (a !== null && b !== null) return smallToLarge(a, b);
  return Number(a === null) - Number(b === null);
}

function counts({ status, rows, usable, empty, repeated, missing }: ReadResult) {
  return { status, rows, usable, empty, repeated, missing };
}

function withWarnings(warnings: FindingView[]): Pick<ReportedRun, 'warnings'> {
  return warnings.length > 0 ? { warnings } : {};
}

/** Once for each way of being refused: importing a broken folder again says nothing new. */
function rememberRefusal(
  db: Connection,
  version: number,
  model: string,
  fileName: string,
  refused: RefusedRun,
  tools: JobTools,
  now: string,
): boolean {
  const { reason, message } = refused;
  const known = openRefusals(db, version).some(
    (open) => open.model === model && open.fileName === fileName && open.reason === reason,
  );
  if (known) return false;
  const id = tools.surroundings.newId();
  insertRefusedRun(db, { id, version, model, fileName, reason, message, refusedAt: now });
  return true;
}

/** Reading the data set comes before the runs and may be done twice: it tells what it does, and no share. */
function withoutShare(tools: JobTools): JobTools['progress'] {
  return ({ text }) => tools.progress({ share: null, text: `data.csv, ${text}` });
}
