import { type Dirent, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, parse, resolve } from 'node:path';
import { failure, type Outcome, success } from '../../shared/contract/failure.ts';
import { errnoOf, unreadableFile } from './fileReading.ts';
import { zipEntries } from './zipFile.ts';

/** One file, wherever it lies. Plain data: it crosses to a thread. */
export interface SourceFile {
  /** Base name, to show and to remember. */
  readonly name: string;
  /** Bytes, unpacked. */
  readonly size: number;
  readonly from:
    | { readonly kind: 'disk'; readonly path: string }
    /** `entry`: the name inside the archive. */
    | { readonly kind: 'zip'; readonly archive: string; readonly entry: string };
}

/** A file of the disk by its path, for callers that know that it is one. */
export function fileOnDisk(path: string): SourceFile {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  return { name: basename(path), size, from: { kind: 'disk', path } };
}

/** What a submission's path means. */
export interface DataFiles {
  /** What the submission is called where nobody says otherwise. */
  readonly title: string;
  /** Base name to remember: of the CSV, the folder or the zip. */
  readonly fileName: string;
  /** The CSV files of one data set, in the order in which they are joined; at least one. */
  readonly parts: readonly SourceFile[];
  /** `form.json` beside them. */
  readonly form: SourceFile | null;
  /** Whatever else lies beside them, by name: pictures, spreadsheets, notes. */
  readonly others: readonly SourceFile[];
}

/**
 * The files that a person means by a path, or by several that were picked together: a CSV; a folder or a zip with a
 * `data.csv`, or with several CSVs that are parts of one data set, joined in the order of their names; several CSVs.
 */
export async function dataFilesAt(paths: readonly string[]): Promise<Outcome<DataFiles>> {
  const [path] = paths;
  if (path === undefined) return failure('bad-input', 'No file was named.');
  if (paths.length > 1) return severalFiles(paths);
  const listed = await listedAt(path);
  return listed.ok ? dataFilesAmong(listed.value) : listed;
}

/** The same for one path that is no zip, at once. */
export function dataFilesOnDisk(path: string): Outcome<DataFiles> {
  const listed = listedOnDisk(path);
  return listed.ok ? dataFilesAmong(listed.value) : listed;
}

/** What lies at one path, before anybody decides what it means. */
export interface Listed {
  readonly kind: 'file' | 'folder' | 'zip';
  readonly title: string;
  readonly fileName: string;
  readonly files: readonly SourceFile[];
}

/** The files at a path: the one, those of a folder, or those of a zip. Folders inside are not entered. */
export async function listedAt(path: string): Promise<Outcome<Listed>> {
  const here = listedOnDisk(path);
  if (!here.ok || here.value.kind !== 'file' || !isNamed(here.value.fileName, 'zip')) return here;
  const entries = await zipEntries(path);
  if (!entries.ok) return entries;
  const files = entries.value.map(
    (entry): SourceFile => ({
      name: entry.name,
      size: entry.size,
      from: { kind: 'zip', archive: path, entry: entry.name },
    }),
  );
  return success({ ...here.value, kind: 'zip', files: topFolder(files) });
}

function listedOnDisk(path: string): Outcome<Listed> {
  try {
    const found = statSync(path);
    const { name, base, dir } = parse(resolve(path));
    if (found.isDirectory()) {
      return success({ kind: 'folder', title: titleFrom(base), fileName: base, files: folderFiles(path) });
    }
    const title = titleFrom(base === 'data.csv' ? basename(dir) : name);
    const file: SourceFile = { name: base, size: found.size, from: { kind: 'disk', path } };
    return success({ kind: 'file', title, fileName: base, files: [file] });
  } catch (error) {
    const code = errnoOf(error);
    if (code === null) throw error;
    return unreadableFile(path, code);
  }
}

/** Decides what a submission's files are. A file named by itself is taken for a CSV, whatever its name. */
export function dataFilesAmong({ kind, title, fileName, files }: Listed): Outcome<DataFiles> {
  if (kind === 'file') return success({ title, fileName, parts: files, form: null, others: [] });
  const tables = files.filter(({ name }) => isNamed(name, 'csv'));
  const whole = tables.find(({ name }) => name.toLowerCase() === 'data.csv');
  const parts = whole ? [whole] : inNameOrder(tables);
  if (parts.length === 0) {
    const inner = files.find(({ name }) => isNamed(name, 'zip'));
    const what = `The ${kind} “${fileName}” holds no CSV file`;
    const advice = inner
      ? `; it holds the zip “${inner.name}”: choose that one, or unpack it first.`
      : '. Choose the file, folder or zip that holds the examples.';
    return failure('refused', `${what}${advice}`, []);
  }
  const form = files.find(({ name }) => name.toLowerCase() === 'form.json') ?? null;
  const others = inNameOrder(files.filter((file) => file !== form && !parts.includes(file)));
  return success({ title, fileName, parts, form, others });
}

/** Several files that were picked together are the parts of one data set. */
function severalFiles(paths: readonly string[]): Outcome<DataFiles> {
  const files: SourceFile[] = [];
  for (const path of paths) {
    try {
      const found = statSync(path);
      const name = basename(path);
      if (!found.isFile() || isNamed(name, 'zip')) {
        return failure(
          'refused',
          `“${name}” was picked together with other files and is no CSV file. Choose a folder or a zip by itself.`,
          [],
        );
      }
      files.push({ name, size: found.size, from: { kind: 'disk', path } });
    } catch (error) {
      const code = errnoOf(error);
      if (code === null) throw error;
      return unreadableFile(path, code);
    }
  }
  const folder = basename(dirname(resolve(paths[0]!)));
  return dataFilesAmong({ kind: 'folder', title: titleFrom(folder), fileName: folder, files });
}

function folderFiles(folder: string): SourceFile[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry): SourceFile[] => {
    if (isHidden(entry.name)) return [];
    const path = join(folder, entry.name);
    const size = sizeOf(path, entry);
    return size === null ? [] : [{ name: entry.name, size, from: { kind: 'disk', path } }];
  });
}

/** Null for what is no file. A link is what it leads to; one that leads nowhere is listed, and reading it says so. */
function sizeOf(path: string, entry: Dirent): number | null {
  if (!entry.isFile() && !entry.isSymbolicLink()) return null;
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return 0;
  return found.isFile() ? found.size : null;
}

/** An archive's files without the one folder that most archives put around them; what lies deeper is left out. */
function topFolder(files: readonly SourceFile[]): SourceFile[] {
  const seen = files.filter(({ name }) => !name.split('/').some(isHidden));
  const around = seen[0]?.name.split('/')[0] ?? '';
  const wrapped = seen.length > 0 && seen.every(({ name }) => name.startsWith(`${around}/`));
  const inside = wrapped ? seen.map((file) => ({ ...file, name: file.name.slice(around.length + 1) })) : seen;
  return wrapped && inside.every(({ name }) => name.includes('/')) ? topFolder(inside) : inside.filter(isAtTop);
}

function isAtTop({ name }: SourceFile): boolean {
  return !name.includes('/');
}

/** What systems put beside files without being asked. */
export function isHidden(name: string): boolean {
  return name.startsWith('.') || name === '__MACOSX' || name.toLowerCase() === 'thumbs.db';
}

export function isNamed(name: string, extension: string): boolean {
  return name.toLowerCase().endsWith(`.${extension}`);
}

/** `part-2` before `part-10`, whatever the machine's language; equal ones by code. */
function inNameOrder(files: readonly SourceFile[]): SourceFile[] {
  return [...files].sort((a, b) => names.compare(a.name, b.name) || (a.name < b.name ? -1 : 1));
}
const names = new Intl.Collator('en', { numeric: true });

function titleFrom(name: string): string {
  return name.trim().slice(0, 200) || 'Untitled';
}
