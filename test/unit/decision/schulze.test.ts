import { describe, expect, it } from 'vitest';
import { bordaPoints } from '../../../shared/decision/borda.ts';
import { KEMENY_LIMIT, kemenyOrders } from '../../../shared/decision/kemeny.ts';
import { isAbove, type PartialOrder } from '../../../shared/decision/partialOrder.ts';
import { schulzeOrder } from '../../../shared/decision/schulze.ts';
import type { RankingLine } from '../../../shared/decision/types.ts';
import { ballotsOf, type PanelVotes, panelVotes, votesFor } from '../../../shared/decision/votes.ts';
import { type SeededRandom, seededRandom } from '../../../shared/random.ts';
import { ballot } from './builders.ts';
import { permutations } from './oracle.ts';

describe('the Schulze order', () => {
  it('orders the 45-voter example E > A > C > B > D', () => {
    const votes = election({
      'A > C > B > E > D': 5,
      'A > D > E > C > B': 5,
      'B > E > D > A > C': 8,
      'C > A > B > E > D': 3,
      'C > A > E > B > D': 7,
      'C > B > A > D > E': 2,
      'D > C > E > B > A': 7,
      'E > B > A > D > C': 8,
    });
    expect(ranking(votes, 'ABCDE')).toEqual(['E', 'A', 'C', 'B', 'D']);
  });

  it('orders example 1 of Schulze 2011 (21 voters) D > A > C > B', () => {
    const votes = election({
      'A > C > D > B': 8,
      'B > A > D > C': 2,
      'C > D > B > A': 4,
      'D > B > A > C': 4,
      'D > C > B > A': 3,
    });
    expect(ranking(votes, 'ABCD')).toEqual(['D', 'A', 'C', 'B']);
  });

  it('leaves a circle of equal strength unordered', () => {
    expect(matrix(schulzeOrder(election({ 'A > B > C': 1, 'B > C > A': 1, 'C > A > B': 1 })))).toEqual(
      Array.from({ length: 9 }, () => 0),
    );
  });

  it('breaks a circle at its weakest link', () => {
    // A over B by 6, B over C by 7, C over A by 5.
    expect(ranking(election({ 'A > B > C': 4, 'B > C > A': 3, 'C > A > B': 2 }), 'ABC')).toEqual(['A', 'B', 'C']);
  });

  it('agrees with the widest paths of Floyd and Warshall, and is transitive', () => {
    // Up to 75 members: rows of bits take up to three words, and parts of a group begin and end inside them.
    for (let seed = 0; seed < 150; seed++) {
      const votes = randomVotes(seededRandom(`schulze ${seed}`), 2 + ((seed * 7) % 74));
      const { size } = votes;
      const above = matrix(schulzeOrder(votes));
      expect(above, `seed ${seed}`).toEqual(widestPathOrder(votes));
      let broken = 0;
      for (let a = 0; a < size; a++)
        for (let b = 0; b < size; b++) {
          if (above[a * size + b] === 0) continue;
          for (let c = 0; c < size; c++) if (above[b * size + c] === 1 && above[a * size + c] === 0) broken++;
        }
      expect(broken, `seed ${seed}: a above b above c, but not a above c`).toBe(0);
    }
  });

  it('meets a part that begins in one word of bits and is reached in the next', () => {
    // 31 in a row, then a circle of three over the word’s end, reached first through its last.
    const links = [
      [0, 33],
      [31, 32],
      [32, 33],
      [33, 31],
    ];
    const each = links.map(([a, b]) => [Int32Array.from({ length: 36 }, (_, i) => (i === a ? 1 : i === b ? 2 : 0))]);
    const votes = panelVotes(
      each,
      Array.from({ length: 36 }, (_, i) => i),
    );
    expect(matrix(schulzeOrder(votes))).toEqual(widestPathOrder(votes));
  });
});

describe('reviewers’ orders', () => {
  it('puts the unplaced below all placed and ties them with each other', () => {
    const votes = counted(['A > B = C'], 'ABCDE');
    expect(pairs(votes, 'ABCDE')).toEqual(['A>B', 'A>C', 'A>D', 'A>E', 'B>D', 'B>E', 'C>D', 'C>E']);
  });

  it('compares an excluded submission with nothing', () => {
    expect(pairs(counted(['A > B, not C'], 'ABCD'), 'ABCD')).toEqual(['A>B', 'A>D', 'B>D']);
  });

  it('takes a gap between ranks for nothing', () => {
    const lines: RankingLine[] = [
      { reviewer: 'r', submission: 'B', rank: 9 },
      { reviewer: 'r', submission: 'A', rank: 2 },
    ];
    expect(pairs(panelVotes(ballotsOf(lines, 2, indexIn('AB')).values(), [0, 1]), 'AB')).toEqual(['A>B']);
  });

  it('leaves out a reviewer who placed none of the group', () => {
    const ballots = ballotsOf([...ballot('r', 'A'), ...ballot('s', 'C > B')], 3, indexIn('ABC'));
    expect(pairs(panelVotes(ballots.values(), [1, 2]), 'BC')).toEqual(['C>B']);
  });

  it('lets a later ranking speak for the pairs that it compares, and the earlier one for the rest', () => {
    const asked = (name: string, text: string) => ballot('r', text).map((line) => ({ ...line, ranking: name }));
    const lines = [...ballot('r', 'A > B > C'), ...asked('1', 'C > B > D'), ...asked('2', 'D > B')];
    const votes = panelVotes(ballotsOf(lines, 4, indexIn('ABCD')).values(), [0, 1, 2, 3]);
    expect(pairs(votes, 'ABCD')).toEqual(['A>B', 'A>C', 'A>D', 'C>B', 'C>D', 'D>B']);
  });

  it('compares in a ranking that was asked for only what was asked for', () => {
    const lines = ballot('r', 'B > A').map((line) => ({ ...line, ranking: '1' }));
    expect(pairs(panelVotes(ballotsOf(lines, 3, indexIn('ABC')).values(), [0, 1, 2]), 'ABC')).toEqual(['B>A']);
  });

  it('counts more reviewers than a byte holds', () => {
    const lines = Array.from({ length: 600 }, (_, n) => ballot(`r${n}`, n % 3 === 0 ? 'B > A' : 'A > B')).flat();
    const votes = panelVotes(ballotsOf(lines, 2, indexIn('AB')).values(), [0, 1]);
    expect(counts(votes)).toEqual([0, 400, 200, 0]);
  });
});

describe('the methods beside it', () => {
  it('counts Borda points as comparisons won minus lost', () => {
    expect([...bordaPoints(counted(['A > B > C', 'B > A > C', 'A'], 'ABC'))]).toEqual([4, 1, -5]);
  });

  it('finds every optimal Kemeny–Young order that trying all orders finds', () => {
    for (let seed = 0; seed < 60; seed++) {
      const votes = randomVotes(seededRandom(`kemeny ${seed}`), 2 + (seed % 5));
      const n = votes.size;
      const prefer = counts(votes);
      const tried = permutations(Array.from({ length: n }, (_, i) => i)).map((order) => {
        let cost = 0;
        order.forEach((a, i) => {
          for (const b of order.slice(i + 1)) cost += prefer[b * n + a]!;
        });
        return { order, cost };
      });
      const least = Math.min(...tried.map(({ cost }) => cost));
      const optimal = tried.filter(({ cost }) => cost === least);
      const found = kemenyOrders(votes)!;
      expect([found.disagreement, found.optimalOrders]).toEqual([least, optimal.length]);
      for (let a = 0; a < n; a++)
        for (let b = 0; b < n; b++)
          expect(found.before[a * n + b] === 1).toBe(
            optimal.some(({ order }) => a !== b && order.indexOf(a) < order.indexOf(b)),
          );
    }
  });

  it('stops Kemeny–Young at groups of ten', () => {
    expect(kemenyOrders(randomVotes(seededRandom(1), KEMENY_LIMIT))).not.toBeNull();
    expect(kemenyOrders(randomVotes(seededRandom(1), KEMENY_LIMIT + 1))).toBeNull();
  });
});

function indexIn(letters: string) {
  return (id: string) => letters.indexOf(id);
}

function counted(ballots: readonly string[], letters: string): PanelVotes {
  const lines = ballots.flatMap((text, r) => ballot(`r${r}`, text));
  return panelVotes(
    ballotsOf(lines, letters.length, indexIn(letters)).values(),
    Array.from(letters, (_, i) => i),
  );
}

function election(voters: Readonly<Record<string, number>>): PanelVotes {
  const ballots = Object.entries(voters).flatMap(([text, n]) => Array.from({ length: n }, () => text));
  const letters = [...new Set(ballots.join('').replaceAll(/[^A-Z]/g, ''))].sort().join('');
  return counted(ballots, letters);
}

function ranking(votes: PanelVotes, letters: string): string[] {
  const { size } = votes;
  const above = matrix(schulzeOrder(votes));
  const beaten = (a: number) => above.slice(a * size, (a + 1) * size).filter((one) => one === 1).length;
  const order = Array.from(letters, (_, i) => i).sort((a, b) => beaten(b) - beaten(a));
  expect(order.map(beaten)).toEqual(order.map((_, i) => size - 1 - i));
  return order.map((i) => letters[i]!);
}

/** At a · size + b how many reviewers put a above b. */
function counts(votes: PanelVotes): number[] {
  const { size } = votes;
  return Array.from({ length: size * size }, (_, at) => votesFor(votes, Math.floor(at / size), at % size));
}

/** At a · size + b a 1 if a is above b. */
function matrix(order: PartialOrder): number[] {
  const { size } = order;
  return Array.from({ length: size * size }, (_, at) => (isAbove(order, Math.floor(at / size), at % size) ? 1 : 0));
}

function pairs(votes: PanelVotes, letters: string): string[] {
  const { size } = votes;
  return counts(votes).flatMap((n, at) =>
    Array.from({ length: n }, () => `${letters[Math.floor(at / size)]}>${letters[at % size]}`),
  );
}

function randomVotes(random: SeededRandom, size: number): PanelVotes {
  const ballots = Array.from({ length: 1 + random.below(7) }, () => [
    Int32Array.from({ length: size }, () => (random.below(6) === 0 ? 0 : 1 + random.below(size))),
  ]);
  return panelVotes(
    ballots,
    Array.from({ length: size }, (_, i) => i),
  );
}

function widestPathOrder(votes: PanelVotes): number[] {
  const n = votes.size;
  const prefer = counts(votes);
  const path = Array.from({ length: n * n }, (_, at) => {
    const forth = prefer[at]!;
    return forth > prefer[(at % n) * n + Math.floor(at / n)]! ? forth : 0;
  });
  for (let k = 0; k < n; k++)
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++)
        path[i * n + j] = Math.max(path[i * n + j]!, Math.min(path[i * n + k]!, path[k * n + j]!));
  return path.map((strength, at) => (strength > path[(at % n) * n + Math.floor(at / n)]! ? 1 : 0));
}
