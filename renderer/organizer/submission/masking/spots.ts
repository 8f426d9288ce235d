import type { FormSpotView, SensitiveSpotView } from '../../../../shared/contract/masking.ts';
import { count, plural } from '../../../pieces/format.ts';

/** A text that may have to be hidden, wherever it stands. */
export type Spot = ({ readonly where: 'form' } & FormSpotView) | ({ readonly where: 'data' } & SensitiveSpotView);

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
export function placeWords(spot: Spot): string {
  return spot.where === 'form' ? spot.label : `row ${count(spot.row)}, ${spot.column}`;
}

export function stateWords({ decision }: Pick<Spot, 'decision'>): string {
  if (decision === null) return 'Undecided, so it is hidden';
  return decision === 'hide' ? 'Hidden' : 'Shown';
}

/** The page's finding. */
export function undecidedSentence(undecided: number, spots: number): string {
  if (spots === 0) return 'Nothing looks like a secret, an address or an author’s name.';
  if (undecided === 0) return `${plural(spots, 'text')}, all decided.`;
  return `${count(undecided)} of ${plural(spots, 'text')} undecided: hidden until you decide.`;
}
