import { statSync } from 'node:fs';
import path from 'node:path';
import { type IpcMainEvent, type IpcMainInvokeEvent, ipcMain } from 'electron';
import { z } from 'zod';
import { knownFailure } from '../../db/failure.ts';
import { type SaveOutcome, savedKinds } from '../../shared/contract/bridge.ts';
import { success } from '../../shared/contract/failure.ts';
import { roles } from '../../shared/contract/procedure.ts';
import { type AppWindow, type AppWindows, isBlind, setTitle } from './appWindows.ts';
import { channels } from './channels.ts';
import { pickPath, pickSavePlace, pickSeveralPaths } from './dialogs.ts';
import type { EngineLink } from './engineLink.ts';
import { shownName } from './fileNames.ts';
import { log } from './log.ts';
import { pdfOf } from './printPage.ts';
import type { RecentContests } from './recent.ts';
import { isAppUrl } from './rendererFiles.ts';
import type { SettingsFile } from './settings.ts';
import { replaceFile } from './wholeFile.ts';

/** What a page may ask of the shell, each message parsed, each sender checked. The engine is asked over its own port. */
export interface BridgeParts {
  readonly windows: AppWindows;
  readonly engine: EngineLink;
  readonly settings: SettingsFile;
  readonly recent: RecentContests;
  readonly onChanged: () => void;
}

export function answerBridge({ windows, engine, settings, recent, onChanged }: BridgeParts): void {
  answer(channels.pick, pickSchema, async (window, [purpose, suggestedName]) => {
    const picked = await pickPath(window.browser, settings, purpose, suggestedName);
    return picked === null ? null : engine.hand(window, picked);
  });
  answer(channels.pickSeveral, pickSeveralSchema, async (window, [purpose]) => {
    const picked = await pickSeveralPaths(window.browser, settings, purpose);
    return Promise.all(picked.map((file) => engine.hand(window, file)));
  });
  answer(channels.saveFile, saveSchema, async (window, [kind, suggestedName, content]): Promise<SaveOutcome> => {
    const file = await pickSavePlace(window.browser, settings, kind, suggestedName);
    return file === null ? success(null) : savedAs(file, content);
  });
  answer(channels.savePdf, savePdfSchema, async (window, [suggestedName, html]): Promise<SaveOutcome> => {
    const file = await pickSavePlace(window.browser, settings, 'pdf', suggestedName);
    return file === null ? success(null) : savedAs(file, await pdfOf(html));
  });
  answer(channels.dropped, droppedSchema, (window, [files]) => {
    const there = files.filter((file) => statSync(file, { throwIfNoEntry: false }));
    return Promise.all(there.map((file) => engine.hand(window, file)));
  });
  answer(channels.recent, emptySchema, (window) => {
    return isBlind(window) ? [] : Promise.all(recent.list().map((file) => engine.hand(window, file)));
  });

  hear(channels.windowState, windowStateSchema, (window, [{ title, role, contestOpen }]) => {
    window.page = { role, contestOpen };
    setTitle(window, title);
    onChanged();
  });
  hear(channels.copyPictureAt, placeOnPageSchema, (window, [x, y]) => window.browser.webContents.copyImageAt(x, y));
  hear(channels.startEngine, emptySchema, () => engine.startAgain());

  function answer<S extends z.ZodType>(
    channel: string,
    schema: S,
    respond: (window: AppWindow, args: z.output<S>) => unknown,
  ): void {
    ipcMain.handle(channel, async (event, ...args: unknown[]) => {
      const asked = parsed(channel, event, schema, args);
      if (!asked) throw new Error('refused');
      return respond(asked.window, asked.args);
    });
  }

  function hear<S extends z.ZodType>(
    channel: string,
    schema: S,
    act: (window: AppWindow, args: z.output<S>) => void,
  ): void {
    ipcMain.on(channel, (event, ...args: unknown[]) => {
      const told = parsed(channel, event, schema, args);
      if (told) act(told.window, told.args);
    });
  }

  function parsed<S extends z.ZodType>(
    channel: string,
    event: IpcMainEvent | IpcMainInvokeEvent,
    schema: S,
    args: readonly unknown[],
  ): { readonly window: AppWindow; readonly args: z.output<S> } | null {
    const window = isOwnPage(event) ? windows.ofContents(event.sender.id) : null;
    if (!window) {
      log.warn(`refused: ${channel} from a page that is not Assay's`);
      return null;
    }
    const result = schema.safeParse(args);
    if (result.success) return { window, args: result.data };
    log.warn(`refused: ${channel} with a message that does not parse`);
    return null;
  }
}

function savedAs(file: string, content: string | Uint8Array): SaveOutcome {
  try {
    replaceFile(file, content);
  } catch (error) {
    const known = knownFailure(error);
    if (!known) throw error;
    return { ok: false, error: known };
  }
  return success({ name: shownName(path.basename(file)) });
}

/** Sent by the topmost frame, loaded from the app itself. */
function isOwnPage({ sender, senderFrame }: IpcMainEvent | IpcMainInvokeEvent): boolean {
  if (!senderFrame || senderFrame.parent !== null) return false;
  return senderFrame.frameTreeNodeId === sender.mainFrame.frameTreeNodeId && isAppUrl(senderFrame.url);
}

const emptySchema = z.tuple([]);
const pickSeveralSchema = z.tuple([z.literal('submission')]);
const pickSchema = z.tuple([
  z.enum([
    'open-contest',
    'new-contest',
    'example-contest',
    'submission',
    'sheet',
    'results',
    'labels',
    'results-file',
    'backup-to',
    'restore-from',
    'restore-to',
    'reports-folder',
  ]),
  z.string().max(500).nullable(),
]);
/** A figure of hundreds of plots is some megabytes. */
const CONTENT_AT_MOST = 64 * 1024 * 1024;
const bytesSchema = z.instanceof(Uint8Array).refine((bytes) => bytes.byteLength <= CONTENT_AT_MOST);
const saveSchema = z.tuple([
  z.enum(savedKinds),
  z.string().max(500),
  z.union([z.string().max(CONTENT_AT_MOST), bytesSchema]),
]);
const savePdfSchema = z.tuple([z.string().max(500), z.string().max(CONTENT_AT_MOST)]);
const placeOnPageSchema = z.tuple([z.int().min(0).max(100_000), z.int().min(0).max(100_000)]);
const droppedSchema = z.tuple([z.array(z.string().max(10_000).refine(path.isAbsolute)).max(100)]);
const windowStateSchema = z.tuple([
  z.strictObject({ title: z.string().max(1000), role: z.enum(roles), contestOpen: z.boolean() }),
]);
