import { describe, expect, it } from 'vitest';
import { figureCsv } from '../../../../renderer/plots/figureCsv.ts';
import { drawnLines } from '../../../../renderer/plots/lines.ts';
import { miniFigure, sharedSizes, sharedValues } from '../../../../renderer/plots/miniFigure.ts';
import {
  broken,
  captioned,
  columnsFor,
  cut,
  marksSvg,
  multiplesSvg,
  xmlText,
} from '../../../../renderer/plots/svgText.ts';
import { aContent, aLine, aStep } from './builders.ts';

const plain = { ink: (token: string) => token, width: (text: string) => 6 * text.length };
const width = (text: string) => text.length;

describe('a figure as an SVG file', () => {
  const file = captioned(
    { width: 400, height: 200, svg: '<g id="figure"/>' },
    { title: 'Left & right', sentences: ['n = 520, <all> of them.', 'A second line.'] },
    plain,
  );

  it('has its caption under it and in its description, as text', () => {
    expect(file.svg).toContain('<title>Left &amp; right</title>');
    expect(file.svg).toContain('n = 520, &lt;all&gt; of them.');
    expect(file.height).toBeGreaterThan(200 + 40);
  });

  it('says nothing of when or where it was made: the same figure is the same file', () => {
    const again = captioned(
      { width: 400, height: 200, svg: '<g id="figure"/>' },
      { title: 'Left & right', sentences: ['n = 520, <all> of them.', 'A second line.'] },
      plain,
    );
    expect(again.svg).toBe(file.svg);
  });

  it('asks for nothing from elsewhere', () => {
    expect(file.svg.replaceAll('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|href|<script/);
  });

  it('has lines that stay inside it in a face a sixth wider', () => {
    const sentences = [Array.from({ length: 60 }, (_, i) => `word${i}`).join(' ')];
    const { svg } = captioned({ width: 400, height: 200, svg: '' }, { title: 'A title', sentences }, plain);
    const lines = [...svg.matchAll(/font-size="12"[^>]*>([^<]*)</g)].map(([, line]) => plain.width(line ?? ''));
    expect(lines.length).toBeGreaterThan(5);
    expect(Math.max(...lines) * (7 / 6)).toBeLessThanOrEqual(400);
  });

  it('leaves out what XML cannot hold', () => {
    expect(xmlText('a\u0000b\ud800c<d>"e"')).toBe('abc&lt;d&gt;&quot;e&quot;');
  });

  it('breaks sentences between words, and names with an ellipsis', () => {
    expect(broken('one two three four', 9, width)).toEqual(['one two', 'three', 'four']);
    expect(broken('', 9, width)).toEqual([]);
    expect(cut('a long name', 7, width)).toBe('a long…');
    expect(cut('short', 7, width)).toBe('short');
  });

  it('of small multiples names each tile and each family once', () => {
    const content = aContent([aLine(), aLine({ key: 'f2', family: 'opt' })]);
    const tiles = ['first', 'second', 'third'].map((title) => ({ title, remark: '', content }));
    const layout = { columns: 2, tile: { width: 200, height: 100 } };
    const grid = multiplesSvg(tiles, { x: [8, 11], y: null }, layout, plain);
    for (const name of ['first', 'second', 'third', 'GPT-3', 'OPT'])
      expect(grid.svg.split(`>${name}<`)).toHaveLength(2);
    expect(grid.width).toBe(2 * 216 - 16);
  });
});

describe('a picture of many small plots', () => {
  const tile = { width: 240, height: 150 };

  it('has the columns of a page while they are few, and is about as wide as high when they are a thousand', () => {
    expect([1, 2, 8].map((tiles) => columnsFor(tiles, tile, 3))).toEqual([1, 2, 3]);
    const columns = columnsFor(1000, tile, 3);
    const [wide, high] = [columns * 256, Math.ceil(1000 / columns) * 184];
    expect(wide / high).toBeGreaterThan(0.8);
    expect(wide / high).toBeLessThan(1.25);
  });
});

describe('marks as text', () => {
  it('take a name for a name, and turn what is read from below', () => {
    const word = { kind: 'text', x: 14, y: 100, anchor: 'middle', color: '--ink-3', size: 11 } as const;
    const svg = marksSvg([{ ...word, text: '<b>x</b> & y', upwards: true, weight: 600 }], plain.ink);
    expect(svg).toContain('>&lt;b&gt;x&lt;/b&gt; &amp; y</text>');
    expect(svg).toContain('transform="rotate(-90 14 100)"');
    expect(svg).toContain('font-weight="600"');
  });

  it('keep a line out of a name’s letters by a ground that lies under them', () => {
    const name = {
      kind: 'text',
      x: 1,
      y: 2,
      text: 'OPT',
      anchor: 'start',
      color: '--ink',
      size: 12,
      halo: true,
    } as const;
    const [under, over] = marksSvg([name], plain.ink).split('</text>');
    expect(under).toMatch(/fill="--ground" stroke="--ground" stroke-width="4"/);
    expect(over).toMatch(/fill="--ink">OPT$/);
  });

  it('fill an area without an edge, and draw a line without an area', () => {
    const area = marksSvg([{ kind: 'path', d: 'M0 0H9v9z', fill: '--ground-sunken', width: 0 }], plain.ink);
    expect(area).toBe('<path d="M0 0H9v9z" fill="--ground-sunken"/>');
    const line = marksSvg([{ kind: 'path', d: 'M0 0H9', stroke: '--ink', width: 1, dash: '1 2' }], plain.ink);
    expect(line).toBe('<path d="M0 0H9" fill="none" stroke="--ink" stroke-width="1" stroke-dasharray="1 2"/>');
  });
});

describe('a small plot', () => {
  const size = { width: 200, height: 120 };
  const content = aContent([aLine(), aLine({ key: 'f2', family: 'laurel', public: false })]);
  const axes = { x: sharedSizes([content]), y: sharedValues([content]) };

  it('keeps all that it draws inside its box', () => {
    for (const part of miniFigure(content, size, axes)) {
      if (part.kind === 'path') continue;
      expect(part.x).toBeGreaterThanOrEqual(0);
      expect(part.x).toBeLessThanOrEqual(size.width);
      expect(part.y).toBeGreaterThanOrEqual(0);
      expect(part.y).toBeLessThanOrEqual(size.height);
    }
  });

  it('has a marker a run, hollow for private families, and the baseline dashed', () => {
    const parts = miniFigure(content, size, axes);
    const markers = parts.filter((part) => part.kind === 'marker');
    expect(markers).toHaveLength(8);
    expect(markers.filter((part) => part.kind === 'marker' && part.hollow)).toHaveLength(4);
    expect(parts.filter((part) => part.kind === 'path' && part.dash === '4 3')).toHaveLength(1);
  });

  it('shares a vertical axis only with plots on the same kind of axis', () => {
    expect(sharedValues([content, { ...content, logged: false }])).toBeNull();
    expect(sharedValues([])).toBeNull();
  });

  it('puts one size at the same place in every tile', () => {
    const small = aContent([
      aLine({
        values: [
          [350e6, 0.7],
          [1.3e9, 0.8],
        ],
      }),
    ]);
    const all = { x: sharedSizes([content, small]), y: null };
    const first = (of: typeof content) => miniFigure(of, size, all).find((part) => part.kind === 'marker');
    expect(first(small)).toMatchObject({ x: (first(content) as { x: number }).x });
  });
});

describe('a figure as CSV', () => {
  const steps = [aStep('up', 350e6, 1.3e9)];
  const csv = figureCsv([{ name: null, lines: drawnLines([aLine({ steps })]) }]);

  it('has a row a run, and the step at the larger of its two', () => {
    const [head, first, second] = csv.split('\r\n').map((row) => row.split(','));
    const at = (row: string[] | undefined, column: string) => row?.[head?.indexOf(column) ?? -1];
    expect(csv.trimEnd().split('\r\n')).toHaveLength(5);
    expect([at(first, 'model'), at(first, 'parameters'), at(first, 'verdict')]).toEqual(['model-0', '350000000', '']);
    expect([at(second, 'step'), at(second, 'verdict')]).toEqual(['0.1', 'up']);
  });

  it('cannot be taken for a formula, and quotes what needs it', () => {
    const lines = drawnLines([aLine({ family: '=1+1, "x"' })]);
    expect(figureCsv([{ name: null, lines }])).toContain(`"'=1+1, ""x"""`);
  });

  it('has the subcategory or the submission in front', () => {
    expect(figureCsv([{ name: 'clubs', lines: drawnLines([aLine()]) }], 'submission')).toMatch(
      /^submission,.*\r\nclubs,/,
    );
  });
});
