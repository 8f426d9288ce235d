import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  activeAfter,
  answerOf,
  openQuestions,
  optionForKey,
  type Picked,
  pickedOf,
  questionsOf,
} from '../../../../renderer/contractor/questions.ts';
import { answerSchema, type DeskExample } from '../../../../shared/contract/labels.ts';
import { example, pairExample } from './builders.ts';

const keysOf = (one: DeskExample) => questionsOf(one).map((question) => question.options.map((option) => option.key));
const choices = (n: number) => Array.from({ length: n }, (_, index) => ` ${index}`);

describe('the keys of an example', () => {
  it('run on from question to question: 1–2, 3–4, 5–7', () => {
    expect(keysOf(pairExample())).toEqual([
      ['1', '2'],
      ['3', '4'],
      ['5', '6', '7'],
    ]);
    expect(keysOf(example({ metric: 'sequence_prob', choices: null, completion: ' town' }))).toEqual([
      ['1', '2'],
      ['3', '4'],
    ]);
  });

  it('count anew in each question where nine digits are not enough for all', () => {
    const wide = pairExample({ choices: choices(4) });
    expect(keysOf(wide)).toEqual([
      ['1', '2', '3', '4'],
      ['1', '2', '3', '4'],
      ['1', '2', '3'],
    ]);
    expect(optionForKey(questionsOf(wide), 'second', '4')).toEqual({ question: 'second', option: 'c3' });
    expect(optionForKey(questionsOf(wide), 'matters', '4')).toBeNull();
  });

  it('are nine at most', () => {
    const [keys] = keysOf(example({ choices: choices(12) }));
    expect(keys).toEqual(['1', '2', '3', '4', '5', '6', '7', '8', '9', null, null, null]);
  });

  it('choose by the order shown', () => {
    const questions = questionsOf(example());
    expect(optionForKey(questions, 'answer', '1')).toEqual({ question: 'answer', option: 'c0' });
    expect(optionForKey(questions, 'answer', '3')).toBeNull();
  });

  it('M and 0 belong to the active question, and to none that has no choices', () => {
    const questions = questionsOf(pairExample());
    expect(optionForKey(questions, 'first', 'M')).toEqual({ question: 'first', option: 'several' });
    expect(optionForKey(questions, 'second', '0')).toEqual({ question: 'second', option: 'none' });
    expect(optionForKey(questions, 'matters', 'M')).toBeNull();
  });
});

describe('which question is active', () => {
  const questions = questionsOf(pairExample());

  it('is the next open one after an answer', () => {
    expect(activeAfter(questions, { first: 'c0' }, 'first')).toBe('second');
  });

  it('is the first open one when those below are answered', () => {
    expect(activeAfter(questions, { second: 'c0', matters: 'no' }, 'matters')).toBe('first');
  });

  it('stays where it is when all are answered', () => {
    expect(activeAfter(questions, { first: 'c0', second: 'c0', matters: 'no' }, 'second')).toBe('second');
  });
});

describe('an answer', () => {
  it('is none while a question is open', () => {
    expect(answerOf(pairExample(), { first: 'c0', matters: 'yes' })).toBeNull();
    expect(openQuestions(questionsOf(pairExample()), { first: 'c0', matters: 'yes' }).map((one) => one.id)).toEqual([
      'second',
    ]);
  });

  it('fits the contract, and comes back as what was chosen', () => {
    const choice = fc.constantFrom('c0', 'c1', 'several', 'none');
    const cases = fc.oneof(
      fc.record({ one: fc.constant(example()), picked: fc.record({ answer: choice }) }),
      fc.record({
        one: fc.constant(example({ metric: 'sequence_prob', choices: null, completion: ' town' })),
        picked: fc.record({ right: fc.constantFrom('yes', 'no'), others: fc.constantFrom('yes', 'no') }),
      }),
      fc.record({
        one: fc.constantFrom(pairExample(), pairExample({ metric: 'absolute_logodds' })),
        picked: fc.record({ first: choice, second: choice, matters: fc.constantFrom('yes', 'no', 'cannot-say') }),
      }),
    );
    fc.assert(
      fc.property(cases, ({ one, picked }) => {
        const answer = answerOf(one, picked as Picked);
        expect(answerSchema.parse(answer)).toEqual(answer);
        expect(pickedOf(answer)).toEqual(picked);
      }),
    );
  });

  it('of a skipped example chose nothing', () => {
    expect(pickedOf({ kind: 'skip' })).toEqual({});
  });
});
