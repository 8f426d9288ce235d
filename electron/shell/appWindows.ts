import { BrowserWindow, type MessagePortMain, nativeTheme, screen } from 'electron';
import type { Role } from '../../shared/contract/procedure.ts';
import { channels, VERSION_SWITCH } from './channels.ts';
import { shownName } from './fileNames.ts';
import { preloadScript } from './places.ts';
import { isAppUrl, START_PAGE } from './rendererFiles.ts';
import type { Settings, SettingsFile } from './settings.ts';

/** A window, and what the shell knows of it. */
export interface AppWindow {
  /** The name under which the engine knows it; never given to another window. */
  readonly id: number;
  readonly browser: BrowserWindow;
  /** What the page says it shows. For the title and the menu only: the page is not trusted. */
  page: { readonly role: Role; readonly contestOpen: boolean };
  /** What the engine says of the window's session. */
  session: { readonly role: Role; readonly contest: { readonly path: string; readonly name: string } | null };
  /** What it had open when the engine ended. */
  lost: AppWindow['session'] | null;
  /** The page's scripts have run: messages reach it. Before that they wait here. */
  ready: boolean;
  waiting: { readonly channel: string; readonly message: unknown }[];
}

export interface AppWindows {
  readonly all: () => readonly AppWindow[];
  /** The one in front, else the oldest. */
  readonly current: () => AppWindow | null;
  readonly open: () => AppWindow;
  readonly ofContents: (contentsId: number) => AppWindow | null;
}

export interface WindowEvents {
  readonly onClosed: (window: AppWindow) => void;
  readonly onFocus: (window: AppWindow) => void;
  readonly onOpened: (window: AppWindow) => void;
  /** Its page has been loaded, the first time or again. */
  readonly onReady: (window: AppWindow) => void;
}

export const fresh: Pick<AppWindow, 'page' | 'session'> = {
  page: { role: 'nobody', contestOpen: false },
  session: { role: 'nobody', contest: null },
};

export function appWindows(settings: SettingsFile, version: string, events: WindowEvents): AppWindows {
  const windows = new Map<number, AppWindow>();
  let lastId = 0;

  function open(): AppWindow {
    const browser = makeBrowserWindow(settings.read(), version);
    const contentsId = browser.webContents.id;
    lastId += 1;
    const window: AppWindow = { id: lastId, browser, ...fresh, lost: null, ready: false, waiting: [] };
    windows.set(contentsId, window);
    browser.on('close', () => settings.change({ window: sizeOf(browser) }));
    browser.on('closed', () => {
      windows.delete(contentsId);
      events.onClosed(window);
    });
    // Told by Electron and not by the preload: a message sent that early comes before the frame has its address.
    browser.webContents.on('dom-ready', () => {
      if (!isAppUrl(browser.webContents.getURL())) return;
      window.ready = true;
      events.onReady(window);
      for (const { channel, message } of window.waiting.splice(0)) tellPage(window, channel, message);
    });
    browser.on('focus', () => events.onFocus(window));
    browser.on('page-title-updated', (event) => event.preventDefault());
    events.onOpened(window);
    void browser.loadURL(START_PAGE);
    return window;
  }

  return {
    all: () => [...windows.values()],
    current: () => {
      const focused = BrowserWindow.getFocusedWindow();
      const all = [...windows.values()];
      return all.find((window) => window.browser === focused) ?? all[0] ?? null;
    },
    open,
    ofContents: (contentsId) => windows.get(contentsId) ?? null,
  };
}

/** A blind role by the page's or the engine's word counts as one: an error there hides too much, never too little. */
export function roleOf(window: AppWindow): Role {
  const { page, session } = window;
  return session.role === 'contractor' || session.role === 'reviewer' ? session.role : page.role;
}

export function isBlind(window: AppWindow): boolean {
  const role = roleOf(window);
  return role === 'contractor' || role === 'reviewer';
}

/** Tells the page, now or as soon as it can listen. */
export function tellPage(window: AppWindow, channel: string, message: unknown): void {
  if (window.browser.isDestroyed()) return;
  if (window.ready) window.browser.webContents.send(channel, message);
  else window.waiting.push({ channel, message });
}

export function handPort(window: AppWindow, port: MessagePortMain): void {
  window.browser.webContents.postMessage(channels.enginePort, null, [port]);
}

export function setTitle(window: AppWindow, title: string): void {
  const shown = shownName(title).trim();
  window.browser.setTitle(shown === '' || shown === 'Assay' ? 'Assay' : `${shown} – Assay`);
}

function makeBrowserWindow(settings: Settings, version: string): BrowserWindow {
  const browser = new BrowserWindow({
    ...placeFor(settings.window),
    minWidth: 800,
    minHeight: 560,
    show: false, // until there is something to see
    title: 'Assay',
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#16191b' : '#ffffff', // --ground in the renderer's tokens
    webPreferences: {
      preload: preloadScript,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false, // it would fetch a dictionary
      enableWebSQL: false,
      autoplayPolicy: 'user-gesture-required',
      zoomFactor: settings.zoom,
      additionalArguments: [`${VERSION_SWITCH}${version}`],
    },
  });
  browser.once('ready-to-show', () => {
    if (settings.window?.maximized) browser.maximize();
    browser.show();
  });
  return browser;
}

/** Where it was, as long as a screen is still there. */
function placeFor(remembered: Settings['window']): { width: number; height: number; x?: number; y?: number } {
  const { width, height } = screen.getPrimaryDisplay().workArea;
  if (!remembered) return { width: Math.min(1440, width), height: Math.min(900, height) };
  const size = { width: Math.max(800, remembered.width), height: Math.max(560, remembered.height) };
  const { x, y } = remembered;
  if (x === null || y === null || !isOnScreen(x, y)) return size;
  return { ...size, x, y };
}

function isOnScreen(x: number, y: number): boolean {
  return screen.getAllDisplays().some(({ workArea: area }) => {
    const inside = x + 100 > area.x && x < area.x + area.width - 100;
    return inside && y >= area.y - 20 && y < area.y + area.height - 100;
  });
}

function sizeOf(browser: BrowserWindow): Settings['window'] {
  return { ...browser.getNormalBounds(), maximized: browser.isMaximized() };
}
