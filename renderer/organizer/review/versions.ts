import { formChanges, textsOf, type WrittenForm } from '../../../shared/review/formChanges.ts';

export interface FieldChange {
  /** `level novelty`, `reason novelty`, `confidence`, `strengths`, … */
  readonly field: string;
  /** In words, as it was before; empty where there was nothing. */
  readonly was: string;
}

/** What a review says beside its criteria. */
export function fieldsOf(version: WrittenForm): readonly { field: string; name: string; text: string }[] {
  const { confidence } = version.form;
  return [
    { field: 'confidence', name: 'Confidence', text: confidenceWords(confidence) },
    ...textsOf(version).filter(({ field }) => !field.startsWith('reason ')),
  ];
}

/** Fields of a version that say something else than the version before, by the criteria of the later one. */
export function changedFields(before: WrittenForm, after: WrittenForm): FieldChange[] {
  const { levels, confidence, texts } = formChanges(before, after);
  return [
    ...levels.map(({ key, was }) => ({
      field: `level ${key}`,
      was: was === null ? '' : `${was}, ${before.rubric.levelNames[was]}`,
    })),
    ...(confidence ? [{ field: 'confidence', was: confidenceWords(confidence.was) }] : []),
    ...texts.map(({ field, was }) => ({ field, was })),
  ];
}

function confidenceWords(confidence: number | null): string {
  return confidence === null ? '' : `${confidence} of 5`;
}
