import { useEffect, useRef } from 'react';
import { create } from 'zustand';
import { isMac } from '../pieces/platform.ts';

/*
 * Keys are declared where the action is:
 *
 *   useKeys('Submissions', [
 *     { key: 'I', label: 'Import', run: openImport, foot: true },
 *     { key: 'ArrowDown', label: 'Next row', run: next },
 *     { key: 'G L', label: 'Labels', run: () => go({ page: 'labels' }) },   a letter after G
 *     { key: 'Mod+K', label: 'Find or do', run: find },                     Ctrl, or ⌘ on a Mac
 *   ]);
 *
 * Scopes lie on each other in the order of their mounting; the topmost that knows the key gets it. A scope with
 * `modal: true` hides those below it (Dialogs of their own need it). While a field has the focus, keys without Mod need
 * Alt. Enter and Space are left to the control that has the focus.
 */
export interface KeyBinding {
  /** `I`, `Enter`, `ArrowUp`, `/`, `?`, `1`, `Mod+K`, `Alt+ArrowLeft`, `G S`. */
  readonly key: string;
  readonly label: string;
  readonly run: () => void;
  /** Shown in the bar at the foot. */
  readonly foot?: boolean;
  /** Off for now: neither shown nor done. */
  readonly off?: boolean;
  /** Also while a field has the focus, without Alt (for Escape and the like). */
  readonly inFields?: boolean;
  /** Not offered among the actions of Ctrl K. */
  readonly unlisted?: boolean;
}

export interface KeyScope {
  readonly id: number;
  readonly title: string;
  readonly modal: boolean;
  readonly bindings: readonly KeyBinding[];
}

export const useKeyScopes = create<{ readonly scopes: readonly KeyScope[]; readonly after: 'G' | null }>(() => ({
  scopes: [],
  after: null,
}));

let nextScope = 0;

export function useKeys(title: string, bindings: readonly KeyBinding[], options: { modal?: boolean } = {}): void {
  const id = useRef(-1);
  const latest = useRef(bindings);
  latest.current = bindings;
  const modal = options.modal ?? false;
  // What can be seen of the bindings; their functions are read at the moment of the key press.
  const shown = bindings.map((one) => `${one.key}\t${one.label}\t${one.foot}\t${one.off}`).join('\n');

  useEffect(() => {
    id.current = nextScope++;
    const scope: KeyScope = { id: id.current, title, modal, bindings: stable(latest) };
    useKeyScopes.setState((state) => ({ scopes: [...state.scopes, scope] }));
    return () => useKeyScopes.setState((state) => ({ scopes: state.scopes.filter((one) => one.id !== scope.id) }));
  }, [title, modal]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `shown` stands for everything that is drawn of the bindings
  useEffect(() => {
    useKeyScopes.setState((state) => ({
      scopes: state.scopes.map((one) => (one.id === id.current ? { ...one, bindings: stable(latest) } : one)),
    }));
  }, [shown]);
}

function stable(latest: { readonly current: readonly KeyBinding[] }): readonly KeyBinding[] {
  return latest.current.map((binding, index) => ({ ...binding, run: () => latest.current[index]?.run() }));
}

/** Scopes that a key press reaches now, topmost first. */
export function reachableScopes(scopes: readonly KeyScope[]): readonly KeyScope[] {
  const reachable: KeyScope[] = [];
  for (const scope of [...scopes].reverse()) {
    reachable.push(scope);
    if (scope.modal) break;
  }
  return reachable;
}

export interface Press {
  readonly key: string;
  readonly code: string;
  readonly mod: boolean;
  readonly alt: boolean;
  readonly inField: boolean;
  /** The focus is on a button, link or the like, which Enter and Space belong to. */
  readonly onControl: boolean;
}

/** What a key press means, or null. Pure, so that a test can press without a keyboard. */
export function bindingFor(scopes: readonly KeyScope[], after: 'G' | null, press: Press): KeyBinding | null {
  const name = pressName(press);
  for (const scope of reachableScopes(scopes)) {
    for (const binding of scope.bindings) {
      if (!binding.off && fits(binding, name, after, press)) return binding;
    }
  }
  return null;
}

function fits(binding: KeyBinding, name: string, after: 'G' | null, press: Press): boolean {
  if (after) return binding.key === `${after} ${name}` && !press.mod;
  const parts = binding.key.split('+');
  const key = parts.at(-1) === '' ? '+' : (parts.at(-1) as string);
  const wantsMod = parts.includes('Mod');
  const wantsAlt = parts.includes('Alt');
  if (key !== name || wantsMod !== press.mod) return false;
  if ((key === 'Enter' || key === ' ') && !wantsMod && press.onControl) return false;
  if (wantsAlt) return press.alt;
  if (press.inField && !wantsMod && !binding.inFields) return press.alt;
  return !press.alt;
}

/** Letters in capitals; with Alt by their place on the keyboard, because Alt types other characters on some systems. */
function pressName(press: Press): string {
  if (press.alt) {
    const typed = /^(?:Key|Digit)(.)$/.exec(press.code)?.[1];
    if (typed) return typed;
  }
  return press.key.length === 1 ? press.key.toUpperCase() : press.key;
}

/** Listens for keys. Mounted once, by the frame's root. */
export function useKeyListener(): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const setAfter = (after: 'G' | null) => {
      clearTimeout(timer);
      useKeyScopes.setState({ after });
      if (after) timer = setTimeout(() => useKeyScopes.setState({ after: null }), 1500);
    };
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || ['Control', 'Meta', 'Alt', 'Shift'].includes(event.key))
        return;
      const { scopes, after } = useKeyScopes.getState();
      const press = pressOf(event);
      const binding = bindingFor(scopes, after, press);
      if (after) setAfter(null);
      if (binding) {
        event.preventDefault();
        binding.run();
        return;
      }
      const goes = reachableScopes(scopes).some((scope) => scope.bindings.some((one) => one.key.startsWith('G ')));
      const startsG = pressName(press) === 'G' && !press.mod && press.alt === press.inField;
      if (!after && goes && startsG) {
        event.preventDefault();
        setAfter('G');
      }
    };
    window.addEventListener('keydown', listen);
    return () => {
      window.removeEventListener('keydown', listen);
      setAfter(null);
    };
  }, []);
}

function pressOf(event: KeyboardEvent): Press {
  const on = event.target instanceof Element ? event.target : null;
  return {
    key: event.key,
    code: event.code,
    mod: isMac() ? event.metaKey : event.ctrlKey,
    alt: event.altKey,
    inField: isField(on),
    onControl: on?.closest('button, a[href], summary, [role="button"], [role="tab"], input, select') != null,
  };
}

/** Where typing is writing: text fields, lists of choices and editable text. */
export function isField(element: Element | null): boolean {
  if (!element) return false;
  if (element instanceof HTMLElement && element.isContentEditable) return true;
  if (element.matches('textarea, select')) return true;
  return element.matches('input:not([type="checkbox"], [type="radio"], [type="button"], [type="submit"])');
}
