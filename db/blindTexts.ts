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

/** By field of the form: `title`, `task`, `importance`; a title and a description stand under their form's fields. */
export type FormTexts = Readonly<Record<string, string | null>>;

export interface FormSpot {
  /** `form/title` */
  readonly place: string;
  readonly start: number;
  readonly end: number;
  readonly kind: SensitiveKind;
  readonly about: string;
  readonly text: string;
  /** Null: nobody decided, so it is hidden. */
  readonly decision: MaskDecision | null;
}

/** What is hidden in these texts, and what would be if nobody had decided to show it. */
export function formSpots(db: Connection, submission: string, texts: FormTexts): FormSpot[] {
  const find = createSensitiveFinder(authorNames(db, submission));
  const decided = new Map(
    formMaskings(db, submission).map((one) => [JSON.stringify([one.field, one.kind, one.text]), one.decision]),
  );
  return Object.entries(texts).flatMap(([field, text]) =>
    text === null
      ? []
      : find(text).map((stretch) => {
          const found = text.slice(stretch.start, stretch.end);
          const decision = decided.get(JSON.stringify([field, stretch.kind, found])) ?? null;
          return { ...stretch, place: `form/${field}`, text: found, decision };
        }),
  );
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

/** An SVG without the names of authors in what it writes; of secrets and addresses its paths hold too many likenesses. */
export function blindSvg(db: Connection, submission: string, svg: string): string {
  const find = createNameFinder(authorNames(db, submission));
  const stretches = (find?.(svg) ?? []).map((stretch) => ({ ...stretch, place: 'svg' }));
  return maskTexts({ svg }, stretches).svg ?? svg;
}

/** Of every version of the form: who was taken off it wrote it all the same. */
export function authorNames(db: Connection, submission: string): string[] {
  return all<{ name: string }>(
    db,
    `SELECT DISTINCT name FROM author WHERE submission = ? AND trim(name) <> ''`,
    submission,
  ).map(({ name }) => name);
}
