/** Characters; a shorter start is no hindrance, and skipping it would be more so. */
const WORTH_SKIPPING = 80;

/**
 * How long a start these texts share, to the beginning of a word: worked examples and instructions that stand before every
 * question. 0 where it is short, or where there are too few texts to say. Rows that are alike altogether share nothing to skip.
 */
export function commonStart(texts: readonly string[]): number {
  const [first, ...rest] = [...new Set(texts)];
  if (first === undefined || rest.length < 2) return 0;
  let length = first.length;
  for (const text of rest) {
    let at = 0;
    while (at < length && text.charCodeAt(at) === first.charCodeAt(at)) at += 1;
    length = at;
  }
  const start = /\s/.test(first.charAt(length - 1)) ? length : first.slice(0, length).search(/\S+$/);
  return start < WORTH_SKIPPING ? 0 : start;
}
