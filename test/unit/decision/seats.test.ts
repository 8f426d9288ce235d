import { describe, expect, it } from 'vitest';
import { decide } from '../../../shared/decision/decide.ts';
import { contest, outcomeOf, ranks, statuses } from './builders.ts';

const ALL = '222222';
const ONE = '211111';
const NONE = '111111';
const caps = (grand: number, second: number, third: number) => ({ caps: { grand, second, third } });

describe('filling seats', () => {
  it('goes by the number of criteria at 2 and gives the highest open tier', () => {
    const scores = { a: ALL, b: '222221', c: '222211', d: '222111', e: NONE };
    expect(statuses(decide(contest({ scores, rules: caps(1, 1, 1) })))).toEqual({
      a: 'grand',
      b: 'second',
      c: 'third',
      d: 'accepted',
      e: 'accepted',
    });
  });

  it('gives no Second prize without a criterion at 2, and no Grand prize without all', () => {
    expect(statuses(decide(contest({ scores: { a: '222221', b: NONE } })))).toEqual({ a: 'second', b: 'third' });
  });

  it('gives no Grand prize in round 1, two Seconds and five Thirds', () => {
    const scores = { a: ALL, b: '222221', c: '222211', d: '222111', e: '221111' };
    const decision = decide(contest({ scores, rules: { round: 1 } }));
    expect(statuses(decision)).toEqual({ a: 'second', b: 'second', c: 'third', d: 'third', e: 'third' });
  });

  it('rejects a criterion at 0 however good the others are, and does not rank it', () => {
    const rejected = outcomeOf(decide(contest({ scores: { a: '222220' } })), 'a');
    expect(rejected).toMatchObject({ status: 'rejected', rank: null, grandCriteria: 5 });
    expect(rejected.eligible).toEqual({ accepted: false, third: false, second: false, grand: false });
  });

  it('lets each cap be a rule', () => {
    const scores = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`s${i}`, NONE]));
    const decision = decide(contest({ scores, rules: { caps: { third: 12 } } }));
    expect(decision.prizes).toEqual({ grand: 0, second: 0, third: 12, amount: 60_000 });
  });

  it('warns where the awards add up to more than the prize money', () => {
    const scores = { a: ALL, b: '222221', c: '222211' };
    const rich = { caps: { grand: 1 }, amounts: { grand: 240_000 } };
    expect(decide(contest({ scores, rules: rich })).warnings).toEqual([
      'The prizes add up to 280,000 dollars, more than the 250,000 dollars there are. Look at caps and amounts.',
    ]);
    expect(decide(contest({ scores })).warnings).toEqual([]);
  });
});

describe('ties', () => {
  it('does not matter where all of the group get the same', () => {
    const decision = decide(contest({ scores: { a: ONE, b: ONE, c: ONE } }));
    expect(statuses(decision)).toEqual({ a: 'second', b: 'second', c: 'second' });
    expect(ranks(decision)).toEqual({ a: [1, 3], b: [1, 3], c: [1, 3] });
  });

  it('leaves a tie across a boundary undecided, and what follows does not hang on it', () => {
    const decision = decide(contest({ scores: { a: ONE, b: ONE, c: NONE }, rules: caps(0, 1, 2) }));
    expect(statuses(decision)).toEqual({ a: 'second or third', b: 'second or third', c: 'third' });
    expect(decision.prizes).toEqual({ grand: 0, second: 0, third: 1, amount: 5_000 });
    expect(decision.seats).toEqual({
      grand: { cap: 0, held: 0, taken: 0 },
      second: { cap: 1, held: 0, taken: 1 },
      third: { cap: 2, held: 0, taken: 2 },
    });
  });

  it('can leave a group accepted or not without a prize in between', () => {
    const decision = decide(contest({ scores: { a: NONE, b: NONE }, rules: caps(0, 0, 1) }));
    expect(statuses(decision)).toEqual({ a: 'third or accepted', b: 'third or accepted' });
  });

  it('asks only about those in question', () => {
    // a stands above b, c beside both: c and a contend for the seat, b has none either way.
    const decision = decide(
      contest({ scores: { a: ONE, b: ONE, c: ONE }, ballots: ['a > b, not c'], rules: caps(0, 1, 0) }),
    );
    expect(ranks(decision)).toEqual({ a: [1, 2], b: [2, 3], c: [1, 3] });
    expect(statuses(decision)).toEqual({ a: 'second or accepted', c: 'second or accepted', b: 'accepted' });
    expect(decision.questions).toEqual([{ submissions: ['a', 'c'], between: ['second', 'accepted'] }]);
    expect(outcomeOf(decision, 'a').why.at(-1)!.text).toBe(
      'What would settle it: a ranking task for exactly a and c, or an organizer’s decision with a reason.',
    );
  });

  it('asks separate questions at separate boundaries', () => {
    const decision = decide(
      contest({
        scores: { a: ALL, b: ALL, c: ALL, d: ALL },
        ballots: ['a = b > c = d'],
        rules: caps(1, 2, 1),
      }),
    );
    expect(decision.questions).toEqual([
      { submissions: ['a', 'b'], between: ['grand', 'second'] },
      { submissions: ['c', 'd'], between: ['second', 'third'] },
    ]);
  });

  it('is settled by an organizer’s ruling', () => {
    const input = contest({ scores: { a: ONE, b: ONE }, rules: caps(0, 1, 1) });
    const ruled = decide({ ...input, rulings: [{ order: [['b'], ['a']], reason: 'b was first in the drawn lot' }] });
    expect(statuses(ruled)).toEqual({ b: 'second', a: 'third' });
  });

  it('lets no ruling overturn the panel, and none of two that contradict each other apply', () => {
    const ruling = (order: string) => ({ order: [...order].map((id) => [id]), reason: 'made up' });
    const ranked = contest({ scores: { a: ONE, b: ONE }, ballots: ['a > b'], rules: caps(0, 1, 1) });
    expect(statuses(decide({ ...ranked, rulings: [ruling('ba')] }))).toEqual({ a: 'second', b: 'third' });
    const tied = contest({ scores: { a: ONE, b: ONE }, rules: caps(0, 1, 1) });
    const both = decide({ ...tied, rulings: [ruling('ba'), ruling('ab')] });
    expect(statuses(both)).toEqual({ a: 'second or third', b: 'second or third' });
    expect(both.warnings).toHaveLength(1);
  });
});

describe('prizes held from round 1', () => {
  it('take their seats from the start', () => {
    const decision = decide(contest({ scores: { a: ALL, b: ONE }, held: { b: 'second' }, rules: caps(0, 1, 1) }));
    expect(statuses(decision)).toEqual({ a: 'third', b: 'second' });
  });

  it('are freed by a holder that moves up', () => {
    const decision = decide(contest({ scores: { a: ALL, b: ONE }, held: { a: 'second' }, rules: caps(1, 1, 1) }));
    expect(statuses(decision)).toEqual({ a: 'grand', b: 'second' });
  });

  it('never move down', () => {
    const decision = decide(contest({ scores: { a: NONE, b: ALL }, held: { a: 'grand' }, rules: caps(1, 1, 1) }));
    expect(statuses(decision)).toEqual({ b: 'second', a: 'grand' });
  });

  it.each(['222220', 'absent', 'pending', 'ineligible'])('stay with a holder that is %s', (state) => {
    const candidates =
      state === 'pending'
        ? [{ id: 'a', labels: 'pending' as const }]
        : state === 'ineligible'
          ? [{ id: 'a', official: { met: false, why: 'set aside' } }]
          : [];
    const scores: Record<string, string> =
      state === 'absent' ? { b: ONE } : { a: state === '222220' ? state : ALL, b: ONE };
    const decision = decide(contest({ scores, candidates, held: { a: 'second' }, rules: caps(1, 1, 1) }));
    expect(statuses(decision)).toEqual({ a: 'second', b: 'third' });
    expect(outcomeOf(decision, 'a').rank).toBeNull();
    expect(decision.prizes).toEqual({ grand: 0, second: 1, third: 1, amount: 25_000 });
  });

  it('stand among the decisions with no levels when the holder is absent', () => {
    expect(outcomeOf(decide(contest({ scores: {}, held: { gone: 'third' } })), 'gone')).toMatchObject({
      rank: null,
      consensus: {},
      grandCriteria: 0,
      eligible: { accepted: false, third: false, second: false, grand: false },
      status: 'third',
    });
  });

  it('can leave a holder undecided between moving up and staying', () => {
    const decision = decide(contest({ scores: { a: ALL, b: ALL }, held: { a: 'third' }, rules: caps(1, 0, 1) }));
    // If b comes first, b is Grand and a keeps its Third; else a is Grand and b takes the seat that a frees.
    expect(statuses(decision)).toEqual({ a: 'grand or third', b: 'grand or third' });
  });

  it('beyond a lowered cap are kept, and a seat freed there is not given again', () => {
    const decision = decide(
      contest({ scores: { a: ALL, b: ONE, c: NONE }, held: { a: 'second', c: 'second' }, rules: caps(1, 1, 0) }),
    );
    expect(statuses(decision)).toEqual({ a: 'grand', b: 'accepted', c: 'second' });
    expect(decision.warnings[0]).toContain('More prizes of the tier second are held (2) than its cap allows (1).');
  });
});
