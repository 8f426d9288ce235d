import type { ReviewForm, Rubric } from '../contract/review.ts';

/** A review as one of its versions holds it. */
export interface WrittenForm {
  readonly form: ReviewForm;
  readonly rubric: Rubric;
}

type Level = 0 | 1 | 2;

/** What a version says otherwise than the one before it, in the order of the form. */
export interface FormChanges {
  readonly levels: readonly {
    readonly key: string;
    readonly name: string;
    readonly was: Level | null;
    readonly is: Level | null;
  }[];
  readonly confidence: { readonly was: number | null; readonly is: number | null } | null;
  readonly texts: readonly TextChange[];
}

export interface TextChange {
  /** `reason novelty`, `strengths`, … */
  readonly field: string;
  readonly name: string;
  readonly was: string;
  readonly is: string;
}

/** By the criteria of the later version: those that only the earlier rubric has are not part of what it says. */
export function formChanges(before: WrittenForm, after: WrittenForm): FormChanges {
  const { criteria } = after.rubric;
  const levels = criteria.map(({ key, name }) => ({
    key,
    name,
    was: before.form.levels[key] ?? null,
    is: after.form.levels[key] ?? null,
  }));
  const earlier = new Map(textsOf(before).map(({ field, text }) => [field, text]));
  const texts = textsOf(after).map(({ field, name, text }) => ({
    field,
    name,
    was: earlier.get(field) ?? '',
    is: text,
  }));
  const [was, is] = [before.form.confidence, after.form.confidence];
  const differs = (change: { readonly was: unknown; readonly is: unknown }) => change.was !== change.is;
  return {
    levels: levels.filter(differs),
    confidence: was === is ? null : { was, is },
    texts: texts.filter(differs),
  };
}

/** Everything that is written in a form, under the names that the form gives it. */
export function textsOf({ form, rubric }: WrittenForm): readonly { field: string; name: string; text: string }[] {
  return [
    ...rubric.criteria.map(({ key, name }) => ({
      field: `reason ${key}`,
      name: `Reason: ${name}`,
      text: form.reasons[key] ?? '',
    })),
    { field: 'strengths', name: 'Strengths', text: form.strengths },
    { field: 'weaknesses', name: 'Weaknesses', text: form.weaknesses },
    { field: 'organizersOnly', name: 'For the organizers only', text: form.organizersOnly },
  ];
}
