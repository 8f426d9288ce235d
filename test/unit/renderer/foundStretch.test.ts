import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { WhiteSpaceText } from '../../../renderer/pieces/whiteSpaceText.tsx';

/** What is marked of a text, piece by piece. */
function marked(text: string, start: number, end: number): readonly string[] {
  const html = renderToStaticMarkup(createElement(WhiteSpaceText, { text, mark: { start, end } }));
  return [...html.matchAll(/<mark[^>]*>(.*?)<\/mark>/g)].map(([, found]) => found ?? '');
}

describe('the stretch that a finding is about', () => {
  it('is marked to the letter, and nothing else is', () => {
    expect(marked('From a@b.example: yes', 5, 16)).toEqual(['a@b.example']);
    expect(marked('a@b.example', 0, 11)).toEqual(['a@b.example']);
  });

  it('counts UTF-16 code units, line breaks and marked spaces in, as findings do', () => {
    const text = '  \u{1F60A} x\r\n\tAnn Bell said';
    const start = text.indexOf('Ann');
    expect(marked(text, start, start + 'Ann Bell'.length)).toEqual(['Ann Bell']);
  });

  it('goes over a line break in pieces', () => {
    expect(marked('-----BEGIN\nabc-----', 5, 14)).toEqual(['BEGIN', 'abc']);
  });

  it('marks nothing without a stretch', () => {
    expect(renderToStaticMarkup(createElement(WhiteSpaceText, { text: 'plain' }))).not.toContain('<mark');
  });
});
