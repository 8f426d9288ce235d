import { useState } from 'react';
import type { Output } from '../../../shared/contract/contract.ts';
import { go } from '../../app/router.ts';
import { useSlowAsk } from '../../engine/hooks.ts';
import { useKeys } from '../../frame/keys.ts';
import { Screen } from '../../frame/shell.tsx';
import { Button } from '../../pieces/controls.tsx';
import { SlowAnswer } from '../../pieces/slowAnswer.tsx';
import { EmptyState, FailureNote } from '../../pieces/states.tsx';
import { CasePane } from './casePane.tsx';
import { QueueList } from './queueList.tsx';
import { nextAfter, type QueueKey, sameCase, withPutOff } from './settling.ts';
import './adjudication.css';

export type Queue = Output<'labels.queue'>;

export interface QueueFilter {
  readonly show: 'open' | 'settled';
  readonly submission: string | null;
  readonly flagged: boolean;
}

/** Lines that the list has at once. */
const LIMIT = 500;

/** Examples that votes leave open, and those whose votes contradict the label: settled one by one, with a reason. */
export function AdjudicationScreen() {
  const [filter, setFilter] = useState<QueueFilter>({ show: 'open', submission: null, flagged: false });
  const [chosen, setChosen] = useState<QueueKey | null>(null);
  const [putOff, setPutOff] = useState<readonly QueueKey[]>([]);
  const asked = useSlowAsk(
    'labels.queue',
    {
      show: filter.show,
      ...(filter.submission === null ? {} : { submission: filter.submission }),
      ...(filter.flagged ? { flagged: true } : {}),
      offset: 0,
      limit: LIMIT,
    },
    { keep: true },
  );
  const queue = asked.data;
  const items = withPutOff(queue?.items ?? [], filter.show === 'open' ? putOff : []);
  const at = items.findIndex((item) => sameCase(item, chosen));
  const selected = items[at === -1 ? 0 : at] ?? null;
  const move = (by: number) => setChosen(items[(at === -1 ? 0 : at) + by] ?? selected);
  const goOn = () => setChosen(selected && nextAfter(items, selected));
  const none = queue !== undefined && queue.noConsensus + queue.differs + queue.settled === 0 && !filter.submission;

  useKeys('Adjudication', [
    { key: 'J', label: 'next', run: () => move(1), off: !selected },
    { key: 'K', label: 'previous', run: () => move(-1), off: !selected },
    { key: 'ArrowDown', label: 'Next example', run: () => move(1), off: !selected, unlisted: true },
    { key: 'ArrowUp', label: 'Previous example', run: () => move(-1), off: !selected, unlisted: true },
    {
      key: 'F',
      label: filter.flagged ? 'Show those without a flag too' : 'Show only those with a flag or note',
      run: () => setFilter({ ...filter, flagged: !filter.flagged }),
      off: none,
    },
    {
      key: 'T',
      label: filter.show === 'open' ? 'Show what is settled' : 'Show what is to settle',
      run: () => setFilter({ ...filter, show: filter.show === 'open' ? 'settled' : 'open' }),
      off: none,
    },
  ]);

  return (
    <Screen
      crumbs={[{ label: 'Adjudication' }]}
      titled={queue !== undefined && !none}
      flush={queue !== undefined && !none}
      remark="Every vote stays; settling adds your word to it."
    >
      {asked.error && !queue ? <FailureNote failure={asked.error} /> : null}
      <SlowAnswer asked={asked} doing="Weighing the votes" label="Reading the queue" rows={8} />
      {none ? (
        <EmptyState
          icon="scales"
          title="Nothing to settle"
          action={<Button onClick={() => go({ page: 'labels' })}>Look at the labels</Button>}
        >
          Examples come here when all their votes are in and either agree on nothing or contradict the submitted label.
        </EmptyState>
      ) : null}
      {queue && !none ? (
        <div className="adj">
          <QueueList
            queue={queue}
            items={items}
            selected={selected}
            filter={filter}
            onFilter={setFilter}
            onSelect={setChosen}
          />
          {selected ? (
            <CasePane
              key={`${selected.submission} ${selected.row}`}
              item={selected}
              place={items.indexOf(selected) + 1}
              of={queue.total}
              onSettled={goOn}
              onUndone={setChosen}
              onLater={() => {
                setPutOff([...putOff.filter((key) => !sameCase(key, selected)), selected]);
                goOn();
              }}
            />
          ) : (
            <NothingLeft filter={filter} onFilter={setFilter} />
          )}
        </div>
      ) : null}
    </Screen>
  );
}

function NothingLeft(props: { filter: QueueFilter; onFilter: (filter: QueueFilter) => void }) {
  const { filter, onFilter } = props;
  const narrowed = filter.submission !== null || filter.flagged;
  return (
    <section className="adj-work adj-nothing">
      <EmptyState
        icon="scales"
        title={filter.show === 'settled' ? 'Nothing is settled here yet' : narrowed ? 'Nothing here' : 'All settled'}
        action={
          narrowed ? (
            <Button onClick={() => onFilter({ ...filter, submission: null, flagged: false })}>Show everything</Button>
          ) : (
            <Button onClick={() => go({ page: 'labels' })}>Look at the verdicts</Button>
          )
        }
      >
        {narrowed
          ? 'No example fits what the list is narrowed to.'
          : filter.show === 'settled'
            ? 'What you settle is listed here and can be settled anew or taken back.'
            : 'Every example whose votes are in has a verdict.'}
      </EmptyState>
    </section>
  );
}
