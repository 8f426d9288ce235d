import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { failure, type Outcome, success } from '../../shared/contract/failure.ts';
import type { FindingView, MetricName } from '../../shared/contract/parts.ts';
import type { ImportedRuns } from '../../shared/contract/results.ts';
import type { ImportedSubmission } from '../../shared/contract/submission.ts';
import { type Model, readModels } from '../../shared/results/models.ts';
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
    .description('a CSV file, or a folder with a data.csv; with the id of one that is there, its next version')
    .argument('<path>', 'the CSV file or folder')
    .requiredOption('--contest <file>', 'the contest file')
    .addOption(metricOption('needed where the columns fit both log-odds metrics'))
    .option('--id <id>', 'letters, digits, dot, dash, underscore; else one is drawn')
    .option('--title <title>', 'else the name of the file or folder')
    .option('--form <form.json>', 'the submission form; else the form.json beside the data')
    .action(async (path: string, options: SubmissionOptions) => {
      shared.finish(await importSubmission(shared, path, options), { text: submissionText });
    });

  group
    .command('results')
    .description('model results: a pipeline folder, a wide file, lm-evaluation-harness samples, or a summary')
    .argument('<path>', 'the folder or file')
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

  for (const [name, what] of [
    ['labels', 'labels made elsewhere'],
    ['response', "a packet's response"],
  ] as const) {
    group
      .command(name)
      .description(`${what} (comes with a later version)`)
      .argument('<path>')
      .allowUnknownOption()
      .allowExcessArguments()
      .action(() => {
        const message = `Importing ${what} comes with a later version of Assay. Nothing was stored.`;
        shared.finish(failure('bad-input', message), { text: () => '' });
      });
  }
}

async function importSubmission(
  shared: Shared,
  path: string,
  options: SubmissionOptions,
): Promise<Outcome<ImportedSubmission>> {
  const { form } = options;
  if (!existsSync(path)) return nothingAt(path);
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
