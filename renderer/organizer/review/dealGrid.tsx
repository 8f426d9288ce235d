// biome-ignore-all lint/a11y/useSemanticElements: a table of any length is drawn in part, which <table> cannot say
// biome-ignore-all lint/a11y/useFocusableInteractive: one cell at a time is in the tab order; rows and headers are not
import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef, useState } from 'react';
import type { Output } from '../../../shared/contract/contract.ts';
import type { ReviewProposal } from '../../../shared/contract/reviewDeal.ts';
import { engine } from '../../engine/connection.ts';
import { useCommand } from '../../engine/hooks.ts';
import { useKeys } from '../../frame/keys.ts';
import { offerUndo } from '../../frame/undo.tsx';
import { count } from '../../pieces/format.ts';
import { Icon, type IconName } from '../../pieces/icons.tsx';
import { rem } from '../../pieces/rem.ts';
import { FailureNote } from '../../pieces/states.tsx';
import { useGridKeys } from './gridKeys.ts';
import { namesOf } from './names.ts';

type Lock = Output<'review.plan'>['locks'][number];
type Pair = ReviewProposal['submissions'][number]['pairs'][number];

interface Mark {
  readonly icon: IconName | null;
  readonly word: string;
  readonly className: string;
}

const marks = {
  new: { icon: 'plus', word: 'new', className: 'dg-new' },
  kept: { icon: 'tick', word: 'as it is', className: 'dg-kept' },
  begun: { icon: 'half', word: 'begun, stays', className: 'dg-kept' },
  keep: { icon: 'lock', word: 'locked: is to review it', className: 'dg-new' },
  never: { icon: 'close', word: 'locked: never', className: 'dg-never' },
  withdrawn: { icon: 'undo', word: 'taken back', className: 'dg-back' },
  none: { icon: null, word: 'not dealt', className: '' },
} as const satisfies Record<string, Mark>;

const legend = ['new', 'kept', 'begun', 'withdrawn', 'keep', 'never'] as const;

/**
 * Submissions by reviewers. What is not dealt does not say why: who has a conflict or said no is counted by submission
 * and never shown as a pair.
 */
export function DealGrid({ proposal, locks }: { proposal: ReviewProposal; locks: readonly Lock[] }) {
  const { submissions, reviewers } = proposal;
  const pane = useRef<HTMLDivElement>(null);
  const lock = useCommand('review.lock');
  const name = namesOf(reviewers);
  const pairs = useMemo(() => {
    const found = new Map<string, Pair>();
    for (const { pairs } of submissions) for (const pair of pairs) found.set(keyOf(pair), pair);
    return found;
  }, [submissions]);
  const held = useMemo(() => new Map(locks.map((one) => [keyOf(one), one.lock])), [locks]);
  const gone = useMemo(() => new Set(proposal.withdrawn.map(keyOf)), [proposal.withdrawn]);
  const virtual = useVirtualizer({
    count: submissions.length,
    getScrollElement: () => pane.current,
    estimateSize: () => rem(2),
    overscan: 10,
  });
  const grid = useGridKeys(
    { rows: submissions.length, columns: reviewers.length },
    { reveal: (row) => virtual.scrollToIndex(row) },
  );

  async function setLock(to: Lock['lock'] | null) {
    const submission = submissions[grid.at.row];
    const reviewer = reviewers[grid.at.column];
    if (!submission || !reviewer) return;
    const pair = { submission: submission.id, reviewer: reviewer.id };
    const before = held.get(keyOf(pair)) ?? null;
    if (before === to) return;
    const outcome = await lock.run({ ...pair, lock: to });
    if (!outcome.ok) return;
    const said = { keep: 'is to review', never: 'is never to review' } as const;
    const sentence = to
      ? `${name(reviewer.id)} ${said[to]} ${submission.title}`
      : `Nothing holds ${name(reviewer.id)} to ${submission.title}`;
    offerUndo(sentence, async () => {
      const undone = await engine.call('review.lock', { ...pair, lock: before });
      return undone.ok ? null : undone.error.message;
    });
  }
  const [inside, setInside] = useState(false);
  useKeys('Pair in the grid', [
    { key: 'K', label: 'keep the pair', run: () => void setLock('keep'), foot: true, off: !inside },
    { key: 'N', label: 'never', run: () => void setLock('never'), foot: true, off: !inside },
    { key: 'Backspace', label: 'no lock', run: () => void setLock(null), foot: true, off: !inside },
  ]);

  function markOf(pair: { submission: string; reviewer: string }): Mark {
    const key = keyOf(pair);
    const found = pairs.get(key);
    const locked = held.get(key);
    if (locked === 'never' && !found) return gone.has(key) ? marks.withdrawn : marks.never;
    if (locked === 'keep' && found) return marks.keep;
    if (found) return found.how === 'new' ? marks.new : found.how === 'fixed' ? marks.begun : marks.kept;
    return gone.has(key) ? marks.withdrawn : marks.none;
  }

  return (
    <>
      {lock.failure ? <FailureNote failure={lock.failure} /> : null}
      <div className="dg-pane" ref={pane}>
        <div
          role="grid"
          aria-label="Deal"
          aria-rowcount={submissions.length + 1}
          aria-colcount={reviewers.length + 3}
          className="dg"
          onKeyDown={grid.onKeyDown}
          onFocus={() => setInside(true)}
          onBlur={() => setInside(false)}
          style={{ height: `calc(9rem + ${virtual.getTotalSize()}px)` }}
        >
          <div role="row" aria-rowindex={1} className="dg-head">
            <span role="columnheader" className="dg-title">
              Submission
            </span>
            <span role="columnheader" className="dg-count">
              Dealt
            </span>
            <span role="columnheader" className="dg-count">
              May not
            </span>
            {reviewers.map((one) => (
              <span key={one.id} role="columnheader" className="dg-name">
                <span>{name(one.id)}</span>
                <small>
                  {count(one.dealt)}/{count(one.load)}
                </small>
              </span>
            ))}
          </div>
          {virtual.getVirtualItems().map(({ index, start, size }) => {
            const row = submissions[index];
            if (!row) return null;
            return (
              <div
                key={row.id}
                role="row"
                aria-rowindex={index + 2}
                className="dg-row"
                style={{ transform: `translateY(${start}px)`, height: `${size}px` }}
              >
                <span role="rowheader" className="dg-title clip" title={row.title}>
                  {row.title}
                </span>
                <span role="gridcell" className={row.pairs.length < row.wanted ? 'dg-count dg-short' : 'dg-count'}>
                  {row.pairs.length < row.wanted ? <Icon name="warn" label="too few" /> : null}
                  {count(row.pairs.length)}/{count(row.wanted)}
                </span>
                <span role="gridcell" className="dg-count ink3">
                  {row.barred === 0 ? '–' : count(row.barred)}
                </span>
                {reviewers.map((one, column) => {
                  const pair = { submission: row.id, reviewer: one.id };
                  const mark = markOf(pair);
                  const wish = pairs.get(keyOf(pair))?.wish ?? 'can';
                  const wished = wish === 'wants' ? ', wished for' : wish === 'rather-not' ? ', rather not' : '';
                  return (
                    <span
                      key={one.id}
                      role="gridcell"
                      className={`dg-cell ${mark.className}`}
                      aria-label={`${name(one.id)}, ${row.title}: ${mark.word}${wished}`}
                      title={`${name(one.id)}: ${mark.word}${wished}`}
                      {...grid.of(index, column)}
                    >
                      {mark.icon ? <Icon name={mark.icon} /> : null}
                      {wish === 'can' ? null : <small aria-hidden="true">{wish === 'wants' ? '+' : '−'}</small>}
                    </span>
                  );
                })}
              </div>
            );
          })}
        </div>
      </div>
      <p className="dg-legend">
        {legend.map((key) => (
          <span key={key} className="nowrap">
            <span className={`dg-cell ${marks[key].className}`} aria-hidden="true">
              <Icon name={marks[key].icon} />
            </span>{' '}
            {marks[key].word}
          </span>
        ))}
        <span className="nowrap">
          <small>+</small> wished for, <small>−</small> rather not
        </span>
        <span>
          <b>May not</b> counts conflicts, refusals and <i>never</i> locks together; which pairs they are is told to
          nobody.
        </span>
      </p>
    </>
  );
}

function keyOf({ submission, reviewer }: { readonly submission: string; readonly reviewer: string }): string {
  return `${submission}\n${reviewer}`;
}
