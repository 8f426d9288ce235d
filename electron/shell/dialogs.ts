import { existsSync } from 'node:fs';
import path from 'node:path';
import { app, type BrowserWindow, dialog, type OpenDialogOptions, type SaveDialogOptions } from 'electron';
import type { PickPurpose, SavedKind } from '../../shared/contract/bridge.ts';
import { saveName, withExtension } from './fileNames.ts';
import type { SettingsFile } from './settings.ts';

/**
 * The system's dialogs, one for each purpose. They start where the last one for the same kind of thing ended, which
 * newer Electrons no longer remember by themselves.
 */
export async function pickPath(
  window: BrowserWindow,
  settings: SettingsFile,
  purpose: PickPurpose,
  suggestedName: string | null,
): Promise<string | null> {
  const { title, button, shelf, way } = purposes[purpose];
  const folder = settings.read().folders[shelf] ?? app.getPath('documents');
  const common = { title, buttonLabel: button };
  const picked =
    way.kind === 'save'
      ? await save(window, way.ending, {
          ...common,
          defaultPath: path.join(folder, saveName(suggestedName ?? way.name, way.ending.ending, way.name)),
        })
      : await open(window, { ...common, defaultPath: folder, ...openOptions(way.what) });
  if (picked === null) return null;
  settings.change({ folders: { ...settings.read().folders, [shelf]: path.dirname(picked) } });
  return picked;
}

/** Several files at once; none when the person cancels. */
export async function pickSeveralPaths(
  window: BrowserWindow,
  settings: SettingsFile,
  purpose: 'submission',
): Promise<readonly string[]> {
  const { title, button, shelf } = purposes[purpose];
  const { properties = [], ...options } = openOptions('csv');
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title,
    buttonLabel: button,
    defaultPath: settings.read().folders[shelf] ?? app.getPath('documents'),
    ...options,
    properties: [...properties, 'multiSelections'],
  });
  const [first] = filePaths;
  if (canceled || first === undefined) return [];
  settings.change({ folders: { ...settings.read().folders, [shelf]: path.dirname(first) } });
  return filePaths;
}

/** Where a figure, a table or a report shall go; null when the person cancels. */
export async function pickSavePlace(
  window: BrowserWindow,
  settings: SettingsFile,
  kind: SavedKind | 'pdf',
  suggestedName: string,
): Promise<string | null> {
  const { title, shelf, nameless, ...ending } = savedEndings[kind];
  const folder = settings.read().folders[shelf] ?? app.getPath('documents');
  const defaultPath = path.join(folder, saveName(suggestedName, ending.ending, nameless));
  const picked = await save(window, ending, { title, buttonLabel: 'Save', defaultPath });
  if (picked !== null) settings.change({ folders: { ...settings.read().folders, [shelf]: path.dirname(picked) } });
  return picked;
}

interface Ending {
  readonly name: string;
  /** With its dot. */
  readonly ending: string;
}

const contestEnding: Ending = { name: 'Contests', ending: '.assay' };

/** A new folder has no ending. */
const folderEnding: Ending = { name: 'Folders', ending: '' };

interface SavedEnding extends Ending {
  readonly title: string;
  readonly shelf: 'figures' | 'reports';
  /** What it is called where nothing of the suggested name is left. */
  readonly nameless: string;
}

const figure = { title: 'Save the figure', shelf: 'figures', nameless: 'Figure' } as const;
const report = { title: 'Save the report', shelf: 'reports', nameless: 'Report' } as const;

const savedEndings: Readonly<Record<SavedKind | 'pdf', SavedEnding>> = {
  svg: { ...figure, name: 'SVG pictures', ending: '.svg' },
  png: { ...figure, name: 'PNG pictures', ending: '.png' },
  csv: { ...figure, title: 'Save the table', name: 'CSV', ending: '.csv' },
  html: { ...report, name: 'Web pages', ending: '.html' },
  json: { ...report, name: 'JSON', ending: '.json' },
  md: { ...report, title: 'Save the letter', name: 'Markdown', ending: '.md', nameless: 'Letter' },
  pdf: { ...report, name: 'PDF', ending: '.pdf' },
};

interface Purpose {
  readonly title: string;
  readonly button: string;
  /** Purposes with the same shelf share their last folder. */
  readonly shelf: 'contests' | 'submissions' | 'results' | 'backups' | 'reports';
  readonly way:
    | { readonly kind: 'open'; readonly what: 'contest' | 'csv' | 'sheet' | 'folder' | 'labels' | 'results' }
    | { readonly kind: 'save'; readonly name: string; readonly ending: Ending };
}

const purposes: Readonly<Record<PickPurpose, Purpose>> = {
  'open-contest': {
    title: 'Open a contest',
    button: 'Open',
    shelf: 'contests',
    way: { kind: 'open', what: 'contest' },
  },
  'new-contest': {
    title: 'Where to keep the new contest',
    button: 'Create',
    shelf: 'contests',
    way: { kind: 'save', name: 'Contest', ending: contestEnding },
  },
  'example-contest': {
    title: 'Where to keep the example contest',
    button: 'Create',
    shelf: 'contests',
    way: { kind: 'save', name: 'Example contest', ending: contestEnding },
  },
  submission: {
    title: 'Choose a submission',
    button: 'Import',
    shelf: 'submissions',
    way: { kind: 'open', what: 'csv' },
  },
  sheet: {
    title: 'Choose a spreadsheet of forms',
    button: 'Open',
    shelf: 'submissions',
    way: { kind: 'open', what: 'sheet' },
  },
  results: {
    title: 'Choose a folder of results',
    button: 'Import',
    shelf: 'results',
    way: { kind: 'open', what: 'folder' },
  },
  labels: {
    title: 'Choose a file of labels',
    button: 'Open',
    shelf: 'results',
    way: { kind: 'open', what: 'labels' },
  },
  'results-file': {
    title: 'Choose a file of results',
    button: 'Import',
    shelf: 'results',
    way: { kind: 'open', what: 'results' },
  },
  'backup-to': {
    title: 'Where to back up',
    button: 'Back up',
    shelf: 'backups',
    way: { kind: 'save', name: 'Backup', ending: contestEnding },
  },
  'restore-from': {
    title: 'Choose the backup to restore',
    button: 'Choose',
    shelf: 'backups',
    way: { kind: 'open', what: 'contest' },
  },
  'reports-folder': {
    title: 'Name a new folder for the reports',
    button: 'Write',
    shelf: 'reports',
    way: { kind: 'save', name: 'Reports', ending: folderEnding },
  },
  'restore-to': {
    title: 'Where to keep the restored contest',
    button: 'Restore',
    shelf: 'contests',
    way: { kind: 'save', name: 'Restored contest', ending: contestEnding },
  },
};

const filters = {
  contest: { name: 'Contests', extensions: ['assay'] },
  csv: { name: 'CSV, zip, forms', extensions: ['csv', 'zip', 'json'] },
  sheet: { name: 'Spreadsheets', extensions: ['xlsx', 'csv'] },
  labels: { name: 'CSV, Label Studio’s JSON', extensions: ['csv', 'json'] },
  results: { name: 'CSV, JSON Lines, zip', extensions: ['csv', 'jsonl', 'json', 'zip'] },
};

function openOptions(what: keyof typeof filters | 'folder'): OpenDialogOptions {
  if (what === 'folder') return { properties: ['openDirectory'] };
  return { properties: ['openFile'], filters: [filters[what], { name: 'All files', extensions: ['*'] }] };
}

async function open(window: BrowserWindow, options: OpenDialogOptions): Promise<string | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, options);
  return canceled ? null : (filePaths[0] ?? null);
}

async function save(window: BrowserWindow, kind: Ending, options: SaveDialogOptions): Promise<string | null> {
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    ...options,
    ...(kind.ending === '' ? {} : { filters: [{ name: kind.name, extensions: [kind.ending.slice(1)] }] }),
    properties: ['showOverwriteConfirmation', 'createDirectory'],
  });
  if (canceled || !filePath) return null;
  const file = withExtension(filePath, kind.ending);
  // The dialog asked about replacing `name`; about `name.assay` it has to be asked once more.
  return file !== filePath && existsSync(file) ? save(window, kind, { ...options, defaultPath: file }) : file;
}
