import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Output } from '../../shared/contract/contract.ts';
import { failure, type Outcome, success } from '../../shared/contract/failure.ts';
import { type LabelFormat, labelFormats } from '../../shared/contract/labelFiles.ts';
import { type LabelSettings, standardWald } from '../../shared/contract/labelSettings.ts';
import type { LabelStatisticsJson } from '../../shared/labels/statistics.ts';
import type { LabelFilesStatistics } from '../engine/labelStatistics.ts';
import { table } from './output.ts';
import { noFolderFor, type Shared } from './shared.ts';

interface StatsOptions {
  readonly contest?: string;
  readonly submission?: string;
  readonly input?: string;
  readonly gold?: string;
}

export function addLabelsCommand(program: Command, shared: Shared): void {
  const group = program.command('labels').description('what contractors say about labels, and what to make of it');

  group
    .command('stats')
    .description('consensus, Dawid–Skene, agreement, error rates')
    .option('--contest <file>', 'the contest file')
    .option('--submission <id>', 'with --contest: this one only')
    .option('--input <votes.csv>', 'example,contractor,label; an empty label is a skip')
    .option('--gold <gold.csv>', 'with --input: example,label, the right ones')
    .action(async (options: StatsOptions) => {
      const found = await statistics(shared, options);
      if (found.ok) for (const { message } of found.value.warnings) shared.say(message);
      shared.finish(found, { json: (value) => value.statistics, text: (value) => statisticsText(value.statistics) });
    });

  group
    .command('deal')
    .description("draws a sample of a submission's examples and deals it to contractors")
    .requiredOption('--contest <file>', 'the contest file')
    .requiredOption('--submission <id>', 'whose labels')
    .option('--sample <n>', 'how many examples, or: all', sampleSize)
    .option('--sequential', "stop when Wald's test has its answer; --sample is then the most that are drawn")
    .option('--overlap <n>', 'how many contractors see each example', wholeNumber)
    .option('--contractors <aliases>', 'C-01,C-02; else all who are there', (text) => text.split(','))
    .option('--instructions <file>', 'a text for the contractors')
    .option('--seed <n>', 'the same seed gives the same deal', wholeNumber)
    .action(async (options: DealOptions) => {
      shared.finish(await deal(shared, options), {
        text: ({ examples, votes, practice, known }) =>
          `Dealt ${examples} examples, ${votes} votes; ${practice} to practise on and ${known} with known answers among them.`,
      });
    });

  group
    .command('export')
    .description('votes as CSV, tasks and votes for Label Studio, or the list of wrong labels for the author')
    .requiredOption('--contest <file>', 'the contest file')
    .requiredOption('--submission <id>', 'whose labels')
    .addOption(new Option('--format <format>', 'what to write').choices(labelFormats).default('votes'))
    .option('--no-votes', 'label-studio: tasks only, to be labelled there')
    .option('--out <file>', 'the new file; else standard output')
    .action(async (options: ExportOptions) => {
      const written = await exportLabels(shared, options);
      shared.finish(written, {
        json: ({ file, examples, content }) => ({ file, examples, ...(file === null ? { content } : {}) }),
        isFile: ({ file }) => file === null,
        text: ({ file, examples, content }) => (file === null ? content : `${examples} examples are in ${file}.`),
      });
    });
}

interface DealOptions {
  readonly contest: string;
  readonly submission: string;
  readonly sample?: number | 'all';
  readonly sequential?: boolean;
  readonly overlap?: number;
  readonly contractors?: readonly string[];
  readonly instructions?: string;
  readonly seed?: number;
}

async function deal(shared: Shared, options: DealOptions): Promise<Outcome<Output<'labels.deal'>>> {
  const instructions = options.instructions === undefined ? success(null) : readText(options.instructions);
  if (!instructions.ok) return instructions;
  if (options.sequential && options.sample === 'all') {
    return failure('bad-input', 'With --sequential, --sample says how many are drawn at most; give a number.');
  }
  return await shared.withContest(options.contest, async (contest) => {
    const form = await contest.call('labels.dealForm', { submission: options.submission });
    if (!form.ok) return form;
    const { defaults, contractors } = form.value;
    if (contractors.length === 0) {
      return failure('conflict', 'There is nobody to deal to. Invite contractors first, on the page People.');
    }
    const unknown = options.contractors?.find((alias) => !contractors.some((one) => one.alias === alias.trim()));
    if (unknown !== undefined) {
      const known = contractors.map(({ alias }) => alias).join(', ');
      return failure(
        'bad-input',
        `There is no contractor ${unknown}. There are: ${known === '' ? 'none yet' : known}.`,
      );
    }
    const chosen = options.contractors?.map((alias) => alias.trim());
    return await contest.call('labels.deal', {
      submission: options.submission,
      settings: {
        ...defaults,
        sampling: samplingOf(options, defaults.sampling),
        overlap: options.overlap ?? defaults.overlap,
        instructions: instructions.value ?? defaults.instructions,
      },
      contractors: contractors.filter(({ alias }) => chosen?.includes(alias) ?? true).map(({ id }) => id),
      ...(options.seed === undefined ? {} : { seed: options.seed }),
    });
  });
}

/** More than Wald's test ever needs where the labels are neither good nor bad. */
const MOST_SEQUENTIAL = 1000;

function samplingOf({ sample, sequential }: DealOptions, usual: LabelSettings['sampling']): LabelSettings['sampling'] {
  if (sequential) {
    const wald = usual.kind === 'sequential' ? usual : { kind: 'sequential' as const, ...standardWald };
    return { ...wald, examples: typeof sample === 'number' ? sample : MOST_SEQUENTIAL };
  }
  if (sample === undefined) return usual;
  return sample === 'all' ? { kind: 'all' } : { kind: 'number', examples: sample };
}

interface ExportOptions {
  readonly contest: string;
  readonly submission: string;
  readonly format: LabelFormat;
  readonly votes: boolean;
  readonly out?: string;
}

interface Exported {
  readonly file: string | null;
  readonly examples: number;
  readonly content: string;
}

async function exportLabels(shared: Shared, options: ExportOptions): Promise<Outcome<Exported>> {
  const { out, contest, submission, format, votes } = options;
  const missing = out === undefined ? null : noFolderFor(out);
  if (missing) return missing;
  const made = await shared.withContest(contest, (open) => open.call('labels.export', { submission, format, votes }));
  if (!made.ok) return made;
  const { content, examples } = made.value;
  if (out === undefined) return success({ file: null, examples, content });
  try {
    writeFileSync(out, content, { flag: 'wx' });
    return success({ file: out, examples, content });
  } catch (error) {
    const there = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    return failure(
      there ? 'bad-input' : 'disk',
      there ? `${out} is there already. Choose another name.` : `${out} cannot be written. Choose another place.`,
    );
  }
}

function readText(file: string): Outcome<string> {
  try {
    return success(readFileSync(file, 'utf8'));
  } catch {
    return failure('bad-input', `${file} cannot be read. Check its name.`);
  }
}

function sampleSize(text: string): number | 'all' {
  return text === 'all' ? 'all' : wholeNumber(text);
}

function wholeNumber(text: string): number {
  if (!/^\d{1,10}$/.test(text) || Number(text) > 0xffffffff) {
    throw new InvalidArgumentError('a whole number is needed');
  }
  return Number(text);
}

async function statistics(shared: Shared, options: StatsOptions): Promise<Outcome<LabelFilesStatistics>> {
  const { contest, submission, input, gold } = options;
  if ((contest === undefined) === (input === undefined)) {
    return failure('bad-input', 'Name either a contest (--contest FILE) or a table of votes (--input votes.csv).');
  }
  if (input === undefined) {
    if (gold !== undefined) {
      return failure('bad-input', '--gold belongs to --input. A contest has the submitted labels; leave it out.');
    }
    return await contestStatistics(shared, contest!, submission);
  }
  if (submission !== undefined) return failure('bad-input', '--submission belongs to --contest. Leave it out.');
  const { runInWorker } = await import('../engine/jobs.ts');
  const files = { votes: path.resolve(input), gold: gold === undefined ? null : path.resolve(gold) };
  const found = await runInWorker('labelFileStatistics', files, {
    signal: shared.signal,
    onProgress: shared.onProgress,
  });
  // a name that leads nowhere is wrong usage
  return !found.ok && found.error.code === 'not-found' ? failure('bad-input', found.error.message) : found;
}

/** Of one submission, or of every example of the contest that was dealt, named `submission/row`. */
async function contestStatistics(
  shared: Shared,
  file: string,
  submission: string | undefined,
): Promise<Outcome<LabelFilesStatistics>> {
  return await shared.withContest(file, async (contest) => {
    const { runInWorker } = await import('../engine/jobs.ts');
    const input = { path: contest.path, submission: submission ?? null };
    return runInWorker('labelContestStatistics', input, { signal: shared.signal, onProgress: shared.onProgress });
  });
}

function statisticsText(found: LabelStatisticsJson): string {
  const { dawid_skene: model, error_rate: rate } = found;
  const whole = (count: number) => count.toLocaleString('en-US');
  const figure = (name: keyof LabelStatisticsJson & string, value: number | null) =>
    value === null ? `– (${found.why?.[name] ?? 'undefined'})` : value.toFixed(4);
  const decided = Object.values(found.majority).filter((label) => label !== null).length;
  const lines = [
    `${whole(found.examples)} examples, ${whole(found.contractors)} contractors; ${whole(decided)} examples have a majority.`,
    '',
    `Krippendorff's alpha  ${figure('krippendorff_alpha', found.krippendorff_alpha)}`,
    `Fleiss' kappa         ${figure('fleiss_kappa', found.fleiss_kappa)}`,
    `Gwet's AC1            ${figure('gwet_ac1', found.gwet_ac1)}`,
    `Percent agreement     ${figure('percent_agreement', found.percent_agreement)}`,
  ];
  if (rate) {
    lines.push(
      '',
      rate.rate === null || rate.interval === null
        ? `Error rate: ${rate.why}`
        : `Error rate ${percent(rate.rate)} (95 %: ${percent(rate.interval[0])} to ${percent(rate.interval[1])}): ${whole(rate.wrong)} of ${whole(rate.n)} wrong, ${whole(rate.undecided)} undecided.`,
    );
  }
  if (model) {
    const labels = Object.keys(model.priors);
    lines.push('', `Dawid–Skene, ${whole(model.rounds)} rounds, log-likelihood ${model.log_likelihood.toFixed(4)}`, '');
    const rows = labels.map((label) => [label, model.priors[label]!.toFixed(4)]);
    lines.push(table(['label', 'prior'], rows));
  }
  return lines.join('\n');
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
