import type { Overview } from '../../../shared/contract/session.ts';
import { count, countInWords, plural, sentenceCount } from '../../pieces/format.ts';
import { nextOpening } from './planBar.ts';

/** The finding of the page: what is stuck and what is yours. */
export function openingSentence(overview: Pick<Overview, 'stuck' | 'next' | 'counts'>): string {
  const { stuck, next, counts } = overview;
  if (counts.submissions === 0) return 'Nothing is in yet: import the first submission.';
  const stuckPart =
    stuck.length === 0
      ? 'Nothing is stuck'
      : `${sentenceCount(stuck.length)} ${stuck.length === 1 ? 'thing is' : 'things are'} stuck`;
  if (next.length === 0)
    return `${stuckPart}, ${stuck.length === 0 ? 'and nothing waits for you' : 'but nothing waits for you'}.`;
  return `${stuckPart}, and ${countInWords(next.length)} ${next.length === 1 ? 'step is' : 'steps are'} yours.`;
}

/** What supports the finding: how much is in, and what opens next. */
export function supportingSentence(overview: Overview): string {
  const { counts } = overview;
  if (counts.submissions === 0) return 'A submission is one CSV file. Drop it on this window, or choose Import.';
  const parts = [`${plural(counts.submissions, 'submission')} with ${plural(counts.runs, 'run')}`];
  if (counts.votesExpected > 0)
    parts.push(`${count(counts.votes)} of ${plural(counts.votesExpected, 'label vote')} in`);
  if (counts.reviewsExpected > 0)
    parts.push(`${count(counts.reviews)} of ${plural(counts.reviewsExpected, 'review')} in`);
  const opening = nextOpening(overview);
  return `${parts.join(', ')}${opening ? `; ${opening}` : ''}.`;
}
