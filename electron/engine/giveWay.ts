import { getPriority, setPriority } from 'node:os';

/** Of Linux: below what a window runs with, above what only idle processors get. */
const NICENESS = 5;

/**
 * Lets everything else have a processor before the thread that calls this: while two threads import, a window's frames come
 * in time. Only Linux knows the niceness of one thread; elsewhere the whole engine would give way, so nothing is done.
 */
export function giveWay(): void {
  if (process.platform !== 'linux') return;
  try {
    setPriority(Math.max(getPriority(), NICENESS));
  } catch {
    // not allowed here: then the work goes on as it was
  }
}
