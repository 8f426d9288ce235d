import type { ReviewForm, Rubric } from '../../shared/contract/review.ts';
import { missingParts, needsReason } from '../../shared/review/form.ts';

export type Level = 0 | 1 | 2;

/** The places of the form that ↓ and ↑ walk: the criteria in their order, then confidence. */
export function placesOf(rubric: Rubric): readonly string[] {
  return [...rubric.criteria.map((criterion) => criterion.key), 'confidence'];
}

export function placeAfter(rubric: Rubric, place: string, by: 1 | -1): string {
  const places = placesOf(rubric);
  const at = places.indexOf(place);
  return places[Math.min(places.length - 1, Math.max(0, at + by))] ?? place;
}

export function setLevel(form: ReviewForm, key: string, level: Level): ReviewForm {
  return { ...form, levels: { ...form.levels, [key]: level } };
}

/** An emptied reason is no reason. */
export function setReason(form: ReviewForm, key: string, text: string): ReviewForm {
  const { [key]: _, ...others } = form.reasons;
  return { ...form, reasons: text === '' ? others : { ...others, [key]: text } };
}

/** What a digit does at a place: a level of the criterion, or the confidence; null where it does nothing. */
export function digitAt(form: ReviewForm, rubric: Rubric, place: string, digit: number): ReviewForm | null {
  if (place === 'confidence') return digit >= 1 && digit <= 5 ? { ...form, confidence: digit } : null;
  if (digit > 2 || !rubric.criteria.some((criterion) => criterion.key === place)) return null;
  return setLevel(form, place, digit as Level);
}

/** Whether a criterion shows its field for a reason: needed, written already, or asked for. */
export function showsReason(form: ReviewForm, key: string, asked: boolean): boolean {
  return needsReason(form.levels[key]) || Boolean(form.reasons[key]) || (asked && form.levels[key] !== undefined);
}

export interface Completeness {
  /** Criteria with a level. */
  readonly levels: number;
  readonly of: number;
  /** `1 reason missing, confidence missing`; empty when nothing is. */
  readonly lacking: string;
  /** The first place that lacks something, to go there; null when the form is whole. */
  readonly first: { readonly place: string; readonly what: 'level' | 'reason' | 'confidence' } | null;
}

/** How far a form is, in few words. */
export function completeness(form: ReviewForm, rubric: Rubric): Completeness {
  const missing = missingParts(form, rubric);
  const levels = missing.filter((part) => part.what === 'level').length;
  const reasons = missing.filter((part) => part.what === 'reason').length;
  const said = [
    reasons > 0 ? `${reasons} ${reasons === 1 ? 'reason' : 'reasons'} missing` : null,
    missing.some((part) => part.what === 'confidence') ? 'confidence missing' : null,
  ];
  const first = missing[0];
  return {
    levels: rubric.criteria.length - levels,
    of: rubric.criteria.length,
    lacking: said.filter((one) => one !== null).join(', '),
    first: first ? { place: first.part, what: first.what } : null,
  };
}

/** `Saved now`, `Saved 4 s ago`, `Saved 12 min ago`; just `Saved` for what is older than an hour. */
export function savedWords(savedAt: string, now: number): string {
  const seconds = Math.max(0, Math.floor((now - new Date(savedAt).getTime()) / 1000));
  if (seconds < 2) return 'Saved now';
  if (seconds < 60) return `Saved ${seconds} s ago`;
  if (seconds < 3600) return `Saved ${Math.floor(seconds / 60)} min ago`;
  return 'Saved';
}
