import { describe, expect, it } from 'vitest';
import { readPlot } from '../../../shared/submission/plot/plot.ts';
import { crc } from '../../../shared/submission/plot/png.ts';

const tools = {
  inflate: () => null,
  decode: (bytes: Uint8Array) => Buffer.from(bytes).toString(),
  encode: (text: string) => Buffer.from(text),
};
const svg = (inside: string, more = '') =>
  readPlot(
    Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="10" height="20" ${more}>${inside}</svg>`),
    tools,
  );
const refusal = (read: ReturnType<typeof readPlot>) => (read.ok ? null : read.message);
const blind = (read: ReturnType<typeof readPlot>) => (read.ok ? Buffer.from(read.blind).toString('latin1') : '');

describe('a plot in SVG', () => {
  it.each([
    ['<script>1</script>', /<script>/],
    ['<foreignObject><p/></foreignObject>', /foreignObject/],
    ['<rect onload="x()"/>', /script onload/],
    ['<image href="https://x.example/a.png"/>', /elsewhere/],
    ['<image xlink:href="file:///etc/passwd"/>', /elsewhere/],
    ['<use href="other.svg#a"/>', /elsewhere/],
    ['<rect fill="url(https://x.example/a)"/>', /elsewhere/],
    ['<rect style="fill:u\\72l(//x.example)"/>', /elsewhere/],
    ['<style>@import "x.css";</style>', /styles from elsewhere/],
    ['<a href="#x"><rect/></a>', /<a>/],
    ['<animate attributeName="x"/>', /<animate>/],
    ['<g id="a"><use href="#a"/></g>', /too many times/],
    ['<x:script xmlns:x="http://www.w3.org/1999/xhtml"/>', /script/],
  ])('%s is refused', (inside, why) => expect(refusal(svg(inside))).toMatch(why));

  it('that declares entities, or multiplies its parts, is refused', () => {
    const bomb = '<!DOCTYPE svg [<!ENTITY a "aaaa">]><svg>&a;</svg>';
    expect(refusal(readPlot(Buffer.from(bomb), tools))).toMatch(/entities of its own/);
    const levels = Array.from({ length: 12 }, (_, n) => `<g id="l${n + 1}">${`<use href="#l${n}"/>`.repeat(10)}</g>`);
    expect(refusal(svg(`<defs><rect id="l0"/>${levels.join('')}</defs><use href="#l12"/>`))).toMatch(/too many times/);
  });

  it('keeps for reviewers what is drawn, and none of what is said', () => {
    const read = svg(
      '<!--MARKER1--><metadata>MARKER2</metadata><title>MARKER3</title><desc>MARKER4</desc>' +
        '<g inkscape:label="MARKER5" data-name="MARKER6"><path d="M0 0"/><text>size</text></g>' +
        '<style>/* MARKER7 */ path { stroke: red }</style><clipPath id="c"><rect/></clipPath><g clip-path="url(#c)"/>',
      'sodipodi:docname="MARKER8"',
    );
    expect(refusal(read)).toBeNull();
    expect(blind(read)).not.toMatch(/MARKER/);
    expect(blind(read)).toMatch(/<path d="M0 0"\/><text>size<\/text>/);
    expect(blind(read)).toMatch(/clip-path="url\(#c\)"/);
    const told = read.ok ? read.told : null;
    expect(told).toMatchObject({ width: 10, height: 20 });
    for (const n of [1, 2, 3, 4, 5, 6, 8]) expect(JSON.stringify(told)).toContain(`MARKER${n}`);
  });
});

describe('a plot in PNG', () => {
  const chunk = (type: string, content: Uint8Array) => {
    const body = Buffer.concat([Buffer.from(type), content]);
    const frame = Buffer.alloc(4);
    frame.writeUInt32BE(content.length);
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc(body));
    return Buffer.concat([frame, body, sum]);
  };
  const header = (width: number) => {
    const size = Buffer.from([0, 0, 0, 0, 0, 0, 0, 1, 8, 0, 0, 0, 0]);
    size.writeUInt32BE(width);
    return chunk('IHDR', size);
  };
  const png = (...chunks: Buffer[]) =>
    Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]), ...chunks]);
  const data = chunk('IDAT', Buffer.from([1, 2, 3]));
  const end = chunk('IEND', Buffer.alloc(0));

  it('has the checksum of the standard', () => expect(crc(Buffer.from('123456789'))).toBe(0xcbf43926));

  it('goes to reviewers without texts, Exif, time and what stands behind its end', () => {
    const texts = [chunk('tEXt', Buffer.from('Author\0MARKER1')), chunk('eXIf', Buffer.from('MARKER2'))];
    const read = readPlot(png(header(3), ...texts, data, end, Buffer.from('MARKER3')), tools);
    expect(blind(read)).toBe(png(header(3), data, end).toString('latin1'));
    expect(read.ok && read.told.metadata).toEqual([
      { name: 'Author', text: 'MARKER1' },
      { name: 'Exif', text: 'MARKER2' },
      { name: 'after the picture', text: '7 bytes' },
    ]);
  });

  it('that is cut, damaged, empty of picture, or huge is refused', () => {
    const whole = png(header(3), data, end);
    expect(refusal(readPlot(whole.subarray(0, -3), tools))).toMatch(/ends in the middle/);
    expect(refusal(readPlot(whole.with(-20, 0), tools) as never)).toMatch(/damaged|ends in the middle/);
    expect(refusal(readPlot(png(header(3), end), tools))).toMatch(/no picture/);
    expect(refusal(readPlot(png(header(30_000), data, end), tools))).toMatch(/at most 40 million/);
    expect(refusal(readPlot(Buffer.from([0xff, 0xd8, 0xff]), tools))).toMatch(/JPEG/);
  });
});
