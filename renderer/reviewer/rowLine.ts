import { searchPieces } from '../../shared/submission/searchText.ts';

/** What one line of the data table shows of a text: where it begins to differ from its neighbours, or what was searched for. */
export interface RowLine {
  /** Whether something before it is left out. */
  readonly cut: boolean;
  readonly before: string;
  /** The first place that a search found; empty without one. */
  readonly found: string;
  readonly after: string;
}

/** Characters of a line; more costs time to draw and is not seen. */
const LONGEST = 400;
/** Characters before what was found. */
const CONTEXT = 24;
/** A shorter beginning in common is not worth leaving out. */
const SHORTEST_SHARED = 16;

export function rowLine(text: string, shared: number, search: string): RowLine {
  const [at, length] = firstFound(text, search);
  const start = at < 0 ? shared : at < shared ? 0 : Math.max(shared, at - CONTEXT);
  const end = start + LONGEST;
  if (at < 0 || at >= end) {
    return { cut: start > 0, before: inOneLine(text.slice(start, end)), found: '', after: '' };
  }
  return {
    cut: start > 0,
    before: inOneLine(text.slice(start, at)),
    found: inOneLine(text.slice(at, at + length)),
    after: inOneLine(text.slice(at + length, end)),
  };
}

/** Line breaks as marks. */
function inOneLine(text: string): string {
  return text.replaceAll(/\r\n|[\r\n]/g, '↵ ');
}

/** Length of the whole words with which all of these texts begin; 0 where that is little, or all of one of them. */
export function sharedBeginning(texts: readonly string[]): number {
  const [first, ...others] = texts;
  if (first === undefined || others.length === 0) return 0;
  const length = others.reduce((shared, text) => {
    let at = 0;
    while (at < shared && text.charCodeAt(at) === first.charCodeAt(at)) at += 1;
    return at;
  }, first.length);
  const words = /^[\s\S]*\s/.exec(first.slice(0, length))?.[0].length ?? 0;
  return words < SHORTEST_SHARED || texts.some((text) => text.slice(words).trim() === '') ? 0 : words;
}

/** Place and length of the first word of a search, at the beginning of a word where there is one; -1 without. */
function firstFound(text: string, search: string): readonly [at: number, length: number] {
  const low = text.toLowerCase();
  // letters that change their length with their case would put the mark beside the word
  if (low.length !== text.length) return [-1, 0];
  const places = searchPieces(search.toLowerCase()).flatMap((piece) => {
    const at = [...occurrences(low, piece)];
    const begins = at.find((one) => one === 0 || !/[\p{L}\p{N}]/u.test(low.charAt(one - 1)));
    const place = begins ?? at[0];
    return place === undefined ? [] : [[place, piece.length] as const];
  });
  return places.sort((a, b) => a[0] - b[0])[0] ?? [-1, 0];
}

function* occurrences(text: string, piece: string): Generator<number> {
  for (let at = text.indexOf(piece); at >= 0; at = text.indexOf(piece, at + 1)) yield at;
}
