import type { Output } from '../../../shared/contract/contract.ts';
import { go } from '../../app/router.ts';
import { useAsk } from '../../engine/hooks.ts';
import { useKeys } from '../../frame/keys.ts';
import { Screen } from '../../frame/shell.tsx';
import { Button } from '../../pieces/controls.tsx';
import { plural, sentenceCount } from '../../pieces/format.ts';
import { PageHead } from '../../pieces/section.tsx';
import { EmptyState, FailureNote, LoadingRows } from '../../pieces/states.tsx';
import { panelId, Tabs, tabId } from '../../pieces/tabs.tsx';
import { openImport } from '../import/importFlow.ts';
import { DealView } from './dealView.tsx';
import { missingReviewers } from './names.ts';
import { PanelView } from './panelView.tsx';
import { ProgressView } from './progressView.tsx';
import { RankingView } from './rankingView.tsx';
import { RubricView } from './rubricView.tsx';
import { type ReviewView, showReviewView, useReviewView } from './views.ts';
import './review.css';

type Plan = Output<'review.plan'>;
type Panel = Output<'review.panel'>['submissions'];

const views: readonly { value: ReviewView; label: string }[] = [
  { value: 'progress', label: 'Progress' },
  { value: 'deal', label: 'Deal' },
  { value: 'panel', label: 'Panel' },
  { value: 'ranking', label: 'Ranking tasks' },
  { value: 'rubric', label: 'Rubric' },
];

/** The organizer's side of review: who has done what, who is to do what, what the panel says, and by which rubric. */
export function ReviewScreen() {
  const panel = useAsk('review.panel', {});
  const plan = useAsk('review.plan', {});
  const view = useReviewView((state) => state.view);
  useKeys(
    'Review',
    views.map(({ value, label }, place) => ({
      key: String(place + 1),
      label: label.toLowerCase(),
      run: () => showReviewView(value),
      foot: true,
    })),
  );
  const failed = panel.error ?? plan.error;
  const rows = panel.data?.submissions;
  const ready = rows && plan.data ? { rows, plan: plan.data } : null;
  const nobody = ready !== null && ready.plan.reviewers.length === 0 && ready.rows.length === 0;
  return (
    <Screen crumbs={[{ label: 'Review' }]} titled={ready !== null}>
      {failed && !ready ? (
        <FailureNote
          failure={failed}
          action={
            <Button
              onClick={() => {
                panel.retry();
                plan.retry();
              }}
            >
              Try again
            </Button>
          }
        />
      ) : null}
      {!ready && !failed ? <LoadingRows rows={8} label="Reading the reviews" /> : null}
      {ready ? (
        <>
          <PageHead title={headline(ready.rows)} actions={<NextStep plan={ready.plan} view={view} />}>
            {supporting(ready.plan)}
          </PageHead>
          <div className="review-tabs">
            <Tabs label="Review" value={view} tabs={views} onChange={showReviewView} />
          </div>
          <div role="tabpanel" id={panelId(view)} aria-labelledby={tabId(view)} className="review-view">
            {nobody && view !== 'rubric' ? (
              <Nobody plan={ready.plan} />
            ) : (
              <View view={view} rows={ready.rows} plan={ready.plan} />
            )}
          </div>
        </>
      ) : null}
    </Screen>
  );
}

function View(props: { view: ReviewView; rows: Panel; plan: Plan }) {
  switch (props.view) {
    case 'progress':
      return <ProgressView rows={props.rows} plan={props.plan} />;
    case 'deal':
      return <DealView plan={props.plan} />;
    case 'panel':
      return <PanelView />;
    case 'ranking':
      return <RankingView />;
    case 'rubric':
      return <RubricView />;
    default:
      return props.view satisfies never;
  }
}

function NextStep({ plan, view }: { plan: Plan; view: ReviewView }) {
  if (view === 'deal' || plan.reviewers.length === 0) return null;
  if (waitingForDeal(plan) === 0) return null;
  return (
    <Button main onClick={() => showReviewView('deal')}>
      {plan.submissions.some((row) => row.assigned > 0) ? 'Deal again' : 'Deal the reviews'}
    </Button>
  );
}

function Nobody({ plan }: { plan: Plan }) {
  return plan.submissions.length === 0 ? (
    <EmptyState
      icon="review"
      title="Nothing to review yet"
      action={
        <Button main k="I" icon="import" onClick={() => openImport()}>
          Import
        </Button>
      }
    >
      Import a submission first. Reviewers are invited under People and see neither authors nor each other.
    </EmptyState>
  ) : (
    <EmptyState
      icon="review"
      title="Nobody reviews yet"
      action={
        <Button main onClick={() => go({ page: 'people' })}>
          Invite reviewers
        </Button>
      }
    >
      Reviewers get an access code each, on slips that are handed out shuffled, and act under an alias that nobody can
      trace. Then deal the reviews here.
    </EmptyState>
  );
}

/** Reviews of eligible submissions that nobody is asked for who is there and may write them. */
export function waitingForDeal(plan: Plan): number {
  return plan.submissions.filter((row) => row.eligible).reduce((sum, row) => sum + missingReviewers(row, plan), 0);
}

function headline(rows: Panel): string {
  const all = rows.flatMap((row) => row.reviews);
  if (all.length === 0) return 'No reviews are dealt yet.';
  const done = all.filter((review) => review.state === 'submitted').length;
  return `${sentenceCount(done)} of ${plural(all.length, 'review')} ${done === 1 ? 'is' : 'are'} in.`;
}

function supporting(plan: Plan): string {
  const missing = waitingForDeal(plan);
  const eligible = plan.submissions.filter((row) => row.eligible).length;
  if (plan.reviewers.length === 0)
    return `${plural(eligible, 'submission')} can be reviewed; there are no reviewers yet.`;
  if (missing === 0) return 'Every submission that can be reviewed has its reviewers.';
  return `${plural(missing, 'review')} ${missing === 1 ? 'waits' : 'wait'} for somebody: ${plural(plan.reviews, 'review')} are asked for of each of ${plural(eligible, 'submission')}.`;
}
