import { describe, expect, it } from 'vitest';
import { changeWords, moveWords, saidShare, tallyOf } from '../../../renderer/organizer/decision/firmnessWords.ts';
import {
  imaginesNothing,
  leaveOut,
  nothingImagined,
  suppositions,
  turnedLevel,
  turnLevel,
} from '../../../renderer/organizer/decision/imagined.ts';
import { placeOf, roomLines, seatsOf, standingSentence } from '../../../renderer/organizer/decision/roomLines.ts';
import { whyLines } from '../../../renderer/organizer/decision/whyWords.ts';
import { ruleDifferences } from '../../../renderer/organizer/rules/ruleDifferences.ts';
import { draftOfRules, rulesOfDraft } from '../../../renderer/organizer/rules/rulesDraft.ts';
import type { DecisionRoom, RoomOutcome } from '../../../shared/contract/decisionRoom.ts';

const outcome = (submission: string, part: Partial<RoomOutcome> = {}): RoomOutcome => ({
  submission,
  title: `Task ${submission}`,
  rank: [1, 1],
  consensus: {},
  grandCriteria: 0,
  held: null,
  status: 'third',
  couldBe: null,
  why: [],
  waiting: 0,
  ...part,
});
const tied = { status: 'undecided', rank: [1, 2], couldBe: ['grand', 'second'] } satisfies Partial<RoomOutcome>;
const outcomes = [
  outcome('b', tied),
  outcome('a', tied),
  outcome('c', { rank: [3, 3], status: 'second' }),
  outcome('d', { rank: null, status: 'rejected' }),
  outcome('e', { rank: null, status: 'pending' }),
];
const question: DecisionRoom['questions'][number] = {
  submissions: ['a', 'b'],
  between: ['grand', 'second'],
  couldRank: 2,
  ranked: 0,
  task: null,
};
const rules: DecisionRoom['rules'] = {
  version: 1,
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
};
const room = { outcomes, criteria: [{ key: 'novelty', name: 'Novelty' }] };

describe('the ranking on screen', () => {
  it('puts what would settle a group under its last submission, and heads those that are not ranked', () => {
    const drawn = roomLines({ outcomes, questions: [question] }).map((line) =>
      line.kind === 'outcome' ? `${line.row.submission}${line.question ? '?' : ''}` : line.kind,
    );
    expect(drawn).toEqual(['b?', 'a?', 'settle', 'c', 'unranked', 'd', 'e']);
  });

  it('heads nothing where nobody is ranked', () => {
    const none = [outcome('d', { rank: null, status: 'pending' })];
    expect(roomLines({ outcomes: none, questions: [] }).map(({ kind }) => kind)).toEqual(['outcome']);
  });

  it('says how many prizes are settled and how many are not', () => {
    expect(standingSentence(outcomes)).toBe('One prize is settled, two submissions are undecided.');
    expect(standingSentence([outcome('p', { status: 'pending' })])).toMatch(/^No prize is settled yet/);
    expect(placeOf([1, 2])).toBe('1–2');
  });

  it('draws kept prizes first, then taken, undecided and free seats', () => {
    const line = { tier: 'second', cap: 5, taken: 3, open: 1 } as const;
    expect(seatsOf(line, [outcome('x', { status: 'second', held: 'second' })])).toEqual([
      'held',
      'taken',
      'undecided',
      'free',
      'free',
    ]);
  });

  it('draws no held seat for a holder that moved up', () => {
    const line = { tier: 'third', cap: 1, taken: 0, open: 0 } as const;
    expect(seatsOf(line, [outcome('x', { status: 'second', held: 'third' })])).toEqual(['free']);
  });

  it('sets the word of each reason before it, and what the methods say after the order', () => {
    const why: RoomOutcome['why'] = [
      { topic: 'tier', text: 'Accepted: every criterion is at 1 or 2.' },
      { topic: 'order', text: 'Place 1.' },
      { topic: 'seat', text: 'Takes a Third seat.' },
    ];
    const row = outcome('a', { why });
    const group: DecisionRoom['groups'][number] = {
      grandCriteria: 0,
      members: ['a', 'b'],
      pairs: 1,
      differing: 1,
      disagreements: [{ first: 'b', second: 'a', schulze: 'above', borda: 'unordered', kemeny: null }],
      optimalOrders: null,
    };
    expect(whyLines(row, { groups: [group], outcomes })).toEqual([
      { label: 'Accepted', text: 'Every criterion is at 1 or 2.' },
      { label: 'Order', text: 'Place 1.' },
      { label: 'Methods', text: 'Against Task b: Schulze puts it below, Borda leaves it open.' },
      { label: 'Seat', text: 'Takes a Third seat.' },
    ]);
  });
});

describe('what if', () => {
  const place = { submission: 'a', alias: 'Quiet Heron', criterion: 'novelty' };

  it('takes a level out again when it is turned back to what it is', () => {
    const turned = turnLevel(nothingImagined, { ...place, level: 0 }, 2);
    expect(turnedLevel(turned, place)).toBe(0);
    expect(imaginesNothing(turned)).toBe(false);
    expect(turnLevel(turned, { ...place, level: 1 }, 2).levels).toEqual([{ ...place, level: 1 }]);
    expect(imaginesNothing(turnLevel(turned, { ...place, level: 2 }, 2))).toBe(true);
  });

  it('says each supposition, and lets each go by itself', () => {
    const both = leaveOut(turnLevel(nothingImagined, { ...place, level: 0 }, 2), 'Slow Comet');
    const said = suppositions({ ...both, method: 'borda' }, room);
    expect(said.map(({ text }) => text)).toEqual([
      'Quiet Heron gives Task a a 0 for Novelty',
      'Slow Comet is left out',
      'rankings combined by Borda',
    ]);
    expect(said[1]!.without).toEqual({ ...both, method: 'borda', without: [] });
  });
});

describe('firmness in words', () => {
  const to = { status: 'third', couldBe: null } as const;
  const change = {
    submission: 'b',
    alias: 'Quiet Heron',
    levels: [{ criterion: 'novelty', from: 2, to: 1 }],
    becomes: to,
  } as const;

  it('names the level, and the submission where it is another’s', () => {
    const said = { ...change, levels: [...change.levels] };
    expect(changeWords(said, 'b', room)).toBe('Were Quiet Heron’s Novelty a 1, this would be Third.');
    expect(changeWords(said, 'a', room)).toContain('Novelty a 1 for Task b');
  });

  it('says whether a result rises, falls, is settled or is opened', () => {
    const second = { status: 'second', couldBe: null } as const;
    const open: Parameters<typeof moveWords>[0] = { status: 'undecided', couldBe: ['grand', 'second'] };
    expect(moveWords(second, to)).toBe('falls to Third');
    expect(moveWords(to, second)).toBe('rises to Second');
    expect(moveWords(open, second)).toBe('is Second');
    expect(moveWords(second, open)).toBe('is undecided');
  });

  it('counts prizes by what it takes to change them', () => {
    const hinge = (status: 'grand' | 'rejected', steps: number | null) => ({
      submission: 'x',
      result: { status, couldBe: null },
      steps,
      changes: [],
    });
    expect(tallyOf([hinge('grand', 1), hinge('grand', null), hinge('grand', 2), hinge('rejected', 1)])).toEqual({
      prizes: 3,
      oneLevel: 1,
      none: 1,
    });
    expect(saidShare({ grand: 0.3, second: 0.7 }, 'grand')).toBe(0.3);
    expect(saidShare({ grand: 0.3, second: 0.7 }, 'undecided')).toBe(0.7);
  });
});

describe('rules as they are typed', () => {
  it('come back as they were, and a changed cap is read', () => {
    const { version: _, round: __, rounds: ___, ...typed } = rules;
    const draft = draftOfRules(rules);
    expect(rulesOfDraft(draft)).toEqual({ ok: true, rules: typed });
    const eleven = { ...draft, caps: { ...draft.caps, 2: { ...draft.caps[2], third: ' 11 ' } } };
    expect(rulesOfDraft(eleven)).toMatchObject({ ok: true, rules: { caps: { 2: { third: 11 } } } });
  });

  it.each([
    [
      'half a seat',
      { caps: { 1: { grand: '0', second: '2', third: '5' }, 2: { grand: '1', second: '2.5', third: '5' } } },
    ],
    [
      'an empty cap',
      { caps: { 1: { grand: '', second: '2', third: '5' }, 2: { grand: '1', second: '5', third: '5' } } },
    ],
    [
      'a round 1 with more',
      { caps: { 1: { grand: '2', second: '2', third: '5' }, 2: { grand: '1', second: '5', third: '5' } } },
    ],
    ['no review', { minReviews: '0' }],
    ['means that cross', { level1: '1.6' }],
    ['more wrong labels than labels', { labelErrors: '101' }],
  ])('refuse %s', (_, part) => {
    expect(rulesOfDraft({ ...draftOfRules(rules), ...part })).toMatchObject({ ok: false });
  });

  it('tell what a version changed', () => {
    const after = { ...rules, version: 2, caps: { ...rules.caps, 2: { ...rules.caps[2], third: 11 } } };
    expect(ruleDifferences(rules, after)).toEqual(['Third seats, both rounds: 11, was 10.']);
    expect(ruleDifferences(null, after)).toEqual([]);
  });
});
