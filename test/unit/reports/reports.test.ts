import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withoutAliases } from '../../../shared/reports/content.ts';
import { licenceAllows } from '../../../shared/reports/datasheet.ts';
import { escapeHtml } from '../../../shared/reports/html.ts';
import { figureHtml } from '../../../shared/reports/ranking.ts';
import { scalingSvg } from '../../../shared/reports/scalingFigure.ts';

describe('aliases in texts that go out', () => {
  it.each(['Quiet Heron', 'quiet heron', 'QUIET-HERON', 'Quiet\nHeron', 'quietheron'])(
    '%j is another reviewer',
    (said) => {
      expect(withoutAliases(`So says ${said}.`, ['Quiet Heron'])).toBe('So says another reviewer.');
    },
  );

  it('with a dash or a number are found, and not inside a longer number or word', () => {
    expect(withoutAliases('C-01 agrees with c 01, not with C-012 or ABC-01.', ['C-01'])).toBe(
      'another reviewer agrees with another reviewer, not with C-012 or ABC-01.',
    );
  });

  it('can be any text', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1, unit: 'grapheme' })), (aliases) => {
        expect(withoutAliases('Nobody is named here.', ['§ 1', ...aliases])).toEqual(expect.any(String));
      }),
    );
    expect(withoutAliases('Says (a+b)* [x] $1.', ['(a+b)*', '[x]', '$1'])).toBe(
      'Says another reviewer another reviewer another reviewer.',
    );
  });

  it('leave other words as they are', () => {
    expect(withoutAliases('A quiet bird.', ['Quiet Heron', ''])).toBe('A quiet bird.');
  });
});

describe('a licence', () => {
  it.each(['CC BY 4.0', 'MIT', 'Public domain; everything may be reused'])('“%s” lets data go', (licence) => {
    expect(licenceAllows(licence).allowed).toBe(true);
  });

  it.each(['', '  ', 'All rights reserved', 'May not be redistributed', 'It does not permit release'])(
    '“%s” keeps it back, and says why',
    (licence) => {
      expect(licenceAllows(licence)).toMatchObject({ allowed: false, why: expect.stringMatching(/licence/) });
    },
  );
});

describe('a figure in a report', () => {
  it('says the shape and the slope of each line, or why there is none', () => {
    const html = figureHtml({
      title: 'Mean loss',
      yLabel: 'nats',
      logged: true,
      baseline: null,
      families: [{ name: '<gpt2>', public: true, points: [{ params: 1e9, mean: 1, sem: 0.1 }] }],
      trends: [
        {
          family: '<gpt2>',
          shape: 'monotonic inverse',
          shapeWhy: '',
          slope: 0.0921,
          interval: { low: -0.01, high: 0.1 },
        },
        { family: 'opt', shape: null, shapeWhy: 'It has one size only.', slope: null, interval: null },
      ],
    });
    const text = html
      .slice(html.indexOf('<caption>Slope'))
      .replaceAll(/<[^>]+>/g, '|')
      .replaceAll(/\|+/g, '|');
    expect(text).toMatch(/logarithm of the mean loss/);
    expect(text).toContain('|&#60;gpt2&#62;|monotonic inverse|+0.092|−0.010 to +0.100|');
    expect(text).toContain('|opt|It has one size only.|–|–|');
  });
});

describe('a plot in a report', () => {
  const figure = (points: readonly [params: number, mean: number][], more = {}) => ({
    title: 'Mean loss',
    yLabel: 'nats',
    logged: true,
    baseline: 0.69,
    trends: [],
    families: [{ name: 'gpt2', public: true, points: points.map(([params, mean]) => ({ params, mean, sem: 0.01 })) }],
    ...more,
  });

  it('draws every point inside its frame', () => {
    const point = fc.tuple(
      fc.double({ min: 1e6, max: 1e12, noNaN: true }),
      fc.double({ min: 0.01, max: 20, noNaN: true }),
    );
    fc.assert(
      fc.property(fc.array(point, { minLength: 1, maxLength: 8 }), fc.boolean(), (points, logged) => {
        const svg = scalingSvg(figure(points, { logged }));
        expect(svg).not.toMatch(/NaN|Infinity/);
        const marks = [...svg.matchAll(/M([\d.]+) ([\d.]+)l5/g)];
        expect(marks).toHaveLength(points.length);
        for (const [, x, y] of marks) {
          expect(Number(x)).toBeGreaterThanOrEqual(70);
          expect(Number(x)).toBeLessThanOrEqual(590);
          expect(Number(y)).toBeGreaterThanOrEqual(0);
          expect(Number(y)).toBeLessThanOrEqual(290);
        }
      }),
    );
  });

  it('keeps a point in the frame whose error bar ends below what a logarithm can show', () => {
    const svg = scalingSvg(figure([[1e6, 0.01]]));
    const [, y] = /M[\d.]+ ([\d.]+)l5/.exec(svg) ?? [];
    expect(Number(y)).toBeLessThanOrEqual(290);
  });

  it('takes values below zero on a straight axis, and is nothing without points', () => {
    expect(
      scalingSvg(
        figure(
          [
            [1e8, -0.4],
            [1e9, -0.1],
          ],
          { logged: false, baseline: null },
        ),
      ),
    ).toMatch(/-0\.[1-4]/);
    expect(scalingSvg(figure([]))).toBe('');
  });

  it('escapes names that came from outside', () => {
    const svg = scalingSvg(
      figure([[1e8, 1]], {
        title: '<script>',
        families: [{ name: '"><x', public: false, points: [{ params: 1e8, mean: 1, sem: 0 }] }],
      }),
    );
    expect(svg).not.toMatch(/<script|<x/);
  });
});

describe('text for a page', () => {
  it('never opens a tag or closes an attribute', () => {
    fc.assert(fc.property(fc.string(), (text) => !/[<>"']/.test(escapeHtml(text).replaceAll(/&#\d+;/g, ''))));
  });
});
