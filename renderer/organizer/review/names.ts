import type { Output } from '../../../shared/contract/contract.ts';
import type { Status } from '../../pieces/status.tsx';

export type PanelReview = Output<'review.panel'>['submissions'][number]['reviews'][number];

export const reviewStates: Record<PanelReview['state'], { status: Status; word: string }> = {
  'not-started': { status: 'todo', word: 'Not started' },
  draft: { status: 'now', word: 'Draft' },
  submitted: { status: 'done', word: 'Submitted' },
};

/** Reviews of a submission that nobody is asked for who is there, may write them and has not said no. */
export function missingReviewers(
  row: Output<'review.plan'>['submissions'][number],
  plan: { readonly reviews: number },
): number {
  const gone = row.left + row.conflicted.open + row.conflicted.in;
  return Math.max(0, plan.reviews - (row.assigned - gone));
}

/** What reviewers are called: their alias, or a number until the first sign-in shows it. */
export function namesOf(
  reviewers: readonly { readonly id: string; readonly alias: string | null }[],
): (id: string) => string {
  const names = new Map<string, string>();
  let unseen = 0;
  for (const { id, alias } of reviewers) names.set(id, alias ?? `Not signed in yet, ${++unseen}`);
  return (id) => names.get(id) ?? 'A dismissed reviewer';
}
