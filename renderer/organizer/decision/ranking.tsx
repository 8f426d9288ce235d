import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { DecisionRoom, WhatIfAnswer } from '../../../shared/contract/decisionRoom.ts';
import { go } from '../../app/router.ts';
import { useKeys } from '../../frame/keys.ts';
import { count, plural } from '../../pieces/format.ts';
import { rem } from '../../pieces/rem.ts';
import { DecideDialog } from './decideDialog.tsx';
import type { FirmnessState } from './firmnessStore.ts';
import { type Imagined, nothingImagined } from './imagined.ts';
import { RankingRow } from './rankingRow.tsx';
import { type Question, roomLines, standingSentence } from './roomLines.ts';
import { useScrollPane } from './scrollPane.ts';
import { Settle, useRankingTask } from './settle.tsx';

interface Props {
  readonly room: DecisionRoom;
  readonly firm: FirmnessState;
  /** Null while the real thing is looked at. */
  readonly imagined: Imagined | null;
  readonly answer: WhatIfAnswer | null;
  readonly onImagine: (imagined: Imagined) => void;
  readonly frame: ReactNode;
}

/** The ranking as it stands, drawn in part: a thousand submissions scroll as lightly as ten. */
export function Ranking({ room, firm, imagined, answer, onImagine, frame }: Props) {
  const lines = useMemo(() => roomLines(room), [room]);
  const rows = useMemo(() => lines.flatMap((line, index) => (line.kind === 'outcome' ? [index] : [])), [lines]);
  const [current, setCurrent] = useState<string | null>(null);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const [deciding, setDeciding] = useState<Question | null>(null);
  const moving = useMoving(room.fingerprint);
  const pane = useRef<HTMLElement>(null);
  const list = useRef<HTMLOListElement>(null);
  const { scroller, margin } = useScrollPane(pane, list, frame !== null);

  const indexOf = useCallback(
    (id: string | null) => lines.findIndex((line) => line.kind === 'outcome' && line.row.submission === id),
    [lines],
  );
  const at = Math.max(0, rows.indexOf(indexOf(current)));
  const here = lines[rows[at] ?? 0];
  const row = here?.kind === 'outcome' ? here : null;
  const unit = rem(1);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller,
    scrollMargin: margin,
    estimateSize: (index) => unit * heights[lines[index]?.kind ?? 'outcome'] + RULE,
    getItemKey: (index) => keyOf(lines[index]),
    overscan: 10,
    // the current row stays, so that the focus is not lost with it
    rangeExtractor: (range) => [...new Set([...defaultRangeExtractor(range), rows[at] ?? 0])].sort((a, b) => a - b),
  });

  const toggle = useCallback((id: string) => {
    setCurrent(id);
    setOpen((now) => {
      const next = new Set(now);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  }, []);
  function move(to: number) {
    const place = Math.max(0, Math.min(rows.length - 1, to));
    const line = lines[rows[place] ?? 0];
    if (line?.kind !== 'outcome') return;
    setCurrent(line.row.submission);
    standAt(line.row.submission);
  }
  const task = useRankingTask(room);
  const question = row?.question ?? room.questions.find((one) => one.task === null) ?? room.questions[0] ?? null;
  useKeys('Decision', [
    { key: 'ArrowUp', label: 'move', run: () => move(at - 1), foot: true, unlisted: true },
    { key: 'ArrowDown', label: 'move', run: () => move(at + 1), foot: true, unlisted: true },
    { key: 'Home', label: 'First', run: () => move(0), unlisted: true },
    { key: 'End', label: 'Last', run: () => move(rows.length - 1), unlisted: true },
    { key: 'Enter', label: 'why', run: () => row && toggle(row.row.submission), foot: true, unlisted: true },
    {
      key: 'T',
      label: 'ranking task',
      run: () => question && void task.open(question),
      off: question === null || question.task !== null,
      foot: true,
    },
    {
      key: 'Y',
      label: 'decide',
      run: () => question && setDeciding(question),
      off: question === null,
      foot: true,
    },
    {
      key: 'H',
      label: 'hold a level, see what moves',
      run: () => {
        if (!row) return;
        if (!open.has(row.row.submission)) toggle(row.row.submission);
        onImagine(imagined ?? nothingImagined);
        focusLevels(row.row.submission);
      },
      off: row === null,
      foot: true,
    },
    {
      key: 'S',
      label: 'Open the submission',
      run: () => row && go({ page: 'submission', id: row.row.submission, tab: 'reviews' }),
    },
  ]);

  const items = virtual.getVirtualItems();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls has a place in the tab order
    <section className="two-main" tabIndex={0} aria-label="Ranking" ref={pane}>
      <h1 className="title">{standingSentence(room.outcomes)}</h1>
      <p className="room-sub ink2">
        {plural(room.outcomes.length, 'submission')},{' '}
        {room.reviewers.length === 0 ? 'no reviewer yet' : plural(room.reviewers.length, 'reviewer')}
        {room.warnings.map((warning) => (
          <span key={warning} className="room-warning">
            {warning}
          </span>
        ))}
      </p>
      {frame}
      <div className={imagined ? 'rank-head is-imagined' : 'rank-head'} aria-hidden="true">
        <span>#</span>
        <span>Submission</span>
        <span className="levels">
          {room.criteria.map((criterion) => (
            <span key={criterion.key} title={criterion.name}>
              {criterion.name.slice(0, 3)}
            </span>
          ))}
        </span>
        <span className="num">At 2</span>
        <span>{imagined ? 'As it is' : 'Outcome'}</span>
        <span className={imagined ? 'if-head' : undefined}>{imagined ? 'What if' : 'How firm'}</span>
      </div>
      <ol
        ref={list}
        className={moving ? 'rank-list is-moving' : 'rank-list'}
        style={{ height: virtual.getTotalSize() }}
        aria-label={plural(room.outcomes.length, 'submission')}
      >
        {items.map((item) => {
          const line = lines[item.index];
          if (!line) return null;
          return (
            <li
              key={item.key}
              data-index={item.index}
              ref={virtual.measureElement}
              className={placeClass(line)}
              style={{ transform: `translateY(${item.start - margin}px)` }}
            >
              {line.kind === 'outcome' ? (
                <RankingRow
                  row={line.row}
                  room={room}
                  firm={firm}
                  open={open.has(line.row.submission)}
                  imagined={imagined}
                  answer={answer}
                  onToggle={toggle}
                  onImagine={onImagine}
                />
              ) : line.kind === 'settle' ? (
                <Settle room={room} question={line.question} task={task} onDecide={() => setDeciding(line.question)} />
              ) : (
                <p className="rank-group">Not ranked: {count(line.n)}</p>
              )}
            </li>
          );
        })}
      </ol>
      {deciding ? <DecideDialog room={room} question={deciding} onClose={() => setDeciding(null)} /> : null}
    </section>
  );
}

type Line = ReturnType<typeof roomLines>[number];

/** The rule under each line, in pixels. A height that is right beforehand moves nothing when it is measured. */
const RULE = 1;

/** In rem, of closed lines. */
const heights: Record<Line['kind'], number> = { outcome: 2.25, settle: 4.75, unranked: 2.75 };

function keyOf(line: Line | undefined): string {
  if (line?.kind === 'outcome') return line.row.submission;
  return line?.kind === 'settle' ? `settle ${line.question.submissions.join(' ')}` : 'unranked';
}

function placeClass(line: Line): string | undefined {
  if (line.kind === 'settle') return 'in-pair is-settle';
  return line.kind === 'outcome' && line.question !== null ? 'in-pair' : undefined;
}

/** True for as long as rows travel to their new places. */
function useMoving(fingerprint: string): boolean {
  const [settled, setSettled] = useState(fingerprint);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(fingerprint), 300);
    return () => clearTimeout(timer);
  }, [fingerprint]);
  return settled !== fingerprint;
}

/**
 * The focus on a line and the line in view, once it is drawn. Lines on the way there are measured only when they come
 * into view, which can move it for some frames. The list's own way there takes the last line for the end of the page.
 */
function standAt(submission: string, frames = 6): void {
  requestAnimationFrame(() => {
    const row = document.getElementById(`decided-${submission}`);
    if (frames === 6) row?.focus({ preventScroll: true });
    if (!row || document.activeElement !== row) return;
    row.scrollIntoView({ block: 'nearest' });
    if (frames > 1) standAt(submission, frames - 1);
  });
}

/** The first level that can be turned; it is there a moment after the row was opened. */
function focusLevels(submission: string, tries = 20): void {
  const level = document.querySelector<HTMLElement>(`#why-${CSS.escape(submission)} .turn`);
  if (level) level.focus();
  else if (tries > 0) requestAnimationFrame(() => focusLevels(submission, tries - 1));
}
