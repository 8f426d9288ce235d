import type { ReviewForm } from '../../shared/contract/review.ts';
import { engine } from '../engine/connection.ts';
import { createDraftKeeper, type DraftKeeper, isUnsaved, openedDraft } from './draftKeeper.ts';

/*
 * Keepers of this window, one a submission and reviewer. They outlive the form, so that nothing typed is lost when a
 * save fails, another submission is opened, or the engine ends and the person signs in again.
 */
const keepers = new Map<string, DraftKeeper>();

/** The keeper of a draft: the one of this window as long as it is not behind the engine, else a new one. */
export function keeperFor(
  who: string,
  number: number,
  stored: { readonly form: ReviewForm; readonly savedAt: string | null },
): DraftKeeper {
  const key = `${who}\n${number}`;
  const kept = keepers.get(key);
  if (kept && (isUnsaved(kept.state()) || (kept.state().savedAt ?? '') >= (stored.savedAt ?? ''))) return kept;
  const keeper = createDraftKeeper(openedDraft(stored.form, stored.savedAt), {
    save: (form) => engine.call('review.saveDraft', { number, form }),
    later: (run, ms) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
  });
  keepers.set(key, keeper);
  return keeper;
}

/** After submitting: what was kept is stored as a review now. */
export function forgetDraft(who: string, number: number): void {
  keepers.delete(`${who}\n${number}`);
}

/** Stores everything that is unsaved; the numbers of those that could not be. */
export async function flushDrafts(who: string): Promise<readonly number[]> {
  const mine = [...keepers].filter(([key]) => key.startsWith(`${who}\n`));
  const done = await Promise.all(mine.map(async ([key, keeper]) => ({ key, saved: await keeper.flush() })));
  return done.filter((one) => !one.saved).map((one) => Number(one.key.slice(who.length + 1)));
}

/** Numbers of submissions with text that is not on disk. */
export function unsavedDrafts(who: string): readonly number[] {
  return [...keepers]
    .filter(
      ([key, keeper]) => key.startsWith(`${who}\n`) && keeper.state().failure !== null && isUnsaved(keeper.state()),
    )
    .map(([key]) => Number(key.slice(who.length + 1)));
}
