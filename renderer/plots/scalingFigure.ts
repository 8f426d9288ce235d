import { parameters } from '../../shared/results/parameters.ts';
import { logTicks, niceTicks, type Range, rangeOf, sizeTicks, tickDecimals } from '../../shared/scaling/axes.ts';
import { decimalsFor, fixed, percent } from '../pieces/format.ts';
import { type Box, placeNames } from './labels.ts';
import { type DrawnLine, isAside, type LinePoint, stepsInWords } from './lines.ts';
import type { Part } from './plotlyParts.ts';
import { laneTexts, stepStrip } from './stepStrip.ts';

/** Colours as the page has them now, by the name of their token; `name:` before it mixes it with ink, to be read. */
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
  readonly data: readonly Part[];
  readonly layout: Part;
  readonly height: number;
  /** The figure in words, for those who do not see it. */
  readonly sentence: string;
}

const FONT = 'Inter, sans-serif';
const TOP = 12;
/** Ticks, their numbers and the axis title under the plot. */
const UNDER = 46;

const AXIS_NOTE = 'Parameters; bars of one SEM';
/** Beside it on the same line, the longest for which there is room. */
const STEPS_NOTES = [
  'Each step below: up, down or flat, by paired bootstrap',
  'Each step below: up, down or flat',
  'Each step below',
];

/**
 * Value against parameters, log–log for losses, log x otherwise: a line a family with bars of one SEM, names at the ends
 * of the lines, the dashed baseline, and below it the strip of steps on the same sizes.
 */
export function scalingFigure(request: FigureRequest): ScalingFigure {
  const { lines, ink, measure, baseline, fitted, plotHeight, width } = request;
  const scale = verticalScale(request);
  const x = rangeOf(
    lines.flatMap((line) => line.points.map((point) => Math.log10(point.params))),
    0.03,
    0.12,
  );
  const baselineText = baseline ? `${baseline.name} ${valueText(baseline.value, request.share)}` : null;
  const stepped = lines.filter((line) => line.steps.length > 0);
  const lanes = laneTexts(stepped);
  const nameWidths = lines.map((line) => measure(line.name, 12, 600) + 2);
  const ends = [...nameWidths, ...(baselineText ? [measure(baselineText, 11, 400)] : [])];
  const laneWords = lanes.map((lane) => measure(lane.words, 11, 400));
  const right = Math.min(width * 0.4, Math.max(24, ...ends, ...laneWords) + 20);
  const left = Math.min(150, Math.max(56, ...lanes.map((lane) => measure(lane.name, 11, 400) + 14)));
  const area: Box = { left: 0, top: 0, right: Math.max(80, width - left - right), bottom: plotHeight };
  const strip = stepStrip({ lines: stepped, ink, x, width: area.right });
  const room = area.right - measure(AXIS_NOTE, 11, 400) - 12;
  const stepsNote = STEPS_NOTES.find((text) => measure(text, 11, 400) <= room) ?? '';
  const below = strip.lanes.length > 0 ? UNDER + strip.height : UNDER - 8;
  const height = TOP + plotHeight + below + 4;
  const inner = height - TOP - 4;
  const across = (params: number) => ((Math.log10(params) - x[0]) / (x[1] - x[0])) * area.right;
  const down = (value: number) =>
    (1 - (scale.at(value) - scale.range[0]) / (scale.range[1] - scale.range[0])) * plotHeight;

  const baselineBox: Box | null =
    baseline && baselineText
      ? {
          left: area.right + 8,
          right: area.right + 8 + measure(baselineText, 11, 400),
          top: down(baseline.value) - 8,
          bottom: down(baseline.value) + 8,
        }
      : null;
  const places = placeNames(
    lines.map((line, i) => {
      const last = line.points.at(-1) as LinePoint;
      return { x: across(last.params), y: down(last.mean), width: nameWidths[i] ?? 0, height: 15 };
    }),
    [
      ...(baselineBox ? [baselineBox] : []),
      ...lines.flatMap((line) =>
        line.points.map((point) => {
          const [at, high, low] = [
            across(point.params),
            down(point.mean + point.sem),
            down(Math.max(point.mean - point.sem, scale.lowest)),
          ];
          return {
            left: at - 5,
            right: at + 5,
            top: Math.min(high, down(point.mean) - 5),
            bottom: Math.max(low, down(point.mean) + 5),
          };
        }),
      ),
    ],
    lines.flatMap((line) =>
      line.points.slice(1).map((point, i) => {
        const before = line.points[i] as LinePoint;
        return [across(before.params), down(before.mean), across(point.params), down(point.mean)] as const;
      }),
    ),
    area,
  );

  const sizes = sizeTicks(x);
  /** From pixels under the top of the plot to shares of the height, as Plotly wants its places. */
  const paper = (pixels: number) => 1 - pixels / inner;
  const note = (text: string, more: Part): Part => ({
    text: escaped(text),
    showarrow: false,
    xref: 'paper',
    yref: 'paper',
    font: { size: 11, color: ink('--ink-3') },
    ...more,
  });

  return {
    data: [
      ...lines.flatMap((line) => (fitted ? fitTraces(line, ink) : [])),
      ...lines.map((line) => lineTrace(line, request)),
      ...strip.data,
    ],
    layout: {
      autosize: false,
      width,
      height,
      margin: { l: left, r: right, t: TOP, b: 4, pad: 0 },
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
        anchor: 'y',
        tickvals: [...sizes.major],
        ticktext: sizes.major.map(parameters),
        minor: { tickvals: [...sizes.minor], ticks: 'outside', ticklen: 3, tickcolor: ink('--plot-axis') },
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
        domain: [paper(plotHeight), 1],
        tickvals: [...scale.ticks.major],
        ticktext: scale.ticks.major.map(scale.text),
        minor: { tickvals: [...scale.ticks.minor], ticks: 'outside', ticklen: 3, tickcolor: ink('--plot-axis') },
        zeroline: !request.logged,
        zerolinecolor: ink('--rule-strong'),
        zerolinewidth: 1,
      },
      ...strip.axes(paper(plotHeight + UNDER), 0),
      shapes: [
        ...(baseline
          ? [
              {
                type: 'line',
                xref: 'x domain',
                yref: 'y',
                x0: 0,
                x1: 1,
                y0: baseline.value,
                y1: baseline.value,
                layer: 'below',
                line: { color: ink('--plot-base'), width: 1.25, dash: '5px,4px' },
              },
            ]
          : []),
        ...strip.shapes,
        ...places.flatMap((place, i): Part[] => (place.led ? [leader(lines[i] as DrawnLine, place)] : [])),
      ],
      annotations: [
        ...places.map((place, i) =>
          note((lines[i] as DrawnLine).name, {
            x: place.x / area.right,
            y: paper(place.y),
            xanchor: 'left',
            yanchor: 'middle',
            font: { size: 12, weight: 600, color: ink(`name:${(lines[i] as DrawnLine).style.token}`) },
          }),
        ),
        ...(baseline && baselineText
          ? [
              note(baselineText, {
                x: 1,
                y: paper(down(baseline.value)),
                xanchor: 'left',
                yanchor: 'middle',
                xshift: 8,
              }),
            ]
          : []),
        note(AXIS_NOTE, {
          x: 0,
          y: paper(plotHeight + 22),
          xanchor: 'left',
          yanchor: 'top',
          xshift: -3,
        }),
        note(request.yTitle, {
          x: 0,
          y: paper(plotHeight / 2),
          xanchor: 'center',
          yanchor: 'middle',
          textangle: -90,
          xshift: 10 - left,
        }),
        ...(strip.lanes.length > 0 && stepsNote !== ''
          ? [
              note(stepsNote, {
                x: 1,
                y: paper(plotHeight + 22),
                xanchor: 'right',
                yanchor: 'top',
                xshift: 3,
              }),
            ]
          : []),
        ...strip.lanes.flatMap((lane) => [
          note(lane.name, {
            x: 0,
            yref: 'y2',
            y: lane.middle,
            xanchor: 'right',
            yanchor: 'middle',
            xshift: -6,
            font: { size: 11, color: ink('--ink-2') },
          }),
          note(lane.words, { x: 1, yref: 'y2', y: lane.middle, xanchor: 'left', yanchor: 'middle', xshift: 8 }),
        ]),
      ],
    },
    height,
    sentence: figureInWords(request),
  };

  function leader(line: DrawnLine, place: { x: number; y: number }): Part {
    const last = line.points.at(-1) as LinePoint;
    const from = { x: across(last.params) + 6, y: down(last.mean) };
    return {
      type: 'line',
      xref: 'paper',
      yref: 'paper',
      x0: from.x / area.right,
      y0: paper(from.y),
      x1: (place.x - 3) / area.right,
      y1: paper(place.y),
      line: { color: ink(line.style.token), width: 0.75, dash: 'dot' },
    };
  }
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

/** A line with its markers; bars of one SEM. Filled where it is public, hollow where not, with a dot for a summary. */
function lineTrace(line: DrawnLine, { ink, fitted, share }: FigureRequest): Part {
  const color = ink(line.style.token);
  const hollow = !line.public;
  return {
    type: 'scatter',
    mode: 'lines+markers',
    name: escaped(line.name),
    x: line.points.map((point) => point.params),
    y: line.points.map((point) => point.mean),
    customdata: line.points.map((point) => hoverRow(point, share)),
    hovertemplate: '%{customdata}<extra></extra>',
    line: {
      color,
      width: fitted ? 0 : 1.75,
      dash: line.reproduction ? 'dash' : line.tuned ? 'dot' : 'solid',
    },
    marker: {
      color: hollow ? ink('--ground') : color,
      symbol: line.points.map((point) => `${line.style.symbol}${point.summary ? '-dot' : ''}`),
      size: line.style.symbol === 'square' ? 8 : 9,
      line: { color: hollow ? color : ink('--ground'), width: hollow ? 1.75 : 1 },
    },
    error_y: {
      type: 'data',
      array: line.points.map((point) => point.sem),
      thickness: 1.25,
      width: 3.5,
      color,
    },
    cliponaxis: false,
  };
}

/** The fitted line in its band. */
function fitTraces(line: DrawnLine, ink: Ink): readonly Part[] {
  const fit = line.trend?.fit;
  if (!fit) return [];
  const color = ink(line.style.token);
  const quiet = { type: 'scatter', mode: 'lines', hoverinfo: 'skip', showlegend: false } as const;
  const { band } = fit;
  return [
    ...(band
      ? [
          {
            ...quiet,
            x: [...fit.params, ...[...fit.params].reverse()],
            y: [...band.low, ...[...band.high].reverse()],
            fill: 'toself',
            fillcolor: color,
            opacity: 0.14,
            line: { width: 0 },
          },
        ]
      : []),
    {
      ...quiet,
      x: [...fit.params],
      y: [...fit.value],
      line: { color, width: 1.5, dash: isAside(line) ? 'dash' : 'solid' },
    },
  ];
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

/** `curie, 6.7B  0.934 ± 0.017  n 1,183, coverage 99.9 %`. */
function hoverRow(point: LinePoint, share: boolean): string {
  const models = point.runs.map((run) => run.model).join(' and ');
  const [only] = point.runs;
  const n = point.n === null ? [] : [`n ${point.n.toLocaleString('en-GB')}`];
  const coverage =
    point.runs.length === 1 && only && only.coverage !== null ? [`coverage ${percent(only.coverage, 1)}`] : [];
  const rest = [...n, ...coverage, ...(point.summary ? ['summary only'] : [])].join(', ');
  return `${escaped(models)}, ${parameters(point.params)}  ${meanText(point, share)}  ${rest}`;
}

/** `0.934 ± 0.017`, or for shares `43.1 ± 1.4 %`. */
export function meanText(point: { readonly mean: number; readonly sem: number }, share: boolean): string {
  const [mean, sem] = share ? [point.mean * 100, point.sem * 100] : [point.mean, point.sem];
  const decimals = share ? 1 : decimalsFor(sem);
  return `${fixed(mean, decimals)} ± ${fixed(sem, decimals)}${share ? '\u2009%' : ''}`;
}

export function valueText(value: number, share: boolean): string {
  return share ? percent(value) : fixed(value, 3);
}

/** `GPT-3 rises from 0.712 at 350M to 1.246 at 175B, 3 of 3 up, strictly monotonic inverse.` for each line. */
export function figureInWords({ lines, share, baseline }: Pick<FigureContent, 'lines' | 'share' | 'baseline'>): string {
  const said = lines.map((line) => {
    const [first, last] = [line.points[0], line.points.at(-1)];
    if (!first || !last) return '';
    const at = (point: LinePoint) => `${valueText(point.mean, share)} at ${parameters(point.params)}`;
    const way = last.mean > first.mean ? 'rises' : last.mean < first.mean ? 'falls' : 'stays';
    const course = first === last ? `is ${at(first)}` : `${way} from ${at(first)} to ${at(last)}`;
    const steps = line.steps.length > 0 ? `, steps ${stepsInWords(line.steps)}` : '';
    const shape = line.trend?.shape ? `, ${line.trend.shape}` : '';
    return `${line.name} ${course}${steps}${shape}.`;
  });
  const base = baseline ? [`${baseline.name} ${valueText(baseline.value, share)}.`] : [];
  return [...said, ...base].join(' ');
}

/** Plotly reads a small HTML in texts; a family's name is only a name. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

export type { Range };
