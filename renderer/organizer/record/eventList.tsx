import { useInfiniteQuery } from '@tanstack/react-query';
import { Fragment, useState } from 'react';
import type { Output } from '../../../shared/contract/contract.ts';
import type { Failure } from '../../../shared/contract/failure.ts';
import { answerOf } from '../../engine/client.ts';
import { engine } from '../../engine/connection.ts';
import { Button } from '../../pieces/controls.tsx';
import { count, fullTime, longDay } from '../../pieces/format.ts';
import { EmptyState, FailureNote, LoadingRows } from '../../pieces/states.tsx';
import './record.css';

type Page = Output<'record.list'>;
const limit = 100;

/** Events, latest first, by day; each can be opened to see what it changed and its hash. */
export function EventList(props: { subject?: string }) {
  const { subject } = props;
  const [open, setOpen] = useState<number | null>(null);
  const asked = useInfiniteQuery<Page, Failure, { pages: Page[] }, readonly unknown[], number | undefined>({
    queryKey: ['record', 'record.list', { subject }],
    initialPageParam: undefined,
    queryFn: async ({ pageParam, signal }) =>
      answerOf(
        await engine.call(
          'record.list',
          { limit, ...(pageParam === undefined ? {} : { before: pageParam }), ...(subject ? { subject } : {}) },
          { signal },
        ),
      ),
    getNextPageParam: (last) => (last.events.length < limit ? undefined : last.events.at(-1)?.seq),
  });
  if (asked.error && !asked.data) return <FailureNote failure={asked.error} />;
  if (!asked.data) return <LoadingRows rows={8} label="Reading the record" />;
  const events = asked.data.pages.flatMap((page) => page.events);
  const total = asked.data.pages[0]?.total ?? 0;
  if (events.length === 0) return <EmptyState icon="record" title="Nothing has happened yet" />;
  let day = '';
  return (
    <>
      <ol className="events">
        {events.map((event) => {
          const its = longDay(new Date(event.at));
          const first = its !== day;
          day = its;
          const more = event.before !== null || event.after !== null;
          return (
            <Fragment key={event.seq}>
              {first ? <li className="events-day">{its}</li> : null}
              <li className="event">
                <time dateTime={event.at} title={fullTime(event.at)}>
                  {fullTime(event.at).split(', ')[1]}
                </time>
                <span className="ink2">{event.actor}</span>
                <span>
                  {event.sentence}
                  {open === event.seq ? (
                    <span className="event-more">
                      {event.before ? <span>before {event.before}</span> : null}
                      {event.after ? <span>after {event.after}</span> : null}
                      <span>{event.kind}</span>
                      <span>hash {event.hash}</span>
                    </span>
                  ) : null}
                </span>
                <button
                  type="button"
                  className="event-open"
                  aria-expanded={open === event.seq}
                  onClick={() => setOpen(open === event.seq ? null : event.seq)}
                >
                  <span className="vh">Event </span>
                  {count(event.seq)}
                  <span className="vh">: {more ? 'what it changed' : 'its hash'}</span>
                </button>
              </li>
            </Fragment>
          );
        })}
      </ol>
      <div className="events-foot">
        <span className="ink3 xs">
          {count(events.length)} of {count(total)}
        </span>
        {asked.hasNextPage ? (
          <Button
            onClick={() => void asked.fetchNextPage()}
            why={asked.isFetchingNextPage ? 'Reading earlier ones' : null}
          >
            Show earlier ones
          </Button>
        ) : null}
      </div>
    </>
  );
}
