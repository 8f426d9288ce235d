import { describe, expect, it } from 'vitest';
import {
  firstListing,
  listedSubcategories,
  type SubcategoryListing,
} from '../../../../renderer/plots/subcategoryListing.ts';
import type { SubcategoryFigure } from '../../../../renderer/plots/views.ts';
import { aContent, aLine } from './builders.ts';

/** A subcategory whose leading family has this slope. */
function aSubcategory(name: string, slope: number | null = null): SubcategoryFigure {
  const trend = {
    slope,
    slopeWhy: null,
    interval: null,
    straightness: null,
    spearman: null,
    shape: null,
    shapeWhy: '',
    fit: null,
  };
  return { name, examples: 40, title: name, remark: '', content: aContent([aLine({ key: 'f1', trend })]) };
}

const listed = (
  figures: readonly SubcategoryFigure[],
  listing: Partial<SubcategoryListing>,
  marked: readonly string[] = [],
) => listedSubcategories(figures, { ...firstListing, ...listing }, { leading: 'f1', marked }).map(({ name }) => name);

describe('subcategories, when there are many', () => {
  const thousand = Array.from({ length: 1000 }, (_, place) => aSubcategory(`part ${place}`));
  const names = thousand.map(({ name }) => name);

  it('stand in the data set’s order, those that a link leads to before the others', () => {
    expect(listed(thousand, {})).toEqual(names);
    const led = listed(thousand, {}, ['part 700', 'part 1']);
    expect(led.slice(0, 4)).toEqual(['part 1', 'part 700', 'part 0', 'part 2']);
    expect(led).toHaveLength(1000);
  });

  it('keep their order under a link where all of them are shown', () => {
    expect(listed(thousand.slice(0, 5), {}, ['part 3'])).toEqual(names.slice(0, 5));
  });

  it('are found by words of their name, in any case and order', () => {
    expect(listed(thousand, { search: '99 PART' }).slice(0, 3)).toEqual(['part 99', 'part 199', 'part 299']);
    expect(listed(thousand, { search: 'nothing like it' })).toEqual([]);
  });

  it('stand by the slope of the family that Coverage is judged in, those without one last', () => {
    const three = [
      aSubcategory('none'),
      aSubcategory('flat', 0),
      aSubcategory('steep', 0.4),
      aSubcategory('falling', -0.2),
    ];
    expect(listed(three, { order: 'steepest' })).toEqual(['steep', 'flat', 'falling', 'none']);
    expect(listed(three, { order: 'flattest' })).toEqual(['falling', 'flat', 'steep', 'none']);
  });
});
