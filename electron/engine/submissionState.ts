import type { LabelState } from '../../db/labels.ts';
import type { DraftSummary, SubmissionSummary } from '../../db/submissionList.ts';
import type { SubmissionRow } from '../../shared/contract/submission.ts';

export type SubmissionState = SubmissionRow['state'];

/** Where a submission stands, and the few words that say what it waits for. The first that holds, in this order. */
export function submissionState(
  summary: SubmissionSummary,
  labels: LabelState | null,
  minReviews: number,
): { readonly state: SubmissionState; readonly waitsFor: string } {
  if (summary.withdrawn) return { state: 'withdrawn', waitsFor: 'nothing' };
  if (summary.revisionAsked) return { state: 'revise', waitsFor: 'a new version' };
  if (summary.decided) return { state: 'decided', waitsFor: 'nothing' };
  if (isKeptOut(summary)) return { state: 'stuck', waitsFor: 'a mended file or a waiver' };
  if (summary.refused.length > 0 && !summary.refusalsWaived) {
    const [first] = summary.refused;
    return {
      state: 'stuck',
      waitsFor: summary.refused.length === 1 ? `new ${first}` : several(summary.refused.length, 'run'),
    };
  }
  if (summary.runs === 0) return { state: 'results', waitsFor: 'results' };
  if (summary.blocking.length > 0) return { state: 'results', waitsFor: 'GPT-3 runs or a plot' };
  if (labels?.outcome !== 'passed') return { state: 'labels', waitsFor: labelsWaitFor(labels) };
  const { assigned, submitted } = summary.reviews;
  if (assigned === 0) return { state: 'review', waitsFor: 'reviewers' };
  if (submitted < assigned) return { state: 'review', waitsFor: several(assigned - submitted, 'review') };
  if (submitted < minReviews) return { state: 'review', waitsFor: several(minReviews - submitted, 'reviewer') };
  return { state: 'ready', waitsFor: 'the decision' };
}

/** Before there is data. */
export function draftState({ withdrawn }: DraftSummary): {
  readonly state: SubmissionState;
  readonly waitsFor: string;
} {
  return withdrawn ? { state: 'withdrawn', waitsFor: 'nothing' } : { state: 'draft', waitsFor: 'its data' };
}

/**
 * How far the contest has taken it, in the page's words: draft → submitted → eligible or not → in review → decided.
 * *Submitted* is one whose evidence cannot be judged yet: nothing keeps it out but a plot or results that are still to come.
 */
export function submissionStanding(summary: SubmissionSummary): SubmissionRow['standing'] {
  if (summary.decided) return 'decided';
  if (isKeptOut(summary)) return 'ineligible';
  if (summary.blocking.length > 0) return 'submitted';
  return summary.reviews.assigned > 0 ? 'in review' : 'eligible';
}

/** Whether somebody has to mend or waive something. Results that may still come are waited for, not mended. */
export function isKeptOut({ blocking }: Pick<SubmissionSummary, 'blocking'>): boolean {
  return blocking.some((rule) => rule !== 'no-scaling-evidence');
}

function labelsWaitFor(labels: LabelState | null): string {
  if (labels === null || labels.outcome === 'not-dealt') return 'the label deal';
  if (labels.outcome === 'failed') return 'mended labels';
  return several(labels.votesExpected - labels.votes, 'vote');
}

const words = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

/** `one run`, `two runs`, `142 votes`. */
function several(count: number, thing: string): string {
  return `${words[count] ?? count.toLocaleString('en-US')} ${thing}${count === 1 ? '' : 's'}`;
}
