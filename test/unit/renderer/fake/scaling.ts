import type { ScalingRunView, SubmissionScaling, TrendView, WallTile } from '../../../../shared/contract/scaling.ts';
import { seededRandom } from '../../../../shared/random.ts';
import { rows } from './sample.ts';

/** Made-up evidence for looking at screens; the figures are of the right kind and size, and nothing else. */

interface FakeFamily {
  readonly key: string;
  readonly name: string;
  readonly public: boolean;
  readonly tuned: boolean;
  readonly models: readonly (readonly [string, number])[];
}

const families: readonly FakeFamily[] = [
  {
    key: 'f1',
    name: 'gpt3',
    public: true,
    tuned: false,
    models: [
      ['ada', 350e6],
      ['babbage', 1.3e9],
      ['curie', 6.7e9],
      ['davinci', 175e9],
    ],
  },
  {
    key: 'f2',
    name: 'opt',
    public: true,
    tuned: false,
    models: [
      ['opt-125m', 125e6],
      ['opt-350m', 350e6],
      ['opt-1.3b', 1.3e9],
      ['opt-2.7b', 2.7e9],
      ['opt-6.7b', 6.7e9],
      ['opt-13b', 13e9],
      ['opt-30b', 30e9],
      ['opt-66b', 66e9],
    ],
  },
  {
    key: 'f3',
    name: 'gpt2',
    public: true,
    tuned: false,
    models: [
      ['gpt2', 124e6],
      ['gpt2-medium', 355e6],
      ['gpt2-large', 774e6],
      ['gpt2-xl', 1.5e9],
    ],
  },
  {
    key: 'f4',
    name: 'gpt3-instruct',
    public: true,
    tuned: true,
    models: [
      ['text-ada-001', 350e6],
      ['text-babbage-001', 1.3e9],
      ['text-curie-001', 6.7e9],
      ['text-davinci-002', 175e9],
    ],
  },
  {
    key: 'f5',
    name: 'orrery',
    public: false,
    tuned: false,
    models: [
      ['orrery-s', 2e9],
      ['orrery-m', 12e9],
      ['orrery-l', 70e9],
    ],
  },
];

const shapes = [
  'strictly monotonic inverse',
  'approximately monotonic inverse',
  'standard',
  'flat',
  'U-shaped',
  'inverted U',
  'bumpy',
] as const;

/** A family's trend on made-up values: rising as steeply as asked. */
function trend(family: FakeFamily, seed: string, rise: number, runs: readonly ScalingRunView[]): TrendView {
  const random = seededRandom(seed);
  const own = runs.filter((run) => run.family === family.key);
  const points = family.models.map(([, params], i) => ({
    runs: [own[i]?.key ?? ''],
    params,
    mean: 0.69 + rise * 0.16 * (Math.log10(params) - 8) ** 1.3 + 0.012 * (random.unit() - 0.5),
    sem: 0.008 + 0.012 * random.unit(),
    summary: family.key === 'f3' && i === 3,
  }));
  const first = points[0]!;
  const last = points.at(-1)!;
  const slope = (Math.log10(last.mean) - Math.log10(first.mean)) / (Math.log10(last.params) - Math.log10(first.params));
  const value = points.map(
    (point) => 10 ** (Math.log10(first.mean) + slope * (Math.log10(point.params) - Math.log10(first.params))),
  );
  return {
    family: family.key,
    points,
    sharedExamples: 1183,
    steps: points.slice(1).map((point, i) => {
      const difference = point.mean - points[i]!.mean;
      const verdict = Math.abs(difference) < 0.02 ? 'flat' : difference > 0 ? 'up' : 'down';
      return {
        from: i,
        to: i + 1,
        difference,
        pUp: verdict === 'flat' ? 0.41 : verdict === 'up' ? 0.9998 : 0.0001,
        pDown: verdict === 'flat' ? 0.59 : verdict === 'up' ? 0.0002 : 0.9999,
        verdict,
        why: null,
      };
    }),
    threshold: 0.99,
    slope: { value: slope, why: null },
    slopeInterval: { value: { low: slope - 0.008, high: slope + 0.008 }, why: null },
    straightness: { value: 0.93 + 0.06 * random.unit(), why: null },
    spearman: { value: rise > 0 ? 1 : -0.4, why: null },
    shape: {
      value:
        rise > 0.9
          ? 'strictly monotonic inverse'
          : rise > 0.2
            ? 'approximately monotonic inverse'
            : rise < -0.1
              ? 'standard'
              : 'flat',
      why: 'Every step is up.',
    },
    fit: {
      params: points.map((point) => point.params),
      value,
      band: { low: value.map((one) => one * 0.97), high: value.map((one) => one * 1.03) },
    },
    remarks: [],
  };
}

const figure = (value: number) => ({ value, why: null });

function runsOf(seed: string, reproduction: boolean): readonly ScalingRunView[] {
  const random = seededRandom(`runs ${seed}`);
  return families.flatMap((family) =>
    family.models.map(([model, params], i): ScalingRunView => {
      const accuracy = 0.62 - 0.08 * (Math.log10(params) - 8) + 0.02 * random.unit();
      return {
        key: `${reproduction ? 'p' : 'r'}${family.key}${i}`,
        model,
        family: family.key,
        params,
        public: family.public,
        tuned: family.tuned,
        reproduction,
        summary: family.key === 'f3' && i === 3,
        n: 1184 - (i % 2),
        coverage: (1184 - (i % 2)) / 1184,
        mean: 0.7 + 0.1 * (Math.log10(params) - 8),
        sem: 0.014,
        accuracy: figure(accuracy),
        error: figure(1 - accuracy),
        errorSem: figure(0.014),
      };
    }),
  );
}

const baseline = { loss: figure(Math.log(2)), accuracy: figure(0.5) };
const shown = families.map(({ key, name, public: isPublic, tuned }) => ({ key, name, public: isPublic, tuned }));

export function scalingOf(id: string, blind = false): SubmissionScaling {
  const runs = [...runsOf(id, false), ...runsOf(id, true).filter((run) => run.family === 'f1')];
  const original = runs.filter((run) => !run.reproduction);
  const of = (seed: string, rise: number, from = original) =>
    families.map((family, i) => trend(family, `${seed} ${family.key}`, rise * (1 - 0.12 * i), from));
  const withError = (one: TrendView): TrendView => ({
    ...one,
    points: one.points.map((point) => ({ ...point, mean: point.mean - 0.3 })),
    fit: null,
  });
  const errors = families.map((family) => withError(trend(family, `e ${family.key}`, 1, original)));
  const again = runs.filter((run) => run.reproduction);
  const conditions = [
    { text: 'Straightness of 0.9', met: true, figures: '0.997 and 0.933' },
    { text: 'Four sizes or more', met: true, figures: '4 and 8' },
    { text: 'Every step up', met: false, figures: 'two of OPT’s seven are flat' },
  ];
  const accepted = [{ text: 'Inverse in a public family', met: true, figures: 'GPT-3 and OPT' }];
  const levels = [
    { level: 2 as const, met: false, conditions },
    { level: 1 as const, met: true, conditions: accepted },
    { level: 0 as const, met: false, conditions: [] },
  ];
  return {
    metric: 'classification',
    logged: true,
    examples: 1184,
    baseline,
    families: shown.map((family) => (blind && !family.public ? { ...family, name: 'private 1' } : family)),
    runs: runs.map((run) => (blind && !run.public ? { ...run, model: `Private ${run.key.slice(-1)}` } : run)),
    state: 'current',
    computedAt: '2026-11-23T10:00:00.000Z',
    computing: null,
    evidence: {
      seed: 1,
      resamples: 10_000,
      trends: of(id, 1),
      errorTrends: errors,
      subcategories: [
        'permission',
        'timetable',
        'library',
        'leases',
        'consent',
        'a name of a subcategory that does not fit',
        'clubs',
        'parking',
      ].map((name, i) => ({
        name,
        examples: i === 6 ? 22 : 120 + 9 * i,
        trends: of(`${id} ${name}`, i === 1 ? -0.4 : 0.6 + 0.1 * i).map((one) => ({ ...one, fit: null })),
      })),
      reproduction: {
        examples: 300,
        trends: [trend(families[0]!, 'again', 0.9, again)],
        errorTrends: [withError(trend(families[0]!, 'again, error', 0.9, again))],
        comparisons: [
          { family: 'f1', difference: figure(0.011), interval: { value: { low: -0.004, high: 0.019 }, why: null } },
        ],
      },
      suggestions: [
        {
          criterion: 'strength',
          level: 1,
          why: 'OPT is inverse but not at every step, so not every public family is strictly monotonic.',
          levels,
          remarks: ['GPT-2 has a summary and takes no part.'],
        },
        { criterion: 'generality', level: null, why: 'No private family has been run yet.', levels: [], remarks: [] },
        {
          criterion: 'coverage',
          level: 1,
          why: 'Inverse in 7 of 8 subcategories with 30 or more examples, 88 %. Grand needs 90 %.',
          levels,
          remarks: [],
        },
        {
          criterion: 'reproducibility',
          level: 2,
          why: 'The reproduction is inverse too, and its slope is not below the original’s: difference −0.004 to 0.019.',
          levels: [{ level: 2, met: true, conditions: accepted }],
          remarks: [],
        },
      ],
    },
  };
}

/** The wall: as many tiles as asked, of every shape. */
export function wallOf(n: number): readonly WallTile[] {
  return Array.from({ length: n }, (_, i): WallTile => {
    const row = rows[i % rows.length]!;
    const rise = [1, 0.5, -0.4, 0.02, 0.7][i % 5] ?? 1;
    const runs = [...runsOf(`wall ${i}`, false)];
    const state = i % 11 === 10 ? 'absent' : i % 13 === 12 ? 'nothing' : 'current';
    const trends = families.map((family) => ({ ...trend(family, `wall ${i} ${family.key}`, rise, runs), fit: null }));
    const leading = trends[0]!;
    return {
      id: n > rows.length ? `${row.id}${i}` : row.id,
      title: n > rows.length ? `${row.title} ${i + 1}` : row.title,
      metric: 'classification',
      logged: true,
      examples: 1184,
      baseline,
      families: shown,
      runs: state === 'nothing' ? [] : runs,
      state,
      computing: null,
      trends:
        state === 'current' ? [{ ...leading, shape: { value: shapes[i % 7]!, why: '' } }, ...trends.slice(1)] : [],
      leading: state === 'current' ? 'f1' : null,
    };
  });
}
