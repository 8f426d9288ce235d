import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { whiteSpacePieces, whiteSpaceSentence } from '../../../renderer/pieces/whiteSpace.ts';

const kinds = (text: string) => whiteSpacePieces(text).map((piece) => `${piece.kind}:${piece.text}`);

describe('white space that matters', () => {
  it('loses and adds no character', () => {
    const text = fc.string({ unit: fc.constantFrom(' ', '\n', '\r', '\t', 'a', 'ß', '😀', '\u00a0') });
    fc.assert(
      fc.property(
        text,
        (one) =>
          whiteSpacePieces(one)
            .map((piece) => piece.text)
            .join('') === one,
      ),
    );
  });

  it('marks a leading, a trailing and a double space, and no word space', () => {
    expect(kinds(' a b  c ')).toEqual(['spaces: ', 'words:a b', 'spaces:  ', 'words:c', 'spaces: ']);
  });

  it('marks a space beside a line break, and takes CR LF as one break', () => {
    expect(kinds('a \r\nb')).toEqual(['words:a', 'spaces: ', 'break:\r\n', 'words:b']);
  });

  it('says in words what the marks show', () => {
    expect(whiteSpaceSentence(' Yes')).toBe('begins with a space');
    expect(whiteSpaceSentence('a  b \n')).toBe('ends with a line break, has several spaces in a row');
    expect(whiteSpaceSentence('')).toBe('empty');
    expect(whiteSpaceSentence('  ')).toBe('2 spaces');
    expect(whiteSpaceSentence('plain words')).toBeNull();
  });
});
