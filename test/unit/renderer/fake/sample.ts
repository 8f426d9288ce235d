import type { Overview } from '../../../../shared/contract/session.ts';
import type { ExampleView, Run, SubmissionDetail, SubmissionRow } from '../../../../shared/contract/submission.ts';

/** A made-up contest in the contract's types, so that every screen can be looked at without an engine. */

const titles = [
  'Ferry timetables',
  'Left and right in a mirror',
  'Second-hand testimony',
  'Two clocks',
  'Whose turn is it?',
  'Double negatives in house rules',
  'Calendar sums in leap years',
  'The late exception clause',
  'Sarcastic reviews taken straight',
  'Counting silent letters',
  'Who knew first?',
  'Cause named after effect',
  'Weights in old units',
  'Literal recipes',
  'Polite refusals',
  'An irrelevant uniform',
  'Signposts and detours',
  'Recipes that forget the salt and remember it again in the very last of many steps',
];
const states = ['stuck', 'stuck', 'stuck', 'results', 'labels', 'labels', 'labels', 'labels', 'labels'] as const;
const later = ['review', 'review', 'review', 'review', 'review', 'ready', 'ready', 'ready', 'withdrawn'] as const;
const metrics = ['classification', 'classification', 'sequence_prob', 'logodds', 'absolute_logodds'] as const;
const waits = [
  'a new davinci run',
  'two runs',
  'a mended file or a waiver',
  'results',
  '142 votes',
  '31 votes',
  '96 votes',
];

export const today = '2026-11-24';
export const ids = titles.map(
  (_, i) => ['k4rn', 't8vd', 'b2qe', 'm9xa', 'h3fz', 'p7cw', 'e5ju', 'r6ty', 'w1ks'][i] ?? `s${i}q${i}`,
);
const at = (day: number, hour = 9) =>
  `2026-11-${String(day).padStart(2, '0')}T${String(hour).padStart(2, '0')}:12:00.000Z`;

/** Repeatable noise in [0, 1). */
function noise(a: number, b = 0): number {
  const x = Math.sin(a * 127.1 + b * 311.7) * 43758.5453;
  return x - Math.floor(x);
}

export const rows: readonly SubmissionRow[] = titles.map((title, i) => {
  const state = [...states, ...later][i] ?? 'ready';
  const rate = 0.005 + 0.03 * noise(i, 1);
  const voted = state === 'labels' || state === 'review' || state === 'ready';
  return {
    id: ids[i] ?? `s${i}`,
    title,
    metric: metrics[i % metrics.length] ?? 'classification',
    examples: i === 12 ? 10_000 : 280 + Math.floor(1300 * noise(i)),
    findings: { ineligible: i === 2 ? 1 : 0, warning: i % 3 === 0 ? 1 + (i % 2) : 0, note: i % 4 === 1 ? 2 : 0 },
    runs: state === 'results' ? 0 : i % 7 === 0 ? 10 : 12,
    gpt3:
      state === 'results' ? [] : [0, 1, 2, 3].map((k) => 0.7 + 0.12 * k * (i % 5 === 4 ? -0.6 : 1) + 0.1 * noise(i, k)),
    labelErrors: voted ? { rate, low: rate * 0.4, high: rate * 2.4, n: 150 + i } : null,
    reviews: { submitted: state === 'ready' ? 3 : i % 3, assigned: state === 'ready' || state === 'review' ? 3 : 0 },
    state,
    standing: state === 'stuck' ? 'ineligible' : state === 'review' ? 'in review' : 'eligible',
    waitsFor: waits[i] ?? (state === 'review' ? 'two reviews' : state === 'ready' ? 'the decision' : '–'),
    version: 1 + (i % 3),
    importedAt: at(2 + (i % 20)),
  };
});

const family = (
  name: string,
  sizes: readonly [string, number][],
  base: number,
  slope: number,
  isPublic = true,
  alias?: string,
) =>
  sizes.map(([model, params], k): Run => {
    const mean = base + slope * k + 0.02 * noise(k, params / 1e9);
    return {
      id: `${name}-${model}`,
      model,
      family: alias ?? name,
      params,
      public: isPublic,
      tuned: false,
      reproduction: false,
      summary: false,
      n: 1184 - (model === 'curie' ? 1 : 0),
      rows: 1184,
      empty: model === 'curie' ? 1 : 0,
      repeated: 0,
      missing: 0,
      mean,
      sem: 0.008 + 0.004 * k,
      accuracy:
        model === 'opt-66b'
          ? { value: null, why: 'The file has no column for it.' }
          : { value: 0.56 - 0.06 * k, why: null },
      probabilityCoverage: { value: 0.98, why: null },
      coverage: model === 'curie' ? 0.999 : 1,
      warnings:
        model === 'opt-30b'
          ? [
              {
                level: 'warning',
                rule: 'runs.repeated',
                row: 4,
                column: 'index',
                message: 'An index is there twice with the same value.',
              },
            ]
          : [],
      importedAt: at(14),
      fileName: `${model}.csv`,
    };
  });

export const runs: readonly Run[] = [
  ...family(
    'GPT-3',
    [
      ['ada', 350e6],
      ['babbage', 1.3e9],
      ['curie', 6.7e9],
      ['davinci', 175e9],
    ],
    0.71,
    0.16,
  ),
  ...family(
    'OPT',
    [
      ['opt-125m', 125e6],
      ['opt-350m', 350e6],
      ['opt-1.3b', 1.3e9],
      ['opt-2.7b', 2.7e9],
      ['opt-6.7b', 6.7e9],
      ['opt-13b', 13e9],
      ['opt-30b', 30e9],
      ['opt-66b', 66e9],
    ],
    0.69,
    0.05,
  ),
  ...family(
    'GPT-2',
    [
      ['gpt2', 124e6],
      ['gpt2-medium', 355e6],
      ['gpt2-large', 774e6],
      ['gpt2-xl', 1.5e9],
    ],
    0.66,
    0.02,
  ),
  ...family(
    'Laurel',
    [
      ['laurel-s', 2e9],
      ['laurel-m', 20e9],
      ['laurel-l', 120e9],
    ],
    0.6,
    0.18,
    false,
  ),
];

export function detail(id: string): SubmissionDetail | null {
  const index = rows.findIndex((row) => row.id === id);
  const row = rows[index];
  if (!row) return null;
  return {
    ...row,
    description:
      'House rules often forbid something twice over. The task asks what is allowed, and a model that has read a great deal takes two negatives for emphasis.\n\nWe expect larger models to do worse, because emphasis by doubling is common in print.',
    round: 1,
    fileName: `${row.id}.csv`,
    received: { at: at(3), reason: null, closes: at(20), late: false },
    marks: [],
    revision: null,
    form: { version: 2, missing: ['Licence of the data'], draftSavedAt: null },
    columns: ['prompt', 'classes', 'answer_index', 'topic'],
    versions: Array.from({ length: row.version }, (_, k) => ({
      number: k + 1,
      examples: row.examples - 10 * (row.version - 1 - k),
      importedAt: at(3 + k),
      fileName: `${row.id}-v${k + 1}.csv`,
    })),
    sensitive: { spots: 0, undecided: 0 },
    findingGroups:
      index % 2 === 1
        ? [
            {
              level: 'warning',
              rule: 'classes.leading-space',
              message: '41 classes do not begin with a space.',
              count: 41,
              rows: [3, 17, 40, 41].map((r) => ({ row: r, column: 'classes', message: 'No space before "Yes".' })),
              waiver: null,
            },
            {
              level: 'warning',
              rule: 'rows.repeated',
              message: 'The same prompt and classes appear twice.',
              count: 6,
              rows: [8, 9].map((r) => ({ row: r, column: 'prompt', message: 'As in row 2.' })),
              waiver: null,
            },
            {
              level: 'note',
              rule: 'cells.none',
              message: 'A cell reads None: pandas would lose it, here it is text.',
              count: 1,
              rows: [{ row: 12, column: 'topic', message: 'None' }],
              waiver: null,
            },
          ]
        : index === 2
          ? [
              {
                level: 'ineligible',
                rule: 'rows.too-few',
                message: `${row.examples} examples where 300 are needed. Add examples, or waive the rule with a reason.`,
                count: 1,
                rows: [{ row: null, column: null, message: '' }],
                waiver: null,
              },
            ]
          : [
              {
                level: 'warning',
                rule: 'rows.repeated',
                message: 'The same prompt and classes appear twice.',
                count: 2,
                rows: [{ row: 2, column: 'prompt', message: 'As in row 1.' }],
                waiver: { reason: 'The authors meant it: one is the control.', at: at(12) },
              },
            ],
    runList: row.runs === 0 ? [] : [...runs],
    baseline: { loss: { value: Math.log(2), why: null }, accuracy: { value: 0.5, why: null } },
    position: { index, total: rows.length, previous: rows[index - 1]?.id ?? null, next: rows[index + 1]?.id ?? null },
  };
}

export function example(row: number): ExampleView {
  const long = row % 9 === 4;
  return {
    row,
    part: null,
    name: null,
    prompt: `House rule ${row + 1}. It is not the case that guests may not  use the terrace after ${8 + (row % 4)} in the evening.\n\nQuestion: May a guest sit on the terrace at eleven?${long ? ' The rule was written for the summer and was never taken back, although the terrace has since been closed twice for repairs and once for a wedding.'.repeat(6) : ''}\nAnswer:`,
    otherPrompt: null,
    classes: row % 5 === 0 ? [' Yes', 'No'] : [' Yes', ' No'],
    answerIndex: row % 2,
    completion: null,
    subcategory: row % 3 === 0 ? 'permission' : 'prohibition',
    other: null,
  };
}

export const overview: Overview = {
  today,
  stages: [
    { stage: 'submissions', state: 'done', done: 18, total: 18, remark: null, from: '2026-11-02', to: '2026-11-13' },
    {
      stage: 'checks',
      state: 'done',
      done: 18,
      total: 18,
      remark: '1 ineligible',
      from: '2026-11-02',
      to: '2026-11-18',
    },
    {
      stage: 'results',
      state: 'now',
      done: 156,
      total: 216,
      remark: '2 runs refused',
      from: '2026-11-09',
      to: '2026-11-27',
    },
    { stage: 'labels', state: 'now', done: 1980, total: 3000, remark: null, from: '2026-11-16', to: '2026-12-04' },
    { stage: 'review', state: 'todo', done: 0, total: 54, remark: null, from: '2026-11-30', to: '2026-12-13' },
    { stage: 'decision', state: 'todo', done: 0, total: 18, remark: null, from: '2026-12-15', to: '2026-12-20' },
  ],
  next: [
    {
      title: 'Deal the labels of Two clocks',
      detail: 'Its results are in. Three contractors have room.',
      action: 'Deal labels',
      place: { page: 'submission', id: 'm9xa', tab: 'labels' },
    },
    {
      title: 'Mend or waive Second-hand testimony',
      detail: '288 examples where 300 are needed.',
      action: 'Look at it',
      place: { page: 'submission', id: 'b2qe' },
    },
    {
      title: 'Ask for two runs again',
      detail: 'Left and right in a mirror lacks opt-30b and opt-66b.',
      action: 'Look at it',
      place: { page: 'submission', id: 't8vd' },
    },
    {
      title: 'Assign reviewers',
      detail: 'Five submissions have passed and nobody reads them yet.',
      action: 'Assign',
      place: { page: 'review' },
    },
  ],
  stuck: [
    {
      submission: 'k4rn',
      title: 'Ferry timetables',
      level: 'error',
      detail: 'Run davinci refused: index 417 has two values.',
      since: at(21),
      place: { page: 'submission', id: 'k4rn' },
    },
    {
      submission: 't8vd',
      title: 'Left and right in a mirror',
      level: 'error',
      detail: 'Runs opt-30b and opt-66b are missing or empty.',
      since: at(19),
      place: { page: 'submission', id: 't8vd' },
    },
    {
      submission: 'b2qe',
      title: 'Second-hand testimony',
      level: 'ineligible',
      detail: '288 examples where 300 are needed. Mend or waive.',
      since: at(18),
      place: { page: 'submission', id: 'b2qe' },
    },
    {
      submission: 'h3fz',
      title: 'Whose turn is it?',
      level: 'waiting',
      detail: 'Contractor C-05 has handed in nothing since 17 Nov.',
      since: at(17),
      place: { page: 'submission', id: 'h3fz', tab: 'labels' },
    },
  ],
  cameIn: [
    { title: '640 labels', detail: 'from C-02', at: at(24, 8), place: { page: 'labels' } },
    { title: '14 runs', detail: '4 submissions, 2 refused', at: at(24, 7), place: null },
    {
      title: 'Literal recipes, version 3',
      detail: 'Both warnings mended',
      at: at(23),
      place: { page: 'submission', id: 's13q13' },
    },
    { title: '310 labels, 9 flags', detail: 'from C-07', at: at(22), place: { page: 'labels' } },
    { title: 'A reproduction, 12 runs', detail: 'Polite refusals', at: at(15), place: null },
  ],
  counts: {
    submissions: 18,
    runs: 156,
    participants: 14,
    votes: 1980,
    votesExpected: 3000,
    toSettle: 3,
    reviews: 12,
    reviewsExpected: 54,
    events: 4108,
  },
  lastBackup: at(24, 9),
};
