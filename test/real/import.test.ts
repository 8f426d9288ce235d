import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assay, assayJson } from '../engine/commandLine.ts';

// Real submissions and runs lie beside the checkout on machines that have them; nothing of them is kept in the project.
const real = fileURLToPath(new URL('../../../shared/real', import.meta.url));

interface Imported {
  readonly id: string;
  readonly rows: number;
  readonly findings: readonly { readonly level: string; readonly rule: string }[];
}
interface ImportedRun {
  readonly model: string;
  readonly status: string;
  readonly reason?: string;
  readonly rows: number;
  readonly usable: number;
  readonly empty: number;
  readonly repeated: number;
  readonly missing: number;
}
interface Analyzed {
  readonly submissions: readonly [
    {
      readonly metric: string;
      readonly examples: number;
      readonly baseline: { readonly loss?: number };
      readonly runs: readonly (Record<string, number> & { readonly model: string })[];
    },
  ];
}
interface Expected {
  readonly rows: number;
  readonly baseline_loss?: number;
  readonly models: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

const few = { 'too-few-examples': 1, 'few-examples': 1 } as const;
const twin = { 'near-duplicate': 1 } as const;

/**
 * Submissions that import: metric, whether it has to be named, the examples of each, and what the checks find, as pandas
 * counts it. Each task was sent in twice, so that the second of the two resembles the first.
 */
const folders = {
  'QA-v2-gpt3': { metric: 'logodds', named: true, rows: 40, found: few },
  'QA-v2-gpt3-abs': { metric: 'absolute_logodds', named: true, rows: 40, found: { ...few, 'near-duplicate': 1 } },
  'conjunction-fallacy-0shot-gpt2': { metric: 'classification', named: false, rows: 1000, found: {} },
  'conjunction-fallacy-0shot-gpt3': { metric: 'classification', named: false, rows: 1000, found: twin },
  'dice-0shot-gpt2': { metric: 'classification', named: false, rows: 1560, found: { 'prompt-end': 60 } },
  'dice-0shot-gpt3-[bad line endings]': {
    metric: 'classification',
    named: false,
    rows: 1560,
    found: { 'prompt-end': 60, ...twin },
  },
  'lambada-1k_gpt2': { metric: 'sequence_prob', named: false, rows: 1000, found: {} },
  'lambada-1k_gpt3': { metric: 'sequence_prob', named: false, rows: 1000, found: twin },
  'syllogism-0shot-gpt2': { metric: 'classification', named: false, rows: 1000, found: { 'answer-position': 1 } },
  'syllogism-0shot-gpt3': {
    metric: 'classification',
    named: false,
    rows: 1000,
    found: { 'answer-position': 1, ...twin },
  },
} as const;

const gpt2 = ['gpt2', 'gpt2-medium', 'gpt2-large', 'gpt2-xl'];
const gpt3 = ['ada', 'babbage', 'curie', 'davinci'];

if (!existsSync(real)) {
  it('has no real folders to import: ../shared/real is not there', () => {
    expect(existsSync(real)).toBe(false);
  });
} else {
  let home = '';
  let contest = '';
  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'assay-real-'));
    contest = join(home, 'real.assay');
    expect((await assay('init', contest)).code).toBe(0);
  });
  afterAll(() => rmSync(home, { recursive: true, force: true }));

  const place = (folder: string) => join(real, folder);
  const idOf = (folder: string) => folder.replaceAll(/[^A-Za-z0-9._-]/g, '-');

  it('knows every folder that is there', () => {
    const there = readdirSync(real, { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory() ? [entry.name] : [],
    );
    expect(there.sort()).toEqual([...Object.keys(folders), 'anchoring-test', 'sheets'].sort());
  });

  describe.each(Object.entries(folders))('%s', (folder, { metric, named, rows, found }) => {
    const expected = (
      JSON.parse(readFileSync(join(real, 'expected.json'), 'utf8')) as Record<string, Expected | undefined>
    )[folder];
    const id = idOf(folder);

    it(named ? 'is refused until its metric is named, then imports' : 'imports as a submission', async () => {
      const args = ['import', 'submission', place(folder), '--contest', contest, '--id', id];
      if (named) {
        const refused = await assayJson(...args);
        expect(refused).toMatchObject({ code: 1, json: { error: { code: 'refused' } } });
        expect(refused.json).toMatchObject({ findings: [{ level: 'error', rule: 'ambiguous-metric' }] });
        args.push('--metric', metric);
      }
      const { code, json } = await assayJson<Imported>(...args);
      expect([code, json.id, json.rows]).toEqual([0, id, rows]);
      // without a form, and long after the contest's own rounds
      const standing = ['late', 'no-description', 'no-scaling-evidence'];
      expect(json.findings.map(({ rule }) => rule)).toEqual(expect.arrayContaining(standing));
      const rules = json.findings.map(({ rule }) => rule).filter((rule) => !standing.includes(rule));
      const counts: Record<string, number> = {};
      for (const rule of rules) counts[rule] = (counts[rule] ?? 0) + 1;
      expect(counts).toEqual(found);
    });

    it('imports its runs, and figures are as pandas and numpy have them, to 1e-9', async () => {
      const into = ['--contest', contest, '--submission', id];
      const { code, json } = await assayJson<{ runs: ImportedRun[]; ignored: string[] }>(
        ...['import', 'results', place(folder), ...into],
      );
      expect(code).toBe(0);
      expect(json.ignored).toEqual(named ? ['labelled_data.jsonl'] : []);
      const models = folder.startsWith('lambada-1k_gpt2') ? gpt2.slice(0, 2) : folder.includes('gpt2') ? gpt2 : gpt3;
      expect(json.runs.map(({ model }) => model)).toEqual(models);
      for (const run of json.runs)
        expect(run).toEqual({ status: 'stored', model: run.model, ...countsOf(folder, run) });

      const [analyzed] = (await assayJson<Analyzed>('analyze', ...into)).json.submissions;
      expect(analyzed).toMatchObject({ metric, examples: rows });
      expect(analyzed.runs.map(({ model }) => model)).toEqual(models);
      if (expected === undefined) return;
      near(analyzed.baseline.loss, expected.baseline_loss);
      for (const run of analyzed.runs) {
        const wanted = expected.models[run.model]!;
        for (const figure of ['mean', 'sem', 'accuracy', 'probability_coverage']) near(run[figure], wanted[figure]);
        expect([run.n, run.coverage]).toEqual([rows, 1]);
      }
    });
  });

  it('has expectations for all clean folders', () => {
    const clean = Object.keys(folders).filter((folder) => !folder.startsWith('dice'));
    expect(Object.keys(JSON.parse(readFileSync(join(real, 'expected.json'), 'utf8'))).sort()).toEqual(clean.sort());
  });

  describe('anchoring-test, of the kind that the contest dropped', () => {
    it('is refused as a submission, by the name of its kind, and nothing is stored', async () => {
      const refused = await assayJson('import', 'submission', place('anchoring-test'), '--contest', contest);
      expect(refused).toMatchObject({
        code: 1,
        json: { error: { code: 'refused' }, findings: [{ level: 'error', rule: 'dropped-metric' }] },
      });
      const { json } = await assayJson<Analyzed>('analyze', '--contest', contest);
      expect(json.submissions).toHaveLength(Object.keys(folders).length);
    });

    it('is refused as results, by the name of its column, whatever it is joined to', async () => {
      for (const folder of Object.keys(folders)) {
        const into = ['--contest', contest, '--submission', idOf(folder)];
        const { code, json } = await assayJson<{ runs: ImportedRun[] }>(
          ...['import', 'results', place('anchoring-test'), ...into],
        );
        expect(code).toBe(1);
        expect(json.runs.map(({ model, status, reason }) => [model, status, reason])).toEqual(
          ['gpt2', 'ada', 'gpt2-medium', 'babbage'].map((model) => [model, 'refused', 'wrong-column: estimate']),
        );
      }
    });
  });

  it('refuses the runs of one folder on another’s examples', async () => {
    const into = ['--contest', contest, '--submission', 'syllogism-0shot-gpt2'];
    const { code, json } = await assayJson<{ runs: ImportedRun[] }>(
      ...['import', 'results', place('conjunction-fallacy-0shot-gpt2'), ...into],
    );
    expect(code).toBe(1);
    expect(new Set(json.runs.map(({ reason }) => reason))).toEqual(new Set(['other-data-set']));
  });

  it('joins the runs of two folders that have one data set', async () => {
    const into = ['--contest', contest, '--submission', 'syllogism-0shot-gpt2'];
    expect((await assay('import', 'results', place('syllogism-0shot-gpt3'), ...into)).code).toBe(0);
    const [analyzed] = (await assayJson<Analyzed>('analyze', ...into)).json.submissions;
    expect(analyzed.runs.map(({ model }) => model)).toEqual([
      ...['gpt2', 'ada', 'gpt2-medium', 'gpt2-large', 'babbage', 'gpt2-xl', 'curie', 'davinci'],
    ]);
  });

  it('ends with a record that verifies', async () => {
    expect(await assayJson('verify', '--contest', contest)).toMatchObject({ code: 0, json: { ok: true } });
  });
}

/** Clean files have one row an example; the dice runs crashed and were retried (see test/real/results.test.ts). */
function countsOf(folder: string, run: ImportedRun): Omit<ImportedRun, 'model' | 'status' | 'reason'> {
  if (folder === 'dice-0shot-gpt2') return { rows: 4680, usable: 1560, empty: 3120, repeated: 0, missing: 0 };
  if (folder.startsWith('dice') && (run.model === 'ada' || run.model === 'babbage')) {
    return { rows: 1500, usable: 1500, empty: 0, repeated: 0, missing: 60 };
  }
  const rows = folders[folder as keyof typeof folders].rows;
  return { rows, usable: rows, empty: 0, repeated: 0, missing: 0 };
}

function near(value: number | null | undefined, wanted: number | undefined): void {
  if (wanted === undefined) expect(value).toBeUndefined();
  else expect(Math.abs((value ?? Number.NaN) - wanted)).toBeLessThanOrEqual(1e-9);
}
