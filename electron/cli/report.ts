import type { Command } from 'commander';
import { success } from '../../shared/contract/failure.ts';
import { noFolderFor, type Shared } from './shared.ts';

interface Options {
  readonly contest: string;
  readonly out: string;
  readonly decision?: string;
}

export function addReportCommand(program: Command, shared: Shared): void {
  program
    .command('report')
    .description('writes every report, letter and the benchmark package into a new folder')
    .requiredOption('--contest <file>', 'the contest file')
    .requiredOption('--out <folder>', 'a folder that is new or empty')
    .option('--decision <id>', 'a frozen decision; else the one announced or frozen last, else the draft')
    .action(async ({ contest, out, decision }: Options) => {
      const missing = noFolderFor(out);
      const written =
        missing ??
        (await shared.withContest(contest, async (open) => {
          const made = await open.call('report.write', { decision: decision ?? null, token: open.token(out) });
          return made.ok ? success({ out, files: made.value.files }) : made;
        }));
      shared.finish(written, {
        text: (value) =>
          `${value.files.length} files in ${value.out}:\n${value.files.map((file) => `  ${file}`).join('\n')}`,
      });
    });
}
