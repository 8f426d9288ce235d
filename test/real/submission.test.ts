import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Metric } from '../../shared/submission/metric.ts';
import { readSubmission } from '../../shared/submission/reader.ts';

// Runs of the contest's organizers, beside the checkout where they are there; never part of it.
const folder = fileURLToPath(new URL('../../../shared/real/', import.meta.url));

function read(path: string, metric?: Metric) {
  return readSubmission(readFileSync(`${folder}${path}`), { metric, ambiguousMetric: 'assume-logodds' });
}

if (existsSync(folder)) describeRealFiles();
else {
  it('has no real files beside the checkout to read', () => {
    expect(existsSync(folder)).toBe(false);
  });
}

function describeRealFiles(): void {
  describe('the data sets of the contest’s organizers', () => {
    it.each<[string, Metric, number]>([
      ['conjunction-fallacy-0shot-gpt2', 'classification', 1000],
      ['conjunction-fallacy-0shot-gpt3', 'classification', 1000],
      ['dice-0shot-gpt2', 'classification', 1560],
      ['dice-0shot-gpt3-[bad line endings]', 'classification', 1560],
      ['syllogism-0shot-gpt2', 'classification', 1000],
      ['syllogism-0shot-gpt3', 'classification', 1000],
      ['lambada-1k_gpt2', 'sequence_prob', 1000],
      ['lambada-1k_gpt3', 'sequence_prob', 1000],
      ['QA-v2-gpt3', 'logodds', 40],
      ['QA-v2-gpt3-abs', 'absolute_logodds', 40],
    ])('%s reads as %s with %d rows and no error', (name, metric, rows) => {
      const { examples, summary } = read(`${name}/data.csv`, metric);
      expect(summary.findings.filter(({ level }) => level === 'error')).toEqual([]);
      expect(summary).toMatchObject({ metric, rows, ok: true });
      expect(examples).toHaveLength(rows);
      expect(examples.every(({ name }, row) => name === String(row))).toBe(true);
      expect(summary.findings.some(({ rule }) => rule === 'too-few-examples')).toBe(rows < 300);
    });

    it('keep the line breaks inside their cells', () => {
      const { examples } = read('dice-0shot-gpt3-[bad line endings]/data.csv');
      const text = readFileSync(`${folder}dice-0shot-gpt3-[bad line endings]/data.csv`, 'latin1');
      const inside = examples.reduce((count, { prompt }) => count + prompt.split('\r\n').length - 1, 0);
      expect(inside).toBe(text.split('\r\n').length - 1);
    });

    it('of the numeric kind are refused by name', () => {
      const { examples, summary } = read('anchoring-test/data.csv');
      expect(examples).toEqual([]);
      expect(summary.findings.map(({ rule }) => rule)).toEqual(['dropped-metric']);
    });
  });

  describe('the example sheets', () => {
    it('of classification and log odds read without an error', () => {
      const choice = read('sheets/Inverse Scaling Dataset Examples - Classification.csv').summary;
      expect(choice).toMatchObject({ metric: 'classification', ok: true });
      const pair = read('sheets/Inverse Scaling Dataset Examples - Logodds.csv').summary;
      expect(pair).toMatchObject({ metric: 'logodds', ok: true });
      expect(pair.findings.map(({ rule }) => rule)).toContain('older-column-name');
    });

    it('of single words have prompts alone, which fit no metric', () => {
      const { summary } = read('sheets/Inverse Scaling Dataset Examples - Single Word.csv');
      expect(summary.ok).toBe(false);
      expect(summary.findings.map(({ rule }) => rule)).toEqual(['missing-column']);
    });
  });
}
