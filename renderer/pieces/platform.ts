import type { AssayBridge } from '../../shared/contract/bridge.ts';

/** What the preload script gave this window; null in a plain browser (tests, the development page without a bridge). */
export function assay(): AssayBridge | null {
  return (window as { assay?: AssayBridge }).assay ?? null;
}

/** True where the command key does what Ctrl does elsewhere. */
export function isMac(): boolean {
  return assay()?.platform === 'darwin';
}

/** Caps of a key in this platform's names: `Mod+K` → `Ctrl K` or `⌘K`, `ArrowUp` → `↑`, `Enter` → `↵`. */
export function keyCaps(key: string): string {
  const mac = isMac();
  const names: Record<string, string> = {
    Mod: mac ? '⌘' : 'Ctrl',
    Alt: mac ? '⌥' : 'Alt',
    ArrowUp: '↑',
    ArrowDown: '↓',
    ArrowLeft: '←',
    ArrowRight: '→',
    Enter: '↵',
    Escape: 'Esc',
    ' ': 'Space',
  };
  return key
    .split('+')
    .map((part) => names[part] ?? part)
    .join(mac ? '' : ' ');
}
