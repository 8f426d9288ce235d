import { type Model, type ModelTable, smallToLarge } from './models.ts';

/** One thing that lies directly in the folder. */
export interface FolderEntry {
  readonly name: string;
  readonly kind: 'file' | 'folder';
}

export interface RunFileEntry {
  readonly file: string;
  /** The file's stem: what the file calls its model. */
  readonly stem: string;
  /** Null when nobody has described a model of that name: see `unknownModel`. */
  readonly model: Model | null;
}

export interface PipelineFolder {
  /** Small to large; unknown models last, by name. */
  readonly runs: readonly RunFileEntry[];
  /** The name of the data set's file, or null when none lies beside the runs. */
  readonly dataFile: string | null;
  /** Everything else, by name: it is not read. */
  readonly ignored: readonly string[];
}

export type FolderReading =
  | { readonly ok: true; readonly folder: PipelineFolder }
  | { readonly ok: false; readonly error: { readonly code: 'no-runs'; readonly message: string } };

/** Sorts what lies in a pipeline folder (model-results, form 1) by name alone; no file is opened. */
export function readPipelineFolder(entries: readonly FolderEntry[], models: ModelTable): FolderReading {
  const runs: RunFileEntry[] = [];
  const ignored: string[] = [];
  let dataFile: string | null = null;
  for (const { name, kind } of [...entries].sort((a, b) => byText(a.name, b.name))) {
    const stem = kind === 'file' ? csvStem(name) : null;
    if (stem === null) ignored.push(name);
    else if (stem.toLowerCase() !== 'data') runs.push({ file: name, stem, model: models.find(stem) });
    else if (dataFile === null || name === 'data.csv') {
      if (dataFile !== null) ignored.push(dataFile);
      dataFile = name;
    } else ignored.push(name);
  }
  if (runs.length === 0) return noRuns(dataFile);
  return { ok: true, folder: { runs: runs.sort(byModel), dataFile, ignored: ignored.sort(byText) } };
}

/** Why a file of an unknown model is not stored, in the words of a refused run. */
export function unknownModel(stem: string): { readonly reason: 'unknown-model'; readonly message: string } {
  return {
    reason: 'unknown-model',
    message:
      `No model is known by the name “${stem}”. Add it to the table of models (family, parameters, public or ` +
      'private), or name a models file that has it, and import again. If it is no model, move the file elsewhere.',
  };
}

/** The part before `.csv`; null for what is no run file: other endings, hidden files, a bare `.csv`. */
function csvStem(name: string): string | null {
  // Finder leaves `._ada.csv` beside `ada.csv` on foreign disks.
  if (name.startsWith('.') || !name.toLowerCase().endsWith('.csv')) return null;
  return name.slice(0, -'.csv'.length);
}

function noRuns(dataFile: string | null): FolderReading {
  const found = dataFile === null ? 'no CSV file' : `“${dataFile}” but no result file`;
  return {
    ok: false,
    error: {
      code: 'no-runs',
      message: `The folder has ${found}. Choose the folder that holds one CSV for each model, named after the model.`,
    },
  };
}

function byModel(a: RunFileEntry, b: RunFileEntry): number {
  if (a.model !== null && b.model !== null) return smallToLarge(a.model, b.model) || byText(a.file, b.file);
  if (a.model !== null || b.model !== null) return a.model !== null ? -1 : 1;
  return byText(a.file, b.file);
}

/** By code unit, so that every machine lists alike. */
function byText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
