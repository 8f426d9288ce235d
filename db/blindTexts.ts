import { createNameFinder } from '../shared/submission/authorNames.ts';
import { type MaskedStretch, maskTexts } from '../shared/submission/masking.ts';
import { createSensitiveFinder, type SensitiveKind } from '../shared/submission/sensitive.ts';
import { all, type Connection } from './connection.ts';
import { formMaskings } from './formMasking.ts';
import type { MaskDecision } from './masking.ts';

/**
 * Title, description and form of a submission as blind roles read them: secrets, addresses and the names of whoever is or
 * was an author are replaced, but for those that an organizer lets them see. Found when they are read, so that an author who is
 * added later is hidden from that moment on.
 */

/**
 * By field of the form: `title`, `task`, `importance`; a title and a description stand under their form's fields, the
 * source of a plot that is an SVG under `plot`.
 */
export type FormTexts = Readonly<Record<string, string | null>>;

export interface FoundInForm {
  /** `form/title` */
  readonly place: string;
  readonly start: number;
  readonly end: number;
  readonly kind: SensitiveKind;
  readonly about: string;
  readonly text: string;
}

export interface FormSpot extends FoundInForm {
  /** Null: nobody decided, so it is hidden. */
  readonly decision: MaskDecision | null;
}

/** What is hidden in these texts, and what would be if nobody had decided to show it. */
export function formSpots(db: Connection, submission: string, texts: FormTexts): FormSpot[] {
  const decided = new Map(
    formMaskings(db, submission).map((one) => [decidedKey(`form/${one.field}`, one), one.decision]),
  );
  return foundInForm(db, submission, texts).map((spot) => ({
    ...spot,
    decision: decided.get(decidedKey(spot.place, spot)) ?? null,
  }));
}

/** The same, whatever was decided. It follows from the texts and the authors, and so from the version of the form. */
export function foundInForm(db: Connection, submission: string, texts: FormTexts): FoundInForm[] {
  const authors = authorNames(db, submission);
  const inWords = createSensitiveFinder(authors);
  // of secrets and addresses the paths of a plot hold too many likenesses
  const inPlot = createNameFinder(authors) ?? (() => []);
  return Object.entries(texts).flatMap(([field, text]) => {
    const found = text === null ? [] : (field === 'plot' ? inPlot : inWords)(text);
    return found.map((stretch) => ({
      ...stretch,
      place: `form/${field}`,
      text: text!.slice(stretch.start, stretch.end),
    }));
  });
}

/** What a decision is about: a text in a field, wherever it stands in it. */
export function decidedKey(place: string, { kind, text }: Pick<FoundInForm, 'kind' | 'text'>): string {
  return JSON.stringify([place, kind, text]);
}

/** The same texts, masked; what is null stays null. */
export function blindTexts<T extends FormTexts>(db: Connection, submission: string, texts: T): T {
  const spots: MaskedStretch[] = formSpots(db, submission, texts).filter(({ decision }) => decision !== 'show');
  if (spots.length === 0) return texts;
  const placed = Object.fromEntries(
    Object.entries(texts).flatMap(([field, text]) => (text === null ? [] : [[`form/${field}`, text]])),
  );
  const masked = maskTexts(placed, spots);
  const read = Object.entries(texts).map(([field, text]) => [field, masked[`form/${field}`] ?? text]);
  return Object.fromEntries(read) as T;
}

/** Of every version of the form: who was taken off it wrote it all the same. */
export function authorNames(db: Connection, submission: string): string[] {
  return all<{ name: string }>(
    db,
    `SELECT DISTINCT name FROM author WHERE submission = ? AND trim(name) <> ''`,
    submission,
  ).map(({ name }) => name);
}
