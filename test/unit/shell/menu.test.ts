import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it } from 'vitest';
import { type MenuDoes, type MenuState, menuTemplate, nextZoom, zoomSteps } from '../../../electron/shell/menu.ts';

const firstRun: MenuState = {
  platform: 'linux',
  role: 'nobody',
  contestOpen: false,
  engineStopped: false,
  recent: [],
  theme: 'system',
  zoom: 1,
  packaged: true,
};
const organizing: MenuState = { ...firstRun, role: 'organizer', contestOpen: true };

describe('the menu', () => {
  it('offers what there is to do without a contest', () => {
    expect(fileIds(firstRun)).toEqual(['new-contest', 'open-contest', 'open-recent', 'restore']);
  });

  it('offers an organizer everything', () => {
    expect(fileIds(organizing)).toEqual([
      'new-contest',
      'open-contest',
      'open-recent',
      'import-submission',
      'import-results',
      'backup',
      'restore',
      'sign-out',
      'close-contest',
    ]);
  });

  it.each(['contractor', 'reviewer'] as const)('offers a %s nothing of the organizer’s', (role) => {
    expect(fileIds({ ...organizing, role })).toEqual(['sign-out', 'close-contest']);
  });

  it('does not offer to sign out where nobody is signed in', () => {
    expect(fileIds({ ...organizing, role: 'nobody' })).toEqual([
      'new-contest',
      'open-contest',
      'open-recent',
      'restore',
      'close-contest',
    ]);
  });

  it('has every key once', () => {
    for (const state of [firstRun, organizing, { ...organizing, packaged: false }]) {
      const keys = everything(menuTemplate(state, nothing)).flatMap(({ accelerator }) => accelerator ?? []);
      expect(keys.length).toBeGreaterThan(5);
      expect(new Set(keys).size).toBe(keys.length);
    }
  });

  it('tells the window what was chosen', () => {
    const chosen: string[] = [];
    const template = menuTemplate(organizing, { ...nothing, action: (action) => chosen.push(action) });
    for (const id of ['new-contest', 'import-results', 'find', 'keys']) click(template, id);
    expect(chosen).toEqual(['new-contest', 'import-results', 'find', 'keys']);
  });

  it('opens a recent contest by its path, with its name as it is', () => {
    const opened: string[] = [];
    const state = { ...firstRun, recent: [{ name: 'R&D.assay', path: '/c/R&D.assay' }] };
    const template = menuTemplate(state, { ...nothing, openRecent: (path) => opened.push(path) });
    const entry = everything(template).find(({ label }) => label === 'R&&D.assay');
    entry?.click?.(...noArguments);
    expect(opened).toEqual(['/c/R&D.assay']);
  });

  it('offers another try only when the engine has stopped', () => {
    const has = (engineStopped: boolean) =>
      everything(menuTemplate({ ...firstRun, engineStopped }, nothing)).some(({ id }) => id === 'start-engine');
    expect([has(false), has(true)]).toEqual([false, true]);
  });

  it('offers developer tools only before packaging, and a reload never', () => {
    const rolesOf = (packaged: boolean) =>
      everything(menuTemplate({ ...firstRun, packaged }, nothing)).flatMap(({ role }) => role ?? []);
    expect(rolesOf(true)).not.toContain('toggleDevTools');
    expect(rolesOf(false)).toContain('toggleDevTools');
    for (const packaged of [true, false]) expect(rolesOf(packaged)).not.toContain('reload');
  });
});

describe('zoom', () => {
  it('goes from 100 to 200 % and no further', () => {
    const up = [...zoomSteps.slice(1), 2];
    expect(zoomSteps.map((zoom) => nextZoom(zoom, 'in'))).toEqual(up);
    expect(zoomSteps.map((zoom) => nextZoom(zoom, 'out'))).toEqual([1, ...zoomSteps.slice(0, -1)]);
    expect([nextZoom(1.3, 'in'), nextZoom(1.3, 'out')]).toEqual([1.5, 1.25]);
  });
});

const nothing: MenuDoes = {
  action: () => {},
  openRecent: () => {},
  clearRecent: () => {},
  zoomTo: () => {},
  theme: () => {},
  startEngine: () => {},
};

/** Electron passes the entry, the window and the event; nothing here looks at them. */
const noArguments = [] as unknown as Parameters<NonNullable<MenuItemConstructorOptions['click']>>;

function everything(template: readonly MenuItemConstructorOptions[]): readonly MenuItemConstructorOptions[] {
  return template.flatMap((entry) => [entry, ...(Array.isArray(entry.submenu) ? everything(entry.submenu) : [])]);
}

function fileIds(state: MenuState): readonly string[] {
  const file = menuTemplate(state, nothing).find(({ label }) => label === '&File');
  return Array.isArray(file?.submenu) ? file.submenu.flatMap(({ id }) => id ?? []) : [];
}

function click(template: readonly MenuItemConstructorOptions[], id: string): void {
  everything(template)
    .find((entry) => entry.id === id)
    ?.click?.(...noArguments);
}
