import type { Outcome } from './failure.ts';
import type { FileToken } from './parts.ts';

/**
 * What the preload script gives a window, and all of it. The window never names a path: it holds a token for what the
 * person picked or dropped, which the main process and the engine can resolve.
 */
export interface PickedFile {
  readonly token: FileToken;
  /** Base name, to show. */
  readonly name: string;
  readonly kind: 'contest' | 'csv' | 'folder' | 'other';
}

export type PickPurpose =
  | 'open-contest' // an .assay file that is there
  | 'new-contest' // a place for a new .assay file
  | 'example-contest' // a place for the example contest
  | 'submission' // a CSV, a zip; several CSVs and their form
  | 'sheet' // a spreadsheet of forms
  | 'results' // one pipeline folder
  | 'labels' // a CSV or JSON file of labels made elsewhere
  | 'results-file' // one CSV or JSON Lines file of results
  | 'backup-to'
  | 'restore-from'
  | 'restore-to'
  | 'reports-folder'; // a new folder for all reports

/** What a page may have written to a place that the person picks: figures, their tables, reports. */
export const savedKinds = ['svg', 'png', 'csv', 'html', 'json', 'md'] as const;
export type SavedKind = (typeof savedKinds)[number];

/** The base name it was saved under; null when the person cancelled. */
export type SaveOutcome = Outcome<{ readonly name: string } | null>;

export type MenuAction =
  | 'new-contest'
  | 'open-contest'
  | 'close-contest'
  | 'import-submission'
  | 'import-results'
  | 'backup'
  | 'restore'
  | 'sign-out'
  | 'keys'
  | 'find';

export interface EngineState {
  readonly state: 'running' | 'restarting' | 'stopped';
  /** For a person; null while it runs. */
  readonly message: string | null;
  /**
   * Only with `running` after a restart: the contest that this window had open, to be opened again. Named as its role
   * may see it: by file for an organizer, by the contest's name for a blind role.
   */
  readonly reopen: PickedFile | null;
}

export interface AssayBridge {
  readonly platform: 'darwin' | 'linux' | 'win32';
  readonly version: string;
  /** Opens the system's dialog; null when the person cancels it. */
  pick(purpose: PickPurpose, suggestedName?: string): Promise<PickedFile | null>;
  /** The same for the files of a submission, of which a person may pick several; empty on cancel. */
  pickSeveral(purpose: 'submission'): Promise<readonly PickedFile[]>;
  /** Asks where to, and writes it there whole or not at all. */
  saveFile(kind: SavedKind, suggestedName: string, content: string | Uint8Array): Promise<SaveOutcome>;
  /** Asks where to, and prints this page there as PDF, with no script and no request in it. */
  savePdf(suggestedName: string, html: string): Promise<SaveOutcome>;
  /** Puts the picture that is shown at this place of the page on the clipboard, on a person's click or key only. */
  copyPictureAt(x: number, y: number): void;
  /** Tokens for files that were dropped on the window, in their order. */
  dropped(files: readonly unknown[]): Promise<readonly PickedFile[]>;
  /** Recently opened contests, latest first. Empty while a blind role is signed in. */
  recent(): Promise<readonly PickedFile[]>;
  onMenu(listener: (action: MenuAction) => void): () => void;
  /** A contest that was opened from outside: double click, command line. */
  onOpenRequest(listener: (file: PickedFile) => void): () => void;
  /** Called at once with the present state, then with each new one. */
  onEngineState(listener: (state: EngineState) => void): () => void;
  /** After `stopped`: one more try. */
  startEngineAgain(): void;
  /** A sentence for the person that no call asked for: the window was loaded again after a fault. */
  onNotice(listener: (sentence: string) => void): () => void;
  /** Tells the main process what to put in the window's title and menu; parsed there. */
  setWindowState(state: { readonly title: string; readonly role: string; readonly contestOpen: boolean }): void;
}

/** `window.postMessage` type with which the preload hands the engine's port to the page. */
export const ENGINE_PORT_MESSAGE = 'assay:engine-port';
