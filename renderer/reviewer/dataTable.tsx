import { useVirtualizer } from '@tanstack/react-virtual';
import {
  type CSSProperties,
  type KeyboardEvent,
  type RefObject,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { MetricName } from '../../shared/contract/parts.ts';
import { useAsk } from '../engine/hooks.ts';
import { Kbd } from '../pieces/controls.tsx';
import { count, plural } from '../pieces/format.ts';
import { Icon } from '../pieces/icons.tsx';
import { FailureNote } from '../pieces/states.tsx';
import { columnsOf, DataRow, ROW_PX } from './dataRow.tsx';
import type { BlindExample } from './exampleText.tsx';
import { PAGE, WholeExample } from './wholeExample.tsx';

/** The whole data set, searchable; a row opens to be read whole. */
export function DataTable(props: {
  number: number;
  metric: MetricName;
  examples: number;
  search: RefObject<HTMLInputElement | null>;
}) {
  const { number, metric } = props;
  const [typed, setTyped] = useState('');
  const [search, setSearch] = useState('');
  const [at, setAt] = useState(0);
  const [whole, setWhole] = useState<number | null>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const rows = usePages(number, search, scroller, props.examples);
  const { total, virtual, failure, examples } = rows;
  const [hasSubcategories, setHasSubcategories] = useState(false);
  if (!hasSubcategories && examples.some(({ subcategory }) => subcategory)) setHasSubcategories(true);
  const columns = useMemo(() => columnsOf(metric, examples, hasSubcategories), [metric, examples, hasSubcategories]);
  const widths = columns.map(({ share }) => `minmax(0, ${share}fr)`).join(' ');
  const wanted = typed.trim();
  const busy = rows.pending || search !== wanted;

  // As it is typed, one search at a time: what is typed during one is looked for after it.
  useEffect(() => {
    if (!rows.pending) setSearch(wanted);
  }, [wanted, rows.pending]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another search is another list, read from its top
  useEffect(() => {
    setAt(0);
    virtual.scrollToOffset(0);
  }, [search]);

  const open = useCallback((index: number) => {
    setAt(index);
    setWhole(index);
  }, []);

  function move(to: number) {
    const next = Math.min(total - 1, Math.max(0, to));
    setAt(next);
    virtual.scrollToIndex(next);
  }

  function onKeyDown(event: KeyboardEvent) {
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 300) / ROW_PX) - 1);
    const steps: Record<string, () => void> = {
      ArrowDown: () => move(at + 1),
      ArrowUp: () => move(at - 1),
      PageDown: () => move(at + page),
      PageUp: () => move(at - page),
      Home: () => move(0),
      End: () => move(total - 1),
      Enter: () => setWhole(at),
    };
    const step = event.altKey || event.ctrlKey || event.metaKey ? undefined : steps[event.key];
    if (!step || total === 0) return;
    event.preventDefault();
    step();
  }

  return (
    <div className="data" style={{ '--data-columns': widths } as CSSProperties}>
      <div className="data-search">
        <label className="search">
          <Icon name="search" />
          <span className="vh">Search prompts, completions and subcategories</span>
          <input
            ref={props.search}
            className="input"
            type="search"
            dir="auto"
            maxLength={200}
            placeholder="Search the examples"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Escape' && typed !== '') {
                event.preventDefault();
                setTyped('');
              } else if (event.key === 'ArrowDown' || event.key === 'Enter') {
                event.preventDefault();
                // where nothing is found there is no row to go to, and the next key would be the form's
                if (total > 0) scroller.current?.focus();
              }
            }}
          />
          {typed === '' ? <Kbd k="/" /> : null}
        </label>
        <span className="ink3 xs" role="status">
          {rows.known
            ? search
              ? `${plural(total, 'example')} of ${count(props.examples)}`
              : plural(total, 'example')
            : ''}
        </span>
      </div>
      <div className="data-row data-head" aria-hidden="true">
        <span className="num">Row</span>
        {columns.map((column) => (
          <span key={column.name}>{column.name}</span>
        ))}
      </div>
      {failure ? <FailureNote failure={failure} title="The examples could not be read" /> : null}
      {/* biome-ignore lint/a11y/useSemanticElements: rows that are not there cannot be a table's */}
      <div
        className="data-scroll"
        ref={scroller}
        role="grid"
        tabIndex={0}
        aria-label="Examples"
        aria-busy={busy}
        aria-rowcount={total}
        aria-activedescendant={total > 0 ? `data-row-${at}` : undefined}
        onKeyDown={onKeyDown}
      >
        <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {virtual.getVirtualItems().map((item) => (
            <DataRow
              key={item.key}
              index={item.index}
              top={item.start}
              example={rows.at(item.index)}
              columns={columns}
              search={search}
              at={item.index === at}
              onOpen={open}
            />
          ))}
        </div>
        {rows.known && total === 0 ? (
          <p className="data-none">
            {search
              ? `No example has “${search}”. Try fewer letters, or clear the search with Esc.`
              : 'There are no examples.'}
          </p>
        ) : null}
      </div>
      {whole === null ? null : (
        <WholeExample
          index={whole}
          total={total}
          number={number}
          search={search}
          metric={metric}
          onMove={(to) => {
            move(to);
            setWhole(to);
          }}
          onClose={() => setWhole(null)}
        />
      )}
    </div>
  );
}

/** The rows in view: at most two pages are asked for, and what was read before is kept by the query cache. */
function usePages(number: number, search: string, scroller: RefObject<HTMLDivElement | null>, examples: number) {
  const [total, setTotal] = useState(search === '' ? examples : 0);
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 12,
  });
  const items = virtual.getVirtualItems();
  const first = Math.floor((items[0]?.index ?? 0) / PAGE);
  const last = Math.floor((items.at(-1)?.index ?? 0) / PAGE);
  const input = (page: number) => ({ number, offset: page * PAGE, limit: PAGE, ...(search ? { search } : {}) });
  // the rows of the search before stay until those of the next are there
  const upper = useAsk('review.examples', input(first), { keep: first === 0 });
  const lower = useAsk('review.examples', input(last), { enabled: last !== first });
  const found = upper.data?.total ?? lower.data?.total;
  useEffect(() => {
    if (found !== undefined) setTotal(found);
  }, [found]);
  const [above, below] = [upper.data?.examples, lower.data?.examples];
  const inView = useMemo(() => [...(above ?? []), ...(below ?? [])], [above, below]);
  const at = (index: number): BlindExample | undefined => {
    const page = Math.floor(index / PAGE);
    return (page === first ? upper : page === last ? lower : null)?.data?.examples[index % PAGE];
  };
  return {
    total,
    virtual,
    at,
    examples: inView,
    known: found !== undefined,
    pending: upper.isPending || upper.isStale,
    failure: upper.error ?? lower.error,
  };
}
