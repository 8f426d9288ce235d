import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { Output } from '../../shared/contract/contract.ts';
import { useAsk, useCommand } from '../engine/hooks.ts';
import { useKeys } from '../frame/keys.ts';
import { Button } from '../pieces/controls.tsx';
import { fullTime } from '../pieces/format.ts';
import { FailureNote, LoadingRows } from '../pieces/states.tsx';
import { StatusIcon } from '../pieces/status.tsx';
import { panelId, Tabs, tabId } from '../pieces/tabs.tsx';
import { Declining } from './declining.tsx';
import { Discussion } from './discussion.tsx';
import { statusOf } from './draftKeeper.ts';
import { forgetDraft, keeperFor } from './drafts.ts';
import { savedWords } from './formState.ts';
import { History } from './history.tsx';
import { LookOver } from './lookOver.tsx';
import type { QueueItem } from './queueGroups.ts';
import { ReviewForm } from './reviewForm.tsx';
import { StoredReview } from './storedReview.tsx';

interface PaneProps {
  /** Contest and alias: whose draft this is. */
  readonly who: string;
  readonly number: number;
  readonly title: string;
  readonly next: QueueItem | null;
  /** The rubric changed since, and the organizers ask for the review once more. */
  readonly anew: boolean;
  readonly onNext: (number: number) => void;
  /** A draft was stored, or failed to be: the queue shows it. */
  readonly onStored: () => void;
  readonly onDeclined: (number: number, title: string) => void;
}

type Part = 'review' | 'others' | 'history';
const parts: readonly { readonly value: Part; readonly label: string; readonly k: string }[] = [
  { value: 'review', label: 'Your review', k: 'Y' },
  { value: 'others', label: 'Others', k: 'V' },
  { value: 'history', label: 'History', k: 'H' },
];

/** The right pane: the form while it is written, what was submitted once it is, and then others' reviews and versions. */
export function FormPane(props: PaneProps) {
  const asked = useAsk('review.form', { number: props.number });
  const { data } = asked;
  const [chosen, setChosen] = useState<Part>('review');
  const isIn = (data?.revision ?? 0) > 0;
  const part = isIn ? chosen : 'review';
  useKeys(
    'Review',
    parts.map(({ value, label, k }) => ({ key: k, label, run: () => setChosen(value), off: !isIn })),
  );
  return (
    <section className="form" aria-label="Your review">
      {isIn ? (
        <div className="parts">
          <Tabs label="Review" value={part} tabs={parts} onChange={setChosen} />
        </div>
      ) : null}
      {data && part !== 'review' ? (
        <div
          className="rub part"
          role="tabpanel"
          id={panelId(part)}
          aria-labelledby={tabId(part)}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has a place in the tab order
          tabIndex={0}
        >
          {part === 'others' ? (
            <Discussion who={props.who} number={props.number} own={data.form} />
          ) : (
            <History number={props.number} />
          )}
          {data.state === 'submitted' ? <Revise {...props} onReopened={() => setChosen('review')} /> : null}
        </div>
      ) : data ? (
        <div
          className="part-review"
          {...(isIn ? { role: 'tabpanel', id: panelId('review'), 'aria-labelledby': tabId('review') } : {})}
        >
          {data.state === 'submitted' ? <Submitted {...props} review={data} /> : <Writing {...props} review={data} />}
        </div>
      ) : (
        <div className="rub">
          {asked.error ? (
            <FailureNote
              failure={asked.error}
              title="Your review could not be read"
              action={<Button onClick={asked.retry}>Try again</Button>}
            />
          ) : (
            <LoadingRows rows={8} label="Reading your review" />
          )}
        </div>
      )}
    </section>
  );
}

type Review = Output<'review.form'>;

function Writing(props: PaneProps & { review: Review }) {
  const { who, number, review, onStored } = props;
  const { rubric } = review;
  const keeper = useMemo(() => keeperFor(who, number, review), [who, number, review]);
  const draft = useSyncExternalStore(keeper.subscribe, keeper.state);
  const submit = useCommand('review.submit');
  const [looking, setLooking] = useState(false);
  const [declining, setDeclining] = useState(false);
  const status = statusOf(draft);

  const { savedAt, failure } = draft;
  useEffect(() => {
    if (failure || savedAt !== review.savedAt) onStored();
  }, [savedAt, failure, review.savedAt, onStored]);

  async function lookOver() {
    // What is shown is what is on disk, if the disk will have it; submitting sends it in any case.
    void keeper.flush();
    submit.forget();
    setLooking(true);
  }

  async function send() {
    await keeper.flush();
    const outcome = await submit.run({ number, form: keeper.state().form });
    if (!outcome.ok) return;
    forgetDraft(who, number);
    setLooking(false);
  }

  return (
    <>
      <ReviewForm
        form={draft.form}
        rubric={rubric}
        revision={review.revision}
        onEdit={keeper.edit}
        onUndo={keeper.undo}
        onRedo={keeper.redo}
        onLookOver={() => void lookOver()}
        onDecline={review.revision === 0 ? () => setDeclining(true) : null}
        saved={
          <span className={status === 'failed' ? 'sv failed' : 'sv'}>
            {status === 'failed' ? <StatusIcon status="error" label={null} /> : null}
            <SavedLine status={status} savedAt={savedAt} /> · rubric v{rubric.version}
          </span>
        }
        notice={
          failure ? (
            <FailureNote
              title="The last of what you wrote is not on disk"
              failure={failure}
              action={<Button onClick={() => void keeper.flush()}>Save it now</Button>}
            />
          ) : null
        }
      />
      {declining ? (
        <Declining
          number={number}
          title={props.title}
          begun={review.savedAt !== null || savedAt !== null}
          onDeclined={() => {
            forgetDraft(who, number);
            props.onDeclined(number, props.title);
          }}
          onClose={() => setDeclining(false)}
        />
      ) : null}
      {looking ? (
        <LookOver
          title={props.title}
          form={draft.form}
          rubric={rubric}
          busy={submit.busy}
          failure={submit.failure}
          onSubmit={() => void send()}
          onClose={() => setLooking(false)}
        />
      ) : null}
    </>
  );
}

function SavedLine(props: { status: ReturnType<typeof statusOf>; savedAt: string | null }) {
  const now = useSecond();
  if (props.status === 'failed') return 'Not saved';
  // Saving takes a few milliseconds and typing never waits for it: only that it is not done yet is worth saying.
  if (props.status === 'unsaved') return 'Unsaved';
  if (props.status === 'saving') return 'Saving';
  return props.savedAt ? savedWords(props.savedAt, now) : 'Saves as you write';
}

function useSecond(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

/** Whoever has read the others, or what was written before, need not go back for it. */
function Revise(props: PaneProps & { onReopened: () => void }) {
  const reopen = useReopen(props);
  const open = () => void reopen.open().then((opened) => (opened ? props.onReopened() : null));
  useKeys('Submitted', [{ key: 'A', label: 'Reopen to write a further version', run: open }]);
  return (
    <div className="revise">
      {reopen.failure ? <FailureNote failure={reopen.failure} title="The review was not reopened" /> : null}
      <Button k="A" onClick={open}>
        Revise your review
      </Button>
    </div>
  );
}

function useReopen({ who, number }: Pick<PaneProps, 'who' | 'number'>) {
  const reopen = useCommand('review.reopen');
  return {
    failure: reopen.failure,
    open: async () => {
      if (reopen.busy) return false;
      forgetDraft(who, number);
      return (await reopen.run({ number })).ok;
    },
  };
}

/** Locked: what is stored, and the way to a further version. */
function Submitted(props: PaneProps & { review: Review }) {
  const { review, next } = props;
  const reopen = useReopen(props);
  const open = () => void reopen.open();
  useKeys('Submitted', [{ key: 'A', label: 'Reopen to write a further version', run: open }]);
  return (
    <>
      <header className="fh">
        <StatusIcon status="done" label={null} />
        <h2>Submitted</h2>
        <span className="grow" />
        <span className="sv">
          {review.savedAt ? fullTime(review.savedAt) : ''} · version {review.revision} · rubric v{review.rubric.version}
        </span>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has a place in the tab order */}
      <section className="rub" tabIndex={0} aria-label="Your submitted review">
        {props.anew ? (
          <p className="earlier">
            The rubric changed, and the organizers ask for this review once more. Your words stand in the form, and the
            levels are to be chosen anew.
          </p>
        ) : null}
        {reopen.failure ? <FailureNote failure={reopen.failure} title="The review was not reopened" /> : null}
        <StoredReview form={review.form} rubric={review.rubric} />
      </section>
      <footer className="ff ff-row">
        <Button main={props.anew} k="A" onClick={open}>
          {props.anew ? 'Write it anew' : 'Reopen'}
        </Button>
        <span className="grow" />
        {next ? (
          <Button main={!props.anew} k="N" className="next-review" onClick={() => props.onNext(next.number)}>
            <span className="clip" dir="auto">
              Next: {next.title}
            </span>
          </Button>
        ) : (
          <span className="ink3 xs">Nothing is left to review.</span>
        )}
      </footer>
    </>
  );
}
