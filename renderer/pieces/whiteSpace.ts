/** A piece of a text for showing: plain words, white space that must be seen, or the end of a line. */
export type TextPiece =
  | { readonly kind: 'words'; readonly text: string }
  | { readonly kind: 'spaces'; readonly text: string }
  | { readonly kind: 'tab'; readonly text: string }
  | { readonly kind: 'break'; readonly text: string };

/**
 * Splits a text so that white space that matters can be shown: spaces at the start or end of the text or of a line, two
 * or more in a row, tabs, line breaks. The pieces' texts joined are the text itself.
 */
export function whiteSpacePieces(text: string): readonly TextPiece[] {
  const pieces: TextPiece[] = [];
  // One alternative a kind: break, tab, spaces (some only become marks, see below), everything else.
  for (const [part] of text.matchAll(/\r\n|[\r\n\u2028\u2029]|\t|[ \u00a0]+|[^\r\n\u2028\u2029\t \u00a0]+/g)) {
    if (/^[\r\n\u2028\u2029]/.test(part)) pieces.push({ kind: 'break', text: part });
    else if (part === '\t') pieces.push({ kind: 'tab', text: part });
    else if (/^[ \u00a0]/.test(part)) pieces.push({ kind: 'spaces', text: part });
    else pieces.push({ kind: 'words', text: part });
  }
  return joinWords(pieces);
}

/** A single space between two words is a word space and needs no mark. */
function joinWords(pieces: readonly TextPiece[]): readonly TextPiece[] {
  const joined: TextPiece[] = [];
  pieces.forEach((piece, index) => {
    const inner = piece.text === ' ' && pieces[index - 1]?.kind === 'words' && pieces[index + 1]?.kind === 'words';
    const last = joined.at(-1);
    if (piece.kind === 'words' || inner) {
      if (last?.kind === 'words') joined[joined.length - 1] = { kind: 'words', text: last.text + piece.text };
      else joined.push({ kind: 'words', text: piece.text });
    } else joined.push(piece);
  });
  return joined;
}

/** What a screen reader gets instead of the marks; null when there is nothing to say. */
export function whiteSpaceSentence(text: string): string | null {
  if (text === '') return 'empty';
  const parts: string[] = [];
  const start = /^[ \u00a0]+/.exec(text)?.[0].length ?? 0;
  if (start === text.length) return start === 1 ? 'a single space' : `${start} spaces`;
  const end = /[ \u00a0]+$/.exec(text)?.[0].length ?? 0;
  if (start > 0) parts.push(start === 1 ? 'begins with a space' : `begins with ${start} spaces`);
  if (/^[\r\n]/.test(text)) parts.push('begins with a line break');
  if (end > 0) parts.push(end === 1 ? 'ends with a space' : `ends with ${end} spaces`);
  if (/[\r\n]$/.test(text)) parts.push('ends with a line break');
  if (/[^ \u00a0\r\n][ \u00a0]{2,}[^ \u00a0\r\n]/.test(text)) parts.push('has several spaces in a row');
  if (text.includes('\t')) parts.push('has a tab');
  return parts.length > 0 ? parts.join(', ') : null;
}
