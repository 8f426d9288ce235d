import { parameters } from '../../shared/results/parameters.ts';
import { percent } from '../pieces/format.ts';
import { meanText } from './figureWords.ts';
import { type DrawnLine, isAside, type LinePoint } from './lines.ts';
import type { Part } from './plotlyParts.ts';
import type { FigureRequest, Ink } from './scalingFigure.ts';

/** A figure's lines as Plotly takes them. */

/** A line with its markers; bars of one SEM. Filled where it is public, hollow where not, with a dot for a summary. */
export function lineTrace(line: DrawnLine, { ink, fitted, share }: FigureRequest): Part {
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
export function fitTraces(line: DrawnLine, ink: Ink): readonly Part[] {
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

/** Plotly reads a small HTML in texts; a family's name is only a name. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
