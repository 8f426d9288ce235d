import type { Answer, Choice } from '../contract/labels.ts';
import { seededRandom } from '../random.ts';
import { shuffle } from './deal.ts';

export interface ChoiceOrder {
  /** Indexes into the submission's own order, in the order to show. */
  readonly indexes: readonly number[];
  readonly shuffled: boolean;
}

/**
 * The order in which a contractor sees a set of classes: drawn once for each contractor and set, so that hands learn
 * it whatever order a row lists them in. Letters and numbers stay sorted, because `1, 3, 2` would only slow people down.
 * `asWritten`: the task says that order matters, and everybody sees the submission's own.
 */
export function choiceOrder(contractor: string, classes: readonly string[], asWritten = false): ChoiceOrder {
  const indexes = classes.map((_, index) => index);
  if (asWritten) return { indexes, shuffled: false };
  const sorted = [...indexes].sort((a, b) => compareText(classes[a]!, classes[b]!));
  const inOrder = naturalOrder(classes);
  if (inOrder) return { indexes: inOrder, shuffled: false };
  shuffle(sorted, seededRandom(`choices ${contractor} ${JSON.stringify(sorted.map((index) => classes[index]))}`));
  return { indexes: sorted, shuffled: true };
}

/** An answer as it is stored, by the submission's own indexes, from one by places in the order shown. */
export function storedAnswer(answer: Answer, order: readonly number[] | null): Answer {
  return withChoices(answer, (place) => order?.[place] ?? place);
}

/** The reverse of `storedAnswer`. */
export function shownAnswer(answer: Answer, order: readonly number[] | null): Answer {
  return withChoices(answer, (index) => (order ? order.indexOf(index) : index));
}

function withChoices(answer: Answer, map: (choice: number) => number): Answer {
  const mapped = (choice: Choice): Choice =>
    typeof choice.choice === 'number' ? { choice: map(choice.choice) } : choice;
  switch (answer.kind) {
    case 'classification':
      return { ...answer, answer: mapped(answer.answer) };
    case 'logodds':
      return { ...answer, first: mapped(answer.first), second: mapped(answer.second) };
    default:
      return answer;
  }
}

/** Sorted indexes when every class is a single letter, or every one a number; else null. */
function naturalOrder(classes: readonly string[]): number[] | null {
  const bare = classes.map((text) => text.trim().replace(/[.):]$/, ''));
  const indexes = classes.map((_, index) => index);
  if (bare.every((text) => /^[+-]?\d+(\.\d+)?$/.test(text))) {
    return indexes.sort((a, b) => Number(bare[a]) - Number(bare[b]) || a - b);
  }
  if (bare.every((text) => /^\p{L}$/u.test(text))) {
    return indexes.sort((a, b) => compareText(bare[a]!, bare[b]!) || a - b);
  }
  return null;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
