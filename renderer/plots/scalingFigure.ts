import type { Json } from 'plotly.js-cartesian-dist-min';
import { decimalsFor, fixed, parameters, percent } from '../pieces/format.ts';
import { familyStyle } from './families.tsx';
import { niceTicks, type PlotRun, type Series, seriesOf, spread, type View, valueIn } from './series.ts';

type Part = { readonly [key: string]: Json };

/** Colours as the page has them now, by the name of their token. */
export type Ink = (token: string) => string;

export interface ScalingFigure {
  readonly data: readonly Part[];
  readonly layout: Part;
  /** The figure in words, for those who do not see it. */
  readonly sentence: string;
}

/** Value against parameters: log–log for losses, log x otherwise; SEM bars, baseline, names at the ends of the lines. */
export function scalingFigure(options: {
  runs: readonly PlotRun[];
  view: View;
  /** Losses are plotted on a log axis; log-odds are not. */
  logLoss: boolean;
  baseline: number | null;
  baselineName: string;
  yTitle: string;
  ink: Ink;
  height: number;
}): ScalingFigure {
  const { view, ink, baseline } = options;
  const series = seriesOf(options.runs)
    .map((one) => ({ ...one, runs: one.runs.filter((run) => valueIn(run, view) !== null) }))
    .filter((one) => one.runs.length > 0);
  const points = series.flatMap((one) =>
    one.runs.map((run) => ({ x: run.params, ...(valueIn(run, view) ?? { value: 0, error: 0 }) })),
  );
  const lows = [...points.map((p) => p.value - p.error), ...(baseline === null ? [] : [baseline])];
  const highs = [...points.map((p) => p.value + p.error), ...(baseline === null ? [] : [baseline])];
  const [low, high] = [Math.min(...lows), Math.max(...highs)];
  const logY = view === 'loss' && options.logLoss && low > 0;
  const toY = (value: number) => (logY ? Math.log10(value) : value);
  const pad = 0.06 * (toY(high) - toY(low) || 1);
  const yRange = [toY(low) - pad, toY(high) + pad] as const;
  const xs = points.map((p) => Math.log10(p.x));
  const xRange = [Math.min(...xs) - 0.12, Math.max(...xs) + 0.12] as const;
  const across = (value: number) => (toY(value) - yRange[0]) / (yRange[1] - yRange[0]);

  const ends = series.map((one) => one.runs.at(-1) as PlotRun);
  const wanted = ends.map((run) => across(valueIn(run, view)?.value ?? low));
  const names = [...wanted, ...(baseline === null ? [] : [across(baseline)])];
  const placed = spread(names, 16 / Math.max(120, options.height - 70));
  const atLabel = (share: number) => yRange[0] + share * (yRange[1] - yRange[0]);

  const yTicks = logY ? niceTicks(low, high) : niceTicks(yRange[0], yRange[1]);
  const tickText = (value: number) =>
    view === 'accuracy' ? percent(value) : fixed(value, Math.max(0, -Math.floor(Math.log10(stepOf(yTicks)) + 1e-9)));
  const muted = ink('--ink-2');
  return {
    data: series.map((one) => trace(one, view, ink)),
    layout: {
      autosize: true,
      height: options.height,
      // Room for the longest name at the end of a line, some 7 pixels a letter.
      margin: { l: 58, r: Math.max(118, ...series.map((one) => 16 + 7 * one.name.length)), t: 10, b: 44 },
      paper_bgcolor: 'rgba(0,0,0,0)',
      plot_bgcolor: 'rgba(0,0,0,0)',
      font: { family: 'Inter, sans-serif', size: 11, color: muted },
      showlegend: false,
      dragmode: false,
      hovermode: 'x unified',
      hoverdistance: 40,
      hoverlabel: {
        bgcolor: ink('--ground-raised'),
        bordercolor: ink('--rule-strong'),
        font: { family: 'Inter, sans-serif', size: 11, color: ink('--ink') },
        align: 'left',
      },
      xaxis: {
        type: 'log',
        range: xRange,
        tickvals: decades(xRange).filter((n) => Number.isInteger(Math.log10(n))),
        ticktext: decades(xRange)
          .filter((n) => Number.isInteger(Math.log10(n)))
          .map(parameters),
        title: { text: 'Parameters', standoff: 8, font: { size: 11, color: ink('--ink-3') } },
        hoverformat: '.3s',
        unifiedhovertitle: { text: '%{x}' },
        minor: { tickvals: decades(xRange), ticks: 'outside', ticklen: 3, tickcolor: ink('--plot-axis') },
        ...axis(ink),
        showspikes: true,
        spikemode: 'across',
        spikedash: 'dot',
        spikethickness: 1,
        spikecolor: ink('--ink-3'),
        spikesnap: 'hovered data',
      },
      yaxis: {
        type: logY ? 'log' : 'linear',
        range: yRange,
        tickvals: yTicks,
        ticktext: yTicks.map(tickText),
        title: { text: options.yTitle, standoff: 10, font: { size: 11, color: ink('--ink-3') } },
        ...axis(ink),
      },
      shapes:
        baseline === null
          ? []
          : [
              {
                type: 'line',
                xref: 'paper',
                x0: 0,
                x1: 1,
                y0: baseline,
                y1: baseline,
                layer: 'below',
                line: { color: ink('--plot-base'), width: 1.25, dash: '5px,4px' },
              },
            ],
      annotations: [
        ...series.map((one, i) => ({
          text: escapeText(one.name),
          x: 1,
          xref: 'paper',
          y: atLabel(placed[i] ?? 0),
          xanchor: 'left',
          yanchor: 'middle',
          xshift: 8,
          showarrow: false,
          font: { size: 12, weight: 600, color: ink(`name:${familyStyle(one.family, one.public).token}`) },
        })),
        ...(baseline === null
          ? []
          : [
              {
                text: `${options.baselineName} ${tickTextOf(baseline, view)}`,
                x: 1,
                xref: 'paper',
                y: atLabel(placed[series.length] ?? 0),
                xanchor: 'left',
                yanchor: 'middle',
                xshift: 8,
                showarrow: false,
                font: { size: 11, color: ink('--ink-3') },
              },
            ]),
      ],
    },
    sentence: sentence(series, view, baseline, options.baselineName),
  };
}

function trace(series: Series, view: View, ink: Ink): Part {
  const style = familyStyle(series.family, series.public);
  const color = ink(style.token);
  const values = series.runs.map((run) => valueIn(run, view) ?? { value: 0, error: 0 });
  return {
    type: 'scatter',
    mode: 'lines+markers',
    name: series.name,
    x: series.runs.map((run) => run.params),
    y: values.map((one) => one.value),
    customdata: series.runs.map((run, i) => [run.model, hoverValue(values[i], view), run.n]),
    hovertemplate: '%{customdata[0]}  %{customdata[1]}  n %{customdata[2]:,}<extra></extra>',
    line: { color, width: 1.75, dash: series.marked ? 'dot' : 'solid' },
    marker: {
      color: series.public ? color : ink('--ground'),
      symbol: style.symbol,
      size: style.symbol === 'square' ? 8 : 9,
      line: { color: series.public ? ink('--ground') : color, width: series.public ? 1 : 1.75 },
    },
    error_y: { type: 'data', array: values.map((one) => one.error), thickness: 1.25, width: 3.5, color },
    cliponaxis: false,
  };
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

/** Round numbers of parameters on the axis: every decade and its multiples. */
function decades([low, high]: readonly [number, number]): readonly number[] {
  const all: number[] = [];
  for (let power = Math.floor(low); power <= Math.ceil(high); power++) {
    for (let m = 1; m < 10; m++) {
      const value = m * 10 ** power;
      if (Math.log10(value) >= low && Math.log10(value) <= high) all.push(value);
    }
  }
  return all;
}

function stepOf(ticks: readonly number[]): number {
  return (ticks[1] ?? 1) - (ticks[0] ?? 0);
}

function tickTextOf(value: number, view: View): string {
  return view === 'accuracy' ? percent(value) : fixed(value, 3);
}

function hoverValue(one: { value: number; error: number } | undefined, view: View): string {
  if (!one) return '–';
  if (view === 'accuracy') return `${fixed(one.value * 100, 1)} ± ${fixed(one.error * 100, 1)} %`;
  const decimals = decimalsFor(one.error);
  return `${fixed(one.value, decimals)} ± ${fixed(one.error, decimals)}`;
}

function sentence(series: readonly Series[], view: View, baseline: number | null, baselineName: string): string {
  const lines = series.map((one) => {
    const [first, last] = [one.runs[0], one.runs.at(-1)];
    if (!first || !last) return '';
    const [a, b] = [valueIn(first, view)?.value ?? 0, valueIn(last, view)?.value ?? 0];
    const way = one.runs.length === 1 ? 'is' : b > a ? 'rises' : b < a ? 'falls' : 'stays';
    const from = one.runs.length === 1 ? '' : ` from ${tickTextOf(a, view)} at ${parameters(first.params)}`;
    return `${one.name} ${way}${from}${one.runs.length === 1 ? ' ' : ' to '}${tickTextOf(b, view)} at ${parameters(last.params)}.`;
  });
  const base = baseline === null ? '' : ` ${baselineName} ${tickTextOf(baseline, view)}.`;
  return `${lines.join(' ')}${base}`;
}

/** Plotly reads a small HTML in texts; a family's name is only a name. */
function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
