import { describe, expect, it } from 'vitest';
import {
  activeQuestion,
  choose,
  draftInWords,
  draftOf,
  nextAfter,
  optionKey,
  settlementOf,
  withPutOff,
} from '../../../renderer/organizer/adjudication/settling.ts';
import type { AdjudicationCase } from '../../../shared/contract/adjudication.ts';

const option = (value: string, isClass = false) => ({
  ...{ value, text: ` ${value}`, isClass, submitted: false, voters: [], probability: null },
});
const base: AdjudicationCase = {
  ...{ submission: 's', title: 'S', metric: 'logodds', row: 3, prompt: 'p', otherPrompt: 'q', completion: null },
  questions: [
    {
      ...{ question: 'first', text: 'Which?', consensus: '1' },
      options: [option('0', true), option('1', true), option('several'), option('none')],
    },
    { question: 'matters', text: 'Matters?', consensus: null, options: [option('no'), option('yes')] },
  ],
  ...{ votes: [], open: 0, verdict: 'undecided', settlement: null },
};

describe('settling a case', () => {
  it('begins with what the votes say clearly and asks the question that they leave open', () => {
    const draft = draftOf(base);
    expect(draft.answers).toEqual({ first: '1' });
    expect(activeQuestion(base, draft)).toBe(1);
    expect([settlementOf(base, draft), draftInWords(base, draft)]).toEqual([null, '2']);
    const done = choose(draft, 'matters', 'yes');
    expect(settlementOf(base, done)).toEqual({
      kind: 'settled',
      answers: { first: '1', matters: 'yes' },
      workedExample: false,
    });
    expect(draftInWords(base, done)).toBe('2, 2');
  });

  it('has 0 for none, digits for the others, and none beyond nine', () => {
    const many = {
      ...base.questions[0]!,
      options: [...Array.from({ length: 11 }, (_, n) => option(String(n), true)), option('none')],
    };
    expect(many.options.map((_, index) => optionKey(many, index))).toEqual([
      ...['1', '2', '3', '4', '5', '6', '7', '8', '9', null, null, '0'],
    ]);
  });

  it('leaves out, and counts a wrong worked example without any answer', () => {
    const draft = draftOf({ ...base, questions: base.questions.map((one) => ({ ...one, consensus: null })) });
    expect(settlementOf(base, { ...draft, leaveOut: true })).toEqual({ kind: 'left-out' });
    expect(settlementOf(base, { ...draft, workedExample: true })).toEqual({
      kind: 'settled',
      answers: {},
      workedExample: true,
    });
    expect(settlementOf(base, choose({ ...draft, leaveOut: true }, 'first', '0'))).toBeNull();
  });
});

describe('the queue', () => {
  const item = (row: number) => ({ submission: 's', row });
  const rows = (items: readonly { row: number }[]) => items.map(({ row }) => row);

  it('has what was put off at its end', () => {
    expect(rows(withPutOff([1, 2, 3, 4].map(item), [item(3), item(1), item(9)]))).toEqual([2, 4, 3, 1]);
  });

  it('goes on to the next, or back from the last', () => {
    const items = [1, 2, 3].map(item);
    expect(nextAfter(items, item(2))!.row).toBe(3);
    expect(nextAfter(items, item(3))!.row).toBe(2);
    expect(nextAfter([item(1)], item(1))).toBeNull();
  });
});
