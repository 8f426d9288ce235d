// biome-ignore-all lint/a11y/useSemanticElements: a table of any length is drawn in part, which <table> cannot say
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus; its rows are its active descendants
import { useQueries } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import type { ExampleView, SubmissionDetail } from '../../../shared/contract/submission.ts';
import type { DataPlace } from '../../app/router.ts';
import { answerOf } from '../../engine/client.ts';
import { engine } from '../../engine/connection.ts';
import { askKey } from '../../engine/hooks.ts';
import { count } from '../../pieces/format.ts';
import { rem } from '../../pieces/rem.ts';
import { WhiteSpaceText } from '../../pieces/whiteSpaceText.tsx';
import { commonStart } from './commonStart.ts';
import { type Column, columnsOf } from './exampleColumns.tsx';

const page = 100;
/** The browser's limit of how tall an element may be is some 16 million px; beyond that the rows are scaled. */
const tallest = 12_000_000;

/** A cell to be read whole. */
export interface OpenCell {
  readonly example: ExampleView;
  readonly column: string;
  readonly text: string;
  readonly span: DataPlace['span'];
}

/** Rows are fetched by the hundred, only those near the window. */
export function ExampleGrid(props: {
  submission: SubmissionDetail;
  search: string;
  total: number;
  at: DataPlace | null;
  onOpen: (cell: OpenCell) => void;
}) {
  const { submission, search, total, at } = props;
  const row = at?.row;
  const pane = useRef<HTMLDivElement>(null);
  const size = Math.min(rem(3.5), tallest / Math.max(1, total));
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => pane.current,
    estimateSize: () => size,
    overscan: 8,
    initialOffset: row === undefined ? 0 : Math.max(0, row - 3) * size,
  });
  const items = virtual.getVirtualItems();
  const pages = [...new Set(items.map((item) => Math.floor(item.index / page)))];
  const fetched = useQueries({
    queries: pages.map((number) => {
      const input = { id: submission.id, offset: number * page, limit: page, ...(search ? { search } : {}) };
      return {
        queryKey: askKey('submission.examples', input),
        queryFn: async ({ signal }: { signal: AbortSignal }) =>
          answerOf(await engine.call('submission.examples', input, { signal })),
      };
    }),
  });
  const byPage = new Map(pages.map((number, i) => [number, fetched[i]?.data?.examples]));
  const columns = columnsOf(submission, at);
  const skipped = useCommonStarts(
    [...byPage.values()].flatMap((examples) => examples ?? []),
    columns,
  );
  const marked = at ? columns.find((column) => column.holds(at)) : undefined;
  const led = useRef(false);

  useEffect(() => {
    if (row !== undefined && !marked) pane.current?.focus();
  }, [row, marked]);
  /** The cell that was asked for takes the focus once, when it is drawn. */
  const leadTo = (cell: HTMLElement | null) => {
    if (!cell || led.current) return;
    led.current = true;
    cell.focus({ preventScroll: true });
  };

  return (
    <div className="grid" role="grid" aria-label="Examples" aria-rowcount={total + 1} tabIndex={0} ref={pane}>
      <div className="grid-head data-cols" role="row" aria-rowindex={1} data-columns={columns.length}>
        <div role="columnheader" className="num" tabIndex={-1}>
          Row
        </div>
        {columns.map((column) => (
          <div role="columnheader" key={column.name} tabIndex={-1}>
            {column.name}
          </div>
        ))}
      </div>
      <div className="grid-body" role="rowgroup" style={{ height: virtual.getTotalSize() }}>
        {items.map((item) => {
          const example = byPage.get(Math.floor(item.index / page))?.[item.index % page];
          const place = { height: item.size, transform: `translateY(${item.start}px)` };
          return (
            <div
              key={item.index}
              className={item.index === row ? 'grid-row data-cols is-current' : 'grid-row data-cols'}
              data-columns={columns.length}
              role="row"
              tabIndex={-1}
              aria-rowindex={item.index + 2}
              style={place}
            >
              <div role="gridcell" className="num ink3" tabIndex={-1}>
                {count(example?.row ?? item.index)}
                {example?.part == null ? null : <div className="xs">part {example.part}</div>}
              </div>
              {columns.map((column) => {
                const isMarked = column === marked && item.index === row;
                return (
                  <div role="gridcell" key={column.name} className={isMarked ? 'is-found' : undefined} tabIndex={-1}>
                    {example ? (
                      <CellText
                        example={example}
                        column={column}
                        span={isMarked ? at?.span : undefined}
                        skip={skipped.get(column.name) ?? ''}
                        take={isMarked ? leadTo : undefined}
                        onOpen={props.onOpen}
                      />
                    ) : null}
                  </div>
                );
              })}
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** What the texts of a column all begin with; found once, so that what is drawn does not change as one scrolls. */
function useCommonStarts(examples: readonly ExampleView[], columns: readonly Column[]): ReadonlyMap<string, string> {
  const found = useRef<ReadonlyMap<string, string>>(new Map());
  if (found.current.size === 0 && examples.length > 0) {
    const starts = columns.flatMap(({ name, text, marks }) => {
      if (marks) return [];
      const texts = examples.flatMap((example) => text(example) ?? []);
      return [[name, texts[0]?.slice(0, commonStart(texts)) ?? ''] as const];
    });
    found.current = new Map(starts);
  }
  return found.current;
}

/** Characters of a cell that are drawn, and of those before what it was opened for. */
const drawn = 400;
const before = 60;

function CellText(props: {
  example: ExampleView;
  column: Column;
  span: DataPlace['span'];
  /** What every text begins with, left out where it can be. */
  skip: string;
  take: ((cell: HTMLElement | null) => void) | undefined;
  onOpen: (cell: OpenCell) => void;
}) {
  const { example, column, span } = props;
  const text = column.text(example);
  if (text === null) return <span className="ink3">–</span>;
  const start = !span && text.startsWith(props.skip) ? props.skip.length : 0;
  const from = span && span.end > drawn / 4 ? Math.max(0, span.start - before) : start;
  const part = `${from > 0 ? '…' : ''}${text.slice(from, from + drawn)}${text.length > from + drawn ? '…' : ''}`;
  const shift = (from > 0 ? 1 : 0) - from;
  return (
    <button
      type="button"
      className="cells-text"
      ref={props.take}
      onClick={() => props.onOpen({ example, column: column.name, text, span: column.marks ? undefined : span })}
    >
      {column.marks?.(example, span) ?? (
        <WhiteSpaceText text={part} mark={span ? { start: span.start + shift, end: span.end + shift } : undefined} />
      )}
    </button>
  );
}
