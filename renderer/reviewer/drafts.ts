import type { ReviewForm } from '../../shared/contract/review.ts';
import { engine } from '../engine/connection.ts';
import { createDraftKeeper, type DraftKeeper, isUnsaved, type KeeperSurroundings, openedDraft } from './draftKeeper.ts';
import type { OrderDraft } from './rankingOrder.ts';

/** A review by its submission's number, an order by its task. */
export type DraftName = number | string;

/*
 * Keepers of this window, one a draft and reviewer. They outlive what shows them, so that nothing typed is lost when a
 * save fails, another submission is opened, or the engine ends and the person signs in again.
 */
type Keepers<T> = Map<string, { readonly name: DraftName; readonly keeper: DraftKeeper<T> }>;
const reviews: Keepers<ReviewForm> = new Map();
const orders: Keepers<OrderDraft> = new Map();

/** The keeper of a review's draft: the one of this window as long as it is not behind the engine, else a new one. */
export function keeperFor(
  who: string,
  number: number,
  stored: { readonly form: ReviewForm; readonly savedAt: string | null },
): DraftKeeper<ReviewForm> {
  return kept(reviews, who, number, stored, (form) => engine.call('review.saveDraft', { number, form }));
}

/** The same for an order. */
export function orderKeeperFor(
  who: string,
  task: string,
  stored: { readonly form: OrderDraft; readonly savedAt: string | null },
): DraftKeeper<OrderDraft> {
  return kept(orders, who, task, stored, ({ order, reason }) =>
    engine.call('ranking.saveDraft', { task, order: order.map((tied) => [...tied]), reason }),
  );
}

function kept<T>(
  keepers: Keepers<T>,
  who: string,
  name: DraftName,
  stored: { readonly form: T; readonly savedAt: string | null },
  save: KeeperSurroundings<T>['save'],
): DraftKeeper<T> {
  const key = keyOf(who, name);
  const known = keepers.get(key)?.keeper;
  if (known && (isUnsaved(known.state()) || (known.state().savedAt ?? '') >= (stored.savedAt ?? ''))) return known;
  const keeper = createDraftKeeper(openedDraft(stored.form, stored.savedAt), {
    save,
    later: (run, ms) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
  });
  keepers.set(key, { name, keeper });
  return keeper;
}

function keyOf(who: string, name: DraftName): string {
  return `${who}\n${name}`;
}

/** After submitting: what was kept is stored for good now. */
export function forgetDraft(who: string, name: DraftName): void {
  reviews.delete(keyOf(who, name));
  orders.delete(keyOf(who, name));
}

/** Stores everything that is unsaved; the names of those that could not be. */
export async function flushDrafts(who: string): Promise<readonly DraftName[]> {
  const done = await Promise.all(ofPerson(who).map(async (one) => ({ name: one.name, saved: await one.flush() })));
  return done.filter(({ saved }) => !saved).map(({ name }) => name);
}

/** Names of drafts with something that is not on disk. */
export function unsavedDrafts(who: string): readonly DraftName[] {
  return ofPerson(who)
    .filter((one) => one.failed())
    .map(({ name }) => name);
}

function ofPerson(who: string) {
  return [...personal(reviews, who), ...personal(orders, who)];
}

function personal<T>(keepers: Keepers<T>, who: string) {
  return [...keepers]
    .filter(([key]) => key.startsWith(`${who}\n`))
    .map(([, { name, keeper }]) => ({
      name,
      flush: keeper.flush,
      failed: () => keeper.state().failure !== null && isUnsaved(keeper.state()),
    }));
}
