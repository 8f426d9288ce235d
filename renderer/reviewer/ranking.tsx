import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { RankingTask } from '../../shared/contract/ranking.ts';
import { useCommand } from '../engine/hooks.ts';
import { useKeys } from '../frame/keys.ts';
import { Button, Kbd } from '../pieces/controls.tsx';
import { TextArea } from '../pieces/field.tsx';
import { plural } from '../pieces/format.ts';
import { FailureNote } from '../pieces/states.tsx';
import { StatusIcon } from '../pieces/status.tsx';
import { statusOf } from './draftKeeper.ts';
import { forgetDraft, orderKeeperFor } from './drafts.ts';
import { RankingList, rowId } from './rankingList.tsx';
import {
  dropped,
  type Order,
  type OrderDraft,
  placeLast,
  rowsOf,
  step,
  tieWithAbove,
  unplace,
} from './rankingOrder.ts';
import './ranking.css';

/** A ranking task: the submissions in question into an order, by drag or by keys, with ties, and one reason. */
export function Ranking(props: {
  who: string;
  task: RankingTask;
  onOpenSubmission: (number: number) => void;
  onStored: () => void;
}) {
  const { who, task, onStored } = props;
  const keeper = useMemo(
    () => orderKeeperFor(who, task.task, { form: { order: task.order, reason: task.reason }, savedAt: task.savedAt }),
    [who, task],
  );
  const draft = useSyncExternalStore(keeper.subscribe, keeper.state);
  const submit = useCommand('ranking.submit');
  const [tried, setTried] = useState(false);
  const [revising, setRevising] = useState(false);
  const numbers = task.submissions.map(({ number }) => number);
  const titles = new Map(task.submissions.map(({ number, title }) => [number, title]));
  const { order, reason } = draft.form;
  const rows = rowsOf(order, numbers);
  const [at, setAt] = useState<number>(rows[0] ?? 0);
  const moved = useRef(false);
  const locked = task.state === 'submitted' && !revising;

  const { savedAt, failure } = draft;
  useEffect(() => {
    if (failure || (savedAt !== task.savedAt && task.state !== 'draft')) onStored();
  }, [savedAt, failure, task.savedAt, task.state, onStored]);

  // The row that was moved keeps the focus in its new place.
  useEffect(() => {
    if (!moved.current) return;
    moved.current = false;
    document.getElementById(rowId(at))?.focus();
  });

  function change(next: (order: Order) => Order) {
    if (locked) return;
    moved.current = true;
    keeper.edit((now) => ({ ...now, order: next(now.order) }));
  }

  function go(by: 1 | -1) {
    const next = rows[rows.indexOf(at) + by];
    if (next === undefined) return;
    setAt(next);
    document.getElementById(rowId(next))?.focus();
  }

  const missing = missingIn(draft.form);
  async function send() {
    setTried(true);
    // what stands there now: the key may come before the last letter is drawn
    if (missingIn(keeper.state().form) || submit.busy || locked) return;
    await keeper.flush();
    const now = keeper.state().form;
    const outcome = await submit.run({
      task: task.task,
      order: now.order.map((tied) => [...tied]),
      reason: now.reason,
    });
    if (!outcome.ok) return;
    forgetDraft(who, task.task);
    setRevising(false);
    setTried(false);
  }

  useKeys('Ranking', [
    { key: 'ArrowDown', label: 'Next row', run: () => go(1) },
    { key: 'ArrowUp', label: 'Row before', run: () => go(-1) },
    { key: 'Alt+ArrowUp', label: 'Move up', run: () => change((now) => step(now, at, -1)), off: locked },
    { key: 'Alt+ArrowDown', label: 'Move down', run: () => change((now) => step(now, at, 1)), off: locked },
    { key: 'P', label: 'Place at the end', run: () => change((now) => placeLast(now, at)), off: locked },
    { key: '=', label: 'Tie with the one above', run: () => change((now) => tieWithAbove(now, at)), off: locked },
    { key: 'Backspace', label: 'Take out of the order', run: () => change((now) => unplace(now, at)), off: locked },
    { key: 'S', label: 'Open this submission', run: () => props.onOpenSubmission(at) },
    { key: 'Mod+Z', label: 'Undo', run: keeper.undo, inFields: true, off: locked },
    { key: 'Mod+Y', label: 'Do again', run: keeper.redo, inFields: true, off: locked },
    { key: 'A', label: 'Revise the order', run: () => setRevising(true), off: !locked },
    { key: 'Mod+Enter', label: 'Submit the order', run: () => void send(), inFields: true, off: locked },
  ]);

  return (
    <main className="ranking" id="page">
      <header className="ranking-head">
        <h1>{locked ? 'Your order is in' : `Rank these ${task.submissions.length} submissions`}</h1>
        <p className="ink2">
          The decision needs an order of exactly these. Best first; equals may share a place, and you need not place
          all. You judge only what you were asked to review.
        </p>
        <p className="sv">
          {failure ? (
            <StatusIcon status="error" label={null} />
          ) : locked ? (
            <StatusIcon status="done" label={null} />
          ) : null}
          {savedLine(locked, statusOf(draft))}
        </p>
      </header>
      <RankingList
        order={order}
        titles={titles}
        at={at}
        locked={locked}
        onAt={setAt}
        onDrop={(number, drop) => change((now) => dropped(now, number, drop))}
      />
      <section className="ranking-foot">
        {locked ? (
          <>
            <h2>Reason</h2>
            <p className="written" dir="auto">
              {reason}
            </p>
            <Button k="A" onClick={() => setRevising(true)}>
              Revise the order
            </Button>
          </>
        ) : (
          <>
            <p className="ranking-keys" aria-hidden="true">
              <Kbd k="ArrowUp" /> <Kbd k="ArrowDown" /> go · <Kbd k="Alt" /> <Kbd k="ArrowUp" /> move · <Kbd k="P" />{' '}
              place · <Kbd k="=" /> tie with above · <Kbd k="Backspace" /> take out · <Kbd k="S" /> read it, or drag a
              row between two, or onto one to tie them
            </p>
            <TextArea
              label="Reason"
              help="One for the whole order. The panel and the organizers read it under your alias."
              error={tried && reason.trim() === '' ? 'Say in a sentence what you went by.' : null}
              rows={3}
              maxLength={10000}
              value={reason}
              onChange={(text) => keeper.edit((now) => ({ ...now, reason: text }))}
            />
            {failure ? (
              <FailureNote
                failure={failure}
                title="The last of your order is not on disk"
                action={<Button onClick={() => void keeper.flush()}>Save it now</Button>}
              />
            ) : null}
            {submit.failure ? <FailureNote failure={submit.failure} title="The order was not submitted" /> : null}
            <div className="ranking-do">
              <span className="ink3 xs">
                {plural(order.flat().length, 'submission')} of {task.submissions.length} placed
              </span>
              <Button main k="Mod+Enter" why={missing} onClick={() => void send()}>
                {submit.busy ? 'Submitting' : 'Submit the order'}
              </Button>
            </div>
          </>
        )}
      </section>
    </main>
  );
}

function missingIn({ order, reason }: OrderDraft): string | null {
  if (order.length === 0) return 'Place one submission at least.';
  return reason.trim() === '' ? 'The reason is missing.' : null;
}

function savedLine(locked: boolean, status: ReturnType<typeof statusOf>): string {
  if (locked) return 'Submitted. It can be revised while the task is open; every order stays.';
  if (status === 'failed') return 'Not saved';
  return status === 'saved' ? 'Saved as you go' : 'Saving';
}
