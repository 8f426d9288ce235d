import { describe, expect, it } from 'vitest';
import { tellingLines } from '../../../../renderer/contractor/tellingLines.ts';

describe('what tells one prompt from the others', () => {
  it('is the end, without the question that all of them ask', () => {
    const prompts = ['A', 'B', 'C'].map((name) => `Read this.\n\nCase ${name}.\n\nIs it far?\nAnswer:`);
    expect(tellingLines(prompts)).toEqual(['A', 'B', 'C'].map((name) => `Read this.\nCase ${name}.`));
  });

  it('is the end where every prompt ends in its own way', () => {
    expect(tellingLines(['One\nTwo\nThree', 'Four'])).toEqual(['Two\nThree', 'Four']);
  });

  it('is the end all the same where nothing tells them apart, or there is one only', () => {
    expect(tellingLines(['Same\nAnswer:', 'Same\nAnswer:'])).toEqual(['Same\nAnswer:', 'Same\nAnswer:']);
    expect(tellingLines(['Alone\nIs it far?\nAnswer:'])).toEqual(['Is it far?\nAnswer:']);
    expect(tellingLines([])).toEqual([]);
  });

  it('passes over a question that only most of them ask', () => {
    const prompts = ['Case 1.\nWhy?', 'Case 2.\nWhy?', 'Case 3.\nHow?'];
    expect(tellingLines(prompts)).toEqual(['Case 1.', 'Case 2.', 'Case 3.\nHow?']);
  });
});
