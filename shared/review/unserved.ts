import type { AssignmentProblem, Deal } from './assignment.ts';
import { fewestMore } from './remedies.ts';

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
  const more = fewestMore(problem, missing);
  const remedies = [
    ...(more.load === null ? [] : [`${reviewsOf(more.load)} more for every reviewer`]),
    ...(more.reviewers === null
      ? []
      : [`${more.reviewers === 1 ? 'one reviewer' : `${more.reviewers} reviewers`} more without a conflict`]),
    fewerReviews(deal, names),
  ];
  sentences.push(`What would help: ${remedies.join('; or ')}.`);
  return sentences;
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
