// One process at a time: a lock is a file that holds its owner's process id.
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Problem } from './project.mjs';

/**
 * Waits until no other process does the same work, then does it. A lock whose owner has ended does not count.
 * @template T
 * @param {string} file the lock
 * @param {() => Promise<T>} work
 * @param {{ secondsAtMost?: number }} [options] how long to wait for the other process
 * @returns {Promise<T>}
 */
export async function withLock(file, work, options = {}) {
  const patience = (options.secondsAtMost ?? 900) * 1000;
  const started = Date.now();
  mkdirSync(path.dirname(file), { recursive: true });
  while (!take(file)) {
    const owner = ownerOf(file);
    if (owner !== null && !isRunning(owner)) breakLock(file, owner);
    else if (Date.now() - started > patience) {
      throw new Problem(
        `Another process (${owner ?? 'unknown'}) has been busy for too long. End it, delete ${file} and try again.`,
      );
    } else await new Promise((resolve) => setTimeout(resolve, 100));
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

/** Writes the id first and links afterwards, so that a lock is never seen without its owner. @param {string} file */
function take(file) {
  const own = `${file}.${process.pid}`;
  writeFileSync(own, String(process.pid));
  try {
    linkSync(own, file);
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(own, { force: true });
  }
}

/** @param {string} file @returns {number | null} */
function ownerOf(file) {
  try {
    return Number(readFileSync(file, 'utf8')) || null;
  } catch {
    return null;
  }
}

/** @param {number} id */
function isRunning(id) {
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/**
 * Moves a dead owner's lock away. Between reading and moving, another process may have taken it: then it goes back.
 * @param {string} file
 * @param {number} owner
 */
function breakLock(file, owner) {
  const aside = `${file}.${process.pid}.ended`;
  try {
    renameSync(file, aside);
    if (ownerOf(aside) !== owner) linkSync(aside, file);
  } catch {
    // somebody else broke it, or took it: the next look at the lock says which
  } finally {
    rmSync(aside, { force: true });
  }
}
