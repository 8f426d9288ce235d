import { type AssignmentProblem, type Deal, dealReviews } from './assignment.ts';

/** How submissions and reviewers are called in the sentences. */
export interface Names {
  readonly submission: (id: string) => string;
  readonly reviewer: (id: string) => string;
}

/**
 * Why a deal leaves reviews undealt, and what would help: which submissions compete for whom, then every remedy that by
 * itself would serve them all. Empty for a deal that serves everybody.
 */
export function unservedSentences(problem: AssignmentProblem, deal: Deal, names: Names): string[] {
  const { bottleneck } = deal;
  if (bottleneck === null) return [];
  const { submissions, reviewers, needed, room } = bottleneck;
  const missing = needed - room;
  const sentences = [
    reviewers.length === 0
      ? `${list(submissions.map(names.submission))} cannot get ${reviewsOf(missing)}: everybody who may review ${submissions.length === 1 ? 'it' : 'them'} is dealt to ${submissions.length === 1 ? 'it' : 'them'} already, or there is nobody.`
      : `${list(submissions.map(names.submission))} ${submissions.length === 1 ? 'asks' : 'ask'} for ${reviewsOf(needed)}, and there is room for ${room}: ${list(reviewers.map(names.reviewer))} ${reviewers.length === 1 ? 'has' : 'have'} no more, and nobody else is free to review ${submissions.length === 1 ? 'it' : 'them'}.`,
  ];
  const remedies = [higherLoad(problem), moreReviewers(problem, missing), fewerReviews(deal, names)];
  sentences.push(`What would help: ${remedies.flatMap((remedy) => remedy ?? []).join('; or ')}.`);
  return sentences;
}

/** The smallest load more, for everybody, with which all can be served. */
function higherLoad(problem: AssignmentProblem): string | null {
  const served = (more: number) =>
    dealReviews({ ...problem, reviewers: problem.reviewers.map(({ id, load }) => ({ id, load: load + more })) }).short
      .length === 0;
  const most = problem.submissions.length;
  if (!served(most)) return null; // conflicts are in the way, not loads
  let [low, high] = [0, most];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (served(middle)) high = middle;
    else low = middle;
  }
  return `${reviewsOf(high)} more for every reviewer`;
}

/** New ones have no conflicts, and carry what the busiest does. */
function moreReviewers(problem: AssignmentProblem, missing: number): string | null {
  const load = Math.max(1, ...problem.reviewers.map((reviewer) => reviewer.load));
  for (let more = 1; more <= missing; more++) {
    const guests = Array.from({ length: more }, (_, place) => ({ id: `\u0000guest ${place}`, load }));
    const { short } = dealReviews({ ...problem, reviewers: [...problem.reviewers, ...guests] });
    if (short.length === 0) return `${more === 1 ? 'one reviewer' : `${more} reviewers`} more without a conflict`;
  }
  return null;
}

function fewerReviews({ short }: Deal, names: Names): string {
  const asked = short.map(({ submission, got }) => `${got} for ${names.submission(submission)}`);
  return `fewer reviews: ${list(asked)}`;
}

function reviewsOf(count: number): string {
  return count === 1 ? 'one review' : `${count} reviews`;
}

const NAMED = 6;

function list(parts: readonly string[]): string {
  const shown = parts.length > NAMED ? [...parts.slice(0, NAMED - 1), `${parts.length - NAMED + 1} more`] : parts;
  return shown.length < 2 ? (shown[0] ?? '') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}
