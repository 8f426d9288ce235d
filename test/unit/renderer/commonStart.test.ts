import { describe, expect, it } from 'vitest';
import { commonStart } from '../../../renderer/organizer/submission/commonStart.ts';

const SHOTS =
  'Answer each question.\n\nQ: Is one more than two?\nA: No.\n\nQ: Is three more than two, and is it odd?\nA: Yes.\n\n';

describe('the start that prompts share', () => {
  it('ends where a word begins that differs', () => {
    const texts = ['Q: Is four even?', 'Q: Is five even?', 'Q: Is forty even?'].map((text) => SHOTS + text);
    const start = commonStart(texts);
    expect(texts.map((text) => text.slice(start))).toEqual(['four even?', 'five even?', 'forty even?']);
  });

  it('is nothing where it is short, where one text has another, and where there are too few to say', () => {
    expect(commonStart(['Q: Is four even?', 'Q: Is five even?', 'Q: Is six even?'])).toBe(0);
    expect(commonStart([`${SHOTS}a`, `${SHOTS}b`, `${SHOTS}c`, 'Another'])).toBe(0);
    expect(commonStart([`${SHOTS}a`, `${SHOTS}b`])).toBe(0);
    expect(commonStart([])).toBe(0);
  });

  it('leaves something of a text that is the start of the others', () => {
    const texts = [SHOTS.trim(), `${SHOTS}Why?`, `${SHOTS}How?`];
    expect(texts.map((text) => text.slice(commonStart(texts)))).toEqual(['Yes.', 'Yes.\n\nWhy?', 'Yes.\n\nHow?']);
  });

  it('is nothing of texts that are all the same', () => {
    expect(commonStart([SHOTS, SHOTS, SHOTS])).toBe(0);
  });
});
