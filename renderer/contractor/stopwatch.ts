/**
 * The time on one example, in work and pauses. It is work while the window is looked at (it has the focus and is visible)
 * and somebody is there: after the last sign of a hand (key, pointer, wheel) it stays work for as long as reading the
 * example may take, and is a pause from then on until the next sign. Times are those of a clock that never goes back, in
 * milliseconds.
 */
export interface Stopwatch {
  readonly workMs: number;
  readonly pausedMs: number;
  /** Up to when it was counted; null while another example is in front. */
  readonly upTo: number | null;
  readonly lookedAt: boolean;
  readonly lastSign: number;
  /** How long nobody has to move. */
  readonly allowanceMs: number;
}

/** 45 s, and 0.4 s a word (150 words a minute, slow reading); six letters count as a word in any script. */
export function readingAllowance(characters: number): number {
  return 45_000 + (400 * characters) / 6;
}

export function startWatch(now: number, lookedAt: boolean, allowanceMs: number): Stopwatch {
  return { workMs: 0, pausedMs: 0, upTo: now, lookedAt, lastSign: now, allowanceMs };
}

/** The example comes to the front again. */
export function returnTo(watch: Stopwatch, now: number, lookedAt: boolean): Stopwatch {
  return { ...watch, upTo: now, lookedAt, lastSign: now };
}

/** Another example, or a break, takes its place. */
export function leave(watch: Stopwatch, now: number): Stopwatch {
  return { ...counted(watch, now), upTo: null };
}

export function setLookedAt(watch: Stopwatch, now: number, lookedAt: boolean): Stopwatch {
  if (lookedAt === watch.lookedAt) return watch;
  const until = counted(watch, now);
  return { ...until, lookedAt, lastSign: lookedAt ? now : until.lastSign };
}

/** A hand moved. */
export function sign(watch: Stopwatch, now: number): Stopwatch {
  return { ...counted(watch, now), lastSign: now };
}

/** In seconds, to a tenth; a day at most each, which is what the contract takes. */
export function measured(watch: Stopwatch, now: number): { readonly seconds: number; readonly paused: number } {
  const { workMs, pausedMs } = counted(watch, now);
  return { seconds: inSeconds(workMs), paused: inSeconds(pausedMs) };
}

function counted(watch: Stopwatch, now: number): Stopwatch {
  if (watch.upTo === null) return watch;
  const passed = Math.max(0, now - watch.upTo);
  const attended = Math.max(0, Math.min(now, watch.lastSign + watch.allowanceMs) - watch.upTo);
  const work = watch.lookedAt ? Math.min(passed, attended) : 0;
  return { ...watch, workMs: watch.workMs + work, pausedMs: watch.pausedMs + passed - work, upTo: now };
}

function inSeconds(milliseconds: number): number {
  return Math.min(86_400, Math.round(milliseconds / 100) / 10);
}
