import { describe, expect, it } from 'vitest';
import { decide } from '../../../shared/decision/decide.ts';
import { rankJson } from '../../../shared/decision/json.ts';
import { readRules, standardRules } from '../../../shared/decision/rules.ts';
import { readTables, type Table } from '../../../shared/decision/tables.ts';
import { rubricSchema, STANDARD_RUBRIC } from '../../../shared/review/rubric.ts';
import { CRITERIA } from './builders.ts';

const table = (text: string): Table => {
  const [header = [], ...rows] = text
    .trim()
    .split('\n')
    .map((line) => line.split(','));
  return { header, rows };
};
const scores = (...reviews: [submission: string, reviewer: string, levels: string, round?: number][]) =>
  `submission,reviewer,criterion,level,round\n${reviews
    .flatMap(([submission, reviewer, levels, round = 1]) =>
      CRITERIA.map(({ key }, k) => [submission, reviewer, key, levels[k], round].join(',')),
    )
    .join('\n')}`;
const read = (given: { scores: string; rankings?: string; held?: string }) =>
  readTables(
    {
      scores: table(given.scores),
      ...(given.rankings === undefined ? {} : { rankings: table(given.rankings) }),
      ...(given.held === undefined ? {} : { held: table(given.held) }),
    },
    standardRules(2),
  );
const errors = (given: Parameters<typeof read>[0]) => {
  const result = read(given);
  return result.ok ? [] : result.findings.map(({ file, rule, row, column }) => [file, rule, row, column]);
};

describe('scores.csv, rankings.csv and held.csv', () => {
  it('become the input of a decision', () => {
    const result = read({
      scores: scores(['a', 'r', '222222'], ['b', 'r', '222222']),
      rankings: 'submission,rank,reviewer\na,1.0,r\nb,2.0,r',
      held: 'submission,prize\nb,Third',
    });
    expect(result.ok && decide(result.input).outcomes.map(({ submission, status }) => [submission, status])).toEqual([
      ['a', 'grand'],
      ['b', 'second'],
    ]);
  });

  it('need no round, and take one that is left empty as round 1', () => {
    const lines = scores(['a', 'r', '111111'])
      .split('\n')
      .map((line) => line.split(',').slice(0, 4).join(','));
    expect(read({ scores: lines.join('\n') }).ok).toBe(true);
    const empty = scores(['a', 'r', '111111']).replaceAll(/,1$/gm, ',');
    const result = read({ scores: empty });
    expect(result.ok && result.input.reviews.map(({ round }) => round)).toEqual([1]);
  });

  it('may write criteria with capitals, and find them so in the result', () => {
    const result = read({ scores: scores(['a', 'r', '211111']).replaceAll('strength', 'Strength') });
    if (!result.ok) throw new Error(result.error.message);
    const { decisions } = rankJson(decide(result.input), { spelling: result.spelling });
    expect(Object.keys(decisions[0]!.consensus)).toEqual(['Strength', ...CRITERIA.slice(1).map(({ key }) => key)]);
  });

  it.each([
    ['an unknown criterion', 'strength', 'style', ['scores.csv', 'criterion-unknown', 0, 'criterion']],
    ['a level that is not 0, 1 or 2', 'novelty,1', 'novelty,3', ['scores.csv', 'level-invalid', 3, 'level']],
    ['an empty level', 'novelty,1', 'novelty,', ['scores.csv', 'level-invalid', 3, 'level']],
    ['a review without a criterion', '\na,r,novelty,1,1', '', ['scores.csv', 'review-incomplete', 0, 'criterion']],
    ['a missing column', 'reviewer', 'by', ['scores.csv', 'column-missing', null, 'reviewer']],
    ['a row that is too short', 'novelty,1,1', 'novelty,1', ['scores.csv', 'cell-count', 3, null]],
    ['a round that is not a number', 'novelty,1,1', 'novelty,1,x', ['scores.csv', 'round-invalid', 3, 'round']],
  ])('are refused with %s', (_, from, to, finding) => {
    expect(errors({ scores: scores(['a', 'r', '111111']).replace(from, to) })).toEqual([finding]);
  });

  it('are refused where two rows say different things, and not where they say the same', () => {
    const once = scores(['a', 'r', '111111']);
    expect(errors({ scores: `${once}\na,r,novelty,2,1` })).toEqual([['scores.csv', 'level-twice', 6, 'level']]);
    expect(errors({ scores: `${once}\na,r,novelty,1,1` })).toEqual([]);
    const rankings = 'reviewer,submission,rank\nr,a,1';
    expect(errors({ scores: once, rankings: `${rankings}\nr,a,2` })).toEqual([
      ['rankings.csv', 'rank-twice', 1, 'rank'],
    ]);
    expect(errors({ scores: once, held: 'submission,prize\na,third\na,second' })).toEqual([
      ['held.csv', 'prize-twice', 1, 'prize'],
    ]);
  });

  it('are refused with a rank below 1 and with a prize that there is not', () => {
    const once = scores(['a', 'r', '111111']);
    expect(errors({ scores: once, rankings: 'reviewer,submission,rank\nr,a,0' })).toEqual([
      ['rankings.csv', 'rank-invalid', 0, 'rank'],
    ]);
    expect(errors({ scores: once, held: 'submission,prize\na,first' })).toEqual([
      ['held.csv', 'prize-invalid', 0, 'prize'],
    ]);
  });

  it('pass over rankings of a submission that nobody scored, with a warning', () => {
    const result = read({ scores: scores(['a', 'r', '111111']), rankings: 'reviewer,submission,rank\nr,z,1\nr,a,2' });
    expect(
      result.ok && [result.input.rankings.length, result.findings.map(({ level, rule }) => [level, rule])],
    ).toEqual([1, [['warning', 'submission-not-scored']]]);
  });
});

describe('rules.json', () => {
  it('takes the days of the rounds that are named, and the contest’s own for the rest', () => {
    const read = readRules({ rounds: { 2: { closed: '2030-01-31' } } });
    expect(read).toMatchObject({
      ok: true,
      rounds: { 1: { closed: '2022-08-27' }, 2: { opened: '2022-06-27', closed: '2030-01-31' } },
    });
    expect(readRules({ rounds: { 1: { closed: '2022-02-30' } } })).toMatchObject({ ok: false });
    expect(readRules({ rounds: { 1: { closed: '2021-01-01' } } })).toMatchObject({
      error: { field: 'rounds.1.closed' },
    });
  });

  it('takes the contest’s own value for all that is left out', () => {
    expect(readRules({})).toMatchObject({ ok: true, rules: standardRules(2) });
    expect(readRules({ round: 1 })).toMatchObject({ ok: true, rules: standardRules(1) });
    const read = readRules({ round: 1, caps: { grand: 3 }, amounts: { third: 1 } });
    expect(read.ok && [read.rules.caps, read.rules.amounts]).toEqual([
      { grand: 3, second: 2, third: 5 },
      { grand: 100_000, second: 20_000, third: 1 },
    ]);
  });

  it.each([
    [{ round: 3 }, 'round'],
    [{ consensus: 'median' }, 'consensus'],
    [{ min_reviews: 0 }, 'min_reviews'],
    [{ caps: { grand: -1 } }, 'caps.grand'],
    [{ caps: { fourth: 1 } }, 'caps.fourth'],
    [{ amounts: { second: '20000' } }, 'amounts.second'],
    [{ min_review: 2 }, 'min_review'],
    [{ mean_thresholds: { level_1: 1.6 } }, 'mean_thresholds.level_1'],
    [[], ''],
  ])('refuses %j and names the field', (content, field) => {
    const read = readRules(content);
    expect(!read.ok && read.error.field).toBe(field);
  });
});

describe('the standard rubric', () => {
  it('is one that its own schema takes, with six criteria', () => {
    expect(rubricSchema.parse(STANDARD_RUBRIC)).toEqual(STANDARD_RUBRIC);
    expect(STANDARD_RUBRIC.criteria.map(({ name }) => name)).toEqual([
      'Strength',
      'Generality',
      'Importance',
      'Novelty',
      'Coverage',
      'Reproducibility',
    ]);
  });

  it('cannot have two criteria with one key', () => {
    const twice = { ...STANDARD_RUBRIC, criteria: [STANDARD_RUBRIC.criteria[0], STANDARD_RUBRIC.criteria[0]] };
    expect(rubricSchema.safeParse(twice).success).toBe(false);
  });
});
