import type { Answer, Choice } from '../contract/labels.ts';
import type { Metric } from '../submission/metric.ts';

/*
 * An answer as one text, for tables of votes that leave Assay and come back:
 *
 *   classification       the class as it is written; `(several)`, `(none)`
 *   sequence_prob        `right`, `wrong`, `right, others too`, `wrong, others too`
 *   both log odds        a JSON list: the class for each prompt, then whether the difference matters: `["Yes","No","no"]`
 *
 * An empty text is a skip.
 */

const several = '(several)';
const none = '(none)';
const othersToo = ', others too';

export function labelText(answer: Answer, classes: readonly string[] | null): string {
  switch (answer.kind) {
    case 'skip':
      return '';
    case 'classification':
      return choiceText(answer.answer, classes);
    case 'sequence_prob':
      return `${answer.right ? 'right' : 'wrong'}${answer.others ? othersToo : ''}`;
    case 'logodds':
      return JSON.stringify([choiceText(answer.first, classes), choiceText(answer.second, classes), answer.matters]);
  }
}

export function choiceText({ choice }: Choice, classes: readonly string[] | null): string {
  return choice === 'several' ? several : choice === 'none' ? none : (classes?.[choice] ?? String(choice));
}

export type ReadLabel =
  | { readonly ok: true; readonly answer: Answer }
  | { readonly ok: false /** What is wrong with it, to follow “row 3”. */; readonly what: string };

/** The answer that a text means to an example with these classes. */
export function readLabel(metric: Metric, text: string, classes: readonly string[] | null): ReadLabel {
  if (text.trim() === '') return { ok: true, answer: { kind: 'skip' } };
  switch (metric) {
    case 'classification': {
      const answer = readChoice(text, classes);
      return answer ? { ok: true, answer: { kind: 'classification', answer } } : noClass(text, classes);
    }
    case 'sequence_prob':
      return readSequence(text);
    case 'logodds':
    case 'absolute_logodds':
      return readLogOdds(text, classes);
  }
}

function readSequence(text: string): ReadLabel {
  const found = /^(right|wrong)(, others too)?$/.exec(text.trim().toLowerCase());
  if (!found)
    return {
      ok: false,
      what: `has the label “${text}”; it has to be right or wrong, with “, others too” behind it where another word would do`,
    };
  return { ok: true, answer: { kind: 'sequence_prob', right: found[1] === 'right', others: found[2] !== undefined } };
}

function readLogOdds(text: string, classes: readonly string[] | null): ReadLabel {
  const parts = listOf(text);
  const [one, other, matters] = parts ?? [];
  if (parts?.length !== 3 || (matters !== 'yes' && matters !== 'no' && matters !== 'cannot-say')) {
    return {
      ok: false,
      what: `has the label “${text}”; it has to be a list such as ["Yes", "No", "no"]: the answer to each prompt, then whether the difference matters (yes, no, cannot-say)`,
    };
  }
  const first = readChoice(one!, classes);
  const second = readChoice(other!, classes);
  if (!first || !second) return noClass(first ? other! : one!, classes);
  return { ok: true, answer: { kind: 'logodds', first, second, matters } };
}

function listOf(text: string): string[] | null {
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) && list.every((part) => typeof part === 'string') ? list : null;
  } catch {
    return null;
  }
}

/** The class of that text, else the only one that is the same but for white space around it, else one of the two others. */
export function readChoice(text: string, classes: readonly string[] | null): Choice | null {
  const exact = classes?.indexOf(text) ?? -1;
  if (exact !== -1) return { choice: exact };
  const alike = (classes ?? []).flatMap((name, index) => (name.trim() === text.trim() ? [index] : []));
  if (alike.length === 1) return { choice: alike[0]! };
  if (text.trim() === several) return { choice: 'several' };
  return text.trim() === none ? { choice: 'none' } : null;
}

function noClass(text: string, classes: readonly string[] | null): ReadLabel {
  const known = (classes ?? []).map((name) => `“${name}”`).join(', ');
  return {
    ok: false,
    what: `has the label “${text}”, which is none of this example's classes (${known}), ${several} or ${none}`,
  };
}
