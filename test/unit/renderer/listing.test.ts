import { describe, expect, it } from 'vitest';
import { blocks, type Decided, seatsOf, standingSentence } from '../../../renderer/organizer/decision/standing.ts';
import { type Listing, lines } from '../../../renderer/organizer/submissions/listing.ts';
import { niceTicks, seriesOf, spread } from '../../../renderer/plots/series.ts';
import { rows, runs } from './fake/sample.ts';

const listing: Listing = { search: '', metric: 'all', grouped: true, sort: null };
const titles = (given: Partial<Listing>) =>
  lines(rows, { ...listing, ...given }).flatMap((line) => (line.kind === 'row' ? [line.row.title] : []));

describe('the table of submissions', () => {
  it('puts each state under its heading, those who need somebody first, and loses no row', () => {
    const shown = lines(rows, listing);
    const headings = shown.flatMap((line) => (line.kind === 'group' ? [line.state] : []));
    expect(headings).toEqual(['stuck', 'results', 'labels', 'review', 'ready', 'withdrawn']);
    expect(shown.length - headings.length).toBe(rows.length);
  });
  it('finds by every typed word', () => {
    expect(titles({ search: 'house NEG' })).toEqual(['Double negatives in house rules']);
    expect(titles({ search: 'no such thing' })).toEqual([]);
  });
  it('sorts both ways, and what is missing last in both', () => {
    for (const down of [false, true]) {
      const sorted = lines(rows, { ...listing, grouped: false, sort: { key: 'labelErrors', down } });
      const rates = sorted.map((line) => (line.kind === 'row' ? (line.row.labelErrors?.rate ?? null) : null));
      const there = rates.filter((rate) => rate !== null);
      expect(rates.slice(0, there.length)).toEqual([...there].sort((a, b) => (down ? b - a : a - b)));
    }
  });
});

const decided = (submission: string, part: Partial<Decided>): Decided => ({
  submission,
  rank: [1, 1],
  consensus: {},
  grand_criteria: 0,
  eligible: { accepted: true, third: true, second: true, grand: true },
  status: 'third',
  why: [],
  ...part,
});

describe('the ranking on screen', () => {
  const tie = { status: 'undecided', rank: [1, 2], could_be: ['grand', 'second'] } as const;
  const rest = [
    decided('b', { ...tie, rank: [1, 2], could_be: ['grand', 'second'] }),
    decided('a', { ...tie, rank: [1, 2], could_be: ['grand', 'second'] }),
    decided('c', { rank: [3, 3], status: 'second' }),
  ];

  it('draws undecided submissions that share a place as one block', () => {
    expect(
      blocks(rest).map((block) =>
        block.kind === 'one' ? block.row.submission : block.rows.map((row) => row.submission),
      ),
    ).toEqual([['b', 'a'], 'c']);
  });
  it('says how many prizes are settled and how many are not', () => {
    expect(standingSentence(rest)).toBe('One prize is settled, two submissions are undecided.');
    expect(standingSentence([decided('p', { status: 'pending', rank: null })])).toMatch(/^No prize is settled yet/);
  });
  it('counts the seats of a tier, held ones first, a holder only once', () => {
    const held = [{ submission: 'c', prize: 'second' as const }];
    expect(seatsOf('second', 4, { held, decisions: rest })).toEqual(['held', 'undecided', 'free', 'free']);
    expect(seatsOf('third', 1, { held: [{ submission: 'c', prize: 'third' }], decisions: rest })).toEqual(['free']);
  });
});

describe('the plot', () => {
  it('makes a line of each family, private ones last, from small to large', () => {
    const series = seriesOf(runs);
    expect(series.map((one) => one.name)).toEqual(['GPT-3', 'OPT', 'GPT-2', 'Laurel']);
    for (const { runs: own } of series) expect([...own].sort((a, b) => a.params - b.params)).toEqual(own);
  });
  it('keeps a reproduction apart from its original', () => {
    const again = runs.filter((run) => run.family === 'GPT-3').map((run) => ({ ...run, reproduction: true }));
    expect(seriesOf([...runs, ...again]).map((one) => one.name)).toContain('GPT-3, reproduction');
  });
  it('takes round ticks inside the range', () => {
    expect(niceTicks(0.58, 1.22)).toEqual([0.6, 0.8, 1, 1.2]);
  });
  it('moves labels apart and leaves those that have room', () => {
    const [a, b, c] = spread([0.5, 0.5, 0.9], 0.1);
    expect(Math.abs((a ?? 0) - (b ?? 0))).toBeGreaterThanOrEqual(0.0999);
    expect(c).toBe(0.9);
  });
});
