import { dialog } from 'electron';
import { type AppWindow, tellPage } from './appWindows.ts';
import { channels } from './channels.ts';
import { log } from './log.ts';
import { START_PAGE } from './rendererFiles.ts';
import { freshBudget, spendRestart } from './restartBudget.ts';

const reloaded =
  'The window had to be loaded again after a fault. Everything that was confirmed is saved; what you were typing may be gone.';

/** A page whose process died is loaded again and says so; one that keeps dying waits for a person. */
export function reviveCrashedPage(window: AppWindow): void {
  const { webContents } = window.browser;
  let budget = freshBudget;
  webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    window.ready = false;
    if (reason === 'clean-exit') return;
    log.error(`a window's process ended: ${reason} (${exitCode})`);
    const rest = spendRestart(budget, Date.now());
    if (rest) {
      budget = rest;
      setImmediate(() => loadAgain(window)); // Electron is still clearing up after the process
    } else void askWhetherToLoad(window);
  });
}

function loadAgain(window: AppWindow): void {
  if (window.browser.isDestroyed()) return;
  tellPage(window, channels.notice, reloaded);
  void window.browser.loadURL(START_PAGE);
}

async function askWhetherToLoad(window: AppWindow): Promise<void> {
  const { response } = await dialog.showMessageBox(window.browser, {
    type: 'warning',
    message: 'This window failed four times within a minute.',
    detail: 'Everything that was confirmed is saved. Load the window once more, or close it and start Assay anew.',
    buttons: ['Load again', 'Close'],
    defaultId: 0,
    cancelId: 1,
  });
  if (response === 0) loadAgain(window);
  else if (!window.browser.isDestroyed()) window.browser.destroy();
}
