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
  const latest: Review[] = [];
  let reviewedAgain = false;
  for (const review of [...reviews].sort(compareReviewers)) {
    if (review.round > 1) reviewedAgain = true;
    const known = latest.at(-1);
    if (known?.reviewer !== review.reviewer) {
      latest.push(review);
      continue;
    }
    const order = compareAge(review, known);
    if (order === 0)
      throw new Error(`two reviews of ${review.submission} by ${review.reviewer} have the same round and version`);
    if (order > 0) latest[latest.length - 1] = review;
  }
  const counted = reviewedAgain ? latest.filter((review) => review.round > 1) : latest;
  return { counted, droppedOut: latest.length - counted.length };
}

function compareReviewers(a: Review, b: Review): number {
  return a.reviewer < b.reviewer ? -1 : a.reviewer > b.reviewer ? 1 : 0;
}

function compareAge(a: Review, b: Review): number {
  return a.round - b.round || (a.version ?? 0) - (b.version ?? 0);
}
