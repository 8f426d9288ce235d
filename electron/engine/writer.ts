/** Lets one piece of writing through at a time, in the order they came. Reading does not ask. */
export interface Writer {
  /** Waits for its turn; null when the signal said so before it came, and then `work` was not begun. */
  run<T>(work: () => T | Promise<T>, signal?: AbortSignal): Promise<T | null>;
  readonly isIdle: () => boolean;
  /** Resolves when everything that was waiting has ended. */
  readonly idle: () => Promise<void>;
}

export function createWriter(): Writer {
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  return {
    run: (work, signal) => {
      waiting++;
      const turn = last.then(() => (signal?.aborted ? null : work()));
      const ended = turn.then(
        () => {},
        () => {},
      );
      last = ended.then(() => {
        waiting--;
      });
      return turn;
    },
    isIdle: () => waiting === 0,
    idle: async () => {
      while (waiting > 0) await last;
    },
  };
}
