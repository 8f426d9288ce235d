import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Replaces the file in one step: whoever reads it, also after a crash, finds the old content or the new. The draft lies
 * in the same folder while it is written.
 *
 * @throws what the file system says (full disk, read-only folder); the old content then stays and no draft is left
 */
export function replaceFile(file: string, content: string | Uint8Array, mode = 0o666): void {
  const draft = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}.new`);
  try {
    const handle = openSync(draft, 'w', mode);
    try {
      writeFileSync(handle, content);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}
