// Where things lie, and which Node runs them. Imported before anything is installed: Node 20 and nothing else.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout: the folder that holds package.json. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** What a person can mend; the tools print its message and nothing else. */
export class Problem extends Error {}

/**
 * This user's folder for things that are costly to fetch or build and must outlive `npm ci`.
 * @returns {string}
 */
export function cacheFolder() {
  if (process.env.XDG_CACHE_HOME) return path.join(process.env.XDG_CACHE_HOME, 'assay');
  if (process.platform === 'win32' && process.env.LOCALAPPDATA) return path.join(process.env.LOCALAPPDATA, 'assay');
  if (process.platform === 'darwin') return path.join(homedir(), 'Library', 'Caches', 'assay');
  return path.join(homedir(), '.cache', 'assay');
}

/**
 * The version of an installed package, or null when it is not installed.
 * @param {string} name
 * @returns {string | null}
 */
export function installedVersion(name) {
  const file = path.join(root, 'node_modules', name, 'package.json');
  if (!existsSync(file)) return null;
  return JSON.parse(readFileSync(file, 'utf8')).version;
}

/**
 * Whether a Node can run the built engine: better-sqlite3 13 needs Node-API 10, and crashes without a word below it.
 * @param {string} version as `process.version`
 */
export function nodeIsNewEnough(version) {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  return major > 22 || (major === 22 && minor >= 14);
}

/**
 * The Node that everything runs on: this one if it is new enough, else the one that package.json pins.
 * @returns {string} path of an executable
 */
export function pinnedNode() {
  const packaged = path.join(
    root,
    'node_modules',
    `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`,
  );
  const file = path.join(packaged, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (existsSync(file)) return file;
  if (nodeIsNewEnough(process.version)) return process.execPath;
  throw new Problem(
    `Assay needs Node 22.14 or later and this is ${process.version}. Run "npm ci", which brings Node 24, or install Node 24.`,
  );
}

/**
 * An environment in which `node`, `npm` and the project's programs are the project's own.
 * @param {Record<string, string | undefined>} [more]
 * @returns {NodeJS.ProcessEnv}
 */
export function projectEnvironment(more = {}) {
  const key = Object.keys(process.env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
  const bin = path.join(root, 'node_modules', '.bin');
  const before = (process.env[key] ?? '').split(path.delimiter).filter((folder) => folder !== bin);
  return { ...process.env, [key]: [bin, ...before].join(path.delimiter), ...more };
}

/**
 * Runs a tool again on the pinned Node, with the same arguments and streams.
 * @param {string} tool file under tools/
 * @param {readonly string[]} args
 * @param {Record<string, string | undefined>} [environment]
 * @returns {Promise<number>} its exit code
 */
export function runOnPinnedNode(tool, args, environment = {}) {
  const child = spawn(pinnedNode(), [path.join(root, 'tools', tool), ...args], {
    stdio: 'inherit',
    env: projectEnvironment(environment),
  });
  // A terminal sends Ctrl C to the whole group: the child decides what it means, this process only waits.
  const ignore = () => {};
  process.on('SIGINT', ignore);
  /** @type {NodeJS.Signals[]} */
  const passedOn = ['SIGTERM', 'SIGHUP'];
  const pass = (/** @type {NodeJS.Signals} */ signal) => child.kill(signal);
  for (const signal of passedOn) process.on(signal, pass);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      process.off('SIGINT', ignore);
      for (const name of passedOn) process.off(name, pass);
      resolve(signal ? 128 + (SIGNAL_NUMBERS[signal] ?? 0) : (code ?? 1));
    });
  });
}

/** What a shell adds to 128 for a process that a signal ended. @type {Record<string, number>} */
const SIGNAL_NUMBERS = { SIGHUP: 1, SIGINT: 2, SIGABRT: 6, SIGKILL: 9, SIGSEGV: 11, SIGTERM: 15 };

/**
 * Whether the file that calls this is the program itself, not an import.
 * @param {string} url `import.meta.url` of the caller
 */
export function isProgram(url) {
  return process.argv[1] !== undefined && path.resolve(process.argv[1]) === fileURLToPath(url);
}

/**
 * Runs a tool's main function; a Problem is printed as its sentence, a defect with its stack.
 * @param {() => Promise<number | void>} main returns the exit code
 */
export async function runProgram(main) {
  try {
    process.exitCode = (await main()) ?? process.exitCode ?? 0;
  } catch (error) {
    console.error(error instanceof Problem ? error.message : error);
    process.exitCode = 1;
  }
}
