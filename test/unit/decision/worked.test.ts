import { expect, it } from 'vitest';
import { decide } from '../../../shared/decision/decide.ts';
import { rankJson } from '../../../shared/decision/json.ts';
import { contest, ranks, statuses } from './builders.ts';

const PAGE = { a: '222222', b: '222222', c: '211111', d: '111111', e: '222220' };

it('decides the worked example as the page does', () => {
  const decision = decide(contest({ scores: PAGE }));
  expect(statuses(decision)).toEqual({
    a: 'grand or second',
    b: 'grand or second',
    c: 'second',
    d: 'third',
    e: 'rejected',
  });
  expect(ranks(decision)).toEqual({ a: [1, 2], b: [1, 2], c: [3, 3], d: [4, 4], e: null });
  expect(decision.questions).toEqual([{ submissions: ['a', 'b'], between: ['grand', 'second'] }]);
});

it('gives a the Grand prize and b a Second once one reviewer places a before b', () => {
  const decision = decide(contest({ scores: PAGE, ballots: ['a > b'] }));
  expect(statuses(decision)).toMatchObject({ a: 'grand', b: 'second', c: 'second', d: 'third', e: 'rejected' });
  expect(decision.questions).toEqual([]);
});

it('prints the worked example in the shape that other programs rely on', () => {
  const { decisions, prizes } = rankJson(decide(contest({ scores: PAGE })));
  expect(decisions.map(({ why: _, ...rest }) => rest)).toEqual([
    shape('a', [1, 2], 2, 6, [true, true, true], 'undecided', ['grand', 'second']),
    shape('b', [1, 2], 2, 6, [true, true, true], 'undecided', ['grand', 'second']),
    { ...shape('c', [3, 3], 1, 1, [true, true, false], 'second'), consensus: { ...all(1), strength: 2 } },
    shape('d', [4, 4], 1, 0, [true, false, false], 'third'),
    { ...shape('e', null, 2, 5, [false, false, false], 'rejected'), consensus: { ...all(2), reproducibility: 0 } },
  ]);
  // What is undecided is no settled prize.
  expect(prizes).toEqual({ grand: 0, second: 1, third: 1, amount: 25_000 });
});

it('says in sentences why each is where it is', () => {
  const { decisions } = rankJson(decide(contest({ scores: PAGE, ballots: ['a > b'] })));
  expect(decisions[1]!.why).toEqual([
    '1 review counts.',
    'The panel’s levels (lower median): Strength 2, Generality 2, Importance 2, Novelty 2, Coverage 2, Reproducibility 2.',
    'Accepted: every criterion is at 1 or 2, 6 of 6 at 2. Eligible for every tier.',
    'Place 2: one of 2 with 6 criteria at 2. The panel’s ranking puts it below a (0 to 1).',
    'No Grand seat is open at its turn (all 1 Grand taken).',
    'Takes a Second seat; 0 of 5 were taken before the turn of those with 6 criteria at 2.',
  ]);
  expect(decisions[4]!.why.at(-1)).toBe(
    'Rejected: Reproducibility is at 0, and acceptance needs every criterion at 1 or 2.',
  );
});

function all(level: number) {
  return {
    strength: level,
    generality: level,
    importance: level,
    novelty: level,
    coverage: level,
    reproducibility: level,
  };
}

function shape(
  submission: string,
  rank: [number, number] | null,
  level: number,
  grand_criteria: number,
  [third, second, grand]: [boolean, boolean, boolean],
  status: string,
  could_be?: [string, string],
) {
  return {
    submission,
    rank,
    consensus: all(level),
    grand_criteria,
    eligible: { accepted: third, third, second, grand },
    status,
    ...(could_be === undefined ? {} : { could_be }),
  };
}
