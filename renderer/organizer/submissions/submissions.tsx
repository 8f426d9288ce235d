// biome-ignore-all lint/a11y/useSemanticElements: a table of any length is drawn in part, which <table> cannot say
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus; its rows are its active descendants
import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef, useState } from 'react';
import type { SubmissionRow } from '../../../shared/contract/submission.ts';
import { go } from '../../app/router.ts';
import { engine } from '../../engine/connection.ts';
import { useAsk, useCommand } from '../../engine/hooks.ts';
import { useKeys } from '../../frame/keys.ts';
import { Screen } from '../../frame/shell.tsx';
import { offerUndo } from '../../frame/undo.tsx';
import { Button, Segments } from '../../pieces/controls.tsx';
import { FilterSearch } from '../../pieces/filterSearch.tsx';
import { count, plural } from '../../pieces/format.ts';
import { MetricFilter } from '../../pieces/metricFilter.tsx';
import { rem } from '../../pieces/rem.ts';
import { EmptyState, FailureNote, LoadingRows } from '../../pieces/states.tsx';
import { openImport } from '../import/importFlow.ts';
import { type Listing, lines } from './listing.ts';
import { ColumnHead, columns, LineRow } from './submissionLine.tsx';
import './submissions.css';

/** The table of submissions; its last column says what a row waits for, not what it is. */
export function SubmissionsScreen() {
  const asked = useAsk('submission.list', {});
  const rows = asked.data?.submissions;
  return (
    <Screen
      crumbs={[{ label: 'Submissions' }]}
      titled={Boolean(rows?.length)}
      flush
      remark={rows ? plural(rows.length, 'submission') : null}
    >
      {rows && rows.length > 0 ? <SubmissionTable rows={rows} /> : null}
      <div className="subs-other">
        {rows?.length === 0 ? (
          <EmptyState
            icon="table"
            title="No submissions yet"
            action={
              <Button main icon="import" k="I" onClick={() => openImport()}>
                Import
              </Button>
            }
          >
            A submission is one CSV file. Import it, or drop it on this window; it is checked before anything is stored.
          </EmptyState>
        ) : null}
        {asked.error && !rows ? (
          <FailureNote failure={asked.error} action={<Button onClick={asked.retry}>Try again</Button>} />
        ) : null}
        {asked.isPending ? <LoadingRows rows={12} label="Reading the submissions" /> : null}
      </div>
    </Screen>
  );
}

function SubmissionTable({ rows }: { rows: readonly SubmissionRow[] }) {
  const [listing, setListing] = useState<Listing>({ search: '', metric: 'all', grouped: true, sort: null });
  const [current, setCurrent] = useState<string | null>(null);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const shown = useMemo(() => lines(rows, listing), [rows, listing]);
  const most = Math.max(...rows.map((row) => row.runs));
  const pane = useRef<HTMLDivElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const virtual = useVirtualizer({
    count: shown.length,
    getScrollElement: () => pane.current,
    estimateSize: () => rem(2.125),
    overscan: 12,
  });
  const withdraw = useCommand('submission.withdraw');
  const at = shown.findIndex((line) => line.kind === 'row' && line.row.id === current);
  const shownRows = shown.filter((line) => line.kind === 'row').length;

  function move(step: 1 | -1) {
    let next = at;
    do next += step;
    while (shown[next]?.kind === 'group');
    const line = shown[next];
    if (line?.kind !== 'row') return;
    setCurrent(line.row.id);
    virtual.scrollToIndex(next);
  }
  function toggle(id: string) {
    setSelected((now) => {
      const next = new Set(now);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  }
  async function withdrawSelected() {
    const ids = [...selected];
    const out: string[] = [];
    for (const id of ids) if ((await withdraw.run({ id })).ok) out.push(id);
    setSelected(new Set());
    if (out.length > 0) offerUndo(`${plural(out.length, 'submission')} withdrawn`, () => readmit(out));
  }
  useKeys('Submissions', [
    { key: 'ArrowUp', label: 'move', run: () => move(-1), foot: true, unlisted: true },
    { key: 'ArrowDown', label: 'move', run: () => move(1), foot: true, unlisted: true },
    {
      key: 'Enter',
      label: 'open',
      run: () => current && go({ page: 'submission', id: current }),
      foot: true,
      unlisted: true,
    },
    { key: 'X', label: 'select', run: () => current && toggle(current), foot: true, unlisted: true },
    { key: '/', label: 'find in list', run: () => search.current?.focus(), foot: true },
    { key: 'Escape', label: 'Clear the selection', run: () => setSelected(new Set()), off: selected.size === 0 },
  ]);

  return (
    <>
      <div className="page-head filters">
        <h1 className="title">{plural(rows.length, 'submission')}</h1>
        <FilterSearch
          ref={search}
          placeholder="Title, id, what it waits for"
          value={listing.search}
          onChange={(value) => setListing({ ...listing, search: value })}
          list={pane}
        />
        <MetricFilter value={listing.metric} onChange={(metric) => setListing({ ...listing, metric })} />
        <Segments
          label="Grouping"
          value={listing.grouped ? 'state' : 'none'}
          options={[
            { value: 'state', label: 'By state' },
            { value: 'none', label: 'One list' },
          ]}
          onChange={(value) => setListing({ ...listing, grouped: value === 'state' })}
        />
        <span className="grow" />
        <Button main icon="import" k="I" onClick={() => openImport()}>
          Import
        </Button>
      </div>
      {withdraw.failure ? (
        <div className="subs-other">
          <FailureNote failure={withdraw.failure} />
        </div>
      ) : null}
      <div
        className="grid"
        role="grid"
        aria-label="Submissions"
        aria-rowcount={shown.length + 1}
        aria-multiselectable="true"
        aria-activedescendant={at >= 0 ? `row-${shown[at]?.kind === 'row' ? current : ''}` : undefined}
        tabIndex={0}
        ref={pane}
      >
        <div className="grid-head subs-cols" role="row" aria-rowindex={1}>
          {columns.map((column) => (
            <ColumnHead
              key={column.key}
              column={column}
              listing={listing}
              onSort={(sort) => setListing({ ...listing, sort })}
            />
          ))}
        </div>
        <div className="grid-body" role="rowgroup" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const line = shown[item.index];
            const place = { height: item.size, transform: `translateY(${item.start}px)` };
            return line ? (
              <LineRow
                key={line.kind === 'row' ? line.row.id : line.state}
                line={line}
                index={item.index + 2}
                place={place}
                most={most}
                current={line.kind === 'row' && line.row.id === current}
                selected={line.kind === 'row' && selected.has(line.row.id)}
                onCurrent={setCurrent}
                onToggle={toggle}
              />
            ) : null;
          })}
        </div>
        {shownRows === 0 ? (
          <p className="subs-none">
            Nothing fits.{' '}
            <button
              type="button"
              className="link"
              onClick={() => setListing({ ...listing, search: '', metric: 'all' })}
            >
              Show all {count(rows.length)}
            </button>
          </p>
        ) : null}
      </div>
      {selected.size > 0 ? (
        <div className="selection">
          <span className="grow">{count(selected.size)} selected</span>
          <Button onClick={() => void withdrawSelected()} why={withdraw.busy ? 'Withdrawing them now' : null}>
            Withdraw
          </Button>
          <Button bare k="Escape" onClick={() => setSelected(new Set())}>
            Clear
          </Button>
        </div>
      ) : null}
    </>
  );
}

async function readmit(ids: readonly string[]): Promise<string | null> {
  for (const id of ids) {
    const outcome = await engine.call('submission.readmit', { id });
    if (!outcome.ok) return outcome.error.message;
  }
  return null;
}
