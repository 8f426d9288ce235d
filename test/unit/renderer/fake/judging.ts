import type { Output } from '../../../../shared/contract/contract.ts';
import { rows } from './sample.ts';

/** The judging half of the made-up contest: labels, reviews, ranking, people, record, rules. */

export const criteria = ['strength', 'generality', 'importance', 'novelty', 'coverage', 'reproducibility'] as const;
const names = ['Quiet Heron', 'Amber Lathe', 'Slow Comet', 'Green Anvil', 'Plain Harbour'];
type Level = 0 | 1 | 2;
const levelsOf = (pattern: string) => Object.fromEntries(criteria.map((key, i) => [key, Number(pattern[i]) as Level]));

const patterns = [
  '222222',
  '222222',
  '221212',
  '112212',
  '121122',
  '111212',
  '211112',
  '112111',
  '111111',
  '111111',
  '022122',
  '101112',
];
const outcomes = [
  'undecided',
  'undecided',
  'second',
  'second',
  'third',
  'third',
  'third',
  'third',
  'third',
  'accepted',
  'rejected',
  'rejected',
] as const;
const ranks: readonly (readonly [number, number] | null)[] = [
  [1, 2],
  [1, 2],
  [3, 3],
  [4, 4],
  [5, 5],
  [6, 7],
  [6, 7],
  [8, 8],
  [9, 9],
  [10, 10],
  null,
  null,
];

export const rubric: Output<'review.rubric'> = {
  version: 1,
  levelNames: ['No prize', 'Accepted', 'Grand'],
  criteria: criteria.map((key) => ({
    key,
    name: `${key[0]?.toUpperCase()}${key.slice(1)}`,
    question: `How does it do on ${key}?`,
    help: null,
    levels: ['Too little', 'Enough', 'A great deal'],
  })),
};

type Room = Output<'decision.room'>;

const idAt = (i: number) => rows[i + 5]?.id ?? rows[i - 5]?.id ?? 'k4rn';
const results = patterns.map((pattern, i) => ({
  submission: idAt(i),
  status: outcomes[i] ?? ('pending' as const),
  couldBe: i < 2 ? (['grand', 'second'] as ['grand', 'second']) : null,
  rank: ranks[i] ? ([ranks[i][0], ranks[i][1]] as [number, number]) : null,
  consensus: levelsOf(pattern),
  grandCriteria: [...pattern].filter((level) => level === '2').length,
}));

export const room: Room = {
  fingerprint: '9f3c41d07be2aa01',
  criteria: criteria.map((key) => ({ key, name: `${key[0]?.toUpperCase()}${key.slice(1)}` })),
  reviewers: [...names],
  rules: {
    version: 3,
    round: 2,
    consensus: 'lower_median',
    meanThresholds: { level_1: 0.5, level_2: 1.5 },
    minReviews: 1,
    caps: { 1: { grand: 0, second: 2, third: 5 }, 2: { grand: 1, second: 5, third: 10 } },
    amounts: { grand: 100_000, second: 20_000, third: 5_000 },
    labelErrorThreshold: 0.055,
    rounds: {
      1: { opened: '2026-06-27', closed: '2026-08-27' },
      2: { opened: '2026-06-27', closed: '2026-12-27' },
    },
  },
  outcomes: results.map((result, i) => ({
    ...result,
    title: rows.find(({ id }) => id === result.submission)?.title ?? result.submission,
    held: i === 8 ? 'third' : null,
    why: [
      { topic: 'reviews', text: '3 reviews count.' },
      { topic: 'tier', text: `Accepted: every criterion is at 1 or 2, ${result.grandCriteria} of 6 at 2.` },
      { topic: 'order', text: `Place ${i + 1}: one of 2. The panel’s ranking puts it above the next (6 to 3).` },
      { topic: 'seat', text: 'Takes a Second seat; 4 of 5 were taken before.' },
    ],
    waiting: i === 4 ? 1 : 0,
  })),
  groups: [],
  questions: [{ submissions: [idAt(0), idAt(1)], between: ['grand', 'second'], couldRank: 5, ranked: 2, task: null }],
  seats: [
    { tier: 'grand', cap: 1, held: 0, taken: 1, open: 1, amount: 100_000 },
    { tier: 'second', cap: 5, held: 0, taken: 3, open: 1, amount: 20_000 },
    { tier: 'third', cap: 10, held: 1, taken: 5, open: 0, amount: 5_000 },
  ],
  prizes: { grand: 0, second: 2, third: 5, amount: 65_000 },
  warnings: [],
  rulings: [],
  frozen: null,
};

export const grounds: Output<'decision.grounds'> = {
  reviews: names.slice(0, 3).map((alias, k) => ({
    alias,
    round: 1,
    levels: levelsOf(k === 1 ? '112212' : '112112'),
    reasons: { novelty: 'Nobody has looked at this before.' },
    confidence: 3 + (k % 2),
  })),
  needs: [],
};

export const whatIf: Output<'decision.whatIf'> = {
  outcomes: results.map((result, i) => (i === 3 ? { ...result, status: 'third' as const } : result)),
  changes: [{ submission: idAt(3), from: { status: 'second', couldBe: null }, to: { status: 'third', couldBe: null } }],
  prizes: { grand: 0, second: 1, third: 6, amount: 50_000 },
  warnings: [],
};

function sharesOf(status: string, i: number): Record<string, number> {
  if (status === 'undecided') return { grand: 0.58, second: 0.42 };
  return { [status]: 0.6 + 0.03 * i, [status === 'accepted' ? 'rejected' : 'accepted']: 0.4 - 0.03 * i };
}

export const firmness: Output<'decision.firmness'> = {
  fingerprint: room.fingerprint,
  hinges: results.map(({ submission, status, couldBe }, i) => ({
    submission,
    result: { status, couldBe },
    steps: i === 3 ? 1 : null,
    changes:
      i === 3
        ? [
            {
              submission,
              alias: 'Amber Lathe',
              levels: [{ criterion: 'novelty', from: 2, to: 1 }],
              becomes: { status: 'third', couldBe: null },
            },
          ]
        : [],
  })),
  absences: names.map((alias, k) => ({
    alias,
    changes:
      k === 2
        ? [{ submission: idAt(3), from: { status: 'second', couldBe: null }, to: { status: 'third', couldBe: null } }]
        : [],
  })),
  stability: {
    draws: 2000,
    seed: 1,
    submissions: Object.fromEntries(results.map(({ submission, status }, i) => [submission, sharesOf(status, i)])),
  },
};

export const people: Output<'participants.list'> = {
  participants: [
    ...[1, 2, 3, 5, 7].map((n) => ({
      id: `c${n}`,
      role: 'contractor' as const,
      alias: `C-0${n}`,
      state: n === 7 ? ('dismissed' as const) : ('active' as const),
      tags: n === 1 ? [{ kind: 'language' as const, tag: 'hebrew' }] : [],
      firstSeenAt: '2026-11-16T08:00:00.000Z',
      votes: 120 * n,
      votesExpected: 600,
      reviews: 0,
      reviewsExpected: 0,
    })),
    ...names.map((alias, n) => ({
      id: `r${n}`,
      role: 'reviewer' as const,
      alias: n === 4 ? null : alias,
      state: n === 4 ? ('invited' as const) : ('active' as const),
      tags: [],
      firstSeenAt: n === 4 ? null : '2026-11-20T08:00:00.000Z',
      votes: 0,
      votesExpected: 0,
      reviews: n,
      reviewsExpected: n === 4 ? 0 : 6,
    })),
  ],
};

export const labelsOverview: Output<'labels.overview'> = {
  submissions: rows
    .filter((row) => row.state !== 'stuck' && row.state !== 'withdrawn')
    .map((row, i) => ({
      id: row.id,
      title: row.title,
      examples: row.examples,
      dealt: i < 2 ? 0 : 150,
      votes: i < 2 ? 0 : Math.min(450, 60 * i),
      votesExpected: i < 2 ? 0 : 450,
      outcome: i < 2 ? 'not-dealt' : i > 8 ? 'passed' : i === 4 ? 'failed' : 'under-way',
    })),
};

export function verdict(dealt: boolean): Output<'labels.verdict'> {
  return dealt
    ? {
        dealt,
        method: 'majority',
        leftOut: 1,
        adjudicated: 2,
        toSettle: 2,
        stoppedEarly: false,
        stopped: null,
        test: null,
        withSubmitted: { rate: 0.94, low: 0.91, high: 0.96, n: 301 },
        agreement: {
          alpha: { value: 0.71, why: null, low: 0.6, high: 0.81, intervalWhy: null },
          fleiss: { value: 0.7, why: null, low: 0.61, high: 0.78, intervalWhy: null },
          ac1: { value: 0.84, why: null, low: 0.78, high: 0.9, intervalWhy: null },
          percentAgreement: { value: 0.89, why: null, low: 0.85, high: 0.93, intervalWhy: null },
          pairs: [
            { first: 'C-01', second: 'C-02', common: 110, agreeing: 101, kappa: { value: 0.74, why: null } },
            { first: 'C-01', second: 'C-05', common: 70, agreeing: 61, kappa: { value: 0.68, why: null } },
          ],
        },
        flags: [{ flag: 'ambiguous', votes: 5, examples: 4 }],
        disputedInAll: 2,
        sample: 150,
        overlap: 3,
        votes: 308,
        votesExpected: 450,
        settled: 96,
        undecided: 2,
        wrong: 3,
        errorRate: { rate: 0.031, low: 0.011, high: 0.088, n: 96 },
        threshold: 0.05,
        outcome: 'under-way',
        why: '142 votes are still to come. So far 3 of 96 settled examples are wrong, and 5 % is the limit.',
        contractors: ['C-01', 'C-02', 'C-05'].map((alias, i) => ({
          id: `c${i}`,
          alias,
          done: 150 - 40 * i,
          dealt: 150,
          lastAt: i === 2 ? null : `2026-11-2${i + 2}T10:10:00.000Z`,
        })),
        disputed: [
          {
            row: 17,
            prompt: 'House rule 18. It is not the case that guests may not use the lift.\nAnswer:',
            submitted: ' Yes',
            votes: [
              { alias: 'C-01', answer: ' No', flag: null, note: '' },
              { alias: 'C-02', answer: ' No', flag: 'ambiguous', note: 'Reads both ways to me.' },
              { alias: 'C-05', answer: ' Yes', flag: null, note: '' },
            ],
            verdict: 'wrong',
            reason: null,
          },
          {
            row: 40,
            prompt: 'House rule 41. No one shall never ring the bell.\nAnswer:',
            submitted: ' No',
            votes: [
              { alias: 'C-01', answer: ' No', flag: null, note: '' },
              { alias: 'C-02', answer: 'several', flag: null, note: '' },
            ],
            verdict: 'undecided',
            reason: null,
          },
        ],
      }
    : notDealt;
}

const noFigure = { value: null, why: 'No labels are dealt.', low: null, high: null, intervalWhy: null };

const notDealt: Output<'labels.verdict'> = {
  ...{ dealt: false, method: 'majority', sample: 0, overlap: 0, votes: 0, votesExpected: 0, threshold: 0.05 },
  ...{ settled: 0, undecided: 0, wrong: 0, leftOut: 0, adjudicated: 0, toSettle: 0, errorRate: null },
  ...{ outcome: 'not-dealt', why: 'No examples are dealt yet.', stoppedEarly: false, stopped: null, test: null },
  ...{ withSubmitted: null, flags: [], contractors: [], disputed: [], disputedInAll: 0 },
  agreement: { alpha: noFigure, fleiss: noFigure, ac1: noFigure, percentAgreement: noFigure, pairs: [] },
};

function reasonsIn(state: string): Record<string, string> {
  return state === 'submitted' ? { novelty: 'Nobody has looked at doubled negatives in rules before.' } : {};
}

export function panel(submission?: string): Output<'review.panel'> {
  return {
    submissions: rows
      .filter((row) => (submission ? row.id === submission : row.reviews.assigned > 0))
      .map((row) => ({
        id: row.id,
        title: row.title,
        reviews: names.slice(0, row.reviews.assigned).map((alias, i) => {
          const state =
            i < row.reviews.submitted
              ? ('submitted' as const)
              : i === 1
                ? ('draft' as const)
                : ('not-started' as const);
          return {
            reviewer: `r${i}`,
            alias,
            state,
            levels: state === 'submitted' ? levelsOf('112212') : {},
            reasons: reasonsIn(state),
            confidence: state === 'submitted' ? 4 : null,
            strengths: 'Every step of the public family goes up.',
            weaknesses: 'The prompts are all of one kind.',
            organizersOnly: '',
            submittedAt: state === 'submitted' ? '2026-11-23T15:00:00.000Z' : null,
            revision: 1,
          };
        }),
      })),
  };
}

export function record(before: number, limit: number): Output<'record.list'> {
  const kinds = ['submission imported', 'results imported', 'votes', 'finding waived', 'participants invited'];
  return {
    total: 4108,
    events: Array.from({ length: Math.min(limit, Math.max(0, before - 1)) }, (_, i) => {
      const seq = before - 1 - i;
      return {
        seq,
        at: new Date(Date.UTC(2026, 10, 24, 9, 0) - i * 1_900_000).toISOString(),
        actor: i % 3 === 0 ? 'C-02' : 'Organizer',
        role: i % 3 === 0 ? 'contractor' : 'organizer',
        kind: kinds[i % kinds.length] ?? 'votes',
        subject: 'p7cw',
        sentence:
          i % 3 === 0
            ? 'C-02 voted on example 112 of Two clocks.'
            : 'Finding rows.repeated of Ferry timetables was waived: the authors meant it.',
        before: null,
        after: i % 2 ? '{"reason":"the authors meant it"}' : null,
        hash: (seq * 2654435761).toString(16).padStart(16, '0').slice(0, 16),
      };
    }),
  };
}

export const rules: Output<'contest.rules'> = {
  version: 3,
  round: 1,
  consensus: 'lower_median',
  minReviews: 1,
  tiers: [
    { tier: 'grand', amount: 100_000, cap: 1, capRound1: 0 },
    { tier: 'second', amount: 20_000, cap: 5, capRound1: 2 },
    { tier: 'third', amount: 5_000, cap: 10, capRound1: 5 },
  ],
  labelErrorThreshold: 0.05,
  rounds: {
    1: { opened: '2026-06-27', closed: '2026-08-27' },
    2: { opened: '2026-06-27', closed: '2026-12-27' },
  },
  plan: null,
};
