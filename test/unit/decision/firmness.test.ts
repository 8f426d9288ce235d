import { describe, expect, it } from 'vitest';
import { hinges, withoutEachReviewer } from '../../../shared/decision/firmness.ts';
import { stability } from '../../../shared/decision/stability.ts';
import { contest } from './builders.ts';

const oneSecond = { caps: { grand: 0, second: 1, third: 1 } };

describe('what a prize hangs on', () => {
  it('names the one level that would change it, in its own review and in another’s', () => {
    const found = hinges(contest({ scores: { a: '221111', b: '211111' }, rules: oneSecond }));
    const a = found.find(({ submission }) => submission === 'a')!;
    expect([a.result, a.steps]).toEqual([{ status: 'second' }, 1]);
    // Lowering one of a's 2s, or raising one of b's 1s, makes them equal, and nobody ranked them; a 0 rejects.
    expect(a.changes.map(({ submission, becomes }) => [submission, becomes.couldBe ?? becomes.status])).toEqual([
      ['a', ['second', 'third']],
      ['a', 'rejected'],
      ['b', ['second', 'third']],
    ]);
    expect(a.changes[0]).toMatchObject({ reviewer: 'r1', levels: [{ from: 2, to: 1 }] });
  });

  it('counts the steps where one level is not enough', () => {
    const [found] = hinges(contest({ scores: { a: '222222' }, rules: { caps: { grand: 0 } } }));
    // To lose its Second prize it needs a 0 somewhere, two steps from a 2.
    expect([found!.steps, found!.changes[0]!.becomes]).toEqual([2, { status: 'rejected' }]);
  });

  it('says when no single review can change it', () => {
    const [found] = hinges(contest({ scores: { a: ['222222', '222222', '222222'] } }));
    expect(found).toMatchObject({ submission: 'a', steps: null, changes: [] });
  });
});

describe('leaving one reviewer out', () => {
  it('names the results that would change', () => {
    const input = contest({ scores: { a: ['222222', '111111'], b: ['111111', '111111'] } });
    expect(withoutEachReviewer(input)).toEqual([
      { reviewer: 'r1', changes: [] },
      { reviewer: 'r2', changes: [{ submission: 'a', from: { status: 'third' }, to: { status: 'grand' } }] },
    ]);
  });

  it('leaves out that reviewer’s ranking too', () => {
    const input = contest({ scores: { a: '211111', b: '211111' }, ballots: ['', 'a > b'], rules: oneSecond });
    expect(withoutEachReviewer(input).find(({ reviewer }) => reviewer === 'r2')!.changes).toEqual([
      { submission: 'a', from: { status: 'second' }, to: { status: 'undecided', couldBe: ['second', 'third'] } },
      { submission: 'b', from: { status: 'third' }, to: { status: 'undecided', couldBe: ['second', 'third'] } },
    ]);
  });
});

describe('stability', () => {
  it('is certain where all reviews agree', () => {
    expect(stability(contest({ scores: { a: ['222222', '222222'] } }), 1, 50).submissions).toEqual({
      a: { grand: 1, second: 0, third: 0, accepted: 0, rejected: 0, undecided: 0 },
    });
  });

  it('comes near the exact share of a small case', () => {
    // Two reviews, lower median: Grand only if both draws are the better one, so in a quarter of them.
    const { submissions } = stability(contest({ scores: { a: ['222222', '111111'] } }), 7);
    expect(submissions.a!.grand).toBeGreaterThan(0.22);
    expect(submissions.a!.grand).toBeLessThan(0.28);
    expect(submissions.a!.third).toBeCloseTo(1 - submissions.a!.grand, 12);
  });

  it('repeats with its seed, whatever order the input comes in, and differs with another', () => {
    const input = contest({ scores: { a: ['222222', '111111', '000000'], b: ['211111', '111111'] } });
    const reversed = { ...input, submissions: [...input.submissions].reverse(), reviews: [...input.reviews].reverse() };
    expect(stability(reversed, 3, 200)).toEqual(stability(input, 3, 200));
    expect(stability(input, 4, 200).submissions).not.toEqual(stability(input, 3, 200).submissions);
  });
});
