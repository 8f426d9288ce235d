import { statSync } from 'node:fs';
import path from 'node:path';

/** Those of the arguments that name a contest file that is there, absolute. */
export function contestFilesIn(args: readonly string[], folder: string): readonly string[] {
  return args
    .filter((argument) => !argument.startsWith('-') && path.extname(argument).toLowerCase() === '.assay')
    .map((argument) => path.resolve(folder, argument))
    .filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile());
}
