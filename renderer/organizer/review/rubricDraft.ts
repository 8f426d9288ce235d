import type { Rubric } from '../../../shared/contract/review.ts';

/** The rubric as it is being changed. `id` tells criteria apart while their keys are typed. */
export interface RubricDraft {
  readonly levelNames: readonly string[];
  readonly criteria: readonly {
    readonly id: number;
    readonly key: string;
    readonly name: string;
    readonly question: string;
    readonly help: string;
    readonly levels: readonly string[];
  }[];
}

export function draftOf(rubric: Rubric): RubricDraft {
  return {
    levelNames: rubric.levelNames,
    criteria: rubric.criteria.map((criterion, id) => ({ ...criterion, id, help: criterion.help ?? '' })),
  };
}

export function rubricOf(draft: RubricDraft): Omit<Rubric, 'version'> {
  return {
    levelNames: draft.levelNames.map((name) => name.trim()),
    criteria: draft.criteria.map(({ key, name, question, help, levels }) => ({
      key: key.trim(),
      name: name.trim(),
      question: question.trim(),
      help: help.trim() === '' ? null : help.trim(),
      levels: levels.map((text) => text.trim()),
    })),
  };
}

/** What keeps a draft from being a version, in a sentence; null where it can be saved. */
export function draftMisfit(draft: RubricDraft, before: Rubric): string | null {
  const rubric = rubricOf(draft);
  if (rubric.levelNames.some((name) => name === '')) return 'Each level needs a name';
  if (rubric.criteria.length === 0) return 'A rubric needs a criterion';
  const keys = new Set<string>();
  for (const { key, name, question, levels } of rubric.criteria) {
    if (name === '') return 'Each criterion needs a name';
    if (!/^[a-z][a-z0-9_]*$/.test(key)) return `The key of ${name} is lower-case letters, digits and underscores`;
    if (keys.has(key)) return `Two criteria have the key ${key}`;
    keys.add(key);
    if (question === '') return `${name} needs a question`;
    if (levels.some((text) => text === '')) return `Each level of ${name} needs its meaning`;
  }
  const same = JSON.stringify(rubric) === JSON.stringify(rubricOf(draftOf(before)));
  return same ? 'Nothing is changed yet' : null;
}

export function moveCriterion(draft: RubricDraft, place: number, by: 1 | -1): RubricDraft {
  const criteria = [...draft.criteria];
  const [one] = criteria.splice(place, 1);
  if (one) criteria.splice(place + by, 0, one);
  return { ...draft, criteria };
}

export function addCriterion(draft: RubricDraft): RubricDraft {
  const id = Math.max(-1, ...draft.criteria.map((one) => one.id)) + 1;
  return {
    ...draft,
    criteria: [...draft.criteria, { id, key: '', name: '', question: '', help: '', levels: ['', '', ''] }],
  };
}
