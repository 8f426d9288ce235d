import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { replaceFile } from './wholeFile.ts';

/** Small files of the shell's own (settings, recent contests). None is worth a failed start. */

/** The file's content, or the fallback when it is missing, damaged or of another shape. */
export function readJsonFile<S extends z.ZodType>(file: string, schema: S, fallback: z.output<S>): z.output<S> {
  try {
    const parsed = schema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
    return parsed.success ? parsed.data : fallback;
  } catch {
    return fallback;
  }
}

/**
 * Replaces the file in one step: whoever reads it, also after a crash, finds the old content or the new.
 * Returns false when it could not be written (full disk, read-only folder); the old content then stays.
 */
export function writeJsonFile(file: string, content: unknown): boolean {
  try {
    replaceFile(file, JSON.stringify(content, null, 2), 0o600);
    return true;
  } catch {
    return false;
  }
}
