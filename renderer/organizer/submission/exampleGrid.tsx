// biome-ignore-all lint/a11y/useSemanticElements: a table of any length is drawn in part, which <table> cannot say
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus; its rows are its active descendants
import { useQueries } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import type { ExampleView, SubmissionDetail } from '../../../shared/contract/submission.ts';
import { answerOf } from '../../engine/client.ts';
import { engine } from '../../engine/connection.ts';
import { askKey } from '../../engine/hooks.ts';
import { count } from '../../pieces/format.ts';
import { rem } from '../../pieces/rem.ts';
import { WhiteSpaceText } from '../../pieces/whiteSpaceText.tsx';

const page = 100;
/** The browser's limit of how tall an element may be is some 16 million px; beyond that the rows are scaled. */
const tallest = 12_000_000;

/** Rows are fetched by the hundred, only those near the window. */
export function ExampleGrid(props: {
  submission: SubmissionDetail;
  search: string;
  total: number;
  row: number | undefined;
  onOpen: (example: ExampleView, column: string, text: string) => void;
}) {
  const { submission, search, total, row } = props;
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
  const columns = columnsOf(submission);

  useEffect(() => {
    if (row !== undefined) pane.current?.focus();
  }, [row]);

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
              {columns.map((column) => (
                <div role="gridcell" key={column.name} tabIndex={-1}>
                  {example ? <CellText example={example} column={column} onOpen={props.onOpen} /> : null}
                </div>
              ))}
            </div>
          );
        })}
      </div>
    </div>
  );
}

interface Column {
  readonly name: string;
  readonly text: (example: ExampleView) => string | null;
  readonly marks?: (example: ExampleView) => React.ReactNode;
}

function CellText(props: {
  example: ExampleView;
  column: Column;
  onOpen: (example: ExampleView, column: string, text: string) => void;
}) {
  const { example, column } = props;
  const text = column.text(example);
  if (text === null) return <span className="ink3">–</span>;
  return (
    <button type="button" className="cells-text" onClick={() => props.onOpen(example, column.name, text)}>
      {column.marks?.(example) ?? <WhiteSpaceText text={text.length > 400 ? `${text.slice(0, 400)}…` : text} />}
    </button>
  );
}

function columnsOf(submission: SubmissionDetail): readonly Column[] {
  const { metric } = submission;
  const columns: Column[] = [{ name: 'prompt', text: (example) => example.prompt }];
  if (metric === 'logodds' || metric === 'absolute_logodds') {
    columns.push({ name: 'other_prompt', text: (example) => example.otherPrompt });
  }
  if (metric === 'sequence_prob') columns.push({ name: 'completion', text: (example) => example.completion });
  else {
    columns.push({
      name: 'classes',
      text: (example) =>
        example.classes?.map((one, i) => `${i === example.answerIndex ? '→ ' : '   '}${one}`).join('\n') ?? null,
      marks: (example) => (
        <span className="classes">
          {example.classes?.map((one, i) => (
            <span key={one} className={i === example.answerIndex ? 'class is-answer' : 'class'}>
              <WhiteSpaceText text={one} />
              {i === example.answerIndex ? <span className="vh"> (the submitted answer)</span> : null}
            </span>
          ))}
        </span>
      ),
    });
  }
  if (submission.columns.some((column) => column === 'subcategory' || column === 'topic')) {
    columns.push({ name: 'subcategory', text: (example) => example.subcategory });
  }
  return columns;
}
