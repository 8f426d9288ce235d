// The command line: `npm run -s assay -- <command>`. Builds what is stale, silently, then becomes the command.
import { existsSync } from 'node:fs';
import * as module from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { nodeIsNewEnough, Problem, root, runOnPinnedNode, runProgram } from './project.mjs';
import { isStale } from './stale.mjs';

/** What the command line says for wrong usage: nothing was asked of a contest yet. */
const CANNOT_START = 2;

await runProgram(async () => {
  if (!existsSync(path.join(root, 'node_modules', '.package-lock.json'))) {
    console.error('The packages are not installed. Run "npm ci" in the folder of Assay and try again.');
    return CANNOT_START;
  }
  if (!nodeIsNewEnough(process.version)) return runOnPinnedNode('assay.mjs', process.argv.slice(2));
  try {
    if (isStale('app')) {
      const { buildTargets } = await import('./build.mjs');
      await buildTargets(['app']);
    }
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    console.error(error.message);
    return CANNOT_START;
  }
  const program = path.join(root, 'out', 'app', 'cli.js');
  if (!existsSync(program)) {
    console.error('The command line is not part of this checkout: electron/cli/main.ts does not exist.');
    return CANNOT_START;
  }
  module.enableCompileCache?.(path.join(root, 'out', 'compiled'));
  // The same process: the command has the terminal, the signals and the exit code to itself.
  await import(pathToFileURL(program).href);
  return undefined;
});
