import { describe, expect, it } from 'vitest';
import { movedTo } from '../../../../renderer/organizer/review/gridKeys.ts';
import { topicsIn } from '../../../../renderer/organizer/review/topics.ts';
import { changedFields } from '../../../../renderer/organizer/review/versions.ts';
import { emptyForm } from '../../../../shared/review/form.ts';
import { STANDARD_RUBRIC } from '../../../../shared/review/rubric.ts';

describe('keys in a grid', () => {
  const size = { rows: 3, columns: 3 };
  const everywhere = () => true;

  it('move by one and stop at the edge', () => {
    expect(movedTo({ row: 0, column: 0 }, 'ArrowRight', size, everywhere)).toEqual({ row: 0, column: 1 });
    expect(movedTo({ row: 0, column: 0 }, 'ArrowUp', size, everywhere)).toEqual({ row: 0, column: 0 });
    expect(movedTo({ row: 1, column: 1 }, 'End', size, everywhere)).toEqual({ row: 1, column: 2 });
  });

  it('pass over places without a cell, and stay where there is none further on', () => {
    const has = ({ row, column }: { row: number; column: number }) => !(row === 0 && column > 0 && column < 2);
    expect(movedTo({ row: 0, column: 0 }, 'ArrowRight', size, has)).toEqual({ row: 0, column: 2 });
    const first = ({ column }: { column: number }) => column === 0;
    expect(movedTo({ row: 0, column: 0 }, 'ArrowRight', size, first)).toEqual({ row: 0, column: 0 });
    expect(movedTo({ row: 0, column: 0 }, 'End', size, first)).toEqual({ row: 0, column: 0 });
  });

  it('leave letters to others', () => {
    expect(movedTo({ row: 0, column: 0 }, 'k', size, everywhere)).toBeNull();
  });
});

describe('topics as they are typed', () => {
  it('are told apart by commas, semicolons and lines, each once', () => {
    expect(topicsIn(' law,  chess ; law\n\n,rules  and contracts')).toEqual(['chess', 'law', 'rules and contracts']);
    expect(topicsIn(' , ')).toEqual([]);
  });
});

describe('what a version changed', () => {
  const rubric = {
    version: 1,
    levelNames: [...STANDARD_RUBRIC.levelNames],
    criteria: STANDARD_RUBRIC.criteria.map((one) => ({ ...one, help: one.help ?? null, levels: [...one.levels] })),
  };
  const version = (more: Partial<typeof emptyForm>) => ({ rubric, form: { ...emptyForm, ...more } });

  it('is nothing for the same form', () => {
    expect(changedFields(version({}), version({}))).toEqual([]);
  });

  it('names each field with what it was', () => {
    const before = version({ levels: { novelty: 1 }, confidence: 3, strengths: 'clear' });
    const after = version({ levels: { novelty: 2 }, reasons: { novelty: 'It is new.' }, confidence: 4 });
    expect(changedFields(before, after)).toEqual([
      { field: 'level novelty', was: '1, Accepted' },
      { field: 'confidence', was: '3 of 5' },
      { field: 'reason novelty', was: '' },
      { field: 'strengths', was: 'clear' },
    ]);
  });
});
