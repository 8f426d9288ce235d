import { useEffect, useRef } from 'react';
import { Kbd, Segments } from '../../pieces/controls.tsx';
import { count, plural } from '../../pieces/format.ts';
import { Icon } from '../../pieces/icons.tsx';
import { StatusIcon } from '../../pieces/status.tsx';
import { verdicts } from '../labels/outcomes.ts';
import type { Queue, QueueFilter } from './adjudication.tsx';
import { type QueueKey, sameCase } from './settling.ts';

type Item = Queue['items'][number];

/** The queue at the left: what is to settle, by reason, or what is settled. */
export function QueueList(props: {
  queue: Queue;
  items: readonly Item[];
  selected: Item | null;
  filter: QueueFilter;
  onFilter: (filter: QueueFilter) => void;
  onSelect: (key: QueueKey) => void;
}) {
  const { queue, items, selected, filter, onFilter } = props;
  const open = queue.noConsensus + queue.differs;
  const groups =
    filter.show === 'settled'
      ? [{ title: 'Settled', items }]
      : [
          { title: 'No clear consensus', items: items.filter(({ reason }) => reason === 'no-consensus') },
          { title: 'Differs from the submitted label', items: items.filter(({ reason }) => reason === 'differs') },
        ];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls has a place in the tab order
    <section className="adj-list" tabIndex={0} aria-label="Queue">
      <div className="adj-head">
        <h1>{count(open)} to settle</h1>
        <Segments
          label="Which examples"
          value={filter.show}
          options={[
            { value: 'open', label: 'Open' },
            { value: 'settled', label: `Settled ${count(queue.settled)}` },
          ]}
          onChange={(show) => onFilter({ ...filter, show })}
        />
      </div>
      <div className="adj-filters">
        {queue.submissions.length > 1 ? (
          <select
            className="input"
            aria-label="Submission"
            value={filter.submission ?? ''}
            onChange={(event) => onFilter({ ...filter, submission: event.target.value || null })}
          >
            <option value="">All submissions</option>
            {queue.submissions.map(({ id, title, open }) => (
              <option key={id} value={id}>
                {title} ({open})
              </option>
            ))}
          </select>
        ) : null}
        <label className="adj-check">
          <input
            type="checkbox"
            checked={filter.flagged}
            onChange={(event) => onFilter({ ...filter, flagged: event.target.checked })}
          />
          flags and notes only <Kbd k="F" />
        </label>
      </div>
      {groups
        .filter((group) => group.items.length > 0)
        .map((group) => (
          <div key={group.title}>
            <h2>
              {group.title} · {count(group.items.length)}
            </h2>
            <ul>
              {group.items.map((item) => (
                <Line
                  key={`${item.submission} ${item.row}`}
                  item={item}
                  current={sameCase(item, selected)}
                  onSelect={props.onSelect}
                />
              ))}
            </ul>
          </div>
        ))}
      {queue.total > items.length ? (
        <p className="adj-more">
          The first {count(items.length)} of {count(queue.total)}. Settle some, or choose a submission above.
        </p>
      ) : null}
    </section>
  );
}

function Line(props: { item: Item; current: boolean; onSelect: (key: QueueKey) => void }) {
  const { item, current } = props;
  const line = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (current) line.current?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  const verdict = verdicts[item.verdict];
  return (
    <li>
      <button
        ref={line}
        type="button"
        className={current ? 'adj-line sel' : 'adj-line'}
        aria-current={current ? 'true' : undefined}
        onClick={() => props.onSelect(item)}
      >
        <span className="adj-begin" dir="auto">
          {item.begin}
        </span>
        <small>
          {item.flagged ? <Icon name="flag" label="has a flag or note" /> : null}
          <span className="clip">
            {item.title} · {count(item.row)}
          </span>
        </small>
        <span className="adj-glyph">
          {item.reason === null ? (
            <StatusIcon status={verdict.status} label={verdict.word} />
          ) : (
            <Votes votes={item.votes} />
          )}
        </span>
      </button>
    </li>
  );
}

/** One bar a vote: full for what most say, hollow for the next, dashed for the rest. */
function Votes({ votes }: { votes: readonly number[] }) {
  const most = votes.filter((vote) => vote === 0).length;
  return (
    <span className="adj-votes" role="img" aria-label={`${plural(votes.length, 'vote')}, ${most} of them alike`}>
      {votes.slice(0, 9).map((vote, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the place is the identity
        <i key={place} className={vote === 0 ? 'a' : vote === 1 ? 'b' : 'c'} />
      ))}
    </span>
  );
}
