import path from 'node:path';
import { app, Menu, nativeTheme } from 'electron';
import { type AppWindow, type AppWindows, isBlind, roleOf, tellPage } from './appWindows.ts';
import { channels } from './channels.ts';
import type { EngineLink } from './engineLink.ts';
import { shownName } from './fileNames.ts';
import { menuTemplate, nextZoom } from './menu.ts';
import type { RecentContests } from './recent.ts';
import type { SettingsFile } from './settings.ts';

export interface AppMenu {
  /** Makes the menu anew from what the window in front shows. */
  readonly refresh: () => void;
  /** Ctrl and the wheel. */
  readonly listenForZoom: (window: AppWindow) => void;
}

export interface AppMenuParts {
  readonly windows: AppWindows;
  readonly engine: EngineLink;
  readonly settings: SettingsFile;
  readonly recent: RecentContests;
  readonly openFile: (file: string) => void;
}

export function appMenu({ windows, engine, settings, recent, openFile }: AppMenuParts): AppMenu {
  let shown = '';

  function refresh(): void {
    const window = windows.current();
    const state = {
      platform: process.platform,
      role: window ? roleOf(window) : ('nobody' as const),
      contestOpen: window?.page.contestOpen ?? false,
      engineStopped: engine.state().state === 'stopped',
      recent: window && isBlind(window) ? [] : recent.list().map((file) => ({ name: labelOf(file), path: file })),
      theme: settings.read().theme,
      zoom: settings.read().zoom,
      packaged: app.isPackaged,
    };
    const key = JSON.stringify(state);
    if (key === shown) return;
    shown = key;
    const does = {
      action: (action: string) => {
        const target = windows.current();
        if (target) tellPage(target, channels.menu, action);
      },
      openRecent: openFile,
      clearRecent: () => {
        recent.clear();
        refresh();
      },
      zoomTo,
      theme: (theme: 'system' | 'light' | 'dark') => {
        nativeTheme.themeSource = theme;
        settings.change({ theme });
        refresh();
      },
      startEngine: engine.startAgain,
    };
    Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(state, does)));
  }

  function zoomTo(zoom: number): void {
    settings.change({ zoom });
    for (const { browser } of windows.all()) browser.webContents.setZoomFactor(zoom);
    refresh();
  }

  return {
    refresh,
    listenForZoom: ({ browser }) => {
      browser.webContents.on('zoom-changed', (_event, direction) => zoomTo(nextZoom(settings.read().zoom, direction)));
    },
  };
}

/** Two contests of the same name are told apart by their folder. */
function labelOf(file: string): string {
  return shownName(`${path.basename(file)}  (${path.basename(path.dirname(file))})`);
}
