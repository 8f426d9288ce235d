import { describe, expect, it } from 'vitest';
import { counts, readRun, refused, runText, stored } from './runText.ts';

const full = 'index,loss,correct,total_logprob';

function reason(header: string, rows: readonly string[], examples = 3, metric?: Parameters<typeof readRun>[2]): string {
  return refused(readRun(runText(header, rows), examples, metric)).reason;
}

describe('joining by index', () => {
  it('puts every value at its index, whatever its row', () => {
    const run = stored(readRun(runText(full, ['2,0.25,1,-1', '0,0.5,0,-2', '1,0.75,1,-3']), 3));
    expect([...run.values]).toEqual([0.5, 0.75, 0.25]);
    expect([...(run.correct ?? [])]).toEqual([0, 1, 1]);
    expect([...(run.totalLogprob ?? [])]).toEqual([-2, -3, -1]);
    expect(counts(run)).toEqual({ rows: 3, usable: 3, empty: 0, repeated: 0, missing: 0 });
  });

  it('takes an index that pandas wrote as 1.0', () => {
    expect([...stored(readRun('index,loss\n1.0,0.5\n0.0,0.25\n', 2)).values]).toEqual([0.25, 0.5]);
  });

  it.each(['x', '1.5', '', '1e0', '0x1'])('refuses the index “%s”, naming the row', (index) => {
    expect(reason('index,loss', ['0,0.5', `${index},0.5`])).toBe('bad-index: row 1');
  });

  it('refuses a file of such rows alone for them, not as empty', () => {
    expect(reason('index,loss', ['x,0.5'])).toBe('bad-index: row 0');
  });

  it('refuses an index that the data set does not have, and takes its last one', () => {
    expect(reason('index,loss', ['0,0.5', '3,0.5', '-1,0.5'])).toBe('index-outside: -1, 3');
    expect(stored(readRun('index,loss\n2,0.5\n', 3)).usable).toBe(1);
  });

  it('does not mind an index outside the data set, or none, on a row without a value', () => {
    const run = stored(readRun(runText('index,loss', ['0,0.5', '3,', 'x,', ',']), 3));
    expect(counts(run)).toEqual({ rows: 4, usable: 1, empty: 3, repeated: 0, missing: 2 });
  });

  it('lists the first examples without a value', () => {
    expect(stored(readRun(runText('index,loss', ['1,0.5', '3,0.25']), 5)).missingExamples).toEqual([0, 2, 4]);
  });
});

describe('the value column', () => {
  it('is loss for classification and sequence_prob, logodds_difference for both log-odds metrics', () => {
    for (const metric of ['classification', 'sequence_prob'] as const) {
      expect(readRun('index,loss\n0,1\n', 1, metric).status).toBe('stored');
      expect(reason('index,logodds_difference', ['0,1'], 1, metric)).toBe('wrong-column: logodds_difference');
    }
    for (const metric of ['logodds', 'absolute_logodds'] as const) {
      expect(readRun('index,logodds_difference\n0,1\n', 1, metric).status).toBe('stored');
      expect(reason('index,loss', ['0,1'], 1, metric)).toBe('wrong-column: loss');
    }
  });

  it.each([
    ['index,estimate', 'wrong-column: estimate'],
    ['index,logodds,correct,total_logprob', 'wrong-column: logodds'],
    ['index,predicted,surprise', 'wrong-column: surprise'],
    ['index,correct', 'missing-column: loss'],
    ['0,0.5', 'missing-column: loss'],
    ['Loss,index', 'wrong-column: Loss'],
    ['loss,correct', 'missing-column: index'],
    ['index,loss,loss', 'two-columns: loss'],
    ['index,loss,correct,correct', 'two-columns: correct'],
  ])('with the header %s is refused as %s', (header, expected) => {
    const result = refused(
      readRun(
        runText(header, [
          header
            .split(',')
            .map(() => '1')
            .join(','),
        ]),
        3,
      ),
    );
    expect(result.reason).toBe(expected);
    expect(counts(result)).toEqual({ rows: 1, usable: 0, empty: 0, repeated: 0, missing: 3 });
  });

  it('may stand anywhere, with columns beside it that nothing is made from', () => {
    const run = stored(readRun('correct,predicted,loss,estimate,index\n1,"a, b",0.5,9,0\n', 1));
    expect([...run.values]).toEqual([0.5]);
    expect([...(run.correct ?? [])]).toEqual([1]);
  });

  it('is enough: correct and total_logprob may be absent, or never filled in', () => {
    const bare = stored(readRun('index,loss\n0,0.5\n', 1));
    const unfilled = stored(readRun(runText(full, ['0,0.5,,']), 1));
    for (const run of [bare, unfilled]) {
      expect([run.correct, run.totalLogprob, run.warnings]).toEqual([null, null, []]);
    }
  });
});

describe('rows without a value', () => {
  it('are dropped and counted, also between rows of the same index', () => {
    const run = stored(readRun(runText(full, ['0,0.5,1,-1', '1,,,', '2,,,', '1,0.25,1,-1', '1,,,', '2, ,,']), 3));
    expect(counts(run)).toEqual({ rows: 6, usable: 2, empty: 4, repeated: 0, missing: 1 });
    expect([...run.values]).toEqual([0.5, 0.25, Number.NaN]);
  });

  it('are all that an empty run has', () => {
    for (const text of ['', '\r\n', `${full}\r\n`, full, runText(full, ['0,,,', '1,,,'])]) {
      expect(refused(readRun(text, 3)).reason).toBe('empty');
    }
    expect(counts(readRun(runText(full, ['0,,,', '1,,,']), 3))).toMatchObject({ rows: 2, empty: 2, missing: 3 });
  });
});

describe('rows with nothing but an index', () => {
  it('are rows without a value, be the commas there or not', () => {
    const run = stored(readRun(runText(full, ['0,0.5,1,-1', '1', '1,0.25,1,-1', '2,']), 3));
    expect(counts(run)).toEqual({ rows: 4, usable: 2, empty: 2, repeated: 0, missing: 1 });
  });
});

describe('the same index twice', () => {
  it('counts once with equal values, however they are written', () => {
    const run = stored(readRun(runText(full, ['0,0.5,1,-1', '0,.50,1.0,-1e0', '0,5e-1,1,-1', '1,1,0,-1']), 2));
    expect(counts(run)).toEqual({ rows: 4, usable: 2, empty: 0, repeated: 2, missing: 0 });
  });

  it('is refused with different values, naming the lowest such indexes first', () => {
    const result = refused(readRun(runText('index,loss', ['2,1', '0,1', '2,2', '0,3', '1,1', '1,1', '0,1']), 4));
    expect(result.reason).toBe('conflicting-values: 0, 2');
    expect(counts(result)).toEqual({ rows: 7, usable: 1, empty: 0, repeated: 1, missing: 3 });
  });

  it('is refused when correct or total_logprob differ, because either could be the right one', () => {
    expect(reason(full, ['0,1,1,-1', '0,1,0,-1'])).toBe('conflicting-values: 0');
    expect(reason(full, ['0,1,1,-1', '0,1,1,-2'])).toBe('conflicting-values: 0');
  });

  it('is filled in from the row that says more', () => {
    const run = stored(readRun(runText(full, ['0,1,,-1', '0,1,1,']), 1));
    expect([run.correct?.[0], run.totalLogprob?.[0], run.repeated]).toEqual([1, -1, 1]);
  });

  it('names ten indexes and counts the others', () => {
    const rows = Array.from({ length: 13 }, (_, index) => [`${index},1`, `${index},2`]).flat();
    expect(reason('index,loss', rows, 13)).toBe('conflicting-values: 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 and 3 more');
  });
});

describe('values that cannot be', () => {
  it.each(['nan', 'NaN', 'inf', '-inf', 'Infinity', '1e999', 'abc', '0x10', '1_0', '1 2', '--1'])(
    'refuses the value %s as not finite, naming the row',
    (text) => {
      expect(reason('index,loss', ['0,0.5', `1,${text}`])).toBe('not-finite: row 1');
      expect(reason(full, ['0,0.5,1,-1', `1,0.5,1,${text}`])).toBe('not-finite: row 1');
    },
  );

  it.each([
    ['1e-7', 1e-7],
    ['+.5', 0.5],
    ['3.', 3],
    [' 2 ', 2],
    ['0.43849512934684753', 0.43849512934684753],
    ['1.7976931348623157e308', Number.MAX_VALUE],
    ['-0.0', 0],
  ])('takes %s', (text, value) => {
    expect([...stored(readRun(`index,loss\n0,${text}\n`, 1)).values]).toEqual([value]);
  });

  it('refuses a loss below zero, takes zero', () => {
    for (const metric of ['classification', 'sequence_prob'] as const) {
      expect(reason('index,loss', ['0,0', '1,-1e-300'], 3, metric)).toBe('negative-loss: row 1');
      expect(readRun('index,loss\n0,0\n', 1, metric).status).toBe('stored');
    }
  });

  it('refuses an absolute difference below zero, takes a signed one', () => {
    const rows = ['0,0', '1,-0.5'];
    expect(reason('index,logodds_difference', rows, 3, 'absolute_logodds')).toBe('negative-difference: row 1');
    expect(readRun(runText('index,logodds_difference', rows), 3, 'logodds').status).toBe('stored');
  });

  it.each(['2', '0.5', '-1', 'True', 'nan'])('refuses %s as correct', (text) => {
    expect(reason(full, ['0,0.5,1,-1', `1,0.5,${text},-1`])).toBe('bad-correct: row 1');
  });

  it('takes 1.0 and 0.0 as correct', () => {
    expect([...(stored(readRun(runText(full, ['0,1,1.0,-1', '1,2,0.0,-1']), 2)).correct ?? [])]).toEqual([1, 0]);
  });

  it('does not look at other columns of a row without a value', () => {
    expect(stored(readRun(runText(full, ['0,1,1,-1', '1,,7,inf']), 2)).empty).toBe(1);
  });
});

describe('the order of the rules', () => {
  // Each file breaks every rule that the one after it breaks, and one more.
  const broken = [
    ['conflicting-values: 0', ['0,1,1,-1', '0,2,1,-1', '9,1,1,-1', '1,inf,1,-1', '2,-1,7,-1']],
    ['index-outside: 9', ['9,1,1,-1', '1,inf,1,-1', '2,-1,7,-1']],
    ['not-finite: row 0', ['1,inf,1,-1', '2,-1,7,-1']],
    ['negative-loss: row 0', ['2,-1,7,-1']],
    ['bad-correct: row 0', ['2,1,7,-1']],
  ] as const;

  it.each(broken)('is the page’s: %s', (expected, rows) => {
    expect(reason(full, rows)).toBe(expected);
  });

  it('finds a contradiction outside the data set before it finds that it is outside', () => {
    expect(reason('index,loss', ['9,1', '9,2'])).toBe('conflicting-values: 9');
    expect(reason('index,loss', ['9,1', '9,1'])).toBe('index-outside: 9');
  });

  it('looks at the value column before anything else', () => {
    expect(reason('index,estimate', ['0,1', '0,inf'])).toBe('wrong-column: estimate');
  });
});

describe('bytes that are no CSV', () => {
  it('are refused with the reader’s own words', () => {
    const result = refused(readRun('index,loss\n0,0.5\n1,"0.5\n', 3));
    expect(result.reason).toBe('unreadable: unclosed-quote, row 1');
    expect(result.message).not.toBe('');
    expect(result.rows).toBe(2);
  });

  it('include rows with too many cells', () => {
    expect(reason('index,loss', ['0,0.5', '1,0.5,1'])).toBe('unreadable: too-many-cells, row 1');
  });

  it('include a row that breaks off after its value', () => {
    expect(reason(full, ['0,0.5,1,-1', '1,0.4'])).toBe('unreadable: too-few-cells, row 1');
  });
});

describe('warnings', () => {
  function rules(header: string, rows: readonly string[], examples = 3): string[] {
    return stored(readRun(runText(header, rows), examples)).warnings.map((warning) => warning.rule);
  }

  it('say when every value is the same, unless there is one only', () => {
    expect(rules('index,loss', ['0,0.6931', '1,0.6931'])).toEqual(['same-values']);
    expect(rules('index,loss', ['0,0.6931', '1,0.6932'])).toEqual([]);
    expect(rules('index,loss', ['0,0.6931'])).toEqual([]);
  });

  it('say when total_logprob is above 0', () => {
    expect(rules(full, ['0,1,1,1e-9', '1,2,1,0'])).toEqual(['logprob-above-zero']);
    expect(rules(full, ['0,1,1,0', '1,2,1,-1'])).toEqual([]);
  });

  it('say where correct or total_logprob has gaps beside values', () => {
    expect(rules(full, ['0,1,,-1', '1,2,1,-1'])).toEqual(['unfilled-column']);
    expect(rules(full, ['0,1,1,', '1,2,1,-1'])).toEqual(['unfilled-column']);
    expect(rules(full, ['0,,,', '1,2,1,-1'])).toEqual([]);
  });
});
