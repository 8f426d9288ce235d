import type { Command } from 'commander';
import { failure, type Outcome, success } from '../../shared/contract/failure.ts';
import { noFolderFor, type Shared } from './shared.ts';

export function addBackupCommand(program: Command, shared: Shared): void {
  program
    .command('backup')
    .description('copies a contest to a new file and checks the copy')
    .argument('[file]', 'the contest file')
    .argument('[to]', 'the new file; else one beside the contest, named by the time')
    .option('--contest <file>', 'the contest file')
    .option('--to <file>', 'the new file')
    .action(async (file: string | undefined, to: string | undefined, options: { contest?: string; to?: string }) => {
      // with --contest, the one argument that may stand alone is the new file
      const contest = options.contest ?? file;
      const target = options.to ?? (options.contest === undefined ? to : file);
      shared.finish(await backUpTo(shared, contest, target), {
        text: ({ backup, bytes }) => `The backup is in ${backup} (${bytes} bytes).`,
      });
    });
}

interface Made {
  readonly backup: string;
  readonly bytes: number;
  readonly at: string;
}

async function backUpTo(shared: Shared, contest: string | undefined, to: string | undefined): Promise<Outcome<Made>> {
  if (contest === undefined) return failure('bad-input', 'Name the contest: assay backup FILE [TO]');
  const stamp = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const backup = to ?? `${contest.replace(/\.assay$/i, '')}.backup-${stamp}.assay`;
  const missing = noFolderFor(backup);
  if (missing) return missing;
  return await shared.withContest(contest, async (open) => {
    const made = await open.call('contest.backup', { token: open.token(backup) });
    return made.ok ? success({ backup, ...made.value }) : made;
  });
}
