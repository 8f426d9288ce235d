import { type Command, InvalidArgumentError } from 'commander';
import { failure, type Outcome, success } from '../../shared/contract/failure.ts';
import type { Run, SubmissionDetail } from '../../shared/contract/submission.ts';
import { table } from './output.ts';
import type { CliContest, Shared } from './shared.ts';

interface Options {
  readonly contest: string;
  readonly submission?: string;
  readonly seed?: number;
}

export function addAnalyzeCommand(program: Command, shared: Shared): void {
  program
    .command('analyze')
    .description('figures of every run (trends, shapes and suggestions come with a later version)')
    .requiredOption('--contest <file>', 'the contest file')
    .option('--submission <id>', 'this one only')
    .option('--seed <n>', 'where resampling starts', wholeNumber)
    .action(async (options: Options) => {
      const details = await shared.withContest(options.contest, (contest) => read(contest, options.submission));
      shared.finish(details, {
        json: (submissions) => ({ submissions: submissions.map(submissionJson) }),
        text: (submissions) =>
          submissions.length === 0
            ? 'The contest has no submissions yet.'
            : submissions.map(submissionText).join('\n\n'),
      });
    });
}

async function read(contest: CliContest, only: string | undefined): Promise<Outcome<SubmissionDetail[]>> {
  const list = await contest.call('submission.list', {});
  if (!list.ok) return list;
  const ids = list.value.submissions.map(({ id }) => id).sort();
  if (only !== undefined && !ids.includes(only)) return failure('not-found', `There is no submission ${only}.`);
  const details: SubmissionDetail[] = [];
  for (const id of only === undefined ? ids : [only]) {
    const detail = await contest.call('submission.get', { id });
    if (!detail.ok) return detail;
    details.push(detail.value);
  }
  return success(details);
}

const NOT_YET = 'Trends, error trends, subcategories and suggestions are not computed yet.';

function submissionJson(submission: SubmissionDetail): unknown {
  const { id, metric, examples, baseline } = submission;
  const of = (reproduction: boolean) => submission.runList.filter((run) => run.reproduction === reproduction);
  return {
    id,
    metric,
    examples,
    baseline: metric === 'classification' ? { loss: baseline.loss.value, accuracy: baseline.accuracy.value } : {},
    runs: of(false).map((run) => runJson(run, metric)),
    trends: [],
    error_trends: [],
    subcategories: [],
    ...(of(true).length > 0 ? { reproduction: { runs: of(true).map((run) => runJson(run, metric)), trends: [] } } : {}),
    suggestions: [],
    why: NOT_YET,
  };
}

/** The word probability of a sequence has no accuracy; anywhere else a figure that is undefined says why. */
function runJson(run: Run, metric: SubmissionDetail['metric']): unknown {
  const { model, family, params, n, mean, sem, coverage } = run;
  const figures = { accuracy: run.accuracy, probability_coverage: run.probabilityCoverage };
  const entries = Object.entries(figures).filter(([, { value }]) => value !== null || metric !== 'sequence_prob');
  const whys = entries.flatMap(([name, { value, why }]) => (value === null ? [`${name}: ${why}`] : []));
  return {
    ...{ model, family, params, public: run.public, tuned: run.tuned, n, mean, sem },
    ...Object.fromEntries(entries.map(([name, { value }]) => [name, value])),
    coverage,
    ...(run.summary ? { summary: true } : {}),
    ...(whys.length > 0 ? { why: whys.join(' ') } : {}),
  };
}

function submissionText(submission: SubmissionDetail): string {
  const { id, title, metric, examples, baseline, runList } = submission;
  const parts = [`${title} (${id})`, metric, `${examples.toLocaleString('en-US')} examples`];
  if (baseline.loss.value !== null) parts.push(`baseline ${baseline.loss.value.toFixed(3)}`);
  const head = ['family', 'model', 'parameters', 'n', 'coverage', 'mean', 'SEM', 'accuracy', 'probability'];
  const rows = runList.map((run) => [
    run.reproduction ? `${run.family} (reproduction)` : run.family,
    run.model,
    inShort(run.params),
    run.n.toLocaleString('en-US'),
    percent(run.coverage),
    run.mean.toFixed(4),
    run.sem.toFixed(4),
    percent(run.accuracy.value),
    percent(run.probabilityCoverage.value),
  ]);
  return `${parts.join(', ')}\n${rows.length === 0 ? 'No runs yet.' : table(head, rows)}`;
}

/** `350M`, `1.3B`, `175B`. */
function inShort(params: number): string {
  for (const [unit, size] of [
    ['B', 1e9],
    ['M', 1e6],
    ['K', 1e3],
  ] as const) {
    if (params >= size) return `${Number((params / size).toPrecision(3))}${unit}`;
  }
  return String(params);
}

function percent(share: number | null): string {
  return share === null ? '–' : `${(100 * share).toFixed(1)} %`;
}

function wholeNumber(text: string): number {
  if (!/^\d{1,10}$/.test(text) || Number(text) > 0xffffffff) {
    throw new InvalidArgumentError('a whole number from 0 to 4294967295 is needed');
  }
  return Number(text);
}
