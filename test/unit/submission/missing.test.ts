import { describe, expect, it } from 'vitest';
import { createColumnInference, isReadAsMissing } from '../../../shared/submission/missing.ts';

const inferred = (cells: readonly string[]) => {
  const inference = createColumnInference();
  for (const cell of cells) inference.see(cell);
  return inference.inferred();
};

describe('cells that pandas reads as missing', () => {
  it.each(['', 'NA', 'N/A', 'n/a', 'NaN', 'nan', '-nan', 'null', 'NULL', 'None', '<NA>', '#N/A', '#N/A N/A', '1.#IND'])(
    '%j is one',
    (text) => {
      expect(isReadAsMissing(text)).toBe(true);
    },
  );

  it.each([' ', 'Na', 'none', 'NONE', ' NA', 'NA ', 'nil', '-', '?', 'Null', 'NAN'])('%j is none', (text) => {
    expect(isReadAsMissing(text)).toBe(false);
  });
});

describe('what pandas makes of a column', () => {
  it.each<[string, string[]]>([
    ['number', ['1', '-2', '+3']],
    ['number', [' 7', '7 ', '\t1.5']],
    ['number', ['1', '2.5', '1e5', '.5', '5.']],
    ['number', ['inf', '-Infinity', '3']],
    ['number', ['1', 'NA', '']],
    ['number', ['18446744073709551615']],
    ['number', ['0.5', '99999999999999999999']],
    ['boolean', ['True', 'FALSE', 'true']],
    ['boolean', ['tRue', '']],
    ['text', ['1', 'x']],
    ['text', ['True', '1']],
    ['text', ['1,000']],
    ['text', ['99999999999999999999']],
    ['text', ['0x10']],
    ['text', ['1e']],
    ['text', ['.']],
    ['text', ['NA', '']],
    ['text', []],
  ])('%s of %j', (kind, cells) => {
    expect(inferred(cells)).toBe(kind);
  });
});
