import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { currentRun, openRefusals, runValues } from '../../db/results.ts';
import { currentVersion } from '../../db/submission.ts';
import { verifyContestFile } from '../../db/verify.ts';
import { runList } from '../../electron/engine/runList.ts';
import {
  accepted,
  type ContestOnDisk,
  classificationCsv,
  contestOnDisk,
  promptOf,
  quietTools,
  runCsv,
} from './contestOnDisk.ts';

const EXAMPLES = 6;
const fixtures = fileURLToPath(new URL('../fixtures/harness', import.meta.url));

function contestWith(
  data = classificationCsv(EXAMPLES),
  metric: 'classification' | 'logodds' | 'sequence_prob' = 'classification',
) {
  const contest = contestOnDisk();
  accepted(contest.importSubmission(contest.write('parity.csv', data), { id: 'p7cw', metric }));
  return contest;
}

function keyOf(contest: ContestOnDisk, kind: 'original' | 'reproduction' = 'original'): number {
  return currentVersion(contest.db, 'p7cw', kind)!.key;
}

const reasons = (report: { runs: readonly { model: string; reason?: string | undefined }[] }) =>
  report.runs.map(({ model, reason }) => [model, reason]);

function whole(contest: ContestOnDisk): void {
  expect(accepted(verifyContestFile(contest.path, quietTools)).problems).toEqual([]);
}

describe('samples of lm-evaluation-harness', () => {
  // by numpy: logaddexp(a, b) − the right one; argmax = right; logaddexp(a, b)
  const loss = [
    0.251929081345373, 0.1002065589167472, 0.0297504182726206, 0.9740769841801067, 5.50407844327057, 0.251929081345373,
  ];
  const correct = [1, 1, 1, 0, 0, 1];
  const total = [
    -0.998070918654627, -0.6497934410832528, -0.4702495817273794, -1.7759230158198933, -0.9959215567294293,
    -0.248070918654627,
  ];

  it.each([
    ['0.3', '0.3', 'gpt2', 'lm-evaluation-harness', 0],
    ['0.3, the file alone', '0.3/parity_write_out_info.json', 'gpt2', 'lm-evaluation-harness', 0],
    ['0.4.0', '0.4.0', 'opt-125m', 'lm-evaluation-harness at 4d10ad56b1f5', 0],
    [
      '0.4.0, the file alone',
      '0.4.0/pretrained__facebook__opt-125m_parity.jsonl',
      'opt-125m',
      'lm-evaluation-harness at 4d10ad56b1f5',
      0,
    ],
    ['0.4.3', '0.4.3', 'pythia-70m', 'lm-evaluation-harness at aa457edc3d64', 0],
    ['0.4.9, choices in another order, two filters', '0.4.9', 'pythia-160m', 'lm-evaluation-harness 0.4.9.1', EXAMPLES],
  ])('of version %s join and score as the contest’s pipeline does', (_, path, model, pipeline, repeated) => {
    const contest = contestWith();
    const report = accepted(contest.importResults(join(fixtures, path), 'p7cw'));
    const rows = EXAMPLES + repeated;
    expect(report).toEqual({
      runs: [{ model, status: 'stored', rows, usable: EXAMPLES, empty: 0, repeated, missing: 0 }],
      ignored: [],
    });
    const run = currentRun(contest.db, keyOf(contest), model)!;
    expect(run).toMatchObject({ form: 'harness', pipeline });
    const values = runValues(contest.db, run.id)!;
    for (const [row, value] of loss.entries()) {
      expect(values.values[row]).toBeCloseTo(value, 12);
      expect(values.totalLogprob![row]).toBeCloseTo(total[row]!, 12);
    }
    expect([...values.correct!]).toEqual(correct);
    whole(contest);
  });

  /** The samples of 0.4.3, changed, in a folder of their own. */
  function changed(
    contest: ContestOnDisk,
    change: (sample: Record<string, unknown>, row: number) => unknown,
    folder = 'EleutherAI__pythia-70m',
  ): string {
    const [name] = ['samples_parity_2024-08-06T10-11-12.345678.jsonl'];
    const lines = readFileSync(join(fixtures, '0.4.3/EleutherAI__pythia-70m', name), 'utf8')
      .trim()
      .split('\n');
    const text = lines.flatMap((line, row) => {
      const sample = change(JSON.parse(line) as Record<string, unknown>, row);
      return sample === null ? [] : [`${JSON.stringify(sample)}\n`];
    });
    return dirname(contest.write(`${folder}/${name}`, text.join('')));
  }

  it('are of the model that their folder is named after, where no results file is there', () => {
    const contest = contestWith();
    const folder = changed(contest, (sample) => sample);
    expect(reasons(accepted(contest.importResults(folder, 'p7cw')))).toEqual([['pythia-70m', undefined]]);
  });

  it('without a model’s name are refused until somebody names it', () => {
    const contest = contestWith();
    const folder = changed(contest, (sample) => sample, 'out');
    expect(accepted(contest.importResults(folder, 'p7cw')).runs[0]).toMatchObject({
      reason: 'no-model-name',
      usable: 6,
    });
    // no later import could settle it, because that comes under the model's own name
    expect(openRefusals(contest.db, keyOf(contest))).toEqual([]);
    expect(reasons(accepted(contest.importResults(folder, 'p7cw', { model: 'opt-350m' })))).toEqual([
      ['opt-350m', undefined],
    ]);
  });

  it('of an unknown model are refused under the last part of its name', () => {
    const contest = contestWith();
    const folder = changed(contest, (sample) => sample, 'somebody__owl-2b');
    expect(reasons(accepted(contest.importResults(folder, 'p7cw')))).toEqual([['owl-2b', 'unknown-model']]);
  });

  it('say which examples are missing', () => {
    const contest = contestWith();
    const folder = changed(contest, (sample, row) => (row === 2 ? null : sample));
    expect(accepted(contest.importResults(folder, 'p7cw')).runs[0]).toMatchObject({ usable: 5, missing: 1 });
  });

  it('keep a probability of zero for a wrong choice and refuse it for the right one', () => {
    const contest = contestWith();
    const withInf = (place: number) =>
      changed(contest, (sample, row) => {
        const answers = sample.filtered_resps as string[][];
        return row === 1
          ? { ...sample, filtered_resps: answers.map((one, at) => (at === place ? ['-inf', 'False'] : one)) }
          : sample;
      });
    expect(accepted(contest.importResults(withInf(0), 'p7cw')).runs[0]).toMatchObject({ status: 'stored' });
    const run = currentRun(contest.db, keyOf(contest), 'pythia-70m')!;
    expect(runValues(contest.db, run.id)!.values[1]).toBe(0);
    expect(accepted(contest.importResults(withInf(1), 'p7cw')).runs[0]).toMatchObject({ reason: 'not-finite: row 1' });
  });

  it('with more around the prompt are stored with a warning', () => {
    const contest = contestWith();
    const folder = changed(contest, (sample, row) => {
      const given = sample.arguments as Record<string, { arg_0: string; arg_1: string }>;
      const shots = Object.fromEntries(
        Object.entries(given).map(([name, one]) => [name, { ...one, arg_0: `Q: 1? A: odd\n\n${one.arg_0}` }]),
      );
      return row < 2 ? { ...sample, arguments: shots } : sample;
    });
    const [run] = accepted(contest.importResults(folder, 'p7cw')).runs;
    expect(run).toMatchObject({
      status: 'stored',
      warnings: [{ rule: 'other-context', message: expect.stringContaining('index 0, 1:') }],
    });
  });

  it.each([
    [
      'another data set',
      {
        doc: { prompt: 'x' },
        arguments: { gen_args_0: { arg_0: 'x', arg_1: ' Even' }, gen_args_1: { arg_0: 'x', arg_1: ' Odd' } },
      },
      'no-such-example: rows 3',
    ],
    [
      'other choices',
      {
        arguments: {
          gen_args_0: { arg_0: promptOf(3), arg_1: ' Yes' },
          gen_args_1: { arg_0: promptOf(3), arg_1: ' No' },
        },
      },
      'other-choices: rows 3',
    ],
    ['another answer', { target: '0' }, 'other-answer: rows 3'],
    ['the target as text is another answer', { target: ' Even' }, 'other-answer: rows 3'],
    ['a target that is no choice', { target: 'maybe' }, 'bad-target: row 3'],
    ['several targets', { target: '[0, 1]' }, 'several-answers: row 3'],
    ['generated text', { resps: [['Odd']], filtered_resps: ['Odd'] }, 'not-multiple-choice: row 3'],
    ['no answers', { resps: undefined, filtered_resps: undefined }, 'not-multiple-choice: row 3'],
    [
      'a broken number',
      {
        filtered_resps: [
          ['nan', 'False'],
          ['-1', 'False'],
        ],
      },
      'not-finite: row 3',
    ],
  ])('are refused, naming the row, for %s', (_, part, reason) => {
    const contest = contestWith();
    const folder = changed(contest, (sample, row) => (row === 3 ? { ...sample, ...part } : sample));
    expect(reasons(accepted(contest.importResults(folder, 'p7cw')))).toEqual([['pythia-70m', reason]]);
  });

  it.each([{ target: ' Odd' }, { target: 1 }, { target: '[1]' }, { target: [1] }])(
    'take the target %j for the second choice',
    (part) => {
      const contest = contestWith();
      const folder = changed(contest, (sample, row) => (row === 3 ? { ...sample, ...part } : sample));
      expect(accepted(contest.importResults(folder, 'p7cw')).runs[0]!.status).toBe('stored');
    },
  );

  it('are read in whatever depth their answers lie', () => {
    const contest = contestWith();
    const shapes = [
      [-1.25, -2.5],
      ['-3.0', '-0.75'],
      [[-0.5], [-4]],
      [[[-2.25, false]], [[-2.75, false]]],
      ['(-6.5, False)', '(-1.0, True)'],
      [
        ['-1.75', 'False'],
        ['-0.5', 'True'],
      ],
    ];
    const folder = changed(contest, (sample, row) => ({ ...sample, filtered_resps: shapes[row], resps: undefined }));
    accepted(contest.importResults(folder, 'p7cw'));
    const run = currentRun(contest.db, keyOf(contest), 'pythia-70m')!;
    for (const [row, value] of runValues(contest.db, run.id)!.values.entries())
      expect(value).toBeCloseTo(loss[row]!, 12);
  });

  it('whose doc_id is no row of the data set join by text, and not where that is there twice', () => {
    const twice = `${classificationCsv(EXAMPLES)}${classificationCsv(1).split('\n').slice(1).join('\n')}`;
    const contest = contestWith(twice);
    const shuffled = (first: number) =>
      changed(contest, (sample, row) => (row < first ? null : { ...sample, doc_id: 5 - row }));
    expect(accepted(contest.importResults(shuffled(1), 'p7cw')).runs[0]).toMatchObject({ usable: 5, missing: 2 });
    expect(reasons(accepted(contest.importResults(shuffled(0), 'p7cw')))).toEqual([
      ['pythia-70m', 'not-unique: rows 0'],
    ]);
  });

  it('are refused for a metric that they cannot tell', () => {
    const pairs = `prompt,other_prompt,classes,answer_index\n${Array.from({ length: 3 }, (_, row) => `a${row},b${row},"[' Even', ' Odd']",0\n`).join('')}`;
    const contest = contestWith(pairs, 'logodds');
    expect(reasons(accepted(contest.importResults(join(fixtures, '0.4.3'), 'p7cw')))).toEqual([
      ['pythia-70m', 'wrong-metric: logodds'],
    ]);
  });

  it('of several models are found in the folder that holds theirs', () => {
    const contest = contestWith();
    cpSync(join(fixtures, '0.4.3'), join(contest.folder, 'all'), { recursive: true });
    cpSync(join(fixtures, '0.4.9'), join(contest.folder, 'all'), { recursive: true });
    writeFileSync(join(contest.folder, 'all', 'log.txt'), '');
    const report = accepted(contest.importResults(join(contest.folder, 'all'), 'p7cw'));
    expect(reasons(report)).toEqual([
      ['pythia-70m', undefined],
      ['pythia-160m', undefined],
    ]);
    expect(report.ignored).toEqual(['log.txt']);
  });

  it('are not to be had from a results file alone', () => {
    const contest = contestWith();
    const file = join(fixtures, '0.3/results.json');
    expect(contest.importResults(file, 'p7cw')).toMatchObject({
      error: { code: 'refused', message: expect.stringContaining('samples_') },
    });
  });
});

describe('one wide file', () => {
  const wide = (rows: readonly number[], value = (row: number) => row / 8) => {
    const lines = classificationCsv(EXAMPLES).replaceAll(',\nor', ', or').trimEnd().split('\n');
    const text = rows.map((row) => `${lines[row + 1]},${value(row)},1,${value(row) + 1}`);
    return `prompt,classes,answer_index,ada_loss,ada_correct,davinci_loss\n${text.join('\n')}\n`;
  };
  const data = classificationCsv(EXAMPLES).replaceAll(',\nor', ', or');

  it('joins by text and stores each model', () => {
    const contest = contestWith(data);
    const report = accepted(contest.importResults(contest.write('all.csv', wide([4, 0, 2])), 'p7cw'));
    expect(report).toEqual({
      runs: ['ada', 'davinci'].map((model) => ({
        model,
        status: 'stored',
        rows: 3,
        usable: 3,
        empty: 0,
        repeated: 0,
        missing: 3,
      })),
      ignored: [],
    });
    const run = currentRun(contest.db, keyOf(contest), 'ada')!;
    expect(run).toMatchObject({ form: 'wide', fileName: 'all.csv' });
    expect([...runValues(contest.db, run.id)!.values]).toEqual([0, Number.NaN, 0.25, Number.NaN, 0.5, Number.NaN]);
    whole(contest);
  });

  it('stores the models that are sound, and refuses and remembers the others', () => {
    const contest = contestWith();
    const file = contest.write('all.csv', 'index,ada_loss,davinci_loss,owl_loss\n0,0.5,-1,2\n1,0.5,1,2\n');
    expect(reasons(accepted(contest.importResults(file, 'p7cw')))).toEqual([
      ['ada', undefined],
      ['davinci', 'negative-loss: row 0'],
      ['owl', 'unknown-model'],
    ]);
    expect(runList(contest.db, 'p7cw')).toHaveLength(1);
  });

  it('with nothing of a model in it is refused', () => {
    const contest = contestWith();
    const file = contest.write('all.jsonl', '{"index":0,"loss":0.5}\n');
    expect(contest.importResults(file, 'p7cw')).toMatchObject({
      error: { code: 'refused', message: expect.stringContaining('no column of a model') },
    });
  });

  it('says the same as the pipeline’s own files, whose digits pandas has cut to ten', () => {
    const contest = contestWith();
    const values = [0.12345678901234, 0.5, 0.7, 0.1, 0.2, 0.3];
    contest.write('runs/ada.csv', runCsv(values));
    accepted(contest.importResults(join(contest.folder, 'runs'), 'p7cw'));
    const rows = (shift: number) =>
      values.map((value, row) => `{"index":${row},"ada_loss":${(value + shift).toFixed(10)}}\n`).join('');
    const again = accepted(contest.importResults(contest.write('all.jsonl', rows(0)), 'p7cw'));
    expect(again.runs[0]!.warnings).toBeUndefined();
    const other = accepted(contest.importResults(contest.write('all.jsonl', rows(1e-8)), 'p7cw'));
    expect(other.runs[0]!.warnings).toMatchObject([
      { rule: 'runs-disagree', message: expect.stringContaining('index 0, 1, 2, 3, 4, 5') },
    ]);
  });
});

describe('a single run’s file', () => {
  it('is the run of the model that it is named after', () => {
    const contest = contestWith();
    contest.write('runs/babbage.csv', runCsv([1, 1, 1, 1, 1, 1]));
    const file = contest.write('runs/ada.csv', runCsv([1, 2, 3, 4, 5, 6]));
    expect(reasons(accepted(contest.importResults(file, 'p7cw')))).toEqual([['ada', undefined]]);
    contest.write('runs/data.csv', classificationCsv(4));
    expect(reasons(accepted(contest.importResults(file, 'p7cw')))).toEqual([['ada', 'other-data-set']]);
  });
});

describe('a summary', () => {
  const head = 'model,params,n,mean,sem\n';

  it('is stored with its figures, without values, and says so wherever it is shown', () => {
    const contest = contestWith();
    const report = accepted(
      contest.importResults(contest.write('private.csv', `${head}ada,350e6,5,0.75,0.125\ncurie,,6,0.5,0\n`), 'p7cw'),
    );
    expect(report.runs).toEqual([
      { model: 'ada', status: 'stored', rows: 5, usable: 5, empty: 0, repeated: 0, missing: 1 },
      { model: 'curie', status: 'stored', rows: 6, usable: 6, empty: 0, repeated: 0, missing: 0 },
    ]);
    expect(runList(contest.db, 'p7cw')[0]).toMatchObject({
      model: 'ada',
      n: 5,
      mean: 0.75,
      sem: 0.125,
      coverage: 5 / 6,
      summary: true,
    });
    const run = currentRun(contest.db, keyOf(contest), 'ada')!;
    expect(runValues(contest.db, run.id)).toBeNull();
    whole(contest);
  });

  it.each([
    ['ada,350e6,7,0.5,0.1', 'index-outside: n 7'],
    ['ada,350e6,0,0.5,0.1', 'bad-n: row 0'],
    ['ada,350e6,2.5,0.5,0.1', 'bad-n: row 0'],
    ['ada,350e6,,0.5,0.1', 'bad-n: row 0'],
    ['ada,350e6,6,,0.1', 'empty'],
    ['ada,350e6,6,nan,0.1', 'not-finite: row 0'],
    ['ada,350e6,6,0.5,', 'not-finite: row 0'],
    ['ada,350e6,6,0.5,inf', 'not-finite: row 0'],
    ['ada,big,6,0.5,0.1', 'not-finite: row 0'],
    ['ada,350e6,6,-0.5,0.1', 'negative-loss: row 0'],
    ['ada,350e6,6,0.5,-0.1', 'negative-sem: row 0'],
    ['ada,350e6,6,0.5,0.1\nada,350e6,6,0.6,0.1', 'conflicting-values: rows 0, 1'],
    ['owl,350e6,6,0.5,0.1', 'unknown-model'],
  ])('with %j is refused as %s', (line, reason) => {
    const contest = contestWith();
    const [run] = accepted(contest.importResults(contest.write('private.csv', `${head}${line}\n`), 'p7cw')).runs;
    expect(run!.reason).toBe(reason);
  });

  it('takes parameters as people write them, and compares them with the table', () => {
    const contest = contestWith();
    const lines = 'ada,350M,6,0.5,0.1\nbabbage,1.3B,6,0.5,0.1\ncurie,6.7M,6,0.5,0.1\n';
    const { runs } = accepted(contest.importResults(contest.write('private.csv', head + lines), 'p7cw'));
    expect(runs.map(({ model, status, warnings }) => [model, status, warnings?.map(({ rule }) => rule)])).toEqual([
      ['ada', 'stored', undefined],
      ['babbage', 'stored', undefined],
      ['curie', 'stored', ['other-params']],
    ]);
  });

  it('tells how many parameters a model has that nobody has described', () => {
    const contest = contestWith();
    const lines = 'owl,2B,6,0.5,0.1\nkite,,6,0.5,0.1\n';
    const { runs } = accepted(contest.importResults(contest.write('private.csv', head + lines), 'p7cw'));
    expect(runs.map(({ model, reason, params }) => [model, reason, params])).toEqual([
      ['owl', 'unknown-model', 2e9],
      ['kite', 'unknown-model', undefined],
    ]);
  });

  it('counts a line that stands twice once', () => {
    const contest = contestWith();
    const line = 'ada,350e6,6,0.5,0.1\n';
    const [run] = accepted(contest.importResults(contest.write('private.csv', `${head}${line}${line}`), 'p7cw')).runs;
    expect(run).toMatchObject({ status: 'stored', repeated: 1 });
  });

  it('that names another size than the table of models is stored with a warning', () => {
    const contest = contestWith();
    const at = (params: string) =>
      accepted(contest.importResults(contest.write('private.csv', `${head}ada,${params},6,0.5,0.1\n`), 'p7cw'))
        .runs[0]!;
    expect(at('355e6').warnings).toBeUndefined();
    expect(at('400e6').warnings).toMatchObject([{ rule: 'other-params' }]);
  });

  it('and a run of the same model disagree where their figures do', () => {
    const contest = contestWith();
    contest.write('runs/ada.csv', runCsv([1, 1, 1, 1, 1, 2]));
    accepted(contest.importResults(join(contest.folder, 'runs'), 'p7cw'));
    const summary = (mean: string) =>
      accepted(contest.importResults(contest.write('private.csv', `${head}ada,,6,${mean},0.1\n`), 'p7cw')).runs[0]!;
    expect(summary('1.1666666667').warnings).toBeUndefined();
    expect(summary('1.2').warnings).toMatchObject([{ rule: 'runs-disagree' }]);
  });
});

describe('a reproduction as one file', () => {
  it('takes the data.csv beside it, then the one that is there, and is refused without', () => {
    const contest = contestWith();
    const lone = contest.write('lone/all.csv', 'index,ada_loss\n0,1\n3,1\n');
    expect(contest.importResults(lone, 'p7cw', { reproduction: true })).toMatchObject({
      error: { code: 'refused', message: expect.stringContaining('data.csv') },
    });
    contest.write('again/data.csv', classificationCsv(4));
    const beside = contest.write('again/all.csv', 'index,ada_loss\n0,1\n3,1\n');
    expect(basename(beside)).toBe('all.csv');
    expect(reasons(accepted(contest.importResults(beside, 'p7cw', { reproduction: true })))).toEqual([
      ['ada', undefined],
    ]);
    const summary = contest.write('lone/private.csv', 'model,params,n,mean,sem\ncurie,,4,0.5,0.1\n');
    accepted(contest.importResults(summary, 'p7cw', { reproduction: true }));
    expect(currentRun(contest.db, keyOf(contest, 'reproduction'), 'curie')!.figures.coverage.value).toBe(1);
    expect(runList(contest.db, 'p7cw').map(({ reproduction, model }) => [reproduction, model])).toEqual([
      [true, 'ada'],
      [true, 'curie'],
    ]);
    whole(contest);
  });
});
