import { markerPaths } from './families.tsx';
import type { DrawnLine } from './lines.ts';
import { HALO, type Mark } from './marks.ts';
import { type MiniAxes, type MiniSize, miniFigure } from './miniFigure.ts';
import type { FigureContent, Ink } from './scalingFigure.ts';

/** Figures as the text of an SVG file. Pure: colours and the widths of texts come from the caller. */

export interface Piece extends MiniSize {
  /** An element, or several, drawn from its own top left corner. */
  readonly svg: string;
}

export interface Caption {
  readonly title: string;
  /** Sentences below the figure; each begins a line of its own and is broken where it is too long. */
  readonly sentences: readonly string[];
}

type Width = (text: string, size: number, weight: number) => number;

const PAD = 20;
/** A viewer without the face that a file names takes a wider one: DejaVu's letters are a sixth wider than Inter's. */
const NARROWER = 0.84;
const FONT = "Inter, 'Helvetica Neue', Arial, sans-serif";

/** A whole file: title, figure, caption, on a ground of its own. `styles` goes into a `<style>` element. */
export function captioned(
  figure: Piece,
  caption: Caption,
  drawn: { readonly ink: Ink; readonly width: Width; readonly styles?: string },
): Piece {
  const { ink, width: widthOf } = drawn;
  const width = figure.width + 2 * PAD;
  const room = figure.width * NARROWER;
  const lines = caption.sentences.flatMap((sentence) => broken(sentence, room, (text) => widthOf(text, 12, 400)));
  const titles = broken(caption.title, room, (text) => widthOf(text, 15, 600));
  const top = PAD + 20 * titles.length + 6;
  const under = top + figure.height + 22;
  const height = under + 17 * lines.length + PAD - 10;
  const text = (y: number, size: number, weight: number, color: string, said: string) =>
    `<text x="${PAD}" y="${y}" font-family="${FONT}" font-size="${size}" font-weight="${weight}" fill="${color}">${xmlText(said)}</text>`;
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${xmlText(caption.title)}">`,
    `<title>${xmlText(caption.title)}</title>`,
    `<desc>${xmlText(caption.sentences.join(' '))}</desc>`,
    drawn.styles ? `<style>${drawn.styles}</style>` : '',
    `<rect width="${width}" height="${height}" fill="${ink('--ground')}"/>`,
    ...titles.map((line, i) => text(PAD + 14 + 20 * i, 15, 600, ink('--ink'), line)),
    `<g transform="translate(${PAD} ${top})">${figure.svg}</g>`,
    ...lines.map((line, i) => text(under + 17 * i, 12, 400, ink('--ink-2'), line)),
    '</svg>',
  ].join('');
  return { width, height, svg };
}

/** Small multiples in rows, each under its name. */
export function multiplesSvg(
  tiles: readonly { readonly title: string; readonly remark: string; readonly content: FigureContent }[],
  axes: MiniAxes,
  layout: { readonly columns: number; readonly tile: MiniSize },
  drawn: { readonly ink: Ink; readonly width: Width },
): Piece {
  const { columns, tile } = layout;
  const { ink, width } = drawn;
  const whole = columns * (tile.width + BETWEEN.across) - BETWEEN.across;
  const key = legend(
    tiles.flatMap(({ content }) => content.lines),
    whole,
    drawn,
  );
  const head = 20;
  const [stepX, stepY] = [tile.width + BETWEEN.across, tile.height + BETWEEN.down];
  const svg = tiles.map(({ title, remark, content }, i) => {
    const [x, y] = [(i % columns) * stepX, key.height + Math.floor(i / columns) * stepY];
    const beside = width(remark, 11, 400) + 8;
    const name = cut(title, tile.width - beside, (text) => width(text, 12, 600));
    const words = `<text x="2" y="12" font-family="${FONT}" font-size="12" fill="${ink('--ink')}"><tspan font-weight="600">${xmlText(name)}</tspan><tspan dx="6" font-size="11" fill="${ink('--ink-3')}">${xmlText(remark)}</tspan></text>`;
    const marks = marksSvg(miniFigure(content, tile, axes), ink);
    return `<g transform="translate(${x} ${y})">${words}<g transform="translate(0 ${head})">${marks}</g></g>`;
  });
  const rows = Math.ceil(tiles.length / columns);
  return { width: whole, height: key.height + rows * stepY - (BETWEEN.down - head), svg: [key.svg, ...svg].join('') };
}

const BETWEEN = { across: 16, down: 34 } as const;

/** So many that a picture of them is about as wide as high, and at least the few that a page has room for. */
export function columnsFor(tiles: number, tile: MiniSize, least: number): number {
  const square = Math.sqrt((tiles * (tile.height + BETWEEN.down)) / (tile.width + BETWEEN.across));
  return Math.max(1, Math.min(tiles, Math.max(least, Math.round(square))));
}

/** Each family once: its marker and its name, in as many rows as the width asks for. */
function legend(
  lines: readonly DrawnLine[],
  room: number,
  { ink, width }: { readonly ink: Ink; readonly width: Width },
): { readonly svg: string; readonly height: number } {
  const families = [...new Map(lines.map((line) => [line.name, line])).values()];
  let [x, y] = [0, 0];
  const svg = families.map((line) => {
    const name = line.tuned ? `${line.name} (dotted)` : line.name;
    const wide = 18 + width(name, 12, 400);
    if (x > 0 && x + wide > room) [x, y] = [0, y + 18];
    const mark = markSvg(
      {
        kind: 'marker',
        x: x + 6,
        y: y + 8,
        d: markerPaths[line.style.symbol],
        color: line.style.token,
        hollow: !line.public,
      },
      ink,
    );
    const text = `<text x="${x + 15}" y="${y + 12}" font-family="${FONT}" font-size="12" fill="${ink('--ink-2')}">${xmlText(name)}</text>`;
    x += wide + 14;
    return mark + text;
  });
  return { svg: svg.join(''), height: families.length > 0 ? y + 28 : 0 };
}

/** With an ellipsis where it does not fit. */
export function cut(text: string, room: number, width: (text: string) => number): string {
  if (width(text) <= room) return text;
  const letters = [...text];
  while (letters.length > 1 && width(`${letters.join('').trimEnd()}…`) > room) letters.pop();
  return `${letters.join('').trimEnd()}…`;
}

/** Marks as text, in colours of their own. */
export function marksSvg(marks: readonly Mark[], ink: Ink): string {
  return marks.map((mark) => markSvg(mark, ink)).join('');
}

function markSvg(mark: Mark, ink: Ink): string {
  switch (mark.kind) {
    case 'path': {
      const stroke = mark.stroke ? ` stroke="${ink(mark.stroke)}" stroke-width="${mark.width}"` : '';
      const dash = mark.dash ? ` stroke-dasharray="${mark.dash}"` : '';
      return `<path d="${mark.d}" fill="${mark.fill ? ink(mark.fill) : 'none'}"${stroke}${dash}/>`;
    }
    case 'marker': {
      const [fill, stroke] = mark.hollow ? [ink('--ground'), ink(mark.color)] : [ink(mark.color), ink('--ground')];
      return `<path d="${mark.d}" transform="translate(${mark.x - 3.5} ${mark.y - 3.5}) scale(0.5)" fill="${fill}" stroke="${stroke}" stroke-width="${mark.hollow ? 2.4 : 1.2}"/>`;
    }
    case 'text': {
      const weight = mark.weight ? ` font-weight="${mark.weight}"` : '';
      const turned = mark.upwards ? ` transform="rotate(-90 ${mark.x} ${mark.y})"` : '';
      const place = `x="${mark.x}" y="${mark.y}" text-anchor="${mark.anchor}"${turned}`;
      const face = `font-family="${FONT}" font-size="${mark.size}"${weight}`;
      const words = xmlText(mark.text);
      // written twice: not every viewer knows paint-order
      const ground = ink('--ground');
      const halo = mark.halo
        ? `<text ${place} ${face} fill="${ground}" stroke="${ground}" stroke-width="${HALO}" aria-hidden="true">${words}</text>`
        : '';
      return `${halo}<text ${place} ${face} fill="${ink(mark.color)}">${words}</text>`;
    }
    default:
      return mark satisfies never;
  }
}

/** Breaks a sentence at its spaces so that no line is wider than the room; a single long word stays whole. */
export function broken(sentence: string, room: number, width: (text: string) => number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of sentence.split(/\s+/).filter(Boolean)) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && width(longer) > room) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return line === '' ? lines : [...lines, line];
}

/** Text and attribute values; characters that XML does not allow are left out. */
export function xmlText(text: string): string {
  return text
    .replaceAll(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
