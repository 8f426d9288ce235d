import type { SubmissionDetail } from '../../../shared/contract/submission.ts';
import { useAsk } from '../../engine/hooks.ts';
import { FailureNote, LoadingRows } from '../../pieces/states.tsx';
import { AssignForm } from '../review/assignForm.tsx';
import { Panel } from '../review/panel.tsx';
import { Answers } from '../review/reading.tsx';

/** Who reads this submission, how far they are, and what they say. */
export function ReviewsTab({ submission }: { submission: SubmissionDetail }) {
  const asked = useAsk('review.panel', { submission: submission.id });
  const rubric = useAsk('review.rubric', {});
  const reviews = asked.data?.submissions.find((one) => one.id === submission.id)?.reviews ?? [];
  const error = asked.error ?? rubric.error;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls has a place in the tab order
    <section className="pane stack" tabIndex={0} aria-label="Reviews">
      {error ? <FailureNote failure={error} /> : null}
      {asked.isPending ? <LoadingRows rows={6} label="Reading the reviews" /> : null}
      {asked.data && rubric.data && reviews.length > 0 ? (
        <Panel submission={submission.id} reviews={reviews} rubric={rubric.data} />
      ) : null}
      <Answers submission={submission.id} />
      {asked.data ? <AssignForm submission={submission.id} assigned={reviews.map((one) => one.reviewer)} /> : null}
    </section>
  );
}
