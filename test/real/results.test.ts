import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { MetricName } from '../../shared/contract/parts.ts';
import { readCsv } from '../../shared/csv/reader.ts';
import { equalOddsBaseline, runFigures } from '../../shared/results/figures.ts';
import { type PipelineFolder, readPipelineFolder } from '../../shared/results/folder.ts';
import { modelTable } from '../../shared/results/models.ts';
import { createRunReader, type RunResult } from '../../shared/results/runFile.ts';

// Real runs lie beside the checkout on machines that have them; nothing of them is kept in the project.
const real = fileURLToPath(new URL('../../../shared/real', import.meta.url));

interface ExpectedFigures {
  readonly mean: number;
  readonly sem: number;
  readonly accuracy?: number;
  readonly probability_coverage?: number;
}
interface ExpectedFolder {
  readonly rows: number;
  readonly baseline_loss?: number;
  readonly models: Readonly<Record<string, ExpectedFigures>>;
}

const metrics: Readonly<Record<string, MetricName>> = {
  'syllogism-0shot-gpt2': 'classification',
  'syllogism-0shot-gpt3': 'classification',
  'conjunction-fallacy-0shot-gpt2': 'classification',
  'conjunction-fallacy-0shot-gpt3': 'classification',
  'dice-0shot-gpt2': 'classification',
  'dice-0shot-gpt3-[bad line endings]': 'classification',
  'lambada-1k_gpt2': 'sequence_prob',
  'lambada-1k_gpt3': 'sequence_prob',
  'QA-v2-gpt3': 'logodds',
  'QA-v2-gpt3-abs': 'absolute_logodds',
};

// Counted by a script in another language that reads cells as text: rows, rows without a value, distinct indexes.
const dice = {
  'dice-0shot-gpt2': {
    gpt2: { rows: 4680, usable: 1560, empty: 3120, repeated: 0, missing: 0 },
    'gpt2-medium': { rows: 4680, usable: 1560, empty: 3120, repeated: 0, missing: 0 },
    'gpt2-large': { rows: 4680, usable: 1560, empty: 3120, repeated: 0, missing: 0 },
    'gpt2-xl': { rows: 4680, usable: 1560, empty: 3120, repeated: 0, missing: 0 },
  },
  'dice-0shot-gpt3-[bad line endings]': {
    ada: { rows: 1500, usable: 1500, empty: 0, repeated: 0, missing: 60 },
    babbage: { rows: 1500, usable: 1500, empty: 0, repeated: 0, missing: 60 },
    curie: { rows: 1560, usable: 1560, empty: 0, repeated: 0, missing: 0 },
    davinci: { rows: 1560, usable: 1560, empty: 0, repeated: 0, missing: 0 },
  },
} as const;

const CHUNK = 4096;

if (!existsSync(real)) {
  it('has no real runs to try: ../shared/real is not there', () => {
    expect(existsSync(real)).toBe(false);
  });
} else {
  describe.each(Object.entries(metrics))('%s', (folder, metric) => {
    const examples = dataSet(folder).length;

    it('is a pipeline folder whose runs are all of known models', () => {
      const { runs, dataFile, ignored } = listing(folder);
      expect(dataFile).toBe('data.csv');
      expect(runs.length).toBeGreaterThanOrEqual(2);
      expect(runs.every((run) => run.model?.name === run.stem)).toBe(true);
      expect(ignored).toEqual(folder.startsWith('QA') ? ['labelled_data.jsonl'] : []);
    });

    it('gives what plain sums over its lines give', () => {
      for (const { file } of listing(folder).runs) {
        const figures = stored(importRun(folder, file, metric, examples));
        const naive = naiveFigures(folder, file);
        expect(figures.n).toBe(naive.n);
        near(figures.mean.value, naive.mean);
        near(figures.sem.value, naive.sem);
      }
    });
  });

  describe('the clean folders', () => {
    const expected: Readonly<Record<string, ExpectedFolder>> = JSON.parse(
      readFileSync(join(real, 'expected.json'), 'utf8'),
    );

    it.each(Object.entries(expected))('%s: figures as pandas and numpy have them, to 1e-9', (folder, wanted) => {
      const metric = metrics[folder];
      if (metric === undefined) throw new Error(`${folder} has no metric here`);
      const rows = dataSet(folder);
      expect(rows).toHaveLength(wanted.rows);
      if (wanted.baseline_loss !== undefined) {
        near(equalOddsBaseline(rows.map((row) => row.classes)).loss.value, wanted.baseline_loss);
      }
      const { runs } = listing(folder);
      expect(runs.map((run) => run.stem).sort()).toEqual(Object.keys(wanted.models).sort());
      for (const { file, stem } of runs) {
        const model = wanted.models[stem];
        const result = importRun(folder, file, metric, wanted.rows);
        expect(result).toMatchObject({ usable: wanted.rows, empty: 0, repeated: 0, missing: 0, warnings: [] });
        const figures = stored(result);
        near(figures.mean.value, model?.mean);
        near(figures.sem.value, model?.sem);
        near(figures.accuracy.value, model?.accuracy);
        near(figures.probabilityCoverage.value, model?.probability_coverage);
      }
    });
  });

  describe.each(Object.entries(dice))('the crashed runs of %s', (folder, models) => {
    it.each(Object.entries(models))('%s: rows counted as they lie there', (model, counts) => {
      expect(dataSet(folder)).toHaveLength(1560);
      const result = importRun(folder, `${model}.csv`, 'classification', 1560);
      expect(result).toMatchObject({ status: 'stored', ...counts });
      if (result.status === 'stored') {
        expect(result.missingExamples).toEqual(
          counts.missing === 0 ? [] : Array.from({ length: 10 }, (_, k) => 1500 + k),
        );
      }
    });
  });

  describe('anchoring-test', () => {
    it.each(['gpt2.csv', 'gpt2-medium.csv', 'ada.csv', 'babbage.csv'])('%s is refused by the name estimate', (file) => {
      for (const metric of ['classification', 'sequence_prob', 'logodds', 'absolute_logodds'] as const) {
        expect(importRun('anchoring-test', file, metric, 9)).toMatchObject({
          status: 'refused',
          reason: 'wrong-column: estimate',
          rows: 9,
          usable: 0,
        });
      }
    });
  });
}

function listing(folder: string): PipelineFolder {
  const entries = readdirSync(join(real, folder), { withFileTypes: true }).map((entry) => ({
    name: entry.name,
    kind: entry.isDirectory() ? ('folder' as const) : ('file' as const),
  }));
  const reading = readPipelineFolder(entries, modelTable());
  if (!reading.ok) throw new Error(reading.error.message);
  return reading.folder;
}

function importRun(folder: string, file: string, metric: MetricName, examples: number): RunResult {
  const bytes = readFileSync(join(real, folder, file));
  const reader = createRunReader({ metric, examples });
  for (let at = 0; at < bytes.length; at += CHUNK) reader.push(bytes.subarray(at, at + CHUNK));
  return reader.end();
}

function stored(result: RunResult): ReturnType<typeof runFigures> {
  if (result.status === 'refused') throw new Error(result.reason);
  return runFigures(result);
}

/** The data set's rows, each with its number of classes as far as its list is written in plain quotes. */
function dataSet(folder: string): { classes: number }[] {
  const { header, rows, problems } = readCsv(readFileSync(join(real, folder, 'data.csv')));
  expect(problems).toEqual([]);
  const classes = header.indexOf('classes');
  return rows.map((row) => ({ classes: row[classes]?.match(/'[^']*'|"[^"]*"/g)?.length ?? 0 }));
}

function naiveFigures(folder: string, file: string): { n: number; mean: number; sem: number } {
  const lines = readFileSync(join(real, folder, file), 'utf8')
    .trim()
    .split('\r\n')
    .slice(1);
  const byIndex = new Map<string, number>();
  for (const [index = '', value = ''] of lines.map((line) => line.split(','))) {
    if (value !== '') byIndex.set(index, Number.parseFloat(value));
  }
  const values = [...byIndex.values()];
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value) / n;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / n;
  return { n, mean, sem: Math.sqrt(variance / n) };
}

function near(value: number | null, wanted: number | undefined): void {
  if (wanted === undefined) expect(value).toBeNull();
  else expect(Math.abs((value ?? Number.NaN) - wanted)).toBeLessThanOrEqual(1e-9);
}
