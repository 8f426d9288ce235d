import type { Answer, Choice, DeskExample } from '../../shared/contract/labels.ts';

/** Where a question stands: under the one prompt, under the second one, or under both together. */
export type Place = 'first' | 'second' | 'both';

export type QuestionId = 'answer' | 'right' | 'others' | 'first' | 'second' | 'matters';

/** `c0`, `c1`, … name a choice by its place in the order shown. */
export type OptionId = `c${number}` | 'several' | 'none' | 'yes' | 'no' | 'cannot-say';

export interface Option {
  readonly id: OptionId;
  /** The key that chooses it; null where the digits run out. */
  readonly key: string | null;
  /** An author's text (shown with its white space), or ours. */
  readonly text: string;
  readonly by: 'author' | 'us';
  /** A line under it. */
  readonly remark: string | null;
}

export interface Question {
  readonly id: QuestionId;
  readonly place: Place;
  readonly text: string;
  readonly hint: string | null;
  readonly options: readonly Option[];
  /** More than one, none: smaller, and on M and 0. */
  readonly beside: readonly Option[];
}

/** As much of an example as its questions hang on; a practice example has it too. */
export type Asking = Pick<DeskExample, 'metric' | 'choices' | 'shuffled'>;

/** What has been chosen so far. */
export type Picked = Partial<Record<QuestionId, OptionId>>;

/**
 * The questions of an example, from top to bottom. Digits run on from question to question (1–2, 3–4, 5–7) as long as
 * nine are enough; else each question counts from 1 and the digits belong to the active one.
 */
export function questionsOf(example: Asking): readonly Question[] {
  switch (example.metric) {
    case 'classification':
      return numbered([
        {
          id: 'answer',
          place: 'first',
          text: 'Which of these answers is right?',
          hint: example.shuffled ? 'order is random' : null,
          options: choiceOptions(example),
          beside: [ours('several', 'More than one is right', null, 'M'), ours('none', 'None is right', null, '0')],
        },
      ]);
    case 'sequence_prob':
      return numbered([
        {
          id: 'right',
          place: 'first',
          text: 'Is this completion right?',
          hint: null,
          options: [ours('yes', 'Yes'), ours('no', 'No')],
          beside: [],
        },
        {
          id: 'others',
          place: 'first',
          text: 'Could another word have stood there as well?',
          hint: 'as good as this one, not merely possible',
          options: [ours('yes', 'Yes'), ours('no', 'No')],
          beside: [],
        },
      ]);
    case 'logodds':
    case 'absolute_logodds':
      return numbered([
        promptQuestion('first', example),
        promptQuestion('second', example),
        {
          id: 'matters',
          place: 'both',
          text: 'Should the difference change the answer?',
          hint: 'about the facts, not about what a model would do',
          options: [
            ours('yes', 'Yes', 'the facts differ'),
            ours('no', 'No', 'it is beside the point'),
            ours('cannot-say', 'Cannot say', 'add a note if you can'),
          ],
          beside: [],
        },
      ]);
  }
}

/** The most options that one question has. */
export function longestQuestion(questions: readonly Question[]): number {
  return Math.max(0, ...questions.map((question) => question.options.length));
}

/**
 * The digits of questions with more than nine options moved on: group 1 is the tenth to the eighteenth option. Questions
 * that have no such group keep theirs.
 */
export function digitsAt(questions: readonly Question[], group: number): readonly Question[] {
  if (group === 0) return questions;
  return questions.map((question) => {
    if (question.options.length <= 9 * group) return question;
    const options = question.options.map((option, place) => {
      const digit = place - 9 * group + 1;
      return { ...option, key: digit >= 1 && digit <= 9 ? String(digit) : null };
    });
    return { ...question, options };
  });
}

/** Questions without an answer, in their order. */
export function openQuestions(questions: readonly Question[], picked: Picked): readonly Question[] {
  return questions.filter((question) => picked[question.id] === undefined);
}

/** Which question is active after one was answered: the next open one, else the first open one, else the same. */
export function activeAfter(questions: readonly Question[], picked: Picked, answered: QuestionId): QuestionId {
  const at = questions.findIndex((question) => question.id === answered);
  const open = openQuestions(questions, picked);
  return (open.find((question) => questions.indexOf(question) > at) ?? open[0])?.id ?? answered;
}

/** The option that a key chooses now, or null. M, 0 and digits that several questions share go to the active one. */
export function optionForKey(
  questions: readonly Question[],
  active: QuestionId,
  key: string,
): { readonly question: QuestionId; readonly option: OptionId } | null {
  const inOrder = [...questions].sort((a, b) => Number(b.id === active) - Number(a.id === active));
  for (const question of inOrder) {
    const shared = question.id === active ? [...question.options, ...question.beside] : question.options;
    const option = shared.find((one) => one.key === key);
    if (option) return digitsRunOn(questions) || question.id === active ? found(question, option) : null;
  }
  return null;
}

/** The answer that the contract wants, or null while a question is open. */
export function answerOf(example: Asking, picked: Picked): Answer | null {
  if (openQuestions(questionsOf(example), picked).length > 0) return null;
  switch (example.metric) {
    case 'classification':
      return { kind: 'classification', answer: choiceOf(picked.answer!) };
    case 'sequence_prob':
      return { kind: 'sequence_prob', right: picked.right === 'yes', others: picked.others === 'yes' };
    case 'logodds':
    case 'absolute_logodds':
      return {
        kind: 'logodds',
        first: choiceOf(picked.first!),
        second: choiceOf(picked.second!),
        matters: picked.matters as 'yes' | 'no' | 'cannot-say',
      };
  }
}

/** What a stored answer had chosen; nothing for a skipped example. */
export function pickedOf(answer: Answer | null | undefined): Picked {
  switch (answer?.kind) {
    case 'classification':
      return { answer: optionOf(answer.answer) };
    case 'sequence_prob':
      return { right: answer.right ? 'yes' : 'no', others: answer.others ? 'yes' : 'no' };
    case 'logodds':
      return { first: optionOf(answer.first), second: optionOf(answer.second), matters: answer.matters };
    default:
      return {};
  }
}

function promptQuestion(id: 'first' | 'second', example: Asking): Question {
  return {
    id,
    place: id,
    text: 'Right answer here',
    hint: null,
    options: choiceOptions(example),
    beside: [
      ours('several', (example.choices?.length ?? 0) > 2 ? 'more than one' : 'both could be right', null, 'M'),
      ours('none', (example.choices?.length ?? 0) > 2 ? 'none' : 'neither', null, '0'),
    ],
  };
}

function choiceOptions(example: Asking): readonly Option[] {
  return (example.choices ?? []).map((text, place) => ({
    id: `c${place}` as const,
    key: null,
    text,
    by: 'author',
    remark: null,
  }));
}

function ours(id: OptionId, text: string, remark: string | null = null, key: string | null = null): Option {
  return { id, key, text, by: 'us', remark };
}

function numbered(questions: readonly Question[]): readonly Question[] {
  const runsOn = optionCount(questions) <= 9;
  let next = 1;
  return questions.map((question) => {
    if (!runsOn) next = 1;
    const options = question.options.map((option) => {
      const key = next <= 9 ? String(next) : null;
      next += 1;
      return { ...option, key };
    });
    return { ...question, options };
  });
}

function digitsRunOn(questions: readonly Question[]): boolean {
  return optionCount(questions) <= 9;
}

function optionCount(questions: readonly Question[]): number {
  return questions.reduce((sum, question) => sum + question.options.length, 0);
}

function found(question: Question, option: Option) {
  return { question: question.id, option: option.id };
}

function choiceOf(option: OptionId): Choice {
  return option === 'several' || option === 'none' ? { choice: option } : { choice: Number(option.slice(1)) };
}

function optionOf(choice: Choice): OptionId {
  return typeof choice.choice === 'number' ? `c${choice.choice}` : choice.choice;
}
