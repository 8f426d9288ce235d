import { diffArrays } from 'diff';

/** A stretch of one prompt; the stretches of a prompt joined are the prompt. */
export interface Stretch {
  readonly text: string;
  readonly differs: boolean;
}

export interface DifferingText {
  readonly stretches: readonly Stretch[];
  /** How many words of it do not stand in the other one. */
  readonly words: number;
}

/** Beyond so many changed words two prompts count as different throughout: marking single words would say nothing. */
const MOST_EDITS = 4000;

/**
 * What differs between two prompts, word by word, for any script: words are cut as the writing system cuts them (UAX 29),
 * so that Chinese or Hebrew is marked by words too. A space between two differing words counts to them.
 */
export function wordDifference(first: string, second: string): readonly [DifferingText, DifferingText] {
  const at = known.findIndex((one) => one.first === first && one.second === second);
  const found = known[at] ?? { first, second, difference: compared(first, second) };
  if (at < 0) known.push(found);
  if (known.length > KEPT) known.shift();
  return found.difference;
}

/** Works a difference out in a quiet moment, so that it is there when its example shows. */
export function prepareDifference(first: string, second: string): void {
  requestIdleCallback(() => void wordDifference(first, second));
}

const KEPT = 8;
const known: { readonly first: string; readonly second: string; readonly difference: ReturnType<typeof compared> }[] =
  [];

function compared(first: string, second: string): readonly [DifferingText, DifferingText] {
  const changes = diffArrays(wordsOf(first), wordsOf(second), { maxEditLength: MOST_EDITS });
  if (!changes) return [throughout(first), throughout(second)];
  const side = (absent: 'added' | 'removed') =>
    joined(
      changes
        .filter((change) => !change[absent])
        .map((change) => ({ text: change.value.join(''), differs: change.added || change.removed })),
    );
  return [side('added'), side('removed')];
}

/** Unchanged text beyond so many characters is left out where only the difference is shown. */
const CONTEXT = 60;

/**
 * What differs, with the words around it; `…` stands for longer stretches that are the same in both prompts. Cut at words.
 */
export function onlyDifference(stretches: readonly Stretch[]): readonly Stretch[] {
  return stretches.map((stretch, place) => {
    if (stretch.differs || stretch.text.length <= 2 * CONTEXT) return stretch;
    const head = place === 0 ? '' : stretch.text.slice(0, CONTEXT).replace(/\S*$/u, '');
    const tail = place === stretches.length - 1 ? '' : stretch.text.slice(-CONTEXT).replace(/^\S*/u, '');
    return { text: `${head}…${tail}`, differs: false };
  });
}

const segmenter = new Intl.Segmenter('en', { granularity: 'word' });

function wordsOf(text: string): string[] {
  return Array.from(segmenter.segment(text), (part) => part.segment);
}

function joined(parts: readonly Stretch[]): DifferingText {
  const stretches: Stretch[] = [];
  parts.forEach((part, index) => {
    const bridge =
      !part.differs && /^[^\S\r\n]+$/.test(part.text) && parts[index - 1]?.differs && parts[index + 1]?.differs;
    const differs = part.differs || bridge === true;
    const last = stretches.at(-1);
    if (last && last.differs === differs) {
      stretches[stretches.length - 1] = { text: last.text + part.text, differs };
    } else if (part.text !== '') stretches.push({ text: part.text, differs });
  });
  const words = stretches.reduce((sum, stretch) => sum + (stretch.differs ? countWords(stretch.text) : 0), 0);
  return { stretches, words };
}

function countWords(text: string): number {
  return Array.from(segmenter.segment(text)).filter((part) => part.isWordLike).length;
}

function throughout(text: string): DifferingText {
  return joined([{ text, differs: true }]);
}
