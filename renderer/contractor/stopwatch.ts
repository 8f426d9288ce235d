/**
 * Seconds on an example, counted only while the window is looked at (it has the focus and is visible). Times are those
 * of a clock that never goes back, in milliseconds.
 */
export interface Stopwatch {
  readonly countedMs: number;
  /** Since when it has been running; null while it stands still. */
  readonly since: number | null;
}

export function startWatch(now: number, lookedAt: boolean): Stopwatch {
  return { countedMs: 0, since: lookedAt ? now : null };
}

export function setLookedAt(watch: Stopwatch, now: number, lookedAt: boolean): Stopwatch {
  if (lookedAt === (watch.since !== null)) return watch;
  return { countedMs: counted(watch, now), since: lookedAt ? now : null };
}

/** To a tenth of a second; a day at most, which is what the contract takes. */
export function secondsOn(watch: Stopwatch, now: number): number {
  return Math.min(86_400, Math.round(counted(watch, now) / 100) / 10);
}

function counted(watch: Stopwatch, now: number): number {
  return watch.countedMs + (watch.since === null ? 0 : Math.max(0, now - watch.since));
}
