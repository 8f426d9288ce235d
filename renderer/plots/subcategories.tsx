import { memo, useDeferredValue, useEffect, useMemo, useRef } from 'react';
import type { SubmissionScaling } from '../../shared/contract/scaling.ts';
import { leadingFamily } from '../../shared/scaling/suggestions.ts';
import { Button } from '../pieces/controls.tsx';
import { count, plural } from '../pieces/format.ts';
import { EmptyState } from '../pieces/states.tsx';
import { inkOf, measureText } from './drawing.ts';
import { FamilyMark } from './families.tsx';
import { figureCsv } from './figureCsv.ts';
import { Foldable } from './foldable.tsx';
import { type MiniAxes, sharedSizes, sharedValues } from './miniFigure.ts';
import { MiniPlot } from './miniPlot.tsx';
import type { Saveable } from './saveFigure.tsx';
import { scrollPane } from './scrollPane.ts';
import { AT_ONCE, listedSubcategories, type SubcategoryListing, type SubcategoryOrder } from './subcategoryListing.ts';
import { columnsFor, multiplesSvg } from './svgText.ts';
import { TrendTable } from './trendTable.tsx';
import { LEAST_EXAMPLES, lossFigure, notInverse, type SubcategoryFigure } from './views.ts';

const tile = { width: 220, height: 132 } as const;
/** In a picture that is saved. */
const drawnTile = { width: 240, height: 150 } as const;
/** More than these want a way to find one. */
const FEW = 12;

/** Small multiples on the same axes, one a subcategory; a click opens one by itself. */
export function Subcategories(props: {
  scaling: SubmissionScaling;
  figures: readonly SubcategoryFigure[];
  marked: readonly string[];
  listing: SubcategoryListing;
  onList: (listing: SubcategoryListing) => void;
  /** Looked at by itself just now, and come back from. */
  from: string | null;
  onOpen: (name: string) => void;
  folded: boolean;
}) {
  const { scaling, figures, marked, listing, onList, from } = props;
  const axes = useMemo(() => axesOf(figures), [figures]);
  const odd = useMemo(() => new Set(notInverse(scaling)), [scaling]);
  const leading = leadingFamily(scaling.families, scaling.evidence?.trends ?? [])?.key ?? null;
  const fitting = useMemo(
    () => listedSubcategories(figures, listing, { leading, marked }),
    [figures, listing, leading, marked],
  );
  const shown = useMemo(() => fitting.slice(0, listing.limit), [fitting, listing.limit]);
  // small plots are painted first: they are what is looked for
  const tabled = useDeferredValue(shown, none);
  const families = useMemo(() => lossFigure(scaling).content.lines, [scaling]);
  const place = useRef<HTMLUListElement>(null);
  useEffect(() => {
    const tile = from === null ? null : place.current?.querySelector<HTMLElement>('[data-from]');
    if (!tile) return;
    tile.focus({ preventScroll: true });
    scrollPane(tile, 'middle');
  }, [from]);
  if (figures.length === 0) {
    return scaling.evidence ? (
      <EmptyState icon="table" title="No subcategories">
        A column named subcategory would split the examples here, each kind with a plot of its own.
      </EmptyState>
    ) : null;
  }
  return (
    <>
      <p className="multiples-key ink2 xs">
        {families.map((line) => (
          <span key={line.key}>
            <FamilyMark style={line.style} hollow={!line.public} /> {line.name}
            {line.tuned ? ' (dotted)' : null}
          </span>
        ))}
        <span className="ink3">{axes.y ? 'all on the same axes' : 'each on an axis of its own'}</span>
      </p>
      {figures.length > FEW ? <Finding fitting={fitting.length} listing={listing} onList={onList} /> : null}
      {fitting.length === 0 ? (
        <p className="ink2 none">
          No subcategory is called that.{' '}
          <button type="button" className="link" onClick={() => onList({ ...listing, search: '' })}>
            Show all {count(figures.length)}
          </button>
        </p>
      ) : null}
      <ul className="multiples" ref={place}>
        {shown.map((figure) => (
          <Tile
            key={figure.name}
            figure={figure}
            axes={axes}
            odd={odd.has(figure.name)}
            marked={marked.includes(figure.name)}
            from={figure.name === from}
            onOpen={props.onOpen}
          />
        ))}
      </ul>
      {shown.length < fitting.length ? (
        <p className="multiples-more">
          <Button onClick={() => onList({ ...listing, limit: listing.limit + AT_ONCE })}>
            Show {count(Math.min(AT_ONCE, fitting.length - shown.length))} more
          </Button>
          <span className="ink3 xs">
            {count(shown.length)} of {count(fitting.length)} subcategories; saved pictures and numbers hold all{' '}
            {count(figures.length)}
          </span>
        </p>
      ) : null}
      <Foldable folded={props.folded}>
        <SubcategoryTable figures={tabled} onOpen={props.onOpen} />
      </Foldable>
    </>
  );
}

const none: readonly SubcategoryFigure[] = [];

const orders: readonly { readonly value: SubcategoryOrder; readonly label: string }[] = [
  { value: 'data', label: 'As in the data' },
  { value: 'steepest', label: 'Steepest first' },
  { value: 'flattest', label: 'Least steep first' },
];

function Finding(props: {
  fitting: number;
  listing: SubcategoryListing;
  onList: (listing: SubcategoryListing) => void;
}) {
  const { listing, onList } = props;
  // another question begins at the top again
  const list = (part: Partial<SubcategoryListing>) => onList({ ...listing, ...part, limit: AT_ONCE });
  return (
    <search className="multiples-find">
      <input
        type="search"
        className="input"
        aria-label="Find a subcategory"
        placeholder="Find a subcategory"
        value={listing.search}
        onChange={(event) => list({ search: event.target.value })}
      />
      <select
        className="input"
        aria-label="Order of the subcategories"
        value={listing.order}
        onChange={(event) => list({ order: event.target.value as SubcategoryOrder })}
      >
        {orders.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
      <span className="ink3 xs" role="status">
        {plural(props.fitting, 'subcategory', 'subcategories')}
      </span>
    </search>
  );
}

const Tile = memo(function Tile(props: {
  figure: SubcategoryFigure;
  axes: MiniAxes;
  odd: boolean;
  marked: boolean;
  from: boolean;
  onOpen: (name: string) => void;
}) {
  const { figure, odd } = props;
  return (
    <li className={props.marked ? 'is-marked' : undefined}>
      <button
        type="button"
        className="multiple"
        data-from={props.from || undefined}
        onClick={() => props.onOpen(figure.name)}
      >
        <span className="multiple-head">
          <b className="clip" title={figure.name}>
            {figure.name}
          </b>
          <span className="ink3">{remarkOf(figure)}</span>
        </span>
        <MiniPlot content={figure.content} size={tile} axes={props.axes} />
        <span className="xs ink2">
          {shapesOf(figure)}
          {odd ? <span className="ink3">, counts as not inverse</span> : null}
        </span>
      </button>
    </li>
  );
});

const SubcategoryTable = memo(function SubcategoryTable(props: {
  figures: readonly SubcategoryFigure[];
  onOpen: (name: string) => void;
}) {
  return (
    <TrendTable
      caption="Trends by subcategory"
      groups={props.figures.map((figure) => ({
        key: figure.name,
        title: figure.name,
        remark: remarkOf(figure),
        lines: figure.content.lines,
        onOpen: () => props.onOpen(figure.name),
      }))}
    />
  );
});

/** All of them in one picture, for a paper or a message. */
export function subcategoryGrid(
  submission: string,
  scaling: SubmissionScaling,
  figures: readonly SubcategoryFigure[],
): Saveable {
  return {
    name: `${submission}, by subcategory`,
    caption: {
      title: `${submission}: by subcategory`,
      sentences: [
        `${(figures[0]?.content.yTitle ?? '').replace(' (higher is worse)', '')}, against parameters, one plot a subcategory; higher is worse. ${count(scaling.examples)} examples, ${scaling.metric}.`,
        ...(figures.some(({ content }) => content.baseline) ? ['Dashed: equal probability of all classes.'] : []),
      ],
    },
    draw: async () =>
      multiplesSvg(
        figures.map((figure) => ({ title: figure.name, remark: remarkOf(figure), content: figure.content })),
        axesOf(figures),
        { columns: columnsFor(figures.length, drawnTile, 3), tile: drawnTile },
        { ink: inkOf('light'), width: measureText },
      ),
    csv: () => figureCsv(figures.map(({ name, content }) => ({ name, lines: content.lines }))),
  };
}

function axesOf(figures: readonly SubcategoryFigure[]) {
  const contents = figures.map((figure) => figure.content);
  return { x: sharedSizes(contents), y: sharedValues(contents) };
}

function remarkOf({ examples, remark }: SubcategoryFigure): string {
  return examples < LEAST_EXAMPLES ? `${remark}, too few to count` : remark;
}

/** The shape, if all families agree in it; else how many are inverse. */
function shapesOf({ content }: SubcategoryFigure): string {
  const shapes = content.lines.map((line) => line.trend?.shape ?? null).filter((shape) => shape !== null);
  const different = [...new Set(shapes)];
  if (shapes.length === 0) return 'too few sizes';
  if (different.length === 1) return different[0] as string;
  const inverse = shapes.filter((shape) => shape.endsWith('monotonic inverse')).length;
  return `${inverse} of ${shapes.length} families inverse`;
}
