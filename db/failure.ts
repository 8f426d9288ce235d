import { type Failure, failure, type Outcome } from '../shared/contract/failure.ts';

/**
 * What an exception from SQLite or the file system means to a person; null for anything else, which is a defect of
 * ours. The one place where their codes are known.
 */
export function knownFailure(error: unknown): Failure | null {
  const code = codeOf(error);
  if (code === null) return null;
  for (const [start, known] of meanings) {
    if (code === start || code.startsWith(`${start}_`)) return known;
  }
  return null;
}

/** Runs work that touches a file; known exceptions become failures, all others go on. */
export function asFailure<T>(work: () => Outcome<T>): Outcome<T> {
  try {
    return work();
  } catch (error) {
    return asKnown(error);
  }
}

export async function asFailureAsync<T>(work: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
  try {
    return await work();
  } catch (error) {
    return asKnown(error);
  }
}

function asKnown(error: unknown): Outcome<never> {
  const known = knownFailure(error);
  if (!known) throw error;
  return { ok: false, error: known };
}

const kept = 'What was saved before is intact.';
const full = `The disk is full. Free some space and try again. ${kept}`;
const readOnly = `This folder or disk cannot be written to. Choose another folder, or change its permissions. ${kept}`;
const gone = `The disk did not answer. If it is a stick or a network folder, connect it again and reopen the contest. ${kept}`;
const missing = 'The file or its folder is not there any more. Check the folder, or connect the disk that it is on.';
const foreignLock = 'Another program is using this contest file. Close it there, then try again.';
const broken = 'This file is damaged or not a contest. Restore a backup: those made by Assay lie beside the contest.';

/** Longer codes before the shorter ones that they begin with. */
const meanings: readonly (readonly [string, Failure])[] = [
  ['SQLITE_FULL', { code: 'disk', message: full }],
  ['SQLITE_IOERR_CORRUPTFS', { code: 'damaged', message: broken }],
  // the index of the write-ahead log needs room too, and SQLite has no other code for that
  ['SQLITE_IOERR_SHMSIZE', { code: 'disk', message: full }],
  ['SQLITE_IOERR', { code: 'disk', message: gone }],
  ['SQLITE_READONLY', { code: 'disk', message: readOnly }],
  ['SQLITE_PERM', { code: 'disk', message: readOnly }],
  ['SQLITE_CANTOPEN', { code: 'disk', message: `${missing} It may also be that the folder cannot be written to.` }],
  ['SQLITE_BUSY', { code: 'locked', message: foreignLock }],
  ['SQLITE_LOCKED', { code: 'locked', message: foreignLock }],
  ['SQLITE_PROTOCOL', { code: 'locked', message: foreignLock }],
  ['SQLITE_CORRUPT', { code: 'damaged', message: broken }],
  ['SQLITE_NOTADB', { code: 'damaged', message: broken }],
  ['ENOSPC', { code: 'disk', message: full }],
  ['EDQUOT', { code: 'disk', message: full }],
  ['EFBIG', { code: 'disk', message: full }],
  ['EROFS', { code: 'disk', message: readOnly }],
  ['EACCES', { code: 'disk', message: readOnly }],
  ['EPERM', { code: 'disk', message: readOnly }],
  ['EEXIST', { code: 'conflict', message: 'There is already a file of that name. Choose another name.' }],
  ['ENOENT', { code: 'disk', message: missing }],
  ['ENOTDIR', { code: 'disk', message: missing }],
  ['EISDIR', { code: 'disk', message: 'A folder stands where a file was expected. Choose a file.' }],
  ['EIO', { code: 'disk', message: gone }],
  ['ENXIO', { code: 'disk', message: gone }],
  ['ENODEV', { code: 'disk', message: gone }],
  ['ESTALE', { code: 'disk', message: gone }],
  ['EBUSY', { code: 'locked', message: foreignLock }],
];

/** SQLITE_… or an errno name; null for an exception without one. */
function codeOf(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}

/** For a file that is not a contest, or not one that is whole. */
export function damaged(detail: string): Outcome<never> {
  return failure('damaged', `${detail} Restore a backup: those made by Assay lie beside the contest.`);
}
