import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Output } from '../../shared/contract/contract.ts';
import type { Failure } from '../../shared/contract/failure.ts';
import { engine } from '../engine/connection.ts';
import { useKeys } from '../frame/keys.ts';
import { Button, Segments } from '../pieces/controls.tsx';
import { Dialog } from '../pieces/dialog.tsx';
import { count } from '../pieces/format.ts';
import { FailureNote } from '../pieces/states.tsx';
import { WhiteSpaceText } from '../pieces/whiteSpaceText.tsx';
import { flagWords } from './flagMenu.tsx';
import { tellingLines } from './tellingLines.ts';
import { voteWords } from './voteWords.ts';

type Past = Output<'labels.history'>['votes'][number];

/** The contractor's own votes on this task, latest first: to look at one again, or to change it. */
export function HistoryDialog(props: { task: string; onOpen: (position: number) => void; onClose: () => void }) {
  const { task, onOpen, onClose } = props;
  const [which, setWhich] = useState<'all' | 'marked'>('all');
  const [votes, setVotes] = useState<readonly Past[] | null>(null);
  const [more, setMore] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const list = useRef<HTMLUListElement>(null);

  const read = useCallback(
    async (before: number | null) => {
      const answer = await engine.call('labels.history', { task, before, marked: which === 'marked' });
      if (!answer.ok) return setFailure(answer.error);
      setFailure(null);
      setVotes((known) => (before === null ? answer.value.votes : [...(known ?? []), ...answer.value.votes]));
      setMore(answer.value.more);
    },
    [task, which],
  );
  useEffect(() => {
    void read(null);
  }, [read]);
  const lines = useMemo(() => tellingLines((votes ?? []).map(({ prompt }) => prompt)), [votes]);
  const first = votes?.[0]?.position;
  useEffect(() => {
    if (first !== undefined) list.current?.querySelector('button')?.focus();
  }, [first]);

  useKeys(
    'Earlier examples',
    [
      { key: 'ArrowDown', label: 'Next one', run: () => step(list.current, 1) },
      { key: 'ArrowUp', label: 'The one before', run: () => step(list.current, -1) },
      { key: 'A', label: 'All of them', run: () => setWhich('all') },
      { key: 'M', label: 'Only skipped, flagged or noted', run: () => setWhich('marked') },
      { key: 'H', label: 'Close', run: onClose },
      { key: 'Escape', label: 'Close', run: onClose },
    ],
    { modal: true },
  );

  return (
    <Dialog title="Earlier examples" wide onClose={onClose}>
      <Segments
        label="Which"
        value={which}
        options={[
          { value: 'all', label: 'All' },
          { value: 'marked', label: 'Skipped, flagged or noted' },
        ]}
        onChange={setWhich}
      />
      {failure ? <FailureNote failure={failure} title="The list could not be read" /> : null}
      {votes?.length === 0 ? (
        <p className="ink2 none">
          {which === 'all' ? 'You have not voted on this task yet.' : 'You skipped, flagged and noted none so far.'}
        </p>
      ) : null}
      <ul className="history" ref={list}>
        {votes?.map((past, place) => (
          <li key={past.position}>
            <button type="button" onClick={() => onOpen(past.position)}>
              <span className="num ink3">{count(past.position + 1)}</span>
              <span className="history-prompt">
                <WhiteSpaceText text={lines[place] ?? ''} />
              </span>
              <span className="history-vote">
                {voteWords(past.vote.answer, past.choices)}
                {past.vote.flag ? <small>{flagWords[past.vote.flag]}</small> : null}
                {past.vote.note ? <small dir="auto">{past.vote.note}</small> : null}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {more ? <Button onClick={() => void read(votes?.at(-1)?.position ?? null)}>Show earlier ones</Button> : null}
    </Dialog>
  );
}

function step(list: HTMLElement | null, by: 1 | -1) {
  const items = [...(list?.querySelectorAll<HTMLElement>('button') ?? [])];
  const at = items.indexOf(document.activeElement as HTMLElement);
  items[Math.min(items.length - 1, Math.max(0, at + by))]?.focus();
}
