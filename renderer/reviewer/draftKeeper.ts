import type { Failure, Outcome } from '../../shared/contract/failure.ts';
import type { ReviewForm } from '../../shared/contract/review.ts';

/** What is known of a draft and the disk. `form` is what stands on the screen. */
export interface DraftState {
  readonly form: ReviewForm;
  /** What the engine has acknowledged. */
  readonly stored: ReviewForm;
  /** What is on its way to the disk. */
  readonly sending: ReviewForm | null;
  readonly savedAt: string | null;
  /** Why the latest attempt failed; what was typed since then is tried again, the same text only when asked. */
  readonly failure: Failure | null;
}

export type DraftStatus = 'saved' | 'unsaved' | 'saving' | 'failed';

export function openedDraft(form: ReviewForm, savedAt: string | null): DraftState {
  return { form, stored: form, sending: null, savedAt, failure: null };
}

export function statusOf(state: DraftState): DraftStatus {
  if (state.sending) return 'saving';
  if (state.failure) return 'failed';
  return isUnsaved(state) ? 'unsaved' : 'saved';
}

export function isUnsaved(state: DraftState): boolean {
  return !sameForm(state.form, state.stored);
}

export function edited(state: DraftState, form: ReviewForm): DraftState {
  return sameForm(form, state.form) ? state : { ...state, form };
}

export function sendingNow(state: DraftState): DraftState {
  return { ...state, sending: state.form, failure: null };
}

export function answered(state: DraftState, outcome: Outcome<{ readonly savedAt: string }>): DraftState {
  if (!outcome.ok) return { ...state, sending: null, failure: outcome.error };
  return {
    ...state,
    stored: state.sending ?? state.stored,
    sending: null,
    savedAt: outcome.value.savedAt,
    failure: null,
  };
}

export interface DraftKeeper {
  readonly state: () => DraftState;
  readonly subscribe: (listener: () => void) => () => void;
  readonly edit: (change: (form: ReviewForm) => ReviewForm) => void;
  /** Stores what is unsaved now. True when everything typed so far is on disk. */
  readonly flush: () => Promise<boolean>;
}

export interface KeeperSurroundings {
  readonly save: (form: ReviewForm) => Promise<Outcome<{ readonly savedAt: string }>>;
  /** Calls back after so many milliseconds; the answer cancels that. */
  readonly later: (run: () => void, ms: number) => () => void;
}

/** From the first unsaved letter to the disk: under a second, whether or not the person goes on typing. */
export const SAVE_AFTER_MS = 800;

/**
 * Keeps one draft on disk as it is typed. At most one save is under way; what was typed meanwhile follows it. A failed
 * save is not repeated by itself: the next letter, leaving the form or the person does it.
 */
export function createDraftKeeper(initial: DraftState, surroundings: KeeperSurroundings): DraftKeeper {
  const listeners = new Set<() => void>();
  let state = initial;
  let cancelTimer: (() => void) | null = null;
  let underWay: Promise<void> | null = null;

  function set(next: DraftState) {
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

  return {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    edit: (change) => {
      const next = edited(state, change(state.form));
      if (next === state) return;
      set(next);
      if (!underWay) schedule();
    },
    flush: async () => {
      await underWay;
      await send();
      // One save may have been under way with earlier text.
      if (isUnsaved(state) && !state.failure) await send();
      return !isUnsaved(state);
    },
  };
}

export function sameForm(a: ReviewForm, b: ReviewForm): boolean {
  return (
    a === b ||
    (a.confidence === b.confidence &&
      a.strengths === b.strengths &&
      a.weaknesses === b.weaknesses &&
      a.organizersOnly === b.organizersOnly &&
      sameValues(a.levels, b.levels) &&
      sameValues(a.reasons, b.reasons))
  );
}

function sameValues<T>(a: Readonly<Record<string, T>>, b: Readonly<Record<string, T>>): boolean {
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key]);
}
