import { describe, expect, it } from 'vitest';
import { linesOf } from '../../../../renderer/plots/evidenceLines.ts';
import {
  errorFigure,
  lossFigure,
  notInverse,
  reproductionFigure,
  subcategoryFigures,
  viewsOf,
} from '../../../../renderer/plots/views.ts';
import type { SubmissionScaling, TrendView } from '../../../../shared/contract/scaling.ts';
import { scalingOf } from '../fake/scaling.ts';

const whole = scalingOf('p7cw');
const evidence = whole.evidence!;
const uncomputed: SubmissionScaling = { ...whole, state: 'absent', evidence: null };

describe('the views of a submission’s evidence', () => {
  it('show means over shared examples once they are computed, and each run’s own before', () => {
    const [computed] = lossFigure(whole).content.lines;
    expect(computed?.points[0]).toMatchObject({ n: 1183, mean: evidence.trends[0]!.points[0]!.mean });
    const [before] = lossFigure(uncomputed).content.lines;
    expect(before?.points[0]).toMatchObject({ n: 1184, mean: whole.runs[0]!.mean });
    expect(before?.steps).toEqual([]);
  });

  it('keep families, tuned models and private ones apart: never pooled', () => {
    const { lines } = lossFigure(whole).content;
    expect(lines.map((line) => [line.name, line.public, line.tuned])).toEqual([
      ['GPT-3', true, false],
      ['GPT-3 instruct', true, true],
      ['OPT', true, false],
      ['GPT-2', true, false],
      ['orrery', false, false],
    ]);
  });

  it('say the sizes of a step, not its places', () => {
    const [gpt3] = linesOf(whole, evidence.trends, { measure: 'value' });
    expect(gpt3?.steps.map(({ from, to }) => [from, to])).toEqual([
      [350e6, 1.3e9],
      [1.3e9, 6.7e9],
      [6.7e9, 175e9],
    ]);
  });

  it('plot error as a share with the error of chance, never logged', () => {
    const { content } = errorFigure(whole);
    expect(content).toMatchObject({ logged: false, share: true, baseline: { value: 0.5, name: 'By chance' } });
  });

  it('have no error where no run says which answers were right', () => {
    const none = { value: null, why: 'The files do not say.' };
    const runs = whole.runs.map((run) => ({ ...run, accuracy: none, error: none, errorSem: none }));
    expect(viewsOf({ ...whole, runs })).toEqual(['loss', 'subcategories', 'reproduction']);
  });

  it('give up the log axis rather than lose a mean that is not above 0', () => {
    const trends = evidence.trends.map((trend) => ({
      ...trend,
      points: trend.points.map((point) => ({ ...point, mean: point.mean - 0.8 })),
    }));
    expect(lossFigure({ ...whole, evidence: { ...evidence, trends } }).content.logged).toBe(false);
    expect(lossFigure(whole).content.logged).toBe(true);
  });

  it('compare a reproduction with those families only that were run on it', () => {
    for (const measure of ['value', 'error'] as const) {
      const names = reproductionFigure(whole, measure)?.content.lines.map((line) => line.name);
      expect(names).toEqual(['GPT-3', 'GPT-3, reproduction']);
    }
    const runs = whole.runs.filter((run) => !run.reproduction);
    expect(reproductionFigure({ ...whole, runs, evidence: { ...evidence, reproduction: null } }, 'value')).toBeNull();
  });

  it('show a reproduction by its errors too, as shares and against chance', () => {
    const { content, title } = reproductionFigure(whole, 'error')!;
    expect(title).toBe('Original and reproduction, error');
    expect(content).toMatchObject({ share: true, logged: false, baseline: { value: 0.5, name: 'By chance' } });
    const [, again] = content.lines;
    expect(again!.points.map((point) => point.mean)).toEqual(
      evidence.reproduction!.errorTrends[0]!.points.map((point) => point.mean),
    );
  });

  it('have one figure a subcategory, in the data set’s order', () => {
    expect(
      subcategoryFigures(whole)
        .map((figure) => figure.name)
        .slice(0, 3),
    ).toEqual(['permission', 'timetable', 'library']);
  });

  it('show a reviewer an alias wherever a private model or family would be named', () => {
    const blind = scalingOf('7', true);
    const said = JSON.stringify([lossFigure(blind), errorFigure(blind), subcategoryFigures(blind)]);
    expect(said).toContain('private 1');
    expect(said).not.toContain('orrery');
  });
});

describe('subcategories that are not inverse', () => {
  const subcategory = (name: string, examples: number, trend: Partial<TrendView>) => ({
    name,
    examples,
    trends: [{ ...evidence.trends[0]!, sharedExamples: examples, ...trend }],
  });
  const inverse = { shape: { value: 'strictly monotonic inverse' as const, why: '' } };
  const flat = (low: number, high: number): Partial<TrendView> => ({
    shape: { value: 'flat', why: '' },
    slopeInterval: { value: { low, high }, why: null },
  });
  const of = (subcategories: ReturnType<typeof subcategory>[]) =>
    notInverse({ ...whole, evidence: { ...evidence, subcategories } });
  const slope = evidence.trends[0]!.slope.value!;

  it('are those of 30 or more examples with another shape', () => {
    const standard = { shape: { value: 'standard' as const, why: '' } };
    expect(
      of([subcategory('a', 200, inverse), subcategory('b', 200, standard), subcategory('c', 29, standard)]),
    ).toEqual(['b']);
  });

  it('are flat ones only where the interval leaves out the whole set’s slope: else they say nothing', () => {
    expect(
      of([subcategory('vague', 100, flat(slope - 0.1, slope + 0.1)), subcategory('flat', 100, flat(-0.01, slope / 2))]),
    ).toEqual(['flat']);
  });
});
