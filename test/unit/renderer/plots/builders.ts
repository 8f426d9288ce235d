import { estimatedWidth } from '../../../../renderer/plots/drawing.ts';
import {
  type DrawnLine,
  drawnLines,
  type Line,
  type LinePoint,
  type LineStep,
} from '../../../../renderer/plots/lines.ts';
import type { FigureContent, FigureRequest } from '../../../../renderer/plots/scalingFigure.ts';

/** A point a model, in the order given; each run has all of 100 examples. */
export function aLine(given: Partial<Line> & { readonly values?: readonly (readonly [number, number])[] } = {}): Line {
  const {
    values = [
      [350e6, 0.71],
      [1.3e9, 0.78],
      [6.7e9, 0.93],
      [175e9, 1.25],
    ],
    ...rest
  } = given;
  const points = values.map(
    ([params, mean], i): LinePoint => ({
      runs: [{ key: `r${i}`, model: `model-${i}`, n: 100, coverage: 1, accuracy: { value: 0.5, why: null } }],
      params,
      n: 100,
      mean,
      sem: 0.01,
      summary: false,
    }),
  );
  return {
    key: 'f1',
    family: 'gpt3',
    public: true,
    tuned: false,
    reproduction: false,
    points,
    steps: [],
    trend: null,
    shared: 100,
    remarks: [],
    ...rest,
  };
}

export function aStep(verdict: LineStep['verdict'], from: number, to: number): LineStep {
  const pUp = verdict === 'up' ? 0.9999 : verdict === 'down' ? 0.0001 : 0.41;
  return { from, to, verdict, why: null, difference: 0.1, pUp, pDown: 1 - pUp };
}

export function aContent(lines: readonly Line[], given: Partial<FigureContent> = {}): FigureContent {
  return {
    lines: drawnLines(lines),
    logged: true,
    share: false,
    baseline: { value: Math.LN2, name: 'Equal odds' },
    yTitle: 'Mean loss',
    ...given,
  };
}

/** Tokens stand for themselves, widths are estimated: nothing of a page is needed. */
export function aRequest(lines: readonly Line[], given: Partial<FigureRequest> = {}): FigureRequest {
  return {
    ...aContent(lines),
    fitted: false,
    width: 760,
    plotHeight: 250,
    ink: (token) => token,
    measure: estimatedWidth,
    ...given,
  };
}

export type { DrawnLine };
