import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import type { KeptPlot } from '../../db/plots.ts';
import { failure, type Outcome, success } from '../../shared/contract/failure.ts';
import type { FindingView } from '../../shared/contract/parts.ts';
import type { GivenForm } from '../../shared/submission/form/answers.ts';
import { readFormFile } from '../../shared/submission/form/formFile.ts';
import { MOST_PLOT_BYTES } from '../../shared/submission/plot/plot.ts';
import type { SourceFile } from './dataFile.ts';
import { errnoOf, unreadableFile } from './fileReading.ts';
import { keptPlot } from './plotFile.ts';
import { readSource } from './sourceBytes.ts';

/** A form with its picture, ready to be stored. */
export interface ReadyForm {
  readonly given: GivenForm;
  readonly plot: KeptPlot | null;
  readonly findings: readonly FindingView[];
}

export const FORM_FILE = 'form.json';
const MOST_FORM_BYTES = 5_000_000;

/**
 * The form that lies beside a submission's data: in its folder, or, for a CSV, in the folder that holds this one CSV and
 * its form (one folder a submission). Null where there is none.
 */
export function formBeside(path: string): string | null {
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
  const folder = isFolder ? path : dirname(resolve(path));
  const form = join(folder, FORM_FILE);
  if (!existsSync(form)) return null;
  if (isFolder || basename(path) === 'data.csv') return form;
  const data = readdirSync(folder).filter((name) => /\.csv$/i.test(name));
  return data.length === 1 ? form : null;
}

/** A form.json with the plot that it names. Refused with findings that name the keys. */
export function readFormAt(path: string): Outcome<ReadyForm> {
  const text = readSmall(path, MOST_FORM_BYTES);
  if (!text.ok) return text;
  const read = readFormText(basename(path), text.value);
  return read.ok
    ? readyForm(basename(path), read.value, plotBeside(dirname(resolve(path)), read.value.plotFile))
    : read;
}

/** The same for a form in a zip; the plot that it names lies in the zip too. */
export async function readZippedForm(form: SourceFile, others: readonly SourceFile[]): Promise<Outcome<ReadyForm>> {
  const text = await readSmallSource(form, MOST_FORM_BYTES);
  if (!text.ok) return text;
  const read = readFormText(form.name, text.value);
  if (!read.ok) return read;
  const named = read.value.plotFile;
  const usual = named === null ? ['plot.png', 'plot.svg'] : [named.replace(/^\.\//, '')];
  const found = others.filter(({ name }) => usual.includes(name));
  if (named !== null && found.length === 0) {
    const missing = failure('refused', `The plot “${named}” is not beside the form. Put it there.`, []);
    return readyForm(form.name, read.value, missing);
  }
  if (found.length !== 1) return readyForm(form.name, read.value, success(null));
  const bytes = await readSmallSource(found[0]!, MOST_PLOT_BYTES + 1);
  return readyForm(form.name, read.value, bytes.ok ? keptPlot(bytes.value) : bytes);
}

function readFormText(name: string, text: Uint8Array): Outcome<ReadForm> {
  let content: unknown;
  try {
    content = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(text));
  } catch (error) {
    const why = error instanceof SyntaxError ? `it is not JSON (${error.message})` : 'it is not UTF-8';
    return refused(name, [problem(null, `The form cannot be read: ${why}.`)]);
  }
  const read = readFormFile(content);
  return read.ok
    ? success({ given: read.given, plotFile: read.given.plotFile, findings: read.findings })
    : refused(name, read.findings);
}

interface ReadForm {
  readonly given: GivenForm;
  readonly plotFile: string | null;
  readonly findings: readonly FindingView[];
}

function readyForm(name: string, read: ReadForm, plot: Outcome<KeptPlot | null>): Outcome<ReadyForm> {
  if (!plot.ok) return refused(name, [...read.findings, problem('plot', plot.error.message)]);
  const findings = [...read.findings, ...metadataNote(plot.value)];
  return success({ given: withPlot(read.given, plot.value), plot: plot.value, findings });
}

async function readSmallSource(file: SourceFile, most: number): Promise<Outcome<Uint8Array>> {
  const tooLarge = () => failure('refused', `“${file.name}” has ${file.size} bytes; at most ${most} fit.`, []);
  if (file.size > most) return tooLarge();
  const chunks: Uint8Array[] = [];
  let size = 0;
  const read = await readSource(file, (chunk) => {
    chunks.push(Uint8Array.from(chunk));
    size += chunk.length;
    return size <= most;
  });
  if (!read.ok) return read;
  return read.value.stopped ? tooLarge() : success(Buffer.concat(chunks));
}

/**
 * The picture that a form names, or where it names none the folder's one `plot.png` or `plot.svg`. A name may not lead out
 * of the folder.
 */
export function plotBeside(folder: string, named: string | null): Outcome<KeptPlot | null> {
  if (named === null) {
    const usual = ['plot.png', 'plot.svg'].filter((name) => existsSync(join(folder, name)));
    return usual.length === 1 ? plotAt(join(folder, usual[0] as string)) : success(null);
  }
  const path = insideOf(folder, named);
  if (path === null) return failure('refused', `The plot “${named}” is not beside the form. Put it there.`, []);
  return plotAt(path);
}

/** A file within a folder by a relative name; null where it leads elsewhere, links followed, or is not there. */
export function insideOf(folder: string, name: string, what: 'file' | 'any' = 'file'): string | null {
  if (/^[a-z]+:|^[/\\]/i.test(name) || name.includes('\0')) return null;
  try {
    const home = realpathSync(folder);
    const real = realpathSync(join(home, name.replaceAll('\\', '/')));
    return real.startsWith(home + sep) && (what === 'any' || statSync(real).isFile()) ? real : null;
  } catch {
    return null;
  }
}

export function withPlot(given: GivenForm, plot: KeptPlot | null): GivenForm {
  return plot === null ? given : { ...given, form: { ...given.form, plot: plot.hash } };
}

function plotAt(path: string): Outcome<KeptPlot> {
  const bytes = readSmall(path, MOST_PLOT_BYTES + 1);
  return bytes.ok ? keptPlot(bytes.value) : bytes;
}

function readSmall(path: string, most: number): Outcome<Uint8Array> {
  try {
    const { size } = statSync(path);
    if (size > most) return failure('refused', `“${basename(path)}” has ${size} bytes; at most ${most} fit.`, []);
    return success(readFileSync(path));
  } catch (error) {
    const code = errnoOf(error);
    if (code === null) throw error;
    return unreadableFile(path, code);
  }
}

/** Metadata of a picture can name somebody: said once, to the organizer. */
export function metadataNote(plot: KeptPlot | null): readonly FindingView[] {
  const said = plot?.told.metadata ?? [];
  if (said.length === 0) return [];
  const names = [...new Set(said.map(({ name }) => name))].slice(0, 5).join(', ');
  const message = `The plot carries metadata (${names}). Organizers can read them; reviewers get the picture without.`;
  return [{ level: 'note', rule: 'plot-metadata', row: null, column: 'plot', message }];
}

function problem(column: string | null, message: string): FindingView {
  return { level: 'error', rule: 'form', row: null, column, message };
}

function refused(name: string, findings: readonly FindingView[]): Outcome<never> {
  const errors = findings.filter(({ level }) => level === 'error');
  const more = errors.length > 1 ? ` (${errors.length} errors in all)` : '';
  return failure('refused', `${name}: ${errors[0]?.message ?? 'it cannot be read.'}${more}`, [...findings]);
}
