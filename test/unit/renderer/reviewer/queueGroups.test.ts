import { describe, expect, it } from 'vitest';
import { firstToDo, nextToDo, queueGroups, type ReviewState } from '../../../../renderer/reviewer/queueGroups.ts';

const items = (['submitted', 'not-started', 'draft', 'not-started'] as const satisfies readonly ReviewState[]).map(
  (state, index) => ({ number: index + 1, title: `Title ${index + 1}`, state }),
);

describe('the queue', () => {
  it('has what is begun first and what is done last, and no empty group', () => {
    expect(queueGroups(items).map((group) => [group.title, group.items.map((item) => item.number)])).toEqual([
      ['Drafts', [3]],
      ['Not started', [2, 4]],
      ['Submitted', [1]],
    ]);
    expect(queueGroups(items.slice(0, 1)).map((group) => group.title)).toEqual(['Submitted']);
  });

  it('opens at the first draft', () => {
    expect(firstToDo(items)?.number).toBe(3);
    expect(firstToDo([])).toBeNull();
  });

  it('goes on to the next one to write, and round again', () => {
    expect(nextToDo(items, 3)?.number).toBe(2);
    expect(nextToDo(items, 4)?.number).toBe(3);
    expect(nextToDo(items, 1)?.number).toBe(3);
  });

  it('has no next one when all others are submitted', () => {
    expect(nextToDo([items[0]!, items[1]!], 2)).toBeNull();
  });
});
