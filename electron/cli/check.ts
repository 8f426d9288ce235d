import path from 'node:path';
import { type Command, Option } from 'commander';
import type { Outcome } from '../../shared/contract/failure.ts';
import type { MetricName } from '../../shared/contract/parts.ts';
import { findingsLetter, groupFindings } from '../../shared/submission/letter.ts';
import { METRICS } from '../../shared/submission/metric.ts';
import type { CheckedWithCells } from '../engine/checkFile.ts';
import { counted } from '../engine/fileReading.ts';
import { type ExitCode, failureJson, failureText, findingsText } from './output.ts';
import type { Shared } from './shared.ts';

export function addCheckCommand(program: Command, shared: Shared): void {
  program
    .command('check')
    .description("reads and checks a submission's data, stores nothing")
    .argument('<csv...>', 'one or more CSV files')
    .addOption(metricOption('what the values mean; else the columns decide, and log odds are taken to be signed'))
    .option('--cells', 'with --json: every cell as it was read, too')
    .option('--letter', 'a letter to the author, in Markdown, in place of the list of findings')
    .action(async (files: string[], options: { metric?: MetricName; cells?: boolean; letter?: boolean }) => {
      const { runInWorker } = await import('../engine/jobs.ts');
      const paths = files.map((file) => path.resolve(file));
      const job = { paths, metric: options.metric ?? null, cells: options.cells ?? false };
      const checked = await runInWorker('checkFiles', job, { signal: shared.signal, onProgress: shared.onProgress });
      shared.finish<Outcome<CheckedWithCells>[]>(checked, {
        json: (outcomes) => (outcomes.length === 1 ? checkJson(outcomes[0]!) : outcomes.map(checkJson)),
        text: (outcomes) =>
          outcomes
            .map((outcome, at) =>
              options.letter && outcome.ok ? letterOf(files[at]!, outcome.value) : checkText(files[at]!, outcome),
            )
            .join('\n\n'),
        exitCode,
      });
    });
}

/** `--metric`, the same for every command that reads a submission's data. */
export function metricOption(description: string): Option {
  return new Option('--metric <metric>', description).choices(METRICS);
}

/** A file with errors has its findings and an `error` beside them, so that no script takes it for a good one. */
function checkJson(outcome: Outcome<CheckedWithCells>): unknown {
  if (!outcome.ok) return failureJson({ ...outcome.error, findings: outcome.error.findings ?? [] });
  const { metric, rows, findings, examples } = outcome.value;
  return {
    ...(hasErrors(outcome.value) ? { error: { code: 'refused', message: errorSentence(outcome.value) } } : {}),
    metric,
    rows,
    findings,
    ...(examples === null
      ? {}
      : {
          cells: examples.map(({ prompt, otherPrompt, classes, answerIndex, completion }) => ({
            prompt,
            ...(otherPrompt === null ? {} : { other_prompt: otherPrompt }),
            ...(classes === null ? {} : { classes }),
            ...(answerIndex === null ? {} : { answer_index: answerIndex }),
            ...(completion === null ? {} : { completion }),
          })),
        }),
  };
}

function letterOf(file: string, { rows, findings }: CheckedWithCells): string {
  return findingsLetter({ title: path.basename(file), rows }, groupFindings(findings));
}

function checkText(file: string, outcome: Outcome<CheckedWithCells>): string {
  if (!outcome.ok) return `${file}\n${failureText(outcome.error)}`;
  const { metric, rows, findings } = outcome.value;
  const lines = [`${file}: ${metric ?? 'no metric'}, ${counted(rows, 'row')}`];
  if (findings.length > 0) lines.push(findingsText(findings));
  lines.push(hasErrors(outcome.value) ? errorSentence(outcome.value) : 'No errors: this file can be imported.');
  return lines.join('\n');
}

/** 1 as soon as one file is refused; 2 where nothing is wrong but a name that leads nowhere. */
function exitCode(outcomes: readonly Outcome<CheckedWithCells>[]): ExitCode {
  const missing = outcomes.filter((outcome) => !outcome.ok && outcome.error.code === 'not-found');
  const refused = outcomes.some((outcome) => (outcome.ok ? hasErrors(outcome.value) : !missing.includes(outcome)));
  return refused ? 1 : missing.length > 0 ? 2 : 0;
}

function hasErrors({ findings }: CheckedWithCells): boolean {
  return findings.some(({ level }) => level === 'error');
}

function errorSentence({ findings }: CheckedWithCells): string {
  const errors = findings.filter(({ level }) => level === 'error').length;
  return `${errors === 1 ? 'One error keeps' : `${errors} errors keep`} this file from being imported. Mend it and check again.`;
}
