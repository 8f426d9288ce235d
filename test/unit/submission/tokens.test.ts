import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SURELY_ONE } from '../../../shared/submission/classChecks.ts';
import { createTokenCounter, utf8Length } from '../../../shared/tokens/bytePairs.ts';

const { default: ranks } = await import('gpt-tokenizer/bpeRanks/r50k_base');
const count = createTokenCounter(ranks);

describe('tokens of GPT-2', () => {
  const cases = JSON.parse(
    readFileSync(new URL('../../fixtures/tokens/r50k.json', import.meta.url), 'utf8'),
  ) as readonly (readonly [string, number])[];

  it('are as many as tiktoken counts with r50k_base', () => {
    expect(cases.filter(([text, expected]) => count(text) !== expected)).toEqual([]);
    expect(cases.length).toBeGreaterThan(300);
  });

  it('of a special token that stands in a text are those of its letters', () => {
    expect(count('<|endoftext|>')).toBe(7);
  });

  it('are never more than bytes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        expect(utf8Length(text)).toBe(Buffer.byteLength(text));
        expect(count(text)).toBeLessThanOrEqual(utf8Length(text));
      }),
    );
  });

  it('of a hundred thousand letters without a space do not take for ever', () => {
    expect(count('ab'.repeat(50_000))).toBe(count('ab'.repeat(500)) * 100);
  });

  it('of what is taken for one without a look are one', () => {
    const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'];
    const sure = [...letters, 'Yes', 'No', 'yes', 'no', 'True', 'False', 'true', 'false'].map((name) => ` ${name}`);
    expect(sure.filter((name) => !SURELY_ONE.test(name) || count(name) !== 1)).toEqual([]);
  });
});
