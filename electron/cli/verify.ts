import type { Command } from 'commander';
import { success } from '../../shared/contract/failure.ts';
import type { Verification } from '../../shared/contract/record.ts';
import type { Shared } from './shared.ts';

export function addVerifyCommand(program: Command, shared: Shared): void {
  program
    .command('verify')
    .description('checks the whole record: chain, every stored hash, the file itself')
    .requiredOption('--contest <file>', 'the contest file')
    .action(async ({ contest }: { contest: string }) => {
      const outcome = await shared.withContest(contest, (open) => open.call('record.verify', {}));
      // a file that cannot even be opened has been checked too, and found bad
      const checked =
        !outcome.ok && outcome.error.code === 'damaged' ? success(unreadable(outcome.error.message)) : outcome;
      shared.finish(checked, { text: verificationText, exitCode: ({ ok }) => (ok ? 0 : 3) });
    });
}

function unreadable(message: string): Verification {
  return { ok: false, events: 0, head: '', problems: [{ what: 'file', where: 'file', message }] };
}

function verificationText({ ok, events, head, problems }: Verification): string {
  if (ok) return `The record is whole: ${events} event${events === 1 ? '' : 's'}.\nIts last hash is ${head}.`;
  return [
    'The record does not fit:',
    ...problems.map(({ what, where, message }) => `  ${what}, ${where}: ${message}`),
  ].join('\n');
}
