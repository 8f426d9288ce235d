import type { ScalingFamilyView, SuggestionView, TrendView } from '../contract/scaling.ts';
import { familyName } from '../results/familyName.ts';
import { isInverse } from './shape.ts';

/** What the suggestions are made from: figures under the names that the reader may see. */
export interface Suggesting {
  readonly families: readonly ScalingFamilyView[];
  readonly trends: readonly TrendView[];
  readonly subcategories: readonly { readonly name: string; readonly trends: readonly TrendView[] }[];
  readonly reproduction: {
    readonly trends: readonly TrendView[];
    readonly comparisons: readonly {
      readonly family: string;
      readonly interval: {
        readonly value: { readonly low: number; readonly high: number } | null;
        readonly why: string | null;
      };
    }[];
  } | null;
}

type Criterion = SuggestionView['criterion'];
type Condition = SuggestionView['levels'][number]['conditions'][number];

/** A family's trend that says something: untuned, and with a shape. */
interface Telling {
  readonly family: ScalingFamilyView;
  readonly trend: TrendView;
}

/** Straighter than this counts as a clear trend. */
const STRAIGHT = 0.9;
/** Sizes that a clear trend is asked to have. */
const SIZES = 4;
/** Examples below which a subcategory is too small to be counted. */
const SUBCATEGORY_EXAMPLES = 30;
/** Subcategories below which there is no suggestion on coverage. */
const SUBCATEGORIES = 3;

/** In the order of the criteria. The reviewer decides; these are figures beside the rubric. */
export function suggestions(given: Suggesting): SuggestionView[] {
  return [strength(given), generality(given), coverage(given), reproducibility(given)];
}

function strength(given: Suggesting): SuggestionView {
  const telling = tellingFamilies(given, given.trends).filter(({ family }) => family.public);
  const remarks = leftOut(given, true);
  if (telling.length === 0) return nothingToSay('strength', 'No public family has a shape.', remarks);
  const clear = (text: string, holds: (trend: TrendView) => boolean, figure: (trend: TrendView) => string): Condition =>
    all(text, telling, holds, figure);
  return suggested('strength', remarks, [
    {
      level: 2,
      conditions: [
        clear('strictly monotonic inverse in every public family', isStrict, shapeText),
        clear(
          `straightness of at least ${STRAIGHT} in every public family`,
          ({ straightness }) => straightness.value !== null && straightness.value >= STRAIGHT,
          ({ straightness }) => number(straightness.value),
        ),
        clear(
          'four or more sizes in every public family',
          ({ points }) => points.length >= SIZES,
          ({ points }) => String(points.length),
        ),
      ],
    },
    { level: 1, conditions: [some('inverse in at least one public family', telling)] },
    { level: 0, conditions: [none('inverse in no public family', telling)] },
  ]);
}

function generality(given: Suggesting): SuggestionView {
  const telling = tellingFamilies(given, given.trends);
  const open = telling.filter(({ family }) => family.public);
  const hidden = telling.filter(({ family }) => !family.public);
  const remarks = leftOut(given, null);
  const ran = given.families.some((family) => !family.public && !family.tuned);
  if (hidden.length === 0) {
    return nothingToSay('generality', ran ? 'No private family has a shape.' : 'No private family was run.', remarks);
  }
  if (open.length === 0) {
    return nothingToSay('generality', 'Private families were run, and no public one has a shape beside them.', remarks);
  }
  return suggested('generality', remarks, [
    { level: 2, conditions: [all('inverse in every family, public and private', telling, isInverseTrend, shapeText)] },
    {
      level: 1,
      conditions: [some('inverse in some public family', open), some('inverse in some private family', hidden)],
    },
    { level: 0, conditions: [none('inverse in no private family', hidden)] },
  ]);
}

function coverage(given: Suggesting): SuggestionView {
  const leading = leadingFamily(given.families, given.trends);
  if (given.subcategories.length === 0) return nothingToSay('coverage', 'The data set names no subcategories.', []);
  if (leading === null) return nothingToSay('coverage', 'No public family has a slope.', []);
  const whole = given.trends.find(({ family }) => family === leading.key)!.slope.value!;
  const remarks = [
    `Judged in ${familyName(leading.name)}, the public family with the steepest slope (${number(whole)}).`,
  ];
  const counted: TrendView[] = [];
  const out = { small: 0, silent: 0, undefined: 0 };
  for (const part of given.subcategories) {
    const trend = part.trends.find(({ family }) => family === leading.key);
    if (!trend || (trend.sharedExamples ?? 0) < SUBCATEGORY_EXAMPLES) out.small += 1;
    else if (trend.shape.value === null) out.undefined += 1;
    else if (trend.shape.value === 'flat' && contains(trend, whole)) out.silent += 1;
    else counted.push(trend);
  }
  if (out.small > 0) {
    remarks.push(
      `Left out: ${counts(out.small, 'subcategory', 'subcategories')} with fewer than ${SUBCATEGORY_EXAMPLES} examples.`,
    );
  }
  if (out.undefined > 0) {
    remarks.push(`Left out: ${counts(out.undefined, 'subcategory', 'subcategories')} without a shape.`);
  }
  if (out.silent > 0) {
    const which = counts(out.silent, 'flat subcategory', 'flat subcategories');
    remarks.push(
      `Left out: ${which} whose interval contains the slope of the whole set, which says nothing either way.`,
    );
  }
  if (counted.length < SUBCATEGORIES) {
    const left = counts(counted.length, 'subcategory is', 'subcategories are');
    return nothingToSay('coverage', `Only ${left} left to judge by, and ${SUBCATEGORIES} are needed.`, remarks);
  }
  const inverse = counted.filter(isInverseTrend).length;
  const figures = `${inverse} of ${counted.length}, ${percent(inverse / counted.length)}`;
  return suggested('coverage', remarks, [
    // whole numbers: 9 of 10 is at least 90 %
    {
      level: 2,
      conditions: [
        condition('inverse in at least 90 % of the subcategories', 10 * inverse >= 9 * counted.length, figures),
      ],
    },
    {
      level: 1,
      conditions: [condition('inverse in more than half of the subcategories', 2 * inverse > counted.length, figures)],
    },
    {
      level: 0,
      conditions: [condition('inverse in half of the subcategories or fewer', 2 * inverse <= counted.length, figures)],
    },
  ]);
}

function reproducibility(given: Suggesting): SuggestionView {
  const { reproduction } = given;
  if (reproduction === null) return nothingToSay('reproducibility', 'There are no results on a reproduction.', []);
  const both = tellingFamilies(given, reproduction.trends).filter(({ family }) => family.public);
  const originals = given.trends.filter((trend) => both.some(({ family }) => family.key === trend.family));
  const leading = leadingFamily(given.families, originals);
  if (leading === null) {
    const why = 'No public family has a shape on the reproduction and a slope on the original.';
    return nothingToSay('reproducibility', why, []);
  }
  const trend = both.find(({ family }) => family.key === leading.key)!.trend;
  const interval = reproduction.comparisons.find(({ family }) => family === leading.key)?.interval.value ?? null;
  const remarks = [
    `Judged in ${familyName(leading.name)}, the steepest public family that both data sets have.`,
    ...differentSizes(originals.find(({ family }) => family === leading.key)!, trend),
  ];
  const inverse = condition('the reproduction is inverse', isInverseTrend(trend), shapeText(trend));
  const difference: Condition = {
    text: 'the interval of (its slope − 0.8 × the original’s slope) lies above 0',
    met: interval === null ? null : interval.low > 0,
    figures: interval === null ? 'undefined' : `${number(interval.low)} to ${number(interval.high)}`,
  };
  return suggested('reproducibility', remarks, [
    { level: 2, conditions: [inverse, difference] },
    { level: 1, conditions: [inverse] },
    { level: 0, conditions: [condition('the reproduction is not inverse', !inverse.met, shapeText(trend))] },
  ]);
}

/** The public, untuned family of which the slope is the greatest; at equal slopes the first by name. */
export function leadingFamily(
  families: readonly ScalingFamilyView[],
  trends: readonly Pick<TrendView, 'family' | 'slope'>[],
): ScalingFamilyView | null {
  let leading: { readonly family: ScalingFamilyView; readonly slope: number } | null = null;
  for (const family of families) {
    if (!family.public || family.tuned) continue;
    const slope = trends.find((trend) => trend.family === family.key)?.slope.value ?? null;
    if (slope !== null && (leading === null || slope > leading.slope)) leading = { family, slope };
  }
  return leading?.family ?? null;
}

function tellingFamilies({ families }: Suggesting, trends: readonly TrendView[]): Telling[] {
  return families.flatMap((family) => {
    const trend = trends.find((one) => one.family === family.key);
    return trend && !family.tuned && trend.shape.value !== null ? [{ family, trend }] : [];
  });
}

/** Families that could have counted and do not, with the reason. `open`: public ones only; null: all. */
function leftOut({ families, trends }: Suggesting, open: boolean | null): string[] {
  return families
    .filter((family) => open === null || family.public === open)
    .flatMap((family) => {
      if (family.tuned) return [`${familyName(family.name)} is tuned, and counted nowhere.`];
      const trend = trends.find((one) => one.family === family.key);
      if (!trend) return [`${familyName(family.name)} was not run on the original data set.`];
      return trend.shape.value === null ? [`${familyName(family.name)} is left out. ${trend.shape.why}`] : [];
    });
}

interface Level {
  readonly level: 0 | 1 | 2;
  readonly conditions: Condition[];
}

const LEVEL_NAMES = ['No prize', 'Accepted', 'Grand'] as const;

/** The highest level of which every condition is met; its sentence names what was found and what kept it from the next. */
function suggested(criterion: Criterion, remarks: string[], levels: readonly Level[]): SuggestionView {
  const judged = levels.map((level) => ({ ...level, met: level.conditions.every(({ met }) => met === true) }));
  const held = judged.findIndex(({ met }) => met);
  const failed = judged.slice(0, held === -1 ? undefined : held).map(({ level, conditions }) => {
    const first = conditions.find(({ met }) => met !== true)!;
    const said = first.met === null ? 'cannot be said' : 'failed';
    return `${LEVEL_NAMES[level]} ${said}: ${first.text} (${first.figures}).`;
  });
  const holding = judged[held];
  if (!holding) return { criterion, level: null, why: `No level fits. ${failed.join(' ')}`, levels: judged, remarks };
  const reasons = holding.conditions.map(({ text, figures }) => `${text} (${figures})`);
  const why = `${LEVEL_NAMES[holding.level]}: ${reasons.join('; ')}. ${failed.slice(-1).join('')}`.trim();
  return { criterion, level: holding.level, why, levels: judged, remarks };
}

function nothingToSay(criterion: Criterion, why: string, remarks: string[]): SuggestionView {
  return { criterion, level: null, why, levels: [], remarks };
}

function condition(text: string, met: boolean, figures: string): Condition {
  return { text, met, figures };
}

/** Fails with the figures of those that fail it. */
function all(
  text: string,
  telling: readonly Telling[],
  holds: (trend: TrendView) => boolean,
  figure: (trend: TrendView) => string,
): Condition {
  const failing = telling.filter(({ trend }) => !holds(trend));
  const shown = failing.length > 0 ? failing : telling;
  return condition(text, failing.length === 0, figuresOf(shown, figure));
}

function some(text: string, telling: readonly Telling[]): Condition {
  const inverse = telling.filter(({ trend }) => isInverseTrend(trend));
  const shown = inverse.length > 0 ? inverse : telling;
  return condition(text, inverse.length > 0, figuresOf(shown, shapeText));
}

function none(text: string, telling: readonly Telling[]): Condition {
  const inverse = telling.filter(({ trend }) => isInverseTrend(trend));
  const shown = inverse.length > 0 ? inverse : telling;
  return condition(text, inverse.length === 0, figuresOf(shown, shapeText));
}

function figuresOf(telling: readonly Telling[], figure: (trend: TrendView) => string): string {
  return telling.map(({ family, trend }) => `${familyName(family.name)}: ${figure(trend)}`).join(', ');
}

function isInverseTrend(trend: TrendView): boolean {
  return isInverse(trend.shape.value);
}

function isStrict(trend: TrendView): boolean {
  return trend.shape.value === 'strictly monotonic inverse';
}

function shapeText(trend: TrendView): string {
  return trend.shape.value ?? 'undefined';
}

function contains({ slopeInterval }: TrendView, slope: number): boolean {
  return slopeInterval.value !== null && slopeInterval.value.low <= slope && slope <= slopeInterval.value.high;
}

function differentSizes(original: TrendView, reproduction: TrendView): string[] {
  const sizes = ({ points }: TrendView) => points.map(({ params }) => params).join(' ');
  if (sizes(original) === sizes(reproduction)) return [];
  return ['The two data sets were run on different sizes: each slope is over its own.'];
}

function counts(count: number, one: string, many: string): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`;
}

function number(value: number | null): string {
  return value === null ? 'undefined' : value.toPrecision(3);
}
