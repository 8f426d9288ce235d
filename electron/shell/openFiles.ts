import { app } from 'electron';
import { z } from 'zod';
import { contestFilesIn } from './contestFiles.ts';

/** Contests opened from outside: named on the command line, double-clicked, handed over by a second start. */

/** What a second start tells the first. */
const handoverSchema = z.object({ files: z.array(z.string()).max(100) });

/**
 * Takes the lock of this user's Assay. False when another one has it: that one has been given this one's files and
 * this one must end.
 */
export function takeInstanceLock(): boolean {
  return app.requestSingleInstanceLock({ files: contestFilesIn(ownArguments(), process.cwd()) });
}

/** Listens from the first moment: macOS tells of a double click before the app is ready. */
export function onFilesFromOutside(listener: (files: readonly string[]) => void): void {
  app.on('open-file', (event, file) => {
    event.preventDefault();
    listener(contestFilesIn([file], '/'));
  });
  app.on('second-instance', (_event, _argv, _folder, handover) => {
    const parsed = handoverSchema.safeParse(handover);
    listener(parsed.success ? contestFilesIn(parsed.data.files, '/') : []);
  });
  const named = contestFilesIn(ownArguments(), process.cwd());
  if (named.length > 0) listener(named);
}

function ownArguments(): readonly string[] {
  return process.argv.slice(app.isPackaged ? 1 : 2); // before packaging the second is the project's folder
}
