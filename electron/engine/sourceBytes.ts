import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { type Outcome, success } from '../../shared/contract/failure.ts';
import type { SourceFile } from './dataFile.ts';
import { errnoOf, unreadableFile } from './fileReading.ts';
import { readZipEntry } from './zipFile.ts';

/** One megabyte: large enough for speed, small enough for a cancel to be felt at once. */
const CHUNK = 1 << 20;

/** The bytes of a file, wherever it lies, unpacked; the chunk is overwritten by the next one. */
export async function readSource(
  file: SourceFile,
  onChunk: (chunk: Uint8Array) => boolean,
): Promise<Outcome<{ readonly stopped: boolean }>> {
  const { from } = file;
  return from.kind === 'zip' ? readZipEntry(from.archive, from.entry, onChunk) : readFromDisk(from.path, onChunk);
}

/** The same at once, for a file of the disk. */
export function readFromDisk(
  path: string,
  onChunk: (chunk: Uint8Array) => boolean,
): Outcome<{ readonly stopped: boolean }> {
  let file: number | null = null;
  try {
    file = openSync(path, 'r');
    if (fstatSync(file).isDirectory()) return unreadableFile(path, 'EISDIR');
    const chunk = Buffer.allocUnsafe(CHUNK);
    for (;;) {
      const length = readSync(file, chunk, 0, CHUNK, null);
      if (length === 0) return success({ stopped: false });
      if (!onChunk(chunk.subarray(0, length))) return success({ stopped: true });
    }
  } catch (error) {
    const code = errnoOf(error);
    if (code === null) throw error;
    return unreadableFile(path, code);
  } finally {
    if (file !== null) closeSync(file);
  }
}
