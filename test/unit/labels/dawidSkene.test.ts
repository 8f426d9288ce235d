import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DawidSkene, dawidSkene } from '../../../shared/labels/dawidSkene.ts';
import { type NamedVote, type VoteTable, voteTable } from '../../../shared/labels/voteTable.ts';
import { someVotes } from './tables.ts';

/** Table 1: 45 patients; observer 1 three times, then observers 2 to 5. */
const anaesthetists = `1111111 3334334 1122122 2223121 2223222 2223322 1222111 3333433 2222223 2322223 4444444 2223343
  1111111 2223212 1211111 1112111 1111111 1111111 2222221 2221322 2222222 2222221 2223222 2212222 1111111 1111111
  2322222 1111111 1111111 1121121 1111111 3333233 1111111 2222222 2223232 4334343 2212232 2323233 3333432 1111111
  1111111 1212111 2322222 1211111 2222222`
  .split(/\s+/)
  .flatMap((patient, number) =>
    [...patient].map(
      (label, place): NamedVote => ({
        example: String(number + 1).padStart(2, '0'),
        contractor: String(Math.max(1, place - 1)),
        label,
      }),
    ),
  );

const rows = (flat: Float64Array, size: number) =>
  Array.from({ length: flat.length / size }, (_, row) =>
    [...flat.subarray(row * size, (row + 1) * size)].map((p) => Math.round(100 * p) / 100),
  );

describe('Dawid and Skene 1979, the anaesthetists', () => {
  const table = voteTable(anaesthetists);
  const found = dawidSkene(table)!;

  it('has 45 patients, 5 observers and 315 labels', () => {
    expect([table.examples.length, table.contractors.length, table.label.length]).toEqual([45, 5, 315]);
  });

  it('finds the published class marginals', () => {
    expect(rows(found.priors, 4)).toEqual([[0.4, 0.42, 0.11, 0.07]]);
  });

  it('finds the published error rates of the first observer', () => {
    expect(rows(found.confusion, 4).slice(0, 4)).toEqual([
      [0.89, 0.11, 0, 0],
      [0.07, 0.88, 0.05, 0],
      [0, 0.34, 0.66, 0],
      [0, 0, 0.56, 0.44],
    ]);
  });
});

/** The same by the textbook, in plain objects and logarithms. */
function byTheBook(table: VoteTable, rounds: number) {
  const { examples, contractors, labels, starts, contractor, label } = table;
  const votes = (e: number) =>
    Array.from({ length: starts[e + 1]! - starts[e]! }, (_, i) => [
      contractor[starts[e]! + i]!,
      label[starts[e]! + i]!,
    ]);
  const voted = examples.map((_, e) => e).filter((e) => votes(e).length > 0);
  let weights = new Map(
    voted.map((e) => [e, labels.map((_, k) => votes(e).filter(([, l]) => l === k).length / votes(e).length)]),
  );
  let logLikelihood = 0;
  let priors: number[] = [];
  for (let round = 0; round < rounds; round++) {
    priors = labels.map((_, k) => voted.reduce((sum, e) => sum + weights.get(e)![k]!, 0) / voted.length);
    const confusion = contractors.map((_, c) =>
      labels.map((_, k) => {
        const row = labels.map((_, l) =>
          voted.reduce(
            (sum, e) => sum + votes(e).filter(([who, what]) => who === c && what === l).length * weights.get(e)![k]!,
            0,
          ),
        );
        const total = row.reduce((sum, x) => sum + x, 0);
        return row.map((x) => (total > 0 ? x / total : 0));
      }),
    );
    logLikelihood = 0;
    weights = new Map(
      voted.map((e) => {
        const logs = labels.map((_, k) =>
          votes(e).reduce((sum, [c, l]) => sum + Math.log(confusion[c!]![k]![l!]!), Math.log(priors[k]!)),
        );
        const highest = Math.max(...logs);
        const total = logs.reduce((sum, x) => sum + Math.exp(x - highest), 0);
        logLikelihood += highest + Math.log(total);
        return [e, logs.map((x) => Math.exp(x - highest) / total)];
      }),
    );
  }
  return { weights, priors, logLikelihood };
}

const close = (a: number, b: number) => Math.abs(a - b) < 1e-9 || (Number.isNaN(a) && Number.isNaN(b));

describe('Dawid–Skene', () => {
  it('agrees with the textbook, round by round', () => {
    fc.assert(
      fc.property(someVotes, fc.boolean(), fc.integer({ min: 1, max: 12 }), (votes, three, rounds) => {
        // three labels are weighed by a way of their own
        const table = voteTable(three ? votes.filter(({ label }) => label !== 'none') : votes);
        const found = dawidSkene(table, { maxRounds: rounds, tolerance: Number.NEGATIVE_INFINITY });
        if (!found) return;
        const book = byTheBook(table, rounds);
        expect(found.rounds).toBe(rounds);
        expect(close(found.logLikelihood, book.logLikelihood)).toBe(true);
        for (const [e, weights] of book.weights) {
          weights.forEach((weight, k) => {
            expect(found.posteriors[e * table.labels.length + k]).toBeCloseTo(weight, 9);
          });
        }
      }),
      { numRuns: 150 },
    );
  });

  it('never lets the likelihood fall', () => {
    fc.assert(
      fc.property(someVotes, (votes) => {
        let before = Number.NEGATIVE_INFINITY;
        dawidSkene(voteTable(votes), {
          maxRounds: 200,
          tolerance: Number.NEGATIVE_INFINITY,
          onRound: (_, logLikelihood) => {
            expect(logLikelihood).toBeGreaterThanOrEqual(before - 1e-10);
            before = logLikelihood;
            return true;
          },
        });
      }),
      { numRuns: 150 },
    );
  });

  it('does not mind the order or the names of rows, examples, contractors and labels', () => {
    const renamed = (name: string) => [...name].reverse().join('');
    fc.assert(
      fc.property(someVotes, fc.infiniteStream(fc.nat()), (votes, lots) => {
        const rename = (vote: NamedVote): NamedVote => ({
          example: `x${renamed(vote.example)}`,
          contractor: renamed(vote.contractor),
          label: vote.label === null ? null : renamed(vote.label),
        });
        const shuffled = votes
          .map((vote) => ({ vote: rename(vote), lot: lots.next().value as number }))
          .sort((a, b) => a.lot - b.lot)
          .map(({ vote }) => vote);
        // the same number of rounds: at the last digit the stopping rule may see different sums
        const options = { maxRounds: 25, tolerance: Number.NEGATIVE_INFINITY };
        const a = voteTable(votes);
        const b = voteTable(shuffled);
        const first = dawidSkene(a, options);
        const second = dawidSkene(b, options);
        if (!first || !second) {
          expect(second).toBe(first);
          return;
        }
        expect(close(first.logLikelihood, second.logLikelihood)).toBe(true);
        for (const [e, example] of a.examples.entries()) {
          for (const [k, label] of a.labels.entries()) {
            const there = posterior(b, second, `x${renamed(example)}`, renamed(label));
            expect(close(first.posteriors[e * a.labels.length + k]!, there)).toBe(true);
          }
        }
      }),
      { numRuns: 150 },
    );
  });

  it('weighs an example with hundreds of votes, where products of shares are too small for a number', () => {
    const votes = Array.from({ length: 900 }, (_, c) =>
      ['e1', 'e2', 'e3'].map((example, e) => ({
        example,
        contractor: `c${c}`,
        label: (c + e) % 5 === 0 ? 'no' : e === 2 ? 'no' : 'yes',
      })),
    ).flat();
    const table = voteTable(votes);
    const found = dawidSkene(table)!;
    expect([...found.posteriors].every((p) => p >= 0 && p <= 1)).toBe(true);
    expect(posterior(table, found, 'e1', 'yes')).toBeCloseTo(1, 6);
    expect(posterior(table, found, 'e3', 'no')).toBeCloseTo(1, 6);
    expect(Number.isFinite(found.logLikelihood)).toBe(true);
  });

  it('has nothing to say without votes, nor of an example that was only skipped', () => {
    expect(dawidSkene(voteTable([]))).toBeNull();
    const table = voteTable([
      { example: 'a', contractor: 'c', label: 'yes' },
      { example: 'b', contractor: 'c', label: null },
    ]);
    expect([...dawidSkene(table)!.posteriors]).toEqual([1, Number.NaN]);
  });

  it('gives up when it is told to', () => {
    expect(dawidSkene(voteTable(anaesthetists), { onRound: (round) => round < 3 })).toBeNull();
  });
});

function posterior(table: VoteTable, { posteriors }: DawidSkene, example: string, label: string): number {
  return posteriors[table.examples.indexOf(example) * table.labels.length + table.labels.indexOf(label)]!;
}
