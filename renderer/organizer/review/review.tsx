import type { Output } from '../../../shared/contract/contract.ts';
import { go } from '../../app/router.ts';
import { useAsk } from '../../engine/hooks.ts';
import { Screen } from '../../frame/shell.tsx';
import { Button } from '../../pieces/controls.tsx';
import { count, plural, sentenceCount } from '../../pieces/format.ts';
import { PageHead, Section } from '../../pieces/section.tsx';
import { EmptyState, FailureNote, LoadingRows } from '../../pieces/states.tsx';
import { type Status, StatusIcon } from '../../pieces/status.tsx';
import './review.css';

export type PanelReview = Output<'review.panel'>['submissions'][number]['reviews'][number];

export const reviewStates: Record<PanelReview['state'], { status: Status; word: string }> = {
  'not-started': { status: 'todo', word: 'Not started' },
  draft: { status: 'now', word: 'Draft' },
  submitted: { status: 'done', word: 'Submitted' },
};

/** Who has done what, by submission. */
export function ReviewScreen() {
  const asked = useAsk('review.panel', {});
  const list = useAsk('submission.list', {});
  const rows = asked.data?.submissions.filter((row) => row.reviews.length > 0);
  const without = list.data?.submissions.filter(
    (row) => row.reviews.assigned === 0 && row.state !== 'withdrawn' && row.state !== 'stuck',
  );
  const open = (id: string) => go({ page: 'submission', id, tab: 'reviews' });
  const all = rows?.flatMap((row) => row.reviews) ?? [];
  const done = all.filter((review) => review.state === 'submitted').length;
  const first = without?.[0];
  return (
    <Screen crumbs={[{ label: 'Review' }]} titled={Boolean(rows?.length)}>
      {asked.error && !rows ? <FailureNote failure={asked.error} /> : null}
      {asked.isPending ? <LoadingRows rows={8} label="Reading the reviews" /> : null}
      {rows?.length === 0 ? (
        <EmptyState
          icon="review"
          title="Nobody reviews yet"
          action={
            first ? (
              <Button main onClick={() => open(first.id)}>
                Assign reviewers to {first.title}
              </Button>
            ) : (
              <Button main onClick={() => go({ page: 'people' })}>
                Invite reviewers
              </Button>
            )
          }
        >
          Invite reviewers under People, then open a submission and choose who reads it. They see neither authors nor
          each other.
        </EmptyState>
      ) : null}
      {rows && rows.length > 0 ? (
        <>
          <PageHead
            title={`${sentenceCount(done)} of ${plural(all.length, 'review')} ${done === 1 ? 'is' : 'are'} in.`}
            actions={
              first ? (
                <Button main onClick={() => open(first.id)}>
                  Assign {first.title}
                </Button>
              ) : null
            }
          >
            {without && without.length > 0
              ? `${plural(without.length, 'submission')} without a reviewer: ${without
                  .slice(0, 3)
                  .map((row) => row.title)
                  .join(', ')}${without.length > 3 ? ' and others' : ''}.`
              : 'Every submission that is not stuck has its reviewers.'}
          </PageHead>
          <Section title="By submission" n={rows.length} className="mt">
            <table className="table">
              <thead>
                <tr>
                  <th>Submission</th>
                  <th className="num review-in">In</th>
                  <th>Reviewers</th>
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <tr key={row.id}>
                    <td className="review-title">
                      <button type="button" className="row-link" onClick={() => open(row.id)}>
                        {row.title}
                      </button>
                    </td>
                    <td className="num review-in">
                      {count(row.reviews.filter((review) => review.state === 'submitted').length)}
                      <span className="ink3"> / {count(row.reviews.length)}</span>
                    </td>
                    <td>
                      <span className="reviewers">
                        {row.reviews.map((review) => (
                          <span key={review.reviewer} className="nowrap">
                            <StatusIcon
                              status={reviewStates[review.state].status}
                              label={reviewStates[review.state].word}
                            />{' '}
                            {review.alias ?? 'not signed in yet'}
                          </span>
                        ))}
                      </span>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Section>
        </>
      ) : null}
    </Screen>
  );
}
