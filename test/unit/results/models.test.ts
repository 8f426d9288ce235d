import { describe, expect, it } from 'vitest';
import { knownModels, type Model, modelTable, readModels } from '../../../shared/results/models.ts';

const own: Model = { name: 'ours-7b', family: 'ours', params: 7e9, public: false, tuned: false, alias: 'private-1' };

function messageOf(json: unknown): string {
  const read = readModels(json);
  return read.ok ? 'taken' : read.error.message;
}

describe('the known models', () => {
  it('are public, untuned but for gpt3-instruct, and have distinct names', () => {
    expect(knownModels.every((model) => model.public && model.alias === null)).toBe(true);
    expect(new Set(knownModels.filter((model) => model.tuned).map((model) => model.family))).toEqual(
      new Set(['gpt3-instruct']),
    );
    expect(new Set(knownModels.map((model) => model.name.toLowerCase())).size).toBe(knownModels.length);
  });

  it.each([
    ['gpt2', [124e6, 355e6, 774e6, 1.5e9]],
    ['gpt3', [350e6, 1.3e9, 6.7e9, 175e9]],
    ['gpt3-instruct', [350e6, 1.3e9, 6.7e9, 175e9]],
    ['opt', [125e6, 350e6, 1.3e9, 2.7e9, 6.7e9, 13e9, 30e9, 66e9]],
    ['gpt-neo', [125e6, 1.3e9, 2.7e9, 6e9]],
    ['pythia', [70e6, 160e6, 410e6, 1e9, 1.4e9, 2.8e9, 6.9e9, 12e9]],
  ])('of %s have the published sizes', (family, sizes) => {
    expect(knownModels.filter((model) => model.family === family).map((model) => model.params)).toEqual(sizes);
  });
});

describe('the table of models', () => {
  it('finds a name as written, else in another letter case, else not at all', () => {
    const table = modelTable([{ ...own, name: 'ADA' }]);
    expect(table.find('ada')?.family).toBe('gpt3');
    expect(table.find('ADA')?.family).toBe('ours');
    expect(table.find('gpt-neo-125m')?.name).toBe('gpt-neo-125M');
    expect(table.find('ada ')).toBeNull();
    expect(modelTable().find('ours-7b')).toBeNull();
  });

  it('lets the organizers describe a known model otherwise', () => {
    const table = modelTable([{ ...own, name: 'gpt2', params: 117e6 }]);
    expect(table.find('gpt2')?.params).toBe(117e6);
    expect(table.models.filter((model) => model.name === 'gpt2')).toHaveLength(1);
  });

  it('runs from small to large, the untuned first at equal size', () => {
    const { models } = modelTable();
    const sizes = models.map((model) => model.params);
    expect(sizes).toEqual([...sizes].sort((a, b) => a - b));
    expect(models.slice(-2).map((model) => model.name)).toEqual(['davinci', 'text-davinci-001']);
  });
});

describe('a models file', () => {
  it('is taken as it stands; alias and tuned may be left out', () => {
    const { alias: _, tuned: __, ...short } = own;
    expect(readModels([own])).toEqual({ ok: true, models: [own] });
    expect(readModels([short])).toEqual({ ok: true, models: [{ ...own, alias: null }] });
    expect(readModels([])).toEqual({ ok: true, models: [] });
  });

  it.each([
    ['family', { ...own, family: '' }],
    ['params', { ...own, params: 1.5 }],
    ['params', { ...own, params: 0 }],
    ['params', { ...own, params: '7B' }],
    ['public', { ...own, public: undefined }],
    ['tuned', { ...own, tuned: 'no' }],
    ['alias', { ...own, alias: '' }],
  ])('is refused with the entry and the field %s named', (field, entry) => {
    expect(messageOf([{ ...own, name: 'other', alias: null }, entry])).toContain(
      'Entry 2 of the models file (“ours-7b”)',
    );
    expect(messageOf([entry])).toContain(`“${field}”`);
  });

  it('is refused with a field that is not known, an entry that is no object, or no list', () => {
    expect(messageOf([{ ...own, alais: 'x' }])).toContain('“alais”');
    expect(messageOf([own, 7])).toContain('Entry 2');
    expect(messageOf({ models: [own] })).toContain('list');
  });

  it('is refused with a name or an alias that stands twice, in whatever letter case', () => {
    expect(messageOf([own, { ...own, name: 'OURS-7B', alias: null }])).toContain('name “OURS-7B”');
    expect(messageOf([own, { ...own, name: 'ours-13b' }])).toContain('alias “private-1”');
    expect(messageOf([own, { ...own, name: 'ours-13b', alias: 'private-2' }])).toBe('taken');
  });
});
