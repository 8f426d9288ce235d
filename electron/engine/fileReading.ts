import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { basename } from 'node:path';
import { failure, type Outcome, success } from '../../shared/contract/failure.ts';
import { type JobTools, jobCancelled } from './workerJob.ts';

export interface FileReading {
  readonly path: string;
  readonly onChunk: (chunk: Uint8Array) => void;
  /** Said after the share of bytes: `1,904,311 rows`. */
  readonly soFar: () => string;
}

/** One megabyte: large enough for speed, small enough for a cancel to be felt at once. */
const CHUNK = 1 << 20;

/**
 * Reads a file from its beginning to its end, however large. The chunk is overwritten by the next one. Refused: no such
 * file, a folder, no permission, a disk that went away, a cancel.
 */
export function readInChunks(reading: FileReading, tools: Pick<JobTools, 'progress' | 'cancelled'>): Outcome<number> {
  let file: number | null = null;
  try {
    file = openSync(reading.path, 'r');
    const found = fstatSync(file);
    if (found.isDirectory()) return unreadableFile(reading.path, 'EISDIR');
    const chunk = Buffer.allocUnsafe(CHUNK);
    let done = 0;
    for (;;) {
      if (tools.cancelled()) return jobCancelled;
      const length = readSync(file, chunk, 0, CHUNK, null);
      if (length === 0) return success(done);
      reading.onChunk(chunk.subarray(0, length));
      done += length;
      tools.progress({
        share: found.size > 0 ? Math.min(1, done / found.size) : null,
        text: `${inBytes(done)}${found.size > done ? ` of ${inBytes(found.size)}` : ''}, ${reading.soFar()}`,
      });
    }
  } catch (error) {
    const code = errnoOf(error);
    if (code === null) throw error;
    return unreadableFile(reading.path, code);
  } finally {
    if (file !== null) closeSync(file);
  }
}

/** Why a file that somebody named cannot be read; it is never the contest, so nothing of it is at risk. */
export function unreadableFile(path: string, code: string): Outcome<never> {
  const name = basename(path);
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return failure('not-found', `There is no file “${name}” there. Check its name and folder.`);
    case 'EISDIR':
      return failure('refused', `“${name}” is a folder. Name the file inside it.`, []);
    case 'EACCES':
    case 'EPERM':
      return failure('disk', `“${name}” may not be read. Change its permissions, or copy it elsewhere.`);
    default:
      return failure(
        'disk',
        `“${name}” could not be read to its end (${code}). Check the disk it lies on, then retry.`,
      );
  }
}

/** The errno name of a file system's exception; null for any other. */
export function errnoOf(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error) || !('errno' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}

/** `412 MB`, `1.0 GB`; thousands, as disks are sold. */
export function inBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1e6) return `${Math.round(bytes / 1e3)} kB`;
  if (bytes < 999.5e6) return `${Math.round(bytes / 1e6)} MB`;
  return `${(bytes / 1e9).toFixed(1)} GB`;
}

/** `1 row`, `1,904,311 rows`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${String(count).replace(/\B(?=(\d{3})+$)/g, ',')} ${count === 1 ? one : many}`;
}
