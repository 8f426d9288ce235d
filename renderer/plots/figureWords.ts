import { parameters } from '../../shared/results/parameters.ts';
import { decimalsFor, fixed, percent } from '../pieces/format.ts';
import { type LinePoint, stepsInWords } from './lines.ts';
import type { FigureContent } from './scalingFigure.ts';

/** Values, and whole figures, in words. */

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
