import type { Answer, Choice } from '../contract/labels.ts';
import type { Metric } from '../submission/metric.ts';

/** What a verdict on an example hinges on. An answer to one is a short text: an index, `none`, `true`, `no`. */
export type LabelQuestion = 'answer' | 'right' | 'others' | 'first' | 'matters';

/** Of a log-odds example the answer to the second prompt decides nothing, so it is no question of the verdict. */
export function questionsOf(metric: Metric): readonly LabelQuestion[] {
  switch (metric) {
    case 'classification':
      return ['answer'];
    case 'sequence_prob':
      return ['right', 'others'];
    case 'logodds':
      return ['first', 'matters'];
    case 'absolute_logodds':
      return ['matters'];
  }
}

/** What an answer says to a question; null where it says nothing, as a skip does. */
export function saidTo(question: LabelQuestion, answer: Answer): string | null {
  switch (question) {
    case 'answer':
      return answer.kind === 'classification' ? choiceText(answer.answer) : null;
    case 'right':
      return answer.kind === 'sequence_prob' ? String(answer.right) : null;
    case 'others':
      return answer.kind === 'sequence_prob' ? String(answer.others) : null;
    case 'first':
      return answer.kind === 'logodds' ? choiceText(answer.first) : null;
    case 'matters':
      return answer.kind === 'logodds' ? answer.matters : null;
  }
}

function choiceText(choice: Choice): string {
  return String(choice.choice);
}

/** What has to be said to a question for the example to be right. */
export function rightAnswer(question: LabelQuestion, answerIndex: number | null): string {
  switch (question) {
    case 'answer':
    case 'first':
      return String(answerIndex);
    case 'right':
      return 'true';
    case 'others':
      return 'false';
    case 'matters':
      return 'no';
  }
}

/** Everything that can be said to a question, in the order to show it. */
export function possibleAnswers(question: LabelQuestion, classes: number): readonly string[] {
  switch (question) {
    case 'answer':
    case 'first':
      return [...Array.from({ length: classes }, (_, index) => String(index)), 'several', 'none'];
    case 'right':
    case 'others':
      return ['true', 'false'];
    case 'matters':
      return ['no', 'yes', 'cannot-say'];
  }
}

/** An answer that leaves its question open. */
export const cannotSay = 'cannot-say';

export function questionInWords(question: LabelQuestion): string {
  switch (question) {
    case 'answer':
      return 'Which answer is right?';
    case 'right':
      return 'Is this completion right?';
    case 'others':
      return 'Could another word have stood there as well?';
    case 'first':
      return 'Which answer to the first prompt is right?';
    case 'matters':
      return 'Should the difference matter?';
  }
}

/** Classes as they are written, white space and all. */
export function answerText(question: LabelQuestion, value: string, classes: readonly string[] | null): string {
  switch (question) {
    case 'answer':
    case 'first':
      if (value === 'several') return 'More than one is right';
      if (value === 'none') return 'None is right';
      return classes?.[Number(value)] ?? `class ${value}`;
    case 'right':
      return value === 'true' ? 'Yes, it is right' : 'No, it is not right';
    case 'others':
      return value === 'true' ? 'Yes, another would do' : 'No, only this one';
    case 'matters':
      return value === 'yes' ? 'Yes, it should' : value === 'no' ? 'No, it should not' : 'Cannot say';
  }
}
