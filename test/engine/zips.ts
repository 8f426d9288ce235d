import { buffer } from 'node:stream/consumers';
import yazl from 'yazl';

/** What can be wrong with an archive; each is put into a good one, byte by byte, into both lists of its files. */
export interface ZipFault {
  /** Of the first file. */
  readonly name?: string;
  readonly link?: boolean;
  readonly encrypted?: boolean;
  readonly method?: number;
  /** A second file of this name. */
  readonly twice?: string;
  /** Bytes that the first file says to unpack to. */
  readonly claims?: number;
  readonly checksum?: number;
  /** Share of the file that is left. */
  readonly cutTo?: number;
  /** A second entry that points into the first one's bytes. */
  readonly overlap?: boolean;
}

const CENTRAL = 0x02014b50;

export async function zipOf(files: Readonly<Record<string, string>>, fault: ZipFault = {}): Promise<Buffer> {
  const zip = new yazl.ZipFile();
  const named = Object.entries(files).map(([name, content], place): [string, string] => [
    place === 0 && fault.name !== undefined ? 'x'.repeat(Buffer.byteLength(fault.name)) : name,
    content,
  ]);
  for (const [name, content] of named) {
    zip.addBuffer(Buffer.from(content, 'latin1'), name, { mode: fault.link ? 0o120777 : 0o100644 });
  }
  const [first] = named;
  if (fault.twice !== undefined || fault.overlap) {
    zip.addBuffer(Buffer.from(first?.[1] ?? ''), fault.twice ?? 'second.csv', { mode: 0o100644 });
  }
  zip.end();
  const bytes = await buffer(zip.outputStream);
  const central = bytes.indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
  if (bytes.readUInt32LE(central) !== CENTRAL) throw new Error('no list of files');
  if (fault.encrypted) bytes.writeUInt16LE(bytes.readUInt16LE(central + 8) | 1, central + 8);
  if (fault.method !== undefined) bytes.writeUInt16LE(fault.method, central + 10);
  if (fault.checksum !== undefined) bytes.writeUInt32LE(fault.checksum, central + 16);
  if (fault.claims !== undefined) bytes.writeUInt32LE(fault.claims, central + 24);
  if (fault.name !== undefined) bytes.write(fault.name, central + 46, 'utf8');
  if (fault.overlap) {
    const next = bytes.indexOf(Buffer.from([0x50, 0x4b, 1, 2]), central + 4);
    bytes.writeUInt32LE(4, next + 42);
  }
  return fault.cutTo === undefined ? bytes : bytes.subarray(0, Math.floor(bytes.length * fault.cutTo));
}
