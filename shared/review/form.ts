import type { ReviewForm, Rubric } from '../contract/review.ts';

export const emptyForm: ReviewForm = {
  levels: {},
  reasons: {},
  confidence: null,
  strengths: '',
  weaknesses: '',
  organizersOnly: '',
};

export interface MissingPart {
  /** A criterion's key, or `confidence`. */
  readonly part: string;
  readonly what: 'level' | 'reason' | 'confidence';
  readonly message: string;
}

/** A level needs a reason where it decides most: at 0 and at 2. */
export function needsReason(level: number | undefined): boolean {
  return level === 0 || level === 2;
}

/** What a review still lacks before it can be submitted, in the order of the form. Empty when it is whole. */
export function missingParts(form: ReviewForm, rubric: Rubric): MissingPart[] {
  const missing: MissingPart[] = [];
  for (const { key, name, levels: meanings } of rubric.criteria) {
    const level = form.levels[key];
    if (level === undefined || meanings[level] === undefined) {
      missing.push({ part: key, what: 'level', message: `Choose a level for ${name}.` });
    } else if (needsReason(level) && (form.reasons[key] ?? '').trim() === '') {
      missing.push({ part: key, what: 'reason', message: `Give a reason for ${name}: levels 0 and 2 need one.` });
    }
  }
  if (form.confidence === null) {
    missing.push({ part: 'confidence', what: 'confidence', message: 'Say how sure you are, from 1 to 5.' });
  }
  return missing;
}

/** The form without what the rubric does not ask for, so that nothing rides along that nobody sees. */
export function trimmedForm(form: ReviewForm, rubric: Rubric): ReviewForm {
  const keys = rubric.criteria.map((criterion) => criterion.key);
  const kept = <T>(values: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(keys.filter((key) => Object.hasOwn(values, key)).map((key) => [key, values[key]!]));
  return { ...form, levels: kept(form.levels), reasons: kept(form.reasons) };
}
