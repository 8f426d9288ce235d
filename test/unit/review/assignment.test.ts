import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../shared/random.ts';
import { type AssignmentProblem, dealReviews, keyOf, type Pair, type Wish } from '../../../shared/review/assignment.ts';

const plain = (submissions: number, reviewers: number, reviews: number, load: number): AssignmentProblem => ({
  submissions: Array.from({ length: submissions }, (_, place) => ({ id: `s${place}`, reviews })),
  reviewers: Array.from({ length: reviewers }, (_, place) => ({ id: `r${place}`, load })),
  excluded: [],
  fixed: [],
  current: [],
  wishes: [],
  seed: 1,
});

const countOf = (pairs: readonly Pair[], of: 'submission' | 'reviewer', id: string) =>
  pairs.filter((pair) => pair[of] === id).length;

describe('a review deal', () => {
  it('gives each submission its reviews and everybody an even load', () => {
    const problem = plain(10, 5, 3, 10);
    const { pairs, short } = dealReviews(problem);
    expect(short).toEqual([]);
    for (const { id } of problem.submissions) expect(countOf(pairs, 'submission', id)).toBe(3);
    for (const { id } of problem.reviewers) expect(countOf(pairs, 'reviewer', id)).toBe(6);
  });

  it('finds the only deal that serves everybody where taking turns would not', () => {
    // s0 can only go to r0; whoever gives r0 to s1 first has nobody left for s0
    const problem = { ...plain(2, 2, 1, 1), excluded: [{ submission: 's0', reviewer: 'r1' }] };
    expect(dealReviews(problem).pairs).toEqual([
      { submission: 's0', reviewer: 'r0' },
      { submission: 's1', reviewer: 'r1' },
    ]);
  });

  it('honours wishes before even loads', () => {
    const wishes = [0, 1, 2].map((place) => ({ submission: `s${place}`, reviewer: 'r0', wish: 'wants' as const }));
    const { pairs } = dealReviews({ ...plain(3, 2, 1, 3), wishes });
    expect(countOf(pairs, 'reviewer', 'r0')).toBe(3);
  });

  it('keeps an earlier deal rather than honour a wish', () => {
    const current = [{ submission: 's0', reviewer: 'r1' }];
    const wishes = [
      { submission: 's0', reviewer: 'r0', wish: 'wants' as const },
      { submission: 's0', reviewer: 'r1', wish: 'rather-not' as const },
    ];
    expect(dealReviews({ ...plain(1, 2, 1, 1), current, wishes }).pairs).toEqual(current);
  });

  it('moves after a dropout only what the dropout had', () => {
    const problem = plain(12, 6, 2, 6);
    const before = dealReviews(problem).pairs;
    const without = problem.reviewers.slice(1);
    const after = dealReviews({ ...problem, reviewers: without, current: before });
    const kept = before.filter(({ reviewer }) => reviewer !== 'r0').map(keyOf);
    expect(after.short).toEqual([]);
    expect(after.pairs.map(keyOf)).toEqual(expect.arrayContaining(kept));
  });

  it('names who competes for too little where it cannot be served', () => {
    const problem = {
      ...plain(3, 3, 2, 3),
      excluded: ['s0', 's1'].flatMap((submission) => [{ submission, reviewer: 'r2' }]),
      reviewers: [
        { id: 'r0', load: 1 },
        { id: 'r1', load: 2 },
        { id: 'r2', load: 3 },
      ],
    };
    const { bottleneck, short } = dealReviews(problem);
    expect(bottleneck).toEqual({ submissions: ['s0', 's1', 's2'], reviewers: ['r0', 'r1'], needed: 6, room: 4 });
    expect(short.reduce((sum, { wanted, got }) => sum + wanted - got, 0)).toBe(2);
  });

  it('counts a locked pair towards reviews and load, even one that is a conflict', () => {
    const lock = { submission: 's0', reviewer: 'r0' };
    const { pairs } = dealReviews({ ...plain(2, 2, 1, 1), fixed: [lock], excluded: [lock] });
    expect(pairs).toEqual([lock, { submission: 's1', reviewer: 'r1' }]);
  });
});

const wish = fc.constantFrom<Wish>('wants', 'can', 'rather-not');
const smallProblem = fc
  .record({
    submissions: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 1, maxLength: 3 }),
    reviewers: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 4 }),
    states: fc.array(
      fc.record({ excluded: fc.boolean(), current: fc.boolean(), wish, fixed: fc.constantFrom(false, false, true) }),
      { minLength: 12, maxLength: 12 },
    ),
    seed: fc.nat(),
  })
  .map(({ submissions, reviewers, states, seed }): AssignmentProblem => {
    const all = submissions.flatMap((_, s) =>
      reviewers.map((_, r) => ({ submission: `s${s}`, reviewer: `r${r}`, ...states[s * 4 + r]! })),
    );
    return {
      submissions: submissions.map((reviews, place) => ({ id: `s${place}`, reviews })),
      reviewers: reviewers.map((load, place) => ({ id: `r${place}`, load })),
      excluded: all.filter((pair) => pair.excluded),
      fixed: all.filter((pair) => pair.fixed),
      current: all.filter((pair) => pair.current),
      wishes: all,
      seed,
    };
  });

/** Amount, then new pairs, then wishes gone against, then the sum of squared loads: what every deal is judged by. */
function scoreOf(problem: AssignmentProblem, pairs: readonly Pair[]): readonly number[] {
  const fixed = new Set(problem.fixed.map(keyOf));
  const current = new Set(problem.current.map(keyOf));
  const wishes = new Map(problem.wishes.map((entry) => [keyOf(entry), entry.wish]));
  const open = pairs.filter((pair) => !fixed.has(keyOf(pair)));
  const price = { wants: 0, can: 1, 'rather-not': 10 };
  return [
    -open.length,
    open.filter((pair) => !current.has(keyOf(pair))).length,
    open.reduce((sum, pair) => sum + price[wishes.get(keyOf(pair)) ?? 'can'], 0),
    problem.reviewers.reduce((sum, { id }) => sum + countOf(pairs, 'reviewer', id) ** 2, 0),
  ];
}

/** Every deal there is, tried out. */
function bestByTrying(problem: AssignmentProblem): readonly number[] {
  const barred = new Set([...problem.excluded, ...problem.fixed].map(keyOf));
  const free = problem.submissions.flatMap(({ id }) =>
    problem.reviewers
      .map(({ id: reviewer }) => ({ submission: id, reviewer }))
      .filter((pair) => !barred.has(keyOf(pair))),
  );
  let best: readonly number[] | null = null;
  const go = (place: number, pairs: readonly Pair[]) => {
    if (place === free.length) {
      const score = scoreOf(problem, pairs);
      const differs = best === null ? 0 : score.findIndex((part, at) => part !== best?.[at]);
      if (best === null || (differs >= 0 && score[differs]! < best[differs]!)) best = score;
      return;
    }
    const pair = free[place]!;
    const wanted = problem.submissions.find(({ id }) => id === pair.submission)?.reviews ?? 0;
    const load = problem.reviewers.find(({ id }) => id === pair.reviewer)?.load ?? 0;
    if (countOf(pairs, 'submission', pair.submission) < wanted && countOf(pairs, 'reviewer', pair.reviewer) < load) {
      go(place + 1, [...pairs, pair]);
    }
    go(place + 1, pairs);
  };
  go(0, problem.fixed);
  return best!;
}

describe('compared with every deal there is', () => {
  it('none is better', () => {
    fc.assert(
      fc.property(smallProblem, (problem) => {
        expect(scoreOf(problem, dealReviews(problem).pairs)).toEqual(bestByTrying(problem));
      }),
      { numRuns: 300 },
    );
  });
});

describe('a large deal', () => {
  const random = fc.sample(fc.integer({ min: 0, max: 99 }), { numRuns: 50_000, seed: 7 });
  const problem: AssignmentProblem = {
    ...plain(500, 100, 4, 22),
    excluded: random.flatMap((draw, at) => (draw < 8 ? [pairAt(at)] : [])),
    wishes: random.flatMap((draw, at) =>
      draw >= 80 ? [{ ...pairAt(at), wish: draw > 92 ? 'rather-not' : 'wants' }] : [],
    ),
  };
  const { pairs, short } = dealReviews(problem);

  it('serves everybody within loads and conflicts', () => {
    expect(short).toEqual([]);
    const barred = new Set(problem.excluded.map(keyOf));
    expect(pairs.filter((pair) => barred.has(keyOf(pair)))).toEqual([]);
    expect(new Set(pairs.map(keyOf)).size).toBe(2000);
    for (const { id } of problem.reviewers) expect(countOf(pairs, 'reviewer', id)).toBeLessThanOrEqual(22);
  });

  it('gives nobody what they would rather not have', () => {
    const unwanted = new Set(problem.wishes.filter((entry) => entry.wish === 'rather-not').map(keyOf));
    expect(pairs.filter((pair) => unwanted.has(keyOf(pair)))).toEqual([]);
  });

  it('is the same whatever order people and submissions come in', () => {
    const turned = {
      ...problem,
      submissions: problem.submissions.toReversed(),
      reviewers: problem.reviewers.toReversed(),
    };
    expect(new Set(dealReviews(turned).pairs.map(keyOf))).toEqual(new Set(pairs.map(keyOf)));
  });
});

/** A panel of 40 over 120 submissions, drawn: loads from ample to far too small, conflicts, locks, wishes. */
function drawnProblem(seed: number): AssignmentProblem {
  const random = seededRandom(`a large deal ${seed}`);
  const pairs = Array.from({ length: 120 }, (_, s) =>
    Array.from({ length: 40 }, (_, r) => ({ submission: `s${s}`, reviewer: `r${r}` })),
  ).flat();
  const share = (part: number) => pairs.filter(() => random.unit() < part);
  const least = random.below(12);
  return {
    submissions: Array.from({ length: 120 }, (_, place) => ({ id: `s${place}`, reviews: random.below(5) })),
    reviewers: Array.from({ length: 40 }, (_, place) => ({ id: `r${place}`, load: least + random.below(5) })),
    excluded: share(0.05 + 0.9 * random.unit()),
    fixed: share(0.004),
    current: share(0.03),
    wishes: share(0.2).map((pair) => ({ ...pair, wish: random.unit() < 0.5 ? 'wants' : 'rather-not' })),
    seed,
  };
}

/** As many reviews as can be dealt beside the fixed ones, by another method: each is let in by a chain of exchanges (Kuhn). */
function mostByExchanges(problem: AssignmentProblem): number {
  const closed = new Set([...problem.excluded, ...problem.fixed].map(keyOf));
  const room = new Map(problem.reviewers.map(({ id, load }) => [id, load - countOf(problem.fixed, 'reviewer', id)]));
  const held = new Map<string, Set<string>>(problem.reviewers.map(({ id }) => [id, new Set()]));
  const letIn = (submission: string, tried: Set<string>): boolean => {
    for (const { id } of problem.reviewers) {
      const own = held.get(id)!;
      if (tried.has(id) || own.has(submission) || closed.has(keyOf({ submission, reviewer: id }))) continue;
      tried.add(id);
      const free = own.size < room.get(id)!;
      const moved = free ? null : [...own].find((other) => letIn(other, tried));
      if (moved === undefined) continue;
      if (moved !== null) own.delete(moved);
      own.add(submission);
      return true;
    }
    return false;
  };
  let dealt = 0;
  for (const { id, reviews } of problem.submissions) {
    const missing = reviews - countOf(problem.fixed, 'submission', id);
    for (let unit = 0; unit < missing; unit++) if (letIn(id, new Set())) dealt += 1;
  }
  return dealt;
}

describe('large deals as they are drawn', () => {
  const seeds = Array.from({ length: 12 }, (_, place) => place);
  const problems = seeds.map(drawnProblem);

  it('are some that can be served and some that cannot', () => {
    const served = problems.map((problem) => dealReviews(problem).short.length === 0);
    expect(new Set(served)).toEqual(new Set([true, false]));
  });

  it.each(seeds)('number %i keeps every constraint, and no deal gives more reviews', (place) => {
    const problem = problems[place]!;
    const { pairs, short, bottleneck } = dealReviews(problem);
    const made = new Set(pairs.map(keyOf));
    const fixed = new Set(problem.fixed.map(keyOf));
    expect(made.size).toBe(pairs.length);
    for (const key of fixed) expect(made).toContain(key);
    for (const pair of problem.excluded) if (!fixed.has(keyOf(pair))) expect(made).not.toContain(keyOf(pair));
    for (const { id, load } of problem.reviewers) {
      const bound = countOf(problem.fixed, 'reviewer', id);
      expect(countOf(pairs, 'reviewer', id)).toBeLessThanOrEqual(Math.max(load, bound));
    }
    for (const { id, reviews } of problem.submissions) {
      const got = countOf(pairs, 'submission', id);
      expect(got).toBeLessThanOrEqual(Math.max(reviews, countOf(problem.fixed, 'submission', id)));
      expect(short.find(({ submission }) => submission === id)?.got ?? got).toBe(got);
      expect(short.some(({ submission }) => submission === id)).toBe(got < reviews);
    }
    expect(pairs.length - fixed.size).toBe(mostByExchanges(problem));
    // what is said to compete for too little does: nobody else may review it, and who may has no more room than is said
    if (bottleneck === null) return;
    const free = new Set(bottleneck.reviewers);
    const closed = new Set([...problem.excluded, ...problem.fixed].map(keyOf));
    const most = bottleneck.submissions.map((submission) => {
      const others = problem.reviewers.filter(
        ({ id, load }) =>
          !free.has(id) &&
          load > countOf(problem.fixed, 'reviewer', id) &&
          !closed.has(keyOf({ submission, reviewer: id })),
      );
      return others.length;
    });
    const wanted = bottleneck.submissions.reduce((sum, id) => {
      const { reviews } = problem.submissions.find((one) => one.id === id)!;
      return sum + Math.max(0, reviews - countOf(problem.fixed, 'submission', id));
    }, 0);
    const room = bottleneck.reviewers.reduce((sum, id) => {
      const { load } = problem.reviewers.find((one) => one.id === id)!;
      return sum + Math.max(0, load - countOf(problem.fixed, 'reviewer', id));
    }, 0);
    expect(bottleneck.needed).toBe(wanted);
    expect(bottleneck.room).toBe(room + most.reduce((sum, others) => sum + others, 0));
    expect(wanted - bottleneck.room).toBe(short.reduce((sum, one) => sum + one.wanted - one.got, 0));
  });

  it.each(seeds)(
    'number %i moves after a dropout nothing but what the dropout had, where others have room',
    (place) => {
      const problem = {
        ...problems[place]!,
        reviewers: problems[place]!.reviewers.map((one) => ({ ...one, load: 40 })),
      };
      const before = dealReviews(problem).pairs;
      const busiest = [...problem.reviewers].sort(
        (a, b) => countOf(before, 'reviewer', b.id) - countOf(before, 'reviewer', a.id),
      )[0]!.id;
      const after = dealReviews({
        ...problem,
        reviewers: problem.reviewers.filter(({ id }) => id !== busiest),
        fixed: problem.fixed.filter(({ reviewer }) => reviewer !== busiest),
        current: before,
      });
      const kept = new Set(after.pairs.map(keyOf));
      const moved = before.filter((pair) => pair.reviewer !== busiest && !kept.has(keyOf(pair)));
      expect(moved).toEqual([]);
      expect(countOf(before, 'reviewer', busiest)).toBeGreaterThan(0);
    },
  );
});

function pairAt(place: number): Pair {
  return { submission: `s${Math.floor(place / 100)}`, reviewer: `r${place % 100}` };
}
