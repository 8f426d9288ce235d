// biome-ignore-all lint/a11y/useSemanticElements: a wall of any length is drawn in part, which <table> cannot say
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus; its tiles are its active descendants
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { go } from '../../app/router.ts';
import { useAsk } from '../../engine/hooks.ts';
import { useJob } from '../../engine/jobs.ts';
import { useKeys } from '../../frame/keys.ts';
import { Screen } from '../../frame/shell.tsx';
import { Button, IconButton, Progress, Segments } from '../../pieces/controls.tsx';
import { count, percent, plural } from '../../pieces/format.ts';
import { Icon } from '../../pieces/icons.tsx';
import { MetricFilter } from '../../pieces/metricFilter.tsx';
import { rem } from '../../pieces/rem.ts';
import { EmptyState, FailureNote, LoadingRows } from '../../pieces/states.tsx';
import type { MiniAxes } from '../../plots/miniFigure.ts';
import { type Saveable, SaveFigure } from '../../plots/saveFigure.tsx';
import { openImport } from '../import/importFlow.ts';
import {
  listed,
  neighbour,
  shapeCounts,
  type WallEntry,
  type WallListing,
  type WallSort,
  wallEntries,
  wholeWall,
} from './listing.ts';
import { WallTileView } from './tile.tsx';
import { wallAxes, wallSaveable } from './wallFigure.ts';
import { WallTable } from './wallTable.tsx';
import './wall.css';

/** Small multiples over the whole contest: which trends there are, and which submissions show them. */
export function EvidenceWallScreen() {
  const asked = useAsk('scaling.wall', {});
  const rows = useAsk('submission.list', {}).data?.submissions;
  const tiles = asked.data?.tiles;
  const entries = useMemo(() => wallEntries(tiles ?? [], rows ?? []), [tiles, rows]);
  return (
    <Screen
      crumbs={[{ label: 'Evidence' }]}
      titled={entries.length > 0}
      flush
      remark={tiles ? plural(tiles.length, 'submission') : null}
    >
      {entries.length > 0 ? <Wall entries={entries} onComputed={asked.retry} /> : null}
      <div className="subs-other">
        {tiles?.length === 0 ? (
          <EmptyState
            icon="chart"
            title="No evidence yet"
            action={
              <Button main icon="import" k="I" onClick={() => openImport()}>
                Import
              </Button>
            }
          >
            Import submissions and the results of models on them; each then has a small plot here.
          </EmptyState>
        ) : null}
        {asked.error && !tiles ? (
          <FailureNote failure={asked.error} action={<Button onClick={asked.retry}>Try again</Button>} />
        ) : null}
        {asked.isPending ? <LoadingRows rows={12} label="Reading the evidence" /> : null}
      </div>
    </Screen>
  );
}

const sorts: readonly { readonly value: WallSort; readonly label: string }[] = [
  { value: 'shape', label: 'Shape' },
  { value: 'slope', label: 'Slope' },
  { value: 'title', label: 'Title' },
  { value: 'state', label: 'State' },
];

function Wall({ entries, onComputed }: { entries: readonly WallEntry[]; onComputed: () => void }) {
  const [listing, setListing] = useState<WallListing>(wholeWall);
  const [asTable, setAsTable] = useState(false);
  const [saving, setSaving] = useState<Saveable | null>(null);
  const session = useAsk('session.current', {}).data;
  const search = useRef<HTMLInputElement>(null);
  const shown = useMemo(() => listed(entries, listing), [entries, listing]);
  const axes = useMemo(() => wallAxes(entries.map(({ tile }) => tile)), [entries]);
  const save = () => setSaving(wallSaveable(session?.contest?.name ?? 'Contest', shown, axes));
  useKeys('Evidence', [
    { key: '/', label: 'find on the wall', run: () => search.current?.focus(), foot: true },
    { key: 'B', label: asTable ? 'plots' : 'table', run: () => setAsTable(!asTable), foot: true },
  ]);
  return (
    <>
      <div className="page-head filters wall-filters">
        <h1 className="title">Evidence</h1>
        <label className="filter-search">
          <span className="vh">Find on the wall</span>
          <Icon name="search" />
          <input
            ref={search}
            type="search"
            placeholder="Title, id"
            value={listing.search}
            onChange={(event) => setListing({ ...listing, search: event.target.value })}
            onKeyDown={(event) => {
              if (event.key === 'Escape' || event.key === 'Enter') document.getElementById('wall')?.focus();
            }}
          />
        </label>
        <MetricFilter value={listing.metric} onChange={(metric) => setListing({ ...listing, metric })} />
        <label>
          <span className="vh">Shape</span>
          <select
            className="input wall-shape"
            value={listing.shape}
            onChange={(event) => setListing({ ...listing, shape: event.target.value as WallListing['shape'] })}
          >
            <option value="all">Every shape</option>
            {shapeCounts(entries).map(({ shape, n }) => (
              <option key={shape} value={shape}>
                {shape === 'none' ? 'cannot be said' : shape} ({n})
              </option>
            ))}
          </select>
        </label>
        <Segments
          label="Order"
          value={listing.sort}
          options={sorts}
          onChange={(sort) => setListing({ ...listing, sort })}
        />
        <span className="grow" />
        <Button bare k="B" onClick={() => setAsTable(!asTable)}>
          {asTable ? 'As plots' : 'As a table'}
        </Button>
        <IconButton icon="export" label="Save what is shown" onClick={save} />
      </div>
      <Lacking entries={entries} onComputed={onComputed} />
      {shown.length === 0 ? (
        <p className="subs-none">
          Nothing fits.{' '}
          <button type="button" className="link" onClick={() => setListing({ ...wholeWall, sort: listing.sort })}>
            Show all {count(entries.length)}
          </button>
        </p>
      ) : asTable ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls has a place in the tab order
        <section className="wall-pane" id="wall" tabIndex={0} aria-label="Trends as a table">
          <WallTable entries={shown} />
        </section>
      ) : (
        <Tiles entries={shown} axes={axes} />
      )}
      {saving ? <SaveFigure figure={saving} onClose={() => setSaving(null)} /> : null}
    </>
  );
}

/** How many are not resampled, and the way to have them so. */
function Lacking({ entries, onComputed }: { entries: readonly WallEntry[]; onComputed: () => void }) {
  const job = useJob('scaling.compute');
  const lacking = entries.filter(({ tile }) => tile.state === 'absent' || tile.state === 'stale').length;
  const compute = () => void job.start({}, `Resampling ${plural(lacking, 'submission')}`).then(onComputed);
  const { running } = job;
  const share = running?.progress?.share ?? null;
  if (lacking === 0 && !running) return null;
  const failed = job.outcome && !job.outcome.ok && job.outcome.error.code !== 'cancelled' ? job.outcome.error : null;
  return (
    <div className="evidence-state wall-state" role="status">
      <span className="grow">
        {running
          ? `Resampling${share === null ? '' : `, ${percent(share)}`}. ${running.progress?.text ?? ''}`
          : failed
            ? failed.message
            : `${plural(lacking, 'submission is', 'submissions are')} not resampled since the runs came in: no shape and no slope yet.`}
      </span>
      {running ? (
        <>
          <Progress share={share} label="Resampling" />
          <Button bare onClick={running.cancel}>
            Cancel
          </Button>
        </>
      ) : (
        <Button onClick={compute}>Resample them</Button>
      )}
    </div>
  );
}

/** Tiles in rows, of which only those in view are drawn. */
function Tiles({ entries, axes }: { entries: readonly WallEntry[]; axes: MiniAxes }) {
  const pane = useRef<HTMLDivElement>(null);
  const width = usePaneWidth(pane);
  const [current, setCurrent] = useState<string | null>(null);
  const columns = Math.max(1, Math.floor((width + GAP) / (rem(14.5) + GAP)));
  const tile = Math.floor((width - (columns - 1) * GAP) / columns);
  const size = useMemo(
    () => ({ width: Math.max(120, tile - 16), height: Math.round(Math.min(rem(13), Math.max(120, tile - 16) * 0.6)) }),
    [tile],
  );
  const rows = Math.ceil(entries.length / columns);
  const rowHeight = size.height + rem(4.25);
  const virtual = useVirtualizer({
    count: rows,
    getScrollElement: () => pane.current,
    estimateSize: () => rowHeight,
    overscan: 2,
  });
  useEffect(() => {
    if (rowHeight > 0) virtual.measure();
  }, [rowHeight, virtual]);
  const at = entries.findIndex((entry) => entry.tile.id === current);

  function move(event: KeyboardEvent) {
    if (event.key === 'Enter' && current) {
      event.preventDefault();
      go({ page: 'submission', id: current });
      return;
    }
    const next = neighbour(at, event.key, columns, entries.length);
    const entry = next === null ? undefined : entries[next];
    if (next === null || !entry) return;
    event.preventDefault();
    setCurrent(entry.tile.id);
    virtual.scrollToIndex(Math.floor(next / columns));
  }
  useKeys('Wall', [
    {
      key: 'Enter',
      label: 'open',
      run: () => current && go({ page: 'submission', id: current }),
      foot: true,
      unlisted: true,
    },
  ]);

  return (
    <div
      id="wall"
      className="wall-pane"
      role="grid"
      aria-label="Small plots of all submissions"
      aria-rowcount={rows}
      aria-colcount={columns}
      aria-activedescendant={at >= 0 ? `tile-${current}` : undefined}
      tabIndex={0}
      ref={pane}
      onKeyDown={move}
    >
      <div className="wall-rows" role="rowgroup" style={{ height: virtual.getTotalSize() }}>
        {width === 0
          ? null
          : virtual.getVirtualItems().map((item) => (
              <div
                key={item.key}
                className="wall-row"
                role="row"
                tabIndex={-1}
                aria-rowindex={item.index + 1}
                style={{
                  height: item.size,
                  transform: `translateY(${item.start}px)`,
                  gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
                  columnGap: GAP,
                }}
              >
                {entries.slice(item.index * columns, (item.index + 1) * columns).map((entry, i) => (
                  <WallTileView
                    key={entry.tile.id}
                    entry={entry}
                    column={i + 1}
                    size={size}
                    axes={axes}
                    current={entry.tile.id === current}
                    onCurrent={setCurrent}
                  />
                ))}
              </div>
            ))}
      </div>
    </div>
  );
}

const GAP = 16;

function usePaneWidth(pane: React.RefObject<HTMLDivElement | null>): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const element = pane.current;
    if (!element) return;
    const look = () => {
      const style = getComputedStyle(element);
      setWidth(element.clientWidth - Number.parseFloat(style.paddingLeft) - Number.parseFloat(style.paddingRight));
    };
    look();
    const observer = new ResizeObserver(look);
    observer.observe(element);
    return () => observer.disconnect();
  }, [pane]);
  return width;
}
