import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runInWorker } from '../../electron/engine/jobs.ts';
import { temporaryFolder } from './builders.ts';
import { assay, assayJson } from './commandLine.ts';

function files(votes: string, gold = '') {
  const folder = temporaryFolder();
  const input = join(folder, 'votes.csv');
  const goldFile = join(folder, 'gold.csv');
  writeFileSync(input, votes);
  writeFileSync(goldFile, gold);
  return { input, gold: goldFile };
}

const votes = 'example,contractor,label\n1,a,yes\n1,b,yes\n2,a,no\n2,b,yes\n3,a,no\n3,b,no\n';

describe('assay labels stats --input', () => {
  it('prints one document with the names that other programs rely on', async () => {
    const { input, gold } = files(votes, 'example,label\n1,yes\n2,no\n3,yes\n');
    const { code, json } = await assayJson<Record<string, unknown>>(
      'labels',
      'stats',
      '--input',
      input,
      '--gold',
      gold,
    );
    expect(code).toBe(0);
    expect(Object.keys(json)).toEqual([
      'examples',
      'contractors',
      'majority',
      'dawid_skene',
      'krippendorff_alpha',
      'fleiss_kappa',
      'gwet_ac1',
      'percent_agreement',
      'error_rate',
    ]);
    expect(json).toMatchObject({
      examples: 3,
      contractors: 2,
      majority: { 1: 'yes', 2: null, 3: 'no' },
      error_rate: { wrong: 1, n: 2, undecided: 1, rate: 0.5 },
    });
    expect(Object.keys(json.dawid_skene as object)).toEqual([
      'labels',
      'priors',
      'confusion',
      'log_likelihood',
      'rounds',
    ]);
  });

  it('refuses bad rows by file, row and column, all of them at once', async () => {
    const { input, gold } = files('example,contractor,label\n1,,yes\n1,a\n', 'example,label\n,yes\n');
    const { code, json } = await assayJson<{ error: { code: string }; findings: { row: number; message: string }[] }>(
      'labels',
      'stats',
      '--input',
      input,
      '--gold',
      gold,
    );
    expect([code, json.error.code]).toEqual([1, 'refused']);
    expect(json.findings.map(({ row, message }) => [row, message.split(/[,:]/)[0]])).toEqual([
      [0, 'votes.csv'],
      [1, 'votes.csv'],
      [0, 'gold.csv'],
    ]);
  });

  it('says what is wrong with its use', async () => {
    const { input } = files(votes);
    expect((await assay('labels', 'stats')).code).toBe(2);
    expect((await assay('labels', 'stats', '--input', `${input}.no`)).code).toBe(2);
    expect((await assay('labels', 'stats', '--input', input, '--contest', 'a.assay')).code).toBe(2);
    expect((await assay('labels', 'stats', '--contest', 'a.assay', '--gold', input)).code).toBe(2);
  });

  it('prints a summary for people', async () => {
    const { out } = await assay('labels', 'stats', '--input', files(votes).input);
    expect(out).toMatch(/3 examples, 2 contractors; 2 examples have a majority/);
    expect(out).toMatch(/Krippendorff's alpha +0\.4/);
  });

  it('can be cancelled between two rounds', async () => {
    const stop = new AbortController();
    const { input } = files(votes);
    stop.abort();
    const cancelled = await runInWorker('labelFileStatistics', { votes: input, gold: null }, { signal: stop.signal });
    expect(cancelled).toMatchObject({ ok: false, error: { code: 'cancelled' } });
  });
});
