import { describe, expect, it } from 'vitest';
import { readAnswerIndex } from '../../../shared/submission/answer.ts';

describe('the answer index', () => {
  it.each([
    ['0', 0],
    ['1', 1],
    ['10', 10],
  ])('%j is %d', (text, index) => {
    expect(readAnswerIndex(text)).toEqual({ ok: true, index, odd: false });
  });

  it.each([
    ['1.0', 1],
    ['1.000', 1],
    ['0.0', 0],
    ['-0', 0],
    ['-0.0', 0],
    ['01', 1],
  ])('%j is %d, with a note', (text, index) => {
    expect(readAnswerIndex(text)).toEqual({ ok: true, index, odd: true });
  });

  it.each([
    '',
    ' ',
    ' 1',
    '1 ',
    '+1',
    '-1',
    '-1.0',
    '1.5',
    '1.',
    '.0',
    '1e0',
    '1_0',
    '1,0',
    '0x1',
    'True',
    'nan',
    'inf',
    'one',
    '１',
    '١',
    '1\n',
    '99999999999999999999',
    '[0]',
    '1.0.0',
    '--0',
    '1.0a',
  ])('%j is refused', (text) => {
    expect(readAnswerIndex(text)).toEqual({ ok: false });
  });
});
