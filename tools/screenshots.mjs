// `npm run screenshots`: takes the pictures of README and docs from the real window, over the example contest.
// With a folder as argument it takes every screen there, in light and dark, at the sizes named with --sizes.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { run } from './command.mjs';
import { nodeIsNewEnough, pinnedNode, root, runOnPinnedNode, runProgram } from './project.mjs';
import { hasDisplay, underDisplay } from './system.mjs';

/** @typedef {import('playwright').Page} Page */

/** What a reader of the docs sees; the rest is for whoever looks every screen over. */
const IN_DOCS = ['decision.light', 'submission.light', 'contractor.dark', 'overview.light', 'reviewer.light'];

await runProgram(async () => {
  const args = process.argv.slice(2);
  if (!nodeIsNewEnough(process.version)) return runOnPinnedNode('screenshots.mjs', args);
  if (!hasDisplay()) {
    const [command = '', ...rest] = underDisplay([process.execPath, path.join(root, 'tools', 'screenshots.mjs'), ...args]);
    return (await run(command, rest, { shown: true })).code ?? 1;
  }
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { sizes: { type: 'string', default: '1440x900' }, only: { type: 'string' } },
  });
  const everything = positionals.length > 0;
  const out = path.resolve(positionals[0] ?? path.join(root, 'docs', 'images'));
  mkdirSync(out, { recursive: true });
  const { ALL_TARGETS, buildTargets } = await import('./build.mjs');
  await buildTargets(ALL_TARGETS, { say: console.log });
  const { takeScreens } = await import('../test/desktop/screens.ts');
  const folder = mkdtempSync(path.join(tmpdir(), 'assay-screens-'));
  try {
    for (const size of values.sizes.split(',')) {
      const [width = 1440, height = 900] = size.split('x').map(Number);
      await takeScreens({
        folder,
        size: { width, height },
        wanted: (/** @type {string} */ name) =>
          everything ? !values.only || name.startsWith(values.only) : IN_DOCS.includes(name),
        save: (/** @type {string} */ name) => path.join(out, everything ? `${name}.${size}.png` : `${name}.png`),
        node: pinnedNode(),
      });
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  console.log(`The pictures are in ${out}.`);
  return 0;
});
