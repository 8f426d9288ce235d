import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markedPieces, markedRuns } from '../../../../renderer/contractor/markedText.ts';
import { type DifferingText, onlyDifference, wordDifference } from '../../../../renderer/contractor/wordDifference.ts';

const marked = (side: DifferingText) => side.stretches.filter((one) => one.differs).map((one) => one.text);
/** What is not marked, without its white space: the same on both sides. */
const shared = (side: DifferingText) =>
  side.stretches
    .filter((one) => !one.differs)
    .map((one) => one.text.replaceAll(/\s/g, ''))
    .join('');
const whole = (side: DifferingText) => side.stretches.map((one) => one.text).join('');

describe('the difference of two prompts', () => {
  it('is marked word by word, with the spaces between differing words', () => {
    const [first, second] = wordDifference('My uncle is certain that they will.', 'My uncle has never once taken it.');
    expect(marked(first)).toEqual(['is certain that they will']);
    expect(marked(second)).toEqual(['has never once taken it']);
    expect([first.words, second.words]).toEqual([5, 5]);
  });

  it('does not run over a line break', () => {
    const [first] = wordDifference('one\ntwo', 'three\nfour');
    expect(marked(first)).toEqual(['one', 'two']);
  });

  it('stands on one side only where words were added', () => {
    const [first, second] = wordDifference('The boat leaves.', 'The last boat leaves.');
    expect(marked(first)).toEqual([]);
    expect(marked(second).join('').trim()).toBe('last');
  });

  it('marks whole words of scripts without Latin letters', () => {
    const [first, second] = wordDifference('האם החדר נסגר בשש?', 'האם החדר נפתח בשש?');
    expect(marked(first)).toEqual(['נסגר']);
    expect(marked(second)).toEqual(['נפתח']);
  });

  it('leaves both prompts as they are', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '\n', 'é', '猫', '.', '\t'), maxLength: 60 });
    fc.assert(
      fc.property(text, text, (a, b) => {
        const [first, second] = wordDifference(a, b);
        expect([whole(first), whole(second)]).toEqual([a, b]);
        if (a === b) expect([...marked(first), ...marked(second)]).toEqual([]);
        expect(shared(first)).toBe(shared(second));
      }),
    );
  });
});

describe('white space and difference together', () => {
  it('mark a double space once, whatever stretch it lies in', () => {
    const pieces = markedPieces([
      { text: 'open. ', differs: false },
      { text: ' On', differs: true },
    ]);
    expect(pieces).toEqual([
      { kind: 'words', text: 'open.', differs: false },
      { kind: 'spaces', text: ' ', differs: false },
      { kind: 'spaces', text: ' ', differs: true },
      { kind: 'words', text: 'On', differs: true },
    ]);
  });

  it('show no mark for a word space at the edge of a difference', () => {
    const pieces = markedPieces([
      { text: 'to the', differs: false },
      { text: ' harbour', differs: true },
    ]);
    expect(pieces.map((piece) => piece.kind)).toEqual(['words', 'words']);
    expect(markedRuns(pieces).map((run) => run.map((piece) => piece.text).join(''))).toEqual(['to the', ' harbour']);
  });
});

describe('only the difference', () => {
  const same =
    'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen. '.repeat(4);
  it('leaves out long stretches that are the same, at words, and keeps what differs', () => {
    const [first, second] = wordDifference(`${same}red ${same}`, `${same}blue ${same}`);
    for (const [side, word] of [
      [first, 'red'],
      [second, 'blue'],
    ] as const) {
      const text = onlyDifference(side.stretches)
        .map((stretch) => stretch.text)
        .join('');
      expect(text.length).toBeLessThan(200);
      expect(text).toContain(`sixteen. ${word} one two`);
      expect(text.startsWith('…') && text.endsWith('…')).toBe(true);
    }
  });

  it('shows short prompts whole', () => {
    const [first] = wordDifference('It is red.', 'It is blue.');
    expect(onlyDifference(first.stretches)).toEqual(first.stretches);
  });
});
