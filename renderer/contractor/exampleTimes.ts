import { useEffect, useRef, useState } from 'react';
import {
  leave,
  measured,
  readingAllowance,
  returnTo,
  type Stopwatch,
  setLookedAt,
  sign,
  startWatch,
} from './stopwatch.ts';

/** A stopwatch for each example of the task: the one in front runs. */
export function useExampleTimes() {
  const watches = useRef(new Map<number, Stopwatch>());
  const at = useRef<number | null>(null);
  const [times] = useState(() => ({
    /** Null: none is in front (a break, the end). */
    turnTo(position: number | null, characters = 0) {
      change((watch, now) => leave(watch, now));
      at.current = position;
      if (position === null) return;
      const now = performance.now();
      const before = watches.current.get(position);
      watches.current.set(
        position,
        before ? returnTo(before, now, isLookedAt()) : startWatch(now, isLookedAt(), readingAllowance(characters)),
      );
    },
    of(position: number) {
      const watch = watches.current.get(position);
      return watch ? measured(watch, performance.now()) : { seconds: 0, paused: 0 };
    },
    forget: (position: number) => void watches.current.delete(position),
  }));

  function change(how: (watch: Stopwatch, now: number) => Stopwatch) {
    const watch = at.current === null ? undefined : watches.current.get(at.current);
    if (watch && at.current !== null) watches.current.set(at.current, how(watch, performance.now()));
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: `change` reads references only
  useEffect(() => {
    const look = () => change((watch, now) => setLookedAt(watch, now, isLookedAt()));
    const move = () => change(sign);
    const looks = [
      [window, 'focus'],
      [window, 'blur'],
      [document, 'visibilitychange'],
    ] as const;
    const moves = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const;
    for (const [target, name] of looks) target.addEventListener(name, look);
    for (const name of moves) window.addEventListener(name, move, { passive: true, capture: true });
    return () => {
      for (const [target, name] of looks) target.removeEventListener(name, look);
      for (const name of moves) window.removeEventListener(name, move, { capture: true });
    };
  }, []);
  return times;
}

export function isLookedAt(): boolean {
  return document.hasFocus() && document.visibilityState === 'visible';
}
