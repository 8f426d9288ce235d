import { describe, expect, it } from 'vitest';
import { guessParams } from '../../../renderer/organizer/import/params.ts';
import { bytes, decimalsFor, fixed, percent, sentenceCount, since } from '../../../renderer/pieces/format.ts';
import { parameters, readParameters } from '../../../shared/results/parameters.ts';

describe('numbers for people', () => {
  it('shows as many decimals as two figures of the error need', () => {
    expect([0.017, 0.0042, 1.3, 12].map(decimalsFor)).toEqual([3, 4, 1, 0]);
  });

  it('never writes minus zero, and writes a real minus', () => {
    expect(fixed(-0.0001, 2)).toBe('0.00');
    expect(fixed(-0.5, 1)).toBe('−0.5');
  });

  it('writes parameters, bytes and shares as the field does', () => {
    expect([350e6, 6.7e9, 175e9].map(parameters)).toEqual(['350M', '6.7B', '175B']);
    expect([1, 999, 3_400_000].map(bytes)).toEqual(['1 byte', '999 bytes', '3.4 MB']);
    expect(percent(0.6625, 1)).toBe('66.3\u2009%');
  });

  it('begins a sentence with a word up to twelve', () => {
    expect([0, 5, 12, 13].map(sentenceCount)).toEqual(['No', 'Five', 'Twelve', '13']);
  });

  it('says how long something has lasted', () => {
    const now = new Date('2026-11-23T12:00:00Z');
    expect(since('2026-11-23T11:46:00Z', now)).toBe('14 min');
    expect(since('2026-11-20T12:00:00Z', now)).toBe('3 days');
  });
});

describe('parameters that a person types', () => {
  it('reads sizes with a letter or whole numbers', () => {
    expect(['6.7B', '350m', '175,000,000,000', ' 1.5 b '].map(readParameters)).toEqual([6.7e9, 350e6, 175e9, 1.5e9]);
  });

  it('reads nothing from what is no size', () => {
    expect(['', 'large', '-3B', '0', '6.7X'].map(readParameters)).toEqual([null, null, null, null, null]);
  });

  it('guesses from a name only what stands in it', () => {
    expect(['laurel-7b', 'opt_350m', 'davinci', 'gpt2'].map(guessParams)).toEqual(['7B', '350M', '', '']);
  });
});
