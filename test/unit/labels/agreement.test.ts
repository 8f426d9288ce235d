import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agreement, countPatterns, krippendorffAlpha, patternsOfExamples } from '../../../shared/labels/agreement.ts';
import { bootstrapIntervals } from '../../../shared/labels/bootstrap.ts';
import { cohenKappa, pairwiseKappas } from '../../../shared/labels/cohenKappa.ts';
import { majorityLabels, type NamedVote, voteTable } from '../../../shared/labels/voteTable.ts';
import { seededRandom } from '../../../shared/random.ts';
import { byObservers, someVotes } from './tables.ts';

const figuresOf = (votes: readonly NamedVote[]) => Object.values(agreement(countPatterns(voteTable(votes))));

describe('agreement', () => {
  it('does not mind the order or the names of rows, examples, contractors and labels', () => {
    const turned = (name: string) => [...name].reverse().join('');
    fc.assert(
      fc.property(someVotes, fc.infiniteStream(fc.nat()), (votes, lots) => {
        const shuffled = votes
          .map((vote) => ({ vote, lot: lots.next().value as number }))
          .sort((a, b) => a.lot - b.lot)
          .map(({ vote }) => ({
            example: turned(vote.example),
            contractor: turned(vote.contractor),
            label: vote.label === null ? null : turned(vote.label),
          }));
        const again = figuresOf(shuffled);
        figuresOf(votes).forEach((figure, i) => {
          if (figure.value === null) expect(again[i]).toEqual(figure);
          else expect(again[i]!.value).toBeCloseTo(figure.value, 12);
        });
      }),
    );
  });

  it('is 1 where all agree, however many skip', () => {
    const truth = (example: string) => (Number(example.slice(1)) % 2 === 0 ? 'yes' : 'no');
    fc.assert(
      fc.property(someVotes, (votes) => {
        const agreed = votes.map((vote) => ({ ...vote, label: vote.label === null ? null : truth(vote.example) }));
        for (const { value } of figuresOf(agreed)) if (value !== null) expect(value).toBeCloseTo(1, 12);
        for (const { kappa } of pairwiseKappas(voteTable(agreed)))
          if (kappa.value !== null) expect(kappa.value).toBe(1);
      }),
    );
    const withSkips = byObservers({ a: 'x y . x', b: 'x . y x', c: '. y y .' });
    expect(Object.values(agreement(countPatterns(withSkips))).map(({ value }) => value)).toEqual([1, 1, 1, 1]);
  });

  it('ordinal α does not mind if the labels are turned around', () => {
    fc.assert(
      fc.property(someVotes, (votes) => {
        const order = ['yes', 'no', 'several', 'none'];
        const alpha = (labels: string[]) => krippendorffAlpha(countPatterns(voteTable(votes, labels)), 'ordinal').value;
        const there = alpha(order);
        const back = alpha([...order].reverse());
        if (there === null) expect(back).toBeNull();
        else expect(back).toBeCloseTo(there, 12);
      }),
    );
  });

  it('says in words why a figure is undefined, and never NaN', () => {
    fc.assert(
      fc.property(someVotes, (votes) => {
        for (const figure of [...figuresOf(votes), ...pairwiseKappas(voteTable(votes)).map(({ kappa }) => kappa)]) {
          if (figure.value === null) expect(figure.why).toMatch(/^[A-Z].{20,}\.$/);
          else expect(Number.isFinite(figure.value)).toBe(true);
        }
      }),
    );
    const alone = countPatterns(byObservers({ a: 'x y', b: '. .' }));
    expect(krippendorffAlpha(alone).why).toMatch(/No example has labels by two/);
    const same = countPatterns(byObservers({ a: 'x x', b: 'x x' }));
    expect(krippendorffAlpha(same).why).toMatch(/the same one/);
    expect(cohenKappa([[0]]).why).toMatch(/no example in common/);
  });

  it('pairs: the number of common examples and the κ of their table', () => {
    const table = byObservers({ a: 'x x y y .', b: 'x y y y x' });
    expect(pairwiseKappas(table)).toEqual([
      {
        first: 0,
        second: 1,
        common: 4,
        agreeing: 3,
        kappa: cohenKappa([
          [1, 1],
          [0, 2],
        ]),
      },
    ]);
  });
});

describe('majority', () => {
  it('needs more than half of the labels given', () => {
    const table = byObservers({ a: 'x x x .', b: 'x y x .', c: 'y . z .' });
    expect([...majorityLabels(table)].map((label) => table.labels[label] ?? null)).toEqual(['x', null, 'x', null]);
  });
});

describe('the bootstrap interval', () => {
  const table = byObservers({
    a: 'x y x y x y x x y x x y y y x x',
    b: 'x y x y x x x x y x y y y y x x',
    c: 'x y y y x y x x y x x y . y x .',
  });
  const figures = { alpha: (patterns: Parameters<typeof krippendorffAlpha>[0]) => krippendorffAlpha(patterns) };

  it('holds the figure, and is the same for the same seed only', () => {
    const alpha = krippendorffAlpha(countPatterns(table)).value!;
    const interval = bootstrapIntervals(patternsOfExamples(table), figures, 1).alpha;
    expect(interval.low).toBeLessThan(alpha);
    expect(interval.high).toBeGreaterThan(alpha);
    expect(bootstrapIntervals(patternsOfExamples(table), figures, 1).alpha).toEqual(interval);
    expect(bootstrapIntervals(patternsOfExamples(table), figures, 2).alpha).not.toEqual(interval);
  });

  it('covers the truth about as often as it says', () => {
    // two contractors who each give the true one of two labels with 90 %: α = (2 · 0.9 − 1)² = 0.64
    const { unit } = seededRandom('coverage');
    let covered = 0;
    for (let trial = 0; trial < 60; trial++) {
      const votes = Array.from({ length: 200 }, (_, e) => {
        const truth = unit() < 0.5;
        return ['a', 'b'].map((contractor) => ({
          example: `e${e}`,
          contractor,
          label: String(unit() < 0.9 ? truth : !truth),
        }));
      }).flat();
      const { low, high } = bootstrapIntervals(patternsOfExamples(voteTable(votes)), figures, trial).alpha;
      if (low! <= 0.64 && 0.64 <= high!) covered += 1;
    }
    expect(covered).toBeGreaterThanOrEqual(52);
  });

  it('says why there is none where the figure is mostly undefined', () => {
    const lone = byObservers({ a: 'x x x x x x x x x y', b: 'x x x x x x x x x y' });
    expect(bootstrapIntervals(patternsOfExamples(lone), figures, 1).alpha.why).toMatch(
      /undefined in \d+ of 1000 draws/,
    );
    const single = byObservers({ a: 'x y' });
    expect(bootstrapIntervals(patternsOfExamples(single), figures, 1).alpha.why).toMatch(/two contractors/);
  });
});
