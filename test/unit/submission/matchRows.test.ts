import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ComparedRow, matchRows, sharesWords } from '../../../shared/submission/matchRows.ts';

const rowsOf = (texts: readonly string[], names: readonly string[] = []): ComparedRow[] =>
  texts.map((text, row) => ({ row, content: text, prompt: text.split('|')[0] ?? '', name: names[row] ?? null }));
const compare = (from: readonly string[], to: readonly string[], names: readonly string[] = []) =>
  matchRows(rowsOf(from, names), rowsOf(to, names), (a, b) => sharesWords(from[a] ?? '', to[b] ?? ''));

describe('rows of two versions', () => {
  it('are the same wherever they stand', () => {
    expect(compare(['a', 'b', 'c'], ['a', 'b', 'c'])).toEqual({
      same: 3,
      moved: 0,
      changed: [],
      added: [],
      removed: [],
    });
    expect(compare(['a', 'b', 'c'], ['c', 'a', 'b'])).toMatchObject({ same: 3, moved: 2 });
  });

  it('are added and removed without moving the others', () => {
    expect(compare(['a', 'b', 'c'], ['a', 'x', 'c', 'y'])).toEqual({
      same: 2,
      moved: 0,
      changed: [],
      added: [1, 3],
      removed: [1],
    });
  });

  it('are changed where their prompt, their name or their place says that they are the same', () => {
    expect(compare(['p|0', 'q|0'], ['q|0', 'p|1'])).toMatchObject({ changed: [[0, 1]], added: [], removed: [] });
    expect(compare(['old', 'b'], ['new', 'b'], ['n1', 'n2'])).toMatchObject({ changed: [[0, 0]] });
    expect(compare(['a', 'the cat sat on it', 'c'], ['a', 'the dog sat on it', 'c'])).toMatchObject({
      changed: [[1, 1]],
    });
  });

  it('are counted as often as they stand there', () => {
    expect(compare(['a', 'a', 'a'], ['a', 'a'])).toMatchObject({ same: 2, added: [], removed: [2] });
  });

  it('are each matched once or not at all', () => {
    const texts = fc.array(fc.constantFrom('a', 'b', 'c d', 'c e', 'f|1', 'f|2'), { maxLength: 20 });
    fc.assert(
      fc.property(texts, texts, (from, to) => {
        const { same, changed, added, removed } = compare(from, to);
        expect(same + changed.length + added.length).toBe(to.length);
        expect(same + changed.length + removed.length).toBe(from.length);
        expect(new Set(changed.map(([a]) => a)).size).toBe(changed.length);
        for (const row of added) expect(changed.map(([, b]) => b)).not.toContain(row);
      }),
    );
  });
});
