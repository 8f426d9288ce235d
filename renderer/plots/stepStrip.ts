import type { Range } from '../../shared/scaling/axes.ts';
import { type DrawnLine, type LineStep, stepsInWords } from './lines.ts';
import type { Part } from './plotlyParts.ts';
import type { Ink } from './scalingFigure.ts';

export interface StepStrip {
  readonly lanes: readonly { readonly name: string; readonly words: string; readonly middle: number }[];
  /** In pixels. */
  readonly height: number;
  readonly data: readonly Part[];
  readonly shapes: readonly Part[];
  /** The axes of the second subplot, between two places of the figure's height. */
  readonly axes: (top: number, bottom: number) => Part;
}

const LANE = 25;
/** Of a lane, the rest is the gap to the next. */
const FILLED = 0.8;

/** What each lane is called, and what stands at its end. */
export function laneTexts(lines: readonly DrawnLine[]): readonly { readonly name: string; readonly words: string }[] {
  return lines.map((line) => ({ name: line.name, words: stepsInWords(line.steps) }));
}

/**
 * The steps of every family under the plot, aligned with its sizes: chevron up, chevron down, dash for flat. Drawn into
 * the curve they would be lost among the error bars. Nothing for a step that has no verdict. `width` is in pixels.
 */
export function stepStrip(given: {
  readonly lines: readonly DrawnLine[];
  readonly ink: Ink;
  readonly x: Range;
  readonly width: number;
}): StepStrip {
  const { lines, ink, x, width } = given;
  const lanes = laneTexts(lines).map((texts, i) => ({ ...texts, middle: i + FILLED / 2 }));
  // a chevron of 10 by 5 pixels, in the axis' own terms
  const [halfWide, halfHigh] = [(5 / width) * (x[1] - x[0]), 2.5 / LANE];
  const quiet = { type: 'scatter', xaxis: 'x2', yaxis: 'y2', hoverinfo: 'skip', showlegend: false } as const;
  const sizes = lines.flatMap((line, i) => line.points.map((point) => ({ params: point.params, lane: i })));
  return {
    lanes,
    height: lanes.length * LANE,
    data: [
      ...(lanes.length > 0
        ? [
            {
              ...quiet,
              mode: 'lines',
              x: sizes.flatMap(({ params }) => [params, params, null]),
              y: sizes.flatMap(({ lane }) => [lane, lane + FILLED, null]),
              line: { color: ink('--rule-strong'), width: 1 },
              connectgaps: false,
            },
          ]
        : []),
      ...lines.map((line, i) => ({
        ...quiet,
        mode: 'lines',
        ...chevrons(line.steps, i + FILLED / 2, halfWide, halfHigh),
        line: { color: ink(line.style.token), width: 1.5 },
        connectgaps: false,
      })),
    ],
    shapes: lanes.map((_, i) => ({
      type: 'rect',
      xref: 'x2 domain',
      yref: 'y2',
      x0: 0,
      x1: 1,
      y0: i,
      y1: i + FILLED,
      layer: 'below',
      fillcolor: ink('--ground-sunken'),
      line: { width: 0 },
    })),
    axes: (top, bottom): Part =>
      lanes.length === 0
        ? {}
        : {
            xaxis2: { type: 'log', range: [...x], anchor: 'y2', visible: false, fixedrange: true },
            yaxis2: { range: [lanes.length, 0], domain: [bottom, top], anchor: 'x2', visible: false, fixedrange: true },
          },
  };
}

/** One broken line: middle of a step on the log axis, a mark for its verdict there. Larger y lies lower. */
function chevrons(steps: readonly LineStep[], y: number, halfWide: number, halfHigh: number) {
  const xs: (number | null)[] = [];
  const ys: (number | null)[] = [];
  for (const { from, to, verdict } of steps) {
    if (verdict === null) continue;
    const middle = (Math.log10(from) + Math.log10(to)) / 2;
    xs.push(10 ** (middle - halfWide), 10 ** middle, 10 ** (middle + halfWide), null);
    const tip = verdict === 'up' ? -halfHigh : verdict === 'down' ? halfHigh : 0;
    ys.push(y - tip, y + tip, y - tip, null);
  }
  return { x: xs, y: ys };
}
