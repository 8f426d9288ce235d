import { type FamilyKind, familyKind } from '../results/familyName.ts';
import { parameters } from '../results/parameters.ts';
import { logTicks, niceTicks, type Range, rangeOf, sizeTicks } from '../scaling/axes.ts';
import { spread } from '../scaling/spread.ts';
import { escapeHtml } from './html.ts';

/** A plot of mean against parameters as SVG text: for reports, which run nothing and stand without the app. */
export interface ReportFamily {
  readonly name: string;
  readonly public: boolean;
  readonly points: readonly { readonly params: number; readonly mean: number; readonly sem: number }[];
}

/** What the sizes of one family do, with 95 % intervals; null where it cannot be said, and then why. */
export interface ReportTrend {
  readonly family: string;
  readonly shape: string | null;
  readonly shapeWhy: string | null;
  /** Per factor of ten in parameters: of log10 of the loss where the figure is logged, else of the mean itself. */
  readonly slope: number | null;
  readonly interval: { readonly low: number; readonly high: number } | null;
}

export interface ReportFigure {
  readonly title: string;
  readonly yLabel: string;
  /** Log–log for the loss metrics; the vertical axis is straight for the others. */
  readonly logged: boolean;
  /** The equal-probability baseline, where there is one. */
  readonly baseline: number | null;
  readonly families: readonly ReportFamily[];
  /** Empty where the evidence is not computed, or not of this data. */
  readonly trends: readonly ReportTrend[];
}

const WIDTH = 720;
const HEIGHT = 340;
const AREA = { left: 70, top: 14, right: 590, bottom: 290 } as const;

/** Empty where no family has a point. */
export function scalingSvg(figure: ReportFigure): string {
  const logged = figure.logged && figure.families.every(({ points }) => points.every(({ mean }) => mean > 0));
  const points = figure.families.flatMap((family) => family.points);
  if (points.length === 0) return '';
  const x = scale(
    points.map(({ params }) => params),
    [AREA.left, AREA.right],
    true,
    0.06,
    (range) => sizeTicks(range).major,
  );
  const values = points
    .flatMap(({ mean, sem }) => [mean - sem, mean, mean + sem])
    .filter((value) => !logged || value > 0);
  if (figure.baseline !== null && (!logged || figure.baseline > 0)) values.push(figure.baseline);
  const y = scale(values, [AREA.bottom, AREA.top], logged, 0.08, ([low, high]) =>
    logged ? logTicks(10 ** low, 10 ** high).major : niceTicks(low, high),
  );
  const ends = figure.families.flatMap((family) => {
    const last = family.points.at(-1);
    return last ? [{ name: family.name, style: styleOf(family), at: y.place(last.mean) }] : [];
  });
  const places = spread(
    ends.map(({ at }) => at),
    15,
    [AREA.top, AREA.bottom],
  );
  const parts = [
    `<title>${escapeHtml(figure.title)}</title>`,
    ...y.ticks.map(
      (tick) =>
        `<line x1="${AREA.left}" x2="${AREA.right}" y1="${fix(y.place(tick))}" y2="${fix(y.place(tick))}" stroke="currentColor" stroke-opacity=".12"/><text x="${AREA.left - 8}" y="${fix(y.place(tick) + 4)}" text-anchor="end">${numberText(tick)}</text>`,
    ),
    ...x.ticks.map(
      (tick) =>
        `<line y1="${AREA.top}" y2="${AREA.bottom}" x1="${fix(x.place(tick))}" x2="${fix(x.place(tick))}" stroke="currentColor" stroke-opacity=".12"/><text x="${fix(x.place(tick))}" y="${AREA.bottom + 18}" text-anchor="middle">${parameters(tick)}</text>`,
    ),
    `<path d="M${AREA.left} ${AREA.top}V${AREA.bottom}H${AREA.right}" fill="none" stroke="currentColor" stroke-opacity=".5"/>`,
    `<text x="${AREA.left}" y="${HEIGHT - 8}">Parameters</text>`,
    `<text transform="translate(14 ${(AREA.top + AREA.bottom) / 2}) rotate(-90)" text-anchor="middle">${escapeHtml(figure.yLabel)}</text>`,
    baselineLine(figure.baseline, logged, y),
    ...figure.families.map((family) => familyLine(family, x, y)),
    ...ends.map(
      ({ name, style }, end) =>
        `<text x="${AREA.right + 10}" y="${fix(places[end]! + 4)}" class="${style.color}" font-weight="600">${escapeHtml(name)}</text>`,
    ),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img" aria-label="${escapeHtml(figure.title)}">${parts.join('')}</svg>`;
}

function baselineLine(baseline: number | null, logged: boolean, y: Scale): string {
  if (baseline === null || (logged && baseline <= 0)) return '';
  const at = fix(y.place(baseline));
  return `<line x1="${AREA.left}" x2="${AREA.right}" y1="${at}" y2="${at}" stroke="currentColor" stroke-opacity=".6" stroke-dasharray="6 4"/><text x="${AREA.left + 6}" y="${fix(y.place(baseline) - 5)}">Equal probability ${numberText(baseline)}</text>`;
}

function familyLine(family: ReportFamily, x: Scale, y: Scale): string {
  const { color, marker } = styleOf(family);
  const path = family.points
    .map(({ params, mean }, place) => `${place === 0 ? 'M' : 'L'}${fix(x.place(params))} ${fix(y.place(mean))}`)
    .join('');
  const marks = family.points.map(({ params, mean, sem }) => {
    const [cx, top, bottom] = [x.place(params), y.place(mean + sem), y.place(mean - sem)];
    const bar =
      Number.isFinite(top) && Number.isFinite(bottom) ? `<path d="M${fix(cx)} ${fix(top)}V${fix(bottom)}"/>` : '';
    return `${bar}<path d="${marker(cx, y.place(mean))}" fill="${family.public ? 'var(--fam)' : 'none'}"/>`;
  });
  return `<g class="${color}" stroke="var(--fam)" stroke-width="1.75" fill="none"><path d="${path}"/>${marks.join('')}</g>`;
}

interface FamilyLook {
  /** Classes that the page’s style gives a colour. */
  readonly color: string;
  readonly marker: (x: number, y: number) => string;
}

const circle = (x: number, y: number) => `M${fix(x - 4)} ${fix(y)}a4 4 0 1 0 8 0a4 4 0 1 0 -8 0Z`;
const square = (x: number, y: number) => `M${fix(x - 4)} ${fix(y - 4)}h8v8h-8Z`;
const diamond = (x: number, y: number) => `M${fix(x)} ${fix(y - 5)}l5 5l-5 5l-5 -5Z`;
const up = (x: number, y: number) => `M${fix(x)} ${fix(y - 5)}l5 9h-10Z`;
const down = (x: number, y: number) => `M${fix(x)} ${fix(y + 5)}l5 -9h-10Z`;
const cross = (x: number, y: number) => `M${fix(x - 4)} ${fix(y)}h8M${fix(x)} ${fix(y - 4)}v8`;

const markers: Readonly<Record<FamilyKind, FamilyLook['marker']>> = {
  gpt3: circle,
  gpt2: diamond,
  opt: square,
  neo: up,
  pythia: down,
  other: cross,
};

/** As in the app: a family keeps its colour and its marker, and is told apart in grey too. */
function styleOf({ name, public: open }: ReportFamily): FamilyLook {
  const kind = familyKind(name);
  return { color: `fam ${open ? kind : 'private'}`, marker: markers[kind] };
}

interface Scale {
  readonly place: (value: number) => number;
  readonly ticks: readonly number[];
}

/** From values to pixels, with a margin of a share of the range on both sides. */
function scale(
  values: readonly number[],
  [from, to]: readonly [number, number],
  logged: boolean,
  margin: number,
  ticksOf: (range: Range) => readonly number[],
): Scale {
  const of = (value: number) => (logged ? Math.log10(value) : value);
  const [low, high] = rangeOf(values.map(of), margin, logged ? 0.02 : 0.05);
  const place = (value: number) => from + ((of(value) - low) / (high - low)) * (to - from);
  return { place, ticks: ticksOf([low, high]) };
}

function fix(value: number): string {
  return String(Math.round(value * 100) / 100);
}

function numberText(value: number): string {
  return String(Number(value.toPrecision(3)));
}
