import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from './builders.ts';
import { assay, assayJson } from './commandLine.ts';
import { classificationCsv, promptOf, runCsv } from './contestOnDisk.ts';

function write(folder: string, name: string, content: string): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  return path;
}

async function newContest(folder: string): Promise<string> {
  const contest = join(folder, 'contest.assay');
  expect((await assay('init', contest)).code).toBe(0);
  return contest;
}

const odds = `prompt,other_prompt,classes,answer_index\nA,B,"[' x', ' y']",0\n`;

describe('assay check', () => {
  it('gives metric, rows and findings of one file, and its cells when asked', async () => {
    const file = write(temporaryFolder(), 'a.csv', classificationCsv(2));
    const plain = await assayJson('check', file);
    expect(plain).toMatchObject({ code: 0, json: { metric: 'classification', rows: 2 } });
    expect(Object.keys(plain.json as object)).toEqual(['metric', 'rows', 'findings']);
    const cells = await assayJson<{ cells: unknown[] }>('check', '--cells', file);
    expect(cells.json.cells).toEqual([
      { prompt: promptOf(0), classes: [' Even', ' Odd'], answer_index: 0 },
      { prompt: promptOf(1), classes: [' Even', ' Odd'], answer_index: 1 },
    ]);
  });

  it('reads characters by their Unicode names, and says where a name names none', async () => {
    const file = write(
      temporaryFolder(),
      'named.csv',
      String.raw`prompt,classes,answer_index
A,"[' \N{BULLET}', ' \N{bell}\N{lf}', ' \N{HANGUL SYLLABLE GA}', ' \N{Pile of Poo}', ' \N{ZWNJ}b']",0
B,"[' Yes', ' \N{NO SUCH CHARACTER}']",0
C,"[' Yes', ' \N{KEYCAP DIGIT ONE}']",0
`,
    );
    const { code, json } = await assayJson<{ cells: { classes: string[] }[]; findings: object[] }>(
      'check',
      '--cells',
      file,
    );
    expect(code).toBe(1);
    expect(json.cells.map(({ classes }) => classes)).toEqual([[' •', ' 🔔\n', ' 가', ' 💩', ' \u200cb']]);
    expect(json.findings.filter((finding) => 'level' in finding && finding.level === 'error')).toMatchObject([
      { row: 1, column: 'classes', message: expect.stringContaining(String.raw`\N{NO SUCH CHARACTER}`) },
      { row: 2, column: 'classes', message: expect.stringContaining(String.raw`\N{KEYCAP DIGIT ONE}`) },
    ]);
  });

  it('assumes signed log odds with a note, and takes the metric that is named', async () => {
    const file = write(temporaryFolder(), 'odds.csv', odds);
    const { code, json } = await assayJson<{ findings: { rule: string }[] }>('check', file);
    expect([code, json]).toMatchObject([0, { metric: 'logodds' }]);
    expect(json.findings.map(({ rule }) => rule)).toContain('assumed-metric');
    expect((await assayJson('check', file, '--metric', 'absolute_logodds')).json).toMatchObject({
      metric: 'absolute_logodds',
    });
    expect((await assay('check', file, '--metric', 'guess')).code).toBe(2);
  });

  it('gives several files as a list in their order; one with an error says so and the command ends with 1', async () => {
    const folder = temporaryFolder();
    const files = [
      write(folder, 'b.csv', classificationCsv(3)),
      write(folder, 'broken.csv', 'prompt,completion\nA\n'),
      join(folder, 'nowhere.csv'),
      write(folder, 'a.csv', 'prompt,completion\nA, b\n'),
    ];
    const { code, json } = await assayJson('check', ...files);
    expect(code).toBe(1);
    expect(json).toMatchObject([
      { metric: 'classification', rows: 3 },
      {
        error: { code: 'refused' },
        findings: [{ rule: 'too-few-cells', row: 0 }, expect.anything(), expect.anything()],
      },
      { error: { code: 'not-found' }, findings: [] },
      { metric: 'sequence_prob', rows: 1 },
    ]);
    expect(json).not.toHaveProperty('0.error');
  });

  it('writes for people without --json', async () => {
    const file = write(temporaryFolder(), 'broken.csv', 'prompt,completion\nA\n');
    const { code, out } = await assay('check', file);
    expect(code).toBe(1);
    expect(out).toContain('too-few-cells');
    expect(out).toContain('row 0');
  });
});

describe('assay import', () => {
  it('takes a submission and its runs, and analyze gives their figures', async () => {
    const folder = temporaryFolder();
    const contest = await newContest(folder);
    const data = write(folder, 'task/data.csv', classificationCsv(4));
    expect(await assayJson('import', 'submission', dirname(data), '--contest', contest, '--id', 'p7cw')).toMatchObject({
      code: 0,
      json: { id: 'p7cw', version: 1, rows: 4, findings: expect.arrayContaining([expect.anything()]) },
    });
    write(folder, 'task/davinci.csv', runCsv([1, 2, 3, 4]));
    write(folder, 'task/ada.csv', 'index,loss\n0,1\n2,2\n');
    write(folder, 'task/owl.csv', runCsv([1, 2, 3, 4]));
    const into = ['--contest', contest, '--submission', 'p7cw'];
    expect(await assayJson('import', 'results', dirname(data), ...into)).toMatchObject({
      code: 0,
      json: {
        runs: [
          { model: 'ada', status: 'stored', rows: 2, usable: 2, empty: 0, repeated: 0, missing: 2 },
          { model: 'davinci', status: 'stored', rows: 4, usable: 4, missing: 0 },
          { model: 'owl', status: 'refused', reason: 'unknown-model' },
        ],
        ignored: [],
      },
    });
    const models = write(folder, 'models.json', '[{"name":"owl","family":"owl","params":3e9,"public":false}]');
    expect((await assayJson('import', 'results', dirname(data), ...into, '--models', models)).json).toMatchObject({
      runs: [{ status: 'stored' }, { model: 'owl', status: 'stored' }, { status: 'stored' }],
    });

    const analysis = await assayJson<{ submissions: [{ runs: Record<string, unknown>[] }] }>('analyze', ...into);
    expect(analysis.json).toMatchObject({
      submissions: [
        {
          id: 'p7cw',
          metric: 'classification',
          examples: 4,
          baseline: { loss: Math.LN2, accuracy: 0.5 },
          trends: [
            { family: 'gpt3', models: ['ada', 'davinci'], shared_examples: 2, means: [1.5, 2], steps: [], shape: null },
            { family: 'owl', public: false, shape: null, why: expect.stringContaining('A trend needs 3 sizes') },
          ],
          error_trends: [{ family: 'gpt3', models: ['davinci'] }, { family: 'owl' }],
          subcategories: [],
          suggestions: [
            { criterion: 'strength', level: null, why: 'No public family has a shape.' },
            { criterion: 'generality', level: null },
            { criterion: 'coverage', level: null },
            { criterion: 'reproducibility', level: null },
          ],
        },
      ],
    });
    const [ada, owl, davinci] = analysis.json.submissions[0].runs;
    expect(ada).toMatchObject({ model: 'ada', n: 2, mean: 1.5, sem: 0.5 / Math.SQRT2, accuracy: null, coverage: 0.5 });
    expect(ada!.why).toContain('accuracy: ');
    expect(owl).toMatchObject({ model: 'owl', public: false });
    expect(davinci).toMatchObject({ model: 'davinci', mean: 2.5, accuracy: 0.5, coverage: 1 });
    expect(davinci!.probability_coverage).toBeCloseTo(Math.exp(-0.5), 12);
    expect(davinci).not.toHaveProperty('why');
    expect((await assay('analyze', ...into)).out).toContain('davinci');
  });

  it('ends with 1 and findings when a submission is refused', async () => {
    const folder = temporaryFolder();
    const contest = await newContest(folder);
    const refused = await assayJson('import', 'submission', write(folder, 'odds.csv', odds), '--contest', contest);
    expect(refused).toMatchObject({
      code: 1,
      json: { error: { code: 'refused' }, findings: [{ rule: 'ambiguous-metric' }] },
    });
    expect((await assayJson('analyze', '--contest', contest)).json).toEqual({ submissions: [] });
  });

  it('ends with 1 when every run is refused, and still says which and why', async () => {
    const folder = temporaryFolder();
    const contest = await newContest(folder);
    const data = write(folder, 'task/data.csv', classificationCsv(2));
    await assay('import', 'submission', data, '--contest', contest, '--id', 'p7cw');
    write(folder, 'task/ada.csv', runCsv([1, 2], 'estimate'));
    const into = ['--contest', contest, '--submission', 'p7cw'];
    expect(await assayJson('import', 'results', dirname(data), ...into)).toMatchObject({
      code: 1,
      json: {
        error: { code: 'refused' },
        findings: [{ level: 'error', rule: 'wrong-column: estimate' }],
        runs: [{ model: 'ada', status: 'refused', reason: 'wrong-column: estimate' }],
        ignored: [],
      },
    });
  });

  it('ends with 2 on wrong usage and with 3 on what is no contest', async () => {
    const folder = temporaryFolder();
    const contest = await newContest(folder);
    const file = write(folder, 'a.csv', classificationCsv(2));
    const code = async (...args: string[]) => (await assay(...args)).code;
    expect(await code('import', 'submission', file)).toBe(2);
    expect(await code('import', 'submission', file, '--contest', contest, '--id', 'two words')).toBe(2);
    expect(await code('import', 'labels', file, '--contest', contest)).toBe(2);
    expect(await code('import', 'response', file, '--contest', contest)).toBe(2);
    expect(await code('analyze', '--contest', contest, '--seed', 'lucky')).toBe(2);
    expect(await code('import', 'submission', file, '--contest', file)).toBe(3);
    expect(await code('import', 'submission', join(folder, 'nowhere.csv'), '--contest', contest)).toBe(2);
    expect(await code('analyze', '--contest', contest, '--submission', 'nobody')).toBe(1);
  });

  it('stores a reproduction beside the original', async () => {
    const folder = temporaryFolder();
    const contest = await newContest(folder);
    const data = write(folder, 'task/data.csv', classificationCsv(4));
    await assay('import', 'submission', data, '--contest', contest, '--id', 'p7cw');
    write(folder, 'again/data.csv', classificationCsv(2));
    write(folder, 'again/ada.csv', runCsv([1, 2]));
    const into = ['--contest', contest, '--submission', 'p7cw'];
    expect((await assayJson('import', 'results', join(folder, 'again'), ...into)).code).toBe(1);
    expect((await assayJson('import', 'results', join(folder, 'again'), ...into, '--reproduction')).code).toBe(0);
    expect((await assayJson('analyze', ...into)).json).toMatchObject({
      submissions: [{ examples: 4, runs: [], reproduction: { runs: [{ model: 'ada', mean: 1.5 }], trends: [] } }],
    });
  });
});
