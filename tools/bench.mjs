// `npm run bench`: builds, then runs every program in test/bench, one after another, so that they do not disturb each
// other. `npm run bench -- import` runs those whose names hold "import".
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import {
  nodeIsNewEnough,
  Problem,
  pinnedNode,
  projectEnvironment,
  root,
  runOnPinnedNode,
  runProgram,
} from './project.mjs';
import { setup, windowNeeds } from './setup.mjs';
import { hasDisplay } from './system.mjs';

await runProgram(async () => {
  const wanted = process.argv.slice(2);
  await setup({ say: console.log, system: windowNeeds() });
  if (!nodeIsNewEnough(process.version)) return runOnPinnedNode('bench.mjs', wanted);
  const { resolveRuntime } = await import('./runtime.mjs');
  const { ALL_TARGETS, buildTargets } = await import('./build.mjs');
  console.log((await resolveRuntime({ say: console.log })).sentence);
  await buildTargets(ALL_TARGETS, { say: console.log });

  const folder = path.join(root, 'test', 'bench');
  const programs = (existsSync(folder) ? readdirSync(folder) : [])
    .filter((name) => name.endsWith('.bench.ts') && (wanted.length === 0 || wanted.some((part) => name.includes(part))))
    .sort();
  if (programs.length === 0) throw new Problem('No such bench: they are the files test/bench/*.bench.ts.');
  let failed = 0;
  for (const name of programs) {
    console.log(`\n${name}`);
    if ((await run(path.join(folder, name))) !== 0) failed += 1;
  }
  return failed > 0 ? 1 : 0;
});

/** Node 24 runs TypeScript as it is. @param {string} file @returns {Promise<number>} exit code */
function run(file) {
  const [program, args] = hasDisplay()
    ? [pinnedNode(), [file]]
    : ['xvfb-run', ['-a', '-s', '-screen 0 1280x1024x24 -noreset', pinnedNode(), file]];
  const child = spawn(program, args, { cwd: root, stdio: 'inherit', env: projectEnvironment() });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
