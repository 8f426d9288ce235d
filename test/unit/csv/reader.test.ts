import { describe, expect, it } from 'vitest';
import { createCsvReader, readCsv } from '../../../shared/csv/reader.ts';

const read = (text: string) => readCsv(Buffer.from(text));
const rowsOf = (text: string) => read(text).rows;
const ruleAndPlace = (bytes: Uint8Array) =>
  readCsv(bytes).problems.map(({ rule, row, column }) => ({ rule, row, column }));
const problemsOf = (text: string) => ruleAndPlace(Buffer.from(text));

function utf16(text: string, bigEndian = false): Buffer {
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
  return bigEndian ? bytes.swap16() : bytes;
}

describe('row ends', () => {
  it('takes LF, CRLF and a lone CR, mixed', () => {
    expect(rowsOf('a,b\n1,2\r\n3,4\r5,6')).toEqual([
      ['1', '2'],
      ['3', '4'],
      ['5', '6'],
    ]);
  });

  it('keeps line breaks inside quotes to the byte', () => {
    expect(rowsOf('a,b\n"x\r\ny\rz\n",2\n')).toEqual([['x\r\ny\rz\n', '2']]);
  });

  it('skips blank lines and lines of only spaces and tabs', () => {
    expect(rowsOf('\n \t\r\na,b\n\r\n  \n1,2\n\t')).toEqual([['1', '2']]);
  });

  it('keeps the white space before a row that holds data', () => {
    expect(rowsOf('a,b\n \t"1",2\n')).toEqual([[' \t"1"', '2']]);
  });

  it('refuses a row that begins with white space after a lone CR, which pandas repeats', () => {
    expect(problemsOf('a,b\n1,2\n3,4\r 5,6\n')).toEqual([{ rule: 'space-after-carriage-return', row: 2, column: 0 }]);
    expect(problemsOf('a,b\n1,2\n3,4\r5,6\n')).toEqual([]);
  });
});

describe('quotes', () => {
  it('are special only at the start of a cell', () => {
    expect(rowsOf('a,b\nx"y"," ""z"""\n')).toEqual([['x"y"', ' "z"']]);
  });

  it('may be followed by text, which is added as it is', () => {
    expect(rowsOf('a,b\n"x"y"z,"p" \n')).toEqual([['xy"z', 'p ']]);
  });

  it('make an empty row of one cell no blank line', () => {
    expect(rowsOf('a\n""\n')).toEqual([['']]);
  });

  it('are reported where they were opened when they are not closed', () => {
    expect(problemsOf('a,b\n1,2\n3,"4\n5,6\n')).toEqual([{ rule: 'unclosed-quote', row: 1, column: 1 }]);
    expect(problemsOf('a,"b\n1,2\n')).toEqual([{ rule: 'unclosed-quote', row: null, column: 1 }]);
    expect(problemsOf('a,b\n1,2\n3,"4"')).toEqual([]);
  });
});

describe('cells of a row', () => {
  it('too many or too few are a problem of that row alone', () => {
    expect(problemsOf('a,b\n1,2\n1\n1,2,3\n1,2\n')).toEqual([
      { rule: 'too-few-cells', row: 1, column: null },
      { rule: 'too-many-cells', row: 2, column: null },
    ]);
    expect(rowsOf('a,b\n1,2\n1\n1,2,3\n3,4\n')).toEqual([
      ['1', '2'],
      ['3', '4'],
    ]);
  });

  it('keep their row number behind a broken row', () => {
    const rows: number[] = [];
    const reader = createCsvReader({ header() {}, row: (_, row) => rows.push(row), problem() {} });
    reader.push(Buffer.from('a,b\n1,2\n1\n3,4\n'));
    expect(reader.end()).toEqual({ rows: 3 });
    expect(rows).toEqual([0, 2]);
  });

  it('are named by their column in the sentence', () => {
    expect(readCsv(Buffer.from('prompt,classes\nx,"y\n')).problems[0]?.message).toMatch(
      /^Column "classes" of row 0 opens/,
    );
  });
});

describe('encodings', () => {
  it('skips one UTF-8 byte order mark, before a quote too', () => {
    expect(read('\ufeff"a",b\n1,2\n').header).toEqual(['a', 'b']);
  });

  it('reads UTF-16 of both orders with a mark', () => {
    expect(readCsv(utf16('a,b\n"é😀\r\n",2\n')).rows).toEqual([['é😀\r\n', '2']]);
    expect(readCsv(utf16('a,b\n"é😀\r\n",2\n', true)).rows).toEqual([['é😀\r\n', '2']]);
  });

  it('keeps U+FFFD that is in the file', () => {
    expect(rowsOf('a,b\n\ufffd,2\n')).toEqual([['\ufffd', '2']]);
  });

  it.each([
    ['a byte that begins nothing', [0x80]],
    ['an overlong form', [0xc0, 0xaf]],
    ['a longer overlong form', [0xe0, 0x9f, 0x80]],
    ['an encoded surrogate', [0xed, 0xa0, 0x80]],
    ['above U+10FFFF', [0xf4, 0x90, 0x80, 0x80]],
    ['a character cut short', [0xe2, 0x82]],
  ])('names row and column of invalid UTF-8: %s', (_, bad) => {
    const bytes = Buffer.concat([Buffer.from('a,b\n1,2\n3,"x'), Buffer.from(bad), Buffer.from('"\n')]);
    expect(ruleAndPlace(bytes)).toEqual([{ rule: 'invalid-utf8', row: 1, column: 1 }]);
  });

  it('names row and column of invalid UTF-16', () => {
    const bytes = Buffer.concat([utf16('a,b\n1,'), Buffer.from([0x3d, 0xd8]), Buffer.from('x\n', 'utf16le')]);
    expect(ruleAndPlace(bytes)).toEqual([{ rule: 'invalid-utf16', row: 0, column: 1 }]);
    const odd = Buffer.concat([utf16('a,b\n1,2'), Buffer.from([0x41])]);
    expect(ruleAndPlace(odd)).toEqual([{ rule: 'invalid-utf16', row: 0, column: 1 }]);
  });

  it('names no row for an invalid header, nor hands over rows below it', () => {
    const bytes = Buffer.concat([Buffer.from('a,'), Buffer.from([0xff, 0x61]), Buffer.from('\n1,2\n')]);
    expect(ruleAndPlace(bytes)).toEqual([{ rule: 'invalid-utf8', row: null, column: 1 }]);
    expect(readCsv(bytes).rows).toEqual([]);
  });

  it('refuses UTF-32 as a whole', () => {
    expect(ruleAndPlace(Buffer.from([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0]))).toEqual([
      { rule: 'utf-32', row: null, column: null },
    ]);
  });

  it('refuses a NUL, at which pandas would cut the cell', () => {
    expect(problemsOf('a,b\n1,"x\0y"\n')).toEqual([{ rule: 'nul-character', row: 0, column: 1 }]);
  });
});

describe('files that are not tables', () => {
  it.each(['', '\n\n', ' \t\n', '\ufeff'])('says that there is no row in %j', (text) => {
    expect(problemsOf(text)).toEqual([{ rule: 'empty-file', row: null, column: null }]);
  });

  it('refuses a header of more columns than a spreadsheet has', () => {
    expect(problemsOf(`${'a,'.repeat(16_384)}\n`)).toEqual([{ rule: 'too-many-columns', row: null, column: null }]);
    expect(problemsOf(`${'a,'.repeat(16_383)}\n`)).toEqual([]);
  });

  // 130 MB are read byte by byte: seconds on a busy machine, and there is no smaller cell to show it with
  it('refuses a cell of more than 64 MB', { timeout: 300_000 }, () => {
    const reader = (size: number) => {
      const rules: string[] = [];
      const csv = createCsvReader({ header() {}, row() {}, problem: ({ rule, row }) => rules.push(`${rule} ${row}`) });
      csv.push(Buffer.from('a,b\n"'));
      const chunk = new Uint8Array(1 << 20).fill(120);
      for (let at = 0; at < size; at += chunk.length) csv.push(chunk);
      csv.push(Buffer.from('",2\n'));
      csv.end();
      return rules;
    };
    expect(reader(65 << 20)).toEqual(['cell-too-long 0']);
    expect(reader(64 << 20)).toEqual([]);
  });
});

describe('a decoder from outside', () => {
  it('is given whole cells and may be trusted to mark what is invalid', () => {
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
    const decodeSlice = (bytes: Uint8Array, start: number, end: number) => decoder.decode(bytes.subarray(start, end));
    const bytes = Buffer.concat([Buffer.from('a,b\né,2\n3,"x""y"\n'), Buffer.from([0xff]), Buffer.from(',4')]);
    expect(readCsv(bytes, { decodeSlice })).toEqual(readCsv(bytes));
  });
});
