import path from 'node:path';
import type { Command } from 'commander';
import { failure, type Outcome } from '../../shared/contract/failure.ts';
import type { LabelStatisticsJson } from '../../shared/labels/statistics.ts';
import type { LabelFilesStatistics } from '../engine/labelStatistics.ts';
import { table } from './output.ts';
import type { Shared } from './shared.ts';

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
    return failure('bad-input', `not yet ${submission}`);
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
