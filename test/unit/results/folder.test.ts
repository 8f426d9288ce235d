import { describe, expect, it } from 'vitest';
import {
  type FolderEntry,
  type FolderReading,
  readPipelineFolder,
  unknownModel,
} from '../../../shared/results/folder.ts';
import { modelTable } from '../../../shared/results/models.ts';

function read(...names: readonly string[]): FolderReading {
  const entries = names.map((name): FolderEntry => ({ name, kind: name.endsWith('/') ? 'folder' : 'file' }));
  return readPipelineFolder(entries, modelTable());
}

function files(reading: FolderReading): string[] {
  return reading.ok ? reading.folder.runs.map((run) => run.file) : [];
}

describe('a pipeline folder', () => {
  it('has one run a CSV, small to large, whatever the order of the listing', () => {
    const inOrder = ['gpt2.csv', 'ada.csv', 'gpt2-medium.csv', 'davinci.csv'];
    expect(files(read('davinci.csv', 'gpt2-medium.csv', 'data.csv', 'ada.csv', 'gpt2.csv'))).toEqual(inOrder);
    expect(files(read('ada.csv', 'data.csv', 'davinci.csv', 'gpt2.csv', 'gpt2-medium.csv'))).toEqual(inOrder);
  });

  it('keeps the data set apart and lists all else as ignored, unread', () => {
    expect(read('ada.csv', 'data.csv', 'labelled_data.jsonl', 'plot.png', '.csv', '._ada.csv', 'old.csv/')).toEqual({
      ok: true,
      folder: {
        runs: [{ file: 'ada.csv', stem: 'ada', model: expect.objectContaining({ name: 'ada', family: 'gpt3' }) }],
        dataFile: 'data.csv',
        ignored: ['._ada.csv', '.csv', 'labelled_data.jsonl', 'old.csv/', 'plot.png'],
      },
    });
  });

  it('says when no data set lies beside the runs', () => {
    expect(read('ada.csv')).toMatchObject({ ok: true, folder: { dataFile: null } });
  });

  it('puts models that nobody described last, and says what to do about them', () => {
    const reading = read('zeta.csv', 'alpha.csv', 'davinci.csv');
    expect(files(reading)).toEqual(['davinci.csv', 'alpha.csv', 'zeta.csv']);
    expect(reading).toMatchObject({ folder: { runs: [{}, { stem: 'alpha', model: null }, { model: null }] } });
    expect(unknownModel('alpha').reason).toBe('unknown-model');
    expect(unknownModel('alpha').message).toContain('“alpha”');
  });

  it('is none without a run', () => {
    for (const reading of [read(), read('data.csv'), read('samples.jsonl')]) {
      expect(reading).toMatchObject({ ok: false, error: { code: 'no-runs' } });
    }
  });

  it('knows its files in capital letters too; of two data files the plain one counts', () => {
    expect(files(read('ADA.CSV', 'Data.csv'))).toEqual(['ADA.CSV']);
    expect(read('ada.csv', 'DATA.csv', 'data.csv')).toMatchObject({
      folder: { dataFile: 'data.csv', ignored: ['DATA.csv'] },
    });
  });
});
