// `npm run package`: packs Assay for this machine as a folder under dist/; `npm run package -- tar.gz` as an archive.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { mustRun, step } from './command.mjs';
import { nodeIsNewEnough, pinnedNode, root, runOnPinnedNode, runProgram } from './project.mjs';
import { setup } from './setup.mjs';

/** electron-builder brings its own archiver from a place that a registry-only network cannot reach; Debian has one. */
const SYSTEM_ARCHIVER = '/usr/bin/7za';

await runProgram(async () => {
  const targets = process.argv.slice(2);
  await setup({ say: console.log });
  if (!nodeIsNewEnough(process.version)) return runOnPinnedNode('package.mjs', targets);
  const { resolveRuntime, runtimeEnvironment } = await import('./runtime.mjs');
  const { ALL_TARGETS, buildTargets } = await import('./build.mjs');
  const runtime = await resolveRuntime({ say: console.log });
  console.log(runtime.sentence);
  await buildTargets(ALL_TARGETS, { say: console.log });

  const builder = path.join(root, 'node_modules', 'electron-builder', 'cli.js');
  const platform = { linux: '--linux', darwin: '--mac', win32: '--win' }[String(process.platform)] ?? '--linux';
  const args = [
    builder,
    platform,
    ...(targets.length > 0 ? targets : ['dir']),
    '--publish=never',
    `-c.electronDist=${runtime.dist}`,
    `-c.electronVersion=${runtime.version}`,
  ];
  const archiver = existsSync(SYSTEM_ARCHIVER) ? { ELECTRON_BUILDER_7ZIP_PATH: SYSTEM_ARCHIVER } : {};
  await step(console.log, `packed Assay ${targets.join(', ') || 'dir'} into dist/`, () =>
    mustRun('packing', pinnedNode(), args, { env: { ...archiver, ...runtimeEnvironment(runtime) } }),
  );
  if (runtime.kind === 'registry')
    console.log('This package is for trying out: releases are made with the pinned Electron.');
  return 0;
});
