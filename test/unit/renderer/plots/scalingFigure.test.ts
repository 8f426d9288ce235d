import { describe, expect, it } from 'vitest';
import { figureInWords, meanText } from '../../../../renderer/plots/figureWords.ts';
import { drawnLines, stepsInWords } from '../../../../renderer/plots/lines.ts';
import type { Mark } from '../../../../renderer/plots/marks.ts';
import { type ScalingFigure, scalingFigure } from '../../../../renderer/plots/scalingFigure.ts';
import { aContent, aLine, aRequest, aStep } from './builders.ts';

type Part = { readonly [key: string]: unknown };
const traces = (figure: { data: readonly Part[] }) => figure.data;
const within = (part: Part | undefined, key: string) => (part?.[key] ?? {}) as Part;
const layout = (figure: { layout: Part }) => figure.layout as Record<string, Part & { range: number[] }>;
type Text = Extract<Mark, { kind: 'text' }>;
const texts = ({ marks }: ScalingFigure) => marks.filter((mark): mark is Text => mark.kind === 'text');
const words = (figure: ScalingFigure) => texts(figure).map(({ text }) => text);
/** Numbers of the path that holds a line's verdicts, three points a chevron. */
const chevronsOf = ({ marks }: ScalingFigure, token: string) =>
  marks
    .flatMap((mark) => (mark.kind === 'path' && mark.stroke === token && mark.width === 1.5 ? [mark.d] : []))
    .join('')
    .split('M')
    .slice(1)
    .map((mark) => mark.split('L').map((point) => point.split(' ').map(Number) as [number, number]));
const rangeOf = (figure: ScalingFigure, axis: 'xaxis' | 'yaxis') =>
  within(figure.layout, axis).range as [number, number];

/** Where Plotly puts a number of parameters. */
const acrossOf = (figure: ScalingFigure, params: number) => {
  const { margin, width } = figure.layout as { margin: { l: number; r: number }; width: number };
  const [low, high] = rangeOf(figure, 'xaxis');
  return margin.l + ((Math.log10(params) - low) / (high - low)) * (width - margin.l - margin.r);
};

describe('the scaling plot', () => {
  it('is log–log for losses and log x only for values that may be negative', () => {
    const losses = layout(scalingFigure(aRequest([aLine()])));
    expect([losses.xaxis?.type, losses.yaxis?.type]).toEqual(['log', 'log']);
    const odds = aLine({
      values: [
        [1e8, -0.4],
        [1e9, 0.1],
        [1e10, 0.3],
      ],
    });
    const figure = layout(scalingFigure(aRequest([odds], { logged: false, baseline: null })));
    expect([figure.xaxis?.type, figure.yaxis?.type]).toEqual(['log', 'linear']);
    expect(figure.yaxis?.range[0]).toBeLessThan(-0.4);
  });

  it('has every bar and the baseline in its range', () => {
    const { yaxis } = layout(scalingFigure(aRequest([aLine()])));
    const [low, high] = yaxis?.range ?? [];
    expect(10 ** low!).toBeLessThan(Math.LN2);
    expect(10 ** high!).toBeGreaterThan(1.26);
  });

  it('says under its axis only what has room there, and draws chevrons of one size at any width', () => {
    const stepped = aLine({ steps: [aStep('up', 350e6, 1.3e9)] });
    const under = (width: number) =>
      words(scalingFigure({ ...aRequest([stepped]), width })).filter((text) => /Parameters|Each step/.test(text));
    const sizes = 'Parameters; bars of one SEM';
    expect(under(1000)).toEqual([sizes, 'Each step below: up, down or flat, by paired bootstrap']);
    expect(under(600)).toEqual([sizes, 'Each step below: up, down or flat']);
    expect(under(300)).toEqual([sizes]);
    const pixels = (width: number) => {
      const [[from, , to] = []] = chevronsOf(scalingFigure({ ...aRequest([stepped]), width }), '--fam-gpt3');
      return to![0] - from![0];
    };
    for (const width of [300, 600, 1000]) expect(pixels(width)).toBeCloseTo(10, 1);
  });

  it('keeps a bar that reaches below 0 on a log axis', () => {
    const line = aLine();
    const low = { ...line, points: line.points.map((point) => ({ ...point, mean: 0.1, sem: 0.2 })) };
    const { yaxis } = layout(scalingFigure(aRequest([low])));
    expect(yaxis?.range.every(Number.isFinite)).toBe(true);
  });

  it('draws bars of one SEM, and the model, n and coverage in the hover', () => {
    const [trace] = traces(scalingFigure(aRequest([aLine()])));
    expect(within(trace, 'error_y').array).toEqual([0.01, 0.01, 0.01, 0.01]);
    expect((within(trace, 'customdata') as unknown as string[])[2]).toBe(
      'model-2, 6.7B  0.930 ± 0.010  n 100, coverage 100.0\u2009%',
    );
  });

  it('has hollow markers for private families, a dot for a summary, dashes for a reproduction, dots for tuned models', () => {
    const own = aLine({ public: false, family: 'laurel', key: 'f2' });
    const summary = { ...own, points: own.points.map((point, i) => ({ ...point, summary: i === 1 })) };
    const [first, again, tuned, hidden] = traces(
      scalingFigure(
        aRequest([aLine(), aLine({ key: 'g', reproduction: true }), aLine({ key: 'h', tuned: true }), summary]),
      ),
    );
    expect(within(first, 'marker').color).toBe('--fam-gpt3');
    expect(within(again, 'line').dash).toBe('dash');
    expect(within(tuned, 'line').dash).toBe('dot');
    expect(within(hidden, 'marker').color).toBe('--ground');
    expect(within(hidden, 'marker').symbol).toEqual(['cross', 'cross-dot', 'cross', 'cross']);
  });

  it('names each line and the baseline in the figure', () => {
    const figure = scalingFigure(
      aRequest([
        aLine(),
        aLine({
          key: 'f2',
          family: 'opt',
          values: [
            [1e8, 0.7],
            [6e10, 1],
          ],
        }),
      ]),
    );
    expect(words(figure)).toEqual(expect.arrayContaining(['GPT-3', 'OPT', 'Equal odds 0.693']));
  });

  it('takes a family’s name for a name, not for markup', () => {
    const figure = scalingFigure(aRequest([aLine({ family: '<b>x</b>', public: false })]));
    expect(words(figure)[0]).toBe('<b>x</b>'); // a text of an SVG has no markup
    expect(JSON.stringify(figure.data)).not.toContain('<b>');
  });

  it('has no strip while there are no steps, and a lane a family once there are', () => {
    const without = scalingFigure(aRequest([aLine()]));
    expect(chevronsOf(without, '--fam-gpt3')).toEqual([]);
    const steps = [aStep('up', 350e6, 1.3e9), aStep('flat', 1.3e9, 6.7e9), aStep('down', 6.7e9, 175e9)];
    const figure = scalingFigure(aRequest([aLine({ steps })]));
    expect(chevronsOf(figure, '--fam-gpt3')).toHaveLength(3);
    expect(words(figure)).toContain('1 of 3 up, 1 down, 1 flat');
    expect(figure.height).toBeGreaterThan(without.height);
  });

  it('points each chevron the way of its step, in the middle of its sizes', () => {
    const steps = [aStep('up', 1e8, 1e10), aStep('down', 1e10, 1e12), aStep(null, 1e12, 1e13)];
    const figure = scalingFigure(
      aRequest([
        aLine({
          values: [
            [1e8, 1],
            [1e10, 2],
            [1e12, 1],
            [1e13, 1],
          ],
          steps,
        }),
      ]),
    );
    const found = chevronsOf(figure, '--fam-gpt3');
    expect(found).toHaveLength(2); // none for the step that has no verdict
    const [up, down] = found;
    expect(up![1]![0]).toBeCloseTo(acrossOf(figure, 1e9), 0);
    // pixels run downwards: a smaller y lies higher
    expect(up![1]![1]).toBeLessThan(up![0]![1]);
    expect(down![1]![1]).toBeGreaterThan(down![0]![1]);
  });

  it('stands its words and steps on the axes that Plotly draws', () => {
    const figure = scalingFigure(aRequest([aLine()]));
    const name = texts(figure).find(({ text }) => text === 'GPT-3');
    expect(name?.x).toBeCloseTo(acrossOf(figure, 175e9) + 10, 0);
    const baseline = texts(figure).find(({ text }) => text.startsWith('Equal odds'));
    const { margin, height } = figure.layout as { margin: { t: number; b: number }; height: number };
    const [low, high] = rangeOf(figure, 'yaxis');
    const share = (Math.log10(Math.LN2) - low) / (high - low);
    expect(baseline?.y).toBeCloseTo(margin.t + (1 - share) * (height - margin.t - margin.b) + 0.35 * 11, 0);
  });

  it('draws the fitted line in its band instead of joining the points, when asked', () => {
    const fit = { params: [1e8, 1e11], value: [0.7, 1.2], band: { low: [0.68, 1.1], high: [0.72, 1.3] } };
    const trend = {
      slope: 0.1,
      slopeWhy: null,
      interval: null,
      straightness: 1,
      spearman: 1,
      shape: null,
      shapeWhy: '',
      fit,
    };
    const [band, line, points] = traces(scalingFigure(aRequest([aLine({ trend })], { fitted: true })));
    expect(band?.y).toEqual([0.68, 1.1, 1.3, 0.72]);
    expect(line?.y).toEqual([0.7, 1.2]);
    expect(within(points, 'line').width).toBe(0);
  });
});

describe('a figure in words', () => {
  it('says where each line begins and ends, its steps, and the baseline', () => {
    const steps = [aStep('up', 350e6, 1.3e9), aStep('up', 1.3e9, 6.7e9), aStep('flat', 6.7e9, 175e9)];
    expect(figureInWords(aContent([aLine({ steps })]))).toBe(
      'GPT-3 rises from 0.710 at 350M to 1.250 at 175B, steps 2 of 3 up, 1 flat. Equal odds 0.693.',
    );
  });

  it('gives a mean the decimals that its error allows', () => {
    expect(meanText({ mean: 0.93412, sem: 0.0171 }, false)).toBe('0.934 ± 0.017');
    expect(meanText({ mean: 0.431, sem: 0.0142 }, true)).toBe('43.1 ± 1.4\u2009%');
  });

  it('counts steps with the most frequent first', () => {
    expect(stepsInWords([])).toBe('one size');
    expect(stepsInWords([aStep(null, 1, 2)])).toBe('cannot say');
  });
});

describe('lines', () => {
  it('stand in the order public, then private, the largest first', () => {
    const lines = drawnLines([
      aLine({ key: 'a', family: 'laurel', public: false }),
      aLine({ key: 'b', family: 'gpt2', values: [[1e8, 1]] }),
      aLine({ key: 'c', family: 'gpt3' }),
    ]);
    expect(lines.map((line) => line.name)).toEqual(['GPT-3', 'GPT-2', 'laurel']);
  });

  it('of families that only this contest knows have a marker each, and a reproduction that of its original', () => {
    const lines = drawnLines([
      aLine({ key: 'a', family: 'private 1', public: false }),
      aLine({ key: 'b', family: 'private 1', public: false, reproduction: true }),
      aLine({ key: 'c', family: 'private 2', public: false }),
    ]);
    expect(lines.map((line) => line.style.symbol)).toEqual(['cross', 'cross', 'x']);
  });
});
