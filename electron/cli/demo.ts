import type { Command } from 'commander';
import { table } from './output.ts';
import { noFolderFor, type Shared } from './shared.ts';

export function addDemoCommand(program: Command, shared: Shared): void {
  program
    .command('demo')
    .description('writes a complete made-up contest with every part filled in')
    .argument('<file>', 'the new contest file, such as example.assay')
    .action(async (file: string) => {
      const { writeDemoContest } = await import('../engine/demo/demo.ts');
      const { realSurroundings } = await import('../engine/surroundings.ts');
      const made =
        noFolderFor(file) ?? (await writeDemoContest(file, realSurroundings, shared.onProgress, shared.signal));
      shared.finish(made, {
        json: (made) => ({ contest: made.path, submissions: made.submissions, people: made.people }),
        text: (made) =>
          [
            `The example contest with ${made.submissions} submissions is in ${made.path}.`,
            'These codes sign in at its desks, once an organizer code is set and the organizer has signed out:',
            '',
            table(
              ['Role', 'Alias', 'Code'],
              made.people.map((person) => [person.role, person.alias, person.code]),
            ),
          ].join('\n'),
      });
    });
}
