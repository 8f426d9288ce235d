import { app, dialog, nativeTheme, type Session, session } from 'electron';
import { appMenu } from './appMenu.ts';
import { registerAppScheme, serveRenderer } from './appProtocol.ts';
import { type AppWindow, type AppWindows, appWindows, tellPage } from './appWindows.ts';
import { answerBridge } from './bridgeCalls.ts';
import { channels } from './channels.ts';
import { defectText } from './defectText.ts';
import { linkEngine } from './engineLink.ts';
import { lockDownContents, lockDownSession } from './lockdown.ts';
import { log, setUpLog } from './log.ts';
import { onFilesFromOutside, takeInstanceLock } from './openFiles.ts';
import { reviveCrashedPage } from './pageCrash.ts';
import { engineScript, rendererFolder } from './places.ts';
import { silenceChromium, silenceSession } from './quietChromium.ts';
import { recentContests } from './recent.ts';
import { settingsFile } from './settings.ts';

/** The desktop app, from its first line to its last. */

if (takeInstanceLock()) {
  setUpLog();
  silenceChromium();
  registerAppScheme();
  sandboxEveryPage();
  lockDownContents();
  start().catch(failToStart);
} else app.exit(0);

async function start(): Promise<void> {
  const openFile = collectFilesUntilReady();
  await app.whenReady();
  log.info(`Assay ${app.getVersion()} on Electron ${process.versions.electron}, ${process.platform}`);
  await setUpSession(session.defaultSession);
  const shell = setUpShell();
  shell.windows.open();
  openFile.to(shell.openFile);
  quitInGoodOrder(shell.shutDown);
  app.on('activate', () => {
    if (shell.windows.all().length === 0) shell.windows.open(); // macOS: the app outlives its windows
  });
}

async function setUpSession(own: Session): Promise<void> {
  await silenceSession(own);
  lockDownSession(own);
  serveRenderer(own, rendererFolder());
}

interface ShellParts {
  readonly windows: AppWindows;
  readonly openFile: (file: string) => void;
  readonly shutDown: () => Promise<void>;
}

function setUpShell(): ShellParts {
  const userData = app.getPath('userData');
  const settings = settingsFile(userData);
  const recent = recentContests(userData);
  nativeTheme.themeSource = settings.read().theme;

  const windows = appWindows(settings, app.getVersion(), {
    onOpened: (window) => {
      reviveCrashedPage(window);
      menu.listenForZoom(window);
    },
    onReady: (window) => engine.connect(window),
    onFocus: () => menu.refresh(),
    onClosed: (window) => {
      engine.forget(window);
      menu.refresh();
    },
  });
  const engine = linkEngine({
    script: engineScript,
    windows: () => windows,
    onContestOpened: recent.add,
    onChanged: () => menu.refresh(),
  });
  const openFile = (file: string): void => void openInWindow(windows.current() ?? windows.open(), file);
  const menu = appMenu({ windows, engine, settings, recent, openFile });
  answerBridge({ windows, engine, settings, recent, onChanged: menu.refresh });
  menu.refresh();
  return { windows, openFile, shutDown: engine.shutDown };

  async function openInWindow(window: AppWindow, file: string): Promise<void> {
    if (window.browser.isMinimized()) window.browser.restore();
    window.browser.focus();
    tellPage(window, channels.openRequest, await engine.hand(window, file));
  }
}

/** Also for a page that no code here asks for. As root it would take back `--no-sandbox` and nothing could start. */
function sandboxEveryPage(): void {
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
}

/** Contests may be named before there is a window to open them in. */
function collectFilesUntilReady(): { readonly to: (open: (file: string) => void) => void } {
  const early: string[] = [];
  let open = (file: string): void => void early.push(file);
  onFilesFromOutside((files) => {
    const [file] = files; // one window shows one contest
    if (file !== undefined) open(file);
  });
  return {
    to: (ready) => {
      open = ready;
      early.forEach(ready);
    },
  };
}

/** Nothing can be shown in a window of ours, since there is none. */
function failToStart(reason: unknown): void {
  const sentence =
    'Assay could not start: a part of it is missing or damaged. Install it again; your contests are not affected.';
  log.error(`could not start: ${defectText(reason)}`);
  if (app.isPackaged) dialog.showErrorBox('Assay', sentence);
  else console.error(sentence, reason);
  app.exit(1);
}

/** The engine closes the contest before the app is gone. */
function quitInGoodOrder(shutDown: () => Promise<void>): void {
  let down = false;
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  app.on('will-quit', (event) => {
    if (down) return;
    event.preventDefault();
    void shutDown().then(() => {
      down = true;
      app.quit();
    });
  });
}
