import type { MenuItemConstructorOptions } from 'electron';
import type { MenuAction } from '../../shared/contract/bridge.ts';
import type { Role } from '../../shared/contract/procedure.ts';
import type { Settings } from './settings.ts';

/** The menu as plain data, made from what the window shows. What is not for a role is not there, rather than grey. */

export interface MenuState {
  readonly platform: NodeJS.Platform;
  readonly role: Role;
  readonly contestOpen: boolean;
  readonly engineStopped: boolean;
  /** Empty while a blind role is signed in: a file's name may tell what that role must not know. */
  readonly recent: readonly { readonly name: string; readonly path: string }[];
  readonly theme: Settings['theme'];
  readonly zoom: number;
  readonly packaged: boolean;
}

export interface MenuDoes {
  readonly action: (action: MenuAction) => void;
  readonly openRecent: (path: string) => void;
  readonly clearRecent: () => void;
  readonly zoomTo: (factor: number) => void;
  readonly theme: (theme: Settings['theme']) => void;
  readonly startEngine: () => void;
}

export function menuTemplate(state: MenuState, does: MenuDoes): MenuItemConstructorOptions[] {
  const mac = state.platform === 'darwin';
  return [
    ...(mac ? [{ role: 'appMenu' } as const] : []),
    { label: '&File', submenu: fileMenu(state, does) },
    { label: '&Edit', submenu: editMenu(does) },
    { label: '&View', submenu: viewMenu(state, does) },
    ...(mac ? [{ role: 'windowMenu' } as const] : []),
    { role: 'help', label: '&Help', submenu: helpMenu(state, does) },
  ];
}

/** Steps from 100 to 200 %. */
export const zoomSteps = [1, 1.1, 1.25, 1.5, 1.75, 2] as const;

/** The next step up or down, or the outermost one. */
export function nextZoom(zoom: number, direction: 'in' | 'out'): number {
  const beyond = direction === 'in' ? zoomSteps.find((step) => step > zoom) : zoomSteps.findLast((step) => step < zoom);
  return beyond ?? (direction === 'in' ? 2 : 1);
}

function fileMenu(state: MenuState, does: MenuDoes): MenuItemConstructorOptions[] {
  const entry = (label: string, action: MenuAction, accelerator?: string): MenuItemConstructorOptions => ({
    id: action,
    label,
    click: () => does.action(action),
    ...(accelerator ? { accelerator } : {}),
  });
  const blind = state.role === 'contractor' || state.role === 'reviewer';
  const organizing = state.role === 'organizer' && state.contestOpen;
  const groups: MenuItemConstructorOptions[][] = [
    blind
      ? []
      : [
          entry('&New contest…', 'new-contest', 'CmdOrCtrl+N'),
          entry('&Open contest…', 'open-contest', 'CmdOrCtrl+O'),
          openRecent(state, does),
        ],
    organizing
      ? [
          entry('&Import submission…', 'import-submission', 'CmdOrCtrl+I'),
          entry('Import &results…', 'import-results', 'CmdOrCtrl+Shift+I'),
        ]
      : [],
    [
      ...(organizing ? [entry('&Back up…', 'backup', 'CmdOrCtrl+B')] : []),
      ...(blind ? [] : [entry('R&estore a backup…', 'restore')]),
    ],
    [
      ...(state.contestOpen && state.role !== 'nobody' ? [entry('&Sign out', 'sign-out', 'CmdOrCtrl+L')] : []),
      ...(state.contestOpen ? [entry('&Close contest', 'close-contest', 'CmdOrCtrl+Shift+W')] : []),
    ],
    [state.platform === 'darwin' ? { role: 'close' } : { role: 'quit' }],
  ];
  return groups.filter((group) => group.length > 0).flatMap((group, at) => (at === 0 ? group : [separator, ...group]));
}

function openRecent(state: MenuState, does: MenuDoes): MenuItemConstructorOptions {
  const files = state.recent.map(({ name, path }) => ({
    label: name.replaceAll('&', '&&'), // one & would underline the next letter
    click: () => does.openRecent(path),
  }));
  return {
    id: 'open-recent',
    label: 'Open &recent',
    enabled: files.length > 0,
    submenu: [...files, separator, { label: '&Clear this list', click: () => does.clearRecent() }],
  };
}

function editMenu(does: MenuDoes): MenuItemConstructorOptions[] {
  return [
    { role: 'undo' },
    { role: 'redo' },
    separator,
    { role: 'cut' },
    { role: 'copy' },
    { role: 'paste' },
    { role: 'selectAll' },
    separator,
    { id: 'find', label: '&Find', accelerator: 'CmdOrCtrl+F', click: () => does.action('find') },
  ];
}

function viewMenu(state: MenuState, does: MenuDoes): MenuItemConstructorOptions[] {
  const theme = (label: string, value: Settings['theme']): MenuItemConstructorOptions => ({
    id: `theme-${value}`,
    label,
    type: 'radio',
    checked: state.theme === value,
    click: () => does.theme(value),
  });
  const zoomIn = () => does.zoomTo(nextZoom(state.zoom, 'in'));
  return [
    { id: 'zoom-in', label: 'Zoom &in', accelerator: 'CmdOrCtrl+Plus', enabled: state.zoom < 2, click: zoomIn },
    // the same key without Shift, on keyboards where + needs it
    { label: 'Zoom in', accelerator: 'CmdOrCtrl+=', visible: false, enabled: state.zoom < 2, click: zoomIn },
    {
      id: 'zoom-out',
      label: 'Zoom &out',
      accelerator: 'CmdOrCtrl+-',
      enabled: state.zoom > 1,
      click: () => does.zoomTo(nextZoom(state.zoom, 'out')),
    },
    { id: 'zoom-reset', label: '&Actual size', accelerator: 'CmdOrCtrl+0', click: () => does.zoomTo(1) },
    separator,
    {
      label: 'A&ppearance',
      submenu: [theme('As the &system', 'system'), theme('&Light', 'light'), theme('&Dark', 'dark')],
    },
    separator,
    { role: 'togglefullscreen' },
    ...(state.packaged ? [] : [{ role: 'toggleDevTools', accelerator: 'F12' } as const]),
  ];
}

function helpMenu(state: MenuState, does: MenuDoes): MenuItemConstructorOptions[] {
  return [
    { id: 'keys', label: '&Keys', accelerator: 'CmdOrCtrl+/', click: () => does.action('keys') },
    ...(state.engineStopped
      ? [{ id: 'start-engine', label: '&Start the engine again', click: () => does.startEngine() }]
      : []),
  ];
}

const separator: MenuItemConstructorOptions = { type: 'separator' };
