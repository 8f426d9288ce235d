import type { Review } from './types.ts';

export interface CountedReviews {
  /** By reviewer, so that the order in which reviews came in is invisible. */
  readonly counted: readonly Review[];
  /** Reviewers whose only reviews are of round 1, of a submission that was reviewed again after revision. */
  readonly droppedOut: number;
}

/**
 * The reviews of one submission that count: each reviewer's latest, and none of round 1 once anybody reviewed the
 * submission in a later round.
 */
export function countedReviews(reviews: readonly Review[]): CountedReviews {
  const latest = new Map<string, Review>();
  let reviewedAgain = false;
  for (const review of reviews) {
    if (review.round > 1) reviewedAgain = true;
    const known = latest.get(review.reviewer);
    const order = known === undefined ? 1 : compareAge(review, known);
    if (order === 0)
      throw new Error(`two reviews of ${review.submission} by ${review.reviewer} have the same round and version`);
    if (order > 0) latest.set(review.reviewer, review);
  }
  const all = [...latest.values()].sort((a, b) => (a.reviewer < b.reviewer ? -1 : 1));
  const counted = reviewedAgain ? all.filter((review) => review.round > 1) : all;
  return { counted, droppedOut: all.length - counted.length };
}

function compareAge(a: Review, b: Review): number {
  return a.round - b.round || (a.version ?? 0) - (b.version ?? 0);
}
