import {
  type Announcements,
  closestCenter,
  DndContext,
  type DragMoveEvent,
  DragOverlay,
  PointerSensor,
  useDraggable,
  useDroppable,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import { type FocusEvent, type ReactNode, useState } from 'react';
import { Kbd } from '../pieces/controls.tsx';
import { aimAt, type Drop, type Order, placeOf, rankOf, unplacedOf } from './rankingOrder.ts';

/** Where a row is let go to come last, and where to be taken out. */
const LAST = ['first', 'end'];
const OUT = 'out';

/** The rows of a ranking task, those that are not placed below, to be dragged; keys are the whole task's. */
export function RankingList(props: {
  order: Order;
  titles: ReadonlyMap<number, string>;
  /** The row that keys act on. */
  at: number;
  locked: boolean;
  onAt: (number: number) => void;
  onDrop: (number: number, drop: Drop) => void;
}) {
  const { order, titles, at, locked } = props;
  const [held, setHeld] = useState<number | null>(null);
  const [aim, setAim] = useState<Drop | null>(null);
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: 4 } }));
  const out = unplacedOf(order, [...titles.keys()]);
  const end = () => {
    setHeld(null);
    setAim(null);
  };

  const row = (number: number, tied: boolean) => (
    <Row
      key={number}
      number={number}
      title={titles.get(number) ?? ''}
      rank={rankOf(order, number)}
      tied={tied}
      at={number === at}
      held={number === held}
      aim={aim?.kind === 'row' && aim.on === number ? aim.how : null}
      locked={locked}
    />
  );

  return (
    <DndContext
      sensors={sensors}
      collisionDetection={closestCenter}
      onDragStart={({ active }) => {
        setHeld(Number(active.id));
        props.onAt(Number(active.id));
      }}
      onDragMove={(event) => setAim(aimOf(event, order))}
      onDragCancel={end}
      onDragEnd={(event) => {
        const drop = aimOf(event, order);
        end();
        if (drop) props.onDrop(Number(event.active.id), drop);
      }}
      accessibility={{
        announcements: announcementsFor(titles),
        screenReaderInstructions: { draggable: 'Alt and an arrow moves it. Equals ties it.' },
      }}
    >
      <div
        className="order"
        role="listbox"
        aria-label="Order, best first"
        tabIndex={-1}
        onFocus={(event: FocusEvent) => {
          const number = Number(event.target.getAttribute('data-number'));
          if (titles.has(number)) props.onAt(number);
        }}
      >
        {order.length === 0 ? (
          <Gap id="first" className="nothing-placed" over={aim?.kind === 'last'}>
            Nothing is placed yet. Drag a submission here, or choose one and press <Kbd k="P" spoken />.
          </Gap>
        ) : (
          order.flatMap((tied) => tied.map((number) => row(number, tied.length > 1)))
        )}
        <Gap id="end" className="order-gap" over={aim?.kind === 'last' && order.length > 0}>
          {out.length > 0 ? 'Not placed' : 'All are placed'}
        </Gap>
        {out.map((number) => row(number, false))}
        <Gap id={OUT} className="order-gap" over={aim?.kind === 'out'} />
      </div>
      <DragOverlay dropAnimation={null}>
        {held === null ? null : (
          <div className="order-row dragging">
            <span className="num" aria-hidden="true">
              {aim?.kind === 'row' && aim.how === 'with' ? '=' : ''}
            </span>
            <span dir="auto">{titles.get(held)}</span>
          </div>
        )}
      </DragOverlay>
    </DndContext>
  );
}

export function rowId(number: number): string {
  return `ranked-${number}`;
}

function aimOf({ active, over }: Pick<DragMoveEvent, 'active' | 'over'>, order: Order): Drop | null {
  const rect = active.rect.current.translated;
  if (!over || !rect) return null;
  const number = Number(active.id);
  if (LAST.includes(String(over.id))) return { kind: 'last' };
  const on = Number(over.id);
  if (over.id === OUT || placeOf(order, on) < 0) return placeOf(order, number) < 0 ? null : { kind: 'out' };
  const share = (rect.top + rect.height / 2 - over.rect.top) / over.rect.height;
  return on === number ? null : { kind: 'row', on, how: aimAt(order, number, on, share) };
}

/** What is said to whoever does not see it: titles, where the library would read out its own keys. */
function announcementsFor(titles: ReadonlyMap<number, string>): Announcements {
  const title = ({ id }: { id: string | number }) => titles.get(Number(id)) ?? '';
  return {
    onDragStart: ({ active }) => `${title(active)} is held.`,
    onDragOver: () => undefined,
    onDragEnd: ({ active }) => `${title(active)} is let go.`,
    onDragCancel: ({ active }) => `${title(active)} stays where it was.`,
  };
}

function Row(props: {
  number: number;
  title: string;
  rank: number | null;
  tied: boolean;
  at: boolean;
  held: boolean;
  aim: 'before' | 'with' | 'after' | null;
  locked: boolean;
}) {
  const { number, rank, tied, locked } = props;
  const drag = useDraggable({ id: number, disabled: locked });
  const place = useDroppable({ id: number, disabled: locked });
  const said = rank === null ? 'not placed' : `place ${rank}${tied ? ', shared' : ''}`;
  const classes = [
    'order-row',
    ...(tied ? ['tied'] : []),
    ...(rank === null ? ['out'] : []),
    ...(props.held ? ['held'] : []),
    ...(props.aim ? [`aim-${props.aim}`] : []),
  ];
  return (
    <div
      ref={(node) => {
        drag.setNodeRef(node);
        place.setNodeRef(node);
      }}
      id={rowId(number)}
      data-number={number}
      role="option"
      aria-selected={props.at}
      tabIndex={props.at ? 0 : -1}
      className={classes.join(' ')}
      {...drag.listeners}
    >
      <span className="num" aria-hidden="true">
        {rank === null ? '–' : tied ? `${rank} =` : rank}
      </span>
      <span className="vh">{said}: </span>
      <span dir="auto">{props.title}</span>
    </div>
  );
}

function Gap(props: { id: string; className: string; over: boolean; children?: ReactNode }) {
  const { setNodeRef } = useDroppable({ id: props.id });
  return (
    <div ref={setNodeRef} className={`${props.className}${props.over ? ' over' : ''}`} role="presentation">
      {props.children}
    </div>
  );
}
