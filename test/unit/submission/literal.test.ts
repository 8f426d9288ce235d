import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseClasses } from '../../../shared/submission/literal.ts';
import { bulletOnly, type ClassesCase, classesDisagreement } from '../../oracle/classes-agreement.ts';

const stored: readonly ClassesCase[] = JSON.parse(
  readFileSync(new URL('../../fixtures/csv/classes-cases.json', import.meta.url), 'utf8'),
);
const classes = (text: string) => {
  const read = parseClasses(text);
  return read.ok ? read.classes : read.message;
};

describe('classes as a Python literal', () => {
  it('read as ast.literal_eval reads them, for every stored text', () => {
    const differing = stored.flatMap((known) => {
      const difference = classesDisagreement(known);
      return difference === null ? [] : [{ text: known.text, difference }];
    });
    expect(differing).toEqual([]);
    expect(stored.filter((known) => known.classes !== undefined).length).toBeGreaterThan(800);
    expect(stored.filter((known) => known.error !== undefined).length).toBeGreaterThan(800);
  });

  it.each<[string, string[]]>([
    ["[' Yes', ' No']", [' Yes', ' No']],
    ['(" A", " B",)', [' A', ' B']],
    ["'a', 'b'", ['a', 'b']],
    ["('a',)", ['a']],
    ['[]', []],
    [`['''it's''', """a"b""", r'\\n', U'é']`, ["it's", 'a"b', '\\n', 'é']],
    ["['a' \"b\"\n 'c', ('d')]  # joined", ['abc', 'd']],
    [
      String.raw`['\x41\101\u00e9\U0001f600\n\q', 'b\
c']`,
      ['AAé😀\n\\q', 'bc'],
    ],
    [" \t['a','b']\n\n", ['a', 'b']],
    ["['''x\r\ny''', 'b']", ['x\ny', 'b']],
  ])('reads %j', (text, expected) => {
    expect(classes(text)).toEqual(expected);
  });

  it.each([
    ['', /it is empty/],
    ["('a')", /single string/],
    ["'a' 'b'", /single string/],
    ["['a', b'c']", /prefix b at character 7/],
    ["['a', f'c']", /prefix f/],
    ["['a', ['b']]", /list inside the list/],
    ["['a', 1]", /"1" at character 7/],
    ["['a', None]", /"N" at character 7/],
    ["['a' + 'b', 'c']", /"\+"/],
    ["['a', 'b'", /ends too early/],
    ["['a', 'b]", /string that begins at character 7 is not closed/],
    ["['a',, 'b']", /","/],
    ["['a', 'b'] x", /"x"/],
    [String.raw`['\ud83d\ude00', 'b']`, /half of a surrogate pair/],
    [String.raw`['\x4', 'b']`, /2 hexadecimal digits/],
    [String.raw`['\U00110000', 'b']`, /above U\+10FFFF/],
    ['[Yes, No]', /"Y" at character 2/],
    ['["Yes" "No"', /ends too early/],
    ["{'a', 'b'}", /"\{"/],
    ["__import__('os')", /"_"/],
  ])('refuses %j and says why', (text, why) => {
    expect(classes(text)).toMatch(why);
  });

  it('reads brackets 200 deep, as Python, and no deeper', () => {
    const nested = (depth: number) => `${'('.repeat(depth)}'a','b'${')'.repeat(depth)}`;
    expect(classes(nested(200))).toEqual(['a', 'b']);
    expect(classes(nested(201))).toMatch(/more than 200 brackets/);
    expect(classes('['.repeat(100_000))).toMatch(/more than 200 brackets/);
  });

  it('looks a named character up where names are given', () => {
    const text = String.raw`['\N{BULLET}', 'b']`;
    expect(parseClasses(text, bulletOnly)).toEqual({ ok: true, classes: ['•', 'b'] });
    expect(parseClasses(String.raw`['\N{NONE}', 'b']`, bulletOnly)).toMatchObject({ ok: false });
    expect(classes(text)).toMatch(/\\N\{BULLET\} names a character, which is not read here/);
  });

  it('never throws', () => {
    const piece = fc.constantFrom(
      "'",
      '"',
      "'''",
      '[',
      ']',
      '(',
      ')',
      ',',
      '\\',
      '\n',
      'a',
      '#',
      ' ',
      'r',
      '\\N{',
      '\\u00e9',
      'é',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const read = parseClasses(pieces.join(''));
        expect(read.ok || read.message.length > 0).toBe(true);
      }),
      { numRuns: 5000 },
    );
  });
});
