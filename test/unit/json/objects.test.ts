import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createJsonObjects, type JsonProblem } from '../../../shared/json/objects.ts';

const toBytes = new TextEncoder();

function read(bytes: Uint8Array, sizes: readonly number[] = []) {
  const objects: unknown[] = [];
  const problems: JsonProblem[] = [];
  const reader = createJsonObjects({
    object: (object) => objects.push(object),
    problem: (found) => problems.push(found),
  });
  let at = 0;
  for (const size of sizes) {
    reader.push(bytes.slice(at, at + size));
    at += size;
  }
  reader.push(bytes.slice(at));
  const { rows } = reader.end();
  return { objects, problems, rows };
}

// No key needs an escape: JSON.parse of Node 24.21 takes a quotation mark as a key for a backslash once it has seen that.
const key = fc.constantFrom('a', 'b{', 'é', '[', '😀', 'NaN', '}');
const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('"', '\\', '\n', '{', ']', 'NaN', '\\"', 'é'));
const leaf = fc.oneof(text, fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), fc.constant(null));
const value = fc.oneof(leaf, fc.array(fc.oneof(leaf, fc.dictionary(key, leaf)), { maxLength: 3 }));
const objects = fc.array(fc.dictionary(key, value), { minLength: 1, maxLength: 6 });
const sizes = fc.array(fc.integer({ min: 0, max: 7 }), { maxLength: 60 });

describe('reading JSON objects', () => {
  it('gives what JSON.parse gives, in lines or in a list, however it is indented and cut into chunks', () => {
    fc.assert(
      fc.property(objects, sizes, fc.constantFrom('lines', 'list', 'indented list'), (list, cuts, way) => {
        const written =
          way === 'lines'
            ? list.map((object) => `${JSON.stringify(object)}\r\n`).join('')
            : JSON.stringify(list, null, way === 'list' ? 0 : 2);
        const plain = JSON.parse(JSON.stringify(list)) as unknown[];
        expect(read(toBytes.encode(written), cuts)).toEqual({ objects: plain, problems: [], rows: list.length });
      }),
      { numRuns: 300 },
    );
  });

  it('never throws, and says at most one thing, naming the row', () => {
    const pieces = fc.constantFrom('{', '}', '[', ']', '"', '\\', ',', ':', '1', 'NaN', '\n', '{"a":1}', '\u0000', 'é');
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 20 }), sizes, (list, cuts) => {
        const found = read(toBytes.encode(list.join('')), cuts);
        expect(found.problems.length).toBeLessThanOrEqual(1);
        expect(found.objects.length).toBe(found.rows);
        if (found.rows === 0) expect(found.problems).toHaveLength(1);
        for (const problem of found.problems) {
          expect(problem.row).toBe(problem.rule === 'empty-file' ? null : found.rows);
        }
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['', 'empty-file'],
    [' \n', 'empty-file'],
    ['[]', 'empty-file'],
    ['{"a":1}\n{"a"', 'breaks-off'],
    ['[{"a":1}', 'breaks-off'],
    ['{"a":1}]', 'not-json'],
    ['[1]', 'not-json'],
    ['"text"', 'not-json'],
    ['{"a":"x\ny"}', 'not-json'],
    ['{"a":nan}', 'not-json'],
  ])('%j is %s', (text, rule) => {
    expect(read(toBytes.encode(text)).problems.map((problem) => problem.rule)).toEqual([rule]);
  });

  it('takes Python’s numbers as texts, and leaves texts that look like them', () => {
    expect(
      read(toBytes.encode('{"a":NaN,"b":-Infinity,"c":["Infinity",Infinity],"NaN":"-Infinity, \\"NaN"}')).objects,
    ).toEqual([{ a: 'NaN', b: '-Infinity', c: ['Infinity', 'Infinity'], NaN: '-Infinity, "NaN' }]);
  });

  it('reads UTF-16 and a byte order mark, and refuses what is no UTF-8', () => {
    const utf16 = new Uint8Array(new Uint16Array([...'\ufeff{"a":"é"}'].map((sign) => sign.charCodeAt(0))).buffer);
    expect(read(utf16).objects).toEqual([{ a: 'é' }]);
    expect(read(toBytes.encode('\ufeff{"a":1}')).objects).toEqual([{ a: 1 }]);
    const latin1 = Uint8Array.from([...'{"a":"x"}'].map((sign) => (sign === 'x' ? 0xe9 : sign.charCodeAt(0))));
    expect(read(latin1).problems).toMatchObject([{ rule: 'invalid-utf8', row: 0 }]);
  });
});
