import { describe, expect, it } from 'vitest';
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
