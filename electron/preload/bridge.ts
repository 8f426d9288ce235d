import { contextBridge, type IpcRendererEvent, ipcRenderer, webUtils } from 'electron';
import {
  type AssayBridge,
  ENGINE_PORT_MESSAGE,
  type EngineState,
  type MenuAction,
  type PickedFile,
} from '../../shared/contract/bridge.ts';
import { channels, VERSION_SWITCH } from '../shell/channels.ts';

/** What a page gets of the outside: these functions, and the port to the engine. It runs sandboxed beside the page. */

/** As much of the browser as is used here. */
declare const window: {
  readonly location: { readonly origin: string };
  readonly document: { readonly readyState: string };
  readonly navigator: { readonly userActivation: { readonly isActive: boolean } };
  addEventListener(type: 'DOMContentLoaded', listener: () => void, options: { once: boolean }): void;
  postMessage(message: unknown, origin: string, ports: readonly unknown[]): void;
};

const menu = listeners<MenuAction>();
const openRequests = listeners<PickedFile>();
const notices = listeners<string>();
const states = listeners<EngineState>();
let state: EngineState = { state: 'running', message: null, reopen: null };

const bridge: AssayBridge = {
  platform: process.platform === 'darwin' || process.platform === 'win32' ? process.platform : 'linux',
  version: process.argv.find((entry) => entry.startsWith(VERSION_SWITCH))?.slice(VERSION_SWITCH.length) ?? '',
  pickSeveral: (purpose) => ipcRenderer.invoke(channels.pickSeveral, purpose),
  pick: (purpose, suggestedName) => ipcRenderer.invoke(channels.pick, purpose, suggestedName ?? null),
  saveFile: (kind, suggestedName, content) => ipcRenderer.invoke(channels.saveFile, kind, suggestedName, content),
  savePdf: (suggestedName, html) => ipcRenderer.invoke(channels.savePdf, suggestedName, html),
  copyPictureAt: (x, y) => {
    if (window.navigator.userActivation.isActive) ipcRenderer.send(channels.copyPictureAt, x, y);
  },
  dropped: (files) => ipcRenderer.invoke(channels.dropped, pathsOf(files)),
  recent: () => ipcRenderer.invoke(channels.recent),
  onMenu: menu.add,
  onOpenRequest: openRequests.add,
  onEngineState: (listener) => {
    const remove = states.add(listener);
    listener(state);
    return remove;
  },
  startEngineAgain: () => ipcRenderer.send(channels.startEngine),
  onNotice: notices.add,
  setWindowState: (shown) => ipcRenderer.send(channels.windowState, shown),
};

contextBridge.exposeInMainWorld('assay', bridge);

ipcRenderer.on(channels.menu, (_event, action: MenuAction) => menu.tell(action));
ipcRenderer.on(channels.openRequest, (_event, file: PickedFile) => openRequests.tellOrKeep(file));
ipcRenderer.on(channels.notice, (_event, sentence: string) => notices.tellOrKeep(sentence));
ipcRenderer.on(channels.engineState, (_event, next: EngineState) => {
  state = next;
  states.tell(next);
});
ipcRenderer.on(channels.enginePort, (event: IpcRendererEvent) => {
  const ports = event.ports;
  // The page's modules have run by then, so that it listens.
  whenLoaded(() => window.postMessage({ type: ENGINE_PORT_MESSAGE }, window.location.origin, ports));
});

function whenLoaded(then: () => void): void {
  if (window.document.readyState === 'loading') window.addEventListener('DOMContentLoaded', then, { once: true });
  else then();
}

/** Only a file that a person dropped or picked has a path; one that the page made up has none and is left out. */
function pathsOf(files: readonly unknown[]): readonly string[] {
  return files
    .map((file) => webUtils.getPathForFile(file as Parameters<typeof webUtils.getPathForFile>[0]))
    .filter((path) => path !== '');
}

interface Listeners<T> {
  readonly add: (listener: (value: T) => void) => () => void;
  readonly tell: (value: T) => void;
  /** What nobody listens to yet waits for the first listener. */
  readonly tellOrKeep: (value: T) => void;
}

function listeners<T>(): Listeners<T> {
  const all = new Set<(value: T) => void>();
  const kept: T[] = [];
  const tell = (value: T): void => {
    for (const listener of all) listener(value);
  };
  return {
    add: (listener) => {
      all.add(listener);
      for (const value of kept.splice(0)) listener(value);
      return () => void all.delete(listener);
    },
    tell,
    tellOrKeep: (value) => {
      if (all.size > 0) tell(value);
      else kept.push(value);
    },
  };
}
