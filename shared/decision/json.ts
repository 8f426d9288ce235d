import type { Stability } from './stability.ts';
import type { Decision, Eligible, Level, Levels, Placement, Status } from './types.ts';

/** What `assay rank --json` prints; other programs rely on it. */
export interface RankJson {
  decisions: {
    submission: string;
    rank: [first: number, last: number] | null;
    consensus: Record<string, Level>;
    grand_criteria: number;
    eligible: Eligible;
    status: Status;
    could_be?: [best: Placement, worst: Placement];
    why: string[];
  }[];
  prizes: Decision['prizes'];
  /** By submission and status: shares of the draws. */
  stability?: Record<string, Record<string, number>>;
}

/**
 * A decision as `rank` prints it. `spelling` gives the criteria as scores.csv wrote them, where that differs from
 * their keys, so that a program finds in `consensus` what it put in.
 */
export function rankJson(
  decision: Decision,
  options: { readonly spelling?: Readonly<Record<string, string>>; readonly stability?: Stability } = {},
): RankJson {
  return {
    decisions: decision.outcomes.map((outcome) => ({
      submission: outcome.submission,
      rank: outcome.rank && [...outcome.rank],
      consensus: spelled(outcome.consensus, options.spelling ?? {}),
      grand_criteria: outcome.grandCriteria,
      eligible: outcome.eligible,
      status: outcome.status,
      ...(outcome.couldBe === undefined ? {} : { could_be: [...outcome.couldBe] }),
      why: outcome.why.map(({ text }) => text),
    })),
    prizes: decision.prizes,
    ...(options.stability === undefined ? {} : { stability: { ...options.stability.submissions } }),
  };
}

function spelled(levels: Levels, spelling: Readonly<Record<string, string>>): Record<string, Level> {
  return Object.fromEntries(Object.entries(levels).map(([key, level]) => [spelling[key] ?? key, level]));
}
