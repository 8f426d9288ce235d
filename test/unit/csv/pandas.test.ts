import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCsv } from '../../../shared/csv/reader.ts';
import { type CsvCase, disagreement, readInChunks } from '../../oracle/csv-agreement.ts';

const stored: readonly CsvCase[] = JSON.parse(
  readFileSync(new URL('../../fixtures/csv/csv-cases.json', import.meta.url), 'utf8'),
);
const bytesOf = (known: CsvCase) => Buffer.from(known.file, 'base64');

describe('reading CSV as pandas', () => {
  it('gives the cells of read_csv, or a problem where pandas refuses, for every stored file', () => {
    const differing = stored.flatMap((known) => {
      const difference = disagreement(known, readCsv(bytesOf(known)));
      return difference === null ? [] : [{ file: bytesOf(known).toString(), difference }];
    });
    expect(differing).toEqual([]);
    expect(stored.filter((known) => (known.rows?.length ?? 0) > 0).length).toBeGreaterThan(1000);
    expect(stored.filter((known) => known.error !== undefined).length).toBeGreaterThan(300);
  });

  it('gives the same whatever the chunks', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...stored),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 6 }),
        (known, sizes) => {
          expect(readInChunks(bytesOf(known), sizes)).toEqual(readCsv(bytesOf(known)));
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('never throws and says what is wrong in a sentence, whatever the bytes', () => {
    const byte = fc.oneof(fc.constantFrom(34, 44, 10, 13, 32, 9, 0, 0xff, 0xfe, 0xef, 0xbb, 0xbf), fc.nat(255));
    fc.assert(
      fc.property(
        fc.array(byte, { maxLength: 60 }),
        fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 4 }),
        (bytes, sizes) => {
          const read = readInChunks(Uint8Array.from(bytes), sizes);
          for (const problem of read.problems) expect(problem.message).toMatch(/^[A-Z].*\.$/s);
          for (const problem of read.problems) {
            if (problem.row === null) expect(problem.message).toMatch(/header|no row/i);
            else expect(problem.message).toContain(`ow ${problem.row}`);
          }
          expect(read).toEqual(readCsv(Uint8Array.from(bytes)));
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('reads back what was written with quotes', () => {
    const cell = fc.string({ unit: 'binary', maxLength: 12 }).map((text) => text.replaceAll('\0', ''));
    const table = fc
      .integer({ min: 1, max: 5 })
      .chain((width) =>
        fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 }),
      );
    fc.assert(
      fc.property(
        table,
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.constantFrom('utf8', 'utf16le'),
        (rows, end, encoding) => {
          const text = rows.map((row) => row.map((text) => `"${text.replaceAll('"', '""')}"`).join(',') + end).join('');
          const read = readCsv(Buffer.from(encoding === 'utf8' ? text : `\ufeff${text}`, encoding as BufferEncoding));
          expect([read.header, ...read.rows]).toEqual(rows);
          expect(read.problems).toEqual([]);
        },
      ),
      { numRuns: 1000 },
    );
  });
});
