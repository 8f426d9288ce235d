/**
 * How often an engine that keeps dying is started again: three times within any minute. A fault that comes back at
 * once would otherwise keep the machine busy for ever.
 */
export interface RestartBudget {
  /** When it was started again, in milliseconds, oldest first; older than a minute may be missing. */
  readonly restarts: readonly number[];
}

export const RESTARTS_AT_MOST = 3;
export const WITHIN_MS = 60_000;

export const freshBudget: RestartBudget = { restarts: [] };

/** The budget after one more restart at `now`, or null when there is none left. */
export function spendRestart(budget: RestartBudget, now: number): RestartBudget | null {
  const recent = budget.restarts.filter((at) => now - at < WITHIN_MS);
  return recent.length < RESTARTS_AT_MOST ? { restarts: [...recent, now] } : null;
}
