import { useEffect, useRef } from 'react';
import { Button, Progress } from '../pieces/controls.tsx';
import { Icon } from '../pieces/icons.tsx';
import { type Status, StatusIcon } from '../pieces/status.tsx';
import { type QueueItem, queueGroups, type ReviewState } from './queueGroups.ts';

const statuses: Record<ReviewState, Status> = { draft: 'now', 'not-started': 'todo', submitted: 'done' };

/** The reviewer's submissions by state. Under 80 rem it is a menu behind a button. */
export function Queue(props: {
  alias: string;
  round: number;
  items: readonly QueueItem[];
  current: number;
  /** Numbers whose latest text could not be saved. */
  unsaved: readonly number[];
  open: boolean;
  onToggle: (open: boolean) => void;
  onOpen: (number: number) => void;
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
          {queueGroups(items).map((group) => (
            <section key={group.state} aria-label={group.title}>
              <h2>
                {group.title} <span>{group.items.length}</span>
              </h2>
              <ul>
                {group.items.map((item) => (
                  <li key={item.number}>
                    <button
                      type="button"
                      className={item.state === 'submitted' ? 'did' : undefined}
                      aria-current={item.number === props.current ? 'page' : undefined}
                      onClick={() => props.onOpen(item.number)}
                    >
                      {props.unsaved.includes(item.number) ? (
                        <StatusIcon status="error" label={null} />
                      ) : (
                        <StatusIcon status={statuses[item.state]} label={null} />
                      )}
                      <span dir="auto">
                        {item.title}
                        {props.unsaved.includes(item.number) ? <small>not saved</small> : null}
                      </span>
                    </button>
                  </li>
                ))}
              </ul>
            </section>
          ))}
        </div>
        <div className="foot">
          <Progress share={items.length === 0 ? 0 : submitted / items.length} label="Submitted reviews" />
          <p>{said}.</p>
          <Button bare onClick={props.onSignOut}>
            Sign out
          </Button>
        </div>
      </nav>
    </div>
  );
}
