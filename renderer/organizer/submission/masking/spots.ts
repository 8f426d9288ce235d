import type { FormSpotView, PlotRemarkView, SensitiveSpotView } from '../../../../shared/contract/masking.ts';
import { count, plural } from '../../../pieces/format.ts';

/** A text that may have to be hidden, wherever it stands. */
export type Spot = ({ readonly where: 'form' } & FormSpotView) | ({ readonly where: 'data' } & SensitiveSpotView);

/** What the plot's file says besides what it shows: hidden as a whole, whatever stands in it. */
export type Remark = { readonly where: 'plot' } & PlotRemarkView;

export type Kind = Spot['kind'];
export type Decision = 'hide' | 'show';

export const kinds: readonly Kind[] = ['secret', 'email-address', 'author-name'];

const words: Record<Kind, readonly [one: string, many: string]> = {
  secret: ['secret', 'secrets'],
  'email-address': ['e-mail address', 'e-mail addresses'],
  'author-name': ['author’s name', 'authors’ names'],
};

export function kindWords(kind: Kind, n: number): string {
  return words[kind][n === 1 ? 0 : 1];
}

/** `Secrets` */
export function kindTitle(kind: Kind): string {
  const [, many] = words[kind];
  return `${many.charAt(0).toLocaleUpperCase()}${many.slice(1)}`;
}

/** `row 1,204, prompt` or the field's label. */
export function placeWords(spot: Spot | Remark): string {
  if (spot.where === 'plot') return spot.name;
  return spot.where === 'form' ? spot.label : `row ${count(spot.row)}, ${spot.column}`;
}

export function stateWords(spot: Spot | Remark): string {
  const { decision } = spot;
  if (decision === null && !isOpen(spot)) return 'Left out, as nobody decided to show it';
  if (decision === null) return 'Undecided, so it is hidden';
  return decision === 'hide' ? 'Hidden' : 'Shown';
}

/** Whether somebody should decide: a remark that holds nothing sensitive may as well stay out. */
export function isOpen(spot: Spot | Remark): boolean {
  return spot.decision === null && (spot.where !== 'plot' || spot.found.length > 0);
}

/** `author’s name`, or of a remark what was found in it. */
export function whatWords(spot: Spot | Remark): string {
  if (spot.where !== 'plot') return kindWords(spot.kind, 1);
  const kinds = [...new Set(spot.found.map(({ kind }) => kind))];
  return kinds.length === 0 ? 'nothing found' : kinds.map((kind) => kindWords(kind, 1)).join(', ');
}

/** The page's finding. */
export function undecidedSentence(undecided: number, spots: number): string {
  if (spots === 0) return 'Nothing looks like a secret, an address or an author’s name.';
  if (undecided === 0) return `${plural(spots, 'text')}, all decided.`;
  return `${count(undecided)} of ${plural(spots, 'text')} undecided: hidden until you decide.`;
}
