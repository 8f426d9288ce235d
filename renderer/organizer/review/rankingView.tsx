import { type FormEvent, useState } from 'react';
import type { RankingTaskReport } from '../../../shared/contract/ranking.ts';
import { engine } from '../../engine/connection.ts';
import { useAsk, useCommand } from '../../engine/hooks.ts';
import { useKeys } from '../../frame/keys.ts';
import { offerUndo } from '../../frame/undo.tsx';
import { Button } from '../../pieces/controls.tsx';
import { Dialog } from '../../pieces/dialog.tsx';
import { CheckBox, TextArea } from '../../pieces/field.tsx';
import { plural, shortTime } from '../../pieces/format.ts';
import { Section } from '../../pieces/section.tsx';
import { EmptyState, FailureNote, LoadingRows } from '../../pieces/states.tsx';
import { StatusIcon } from '../../pieces/status.tsx';
import { namesOf, reviewStates } from './names.ts';

/** Orders that the decision needs: which submissions, who has ordered them, and how. */
export function RankingView() {
  const asked = useAsk('ranking.list', {});
  const [opening, setOpening] = useState(false);
  useKeys('Ranking tasks', [{ key: 'O', label: 'open a task', run: () => setOpening(true), foot: true }]);
  const tasks = asked.data?.tasks;
  if (!tasks) {
    return asked.error ? (
      <FailureNote failure={asked.error} action={<Button onClick={asked.retry}>Try again</Button>} />
    ) : (
      <LoadingRows rows={4} label="Reading the ranking tasks" />
    );
  }
  return (
    <>
      {tasks.length === 0 ? (
        <EmptyState
          icon="rank"
          title="No ranking task is open"
          action={
            <Button main k="O" onClick={() => setOpening(true)}>
              Open a task
            </Button>
          }
        >
          Where the decision cannot tell submissions apart, reviewers are asked to put exactly those into an order, with
          a reason. Each orders only what they were shown.
        </EmptyState>
      ) : (
        <>
          <div className="ranking-do">
            <Button k="O" icon="plus" onClick={() => setOpening(true)}>
              Open a task
            </Button>
          </div>
          {tasks.map((task) => (
            <Task key={task.id} task={task} />
          ))}
        </>
      )}
      {opening ? <OpenTask onClose={() => setOpening(false)} /> : null}
    </>
  );
}

function Task({ task }: { task: RankingTaskReport }) {
  const close = useCommand('ranking.close');
  const reopen = useCommand('ranking.reopen');
  const titles = new Map(task.submissions.map(({ id, title }) => [id, title]));
  const name = namesOf(task.reviewers);
  const done = task.reviewers.filter((one) => one.state === 'submitted').length;
  const closed = task.closedAt !== null;
  async function toggle() {
    const outcome = await (closed ? reopen : close).run({ task: task.id });
    if (!outcome.ok) return;
    offerUndo(closed ? 'The task is open again' : 'The task is closed; orders that are in count', async () => {
      const undone = await engine.call(closed ? 'ranking.close' : 'ranking.reopen', { task: task.id });
      return undone.ok ? null : undone.error.message;
    });
  }
  const failure = close.failure ?? reopen.failure;
  return (
    <Section
      title={task.reason}
      className="mt"
      end={
        <>
          {closed ? `closed ${shortTime(task.closedAt ?? '')}` : `open since ${shortTime(task.openedAt)}`} · {done} of{' '}
          {plural(task.reviewers.length, 'order')} in ·{' '}
          <button type="button" className="link" onClick={() => void toggle()}>
            {closed ? 'open again' : 'close'}
            <span className="vh"> the task: {task.reason}</span>
          </button>
        </>
      }
    >
      <p className="ranking-what">
        <span className="ink3">To order:</span> {task.submissions.map(({ title }) => title).join(' · ')}
      </p>
      {failure ? <FailureNote failure={failure} /> : null}
      {task.reviewers.length === 0 ? (
        <p className="ink2">
          <StatusIcon status="warning" label={null} /> No reviewer was shown two of these, so nobody can order them.
          Deal them more reviews, or rule on the tie under Decision.
        </p>
      ) : (
        <table className="table">
          <thead>
            <tr>
              <th className="review-who">Reviewer</th>
              <th className="people-state">State</th>
              <th>Order, best first</th>
              <th>Reason</th>
            </tr>
          </thead>
          <tbody>
            {task.reviewers.map((one) => (
              <tr key={one.id}>
                <td className="review-who">{name(one.id)}</td>
                <td className="nowrap">
                  <StatusIcon status={reviewStates[one.state].status} label={null} /> {reviewStates[one.state].word}
                </td>
                <td className="reading-text">
                  {one.order.length === 0 ? (
                    <span className="ink3">–</span>
                  ) : (
                    <Order order={one.order} titles={titles} />
                  )}
                </td>
                <td className="reading-text">{one.reason || <span className="ink3">–</span>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}

function Order(props: { order: readonly (readonly string[])[]; titles: ReadonlyMap<string, string> }) {
  const placed = new Set(props.order.flat());
  const rest = [...props.titles.keys()].filter((id) => !placed.has(id)).length;
  return (
    <ol className="order">
      {props.order.map((tied) => (
        <li key={tied.join(' ')}>{tied.map((id) => props.titles.get(id) ?? id).join(' = ')}</li>
      ))}
      {rest > 0 ? <li className="order-rest ink3">{plural(rest, 'submission')} not placed</li> : null}
    </ol>
  );
}

/** Which submissions, and why. Those that the ranking leaves undecided are chosen to begin with. */
function OpenTask({ onClose }: { onClose: () => void }) {
  const decision = useAsk('decision.current', {});
  const open = useCommand('ranking.open');
  const [chosen, setChosen] = useState<ReadonlySet<string> | null>(null);
  const [reason, setReason] = useState('');
  useKeys('Open a ranking task', [], { modal: true });
  const rows = decision.data?.ranking.decisions ?? [];
  const undecided = rows.filter((row) => row.status === 'undecided').map((row) => row.submission);
  const picked = chosen ?? new Set(undecided);
  const why =
    picked.size < 2
      ? 'Choose two submissions at least'
      : reason.trim() === ''
        ? 'Say why first'
        : open.busy
          ? 'Opening'
          : null;
  async function submit(event: FormEvent) {
    event.preventDefault();
    if (why !== null) return;
    const outcome = await open.run({ submissions: [...picked], reason: reason.trim() });
    if (!outcome.ok) return;
    const { task } = outcome.value;
    onClose();
    offerUndo(`The panel is asked to order ${plural(picked.size, 'submission')}`, async () => {
      const undone = await engine.call('ranking.close', { task });
      return undone.ok ? null : undone.error.message;
    });
  }
  return (
    <Dialog title="Open a ranking task" wide onClose={onClose}>
      <form className="stack" onSubmit={(event) => void submit(event)}>
        <TextArea
          label="Reason"
          help="For the record and the decision; reviewers do not read it, since it may tell what others wrote."
          rows={2}
          value={reason}
          onChange={setReason}
          placeholder="Both have six criteria at the highest level, and one prize is left."
        />
        {decision.error ? <FailureNote failure={decision.error} /> : null}
        {decision.isPending ? <LoadingRows rows={4} label="Reading the ranking" /> : null}
        {decision.data && rows.length === 0 ? (
          <p className="ink2">Nothing is ranked yet. A task can be opened once reviews are in.</p>
        ) : null}
        {rows.length > 0 ? (
          <fieldset className="assign-people task-choice">
            <legend className="field-label">
              Submissions{undecided.length > 0 ? '; those that stand undecided are chosen' : ''}
            </legend>
            {rows.map((row) => (
              <CheckBox
                key={row.submission}
                label={
                  <>
                    {decision.data?.titles[row.submission] ?? row.submission}
                    {row.status === 'undecided' ? (
                      <span className="ink3 nowrap">
                        {' '}
                        <StatusIcon status="undecided" label={null} /> undecided
                      </span>
                    ) : null}
                  </>
                }
                checked={picked.has(row.submission)}
                onChange={(on) => {
                  const next = new Set(picked);
                  if (on) next.add(row.submission);
                  else next.delete(row.submission);
                  setChosen(next);
                }}
              />
            ))}
          </fieldset>
        ) : null}
        <div className="row">
          <Button main large submit why={why}>
            Open the task
          </Button>
          <Button large bare onClick={onClose}>
            Cancel
          </Button>
        </div>
        {open.failure ? <FailureNote failure={open.failure} /> : null}
      </form>
    </Dialog>
  );
}
