import { existsSync, statSync } from 'node:fs';
import type { Command } from 'commander';
import { failure, type Outcome, success } from '../../shared/contract/failure.ts';
import { isFolder, noFolderFor, type Shared } from './shared.ts';

export function addRestoreCommand(program: Command, shared: Shared): void {
  program
    .command('restore')
    .description('writes a backup to a new contest file, after checking its whole record')
    .argument('<backup>', 'the backup')
    .argument('[to]', 'the new contest file')
    .option('--to <file>', 'the new contest file')
    .option('--contest <file>', 'the new contest file')
    .action(async (backup: string, to: string | undefined, options: { to?: string; contest?: string }) => {
      shared.finish(await restoreTo(shared, backup, to ?? options.to ?? options.contest), {
        text: ({ contest }) => `The contest is in ${contest}.`,
      });
    });
}

async function restoreTo(
  shared: Shared,
  backup: string,
  to: string | undefined,
): Promise<Outcome<{ readonly contest: string }>> {
  if (to === undefined) return failure('bad-input', 'Name the new file: assay restore BACKUP TO');
  if (!existsSync(backup)) return failure('bad-input', `There is no backup ${backup}. Check its name.`);
  if (statSync(backup).isDirectory()) return isFolder(backup);
  const missing = noFolderFor(to);
  if (missing) return missing;
  const { restoreVerified } = await import('../engine/sessions.ts');
  const { realSurroundings } = await import('../engine/surroundings.ts');
  const restored = await restoreVerified(backup, to, {
    now: realSurroundings.now,
    signal: shared.signal,
    onProgress: shared.onProgress,
  });
  return restored.ok ? success({ contest: restored.value.path }) : restored;
}
