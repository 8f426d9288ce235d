import type { Desk } from './deskState.ts';

/*
 * What a contractor chose but did not confirm, and what can be undone, outlives the screen: the engine may end and the
 * person sign in again, or look at the list of tasks in between. It lives in this window's memory and nowhere else.
 */
const kept = new Map<string, Desk>();

export function keepDesk(alias: string, task: string, desk: Desk): void {
  kept.set(keyOf(alias, task), desk);
}

export function keptDesk(alias: string, task: string): Desk | null {
  return kept.get(keyOf(alias, task)) ?? null;
}

export function forgetDesk(alias: string, task: string): void {
  kept.delete(keyOf(alias, task));
}

/** When the person signs out. */
export function forgetDesks(): void {
  kept.clear();
}

function keyOf(alias: string, task: string): string {
  return `${alias}\n${task}`;
}
