import { consensusOfCounts } from './consensus.ts';
import type { Contest, Entry } from './contest.ts';
import { levelOf } from './contest.ts';
import { countLevels, eligibleFor } from './eligibility.ts';
import { NOT_RANKED } from './settle.ts';
import type { Eligible, Level, Status } from './types.ts';

export interface Assessment {
  /** In the criteria's order; empty where no review counts, or where they must not be combined. */
  readonly consensus: readonly Level[];
  readonly twos: number;
  readonly eligible: Eligible;
  /** Criteria at 2 of a submission that is ranked, else `NOT_RANKED`. */
  readonly standing: number;
  /** Why it is not ranked, as a status; a held prize is not looked at here. */
  readonly unranked: Extract<Status, 'ineligible' | 'pending' | 'rejected'> | null;
}

/**
 * One submission by itself. With too few reviews it is pending; the consensus of those that there are, and what it
 * would make the submission eligible for, are shown all the same.
 */
export function assess(contest: Contest, entry: Entry): Assessment {
  const consensus = panelLevels(contest, entry);
  const { twos } = countLevels(consensus);
  const eligible = eligibleFor(consensus, entry.gate);
  const unranked =
    entry.gate.state !== 'open'
      ? entry.gate.state
      : entry.reviews.length < contest.rules.minReviews || consensus.length === 0
        ? 'pending'
        : eligible.accepted
          ? null
          : 'rejected';
  return { consensus, twos, eligible, standing: unranked === null ? twos : NOT_RANKED, unranked };
}

function panelLevels(contest: Contest, entry: Entry): Level[] {
  if (entry.reviews.length === 0 || entry.rubrics.length > 1) return [];
  return contest.criteria.map(({ key }) => {
    const counts: [number, number, number] = [0, 0, 0];
    for (const review of entry.reviews) counts[levelOf(review, key)]++;
    return consensusOfCounts(...counts, contest.rules);
  });
}
