import { type AssayBridge, ENGINE_PORT_MESSAGE, type PickedFile } from '../../../../shared/contract/bridge.ts';
import type { Session } from '../../../../shared/contract/session.ts';
import { startFakeEngine } from './engine.ts';

/** Stands in for the preload script on a page without Electron; the address says what kind of contest it is. */
const asked = new URLSearchParams(location.search);

const file = (name: string, kind: PickedFile['kind']): PickedFile => ({
  token: `t-${name}` as PickedFile['token'],
  name,
  kind,
});
const none = () => () => {};

const bridge: AssayBridge = {
  platform: 'linux',
  version: '0.0.0',
  pickSeveral: async () => [file('two-clocks.csv', 'csv')],
  pick: async (purpose) =>
    purpose === 'results'
      ? file('two-clocks-results', 'folder')
      : purpose === 'submission'
        ? file('two-clocks.csv', 'csv')
        : file('example.assay', 'contest'),
  saveFile: async (kind, name) => ({ ok: true, value: { name: `${name}.${kind}` } }),
  savePdf: async (name) => ({ ok: true, value: { name } }),
  copyPictureAt: () => {},
  dropped: async () => [file('two-clocks.csv', 'csv')],
  recent: async () => (asked.get('contest') === '0' ? [file('counterslope-2026.assay', 'contest')] : []),
  onMenu: none,
  onOpenRequest: none,
  onEngineState: none,
  startEngineAgain: () => {},
  onNotice: none,
  setWindowState: () => {},
};
Object.assign(window, { assay: bridge });

window.addEventListener('DOMContentLoaded', () => {
  const port = startFakeEngine({
    role: (asked.get('as') ?? 'organizer') as Session['role'],
    contestOpen: asked.get('contest') !== '0',
    plan: asked.get('plan') !== '0',
    many: asked.get('many') === '1',
    empty: asked.get('empty') === '1',
    slow: Number(asked.get('slow') ?? 0),
    failing: asked.get('failing'),
  });
  window.postMessage({ type: ENGINE_PORT_MESSAGE }, '*', [port]);
});
