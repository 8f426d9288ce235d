// `npm start`: sets up, builds and opens Assay. Without a display it does the same job in the terminal: builds the
// example contest, prints its ranking and says where the report lies. ASSAY_START_HEADLESS=1 does that anyway.
import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { mustRun } from './command.mjs';
import { nodeIsNewEnough, pinnedNode, projectEnvironment, root, runOnPinnedNode, runProgram } from './project.mjs';
import { setup } from './setup.mjs';
import { hasDisplay } from './system.mjs';

await runProgram(async () => {
  const args = process.argv.slice(2);
  const headless = process.env.ASSAY_START_HEADLESS === '1' || !hasDisplay();
  await setup({ say: console.log, system: headless ? [] : ['window'] });
  if (!nodeIsNewEnough(process.version)) return runOnPinnedNode('start.mjs', args);
  return headless ? exampleInTerminal() : openWindow(args);
});

/** @param {readonly string[]} files contests to open @returns {Promise<number>} the app's exit code */
async function openWindow(files) {
  // only now is there anything to import
  const { resolveRuntime, runtimeEnvironment } = await import('./runtime.mjs');
  const { ALL_TARGETS, buildTargets } = await import('./build.mjs');
  const runtime = await resolveRuntime({ say: console.log });
  console.log(runtime.sentence);
  await buildTargets(ALL_TARGETS, { say: console.log });
  console.log('Opening Assay. The example contest is one click away.');
  // Chromium's sandbox refuses to run as root; everybody else keeps it
  const switches = process.getuid?.() === 0 ? ['--no-sandbox', '--disable-gpu'] : [];
  const child = spawn(runtime.executable, ['.', ...switches, ...files.map((file) => path.resolve(file))], {
    cwd: root,
    stdio: 'inherit',
    env: projectEnvironment(runtimeEnvironment(runtime)),
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

/** @returns {Promise<number>} exit code */
async function exampleInTerminal() {
  const { buildTargets } = await import('./build.mjs');
  await buildTargets(['app'], { say: console.log });
  const folder = mkdtempSync(path.join(tmpdir(), 'assay-example-'));
  const contest = path.join(folder, 'example.assay');
  const report = path.join(folder, 'ranking.html');
  const assay = (/** @type {string} */ what, /** @type {string[]} */ ...args) =>
    mustRun(what, pinnedNode(), [path.join(root, 'out', 'app', 'cli.js'), ...args]);

  const made = await assay('making the example contest', 'demo', contest);
  const ranked = await assay('ranking the example contest', 'rank', '--contest', contest, '--html', report);
  console.log(`
There is no display, so this is the example contest in the terminal.

${made.printed.trimEnd()}

${ranked.printed.trimEnd()}

Contest: ${contest}
Report:  ${report}

To open the window, run "npm start" where there is a display (DISPLAY or WAYLAND_DISPLAY is set).
To go on here, run "npm run -s assay -- --help".`);
  return 0;
}
