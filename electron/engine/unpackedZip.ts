import { closeSync, mkdirSync, mkdtempSync, openSync, readdirSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { failure, type Outcome, success } from '../../shared/contract/failure.ts';
import { isHidden, isNamed } from './dataFile.ts';
import { errnoOf, inBytes } from './fileReading.ts';
import { type JobTools, jobCancelled } from './workerJob.ts';
import { readZipEntries, zipEntries } from './zipFile.ts';

export function isZip(path: string): boolean {
  return isNamed(basename(path), 'zip') && (statSync(path, { throwIfNoEntry: false })?.isFile() ?? false);
}

/**
 * Does work on the files of a zip, unpacked into a folder of their own that is gone afterwards, whatever happens. The work
 * gets the path of what the zip holds: its one file, or the folder inside all folders that were merely put around it.
 * Everything that the archive says of itself is checked before the first byte is written (zipRules.ts), and every byte as it
 * comes out.
 */
export async function withUnpackedZip<T>(
  path: string,
  work: (unpacked: string) => Outcome<T> | Promise<Outcome<T>>,
  tools: Pick<JobTools, 'progress' | 'cancelled'>,
): Promise<Outcome<T>> {
  removeLeftOver();
  const folder = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
  try {
    const unpacked = await unpack(path, folder, tools);
    return unpacked.ok ? await work(innermost(folder)) : unpacked;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const PREFIX = 'assay-unpacked-';

/** What a killed process could not take away: the folder's name says whose it was. */
function removeLeftOver(): void {
  for (const name of readdirSync(tmpdir())) {
    const owner = name.startsWith(PREFIX) ? Number(name.slice(PREFIX.length).split('-')[0]) : Number.NaN;
    if (Number.isInteger(owner) && owner > 0 && !isRunning(owner)) {
      rmSync(join(tmpdir(), name), { recursive: true, force: true });
    }
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errnoOf(error) !== 'ESRCH';
  }
}

async function unpack(
  path: string,
  folder: string,
  tools: Pick<JobTools, 'progress' | 'cancelled'>,
): Promise<Outcome<null>> {
  const entries = await zipEntries(path);
  if (!entries.ok) return entries;
  const wanted = entries.value.filter(({ name }) => !name.split('/').some(isHidden));
  if (wanted.length === 0) return failure('refused', `The zip “${basename(path)}” holds no file.`, []);
  const total = wanted.reduce((bytes, { size }) => bytes + size, 0);
  const names = new Set(wanted.map(({ name }) => name));
  let done = 0;
  // a fault of the disk that is written to, which is none of the archive
  let fault: unknown = null;
  const read = await readZipEntries(path, {
    begin(name) {
      if (!names.has(name) || fault !== null) return null;
      try {
        const target = join(folder, ...name.split('/'));
        mkdirSync(dirname(target), { recursive: true });
        const file = openSync(target, 'wx');
        return { chunk: (bytes) => write(file, bytes), end: () => closeSync(file) };
      } catch (error) {
        fault = error;
        return null;
      }
    },
  });

  function write(file: number, bytes: Uint8Array): boolean {
    try {
      for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
    } catch (error) {
      fault = error;
      return false;
    }
    done += bytes.length;
    tools.progress({ share: null, text: `unpacking, ${inBytes(done)} of ${inBytes(total)}` });
    return !tools.cancelled();
  }

  if (fault !== null) return notUnpacked(path, fault);
  if (!read.ok) return read;
  return read.value.stopped ? jobCancelled : success(null);
}

function notUnpacked(path: string, fault: unknown): Outcome<never> {
  const code = errnoOf(fault);
  if (code === null) throw fault;
  const isFull = code === 'ENOSPC' || code === 'EDQUOT';
  const why = isFull ? 'there is no room for it: make some' : `the disk says ${code}`;
  return failure(
    'disk',
    `“${basename(path)}” could not be unpacked in ${tmpdir()}, because ${why}. Or unpack it yourself, and choose the folder.`,
  );
}

function innermost(folder: string): string {
  const [only, more] = readdirSync(folder, { withFileTypes: true });
  if (only === undefined || more !== undefined) return folder;
  const path = join(folder, only.name);
  return only.isDirectory() ? innermost(path) : path;
}
