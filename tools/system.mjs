// What the machine must have beside Node: programs and libraries that Electron, Xvfb and the compiler bring along.
import { accessSync, constants, readdirSync } from 'node:fs';
import path from 'node:path';
import { mustRun, runCommand, step } from './command.mjs';
import { withLock } from './lock.mjs';
import { cacheFolder, Problem } from './project.mjs';

/**
 * A program (found on PATH) or a shared library (found by the loader), and the Debian packages that bring it: the first
 * that this Debian knows is installed.
 * @typedef {{ readonly kind: 'program' | 'library', readonly name: string, readonly packages: readonly string[] }} Need
 */

/** To open a window. @type {readonly Need[]} */
const WINDOW = [
  { kind: 'library', name: 'libgtk-3.so.0', packages: ['libgtk-3-0t64', 'libgtk-3-0'] },
  { kind: 'library', name: 'libnss3.so', packages: ['libnss3'] },
  { kind: 'library', name: 'libasound.so.2', packages: ['libasound2t64', 'libasound2'] },
  { kind: 'library', name: 'libgbm.so.1', packages: ['libgbm1'] },
  { kind: 'library', name: 'libXss.so.1', packages: ['libxss1'] },
  { kind: 'library', name: 'libatk-bridge-2.0.so.0', packages: ['libatk-bridge2.0-0t64', 'libatk-bridge2.0-0'] },
  { kind: 'library', name: 'libdrm.so.2', packages: ['libdrm2'] },
];

/** To open it where there is no display. @type {readonly Need[]} */
const DISPLAY = [
  { kind: 'program', name: 'Xvfb', packages: ['xvfb'] },
  { kind: 'program', name: 'xvfb-run', packages: ['xvfb'] },
  { kind: 'program', name: 'xauth', packages: ['xauth'] },
];

/** To unpack the registry's Electron and build better-sqlite3 for it. @type {readonly Need[]} */
const BUILD = [
  { kind: 'program', name: 'unzip', packages: ['unzip'] },
  { kind: 'program', name: 'g++', packages: ['g++'] },
  { kind: 'program', name: 'make', packages: ['make'] },
  { kind: 'program', name: 'python3', packages: ['python3'] },
];

const PURPOSES = { window: WINDOW, display: DISPLAY, build: BUILD };

/** Whether windows can be shown here without a virtual display. */
export function hasDisplay() {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/**
 * Sees to it that the machine has what the purposes need: installs what is missing when that is possible here, else
 * stops with one sentence that names the packages. Only Linux is looked at.
 * @param {readonly (keyof typeof PURPOSES)[]} purposes
 * @param {(line: string) => void} say
 */
export async function ensureSystem(purposes, say) {
  if (process.platform !== 'linux') return;
  const needs = purposes.flatMap((purpose) => PURPOSES[purpose]);
  if ((await missing(needs)).length === 0) return;
  await withLock(path.join(cacheFolder(), 'apt.lock'), () => install(needs, say));
}

/** @param {readonly Need[]} needs @param {(line: string) => void} say */
async function install(needs, say) {
  const lacking = await missing(needs); // another process may have installed them while this one waited
  if (lacking.length === 0) return;
  const newest = [...new Set(lacking.map((need) => need.packages[need.packages.length - 1] ?? need.name))];
  if (process.getuid?.() !== 0 || !onPath('apt-get')) {
    throw new Problem(
      `Assay needs system packages that are missing here: ask an administrator to install ${newest.join(' ')} (the names are Debian's), then try again.`,
    );
  }
  const quiet = { env: { DEBIAN_FRONTEND: 'noninteractive' } };
  const packages = await step(say, 'looked up system packages', async () => {
    await mustRun(
      'updating the list of system packages',
      'apt-get',
      ['-o', 'DPkg::Lock::Timeout=300', 'update'],
      quiet,
    );
    return chosenPackages(lacking);
  });
  await step(say, `installed ${packages.join(' ')}`, () =>
    mustRun(
      'installing system packages',
      'apt-get',
      ['-o', 'DPkg::Lock::Timeout=300', 'install', '-y', '--no-install-recommends', ...packages],
      quiet,
    ),
  );
  const still = await missing(needs);
  if (still.length > 0) {
    throw new Problem(
      `After installing ${packages.join(' ')}, ${still.map((need) => need.name).join(', ')} is still missing.`,
    );
  }
}

/** @param {readonly Need[]} needs @returns {Promise<Need[]>} */
async function missing(needs) {
  const libraries = needs.some((need) => need.kind === 'library') ? await loadableLibraries() : new Set();
  return needs.filter((need) => (need.kind === 'program' ? !onPath(need.name) : !libraries.has(need.name)));
}

/** Names the loader knows, for this machine's own word size. @returns {Promise<Set<string>>} */
async function loadableLibraries() {
  const loader = ['/sbin/ldconfig', '/usr/sbin/ldconfig'].find(isExecutable) ?? 'ldconfig';
  const listed = await runCommand(loader, ['-p']);
  const names = new Set(listed.output.split('\n').map((line) => line.trim().split(' ')[0] ?? ''));
  // libnss3.so and its like may lie in a folder of their own that ldconfig does not list
  for (const folder of ['/usr/lib', '/usr/lib64', `/usr/lib/${DEBIAN_ARCHITECTURES[process.arch] ?? ''}`]) {
    try {
      for (const name of readdirSync(folder)) names.add(name);
    } catch {
      // this system has no such folder
    }
  }
  return names;
}

/** @type {Record<string, string>} */
const DEBIAN_ARCHITECTURES = { x64: 'x86_64-linux-gnu', arm64: 'aarch64-linux-gnu' };

/** @param {readonly Need[]} needs @returns {Promise<string[]>} */
async function chosenPackages(needs) {
  const chosen = new Set();
  for (const { packages } of needs) {
    const policy = await runCommand('apt-cache', ['policy', ...packages], { env: { LC_ALL: 'C' } });
    const known = packages.filter((name) =>
      new RegExp(`^${name.replaceAll(/[+.]/g, '\\$&')}:\\n.*\\n +Candidate: [^(]`, 'm').test(policy.output),
    );
    chosen.add(known[0] ?? packages[packages.length - 1]);
  }
  return [...chosen];
}

/** @param {string} program */
function onPath(program) {
  const folders = [...(process.env.PATH ?? '').split(path.delimiter), '/usr/bin', '/bin'];
  return folders.some((folder) => folder !== '' && isExecutable(path.join(folder, program)));
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
