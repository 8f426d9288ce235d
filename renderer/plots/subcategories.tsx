import { useMemo, useRef, useState } from 'react';
import type { SubmissionScaling } from '../../shared/contract/scaling.ts';
import { Button } from '../pieces/controls.tsx';
import { count } from '../pieces/format.ts';
import { EmptyState } from '../pieces/states.tsx';
import { inkOf, measureText } from './drawing.ts';
import { FamilyMark } from './families.tsx';
import { figureCsv } from './figureCsv.ts';
import { sharedSizes, sharedValues } from './miniFigure.ts';
import { MiniPlot } from './miniPlot.tsx';
import type { Saveable } from './saveFigure.tsx';
import { multiplesSvg } from './svgText.ts';
import { TrendTable } from './trendTable.tsx';
import { firstOf, LEAST_EXAMPLES, lossFigure, notInverse, type SubcategoryFigure } from './views.ts';

const tile = { width: 220, height: 132 } as const;
/** So many are drawn at once: a data set may have a thousand. */
const AT_ONCE = 60;

/** Small multiples on the same axes, one a subcategory; a click opens one by itself. */
export function Subcategories(props: {
  scaling: SubmissionScaling;
  figures: readonly SubcategoryFigure[];
  marked: readonly string[];
  onOpen: (name: string) => void;
  folded: boolean;
}) {
  const { scaling, figures, marked } = props;
  const place = useRef<HTMLUListElement>(null);
  const axes = useMemo(() => axesOf(figures), [figures]);
  const odd = useMemo(() => new Set(notInverse(scaling)), [scaling]);
  const [limit, setLimit] = useState(AT_ONCE);
  const shown = useMemo(() => firstOf(figures, limit, marked), [figures, limit, marked]);
  const families = useMemo(() => lossFigure(scaling).content.lines, [scaling]);
  if (figures.length === 0) {
    return scaling.evidence ? (
      <EmptyState icon="table" title="No subcategories">
        A column named subcategory would split the examples here, each kind with a plot of its own.
      </EmptyState>
    ) : null;
  }
  const table = (
    <TrendTable
      caption="Trends by subcategory"
      groups={shown.map((figure) => ({
        key: figure.name,
        title: figure.name,
        remark: remarkOf(figure),
        lines: figure.content.lines,
        onOpen: () => props.onOpen(figure.name),
      }))}
    />
  );
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
      <ul className="multiples" ref={place}>
        {shown.map((figure) => (
          <li key={figure.name} className={marked.includes(figure.name) ? 'is-marked' : undefined}>
            <button type="button" className="multiple" onClick={() => props.onOpen(figure.name)}>
              <span className="multiple-head">
                <b className="clip" title={figure.name}>
                  {figure.name}
                </b>
                <span className="ink3">{remarkOf(figure)}</span>
              </span>
              <MiniPlot content={figure.content} size={tile} axes={axes} />
              <span className="xs ink2">{odd.has(figure.name) ? 'not inverse' : shapesOf(figure)}</span>
            </button>
          </li>
        ))}
      </ul>
      {shown.length < figures.length ? (
        <p className="multiples-more">
          <Button onClick={() => setLimit(limit + AT_ONCE)}>
            Show {count(Math.min(AT_ONCE, figures.length - shown.length))} more
          </Button>
          <span className="ink3 xs">
            {count(shown.length)} of {count(figures.length)} subcategories; saved pictures and numbers hold all of them
          </span>
        </p>
      ) : null}
      {props.folded ? (
        <details className="figures">
          <summary>The same as a table</summary>
          {table}
        </details>
      ) : (
        table
      )}
    </>
  );
}

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
        { columns: Math.min(3, figures.length), tile: { width: 240, height: 150 } },
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
