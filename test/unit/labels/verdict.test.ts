import { describe, expect, it } from 'vitest';
import type { Answer } from '../../../shared/contract/labels.ts';
import { exampleVerdict, labelVerdict, majority, type Vote } from '../../../shared/labels/verdict.ts';
import { wilsonInterval } from '../../../shared/labels/wilson.ts';

const vote = (answer: Answer, flag: string | null = null): Vote => ({ answer, flag });
const choose = (choice: number | 'several' | 'none') => vote({ kind: 'classification', answer: { choice } as never });
const example = (votes: Vote[], answerIndex: number | null = 0, expected = votes.length) => ({
  row: 0,
  answerIndex,
  votes,
  expected,
});

describe('one example', () => {
  it('is right when more than half chose the submitted label', () => {
    expect(exampleVerdict('classification', example([choose(0), choose(0), choose(1)]))).toBe('right');
  });

  it('is wrong when more than half chose another label, none, or more than one', () => {
    expect(exampleVerdict('classification', example([choose(1), choose(1), choose(0)]))).toBe('wrong');
    expect(exampleVerdict('classification', example([choose('none')]))).toBe('wrong');
    expect(exampleVerdict('classification', example([choose('several'), choose('several')]))).toBe('wrong');
  });

  it('is undecided where nothing has more than half, and open while votes are missing', () => {
    expect(exampleVerdict('classification', example([choose(0), choose(1)]))).toBe('undecided');
    expect(exampleVerdict('classification', example([choose(0)], 0, 2))).toBe('open');
  });

  it('leaves out those who skipped', () => {
    const skip = vote({ kind: 'skip' });
    expect(exampleVerdict('classification', example([choose(0), skip, skip]))).toBe('right');
    expect(exampleVerdict('classification', example([skip]))).toBe('undecided');
  });

  it('is wrong when more than half flag a worked example in it, whatever the label', () => {
    const flagged = vote({ kind: 'classification', answer: { choice: 0 } }, 'worked-example');
    expect(exampleVerdict('classification', example([flagged, flagged, choose(0)]))).toBe('wrong');
    expect(exampleVerdict('classification', example([flagged, choose(0), choose(0)]))).toBe('right');
  });

  it('sequence_prob: wrong if the completion is not right, or another is as good', () => {
    const says = (right: boolean, others: boolean) => vote({ kind: 'sequence_prob', right, others });
    expect(exampleVerdict('sequence_prob', example([says(true, false)], null))).toBe('right');
    expect(exampleVerdict('sequence_prob', example([says(false, false)], null))).toBe('wrong');
    expect(exampleVerdict('sequence_prob', example([says(true, true)], null))).toBe('wrong');
  });

  it('logodds: wrong if the first prompt’s answer is not the submitted one, or the difference should matter', () => {
    const says = (first: number, matters: 'yes' | 'no' | 'cannot-say') =>
      vote({ kind: 'logodds', first: { choice: first }, second: { choice: 1 }, matters });
    expect(exampleVerdict('logodds', example([says(0, 'no')]))).toBe('right');
    expect(exampleVerdict('logodds', example([says(1, 'no')]))).toBe('wrong');
    expect(exampleVerdict('logodds', example([says(0, 'yes')]))).toBe('wrong');
    expect(exampleVerdict('logodds', example([says(0, 'cannot-say')]))).toBe('undecided');
    expect(exampleVerdict('absolute_logodds', example([says(1, 'no')]))).toBe('right');
    expect(exampleVerdict('absolute_logodds', example([says(0, 'yes')]))).toBe('wrong');
  });
});

describe('a submission’s labels', () => {
  const tally = { right: 0, wrong: 0, undecided: 0, open: 0 };

  it('pass at the threshold and fail above it', () => {
    expect(labelVerdict({ ...tally, right: 95, wrong: 5 }, 0.05).outcome).toBe('passed');
    expect(labelVerdict({ ...tally, right: 94, wrong: 6 }, 0.05).outcome).toBe('failed');
  });

  it('count wrong ones among settled ones only', () => {
    expect(labelVerdict({ ...tally, right: 8, wrong: 2, undecided: 10 }, 0.5).errorRate).toMatchObject({
      rate: 0.2,
      n: 10,
    });
  });

  it('have no verdict before they are dealt, nor while votes are missing, nor without any majority', () => {
    expect(labelVerdict(tally, 0.05).outcome).toBe('not-dealt');
    expect(labelVerdict({ ...tally, right: 10, open: 1 }, 0.05).outcome).toBe('under-way');
    expect(labelVerdict({ ...tally, undecided: 3 }, 0.05)).toMatchObject({ outcome: 'failed', errorRate: null });
  });
});

describe('majority', () => {
  it('needs more than half', () => {
    expect(majority(['a', 'a', 'b', 'b'])).toBeNull();
    expect(majority(['a', 'a', 'b'])).toBe('a');
    expect(majority([])).toBeNull();
  });
});

describe('Wilson 1927', () => {
  // 15 of 148, the worked figures of Newcombe 1998 (Statistics in Medicine 17, table I): 0.0624 to 0.1605 without
  // continuity correction
  it('gives the interval that Newcombe 1998 tabulates', () => {
    const interval = wilsonInterval(15, 148)!;
    expect(interval.low).toBeCloseTo(0.0624, 4);
    expect(interval.high).toBeCloseTo(0.1605, 4);
  });

  // 0 of 20 in the same table: 0 to 0.1611
  it('stays inside 0 and 1 at the ends', () => {
    const none = wilsonInterval(0, 20)!;
    expect(none.low).toBe(0);
    expect(none.high).toBeCloseTo(0.1611, 4);
    expect(wilsonInterval(20, 20)!.high).toBe(1);
    expect(wilsonInterval(0, 0)).toBeNull();
  });
});

describe('what an organizer settled', () => {
  const disputed = example([choose(0), choose(1)]);
  const settle = (answers: Record<string, string>, workedExample = false) =>
    ({ kind: 'settled', answers, workedExample }) as const;

  it('goes before the votes', () => {
    expect(exampleVerdict('classification', disputed, undefined, settle({ answer: '0' }))).toBe('right');
    expect(exampleVerdict('classification', disputed, undefined, settle({ answer: 'none' }))).toBe('wrong');
    expect(exampleVerdict('classification', disputed, undefined, settle({ answer: '0' }, true))).toBe('wrong');
    expect(exampleVerdict('classification', disputed, undefined, { kind: 'left-out' })).toBe('left-out');
  });

  it('answers each question of the metric', () => {
    const says = { kind: 'sequence_prob', right: true, others: true } as const;
    const two = example([vote(says)], null);
    expect(exampleVerdict('sequence_prob', two, undefined, settle({ right: 'true', others: 'false' }))).toBe('right');
    expect(exampleVerdict('logodds', disputed, undefined, settle({ first: '0', matters: 'no' }))).toBe('right');
    expect(exampleVerdict('logodds', disputed, undefined, settle({ first: '1', matters: 'no' }))).toBe('wrong');
    expect(exampleVerdict('absolute_logodds', disputed, undefined, settle({ matters: 'yes' }))).toBe('wrong');
  });
});

describe('sequential and stopped deals', () => {
  const tally = { right: 40, wrong: 1, undecided: 0, open: 60 };
  const test = (decision: 'accept' | 'reject' | 'go-on') =>
    ({
      decision,
      sums: new Array(41).fill(0),
      looked: 41,
      wrongOnes: 1,
      lower: 0,
      upper: 0,
      wrong: 1,
      right: -1,
    }) as const;

  it('decide by the test, and say that the interval is not corrected', () => {
    expect(labelVerdict(tally, 0.05, { test: test('accept') })).toMatchObject({
      outcome: 'passed',
      stoppedEarly: true,
    });
    expect(labelVerdict(tally, 0.05, { test: test('reject') })).toMatchObject({
      outcome: 'failed',
      stoppedEarly: true,
    });
    expect(labelVerdict(tally, 0.05, { test: test('go-on') })).toMatchObject({
      outcome: 'under-way',
      stoppedEarly: false,
    });
  });

  it('fall back on the threshold where the sample ends, or an organizer ends it, before the test', () => {
    const whole = { right: 190, wrong: 10, undecided: 0, open: 0 };
    expect(labelVerdict(whole, 0.05, { test: test('go-on') }).outcome).toBe('passed');
    const stopped = labelVerdict(tally, 0.05, { stopped: true });
    expect([stopped.outcome, stopped.stoppedEarly]).toEqual(['passed', false]);
    expect(stopped.why).toMatch(/stopped before 60 of 101/);
  });
});
