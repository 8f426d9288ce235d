import { crc32 } from 'node:zlib';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { failure, type Outcome, success } from '../../shared/contract/failure.ts';
import { errnoOf, unreadableFile } from './fileReading.ts';
import { MAX_ENTRIES, MAX_UNPACKED, ratioIsABomb, refusedEntries } from './zipRules.ts';

/** One file of an archive, found safe to unpack by what the archive says of it. */
export interface ZipEntry {
  /** As the archive has it: slashes between folders, none in front. */
  readonly name: string;
  /** Bytes, unpacked. */
  readonly size: number;
}

/**
 * What lies in a zip, folders left out. A path in an archive is a name and leads nowhere. Refused as a whole: a damaged or encrypted archive, one whose names could lead out of a
 * folder, and one that is made to fill a disk.
 */
export async function zipEntries(path: string): Promise<Outcome<readonly ZipEntry[]>> {
  return withZip(path, async (zip) => {
    if (zip.entryCount > MAX_ENTRIES) {
      return refused(path, `it holds ${zip.entryCount} files, more than ${MAX_ENTRIES}; zip only the submission's own`);
    }
    const entries: Entry[] = [];
    for await (const entry of entriesOf(zip)) entries.push(entry);
    const why = refusedEntries(entries, zip.fileSize);
    if (why !== null) return refused(path, why);
    return success(
      entries.flatMap((entry) =>
        entry.fileName.endsWith('/') ? [] : [{ name: entry.fileName, size: entry.uncompressedSize }],
      ),
    );
  });
}

/** Hands over the bytes of one file; `onChunk` answers false to stop. */
export function readZipEntry(
  path: string,
  name: string,
  onChunk: (chunk: Uint8Array) => boolean,
): Promise<Outcome<{ readonly stopped: boolean }>> {
  return withZip(path, async (zip) => {
    for await (const entry of entriesOf(zip)) if (entry.fileName === name) return readEntry(path, zip, entry, onChunk);
    return refused(path, `“${name}” is not in it any more; choose the file again`);
  });
}

/** Takes the bytes of many files, one file after the other. */
export interface EntryTaker {
  /** Null: not this one. */
  begin(name: string): {
    /** False: stop. */
    chunk(bytes: Uint8Array): boolean;
    /** Called whatever happens. */
    end(): void;
  } | null;
}

/** Hands over many files of a zip in the archive's order, in one walk through it. */
export function readZipEntries(path: string, taker: EntryTaker): Promise<Outcome<{ readonly stopped: boolean }>> {
  return withZip<{ readonly stopped: boolean }>(path, async (zip) => {
    for await (const entry of entriesOf(zip)) {
      const taking = entry.fileName.endsWith('/') ? null : taker.begin(entry.fileName);
      if (taking === null) continue;
      try {
        const read = await readEntry(path, zip, entry, taking.chunk);
        if (!read.ok || read.value.stopped) return read;
      } finally {
        taking.end();
      }
    }
    return success({ stopped: false });
  });
}

/**
 * The bytes of one file, unpacked, some kilobytes at a time. What comes out is held against the size and the checksum that
 * the archive names.
 */
async function readEntry(
  path: string,
  zip: ZipFile,
  entry: Entry,
  onChunk: (chunk: Uint8Array) => boolean,
): Promise<Outcome<{ readonly stopped: boolean }>> {
  const name = entry.fileName;
  const stream = await zip.openReadStreamPromise(entry);
  let sum = 0;
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_UNPACKED || ratioIsABomb(size, entry.compressedSize)) {
      stream.destroy();
      return refused(
        path,
        `“${name}” in it unpacks to far more than it should, as archives do that are made to fill a disk`,
      );
    }
    sum = crc32(chunk, sum);
    if (!onChunk(chunk)) {
      stream.destroy();
      return success({ stopped: true });
    }
  }
  if (sum !== entry.crc32) return damaged(path, `“${name}” in it does not fit its checksum`);
  return success({ stopped: false });
}

async function withZip<T>(path: string, work: (zip: ZipFile) => Promise<Outcome<T>>): Promise<Outcome<T>> {
  let zip: ZipFile | null = null;
  try {
    zip = await yauzl.openPromise(path, { lazyEntries: true, autoClose: false, strictFileNames: true });
    return await work(zip);
  } catch (error) {
    const code = errnoOf(error);
    if (code?.startsWith('E')) return unreadableFile(path, code);
    if (!(error instanceof Error)) throw error;
    return zipFault(path, error);
  } finally {
    zip?.close();
  }
}

/** The archive's list of files, one after the other. */
async function* entriesOf(zip: ZipFile): AsyncGenerator<Entry> {
  for (let read = 0; read < zip.entryCount; read++) {
    const entry = await new Promise<Entry | null>((resolve, reject) => {
      const settle = () => {
        zip.off('entry', onEntry).off('end', onEnd).off('error', onError);
      };
      const onEntry = (found: Entry) => {
        settle();
        resolve(found);
      };
      const onEnd = () => {
        settle();
        resolve(null);
      };
      const onError = (error: Error) => {
        settle();
        reject(error);
      };
      zip.on('entry', onEntry).on('end', onEnd).on('error', onError);
      zip.readEntry();
    });
    if (entry === null) return;
    yield entry;
  }
}

/** yauzl and zlib tell of a bad archive by exceptions whose words are for programmers. */
function zipFault(path: string, error: Error): Outcome<never> {
  const { message } = error;
  if (/absolute path|invalid relative path|invalid characters in fileName/.test(message)) {
    return refused(path, 'a file in it has a name that leads out of its folder; zip the files by their own names');
  }
  if (/encrypted|encryption/.test(message)) return refused(path, 'it is encrypted; zip the files without a password');
  if (/unsupported compression method/.test(message)) {
    return refused(path, 'it is packed in an unusual way; zip the files again with the usual deflate method');
  }
  if (/End of central directory/i.test(message)) return damaged(path, 'its list of files at the end is missing');
  if (/too many bytes/.test(message)) return damaged(path, 'a file in it unpacks to more than it says');
  if (/not enough bytes/.test(message)) return damaged(path, 'a file in it unpacks to less than it says');
  return damaged(path, 'its inner structure is broken');
}

function refused(path: string, why: string): Outcome<never> {
  return failure('refused', `The zip “${shortName(path)}” was not read: ${why}.`, []);
}

function damaged(path: string, detail: string): Outcome<never> {
  return refused(path, `it is damaged: ${detail}; pack or download it again`);
}

function shortName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}
