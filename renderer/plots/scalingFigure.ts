import { parameters } from '../../shared/results/parameters.ts';
import { logTicks, niceTicks, rangeOf, sizeTicks, tickDecimals } from '../../shared/scaling/axes.ts';
import { fixed, percent } from '../pieces/format.ts';
import { figureMargins, figureMarks, type PlotPlace } from './figureMarks.ts';
import { figureInWords } from './figureWords.ts';
import type { DrawnLine } from './lines.ts';
import { fitTraces, lineTrace } from './lineTraces.ts';
import type { Mark } from './marks.ts';
import type { Part } from './plotlyParts.ts';
import { stepStrip, stripHeight } from './stepStrip.ts';

/** Colours as the page has them now, by the name of their token, as marks name them. */
export type Ink = (token: string) => string;
/** Width of a text in pixels. */
export type Measure = (text: string, size: number, weight: number) => number;

/** What a figure shows, whatever its colours and its size. */
export interface FigureContent {
  readonly lines: readonly DrawnLine[];
  /** The vertical axis is logarithmic: the loss metrics. */
  readonly logged: boolean;
  /** Values are shares, written as percent. */
  readonly share: boolean;
  readonly baseline: { readonly value: number; readonly name: string } | null;
  readonly yTitle: string;
}

export interface FigureRequest extends FigureContent {
  /** Draw the fitted lines with the bootstrap's bands instead of connecting the points. */
  readonly fitted: boolean;
  /** Of the whole figure, and of the plot without axis and strip, in pixels. */
  readonly width: number;
  readonly plotHeight: number;
  readonly ink: Ink;
  readonly measure: Measure;
}

export interface ScalingFigure {
  /** For Plotly. */
  readonly data: readonly Part[];
  readonly layout: Part;
  /** Over its lines and under what it shows to the pointer. */
  readonly marks: readonly Mark[];
  readonly width: number;
  readonly height: number;
  /** The figure in words, for those who do not see it. */
  readonly sentence: string;
}

const FONT = 'Inter, sans-serif';
const TOP = 12;
/** Ticks, their numbers and the notes under the plot. */
const UNDER = 46;

/**
 * Value against parameters, log–log for losses, log x otherwise: a line a family with bars of one SEM, names at the ends
 * of the lines, the dashed baseline, and below it the strip of steps on the same sizes. Plotly draws what is measured and
 * answers the pointer; words and steps are marks of our own around it, because Plotly takes a millisecond for each text.
 */
export function scalingFigure(request: FigureRequest): ScalingFigure {
  const { lines, ink, baseline, fitted, plotHeight, width } = request;
  const scale = verticalScale(request);
  const x = rangeOf(
    lines.flatMap((line) => line.points.map((point) => Math.log10(point.params))),
    0.03,
    0.12,
  );
  const stepped = lines.filter((line) => line.steps.length > 0);
  const around = figureMargins(request, stepped);
  const under = stepped.length > 0 ? UNDER + stripHeight(stepped) : UNDER - 8;
  const height = TOP + plotHeight + under + 4;
  const place: PlotPlace = {
    area: {
      left: around.left,
      top: TOP,
      right: Math.max(around.left + 80, width - around.right),
      bottom: TOP + plotHeight,
    },
    across: (params) =>
      place.area.left + ((Math.log10(params) - x[0]) / (x[1] - x[0])) * (place.area.right - place.area.left),
    down: (value) => TOP + (1 - (scale.at(value) - scale.range[0]) / (scale.range[1] - scale.range[0])) * plotHeight,
    lowest: scale.lowest,
  };
  const sizes = sizeTicks(x);
  const minor = { ticks: 'outside', ticklen: 3, tickcolor: ink('--plot-axis') } as const;

  return {
    data: [
      ...lines.flatMap((line) => (fitted ? fitTraces(line, ink) : [])),
      ...lines.map((line) => lineTrace(line, request)),
    ],
    layout: {
      autosize: false,
      width,
      height,
      margin: { l: around.left, r: width - place.area.right, t: TOP, b: height - TOP - plotHeight, pad: 0 },
      paper_bgcolor: 'rgba(0,0,0,0)',
      plot_bgcolor: 'rgba(0,0,0,0)',
      font: { family: FONT, size: 11, color: ink('--ink-2') },
      showlegend: false,
      dragmode: false,
      hovermode: 'x unified',
      hoverdistance: 24,
      hoverlabel: {
        bgcolor: ink('--ground-raised'),
        bordercolor: ink('--rule-strong'),
        font: { family: FONT, size: 11, color: ink('--ink') },
        align: 'left',
      },
      xaxis: {
        ...axis(ink),
        type: 'log',
        range: [...x],
        tickvals: [...sizes.major],
        ticktext: sizes.major.map(parameters),
        minor: { tickvals: [...sizes.minor], ...minor },
        unifiedhovertitle: { text: 'Mean ± SEM' },
        showspikes: true,
        spikemode: 'across',
        spikedash: 'dot',
        spikethickness: 1,
        spikecolor: ink('--ink-3'),
        spikesnap: 'hovered data',
      },
      yaxis: {
        ...axis(ink),
        type: request.logged ? 'log' : 'linear',
        range: [...scale.range],
        tickvals: [...scale.ticks.major],
        ticktext: scale.ticks.major.map(scale.text),
        minor: { tickvals: [...scale.ticks.minor], ...minor },
        zeroline: !request.logged,
        zerolinecolor: ink('--rule-strong'),
        zerolinewidth: 1,
      },
      shapes: baseline ? [baselineShape(baseline.value, ink)] : [],
    },
    marks: [
      ...figureMarks(request, place, stepped.length > 0),
      ...stepStrip(
        stepped,
        { left: place.area.left, right: place.area.right, top: TOP + plotHeight + UNDER },
        place.across,
      ),
    ],
    width,
    height,
    sentence: figureInWords(request),
  };
}

/** Under the lines, which is where Plotly can put it and we cannot. */
function baselineShape(value: number, ink: Ink): Part {
  return {
    type: 'line',
    xref: 'x domain',
    yref: 'y',
    x0: 0,
    x1: 1,
    y0: value,
    y1: value,
    layer: 'below',
    line: { color: ink('--plot-base'), width: 1.25, dash: '5px,4px' },
  };
}

/** The vertical axis: range in its own terms, ticks and how they are written. */
function verticalScale({ lines, baseline, logged, share }: FigureRequest) {
  const points = lines.flatMap((line) => line.points);
  const smallest = Math.min(...points.map((point) => point.mean), baseline?.value ?? Infinity);
  // a bar may reach below 0, where a log axis has no place for it
  const lowest = logged ? smallest / 2 : -Infinity;
  const values = [
    ...points.flatMap((point) => [Math.max(point.mean - point.sem, lowest), point.mean + point.sem]),
    ...(baseline ? [baseline.value] : []),
  ];
  const at = (value: number) => (logged ? Math.log10(Math.max(value, lowest)) : value);
  const range = rangeOf(values.map(at), 0.07, logged ? 0.01 : share ? 0.01 : 0.02);
  const ticks = logged ? logTicks(10 ** range[0], 10 ** range[1]) : { major: niceTicks(range[0], range[1]), minor: [] };
  const decimals = tickDecimals(share ? ticks.major.map((tick) => tick * 100) : ticks.major);
  const text = (value: number) =>
    share ? percent(value, decimals) : logged ? trimmed(value, decimals) : fixed(value, decimals);
  return { at, range, ticks, text, lowest };
}

/** Across decades each tick has the decimals that it needs. */
function trimmed(value: number, decimals: number): string {
  return decimals > 2 ? Number(value.toPrecision(3)).toString() : fixed(value, decimals);
}

function axis(ink: Ink): Part {
  return {
    gridcolor: ink('--plot-grid'),
    linecolor: ink('--plot-axis'),
    showline: true,
    zeroline: false,
    ticks: 'outside',
    ticklen: 5,
    tickcolor: ink('--plot-axis'),
    fixedrange: true,
    automargin: false,
  };
}
