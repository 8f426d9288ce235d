import { describe, expect, it } from 'vitest';
import { blocks, type Decided, seatsOf, standingSentence } from '../../../renderer/organizer/decision/standing.ts';
import { type Listing, lines } from '../../../renderer/organizer/submissions/listing.ts';
import { rows } from './fake/sample.ts';

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
