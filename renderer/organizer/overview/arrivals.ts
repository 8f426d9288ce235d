import type { Overview } from '../../../shared/contract/session.ts';
import { plural } from '../../pieces/format.ts';

type Arrival = Overview['cameIn'][number];

/** What came in, latest first, with the reviews of one submission taken together under its title. */
export function arrivals(cameIn: readonly Arrival[]): readonly Arrival[] {
  const reviews = new Map<string, Arrival[]>();
  for (const one of cameIn) if (isReview(one)) reviews.set(one.title, [...(reviews.get(one.title) ?? []), one]);
  return cameIn.flatMap((one) => {
    if (!isReview(one)) return [one];
    const alike = reviews.get(one.title) ?? [];
    if (alike[0] !== one) return [];
    const title = one.title.replace(/^A review of /, '');
    return [
      {
        ...one,
        title,
        detail: alike.length > 1 ? `${plural(alike.length, 'review')}. Latest: ${one.detail}` : one.detail,
      },
    ];
  });
}

function isReview({ place }: Arrival): boolean {
  return place?.page === 'submission' && place.tab === 'reviews';
}
