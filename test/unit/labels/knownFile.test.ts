import { describe, expect, it } from 'vitest';
import { answerOfLine, readKnownFile } from '../../../shared/labels/knownFile.ts';
import type { Metric } from '../../../shared/submission/metric.ts';

const read = (text: string, metric: Metric) => readKnownFile(new TextEncoder().encode(text), metric);
const classes = [' Yes', ' No', '2'];
const answer = (said: Record<string, string>, metric: Metric = 'classification') =>
  answerOfLine({ said }, metric, classes);

describe('a file of known answers', () => {
  it('names rows of the data set', () => {
    expect(read('row,answer,why\n4, Yes,Because.\n', 'classification')).toEqual({
      ok: true,
      lines: [{ line: 0, row: 4, example: null, said: { answer: ' Yes' }, why: 'Because.' }],
    });
  });

  it('or brings examples of its own', () => {
    const text = `prompt,other_prompt,classes,answer,other_answer,matters\nA?,B?,"[' Yes', ' No']",Yes,No,no\n`;
    expect(read(text, 'logodds')).toMatchObject({
      ok: true,
      lines: [{ row: null, example: { prompt: 'A?', otherPrompt: 'B?', classes: [' Yes', ' No'], completion: null } }],
    });
  });

  it.each([
    ['row,right\n1,yes\n', 'sequence_prob', null, 'others', 'no column others'],
    ['row,answer\nx,1\n', 'classification', 0, 'row', 'whole number'],
    ['prompt,classes,answer\nA?,nonsense,1\n', 'classification', 0, 'classes', 'classes'],
    ['prompt,completion,right,others\nA,,yes,no\n', 'sequence_prob', 0, 'completion', 'empty'],
    ['row,answer\n', 'classification', null, null, 'no line'],
  ] as const)('with a fault is refused, and the fault named: %j', (text, metric, line, column, words) => {
    const outcome = read(text, metric);
    expect(outcome).toMatchObject({ ok: false, problems: [{ line, column }] });
    expect(JSON.stringify(outcome)).toContain(words);
  });
});

describe('an answer in it', () => {
  it('is a class as written, or without its white space, or its index, or none of them', () => {
    const choices = [' Yes', 'No', '2', '1', 'several', 'none'].map((text) => answer({ answer: text }));
    expect(choices.map((one) => one.ok && 'answer' in one.answer && one.answer.answer.choice)).toEqual([
      0,
      1,
      2,
      1,
      'several',
      'none',
    ]);
  });

  it('that is nothing of the kind is told with its column', () => {
    expect(answer({ answer: 'Perhaps' })).toMatchObject({ ok: false, column: 'answer' });
    expect(answer({ right: 'yes', others: 'maybe' }, 'sequence_prob')).toMatchObject({ ok: false, column: 'others' });
  });

  it('on two prompts says both and whether the difference matters', () => {
    expect(answer({ answer: 'Yes', other_answer: 'No', matters: 'Yes' }, 'absolute_logodds')).toEqual({
      ok: true,
      answer: { kind: 'logodds', first: { choice: 0 }, second: { choice: 1 }, matters: 'yes' },
    });
  });
});
