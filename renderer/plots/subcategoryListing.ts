import type { SubcategoryFigure } from './views.ts';

/** Which of a data set's subcategories are shown, and in which order. Pure. */

export interface SubcategoryListing {
  readonly search: string;
  readonly order: SubcategoryOrder;
  /** So many are drawn: a data set may have a thousand. */
  readonly limit: number;
}

/** As the data set has them, or by the slope of the family that Coverage is judged in. */
export type SubcategoryOrder = 'data' | 'steepest' | 'flattest';

/** Drawn at once, and added at each asking. */
export const AT_ONCE = 60;
export const firstListing: SubcategoryListing = { search: '', order: 'data', limit: AT_ONCE };

/** What fits the search, those that a link asks to look at first; what has no slope stands last in an order by slope. */
export function listedSubcategories(
  figures: readonly SubcategoryFigure[],
  listing: SubcategoryListing,
  known: { readonly leading: string | null; readonly marked: readonly string[] },
): readonly SubcategoryFigure[] {
  const words = listing.search.toLowerCase().split(/\s+/).filter(Boolean);
  const fitting = figures.filter(({ name }) => words.every((word) => name.toLowerCase().includes(word)));
  const sorted = listing.order === 'data' ? fitting : bySlope(fitting, listing.order, known.leading);
  if (sorted.length <= listing.limit || known.marked.length === 0) return sorted;
  const wanted = new Set(known.marked);
  return [...sorted.filter(({ name }) => wanted.has(name)), ...sorted.filter(({ name }) => !wanted.has(name))];
}

function bySlope(
  figures: readonly SubcategoryFigure[],
  order: 'steepest' | 'flattest',
  leading: string | null,
): readonly SubcategoryFigure[] {
  const sloped = figures.map((figure) => ({
    figure,
    slope: figure.content.lines.find(({ key }) => key === leading)?.trend?.slope ?? null,
  }));
  const sign = order === 'steepest' ? -1 : 1;
  return sloped
    .sort((a, b) =>
      a.slope === null || b.slope === null
        ? Number(a.slope === null) - Number(b.slope === null)
        : sign * (a.slope - b.slope),
    )
    .map(({ figure }) => figure);
}
