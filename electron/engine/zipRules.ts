import { inBytes } from './fileReading.ts';

/** What an archive's list of files says of one of them; times and comments are of no interest. */
export interface ListedEntry {
  readonly fileName: string;
  readonly generalPurposeBitFlag: number;
  readonly compressionMethod: number;
  /** Bytes. */
  readonly compressedSize: number;
  /** Bytes. */
  readonly uncompressedSize: number;
  readonly externalFileAttributes: number;
  readonly versionMadeBy: number;
  readonly relativeOffsetOfLocalHeader: number;
}

export const MAX_ENTRIES = 10_000;
/** Bytes: all files of an archive together. The largest submission that anybody has sent is far below. */
export const MAX_UNPACKED = 16e9;
/** Deflate reaches 1,032 to 1 at most; text made from a template reaches 30, and only files like this one reach more. */
const MAX_RATIO = 300;
/** Bytes: below, a high ratio does no harm. */
const HARMLESS = 50e6;

const ENCRYPTED = 1;
const STORED = 0;
const DEFLATED = 8;
const LOCAL_HEADER = 30;

export function ratioIsABomb(unpacked: number, packed: number): boolean {
  return unpacked > HARMLESS && unpacked > packed * MAX_RATIO;
}

/** Why an archive is not to be unpacked, as the second half of a sentence; null: nothing speaks against it. */
export function refusedEntries(entries: readonly ListedEntry[], archiveSize: number): string | null {
  const names = new Set<string>();
  let unpacked = 0;
  for (const entry of entries) {
    const { fileName, compressedSize, uncompressedSize } = entry;
    const name = `“${shown(fileName)}”`;
    if ((entry.generalPurposeBitFlag & ENCRYPTED) !== 0) {
      return `${name} in it is encrypted; zip the files without a password`;
    }
    if (entry.compressionMethod !== STORED && entry.compressionMethod !== DEFLATED) {
      return `${name} in it is packed in an unusual way; zip the files again with the usual deflate method`;
    }
    if (isLink(entry)) return `${name} in it is a link to another file; zip the file itself`;
    if (hasOddName(fileName)) {
      return `${name} in it has a name that leads out of its folder or cannot be shown; zip the files by plain names`;
    }
    // one name in two spellings is one file on many disks, and each program would take another of the two
    const plain = fileName.normalize('NFC').toLowerCase();
    if (names.has(plain)) return `${name} is in it twice; keep one of the two`;
    names.add(plain);
    unpacked += uncompressedSize;
    if (ratioIsABomb(uncompressedSize, compressedSize)) {
      return `${name} in it would unpack to ${inBytes(uncompressedSize)} from ${inBytes(compressedSize)}, as archives do that are made to fill a disk`;
    }
    if (unpacked > MAX_UNPACKED) {
      return `it would unpack to more than ${inBytes(MAX_UNPACKED)}; zip only the submission's own files`;
    }
  }
  return overlap(entries, archiveSize);
}

/** Files that share bytes: each is harmless, and together they unpack to any size (Fifield 2019, “A better zip bomb”). */
function overlap(entries: readonly ListedEntry[], archiveSize: number): string | null {
  const inOrder = [...entries].sort((a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader);
  for (const [place, entry] of inOrder.entries()) {
    const end = entry.relativeOffsetOfLocalHeader + LOCAL_HEADER + entry.compressedSize;
    const next = inOrder[place + 1]?.relativeOffsetOfLocalHeader ?? archiveSize;
    if (end > next) return 'it is damaged: the files in it overlap; pack or download it again';
  }
  return null;
}

const UNIX = 3;
const FILE_KIND = 0o170000;
const LINK = 0o120000;

function isLink({ versionMadeBy, externalFileAttributes }: ListedEntry): boolean {
  if (versionMadeBy >>> 8 !== UNIX) return false;
  return ((externalFileAttributes >>> 16) & FILE_KIND) === LINK;
}

/** yauzl refuses absolute paths, drive letters and `..` between slashes; here what is left, for every system. */
function hasOddName(name: string): boolean {
  const parts = name.replace(/\/$/, '').split('/');
  return (
    name.includes('\\') ||
    /^[a-z]:/i.test(name) ||
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
    /[\u0000-\u001f\u007f\u202a-\u202e\u2066-\u2069]/.test(name) ||
    parts.some((part) => part === '' || part === '.' || part === '..')
  );
}

/** Cut off, and without characters that would reverse or break the line. */
function shown(name: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is replaced
  const plain = name.replace(/[\u0000-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g, '�');
  return plain.length > 80 ? `${plain.slice(0, 80)}…` : plain;
}
