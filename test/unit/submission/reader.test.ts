import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ExampleBatch, examplesOfBatch } from '../../../shared/submission/batch.ts';
import type { Metric } from '../../../shared/submission/metric.ts';
import { createSubmissionReader, type Example, readSubmission } from '../../../shared/submission/reader.ts';

const CHOICE = 'prompt,classes,answer_index';
const PAIR = 'prompt,other_prompt,classes,answer_index';
const YES_NO = `"[' Yes', ' No']"`;
/** Enough rows that their number alone gives no finding. */
const many = (row: string, count = 500) => `${row}\n`.repeat(count);

function read(text: string, metric?: Metric, ambiguousMetric: 'assume-logodds' | 'refuse' = 'assume-logodds') {
  return readSubmission(Buffer.from(text), { metric, ambiguousMetric });
}

/** What small made-up files break all the time; rules.test.ts is about these. */
const ASIDE = new Set([
  'too-few-examples',
  'few-examples',
  'repeated-example',
  'contradicting-answers',
  'answer-position',
  'class-start',
  'completion-start',
  'same-prompts',
]);

/** Findings without those, as level, rule, row, column. */
function found(text: string, metric?: Metric): string[] {
  const { summary } = read(text, metric);
  return summary.findings
    .filter(({ rule }) => !ASIDE.has(rule))
    .map(({ level, rule, row, column }) => `${level} ${rule} ${row} ${column}`);
}

describe('a clean file', () => {
  it('gives its examples and no finding', () => {
    const rows = Array.from({ length: 500 }, (_, row) => `7,Is it ${row}?,${YES_NO},${row % 2},sums,book\n`);
    const { examples, summary } = read(`,${CHOICE},subcategory,source\n${rows.join('')}`);
    expect(summary).toEqual({
      metric: 'classification',
      rows: 500,
      columns: ['Unnamed: 0', 'prompt', 'classes', 'answer_index', 'subcategory', 'source'],
      parts: [],
      findings: [],
      findingCounts: [],
      ok: true,
      classCounts: [{ classes: 2, rows: 500 }],
    });
    expect(examples).toHaveLength(500);
    expect(examples[499]).toEqual({
      row: 499,
      part: null,
      name: '7',
      prompt: 'Is it 499?',
      otherPrompt: null,
      classes: [' Yes', ' No'],
      answerIndex: 1,
      completion: null,
      subcategory: 'sums',
      other: { source: 'book' },
    });
  });

  it('of sequence_prob has completions only', () => {
    const { examples, summary } = read(`prompt,completion\nThe sky is, blue\n`);
    expect(summary.metric).toBe('sequence_prob');
    expect(summary.classCounts).toEqual([]);
    expect(examples[0]).toMatchObject({
      completion: ' blue',
      classes: null,
      answerIndex: null,
      name: null,
      other: null,
    });
  });

  it('comes in batches in the order of its rows', () => {
    const rows: number[] = [];
    let batches = 0;
    const onExamples = (batch: ExampleBatch) => {
      batches += 1;
      rows.push(...batch.rows);
    };
    const reader = createSubmissionReader({ ambiguousMetric: 'refuse', onExamples });
    reader.push(Buffer.from(`${CHOICE}\n${many(`p,${YES_NO},0`, 2500)}`));
    reader.end();
    expect(batches).toBeGreaterThan(1);
    expect(rows).toEqual(Array.from({ length: 2500 }, (_, row) => row));
  });

  it('tells metric and columns before the first examples, and only where they are usable', () => {
    const said: unknown[] = [];
    const run = (text: string) => {
      const reader = createSubmissionReader({
        ambiguousMetric: 'refuse',
        onColumns: (metric, columns) => said.push([metric, columns]),
        onExamples: (batch) => said.push(batch.count),
      });
      reader.push(Buffer.from(text));
      reader.end();
    };
    run('prompt,completion\np,c\n');
    run('prompt,answer\np,c\n');
    expect(said).toEqual([['sequence_prob', ['prompt', 'completion']], 1]);
  });

  it('counts lists of classes by their length, for the baseline', () => {
    const { summary } = read(`${CHOICE}\np,${YES_NO},0\np,"['a','b','c']",2\np,${YES_NO},1\n`);
    expect(summary.classCounts).toEqual([
      { classes: 2, rows: 2 },
      { classes: 3, rows: 1 },
    ]);
  });

  it('reads the same whatever the chunks', () => {
    const bytes = Buffer.from(`,${CHOICE}\r\n1,"é\r\n""q""",${YES_NO},1.0\r\n2,,"[1]",x\n3,NA,${YES_NO},0,9\n4,"open`);
    const whole = readSubmission(bytes, { ambiguousMetric: 'refuse' });
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 30 }), (sizes) => {
        const examples: Example[] = [];
        const reader = createSubmissionReader({
          ambiguousMetric: 'refuse',
          onExamples: (batch) => examples.push(...examplesOfBatch(batch)),
        });
        for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
          const size = sizes[turn % sizes.length]!;
          reader.push(bytes.subarray(at, at + size));
          at += size;
        }
        expect({ examples, summary: reader.end() }).toEqual(whole);
      }),
    );
  });

  it('keeps columns of any name', () => {
    const { examples } = read(`${CHOICE},__proto__,\np,${YES_NO},0,x,y\n`);
    expect(Object.entries(examples[0]?.other ?? {})).toEqual([
      ['__proto__', 'x'],
      ['Unnamed: 4', 'y'],
    ]);
  });
});

describe('the index', () => {
  it.each(['', 'index', 'Unnamed: 0'])('is a leading column named %j', (name) => {
    const { examples } = read(`${name},${CHOICE}\na,p,${YES_NO},0\na,p,${YES_NO},0\n`);
    expect(examples.map((example) => [example.name, example.other])).toEqual([
      ['a', null],
      ['a', null],
    ]);
  });

  it('is no column further on', () => {
    const { examples } = read(`${CHOICE},index\np,${YES_NO},0,a\n`);
    expect(examples[0]).toMatchObject({ name: null, other: { index: 'a' } });
  });
});

describe('the metric', () => {
  it('is assumed to be logodds, with a note, where the columns cannot tell', () => {
    expect(found(`${PAIR}\np,q,${YES_NO},0\n`)).toEqual(['note assumed-metric null null']);
    expect(found(`${PAIR}\np,q,${YES_NO},0\n`, 'absolute_logodds')).toEqual([]);
  });

  it('is asked for where it must not be assumed', () => {
    const { examples, summary } = read(`${PAIR}\np,q,${YES_NO},0\n`, undefined, 'refuse');
    expect(summary).toMatchObject({ metric: null, ok: false, rows: 1, findings: [{ rule: 'ambiguous-metric' }] });
    expect(examples).toEqual([]);
  });

  it('may be named though the file has columns for another', () => {
    const { examples } = read(`${PAIR}\np,q,${YES_NO},0\n`, 'classification');
    expect(examples[0]).toMatchObject({ otherPrompt: null, other: { other_prompt: 'q' } });
  });

  it('cannot be told from choices and completions together', () => {
    expect(found(`${CHOICE},completion\np,${YES_NO},0,c\n`)).toEqual(['error ambiguous-metric null null']);
    expect(found(`${CHOICE},completion\np,${YES_NO},0,c\n`, 'classification')).toEqual([]);
  });

  it('takes biased_prompt for other_prompt, with a note', () => {
    const { examples, summary } = read(`prompt,biased_prompt,classes,answer_index\np,q,${YES_NO},0\n`, 'logodds');
    expect(examples[0]).toMatchObject({ otherPrompt: 'q', other: null });
    expect(summary.findings[0]).toMatchObject({ level: 'note', rule: 'older-column-name', column: 'biased_prompt' });
  });

  it('was dropped by the contest: the numeric kind is refused by name', () => {
    const { summary } = read(',filled_template,true_answer,anchor\n0,t,1,1\n');
    expect(summary).toMatchObject({ metric: null, ok: false, rows: 1 });
    expect(summary.findings.map(({ rule }) => rule)).toEqual(['dropped-metric']);
    expect(summary.findings[0]?.message).toMatch(/numeric kind/);
  });
});

describe('columns', () => {
  it('that are missing are named, each once, with those that are there', () => {
    const { summary } = read('prompt,answer\np,0\n', 'classification');
    expect(summary.findings.map(({ rule, column }) => [rule, column])).toEqual([
      ['missing-column', 'classes'],
      ['missing-column', 'answer_index'],
    ]);
    expect(summary.findings[0]?.message).toContain('"prompt", "answer"');
  });

  it.each(['Classes', ' classes', 'CLASSES ', '\ufeffclasses'])('named almost right (%j) are pointed to', (name) => {
    const { summary } = read(`prompt,${name},answer_index\np,${YES_NO},0\n`);
    expect(summary.findings[0]?.message).toContain(`rename ${JSON.stringify(name)} to "classes"`);
  });

  it('that fit no metric lead to a list of what each needs', () => {
    expect(read('prompt\np\n').summary.findings[0]?.message).toContain('sequence_prob: prompt, completion');
  });

  it.each([
    [';', 'semicolons'],
    ['\t', 'tabs'],
  ])('that are separated by %j lead to a file with commas', (sign, name) => {
    const said = read(`${CHOICE.replaceAll(',', sign)}\np${sign}x${sign}0\n`).summary.findings[0]?.message;
    expect(said).toContain(`${name} stand between the cells`);
    expect(said).toContain('Save it with commas');
    expect(read(`a${sign}b\np${sign}0\n`).summary.findings[0]?.message).toContain('columns fit no metric');
  });

  it('of one name are an error', () => {
    expect(found(`${CHOICE},note,note\np,${YES_NO},0,a,b\n`)).toEqual(['error duplicate-column null note']);
    expect(found(`index,${CHOICE},index\n0,p,${YES_NO},0,a\n`)).toEqual(['error duplicate-column null index']);
    expect(found(`${CHOICE},note,Note\np,${YES_NO},0,a,b\n`)).toEqual([]);
    expect(found(`${CHOICE},,\np,${YES_NO},0,a,b\n`)).toEqual([]);
  });
});

describe('one class that was meant to be several', () => {
  const said = (list: string) => read(`${CHOICE}\np,"${list}",0\n`).summary.findings[0]?.message ?? '';

  it('is said to want commas, as numpy leaves them out', () => {
    expect(said("[' Yes' ' No']")).toContain('here to " Yes No": put the commas in');
    expect(said("['a'\n 'b']")).toContain('put the commas in');
  });

  it.each(["[' Yes']", "[' ']", "['''a''']", '[]'])('%s is not', (list) => {
    expect(said(list)).toMatch(/at least two are needed to choose between\.$/);
  });
});

describe('error rules of a row', () => {
  const choice = (row: string) => found(`${CHOICE}\n${row}\n`);
  const pair = (row: string) => found(`${PAIR}\n${row}\n`, 'logodds');

  it('too many or too few cells, an unclosed quote', () => {
    expect(choice(`p,${YES_NO},0,x`)).toEqual(['error too-many-cells 0 null']);
    expect(choice(`p,${YES_NO}`)).toEqual(['error too-few-cells 0 null']);
    expect(choice(`p,"['a'`)).toEqual(['error unclosed-quote 0 classes']);
  });

  it('an empty prompt, other prompt or completion', () => {
    expect(choice(`,${YES_NO},0`)).toEqual(['error empty-prompt 0 prompt']);
    expect(choice(`" ",${YES_NO},0`)).toEqual(['warning prompt-end 0 prompt']);
    expect(pair(`p,,${YES_NO},0`)).toEqual(['error empty-prompt 0 other_prompt']);
    expect(found('prompt,completion\np,\n')).toEqual(['error empty-completion 0 completion']);
    expect(found('prompt,completion\np," "\n')).toEqual([]);
  });

  it('classes that are no list of strings', () => {
    expect(choice('p,Yes,0')).toEqual(['error classes-not-a-list 0 classes']);
    expect(choice('p,,0')).toEqual(['error classes-not-a-list 0 classes']);
    expect(choice(`p,"['a', 1]",0`)).toEqual(['error classes-not-a-list 0 classes']);
    expect(choice(`p,"('a', 'b')",0`)).toEqual([]);
  });

  it('fewer than two classes', () => {
    expect(choice(`p,['a'],0`)).toEqual(['error too-few-classes 0 classes']);
    expect(choice('p,[],0')).toEqual(['error too-few-classes 0 classes', 'error answer-index 0 answer_index']);
  });

  it('the same class twice', () => {
    expect(choice(`p,"['a', ' a', 'a']",0`)).toEqual(['error repeated-class 0 classes']);
    expect(choice(`p,"['a', 'a']",0`)).toEqual(['error repeated-class 0 classes']);
    expect(choice(`p,"['a', 'A', ' a']",0`)).toEqual([]);
  });

  it('other than two classes where log odds are taken', () => {
    expect(pair(`p,q,"['a', 'b', 'c']",0`)).toEqual(['error not-two-classes 0 classes']);
    expect(pair(`p,q,"['a', 'b']",0`)).toEqual([]);
  });

  it('an answer index out of range or not whole', () => {
    expect(choice(`p,${YES_NO},2`)).toEqual(['error answer-index 0 answer_index']);
    expect(choice(`p,${YES_NO},-1`)).toEqual(['error answer-index 0 answer_index']);
    expect(choice(`p,${YES_NO},`)).toEqual(['error answer-index 0 answer_index']);
    expect(choice(`p,${YES_NO},1`)).toEqual([]);
    expect(choice(`p,${YES_NO},1.0`)).toEqual(['note answer-index-form 0 answer_index']);
  });

  it('keep the row from the examples and leave the others', () => {
    const { examples, summary } = read(`${CHOICE}\np,${YES_NO},0\n,${YES_NO},0\nq,${YES_NO},1\n`);
    expect(examples.map(({ row }) => row)).toEqual([0, 2]);
    expect(summary).toMatchObject({ ok: false, rows: 3, classCounts: [{ classes: 2, rows: 2 }] });
  });
});

describe('notes on what pandas would make of it', () => {
  it('point out cells read as missing, in columns that are kept too', () => {
    expect(found(`${CHOICE},source\nNA,${YES_NO},0,\nNa,${YES_NO},0,null\n`)).toEqual([
      'note read-as-missing 0 prompt',
      'note read-as-missing 0 source',
      'note read-as-missing 1 source',
    ]);
  });

  it('point out text columns read as numbers or booleans', () => {
    expect(found('prompt,completion\n1,True\n2.5,false\n')).toEqual([
      'note read-as-number null prompt',
      'note read-as-boolean null completion',
    ]);
    expect(found('prompt,completion\n1,True\nx,1\n')).toEqual([]);
  });
});

describe('the number of examples', () => {
  const rules = (count: number) =>
    read(`${CHOICE}\n${many(`p,${YES_NO},0`, count)}`)
      .summary.findings.filter(({ rule }) => rule.endsWith('few-examples'))
      .map(({ level }) => level);

  it('makes ineligible below 300 and warns below 500', () => {
    expect(rules(299)).toEqual(['ineligible', 'warning']);
    expect(rules(300)).toEqual(['warning']);
    expect(rules(499)).toEqual(['warning']);
    expect(rules(500)).toEqual([]);
  });

  it('none at all is an error that says why no row is named', () => {
    expect(found(`${CHOICE}\n`)).toEqual(['error no-examples null null']);
    expect(found('')).toEqual(['error empty-file null null']);
  });
});

describe('many findings', () => {
  it('of one rule are listed up to a limit and then counted', () => {
    const options = { ambiguousMetric: 'refuse', listedFindings: 3 } as const;
    const { summary } = readSubmission(Buffer.from(`${CHOICE}\n${many(`,${YES_NO},0`)}`), options);
    const empty = summary.findings.filter(({ rule }) => rule === 'empty-prompt');
    expect(empty.map(({ row }) => row)).toEqual([0, 1, 2, null]);
    expect(empty[3]?.message).toContain('497 more');
    expect(summary.findingCounts).toContainEqual({ level: 'error', rule: 'empty-prompt', count: 500 });
  });
});

describe('broken files', () => {
  it('never throw, and every error names a row or says why there is none', () => {
    const piece = fc.constantFrom(
      'prompt',
      'classes',
      'answer_index',
      'completion',
      'other_prompt',
      ',',
      ',',
      ',',
      '\n',
      '\n',
      '\r\n',
      '\r',
      '"',
      '""',
      "['a','b']",
      "\"['a','b']\"",
      '0',
      '1.0',
      'NA',
      '\0',
      'é',
      '\ufeff',
      ' ',
      `${CHOICE}\n`,
      `p,${YES_NO},0\n`,
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 25 }), fc.boolean(), (pieces, wide) => {
        const { summary } = readSubmission(Buffer.from(pieces.join(''), wide ? 'utf16le' : 'utf8'), {
          ambiguousMetric: 'refuse',
        });
        const errors = summary.findings.filter(({ level }) => level === 'error');
        expect(errors.length > 0).toBe(!summary.ok);
        for (const error of errors) {
          if (error.row === null) expect(error.message).toMatch(/header|column|no row|metric/i);
          else expect(error.message).toContain(`ow ${error.row}`);
        }
      }),
      { numRuns: 3000 },
    );
  });
});
