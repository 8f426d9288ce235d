import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../shared/random.ts';
import { scalingEvidence } from '../../../shared/scaling/evidence.ts';
import type { ScalingRun, Trend } from '../../../shared/scaling/types.ts';
import { evidenceOf, inputOf, noisy, runsOf, trendOf } from './builders.ts';

const standing = noisy([0.5, 0.52, 0.49, 0.6], 150, 'standing');

function shuffled(columns: readonly (readonly number[])[]): number[][] {
  const random = seededRandom('shuffle');
  const order = columns[0]!.map((_, place) => place);
  for (let place = order.length - 1; place > 0; place--) {
    const other = random.below(place + 1);
    [order[place], order[other]] = [order[other]!, order[place]!];
  }
  return columns.map((column) => order.map((place) => column[place]!));
}

describe('the figures', () => {
  it('are the same bits for the same seed, others for another', () => {
    const said = JSON.stringify(evidenceOf(standing));
    expect(JSON.stringify(evidenceOf(standing))).toBe(said);
    expect(JSON.stringify(evidenceOf(standing, { seed: 1 }).trends)).not.toBe(
      JSON.stringify(evidenceOf(standing).trends),
    );
  });

  it('do not change by a bit with the order of the examples, or of families', () => {
    const other = runsOf(noisy([1, 2, 3], 150, 'other'), 'opt', [1e8, 1e9, 1e10]);
    const ours = runsOf(standing);
    const plain = scalingEvidence(inputOf([...ours, ...other]));
    expect(evidenceOf(shuffled(standing)).trends).toEqual([plain.trends[0]]);
    expect(scalingEvidence(inputOf([...other, ...ours])).trends).toEqual([plain.trends[1], plain.trends[0]]);
  });

  it.each([1, -3.7, 1000])(
    'keep every step and shape of a log-odds task when %d is added to all values',
    (constant) => {
      const rough = standing.map((column) => column.map((value) => Math.round(4 * value) / 10)); // many ties
      for (const columns of [standing, rough]) {
        const [before, after] = [trendOf(columns), trendOf(columns.map((column) => column.map((v) => v + constant)))];
        const verdicts = ({ steps }: Trend) => steps.map(({ verdict, pUp, pDown }) => ({ verdict, pUp, pDown }));
        expect(verdicts(after)).toEqual(verdicts(before));
        expect(after.shape).toEqual(before.shape);
      }
    },
  );

  it('never pool families, and give each what it would get alone', () => {
    const falling = runsOf(noisy([3, 2, 1], 150, 'falling'), 'opt', [1e8, 1e9, 1e10]);
    const rising = runsOf(noisy([1, 2, 3], 150, 'rising'), 'gpt2', [1e8, 1e9, 1e10]);
    const { trends } = scalingEvidence(inputOf([...falling, ...rising]));
    expect(trends.map(({ shape }) => shape.value)).toEqual(['standard', 'strictly monotonic inverse']);
    expect(trends[1]).toEqual(scalingEvidence(inputOf(rising)).trends[0]);
  });

  it('rest on the examples that every run of the family has', () => {
    const columns = [
      [1, 2, 3, 4, Number.NaN],
      [2, Number.NaN, 3, 4, 9],
      [3, 5, 5, 7, 9],
    ];
    const trend = trendOf(columns);
    expect(trend.sharedExamples).toBe(3);
    expect(trend.points.map(({ mean }) => mean)).toEqual([8 / 3, 3, 5]);
    expect(trend.remarks.join()).toContain('Only 3 shared examples');
  });

  it('fit log10 of the mean for loss and the mean itself for log odds', () => {
    const tenfold = [1, 10, 100].map((value) => Array.from({ length: 40 }, () => value));
    const runs = runsOf(tenfold, 'a', [1e8, 1e9, 1e10]);
    expect(scalingEvidence(inputOf(runs, { metric: 'classification' })).trends[0]!.slope.value).toBeCloseTo(1, 12);
    expect(scalingEvidence(inputOf(runs)).trends[0]!.slope.value).toBeCloseTo(49.5, 10);
  });

  it('give the error as 1 − accuracy, over rows that have an answer, without a logarithm', () => {
    const answers = [
      [1, 1, 1, 0, 255],
      [1, 1, 0, 0, 1],
      [0, 0, 0, 1, 1],
    ];
    const runs = runsOf(answers.map((row) => row.map(() => 1))).map(
      (run, place): ScalingRun => ({ ...run, correct: Uint8Array.from(answers[place]!) }),
    );
    const { errorTrends } = scalingEvidence(inputOf(runs, { metric: 'classification' }));
    expect(errorTrends[0]!.sharedExamples).toBe(4);
    expect(errorTrends[0]!.points.map(({ mean }) => mean)).toEqual([0.25, 0.5, 0.75]);
    expect(evidenceOf(standing).errorTrends).toEqual([]);
  });
});

describe('odd data', () => {
  it('has no trend with fewer than three sizes, and says so', () => {
    const trend = trendOf(standing.slice(0, 2));
    expect(trend).toMatchObject({ slope: { value: null }, shape: { value: null }, steps: [] });
    expect(trend.shape.why).toBe('A trend needs 3 sizes, and this family has 2 here.');
  });

  it('has no trend without a shared example', () => {
    const apart = [0, 1, 2].map((place) => [0, 1, 2].map((row) => (row === place ? 1 : Number.NaN)));
    expect(trendOf(apart)).toMatchObject({ points: [], sharedExamples: 0, shape: { value: null } });
  });

  it('resamples nothing from one example, and four ways from two', () => {
    expect(trendOf([[1], [2], [3]])).toMatchObject({
      slope: { value: expect.any(Number) },
      slopeInterval: { value: null, why: 'One shared example leaves nothing to resample.' },
      shape: { value: null },
    });
    const two = trendOf([
      [1, 2],
      [2, 1],
      [2, 3],
    ]);
    expect(two.steps[0]!.pUp).toBeCloseTo(0.25, 1);
    expect(two.steps[1]).toMatchObject({ verdict: 'flat' });
  });

  it('is flat, and to the bit, where all values are equal', () => {
    const equal = [0, 1, 2, 3].map(() => Array.from({ length: 50 }, () => Math.LN2));
    for (const metric of ['classification', 'logodds'] as const) {
      const trend = trendOf(equal, { metric });
      expect(trend.slopeInterval.value).toEqual({ low: 0, high: 0 });
      expect(trend.shape.value).toBe('flat');
      expect(trend.straightness.value).toBeNull();
      expect(trend.spearman.value).toBeNull();
    }
  });

  it('has no slope where a mean is 0 and needs a logarithm, and steps all the same', () => {
    const trend = trendOf(
      [
        [0, 0, 0],
        [1, 2, 1],
        [3, 3, 4],
      ],
      { metric: 'classification' },
    );
    expect(trend.slope).toEqual({ value: null, why: 'A mean of 0 or less has no logarithm.' });
    expect(trend.shape.value).toBe('strictly monotonic inverse');
  });

  it('has a slope and no interval where resamples come out at 0', () => {
    const rare = [0, 1, 2].map((place) => Array.from({ length: 40 }, (_, row) => (row === 0 ? place + 1 : 0)));
    const trend = trendOf(rare, { metric: 'classification' });
    expect(trend.slope.value).toBeGreaterThan(0);
    expect(trend.slopeInterval.why).toMatch(/^In \d+ of 1,000 resamples a mean is 0/);
  });

  it('takes models of one size as one point, whichever comes first', () => {
    const sizes = [1e8, 1e9, 1e9, 1e10];
    const runs = runsOf([standing[0]!, standing[1]!, standing[2]!, standing[3]!], 'a', sizes);
    const turned = [runs[0]!, runs[2]!, runs[1]!, runs[3]!];
    const [one, other] = [runs, turned].map((list) => scalingEvidence(inputOf(list)).trends[0]!);
    expect(one!.points.map(({ runs: ids }) => ids.length)).toEqual([1, 2, 1]);
    expect(other!.steps).toEqual(one!.steps);
    expect(one!.remarks.join()).toContain('Models of equal size are one point');
  });

  it('lets a summary into means, slope and straightness, and says what it has not', () => {
    const runs = runsOf(noisy([1, 2, 3, 4], 80, 'summary')).map((run, place) =>
      place === 3 ? { ...run, values: null, mean: 4.25, sem: 0.5 } : run,
    );
    const trend = scalingEvidence(inputOf(runs)).trends[0]!;
    expect(trend.points[3]).toMatchObject({ mean: 4.25, sem: 0.5, summary: true });
    expect(trend.slope.value).toBeGreaterThan(0);
    expect(trend.straightness.value).toBeGreaterThan(0.5);
    expect(trend.steps.map(({ verdict }) => verdict)).toEqual(['up', 'up', null]);
    expect(trend.steps[2]!.why).toContain('summary');
    expect([trend.slopeInterval.value, trend.shape.value]).toEqual([null, null]);
  });

  it('is judged subcategory by subcategory, each over its own rows', () => {
    const rows = (wanted: number) => Uint32Array.from(standing[0]!.keys()).filter((row) => row % 2 === wanted);
    const whole = inputOf(runsOf(standing));
    const parts = ['even', 'odd'].map((name, wanted) => ({ name, rows: rows(wanted) }));
    const { subcategories } = scalingEvidence({ ...whole, original: { ...whole.original, subcategories: parts } });
    const alone = standing.map((column) => column.filter((_, row) => row % 2 === 1));
    expect(subcategories[1]).toMatchObject({ name: 'odd', examples: 75 });
    expect(subcategories[1]!.trends[0]!.steps).toEqual(trendOf(alone).steps);
  });
});

describe('a reproduction', () => {
  const reproduced = (means: readonly number[]) => {
    const original = inputOf(runsOf(noisy([1, 2, 3, 4], 200, 'original')));
    const rebuilt = inputOf(runsOf(noisy(means, 150, 'rebuilt')));
    return scalingEvidence({ ...original, reproduction: rebuilt.original }).reproduction!;
  };

  it('as strong as the original lies above 0.8 of its slope, a weaker one does not', () => {
    const strong = reproduced([1, 2, 3, 4]).comparisons[0]!;
    const weak = reproduced([1, 1.5, 2, 2.5]).comparisons[0]!;
    expect(strong.interval.value!.low).toBeGreaterThan(0);
    expect(weak.interval.value!.high).toBeLessThan(0);
    expect(strong.difference.value).toBeGreaterThan(strong.interval.value!.low);
  });

  it('is resampled apart from the original: equal data sets do not cancel out', () => {
    const columns = noisy([1, 2, 3, 4], 200, 'original');
    const same = inputOf(runsOf(columns));
    const { comparisons } = scalingEvidence({ ...same, reproduction: same.original }).reproduction!;
    const { low, high } = comparisons[0]!.interval.value!;
    const own = trendOf(columns).slopeInterval.value!;
    // independent: √(1 + 0.64) times as wide as the original's; drawn together it would be a fifth of it
    expect((high - low) / (own.high - own.low)).toBeGreaterThan(1.1);
  });
});
