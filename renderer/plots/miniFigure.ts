import { parameters } from '../../shared/results/parameters.ts';
import {
  extent,
  logTicks,
  niceTicks,
  type Range,
  rangeOf,
  sizeTicks,
  tickDecimals,
} from '../../shared/scaling/axes.ts';
import { markerPaths } from './families.tsx';
import type { DrawnLine } from './lines.ts';
import { type Mark, ON_LINE, tenth } from './marks.ts';
import type { FigureContent } from './scalingFigure.ts';

/* Small multiples are drawn by ourselves: hundreds of them scroll, and each is a dozen paths. */

export interface MiniSize {
  readonly width: number;
  readonly height: number;
}

/** Shared axes make small multiples comparable; without them each tile has its own. */
export interface MiniAxes {
  readonly x: Range;
  readonly y: Range | null;
}

/** Size of its numbers. */
const TEXT = 10;
const margin = { left: 34, right: 8, top: 6, bottom: 18 };

/** Lines, markers, baseline, and few ticks: no more than a glance takes in. */
export function miniFigure(content: FigureContent, size: MiniSize, axes: MiniAxes): readonly Mark[] {
  const { lines, logged, baseline, share } = content;
  const at = (value: number) => (logged ? Math.log10(value) : value);
  const y = axes.y ?? miniRange(content);
  const right = size.width - margin.right;
  const bottom = size.height - margin.bottom;
  const across = (params: number) =>
    tenth(margin.left + ((Math.log10(params) - axes.x[0]) / (axes.x[1] - axes.x[0])) * (right - margin.left));
  const down = (value: number) => tenth(bottom - ((at(value) - y[0]) / (y[1] - y[0] || 1)) * (bottom - margin.top));

  const ticks = logged ? logTicks(10 ** y[0], 10 ** y[1]).major : niceTicks(y[0], y[1], 3);
  const shown = ticks.length > 4 ? ticks.filter((_, i) => i % Math.ceil(ticks.length / 4) === 0) : ticks;
  const decimals = tickDecimals(share ? shown.map((tick) => tick * 100) : shown);
  const inPercent = (tick: number) => (share ? tick * 100 : tick).toFixed(decimals).replace('-', '−');
  const sizes = sizeTicks(axes.x).major.filter((_, i, all) => all.length < 4 || i % 2 === 0);
  return [
    ...shown.map((tick): Mark => path(`M${margin.left} ${down(tick)}H${right}`, '--plot-grid', 1)),
    path(`M${margin.left} ${margin.top}V${bottom}H${right}`, '--plot-axis', 1),
    ...sizes.map((params): Mark => path(`M${across(params)} ${bottom}v3`, '--plot-axis', 1)),
    ...shown.map((tick): Mark => word(margin.left - 5, down(tick) + ON_LINE * TEXT, inPercent(tick), 'end')),
    ...sizes.map((params): Mark => word(across(params), size.height - 4, parameters(params), 'middle')),
    ...(baseline && at(baseline.value) >= y[0] && at(baseline.value) <= y[1]
      ? [path(`M${margin.left} ${down(baseline.value)}H${right}`, '--plot-base', 1, '4 3')]
      : []),
    ...lines.map((line): Mark => path(course(line, across, down), line.style.token, 1.5, dashOf(line))),
    ...lines.flatMap((line) =>
      line.points.map(
        (point): Mark => ({
          kind: 'marker',
          x: across(point.params),
          y: down(point.mean),
          d: markerPaths[line.style.symbol],
          color: line.style.token,
          hollow: !line.public,
        }),
      ),
    ),
  ];
}

/** Sizes of all of them: 350M stands at the same place in every tile. */
export function sharedSizes(
  contents: readonly {
    readonly lines: readonly { readonly points: readonly { readonly params: number }[] }[];
  }[],
): Range {
  const sizes = contents.flatMap(({ lines }) =>
    lines.flatMap((line) => line.points.map((point) => Math.log10(point.params))),
  );
  return sizes.length > 0 ? rangeOf(sizes, 0.03, 0.1) : [8, 11];
}

/** One vertical axis for all, where they are on the same kind of axis; else null. */
export function sharedValues(contents: readonly FigureContent[]): Range | null {
  if (contents.length === 0 || contents.some(({ logged }) => logged !== contents[0]?.logged)) return null;
  const [low, high] = extent(contents.flatMap(miniRange));
  return [low, high];
}

function miniRange({ lines, baseline, logged }: FigureContent): Range {
  const values = [
    ...lines.flatMap((line) => line.points.map((point) => point.mean)),
    ...(baseline ? [baseline.value] : []),
  ];
  return rangeOf(logged ? values.map((value) => Math.log10(value)) : values, 0.1, logged ? 0.01 : 0.02);
}

function course(line: DrawnLine, across: (params: number) => number, down: (value: number) => number): string {
  return line.points.map((point, i) => `${i === 0 ? 'M' : 'L'}${across(point.params)} ${down(point.mean)}`).join('');
}

function dashOf(line: DrawnLine): string | undefined {
  return line.reproduction ? '5 3' : line.tuned ? '1.5 2.5' : undefined;
}

function path(d: string, stroke: string, width: number, dash?: string): Mark {
  return dash === undefined ? { kind: 'path', d, stroke, width } : { kind: 'path', d, stroke, width, dash };
}

function word(x: number, y: number, text: string, anchor: 'start' | 'middle' | 'end'): Mark {
  return { kind: 'text', x, y, text, anchor, color: '--ink-3', size: TEXT };
}
