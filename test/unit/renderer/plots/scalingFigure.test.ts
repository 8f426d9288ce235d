import { describe, expect, it } from 'vitest';
import { drawnLines, stepsInWords } from '../../../../renderer/plots/lines.ts';
import { figureInWords, meanText, scalingFigure } from '../../../../renderer/plots/scalingFigure.ts';
import { aContent, aLine, aRequest, aStep } from './builders.ts';

type Part = { readonly [key: string]: unknown };
const traces = (figure: { data: readonly Part[] }) => figure.data;
const within = (part: Part | undefined, key: string) => (part?.[key] ?? {}) as Part;
const layout = (figure: { layout: Part }) => figure.layout as Record<string, Part & { range: number[] }>;
const notes = (figure: { layout: Part }) => figure.layout.annotations as readonly { text: string; yref: string }[];

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
      notes(scalingFigure({ ...aRequest([stepped]), width }))
        .map(({ text }) => text)
        .filter((text) => /Parameters|Each step/.test(text));
    const sizes = 'Parameters; bars of one SEM';
    expect(under(1000)).toEqual([sizes, 'Each step below: up, down or flat, by paired bootstrap']);
    expect(under(600)).toEqual([sizes, 'Each step below: up, down or flat']);
    expect(under(300)).toEqual([sizes]);
    const pixels = (width: number) => {
      const figure = scalingFigure({ ...aRequest([stepped]), width });
      const { margin, xaxis } = layout(figure) as unknown as {
        margin: { l: number; r: number };
        xaxis: { range: [number, number] };
      };
      const chevrons = traces(figure).at(-1) as unknown as { x: number[] };
      const share = (Math.log10(chevrons.x[2]!) - Math.log10(chevrons.x[0]!)) / (xaxis.range[1] - xaxis.range[0]);
      return share * (width - margin.l - margin.r);
    };
    for (const width of [300, 600, 1000]) expect(pixels(width)).toBeCloseTo(10, 6);
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
    expect(notes(figure).map((note) => note.text)).toEqual(
      expect.arrayContaining(['GPT-3', 'OPT', 'Equal odds 0.693']),
    );
  });

  it('takes a family’s name for a name, not for markup', () => {
    const figure = scalingFigure(aRequest([aLine({ family: '<b>x</b>', public: false })]));
    expect(notes(figure)[0]?.text).toBe('&lt;b&gt;x&lt;/b&gt;');
    expect(JSON.stringify(figure.data)).not.toContain('<b>');
  });

  it('has no strip while there are no steps, and a lane a family once there are', () => {
    const without = scalingFigure(aRequest([aLine()]));
    expect(layout(without).yaxis2).toBeUndefined();
    const steps = [aStep('up', 350e6, 1.3e9), aStep('flat', 1.3e9, 6.7e9), aStep('down', 6.7e9, 175e9)];
    const figure = scalingFigure(aRequest([aLine({ steps })]));
    expect(layout(figure).xaxis2?.range).toEqual(layout(figure).xaxis?.range);
    expect(notes(figure).map((note) => note.text)).toContain('1 of 3 up, 1 down, 1 flat');
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
    const [, , chevrons] = traces(figure);
    const { x, y } = chevrons as unknown as { x: (number | null)[]; y: (number | null)[] };
    expect(x).toHaveLength(8); // none for the step that has no verdict
    expect(Math.log10(x[1]!)).toBeCloseTo(9);
    // the axis runs downwards: a smaller y lies higher
    expect(y[1]!).toBeLessThan(y[0]!);
    expect(y[5]!).toBeGreaterThan(y[4]!);
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
