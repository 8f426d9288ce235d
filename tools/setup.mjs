// Installs what the project needs. Runs on Node 20 with nothing installed. `node tools/setup.mjs` does it by itself.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { mustRun, step } from './command.mjs';
import { withLock } from './lock.mjs';
import { isProgram, root, runProgram } from './project.mjs';
import { ensureSystem, hasDisplay } from './system.mjs';

/**
 * Sees to it that the packages are those of package-lock.json and that Electron's system libraries are there.
 * @param {{ say: (line: string) => void, system?: readonly ('window' | 'display')[] }} options
 */
export async function setup({ say, system = [] }) {
  if (!packagesMatchLock()) {
    await withLock(path.join(root, 'out', 'setup.lock'), async () => {
      if (packagesMatchLock()) return; // another process installed them while this one waited
      const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
      await step(say, 'installed the packages (npm ci)', () =>
        mustRun('installing the packages', npm, ['ci', '--no-fund', '--no-audit', '--loglevel=error']),
      );
    });
  }
  await ensureSystem(system, say);
}

/** What a start or a test in a window needs here. @returns {('window' | 'display')[]} */
export function windowNeeds() {
  return hasDisplay() ? ['window'] : ['window', 'display'];
}

/**
 * Whether node_modules holds what package-lock.json names. npm writes its own list there at the end of an install, so
 * one that was cut short does not match. A package more, installed to try it, is no reason to take it away.
 */
export function packagesMatchLock() {
  const installed = packagesIn(path.join(root, 'node_modules', '.package-lock.json'));
  const wanted = packagesIn(path.join(root, 'package-lock.json'));
  if (!installed || !wanted) return false;
  for (const [place, entry] of Object.entries(wanted)) {
    if (place === '') continue;
    const found = installed[place];
    if (found ? found.version !== entry.version || found.integrity !== entry.integrity : isForHere(entry)) return false;
  }
  return true;
}

/** @typedef {{ version?: string, integrity?: string, optional?: boolean, os?: string | string[], cpu?: string | string[], libc?: string | string[] }} LockEntry */

/** @param {string} file @returns {Record<string, LockEntry> | null} */
function packagesIn(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : null;
}

/** Whether npm installs an entry on this machine. Which C library it has is npm's to know. @param {LockEntry} entry */
function isForHere(entry) {
  if (!entry.optional) return true;
  if (!entry.os && !entry.cpu) return false; // needed only by something that is itself for another machine
  return allows(entry.os, process.platform) && allows(entry.cpu, process.arch) && !entry.libc;
}

/** @param {string | string[] | undefined} names as in package.json, each perhaps after a `!` @param {string} value */
function allows(names, value) {
  const list = [names ?? []].flat();
  if (list.includes(`!${value}`)) return false;
  return list.includes(value) || list.every((name) => name.startsWith('!'));
}

if (isProgram(import.meta.url)) {
  await runProgram(async () => {
    await setup({ say: console.log, system: windowNeeds() });
    console.log('Set up. Run "npm start" to open Assay, "npm test" to check it.');
  });
}
