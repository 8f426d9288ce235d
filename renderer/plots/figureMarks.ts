import { valueText } from './figureWords.ts';
import { type Box, placeNames } from './labels.ts';
import type { DrawnLine, LinePoint } from './lines.ts';
import { type Mark, ON_LINE, tenth } from './marks.ts';
import type { FigureRequest } from './scalingFigure.ts';
import { laneTexts } from './stepStrip.ts';

/** The words around a plot's lines: names at their ends, what the baseline is, what the axes are. */

/** Where the plot stands in its figure, in pixels. */
export interface PlotPlace {
  readonly area: Box;
  readonly across: (params: number) => number;
  readonly down: (value: number) => number;
  /** As far down as a bar is drawn. */
  readonly lowest: number;
}

const NAME = 12;
const NOTE = 11;

const AXIS_NOTE = 'Parameters; bars of one SEM';
/** Beside it on the same line, the longest for which there is room. */
const STEPS_NOTES = [
  'Each step below: up, down or flat, by paired bootstrap',
  'Each step below: up, down or flat',
  'Each step below',
];

/** Room for numbers and lanes' names on the left, for the names of lines, the baseline and the lanes' words on the right. */
export function figureMargins(
  request: FigureRequest,
  stepped: readonly DrawnLine[],
): { readonly left: number; readonly right: number } {
  const { lines, measure, width } = request;
  const lanes = laneTexts(stepped);
  const ends = [
    ...lines.map((line) => measure(line.name, NAME, 600) + 2),
    measure(baselineText(request), NOTE, 400),
    ...lanes.map((lane) => measure(lane.words, NOTE, 400)),
  ];
  return {
    left: Math.min(150, Math.max(56, ...lanes.map((lane) => measure(lane.name, NOTE, 400) + 14))),
    right: Math.min(width * 0.4, Math.max(24, ...ends) + 20),
  };
}

export function figureMarks(request: FigureRequest, place: PlotPlace, stepped: boolean): readonly Mark[] {
  const { area } = place;
  const { baseline, measure, yTitle } = request;
  const note = (x: number, y: number, text: string, anchor: 'start' | 'middle' | 'end' = 'start'): Mark => {
    return { kind: 'text', x: tenth(x), y: tenth(y), text, anchor, color: '--ink-3', size: NOTE };
  };
  const room = area.right - area.left - measure(AXIS_NOTE, NOTE, 400) - 12;
  const stepsNote = stepped ? STEPS_NOTES.find((text) => measure(text, NOTE, 400) <= room) : undefined;
  const under = area.bottom + 34;
  return [
    ...names(request, place),
    ...(baseline ? [note(area.right + 8, place.down(baseline.value) + ON_LINE * NOTE, baselineText(request))] : []),
    note(area.left - 2, under, AXIS_NOTE),
    ...(stepsNote ? [note(area.right + 2, under, stepsNote, 'end')] : []),
    {
      kind: 'text',
      x: 14,
      y: (area.top + area.bottom) / 2,
      text: yTitle,
      anchor: 'middle',
      color: '--ink-3',
      size: NOTE,
      upwards: true,
    },
  ];
}

function baselineText({ baseline, share }: FigureRequest): string {
  return baseline ? `${baseline.name} ${valueText(baseline.value, share)}` : '';
}

/** Each at the end of its line, where it covers nothing; else in the margin, led to by a dotted line. */
function names(request: FigureRequest, place: PlotPlace): readonly Mark[] {
  const { lines, measure } = request;
  const { across, down, area } = place;
  const places = placeNames(
    lines.map((line) => {
      const last = line.points.at(-1) as LinePoint;
      return { x: across(last.params), y: down(last.mean), width: measure(line.name, NAME, 600) + 2, height: 15 };
    }),
    [...baselineBox(request, place), ...lines.flatMap((line) => line.points.map((point) => pointBox(point, place)))],
    lines.flatMap((line) =>
      line.points.slice(1).map((point, i) => {
        const before = line.points[i] as LinePoint;
        return [across(before.params), down(before.mean), across(point.params), down(point.mean)] as const;
      }),
    ),
    area,
  );
  const placed = lines.map((line, i) => ({ line, ...(places[i] ?? { x: area.right, y: area.top, led: false }) }));
  return [
    ...placed
      .filter(({ led }) => led)
      .map(({ line, x, y }): Mark => {
        const last = line.points.at(-1) as LinePoint;
        const way = `M${tenth(across(last.params) + 6)} ${tenth(down(last.mean))}L${tenth(x - 3)} ${tenth(y)}`;
        return { kind: 'path', d: way, stroke: line.style.token, width: 0.75, dash: '1 2' };
      }),
    ...placed.map(
      ({ line, x, y }): Mark => ({
        kind: 'text',
        x: tenth(x),
        y: tenth(y + ON_LINE * NAME),
        text: line.name,
        anchor: 'start',
        color: `name:${line.style.token}`,
        size: NAME,
        weight: 600,
        halo: true,
      }),
    ),
  ];
}

/** What the baseline's own words cover. */
function baselineBox(request: FigureRequest, { area, down }: PlotPlace): readonly Box[] {
  const { baseline, measure } = request;
  if (!baseline) return [];
  const [left, middle] = [area.right + 8, down(baseline.value)];
  const right = left + measure(baselineText(request), NOTE, 400);
  return [{ left, right, top: middle - 8, bottom: middle + 8 }];
}

/** What a marker and its bar cover. */
function pointBox(point: LinePoint, { across, down, lowest }: PlotPlace): Box {
  const x = across(point.params);
  const y = down(point.mean);
  return {
    left: x - 5,
    right: x + 5,
    top: Math.min(down(point.mean + point.sem), y - 5),
    bottom: Math.max(down(Math.max(point.mean - point.sem, lowest)), y + 5),
  };
}
