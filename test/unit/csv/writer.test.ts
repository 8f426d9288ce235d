import { describe, expect, it } from 'vitest';
import { csvAsItIs, csvForSpreadsheets } from '../../../shared/csv/writer.ts';

describe('a CSV file for spreadsheets', () => {
  it('quotes what has to be, and nothing else', () => {
    expect(csvForSpreadsheets([['a', 'b,c', 'd"e', 'f\ng', ' h', '', null, 1.5, true]])).toBe(
      'a,"b,c","d""e","f\ng"," h",,,1.5,true\r\n',
    );
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', ' =1', '\r=1'])('lets no spreadsheet run %j', (cell) => {
    expect(csvForSpreadsheets([[cell]]).replace(/^"/, '')).toMatch(/^'/);
  });

  it('leaves numbers alone', () => {
    expect(csvForSpreadsheets([[-0.5, -1e-9]])).toBe('-0.5,-1e-9\r\n');
  });

  it('keeps a row of one empty cell from being a blank line', () => {
    expect(csvForSpreadsheets([[''], [null]])).toBe('""\r\n""\r\n');
  });
});

describe('a CSV file for programs', () => {
  it('holds every cell as it is', () => {
    expect(csvAsItIs([['=1+1', ' a']])).toBe('=1+1," a"\r\n');
  });
});
