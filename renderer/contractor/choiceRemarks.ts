/**
 * What is to be said of choices that differ from their fellows in the white space around them: `no space before it`.
 * One remark or null a choice, in their order. Where the choices are split evenly, those without the space are told.
 */
export function choiceRemarks(choices: readonly string[]): readonly (string | null)[] {
  const before = oddOnes(choices.map((text) => /^\s/.test(text)));
  const after = oddOnes(choices.map((text) => text.trim() !== '' && /\s$/.test(text)));
  return choices.map((_, index) => {
    const said = [remark(before[index], 'before'), remark(after[index], 'after')].filter((one) => one !== null);
    return said.length > 0 ? said.join(', ') : null;
  });
}

/** `lacks` or `has` where one differs from the most; null where it does not. */
function oddOnes(has: readonly boolean[]): readonly ('lacks' | 'has' | null)[] {
  const having = has.filter(Boolean).length;
  if (having === 0 || having === has.length) return has.map(() => null);
  const usual = having * 2 >= has.length;
  return has.map((one) => (one === usual ? null : usual ? 'lacks' : 'has'));
}

function remark(odd: 'lacks' | 'has' | null | undefined, side: 'before' | 'after'): string | null {
  if (!odd) return null;
  return `${odd === 'lacks' ? 'no space' : 'a space'} ${side} it`;
}
