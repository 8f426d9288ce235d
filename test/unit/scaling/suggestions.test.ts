import { describe, expect, it } from 'vitest';
import type { ScalingFamilyView, ScalingShape, SuggestionView, TrendView } from '../../../shared/contract/scaling.ts';
import { type Suggesting, suggestions } from '../../../shared/scaling/suggestions.ts';

const STRICT = 'strictly monotonic inverse';
const APPROXIMATE = 'approximately monotonic inverse';

interface Told {
  readonly shape: ScalingShape | null;
  readonly public?: boolean;
  readonly tuned?: boolean;
  readonly straightness?: number;
  readonly sizes?: number;
  readonly slope?: number;
  readonly examples?: number;
  readonly interval?: readonly [number, number];
}

function trend(family: string, told: Told): TrendView {
  const slope = told.slope ?? 0.1;
  const [low, high] = told.interval ?? [slope - 0.05, slope + 0.05];
  return {
    family,
    points: Array.from({ length: told.sizes ?? 4 }, (_, place) => ({
      ...{ runs: [], params: 10 ** (8 + place), mean: 1, sem: 0.1, summary: false },
    })),
    sharedExamples: told.examples ?? 500,
    steps: [],
    threshold: null,
    slope: { value: slope, why: null },
    slopeInterval: { value: { low, high }, why: null },
    straightness: { value: told.straightness ?? 0.95, why: null },
    spearman: { value: 1, why: null },
    shape: { value: told.shape, why: 'so it is' },
    fit: null,
    remarks: [],
  };
}

function given(told: Readonly<Record<string, Told>>, more: Partial<Suggesting> = {}): Suggesting {
  const families = Object.entries(told).map(
    ([key, { public: open = true, tuned = false }]): ScalingFamilyView => ({ key, name: key, public: open, tuned }),
  );
  return {
    families,
    trends: Object.entries(told).map(([key, one]) => trend(key, one)),
    subcategories: [],
    reproduction: null,
    ...more,
  };
}

function on(criterion: SuggestionView['criterion'], suggesting: Suggesting): SuggestionView {
  return suggestions(suggesting).find((one) => one.criterion === criterion)!;
}

describe('Strength', () => {
  const strength = (told: Readonly<Record<string, Told>>) => on('strength', given(told));

  it('is Grand where every public family is strict, straight and has four sizes', () => {
    expect(strength({ a: { shape: STRICT }, b: { shape: STRICT, straightness: 0.9 } }).level).toBe(2);
  });
  it.each([
    ['strictly monotonic', { shape: APPROXIMATE }],
    ['straightness', { shape: STRICT, straightness: 0.899 }],
    ['four or more sizes', { shape: STRICT, sizes: 3 }],
  ] as const)('is Accepted where %s fails, and names that condition and the family', (condition, told) => {
    const suggestion = strength({ a: { shape: STRICT }, b: told });
    expect(suggestion.level).toBe(1);
    expect(suggestion.why).toMatch(new RegExp(`Grand failed: ${condition}.*\\(b: `));
    const failed = suggestion.levels[0]!.conditions.filter(({ met }) => !met);
    expect(failed.map(({ text }) => text).join()).toContain(condition);
  });
  it('calls families as people write them', () => {
    const suggestion = strength({
      gpt3: { shape: STRICT },
      opt: { shape: 'flat' },
      'gpt3-instruct': { shape: STRICT, tuned: true },
    });
    expect(suggestion.why).toContain('(GPT-3: strictly monotonic inverse)');
    expect(suggestion.why).toContain('(OPT: flat)');
    expect(suggestion.remarks).toEqual(['GPT-3 instruct is tuned, and counted nowhere.']);
  });
  it('is No prize where no public family is inverse, whatever private and tuned ones are', () => {
    const told = {
      a: { shape: 'flat' },
      b: { shape: STRICT, public: false },
      c: { shape: STRICT, tuned: true },
    } as const;
    expect(strength(told)).toMatchObject({ level: 0, remarks: ['c is tuned, and counted nowhere.'] });
  });
  it('is no suggestion where no public family has a shape', () => {
    expect(strength({ a: { shape: null }, b: { shape: STRICT, public: false } })).toMatchObject({
      level: null,
      why: 'No public family has a shape.',
      remarks: ['a is left out. so it is'],
    });
  });
});

describe('Generality', () => {
  const generality = (open: ScalingShape | null, ...hidden: (ScalingShape | null)[]) =>
    on(
      'generality',
      given(
        Object.fromEntries([
          ['open', { shape: open }],
          ['wide', { shape: STRICT }],
          ...hidden.map((shape, place) => [`p${place}`, { shape, public: false }]),
        ] as [string, Told][]),
      ),
    );
  it.each([
    [2, STRICT, [APPROXIMATE, STRICT]],
    [1, 'flat', [APPROXIMATE, 'standard']],
    [1, STRICT, [APPROXIMATE, 'standard']],
    [0, STRICT, ['standard', 'bumpy']],
    [null, STRICT, []],
    [null, STRICT, [null]],
  ] as const)('is %s for public %s and private %j', (level, open, hidden) => {
    expect(generality(open, ...hidden).level).toBe(level);
  });
  it('is no suggestion where only a private family is inverse, or no public one was run', () => {
    const only = given({ a: { shape: 'flat' }, p: { shape: STRICT, public: false } });
    expect(on('generality', only)).toMatchObject({ level: null, why: expect.stringContaining('No level fits') });
    expect(on('generality', given({ p: { shape: STRICT, public: false } })).level).toBeNull();
  });
});

describe('Coverage', () => {
  const parts = (...shapes: (ScalingShape | Told)[]) =>
    shapes.map((shape, place) => ({
      name: `part ${place}`,
      trends: [
        trend('steep', typeof shape === 'string' ? { shape, slope: shape === 'flat' ? -0.3 : 0.3 } : shape),
        trend('gentle', { shape: 'standard' }),
      ],
    }));
  const families = { gentle: { shape: STRICT, slope: 0.1 }, steep: { shape: APPROXIMATE, slope: 0.3 } } as const;
  const coverage = (...shapes: (ScalingShape | Told)[]) =>
    on('coverage', given(families, { subcategories: parts(...shapes) }));
  const inverse = (count: number) => Array<ScalingShape>(count).fill(STRICT);

  it.each([
    [2, 9, 1],
    [1, 8, 2],
    [1, 2, 1],
    [0, 2, 2],
    [0, 0, 3],
  ])('is %i with %i subcategories inverse and %i not', (level, yes, no) => {
    expect(coverage(...inverse(yes), ...Array<ScalingShape>(no).fill('standard')).level).toBe(level);
  });
  it('leaves out what is small and what says nothing, and counts both aloud', () => {
    const silent: Told = { shape: 'flat', slope: 0.1, interval: [-0.2, 0.4] };
    const telling: Told = { shape: 'flat', slope: 0, interval: [-0.1, 0.1] };
    const small: Told = { shape: 'standard', examples: 29 };
    const suggestion = coverage(...inverse(2), silent, telling, small);
    expect(suggestion.level).toBe(1); // 2 of 3
    expect(suggestion.remarks.join(' ')).toMatch(/1 subcategory with fewer than 30.*1 flat subcategory whose interval/);
  });
  it('is no suggestion with fewer than three left, or without subcategories', () => {
    expect(coverage(...inverse(2))).toMatchObject({
      level: null,
      why: expect.stringContaining('Only 2 subcategories'),
    });
    expect(on('coverage', given(families))).toMatchObject({ level: null });
  });
});

describe('Reproducibility', () => {
  const reproducibility = (shape: ScalingShape | null, interval: readonly [number, number] | null) =>
    on(
      'reproducibility',
      given(
        { a: { shape: STRICT } },
        {
          reproduction: {
            trends: [trend('a', { shape })],
            comparisons: [
              {
                family: 'a',
                interval: { value: interval && { low: interval[0], high: interval[1] }, why: interval ? null : 'none' },
              },
            ],
          },
        },
      ),
    );
  it.each([
    [2, APPROXIMATE, [0.001, 0.2]],
    [1, STRICT, [0, 0.2]],
    [1, STRICT, null],
    [0, 'bumpy', [0.1, 0.2]],
    [null, null, null],
  ] as const)('is %s for a reproduction that is %s with the difference in %j', (level, shape, interval) => {
    expect(reproducibility(shape, interval).level).toBe(level);
  });
  it('is no suggestion without a reproduction', () => {
    expect(on('reproducibility', given({ a: { shape: STRICT } })).level).toBeNull();
  });
});
