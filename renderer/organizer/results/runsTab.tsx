// biome-ignore-all lint/a11y/useSemanticElements: a table of any length is drawn in part, which <table> cannot say
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus; its rows are its active descendants
import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef, useState } from 'react';
import type { ListedRun } from '../../../shared/contract/results.ts';
import { parameters } from '../../../shared/results/parameters.ts';
import { useKeys } from '../../frame/keys.ts';
import { PlusMinus } from '../../pieces/figure.tsx';
import { FilterSearch } from '../../pieces/filterSearch.tsx';
import { count, percent, plural, shortTime } from '../../pieces/format.ts';
import { rem } from '../../pieces/rem.ts';
import { StatusIcon } from '../../pieces/status.tsx';
import { RunDialog } from './runDialog.tsx';
import { asideWord, formWords, type RunLine, type RunListing, runLines, shownRuns } from './runListing.ts';

const showWords: Readonly<Record<RunListing['show'], string>> = {
  all: 'Every run',
  current: 'Runs that count',
  warnings: 'With a warning',
  aside: 'Set aside',
};

const columns = [
  { label: 'Model' },
  { label: 'Params', num: true },
  { label: 'n', num: true },
  { label: 'Coverage', num: true },
  { label: 'Mean ± SEM', num: true },
  { label: 'From', className: 'r-from' },
  { label: 'Came in', num: true, className: 'r-came' },
  { label: 'State' },
];

/** All runs under their data sets; Enter opens one with what can be done with it. */
export function RunsTab({ runs }: { runs: readonly ListedRun[] }) {
  const [listing, setListing] = useState<RunListing>({ search: '', show: 'all' });
  const [current, setCurrent] = useState<string | null>(null);
  const [opened, setOpened] = useState<string | null>(null);
  const shown = useMemo(() => runLines(runs, listing), [runs, listing]);
  const pane = useRef<HTMLDivElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const virtual = useVirtualizer({
    count: shown.length,
    getScrollElement: () => pane.current,
    estimateSize: () => rem(2.125),
    overscan: 12,
  });
  const at = shown.findIndex((line) => line.key === current);
  const openRun = runs.find((run) => run.id === opened);

  function move(step: 1 | -1) {
    let next = at;
    do next += step;
    while (shown[next]?.kind === 'group');
    const line = shown[next];
    if (line?.kind !== 'run') return;
    setCurrent(line.key);
    virtual.scrollToIndex(next);
  }
  useKeys('Runs', [
    { key: 'ArrowUp', label: 'move', run: () => move(-1), foot: true, unlisted: true },
    { key: 'ArrowDown', label: 'move', run: () => move(1), foot: true, unlisted: true },
    { key: 'Enter', label: 'open', run: () => current && setOpened(current), foot: true, unlisted: true },
    { key: '/', label: 'find in list', run: () => search.current?.focus(), foot: true },
  ]);

  return (
    <>
      <div className="page-head filters">
        <FilterSearch
          ref={search}
          placeholder="Submission, model, file"
          value={listing.search}
          onChange={(value) => setListing({ ...listing, search: value })}
          list={pane}
        />
        <label>
          <span className="vh">Which runs</span>
          <select
            className="input filter-metric"
            value={listing.show}
            onChange={(event) => setListing({ ...listing, show: event.target.value as RunListing['show'] })}
          >
            {shownRuns.map((show) => (
              <option key={show} value={show}>
                {showWords[show]}
              </option>
            ))}
          </select>
        </label>
        <span className="grow" />
        <span className="ink3 xs">{plural(shown.filter(({ kind }) => kind === 'run').length, 'run')} shown</span>
      </div>
      <div
        className="grid"
        role="grid"
        aria-label="Runs"
        aria-rowcount={shown.length + 1}
        aria-activedescendant={at >= 0 ? `run-${current}` : undefined}
        tabIndex={0}
        ref={pane}
      >
        <div className="grid-head runs-cols" role="row" aria-rowindex={1}>
          {columns.map(({ label, num, className }) => (
            <div
              key={label}
              role="columnheader"
              tabIndex={-1}
              className={[num && 'num', className].filter(Boolean).join(' ')}
            >
              {label}
            </div>
          ))}
        </div>
        <div className="grid-body" role="rowgroup" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const line = shown[item.index];
            const place = { height: item.size, transform: `translateY(${item.start}px)` };
            if (!line) return null;
            return (
              <Line
                key={line.key}
                line={line}
                index={item.index + 2}
                place={place}
                current={line.key === current}
                onCurrent={setCurrent}
                onOpen={setOpened}
              />
            );
          })}
        </div>
        {shown.length === 0 ? (
          <p className="subs-none">
            Nothing fits.{' '}
            <button type="button" className="link" onClick={() => setListing({ search: '', show: 'all' })}>
              Show all {count(runs.length)}
            </button>
          </p>
        ) : null}
      </div>
      {openRun ? <RunDialog run={openRun} runs={runs} onClose={() => setOpened(null)} onOpen={setOpened} /> : null}
    </>
  );
}

function Line(props: {
  line: RunLine;
  index: number;
  place: { height: number; transform: string };
  current: boolean;
  onCurrent: (id: string) => void;
  onOpen: (id: string) => void;
}) {
  const { line, index, place } = props;
  if (line.kind === 'group') {
    return (
      <div className="grid-row grid-group" role="row" aria-rowindex={index} style={place}>
        <div role="gridcell" tabIndex={-1} className="clip">
          <b>{line.title}</b>
          <span>
            {line.remark} · {plural(line.runs, 'run')}
          </span>
        </div>
      </div>
    );
  }
  const { run } = line;
  const aside = asideWord(run);
  return (
    <div
      id={`run-${run.id}`}
      className={`grid-row runs-cols${props.current ? ' is-current' : ''}${aside ? ' ink3' : ''}`}
      role="row"
      aria-rowindex={index}
      aria-selected={props.current}
      style={place}
      onClick={() => props.onCurrent(run.id)}
      onDoubleClick={() => props.onOpen(run.id)}
      onKeyDown={undefined}
    >
      <div role="gridcell" tabIndex={-1} className="clip">
        <button type="button" className="link-quiet mono" tabIndex={-1} onClick={() => props.onOpen(run.id)}>
          {run.model}
        </button>{' '}
        <span className="ink3 xs">{run.family}</span>
      </div>
      <div role="gridcell" tabIndex={-1} className="num">
        {parameters(run.params)}
      </div>
      <div role="gridcell" tabIndex={-1} className="num">
        {count(run.n)}
      </div>
      <div role="gridcell" tabIndex={-1} className="num">
        {percent(run.coverage, 1)}
      </div>
      <div role="gridcell" tabIndex={-1} className="num">
        <PlusMinus value={run.mean} error={run.sem} />
      </div>
      <div role="gridcell" tabIndex={-1} className="clip r-from ink2" title={`${formWords[run.form]}: ${run.fileName}`}>
        {formWords[run.form]}
      </div>
      <div role="gridcell" tabIndex={-1} className="num r-came ink2">
        {shortTime(run.importedAt)}
      </div>
      <div role="gridcell" tabIndex={-1} className="clip">
        <StatusIcon status={aside ? 'waiting' : run.warnings.length > 0 ? 'warning' : 'done'} label={null} />{' '}
        {aside ?? (run.warnings.length > 0 ? plural(run.warnings.length, 'warning') : 'Counts')}
      </div>
    </div>
  );
}
