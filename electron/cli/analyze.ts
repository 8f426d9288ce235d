import { type Command, InvalidArgumentError } from 'commander';
import { type Outcome, success } from '../../shared/contract/failure.ts';
import { type Analyzed, analyzedJson } from './analyzeJson.ts';
import { analyzedText } from './analyzeText.ts';
import type { CliContest, Shared } from './shared.ts';

interface Options {
  readonly contest: string;
  readonly submission?: string;
  readonly seed?: number;
}

export function addAnalyzeCommand(program: Command, shared: Shared): void {
  program
    .command('analyze')
    .description('figures of every run, trends, shapes and what they suggest to reviewers')
    .requiredOption('--contest <file>', 'the contest file')
    .option('--submission <id>', 'this one only')
    .option('--seed <n>', 'where resampling starts (0 unless told otherwise)', wholeNumber)
    .action(async (options: Options) => {
      const analyzed = await shared.withContest(options.contest, (contest) => analyze(contest, options));
      shared.finish(analyzed, {
        json: (submissions) => ({ submissions: submissions.map(analyzedJson) }),
        text: (submissions) =>
          submissions.length === 0 ? 'The contest has no submissions yet.' : submissions.map(analyzedText).join('\n\n'),
      });
    });
}

async function analyze(contest: CliContest, { submission, seed }: Options): Promise<Outcome<Analyzed[]>> {
  const scaling = await contest.call('scaling.analyze', {
    ...(submission === undefined ? {} : { submission }),
    ...(seed === undefined ? {} : { seed }),
  });
  if (!scaling.ok) return scaling;
  const analyzed: Analyzed[] = [];
  for (const { id, scaling: evidence } of scaling.value.submissions) {
    const detail = await contest.call('submission.get', { id });
    if (!detail.ok) return detail;
    analyzed.push({ detail: detail.value, scaling: evidence });
  }
  return success(analyzed);
}

function wholeNumber(text: string): number {
  if (!/^\d{1,10}$/.test(text) || Number(text) > 0xffffffff) {
    throw new InvalidArgumentError('a whole number from 0 to 4294967295 is needed');
  }
  return Number(text);
}
