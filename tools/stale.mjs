// What a build depends on, looked at fast enough to ask before every command: no package is imported here.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { root } from './project.mjs';

/** @typedef {'app' | 'preload' | 'renderer'} Target */

/** Folders whose files go into a target. @type {Record<Target, readonly string[]>} */
const SOURCES = {
  app: ['shared', 'db', 'electron'],
  preload: ['shared', 'electron'],
  renderer: ['shared', 'renderer'],
};

/** Files that matter to every target. */
const ALWAYS = ['package-lock.json', 'tsconfig.base.json', 'tools/build.mjs'];

/** What a finished build leaves behind; files are relative to folder. @typedef {{ key: string, folder: string, files: string[] }} Stamp */

/**
 * Whether a target must be built: its sources, by name, size and time of change, are not those it was built from, or a
 * file that it made is gone.
 * @param {Target} target
 */
export function isStale(target) {
  const stamp = readStamp(target);
  if (!stamp || stamp.key !== sourceKey(target)) return true;
  return !stamp.files.every((file) => existsSync(path.join(root, stamp.folder, file)));
}

/** @param {Target} target @returns {Stamp | null} */
export function readStamp(target) {
  const file = stampFile(target);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
}

/** @param {Target} target */
export function stampFile(target) {
  return path.join(root, 'out', `${target}.stamp.json`);
}

/**
 * Changes when any source of the target does.
 * @param {Target} target
 * @returns {string}
 */
export function sourceKey(target) {
  const hash = createHash('sha256');
  const add = (/** @type {string} */ file) => {
    const { mtimeMs, size } = statSync(path.join(root, file));
    hash.update(`${file}\0${mtimeMs}\0${size}\n`);
  };
  ALWAYS.forEach(add);
  for (const folder of SOURCES[target]) {
    if (!existsSync(path.join(root, folder))) continue;
    const entries = readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true });
    const files = entries
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)));
    files.sort().forEach(add);
  }
  return hash.digest('hex');
}
