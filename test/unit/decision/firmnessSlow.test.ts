import { describe, expect, it } from 'vitest';
import { decide } from '../../../shared/decision/decide.ts';
import { hinges, type LevelChange, withoutEachReviewer } from '../../../shared/decision/firmness.ts';
import { countedReviews } from '../../../shared/decision/reviews.ts';
import { STABILITY_DRAWS, stability } from '../../../shared/decision/stability.ts';
import type { DecisionInput, Level, Review } from '../../../shared/decision/types.ts';
import type { Result } from '../../../shared/decision/whatif.ts';
import { type SeededRandom, seededRandom } from '../../../shared/random.ts';
import { inputOf, randomContest, shuffled } from './randomContest.ts';

describe('firmness, which takes short cuts, against deciding each variant from the start', () => {
  it('leaves out each reviewer', { timeout: 300_000 }, () => {
    let changed = 0;
    for (let seed = 0; seed < 100; seed++) {
      const input = contestOf(seed);
      const now = results(input);
      const slowly = reviewersOf(input).map((reviewer) => {
        const others = (lines: DecisionInput['rankings']) => lines.filter((line) => line.reviewer !== reviewer);
        const without = results({
          ...input,
          reviews: input.reviews.filter((review) => review.reviewer !== reviewer),
          rankings: others(input.rankings),
        });
        const changes = [...now].flatMap(([submission, from]) => {
          const to = without.get(submission)!;
          return JSON.stringify(from) === JSON.stringify(to) ? [] : [{ submission, from, to }];
        });
        return { reviewer, changes };
      });
      expect(withoutEachReviewer(input), `seed ${seed}`).toEqual(slowly);
      changed += slowly.filter(({ changes }) => changes.length > 0).length;
    }
    expect(changed).toBeGreaterThan(40);
  });

  it('finds a change of one step where there is one, and says what each change that it lists would bring', {
    timeout: 300_000,
  }, () => {
    const seen = { oneStep: 0, more: 0, never: 0 };
    for (let seed = 0; seed < 25; seed++) {
      const input = contestOf(seed);
      const now = results(input);
      const reachable = new Set<string>();
      for (const review of countedIn(input))
        for (const { key } of input.criteria)
          for (const step of [-1, 1]) {
            const to = review.levels[key]! + step;
            if (to < 0 || to > 2) continue;
            const levels = [{ criterion: key, from: review.levels[key]!, to: to as Level }];
            for (const [submission, result] of results(turned(input, { ...review, levels })))
              if (JSON.stringify(result) !== JSON.stringify(now.get(submission))) reachable.add(submission);
          }
      for (const { submission, result, steps, changes } of hinges(input)) {
        const about = `seed ${seed}, ${submission}`;
        expect(result, about).toEqual(now.get(submission));
        expect(steps === 1, about).toBe(reachable.has(submission));
        for (const change of changes) {
          expect(results(turned(input, change)).get(submission), about).toEqual(change.becomes);
          expect(
            change.levels.reduce((sum, { from, to }) => sum + Math.abs(to - from), 0),
            about,
          ).toBe(steps);
        }
        seen[steps === 1 ? 'oneStep' : steps === null ? 'never' : 'more']++;
      }
    }
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(5);
  });

  it('decides each draw of the reviews', { timeout: 300_000 }, () => {
    const draws = 12;
    expect(STABILITY_DRAWS).toBe(2_000);
    for (let seed = 0; seed < 40; seed++) {
      const input = contestOf(seed);
      const swift = stability(input, 7, draws).submissions;
      const slow = new Map<string, Record<string, number>>();
      const streams = new Map(Object.keys(swift).map((id) => [id, seededRandom(`7 ${id}`)]));
      for (let draw = 0; draw < draws; draw++)
        for (const [submission, { status }] of results({ ...input, reviews: drawn(input, streams) })) {
          if (!streams.has(submission)) continue;
          const shares = slow.get(submission) ?? {};
          shares[status] = (shares[status] ?? 0) + 1;
          slow.set(submission, shares);
        }
      for (const [submission, shares] of Object.entries(swift))
        for (const [status, share] of Object.entries(shares))
          expect(share * draws, `seed ${seed}, ${submission} ${status}`).toBeCloseTo(
            slow.get(submission)?.[status] ?? 0,
            9,
          );
    }
  });
});

/** A random contest; now and then with organizers' rulings, and combined by another method than the contest's own. */
function contestOf(seed: number): DecisionInput {
  const random = seededRandom(`firmness ${seed}`);
  const { input } = inputOf(randomContest(random), seed);
  const ids = shuffled(
    input.submissions.map(({ id }) => id),
    random,
  );
  return {
    ...input,
    ...(seed % 5 === 0 ? { method: seed % 2 === 0 ? 'borda' : 'kemeny' } : {}),
    ...(seed % 4 === 0 ? { rulings: [{ order: ids.map((id) => [id]), reason: 'By lot, before all.' }] } : {}),
  };
}

function results(input: DecisionInput): Map<string, Result> {
  return new Map(
    decide(input)
      .outcomes.map(
        ({ submission, status, couldBe }) => [submission, { status, ...(couldBe ? { couldBe } : {}) }] as const,
      )
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

function reviewersOf(input: DecisionInput): string[] {
  return [...new Set([...input.reviews, ...input.rankings].map(({ reviewer }) => reviewer))].sort();
}

function countedIn(input: DecisionInput): Review[] {
  return input.submissions.flatMap(
    ({ id }) => countedReviews(input.reviews.filter(({ submission }) => submission === id)).counted,
  );
}

function turned(input: DecisionInput, change: Pick<LevelChange, 'submission' | 'reviewer' | 'levels'>): DecisionInput {
  const counted = new Set(countedIn(input));
  return {
    ...input,
    reviews: input.reviews.map((review) =>
      counted.has(review) && review.submission === change.submission && review.reviewer === change.reviewer
        ? {
            ...review,
            levels: {
              ...review.levels,
              ...Object.fromEntries(change.levels.map(({ criterion, to }) => [criterion, to])),
            },
          }
        : review,
    ),
  };
}

/** Each submission's counted reviews drawn anew, by reviewers that are made up for it. */
function drawn(input: DecisionInput, streams: ReadonlyMap<string, SeededRandom>): Review[] {
  return input.submissions.flatMap(({ id }) => {
    const { counted } = countedReviews(input.reviews.filter(({ submission }) => submission === id));
    const stream = streams.get(id);
    if (stream === undefined) return counted;
    return counted.map((_, i) => ({ ...counted[stream.below(counted.length)]!, reviewer: `drawn ${i}` }));
  });
}
