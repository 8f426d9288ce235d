import { basename, dirname, resolve } from 'node:path';
import { inTransaction } from '../../db/connection.ts';
import { connectToContest } from '../../db/contest.ts';
import { type Actor, appendEvent } from '../../db/record.ts';
import { rememberedMapping, rememberMapping } from '../../db/sheetMappings.ts';
import { findSubmission } from '../../db/submission.ts';
import type { Output } from '../../shared/contract/contract.ts';
import { failure, type Outcome, success } from '../../shared/contract/failure.ts';
import type { FindingView } from '../../shared/contract/parts.ts';
import { type Mapping, mappingProblem, proposeMapping } from '../../shared/submission/sheet/mapping.ts';
import { type Sheet, type SheetRow, sheetRows } from '../../shared/submission/sheet/rows.ts';
import { withCharacterNames } from './characterNames.ts';
import { type DataFiles, dataFilesAt } from './dataFile.ts';
import { insideOf, metadataNote, plotBeside, type ReadyForm, withPlot } from './formBeside.ts';
import { importDataFiles } from './importSubmission.ts';
import { readDataSet } from './readDataSet.ts';
import { readSheetFile } from './sheetFile.ts';
import { type JobTools, jobCancelled } from './workerJob.ts';

export interface SheetInput {
  readonly contestPath: string;
  readonly path: string;
  /** Null: as it was settled for these heads, or as they sound. */
  readonly mapping: Mapping | null;
  readonly actor: Actor;
}

const SAMPLES = 5;
/** A column is judged by this many rows. */
const JUDGED = 50;

export async function openSheet(input: SheetInput): Promise<Outcome<Output<'submission.openSheet'>>> {
  const opened = await settled(input);
  if (!opened.ok) return opened;
  const { sheet, mapping, remembered } = opened.value;
  return success({
    heads: sheet.heads.map((name, column) => ({
      name,
      samples: sheet.rows
        .map((row) => row[column]?.trim() ?? '')
        .filter(Boolean)
        .slice(0, SAMPLES)
        .map((text) => (text.length > 200 ? `${text.slice(0, 200)}…` : text)),
    })),
    rows: sheet.rows.length,
    mapping: Object.fromEntries(Object.entries(mapping).map(([field, heads]) => [field, [...heads]])),
    remembered,
    missing: mappingProblem(sheet.heads, mapping),
  });
}

/** Reads everything as an import would and stores nothing. */
export async function trySheet(input: SheetInput, tools: JobTools): Promise<Outcome<Output<'submission.trySheet'>>> {
  const opened = await usable(input);
  if (!opened.ok) return opened;
  const { sheet, mapping } = opened.value;
  const rows = sheetRows(sheet, mapping);
  const db = connectToContest(input.contestPath);
  try {
    const tried: Output<'submission.trySheet'>['rows'] = [];
    for (const row of rows) {
      if (tools.cancelled()) return jobCancelled;
      tools.progress({ share: tried.length / rows.length, text: `Row ${row.line} of ${sheet.rows.length + 1}` });
      const { given } = row;
      const ready = await readyForm(row, input.path, mapping);
      const problems: FindingView[] = [...ready.findings];
      let examples: number | null = null;
      let { metric } = given.form;
      const data = ready.data;
      if (data !== null) {
        const read = await withCharacterNames(() =>
          readDataSet(
            { parts: data.parts, metric, onExamples: () => {} },
            { progress: () => {}, cancelled: tools.cancelled },
          ),
        );
        if (!read.ok) {
          if (read.error.code === 'cancelled') return jobCancelled;
          problems.push(problem('error', mapping.dataFile?.[0] ?? null, read.error.message));
        } else {
          examples = read.value.rows;
          metric = read.value.metric ?? metric;
          const errors = read.value.findings.filter(({ level }) => level === 'error');
          const [first] = errors;
          if (first) {
            const more = errors.length > 1 ? ` (${errors.length} errors in all)` : '';
            problems.push(
              problem('error', mapping.dataFile?.[0] ?? null, `${given.dataFile}: ${first.message}${more}`),
            );
          }
        }
      }
      const into = given.id !== null && findSubmission(db, given.id) !== null ? given.id : null;
      tried.push({
        line: row.line,
        title: given.form.title,
        file: given.dataFile ?? '',
        authors: given.authors.length,
        metric,
        examples,
        into,
        problems: problems.map(({ level, column, message }) => ({
          level: level === 'ineligible' ? 'warning' : level,
          column,
          message,
        })),
      });
    }
    return success({ rows: tried });
  } finally {
    db.close();
  }
}

/** Call inside `withTokens`. One transaction a row. The mapping is remembered first: it was settled, whatever becomes of the rows. */
export async function importSheet(
  input: SheetInput,
  tools: JobTools,
): Promise<Outcome<Output<'submission.importSheet'>>> {
  const opened = await usable(input);
  if (!opened.ok) return opened;
  const { sheet, mapping } = opened.value;
  const rows = sheetRows(sheet, mapping);
  remember(input, sheet, mapping, tools);
  const stored: Output<'submission.importSheet'>['rows'] = [];
  for (const row of rows) {
    // what is in stays in: each row is whole by itself, and the report says how far it got
    if (tools.cancelled()) break;
    const share = stored.length / rows.length;
    const { given } = row;
    const line = { line: row.line, title: given.form.title || (given.dataFile ?? '') };
    const refused = (message: string, findings: readonly FindingView[]) =>
      stored.push({ ...line, status: 'refused', id: null, version: null, rows: 0, message, findings: [...findings] });
    const ready = await readyForm(row, input.path, mapping);
    const first = ready.findings.find(({ level }) => level === 'error');
    const { data } = ready;
    if (first || data === null) {
      refused(first?.message ?? 'Its data file is not there.', ready.findings);
      continue;
    }
    const outcome = await withCharacterNames(() =>
      importDataFiles(
        {
          contestPath: input.contestPath,
          metric: null,
          id: null,
          title: null,
          form: ready.form,
          actor: input.actor,
        },
        data,
        { ...tools, progress: ({ text }) => tools.progress({ share, text: `Row ${row.line}: ${text}` }) },
      ),
    );
    if (outcome.ok) {
      const { id, version, rows: examples, findings } = outcome.value;
      stored.push({ ...line, status: 'stored', id, version, rows: examples, message: null, findings });
    } else if (outcome.error.code === 'cancelled') break;
    else refused(outcome.error.message, outcome.error.findings ?? []);
  }
  for (const row of rows.slice(stored.length)) {
    const title = row.given.form.title || (row.given.dataFile ?? '');
    const message = 'The import was cancelled before this row.';
    stored.push({ line: row.line, title, status: 'refused', id: null, version: null, rows: 0, message, findings: [] });
  }
  return success({ rows: stored });
}

interface Settled {
  readonly sheet: Sheet;
  readonly mapping: Mapping;
  readonly remembered: boolean;
}

async function settled(input: SheetInput): Promise<Outcome<Settled>> {
  const sheet = await readSheetFile(input.path);
  if (!sheet.ok) return sheet;
  const { heads, rows } = sheet.value;
  if (input.mapping !== null) return success({ sheet: sheet.value, mapping: input.mapping, remembered: false });
  const db = connectToContest(input.contestPath);
  try {
    const known = rememberedMapping(db, heads);
    const mapping = known ?? proposeMapping(heads, rows.slice(0, JUDGED));
    return success({ sheet: sheet.value, mapping, remembered: known !== null });
  } finally {
    db.close();
  }
}

async function usable(input: SheetInput): Promise<Outcome<Settled>> {
  const opened = await settled(input);
  if (!opened.ok) return opened;
  const missing = mappingProblem(opened.value.sheet.heads, opened.value.mapping);
  return missing === null ? opened : failure('refused', `${basename(input.path)}: ${missing}`, []);
}

/** A row's form with its picture, and where its data lie; what is missing is among the findings. */
async function readyForm(
  row: SheetRow,
  sheetPath: string,
  mapping: Mapping,
): Promise<{
  readonly form: ReadyForm;
  readonly data: DataFiles | null;
  readonly findings: readonly FindingView[];
}> {
  const folder = dirname(resolve(sheetPath));
  const { given } = row;
  const findings = [...row.findings];
  const column = mapping.dataFile?.[0] ?? null;
  let data: DataFiles | null = null;
  if (given.dataFile !== null) {
    const found = insideOf(folder, given.dataFile, 'any') ?? insideOf(folder, `${given.dataFile}.csv`);
    const file = found === null ? null : await dataFilesAt([found]);
    if (file === null) {
      findings.push(
        problem(
          'error',
          column,
          `There is no “${given.dataFile}” beside the spreadsheet. Put it there, or mend its name.`,
        ),
      );
    } else if (!file.ok) findings.push(problem('error', column, file.error.message));
    else data = file.value;
  }
  let plot = null;
  if (given.plotFile !== null) {
    const kept = plotBeside(folder, given.plotFile);
    if (kept.ok) plot = kept.value;
    else findings.push(problem('error', mapping.plot?.[0] ?? null, kept.error.message));
  }
  findings.push(...metadataNote(plot));
  const notes = findings.filter(({ level }) => level !== 'error');
  return { form: { given: withPlot(given, plot), plot, findings: notes }, data, findings };
}

function remember(input: SheetInput, sheet: Sheet, mapping: Mapping, tools: JobTools): void {
  const db = connectToContest(input.contestPath);
  try {
    const at = tools.surroundings.now();
    inTransaction(db, () => {
      rememberMapping(db, sheet.heads, mapping, at);
      appendEvent(db, {
        at,
        actor: input.actor,
        kind: 'sheet.mapped',
        subject: null,
        sentence: `A spreadsheet of ${sheet.rows.length} forms was mapped to the form’s fields and imported.`,
        after: { mapping, rows: sheet.rows.length },
      });
    });
  } finally {
    db.close();
  }
}

function problem(level: 'error' | 'warning', column: string | null, message: string): FindingView {
  return { level, rule: 'form', row: null, column, message };
}
