import { useEffect, useRef } from 'react';
import { Button, Progress } from '../pieces/controls.tsx';
import { Icon } from '../pieces/icons.tsx';
import { type Status, StatusIcon } from '../pieces/status.tsx';
import type { DraftName } from './drafts.ts';
import { type QueueItem, queueGroups, type RankingItem, type ReviewState, rankingTitle } from './queueGroups.ts';

const statuses: Record<ReviewState, Status> = {
  draft: 'now',
  'not-started': 'todo',
  anew: 'todo',
  submitted: 'done',
};

/** The reviewer's submissions by state. Under 80 rem it is a menu behind a button. */
export function Queue(props: {
  alias: string;
  round: number;
  items: readonly QueueItem[];
  rankings: readonly RankingItem[];
  declined: readonly { readonly number: number; readonly title: string }[];
  /** How many submissions a conflict keeps away; null while it is not known. */
  excluded: number | null;
  /** Number of a submission, or a ranking task. */
  current: DraftName | null;
  /** Drafts whose latest text could not be saved. */
  unsaved: readonly DraftName[];
  open: boolean;
  onToggle: (open: boolean) => void;
  onOpen: (name: DraftName) => void;
  onTakeBack: (number: number) => void;
  onConflicts: () => void;
  onSignOut: () => void;
}) {
  const { items, open, onToggle } = props;
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!open) return;
    const outside = (event: PointerEvent) => {
      if (event.target instanceof Node && !place.current?.contains(event.target)) onToggle(false);
    };
    document.addEventListener('pointerdown', outside);
    return () => document.removeEventListener('pointerdown', outside);
  }, [open, onToggle]);
  const submitted = items.filter((item) => item.state === 'submitted').length;
  const said = `${submitted} of ${items.length} submitted`;
  const entryOf = (name: DraftName) => ({
    at: name === props.current,
    unsaved: props.unsaved.includes(name),
    onOpen: () => props.onOpen(name),
  });
  return (
    <div className="queue-place" ref={place}>
      <Button
        bare
        className="queue-button"
        aria-expanded={props.open}
        aria-controls="queue"
        k="Q"
        onClick={() => props.onToggle(!props.open)}
      >
        <Icon name={props.open ? 'down' : 'right'} />
        <b>{props.alias}</b> {said}
      </Button>
      <nav id="queue" className={props.open ? 'queue queue-open' : 'queue'} aria-label="Your submissions">
        <div className="who">
          <Icon name="person" className="s-now" />
          <span>
            {props.alias}
            <small>reviewer, round {props.round}</small>
          </span>
        </div>
        <div className="queue-list">
          {props.rankings.length > 0 ? (
            <section aria-label="Rankings">
              <h2>
                Rankings <span>{props.rankings.length}</span>
              </h2>
              <ul>
                {props.rankings.map((task) => (
                  <Entry key={task.task} {...entryOf(task.task)} state={task.state} title={rankingTitle(task)} />
                ))}
              </ul>
            </section>
          ) : null}
          {queueGroups(items).map((group) => (
            <section key={group.state} aria-label={group.title}>
              <h2>
                {group.title} <span>{group.items.length}</span>
              </h2>
              <ul>
                {group.items.map((item) => (
                  <Entry key={item.number} {...entryOf(item.number)} state={item.state} title={item.title} />
                ))}
              </ul>
            </section>
          ))}
          {props.declined.length > 0 ? (
            <section aria-label="Declined">
              <h2>
                Declined <span>{props.declined.length}</span>
              </h2>
              <ul className="declined">
                {props.declined.map(({ number, title }) => (
                  <li key={number}>
                    <span className="ink3" dir="auto">
                      {title}
                    </span>
                    <Button bare aria-label={`Take back: ${title}`} onClick={() => props.onTakeBack(number)}>
                      Take back
                    </Button>
                  </li>
                ))}
              </ul>
            </section>
          ) : null}
        </div>
        <div className="foot">
          <Progress share={items.length === 0 ? 0 : submitted / items.length} label="Submitted reviews" />
          <p>
            {said}.
            {props.excluded ? (
              <>
                <br />
                {props.excluded === 1 ? '1 is' : `${props.excluded} are`} kept from you for a conflict.
              </>
            ) : null}
          </p>
          <Button bare k="C" onClick={props.onConflicts}>
            Conflicts and topics
          </Button>
          <Button bare onClick={props.onSignOut}>
            Sign out
          </Button>
        </div>
      </nav>
    </div>
  );
}

function Entry(props: { state: ReviewState; title: string; at: boolean; unsaved: boolean; onOpen: () => void }) {
  return (
    <li>
      <button
        type="button"
        className={props.state === 'submitted' ? 'did' : undefined}
        aria-current={props.at ? 'page' : undefined}
        onClick={props.onOpen}
      >
        <StatusIcon status={props.unsaved ? 'error' : statuses[props.state]} label={null} />
        <span dir="auto">
          {props.title}
          {props.unsaved ? <small>not saved</small> : null}
        </span>
      </button>
    </li>
  );
}
