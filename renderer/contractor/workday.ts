import { useEffect, useSyncExternalStore } from 'react';
import { isLookedAt } from './exampleTimes.ts';

/** Work since the last break, over all tasks of this window. Times in milliseconds of a clock that never goes back. */
export interface Workday {
  readonly workedMs: number;
  /** Votes since the last break. */
  readonly votes: number;
  readonly upTo: number;
  readonly lastSign: number;
  /** Since when somebody is on a break that was taken with the key; null while at work. */
  readonly restingSince: number | null;
}

/** Work until a break is due. */
const STRETCH = 50 * 60_000;
/** Away for so long is a break too. */
const REST = 5 * 60_000;
/** Reading without a sign of a hand. */
const STILL = 2 * 60_000;

export function beginWorkday(now: number): Workday {
  return { workedMs: 0, votes: 0, upTo: now, lastSign: now, restingSince: null };
}

/** Counts up to now; `present`: the window is looked at. Whoever was away long enough has had a break. */
export function workOn(day: Workday, now: number, present: boolean, sign: boolean): Workday {
  if (day.restingSince !== null) return { ...day, upTo: now };
  if (sign && now - day.lastSign >= REST) return beginWorkday(now);
  const until = Math.max(day.upTo, Math.min(now, day.lastSign + STILL));
  const worked = present ? until - day.upTo : 0;
  return { ...day, workedMs: day.workedMs + worked, upTo: now, lastSign: sign ? now : day.lastSign };
}

export function takeBreak(day: Workday, now: number): Workday {
  return { ...day, restingSince: now };
}

export function comeBack(now: number): Workday {
  return beginWorkday(now);
}

/** Whole minutes of work until a break is due, 0 or less when it is; null while it is not worth a word. */
export function minutesUntilBreak(day: Workday): number | null {
  const left = Math.ceil((STRETCH - day.workedMs) / 60_000);
  return day.workedMs < 5 * 60_000 ? null : left;
}

let today = beginWorkday(0);
const listeners = new Set<() => void>();

function become(next: Workday) {
  today = next;
  for (const listener of listeners) listener();
}

export const workday = {
  voted: () => become({ ...today, votes: today.votes + 1 }),
  takeBreak: () => become(takeBreak(today, performance.now())),
  comeBack: () => become(comeBack(performance.now())),
  /** The next person begins anew. */
  forget: () => become(beginWorkday(performance.now())),
};

/** The workday, counted while a desk is mounted; what is drawn of it changes at most every fifteen seconds. */
export function useWorkday(): Workday {
  useEffect(() => {
    const count = (sign: boolean) => {
      today = workOn(today, performance.now(), isLookedAt(), sign);
    };
    const move = () => count(true);
    const tick = setInterval(() => {
      count(false);
      become({ ...today });
    }, 15_000);
    count(false);
    for (const name of ['keydown', 'pointerdown', 'wheel'] as const)
      window.addEventListener(name, move, { passive: true, capture: true });
    return () => {
      clearInterval(tick);
      for (const name of ['keydown', 'pointerdown', 'wheel'] as const)
        window.removeEventListener(name, move, { capture: true });
    };
  }, []);
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => today,
  );
}
