import type { Failure, Outcome } from '../../shared/contract/failure.ts';

/** What is known of a draft (a review, an order) and the disk. `form` is what stands on the screen. */
export interface DraftState<T> {
  readonly form: T;
  /** What the engine has acknowledged. */
  readonly stored: T;
  /** What is on its way to the disk. */
  readonly sending: T | null;
  readonly savedAt: string | null;
  /** Why the latest attempt failed; what was typed since then is tried again, the same text only when asked. */
  readonly failure: Failure | null;
}

export type DraftStatus = 'saved' | 'unsaved' | 'saving' | 'failed';

export function openedDraft<T>(form: T, savedAt: string | null): DraftState<T> {
  return { form, stored: form, sending: null, savedAt, failure: null };
}

export function statusOf<T>(state: DraftState<T>): DraftStatus {
  if (state.sending) return 'saving';
  if (state.failure) return 'failed';
  return isUnsaved(state) ? 'unsaved' : 'saved';
}

export function isUnsaved<T>(state: DraftState<T>): boolean {
  return !sameContent(state.form, state.stored);
}

export function edited<T>(state: DraftState<T>, form: T): DraftState<T> {
  return sameContent(form, state.form) ? state : { ...state, form };
}

export function sendingNow<T>(state: DraftState<T>): DraftState<T> {
  return { ...state, sending: state.form, failure: null };
}

export function answered<T>(state: DraftState<T>, outcome: Outcome<{ readonly savedAt: string }>): DraftState<T> {
  if (!outcome.ok) return { ...state, sending: null, failure: outcome.error };
  return {
    ...state,
    stored: state.sending ?? state.stored,
    sending: null,
    savedAt: outcome.value.savedAt,
    failure: null,
  };
}

export interface DraftKeeper<T> {
  readonly state: () => DraftState<T>;
  readonly subscribe: (listener: () => void) => () => void;
  readonly edit: (change: (form: T) => T) => void;
  /** Takes the latest change back, or the one before it; what is on disk follows. False when there is none. */
  readonly undo: () => boolean;
  readonly redo: () => boolean;
  /** Stores what is unsaved now. True when everything typed so far is on disk. */
  readonly flush: () => Promise<boolean>;
}

export interface KeeperSurroundings<T> {
  readonly save: (form: T) => Promise<Outcome<{ readonly savedAt: string }>>;
  /** Calls back after so many milliseconds; the answer cancels that. */
  readonly later: (run: () => void, ms: number) => () => void;
}

/** From the first unsaved letter to the disk: under a second, whether or not the person goes on typing. */
export const SAVE_AFTER_MS = 800;

/**
 * Keeps one draft on disk as it is typed. At most one save is under way; what was typed meanwhile follows it. A failed
 * save is not repeated by itself: the next letter, leaving the form or the person does it.
 */
export function createDraftKeeper<T>(initial: DraftState<T>, surroundings: KeeperSurroundings<T>): DraftKeeper<T> {
  const listeners = new Set<() => void>();
  let state = initial;
  let cancelTimer: (() => void) | null = null;
  let underWay: Promise<void> | null = null;
  const past: T[] = [];
  const future: T[] = [];

  function set(next: DraftState<T>) {
    if (next === state) return;
    state = next;
    for (const listener of listeners) listener();
  }

  function schedule() {
    cancelTimer ??= surroundings.later(() => {
      cancelTimer = null;
      void send();
    }, SAVE_AFTER_MS);
  }

  function send(): Promise<void> {
    cancelTimer?.();
    cancelTimer = null;
    if (underWay) return underWay;
    if (!isUnsaved(state)) return Promise.resolve();
    set(sendingNow(state));
    underWay = surroundings.save(state.form).then((outcome) => {
      underWay = null;
      set(answered(state, outcome));
      if (outcome.ok && isUnsaved(state)) schedule();
    });
    return underWay;
  }

  function travel(from: T[], to: T[]): boolean {
    const form = from.pop();
    if (form === undefined) return false;
    to.push(state.form);
    set(edited(state, form));
    if (!underWay) schedule();
    return true;
  }

  return {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    edit: (change) => {
      const next = edited(state, change(state.form));
      if (next === state) return;
      if (!continues(past.at(-1), state.form, next.form)) past.push(state.form);
      if (past.length > UNDO_STEPS) past.shift();
      future.length = 0;
      set(next);
      if (!underWay) schedule();
    },
    undo: () => travel(past, future),
    redo: () => travel(future, past),
    flush: async () => {
      await underWay;
      await send();
      // One save may have been under way with earlier text.
      if (isUnsaved(state) && !state.failure) await send();
      return !isUnsaved(state);
    },
  };
}

/** How many changes can be taken back. */
const UNDO_STEPS = 200;

/** Typing on in one field is one change, until a word or a line ends. */
function continues(before: unknown, now: unknown, next: unknown): boolean {
  const typed = changedText(now, next);
  if (typed === null || /\s/.test(typed.added) || before === undefined) return false;
  return changedText(before, now)?.field === typed.field;
}

/** The one text in which two forms differ, and what was added to it; null when they differ in anything else. */
function changedText(a: unknown, b: unknown, field = ''): { readonly field: string; readonly added: string } | null {
  if (typeof a === 'string' && typeof b === 'string') {
    return {
      field,
      added: b.length > a.length && b.startsWith(a) ? b.slice(a.length) : b.length > a.length ? ' ' : '',
    };
  }
  if (!isRecord(a) || !isRecord(b)) return null;
  const differing = [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((key) => !sameContent(a[key], b[key]));
  const [key, ...more] = differing;
  if (key === undefined || more.length > 0) return null;
  return changedText(a[key], b[key], `${field}/${key}`);
}

/** Equal as JSON would be, whatever the order of keys. */
export function sameContent(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (!isRecord(a) || !isRecord(b) || Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => key in b && sameContent(a[key], b[key]));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
