import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leniency, outliers, type PanelLevel } from '../../../shared/review/panel.ts';

const level = (submission: string, reviewer: string, value: number, criterion = 'novelty'): PanelLevel => ({
  submission,
  reviewer,
  criterion,
  level: value,
});
const of = (levels: readonly PanelLevel[], reviewer: string) =>
  leniency(levels).find((entry) => entry.reviewer === reviewer);

describe('leniency', () => {
  it('compares with the others on the same submission', () => {
    // on s: 2 against a mean of 0.5; on t: 1 against 1
    const levels = [level('s', 'a', 2), level('s', 'b', 1), level('s', 'c', 0), level('t', 'a', 1), level('t', 'b', 1)];
    expect(of(levels, 'a')).toEqual({ reviewer: 'a', difference: 0.75, submissions: 2 });
    expect(of(levels, 'c')).toEqual({ reviewer: 'c', difference: -1.5, submissions: 1 });
  });

  it('does not call somebody lenient who was dealt good ones', () => {
    const levels = [level('good', 'a', 2), level('good', 'b', 2), level('bad', 'c', 0), level('bad', 'd', 0)];
    expect(leniency(levels).map(({ difference }) => difference)).toEqual([0, 0, 0, 0]);
  });

  it('says nothing of somebody who reviewed alone', () => {
    expect(leniency([level('s', 'a', 2)])).toEqual([{ reviewer: 'a', difference: null, submissions: 0 }]);
  });

  it('adds up to nothing where two review everything', () => {
    const pair = fc.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 2 }));
    fc.assert(
      fc.property(fc.array(pair, { minLength: 1 }), (pairs) => {
        const levels = pairs.flatMap(([a, b], at) => [level(`s${at}`, 'a', a), level(`s${at}`, 'b', b)]);
        expect((of(levels, 'a')?.difference ?? 0) + (of(levels, 'b')?.difference ?? 0)).toBeCloseTo(0, 12);
      }),
    );
  });
});

describe('outliers', () => {
  it('are levels two steps from every other', () => {
    const odd = level('s', 'c', 0);
    expect(outliers([level('s', 'a', 2), level('s', 'b', 2), odd])).toEqual([odd]);
    expect(outliers([level('s', 'a', 2), level('s', 'b', 1), odd])).toEqual([]);
  });

  it('need two others, of the same criterion', () => {
    expect(outliers([level('s', 'a', 2), level('s', 'b', 0)])).toEqual([]);
    expect(outliers([level('s', 'a', 2), level('s', 'b', 2), level('s', 'c', 0, 'coverage')])).toEqual([]);
  });
});
