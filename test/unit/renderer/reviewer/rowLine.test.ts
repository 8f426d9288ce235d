import { describe, expect, it } from 'vitest';
import { rowLine, sharedBeginning } from '../../../../renderer/reviewer/rowLine.ts';

const QUESTION = 'Is this a valid syllogism?\n';

describe('a line of the data table', () => {
  it('leaves out whole words with which all texts in view begin, where they are long', () => {
    const texts = [`${QUESTION}All cats purr.`, `${QUESTION}All cows moo.`];
    expect(sharedBeginning(texts)).toBe(`${QUESTION}All `.length);
    expect(rowLine(texts[1]!, sharedBeginning(texts), '')).toEqual({
      cut: true,
      before: 'cows moo.',
      found: '',
      after: '',
    });
    expect(sharedBeginning(['All cats', 'All cows'])).toBe(0);
    expect(sharedBeginning([QUESTION])).toBe(0);
    expect(sharedBeginning([])).toBe(0);
    expect(sharedBeginning([QUESTION, `${QUESTION}More`])).toBe(0);
    expect(sharedBeginning([QUESTION, QUESTION])).toBe(0);
  });

  it('begins shortly before what was searched for, and marks it', () => {
    const text = `${'word '.repeat(40)}and a Cat sat`;
    const line = rowLine(text, 0, 'cat');
    expect(line).toMatchObject({ cut: true, found: 'Cat', after: ' sat' });
    expect(line.before.length).toBeLessThan(30);
    expect(rowLine('A cat', 0, 'cat')).toEqual({ cut: false, before: 'A ', found: 'cat', after: '' });
  });

  it('marks the beginning of a word before its inside, and what stands in the shared beginning where it stands', () => {
    expect(rowLine('concat a cat', 0, 'cat').before).toBe('concat a ');
    expect(rowLine('concatenate', 0, 'cat')).toMatchObject({ before: 'con', found: 'cat' });
    expect(rowLine(`${QUESTION}All cats`, QUESTION.length, 'valid')).toMatchObject({ cut: false, found: 'valid' });
    expect(rowLine('One two', 0, '"one tw')).toMatchObject({ before: '', found: 'One tw', after: 'o' });
  });

  it('has no line breaks, and shows a text in which nothing is found as it is', () => {
    expect(rowLine('a\r\nb\nc', 0, '')).toMatchObject({ before: 'a↵ b↵ c' });
    expect(rowLine('Ünlü', 0, 'unlu')).toMatchObject({ cut: false, before: 'Ünlü', found: '' });
  });
});
