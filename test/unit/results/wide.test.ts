import { describe, expect, it } from 'vitest';
import type { MetricName } from '../../../shared/contract/parts.ts';
import type { ExampleText } from '../../../shared/results/exampleText.ts';
import { createWideReader, isWideHeader, modelColumn, type WideFile } from '../../../shared/results/wide.ts';
import { counts, refused, stored } from './runText.ts';

const toBytes = new TextEncoder();

/** Examples `a`, `b`, `c`, each with two classes; `twin` stands in rows 3 and 4. */
const prompts = ['a', 'b', 'c', 'twin', 'twin'];

function read(text: string, more: { format?: 'csv' | 'json'; metric?: MetricName } = {}): WideFile {
  const reader = createWideReader({
    metric: more.metric ?? 'classification',
    examples: prompts.length,
    format: more.format ?? 'csv',
    exampleOf: ({ prompt, classes, answerIndex }: ExampleText) => {
      const fitting = prompts.flatMap((known, row) =>
        known === prompt && classes?.join() === 'x,y' && answerIndex === 0 ? [row] : [],
      );
      return fitting.length === 0 ? 'none' : fitting.length === 1 ? fitting[0]! : 'several';
    },
    promptAt: (row) => prompts[row] ?? null,
  });
  reader.push(toBytes.encode(text));
  return reader.end();
}

const byText = 'prompt,classes,answer_index';
const cells = `"['x', 'y']",0`;
const only = (file: WideFile) => file.runs[0]!.result;

describe('the columns of a wide file', () => {
  it.each([
    ['text-ada-001_total_logprob', { model: 'text-ada-001', field: 'total_logprob' }],
    ['text_ada_logodds_difference', { model: 'text_ada', field: 'logodds_difference' }],
    ['gpt-j-6B_loss', { model: 'gpt-j-6B', field: 'loss' }],
    ['opt-1.3b_correct', { model: 'opt-1.3b', field: 'correct' }],
    ['_loss', null],
    ['loss', null],
    ['total_logprob', null],
    ['prompt', null],
  ])('%s', (column, expected) => {
    expect(modelColumn(column)).toEqual(expected);
  });

  it('make a file wide where a value stands in one; those of a single run do not', () => {
    expect(isWideHeader(['prompt', 'ada_loss'])).toBe(true);
    expect(isWideHeader(['index', 'loss', 'correct', 'total_logprob'])).toBe(false);
    expect(isWideHeader(['prompt', 'human_correct'])).toBe(false);
  });

  it('give a run for each model; a column without a value beside it is none', () => {
    const file = read(
      'index,ada_loss,ada_correct,curie_loss,human_correct,source\n0,0.5,1,0.25,1,web\n2,0.75,0,,1,web\n',
    );
    expect(file.runs.map(({ name, result }) => [name, counts(result)])).toEqual([
      ['ada', { rows: 2, usable: 2, empty: 0, repeated: 0, missing: 3 }],
      ['curie', { rows: 2, usable: 1, empty: 1, repeated: 0, missing: 4 }],
    ]);
    expect([...stored(only(file)).values]).toEqual([0.5, Number.NaN, 0.75, Number.NaN, Number.NaN]);
    expect([...file.ignored].sort()).toEqual(['human_correct', 'source']);
  });

  it('of another metric refuse that model alone', () => {
    const { runs } = read('index,ada_logodds_difference,curie_loss\n0,0.5,0.25\n');
    expect(refused(runs[0]!.result).reason).toBe('wrong-column: logodds_difference');
    expect(stored(runs[1]!.result).usable).toBe(1);
  });

  it('twice of one name refuse it', () => {
    expect(refused(only(read('index,ada_loss,ada_loss\n0,0.5,0.5\n'))).reason).toBe(
      'two-columns: ada_loss'.replace('ada_', ''),
    );
  });
});

describe('joining a wide file', () => {
  it('goes by index where there is one, whatever the order of the rows', () => {
    expect([...stored(only(read('ada_loss,index\n3,2\n1,0\n'))).values].slice(0, 3)).toEqual([1, Number.NaN, 3]);
  });

  it('goes by text where there is none', () => {
    const file = read(`${byText},ada_loss\nc,${cells},3\na,${cells},1\n`);
    expect([...stored(only(file)).values].slice(0, 3)).toEqual([1, Number.NaN, 3]);
  });

  it('refuses, naming the rows, what the data set has twice', () => {
    const file = read(`${byText},ada_loss,curie_loss\na,${cells},1,1\ntwin,${cells},2,2\n`);
    expect(file.runs.map(({ result }) => refused(result).reason)).toEqual(['not-unique: rows 1', 'not-unique: rows 1']);
  });

  it('refuses what the file itself says twice, equal or not, naming both rows', () => {
    expect(refused(only(read(`${byText},ada_loss\nb,${cells},2\na,${cells},1\na,${cells},1\n`))).reason).toBe(
      'not-unique: rows 1, 2',
    );
  });

  it('does not mind a twin that has no value', () => {
    expect(stored(only(read(`${byText},ada_loss\na,${cells},1\ntwin,${cells},\n`))).usable).toBe(1);
  });

  it('takes the index of twins', () => {
    expect(stored(only(read(`index,${byText},ada_loss\n3,twin,${cells},1\n4,twin,${cells},2\n`))).usable).toBe(2);
  });

  it.each([
    ['d', cells],
    ['a', `"['x', 'z']",0`],
    ['a', `"['x', 'y']",1`],
    ['a', `"['x'",0`],
    ['a', `"['x', 'y']",first`],
  ])('refuses a text that no example has: %s, %s', (prompt, rest) => {
    expect(refused(only(read(`${byText},ada_loss\nb,${cells},2\n${prompt},${rest},1\n`))).reason).toBe(
      'no-such-example: rows 1',
    );
  });

  it('needs every column of the metric when it goes by text', () => {
    expect(refused(only(read('prompt,answer_index,ada_loss\na,0,1\n'))).reason).toBe('missing-column: classes');
  });

  it('does not pass another data set because its indexes fit', () => {
    expect(refused(only(read('index,prompt,ada_loss\n0,a,1\n1,z,2\n'))).reason).toBe('other-data-set: rows 1');
  });

  it('lists the first ten rows only', () => {
    const rows = Array.from({ length: 13 }, () => `d,${cells},1`);
    expect(refused(only(read(`${byText},ada_loss\n${rows.join('\n')}\n`))).reason).toBe(
      'no-such-example: rows 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 and 3 more',
    );
  });
});

describe('a wide file as JSON Lines', () => {
  const line = (more: string) => `{"prompt":"a","classes":"['x', 'y']","answer_index":0,${more}}\n`;
  const json = (text: string) => read(text, { format: 'json' });

  it('reads numbers, texts, lists and truth values alike', () => {
    const run = stored(
      only(json(`{"index":1,"ada_loss":0.5,"ada_correct":true}\n{"index":"2","ada_loss":"0.25","ada_correct":0}\n`)),
    );
    expect([...run.values].slice(1, 3)).toEqual([0.5, 0.25]);
    expect([...run.correct!].slice(1, 3)).toEqual([1, 0]);
    const listed = '{"prompt":"a","classes":["x","y"],"answer_index":0.0,"ada_loss":1}\n';
    expect(stored(only(json(listed))).values[0]).toBe(1);
    expect(stored(only(json(line('"ada_loss":1')))).values[0]).toBe(1);
  });

  it.each(['NaN', 'Infinity', '-Infinity'])('refuses %s as Python writes it', (token) => {
    expect(refused(only(json(`{"index":0,"note":"NaN \\" NaN","ada_loss":${token}}\n`))).reason).toBe(
      'not-finite: row 0',
    );
  });

  it('takes null for an empty cell', () => {
    expect(refused(only(json(`{"index":0,"ada_loss":null}\n`))).reason).toBe('empty');
  });

  it('counts a row that lacks a model’s columns as empty for it', () => {
    const { runs } = json('{"index":0,"ada_loss":1}\n{"index":1,"ada_loss":1,"curie_loss":2}\n');
    expect(runs.map(({ result }) => counts(result))).toMatchObject([
      { rows: 2, usable: 2, empty: 0 },
      { rows: 2, usable: 1, empty: 1 },
    ]);
  });

  it.each([
    ['{"index":0,"ada_loss":1}\n{"index":1,"ada_loss":\n', 'unreadable: breaks-off, row 1'],
    ['{"index":0,"ada_loss":1}\n{"index":1 "ada_loss":1}\n', 'unreadable: not-json, row 1'],
    ['{"index":0,"ada_loss":1}\nindex\n', 'unreadable: not-json, row 1'],
  ])('names the row that is no JSON: %j', (text, reason) => {
    expect(refused(only(json(text))).reason).toBe(reason);
  });
});
