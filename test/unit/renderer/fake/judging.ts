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

export const decision: Output<'decision.current'> = {
  ranking: {
    decisions: patterns.map((pattern, i) => {
      const grand = [...pattern].filter((level) => level === '2').length;
      const rank = ranks[i] ?? null;
      return {
        submission: rows[i + 5]?.id ?? rows[i - 5]?.id ?? 'k4rn',
        rank: rank ? [rank[0], rank[1]] : null,
        consensus: levelsOf(pattern),
        grand_criteria: grand,
        eligible: {
          accepted: !pattern.includes('0'),
          third: !pattern.includes('0'),
          second: grand > 0,
          grand: grand === 6,
        },
        status: outcomes[i] ?? 'pending',
        ...(i < 2 ? { could_be: ['grand', 'second'] as ['grand', 'second'] } : {}),
        why: [
          'Every criterion is at 1 or 2, it is eligible, and its labels passed with 1.3 % wrong.',
          `${grand} of six criteria are at 2; a Second prize needs one, a Grand prize six.`,
          i < 2
            ? 'Nobody ranked it against the other, so either may come first.'
            : 'The panel puts it above the next, 6 to 3.',
          'It takes an open Second seat.',
        ],
      };
    }),
    prizes: { grand: 0, second: 2, third: 5, amount: 65_000 },
  },
  titles: Object.fromEntries(rows.map((row) => [row.id, row.title])),
  levels: Object.fromEntries(
    patterns.map((pattern, i) => [
      rows[i + 5]?.id ?? rows[i - 5]?.id ?? 'k4rn',
      names
        .slice(0, 3)
        .map((alias, k) => ({ alias, levels: k === 1 ? levelsOf(pattern.replace('1', '2')) : levelsOf(pattern) })),
    ]),
  ),
  rules: {
    version: 3,
    round: 1,
    consensus: 'lower_median',
    seats: [
      { tier: 'grand', cap: 1, amount: 100_000 },
      { tier: 'second', cap: 5, amount: 20_000 },
      { tier: 'third', cap: 10, amount: 5_000 },
    ],
  },
  held: [{ submission: 's13q13', prize: 'third' }],
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
  agreement: { alpha: noFigure, ac1: noFigure, percentAgreement: noFigure, pairs: [] },
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
  plan: null,
};
