import { describe, expect, it } from 'vitest';
import { crashLine, defectText } from '../../../electron/shell/defectText.ts';

describe('what the log keeps of a fault', () => {
  it('is the error’s name, its code and where it happened, not its message', () => {
    const error = Object.assign(new TypeError('cannot read "The prompt of an author"'), { code: 'ENOSPC' });
    const kept = defectText(error);
    expect(kept).toMatch(/^TypeError ENOSPC \| at .*defectText\.test\.ts:\d+:\d+/);
    expect(kept).not.toContain('author');
  });

  it('says nothing of what else was thrown', () => {
    expect(defectText('an author’s text')).toBe('a thrown string');
    expect(defectText(null)).toBe('a thrown object');
  });

  it.each([
    ['TypeError: cannot read "an author’s text"', 'TypeError'],
    ['Uncaught RangeError: 7', 'RangeError'],
    ['    at read (file:///app/engine.js:10:5)', 'at read (file:///app/engine.js:10:5)'],
    ['[1123/185411.161828:FATAL:delegate.cc(287)] no', '[1123/185411.161828:FATAL:delegate.cc(287)] no'],
    ['[77:1123/185411.1:ERROR:bus.cc(4)] no', '[77:1123/185411.1:ERROR:bus.cc(4)] no'],
    ['an author’s text', null],
    ['    at home with an author', null],
    ['throw new Error("an author")', null],
  ])('of the line %j is %j', (line, kept) => {
    expect(crashLine(line)).toBe(kept);
  });
});
