import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import type { Output } from '../../shared/contract/contract.ts';
import { failure, type Outcome, success } from '../../shared/contract/failure.ts';
import type { ImportedLabels } from '../../shared/contract/labelFiles.ts';
import type { FindingView, MetricName } from '../../shared/contract/parts.ts';
import type { ImportedRuns } from '../../shared/contract/results.ts';
import type { ImportedSubmission } from '../../shared/contract/submission.ts';
import type { SheetMapping } from '../../shared/contract/submissionForms.ts';
import { type Model, readModels } from '../../shared/results/models.ts';
import { plainWords } from '../../shared/submission/form/values.ts';
import { sheetFields } from '../../shared/submission/sheet/mapping.ts';
import { metricOption } from './check.ts';
import { readJsonFile } from './jsonFile.ts';
import { findingsText, table } from './output.ts';
import type { Shared } from './shared.ts';

interface SubmissionOptions {
  readonly contest: string;
  readonly metric?: MetricName;
  readonly id?: string;
  readonly title?: string;
  readonly form?: string;
  readonly mapping?: string;
}

interface ResultsOptions {
  readonly contest: string;
  readonly submission: string;
  readonly reproduction?: boolean;
  readonly models?: string;
  readonly model?: string;
}

export function addImportCommand(program: Command, shared: Shared): void {
  const group = program.command('import').description('takes submissions and results into a contest');

  group
    .command('submission')
    .description('a CSV, a folder, or a spreadsheet of forms; with the id of one that is there, its next version')
    .argument('<path>', 'the CSV file, folder, or spreadsheet of forms (.csv, .xlsx) beside its CSVs')
    .requiredOption('--contest <file>', 'the contest file')
    .addOption(metricOption('needed where the columns fit both log-odds metrics'))
    .option('--id <id>', 'letters, digits, dot, dash, underscore; else one is drawn')
    .option('--title <title>', 'else the name of the file or folder')
    .option(
      '--mapping <mapping.json>',
      'for a spreadsheet: field → columns; else as it was settled before, or by the heads',
    )
    .option('--form <form.json>', 'the submission form; else the form.json beside the data')
    .action(async (path: string, options: SubmissionOptions) => {
      const { isSheetOfForms } = await import('../engine/sheetFile.ts');
      if (!existsSync(path)) shared.finish(nothingAt(path), { text: () => '' });
      else if (await isSheetOfForms(path)) {
        shared.finish(await importSheet(shared, path, options), {
          json: sheetJson,
          text: sheetText,
          exitCode: ({ rows }) => (rows.some(({ status }) => status === 'stored') ? 0 : 1),
        });
      } else shared.finish(await importSubmission(shared, path, options), { text: submissionText });
    });

  group
    .command('results')
    .description('model results: a pipeline folder, a wide file, lm-evaluation-harness samples, or a summary')
    .argument('<path>', 'the folder, file or zip')
    .requiredOption('--contest <file>', 'the contest file')
    .requiredOption('--submission <id>', 'the submission that the models were run on')
    .option('--reproduction', 'the data.csv there is a second data set, made from the description alone')
    .option(
      '--models <models.json>',
      'models that the contest does not know yet: name, family, params, public, tuned, alias',
    )
    .option('--model <name>', 'the model of harness samples, where no results file or folder names it')
    .action(async (path: string, options: ResultsOptions) => {
      shared.finish(await importResults(shared, path, options), {
        json: resultsJson,
        text: resultsText,
        exitCode: (report) => (nothingStored(report) ? 1 : 0),
      });
    });

  group
    .command('labels')
    .description("labels made elsewhere: votes.csv (example,contractor,label), or Label Studio's JSON or JSON-MIN")
    .argument('<path>', 'the file')
    .requiredOption('--contest <file>', 'the contest file')
    .requiredOption('--submission <id>', 'whose examples were labelled; an example is named by its row, from 0')
    .action(async (path: string, options: { contest: string; submission: string }) => {
      const imported = existsSync(path)
        ? await shared.withContest(options.contest, (contest) =>
            contest.call('labels.import', { token: contest.token(path), submission: options.submission }),
          )
        : nothingAt(path);
      shared.finish(imported, { text: labelsText });
    });

  group
    .command('response')
    .description("a packet's response (comes with a later version)")
    .argument('<path>')
    .allowUnknownOption()
    .allowExcessArguments()
    .action(() => {
      const message = "Importing a packet's response comes with a later version of Assay. Nothing was stored.";
      shared.finish(failure('bad-input', message), { text: () => '' });
    });
}

function labelsText({ stored, unchanged, contractors, dealt, findings }: ImportedLabels): string {
  const lines = [
    `${stored.toLocaleString('en-US')} labels stored, ${unchanged.toLocaleString('en-US')} known already.${dealt ? ' A deal of these examples was made.' : ''}`,
    table(
      ['alias', 'name there', 'labels'],
      contractors.map(({ alias, name, labels }) => [alias, name, labels.toLocaleString('en-US')]),
    ),
  ];
  if (findings.length > 0) lines.push(findingsText(findings));
  return lines.join('\n');
}

async function importSubmission(
  shared: Shared,
  path: string,
  options: SubmissionOptions,
): Promise<Outcome<ImportedSubmission>> {
  const { form } = options;
  if (options.mapping !== undefined) {
    return failure('bad-input', `${path} is no spreadsheet of forms: leave out --mapping.`);
  }
  if (form !== undefined && !existsSync(form)) return nothingAt(form);
  return shared.withContest(options.contest, (contest) =>
    contest.call('submission.import', {
      token: contest.token(path),
      metric: options.metric,
      id: options.id,
      title: options.title,
      ...(form === undefined ? {} : { form: contest.token(form) }),
    }),
  );
}

async function importSheet(shared: Shared, path: string, options: SubmissionOptions): Promise<Outcome<ImportedSheet>> {
  const single = (['form', 'metric', 'id', 'title'] as const).find((name) => options[name] !== undefined);
  if (single !== undefined) {
    const message = `${path} is a spreadsheet of forms, and --${single} is for a single submission. Leave it out.`;
    return failure('bad-input', message);
  }
  const mapping = options.mapping === undefined ? success(undefined) : readMappingFile(options.mapping);
  if (!mapping.ok) return mapping;
  return shared.withContest(options.contest, (contest) =>
    contest.call('submission.importSheet', {
      token: contest.token(path),
      ...(mapping.value ? { mapping: mapping.value } : {}),
    }),
  );
}

/** `{ "title": "Name of the task", "authors": ["First author", "Second author"] }` */
function readMappingFile(file: string): Outcome<SheetMapping> {
  const content = readJsonFile(file);
  if (!content.ok) return content;
  const wrong = failure('bad-input', `${file} has to be an object of field → column, such as { "dataFile": "CSV" }.`);
  if (typeof content.value !== 'object' || content.value === null || Array.isArray(content.value)) return wrong;
  const mapping: SheetMapping = {};
  for (const [key, said] of Object.entries(content.value)) {
    const columns = Array.isArray(said) ? said : [said];
    if (!columns.every((column) => typeof column === 'string')) return wrong;
    const words = plainWords(key);
    const known = sheetFields.find(({ field, called }) => plainWords(field) === words || called.includes(words));
    if (!known) {
      const fields = sheetFields.map(({ field }) => field).join(', ');
      return failure('bad-input', `${file}: “${key}” is not a field of the form. The fields are ${fields}.`);
    }
    mapping[known.field] = [...(mapping[known.field] ?? []), ...columns];
  }
  return success(mapping);
}

type ImportedSheet = Output<'submission.importSheet'>;

/** As for one submission, in the order of the rows; a refused row has an `error` in place of its id. */
function sheetJson({ rows }: ImportedSheet): unknown {
  return rows.map(({ line, status, id, version, rows: examples, findings, message }) =>
    status === 'stored'
      ? { id, version, rows: examples, findings, line }
      : { error: { code: 'refused', message }, findings, line },
  );
}

function sheetText({ rows }: ImportedSheet): string {
  const cells = rows.map(({ line, title, status, id, rows: examples, message, findings }) => [
    String(line),
    title,
    status,
    id ?? '',
    examples.toLocaleString('en-US'),
    message ?? (findings.length > 0 ? `${findings.length} findings` : ''),
  ]);
  return table(['row', 'title', 'status', 'id', 'examples', 'remark'], cells);
}

async function importResults(shared: Shared, path: string, options: ResultsOptions): Promise<Outcome<ImportedRuns>> {
  if (!existsSync(path)) return nothingAt(path);
  const models = options.models === undefined ? success([]) : readModelsFile(options.models);
  if (!models.ok) return models;
  return shared.withContest(options.contest, (contest) =>
    contest.call('results.import', {
      token: contest.token(path),
      submission: options.submission,
      reproduction: options.reproduction ?? false,
      models: [...models.value],
      model: options.model,
    }),
  );
}

/** A name that leads nowhere is wrong usage, whatever the contest holds. */
function nothingAt(path: string): Outcome<never> {
  return failure('bad-input', `There is no file or folder ${path}. Check its name.`);
}

function readModelsFile(file: string): Outcome<readonly Model[]> {
  const content = readJsonFile(file);
  if (!content.ok) return content;
  const models = readModels(content.value);
  return models.ok ? success(models.models) : failure('refused', models.error.message, []);
}

function submissionText({ id, version, rows, findings }: ImportedSubmission): string {
  const lines = [`Imported as ${id}, version ${version}: ${rows.toLocaleString('en-US')} rows.`];
  if (findings.length > 0) lines.push(findingsText(findings));
  return lines.join('\n');
}

function nothingStored({ runs }: ImportedRuns): boolean {
  return runs.every(({ status }) => status === 'refused');
}

/** Where every file was refused: an error like any other, and the report that says which and why. */
function resultsJson(report: ImportedRuns): unknown {
  if (!nothingStored(report)) return report;
  const findings = report.runs.map(
    ({ model, reason = 'refused', message = '' }): FindingView => ({
      level: 'error',
      rule: reason,
      row: null,
      column: null,
      message: `${model}: ${message}`,
    }),
  );
  return { error: { code: 'refused', message: NOTHING_STORED }, findings, ...report };
}

const NOTHING_STORED = 'No run was stored: every one was refused.';

function resultsText(report: ImportedRuns): string {
  const rows = report.runs.map((run) => [
    run.model,
    run.status,
    ...[run.rows, run.usable, run.empty, run.repeated, run.missing].map((count) => count.toLocaleString('en-US')),
    run.reason ?? '',
  ]);
  const lines = [table(['model', 'status', 'rows', 'usable', 'empty', 'repeated', 'missing', 'reason'], rows)];
  for (const { model, message, warnings } of report.runs) {
    if (message !== undefined) lines.push(`${model}: ${message}`);
    for (const warning of warnings ?? []) lines.push(`${model}: ${warning.message}`);
  }
  if (report.ignored.length > 0) lines.push(`Not read: ${report.ignored.join(', ')}`);
  if (nothingStored(report)) lines.push(NOTHING_STORED);
  return lines.join('\n');
}
