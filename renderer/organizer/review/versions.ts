import type { Output } from '../../../shared/contract/contract.ts';

type Version = Pick<Output<'review.versions'>['versions'][number], 'form' | 'rubric'>;

export interface FieldChange {
  /** `level novelty`, `reason novelty`, `confidence`, `strengths`, … */
  readonly field: string;
  /** In words, as it was before; empty where there was nothing. */
  readonly was: string;
}

/** What a review says beside its criteria. */
export function fieldsOf({ form }: Version): readonly { field: string; name: string; text: string }[] {
  return [
    {
      field: 'confidence',
      name: 'Confidence',
      text: form.confidence === null ? '' : `${form.confidence} of 5`,
    },
    { field: 'strengths', name: 'Strengths', text: form.strengths },
    { field: 'weaknesses', name: 'Weaknesses', text: form.weaknesses },
    { field: 'organizersOnly', name: 'For organizers only', text: form.organizersOnly },
  ];
}

/** Fields of a version that say something else than the version before, by the criteria of the later one. */
export function changedFields(before: Version, after: Version): FieldChange[] {
  const criteria = after.rubric.criteria.flatMap(({ key }) => [
    { field: `level ${key}`, was: levelWords(before, key), is: levelWords(after, key) },
    { field: `reason ${key}`, was: before.form.reasons[key] ?? '', is: after.form.reasons[key] ?? '' },
  ]);
  const earlier = new Map(fieldsOf(before).map(({ field, text }) => [field, text]));
  const others = fieldsOf(after).map(({ field, text }) => ({ field, was: earlier.get(field) ?? '', is: text }));
  return [...criteria, ...others].filter(({ was, is }) => was !== is).map(({ field, was }) => ({ field, was }));
}

function levelWords({ form, rubric }: Version, key: string): string {
  const level = form.levels[key];
  return level === undefined ? '' : `${level}, ${rubric.levelNames[level]}`;
}
