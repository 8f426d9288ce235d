import { describe, expect, it } from 'vitest';
import {
  addCriterion,
  draftMisfit,
  draftOf,
  moveCriterion,
  rubricOf,
} from '../../../../renderer/organizer/review/rubricDraft.ts';
import type { Rubric } from '../../../../shared/contract/review.ts';
import { rubricSchema, STANDARD_RUBRIC } from '../../../../shared/review/rubric.ts';

const standard: Rubric = {
  version: 1,
  levelNames: [...STANDARD_RUBRIC.levelNames],
  criteria: STANDARD_RUBRIC.criteria.map((one) => ({ ...one, help: one.help ?? null, levels: [...one.levels] })),
};
const draft = draftOf(standard);

describe('a rubric as it is being changed', () => {
  it('is the rubric again where nothing was typed, and then cannot be saved', () => {
    expect({ version: 1, ...rubricOf(draft) }).toEqual(standard);
    expect(draftMisfit(draft, standard)).toBe('Nothing is changed yet');
  });

  it('can be saved with its criteria in another order', () => {
    const moved = moveCriterion(draft, 0, 1);
    expect(moved.criteria.map(({ key }) => key).slice(0, 2)).toEqual(['generality', 'strength']);
    expect(draftMisfit(moved, standard)).toBeNull();
  });

  it.each([
    ['needs a name', { name: ' ' }],
    ['lower-case letters', { key: 'Beauty!' }],
    ['Two criteria have the key novelty', { key: 'novelty' }],
    ['needs a question', { question: '' }],
    ['needs its meaning', { levels: ['no', ' ', 'yes'] }],
  ])('says that a criterion %s', (sentence, part) => {
    const whole = { key: 'beauty', name: 'Beauty', question: 'Is it?', help: '', levels: ['no', 'rather', 'yes'] };
    const added = addCriterion(draft);
    const last = added.criteria.length - 1;
    const typed = (more: object) => ({
      ...added,
      criteria: added.criteria.map((one, place) => (place === last ? { ...one, ...whole, ...more } : one)),
    });
    expect(draftMisfit(typed({}), standard)).toBeNull();
    expect(rubricSchema.safeParse({ version: 2, ...withoutEmptyHelp(rubricOf(typed({}))) }).success).toBe(true);
    expect(draftMisfit(typed(part), standard)).toContain(sentence);
  });
});

function withoutEmptyHelp(rubric: Omit<Rubric, 'version'>) {
  return { ...rubric, criteria: rubric.criteria.map(({ help, ...one }) => (help === null ? one : { ...one, help })) };
}
