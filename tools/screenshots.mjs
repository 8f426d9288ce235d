// `npm run screenshots`: takes the pictures of README and docs from the real window, over the example contest.
// With a folder as argument it takes every screen there, in light and dark, at the sizes named with --sizes.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { nodeIsNewEnough, pinnedNode, projectEnvironment, root, runOnPinnedNode, runProgram } from './project.mjs';
import { hasDisplay } from './system.mjs';

/** What a reader of the docs sees; the rest is for whoever looks every screen over. */
const IN_DOCS = ['decision.light', 'submission.light', 'contractor.dark', 'overview.light', 'reviewer.light'];

await runProgram(async () => {
  const args = process.argv.slice(2);
  if (!nodeIsNewEnough(process.version)) return runOnPinnedNode('screenshots.mjs', args);
  if (!hasDisplay()) return underXvfb(args);
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { sizes: { type: 'string', default: '1440x900' }, only: { type: 'string', default: '' } },
  });
  const folder = positionals[0];
  const out = path.resolve(folder ?? path.join(root, 'docs', 'images'));
  mkdirSync(out, { recursive: true });
  const { ALL_TARGETS, buildTargets } = await import('./build.mjs');
  await buildTargets(ALL_TARGETS, { say: console.log });
  // not by a literal: types here would pull in the whole project
  const { takeScreens } = await import(pathToFileURL(path.join(root, 'test', 'desktop', 'screens.ts')).href);
  const scratch = mkdtempSync(path.join(tmpdir(), 'assay-screens-'));
  try {
    for (const size of values.sizes.split(',')) {
      const [width = 1440, height = 900] = size.split('x').map(Number);
      await takeScreens({
        scratch: mkdtempSync(path.join(scratch, 'size-')),
        size: { width, height },
        wants: (/** @type {string} */ name) =>
          folder === undefined ? IN_DOCS.includes(name) : name.startsWith(values.only),
        pathOf: (/** @type {string} */ name) =>
          path.join(out, folder === undefined ? `${name}.png` : `${name}.${size}.png`),
      });
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  console.log(`The pictures are in ${out}.`);
  return 0;
});

/** @param {readonly string[]} args @returns {Promise<number>} exit code */
function underXvfb(args) {
  const script = path.join(root, 'tools', 'screenshots.mjs');
  const child = spawn('xvfb-run', ['-a', '-s', '-screen 0 2000x1300x24 -noreset', pinnedNode(), script, ...args], {
    cwd: root,
    stdio: 'inherit',
    env: projectEnvironment(),
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
