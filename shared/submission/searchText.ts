/**
 * What people type into a search, as a query of SQLite's FTS5 over words. White space separates words, all of which must
 * be there; the last one may be the beginning of a longer one; quotes keep words together. Null: nothing in it can be
 * looked up (signs alone).
 */
export function searchQuery(typed: string): string | null {
  const terms = pieces(typed).flatMap((piece) => {
    const words = spaced(piece).match(WORD);
    return words === null ? [] : [words];
  });
  const last = terms.at(-1)?.at(-1);
  if (last === undefined) return null;
  const phrases = terms.map((words) => `"${words.join(' ')}"`);
  // one letter begins so many words that looking them all up takes longer than typing the next
  const isBeginning = !/["\s]$/.test(typed) && last.length > 1;
  return phrases.join(' AND ') + (isBeginning ? ' *' : '');
}

/** What was typed piece by piece, for texts that are not in the index yet: each must be found somewhere in one. */
export function searchPieces(typed: string): readonly string[] {
  return pieces(typed);
}

function pieces(typed: string): string[] {
  return [...typed.matchAll(/"([^"]*)"?|([^\s"]+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '').filter(Boolean);
}

/**
 * Spaces around every character of a script that writes words without spaces, so that each is a word to the index, and
 * several in a row a phrase. Other texts are handed back as they are.
 */
export function spaced(text: string): string {
  return NO_SPACES.test(text) ? text.replace(EACH, ' $& ') : text;
}

/** As FTS5's unicode61 has them: letters, digits and private characters. Marks belong to the letter before. */
const WORD = /[\p{L}\p{N}\p{Co}][\p{L}\p{N}\p{Co}\p{M}]*/gu;
const SCRIPTS =
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}';
const NO_SPACES = new RegExp(`[${SCRIPTS}]`, 'u');
const EACH = new RegExp(`[${SCRIPTS}]`, 'gu');
