// biome-ignore-all lint/a11y/useSemanticElements: a table of any length is drawn in part, which <table> cannot say
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus; its rows are its active descendants
import { go } from '../../app/router.ts';
import { count } from '../../pieces/format.ts';
import { StatusIcon } from '../../pieces/status.tsx';
import { stateTexts } from '../stateTexts.ts';
import { FindingCounts, LabelErrors, RunStrip, Sparkline } from './cells.tsx';
import type { Line, Listing, SortKey } from './listing.ts';

/** The columns, in their order; a narrow window drops some from the right, but never the last. */
export const columns: readonly { key: SortKey | 'gpt3'; label: string; className?: string }[] = [
  { key: 'title', label: 'Title' },
  { key: 'metric', label: 'Metric', className: 'c-metric' },
  { key: 'examples', label: 'Examples', className: 'num' },
  { key: 'findings', label: 'Findings', className: 'c-findings' },
  { key: 'runs', label: 'Runs', className: 'c-runs' },
  { key: 'gpt3', label: 'GPT-3 by size', className: 'c-gpt3' },
  { key: 'labelErrors', label: 'Label errors', className: 'c-errors' },
  { key: 'reviews', label: 'Reviews', className: 'c-reviews num' },
  { key: 'waitsFor', label: 'Waits for' },
];

/** A column's name, which sorts by it: up, down, back to the order of states. */
export function ColumnHead(props: {
  column: (typeof columns)[number];
  listing: Listing;
  onSort: (sort: Listing['sort']) => void;
}) {
  const { key, label, className } = props.column;
  const { sort } = props.listing;
  const mine = sort?.key === key ? sort : null;
  return (
    <div
      role="columnheader"
      tabIndex={-1}
      className={className}
      aria-sort={mine ? (mine.down ? 'descending' : 'ascending') : undefined}
    >
      {key === 'gpt3' ? (
        label
      ) : (
        <button
          type="button"
          onClick={() => props.onSort(mine ? (mine.down ? null : { key, down: true }) : { key, down: false })}
        >
          {label}
          {mine ? <span aria-hidden="true">{mine.down ? ' ↓' : ' ↑'}</span> : null}
        </button>
      )}
    </div>
  );
}

/** A state's heading or a submission. */
export function LineRow(props: {
  line: Line;
  index: number;
  place: { height: number; transform: string };
  most: number;
  current: boolean;
  selected: boolean;
  onCurrent: (id: string) => void;
  onToggle: (id: string) => void;
}) {
  const { line } = props;
  if (line.kind === 'group') {
    const { title, status, remark } = stateTexts[line.state];
    return (
      <div className="grid-row grid-group" role="row" aria-rowindex={props.index} style={props.place} tabIndex={-1}>
        <div role="gridcell" aria-colspan={columns.length} tabIndex={-1}>
          <StatusIcon status={status} label={null} /> <b>{title}</b> {count(line.n)}{' '}
          <span className="ink3">{remark}</span>
        </div>
      </div>
    );
  }
  const { row } = line;
  const names = ['grid-row subs-cols', props.current && 'is-current', props.selected && 'is-selected'];
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid has the focus and takes the keys
    <div
      id={`row-${row.id}`}
      className={names.filter(Boolean).join(' ')}
      role="row"
      tabIndex={-1}
      aria-rowindex={props.index}
      aria-selected={props.selected}
      style={props.place}
      onClick={(event) => (event.ctrlKey || event.metaKey ? props.onToggle(row.id) : props.onCurrent(row.id))}
      onDoubleClick={() => go({ page: 'submission', id: row.id })}
    >
      <Cell className="c-title">
        <button
          type="button"
          tabIndex={-1}
          className="clip"
          title={row.title}
          onClick={() => go({ page: 'submission', id: row.id })}
        >
          {row.title}
        </button>
        <small className="mono">{row.id}</small>
      </Cell>
      <Cell className="c-metric ink2">{row.metric}</Cell>
      <Cell className="num">{count(row.examples)}</Cell>
      <Cell className="c-findings">
        <FindingCounts findings={row.findings} />
      </Cell>
      <Cell className="c-runs">
        <RunStrip runs={row.runs} most={props.most} />
      </Cell>
      <Cell className="c-gpt3">
        <Sparkline means={row.gpt3} />
      </Cell>
      <Cell className="c-errors">
        <LabelErrors rate={row.labelErrors} />
      </Cell>
      <Cell className="c-reviews num">
        {row.reviews.assigned > 0 ? (
          <>
            {row.reviews.submitted}
            <span className="ink3"> / {row.reviews.assigned}</span>
          </>
        ) : (
          <span className="ink3">–</span>
        )}
      </Cell>
      <Cell className="clip">
        <span title={row.waitsFor}>{row.waitsFor}</span>
      </Cell>
    </div>
  );
}

function Cell(props: { className?: string; children: React.ReactNode }) {
  return (
    <div role="gridcell" className={props.className} tabIndex={-1}>
      {props.children}
    </div>
  );
}
