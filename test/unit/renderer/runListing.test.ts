import { describe, expect, it } from 'vitest';
import {
  asideWord,
  dataSetName,
  type RunListing,
  runLines,
  siblings,
} from '../../../renderer/organizer/results/runListing.ts';
import type { ListedRun } from '../../../shared/contract/results.ts';
import { readParameters, writtenParameters } from '../../../shared/results/parameters.ts';

let made = 0;
function run(part: Partial<ListedRun>): ListedRun {
  const nothing = { rows: 1, empty: 0, repeated: 0, missing: 0, mean: 1, sem: 0, coverage: 1, n: 1 };
  const accuracy = { value: null, why: 'none' };
  const place = { submission: 'p7cw', title: 'Parity', reproduction: false, version: 1, outdated: false };
  const file = { form: 'folder' as const, pipeline: null, fileName: 'ada.csv', datasetHash: 'd', withdrawnAt: null };
  const model = { model: 'ada', family: 'gpt3', params: 350e6, public: true };
  const id = `r${++made}`;
  return {
    id,
    ...place,
    ...model,
    ...file,
    ...nothing,
    accuracy,
    warnings: [],
    current: true,
    importedAt: '2026-11-01',
    ...part,
  };
}

const all: RunListing = { search: '', show: 'all' };
const shape = (runs: readonly ListedRun[], listing = all) =>
  runLines(runs, listing).map((line) => (line.kind === 'group' ? `# ${line.title}, ${line.remark}` : line.run.model));

const davinci = { model: 'davinci', params: 175e9 };

describe('the list of runs', () => {
  it('stands under data sets by title, small to large, the current run first', () => {
    const runs = [
      run(davinci),
      run({ current: false, id: 'old' }),
      run({}),
      run({ title: 'Anchors', submission: 'a1aa' }),
      run({ reproduction: true }),
    ];
    expect(shape(runs)).toEqual([
      ...['# Anchors, a1aa, version 1', 'ada', '# Parity, p7cw, version 1', 'ada', 'ada', 'davinci'],
      ...['# Parity, p7cw, reproduction', 'ada'],
    ]);
    expect(runLines(runs, all)[4]).toMatchObject({ key: 'old' });
  });

  it('is narrowed by what is typed and chosen', () => {
    const warned = run({
      ...davinci,
      warnings: [{ level: 'warning', rule: 'x', row: null, column: null, message: 'x' }],
    });
    const runs = [run({ form: 'summary' }), warned, run({ model: 'curie', withdrawnAt: '2026', current: false })];
    expect(shape(runs, { search: 'summ', show: 'all' })).toHaveLength(2);
    expect(shape(runs, { search: 'nothing', show: 'all' })).toEqual([]);
    expect(shape(runs, { search: '', show: 'warnings' }).slice(1)).toEqual(['davinci']);
    expect(shape(runs, { search: '', show: 'current' }).slice(1)).toEqual(['ada', 'davinci']);
    expect(shape(runs, { search: '', show: 'aside' }).slice(1)).toEqual(['curie']);
  });

  it('says why a run does not count, and what it stands on', () => {
    expect(asideWord(run({}))).toBeNull();
    expect(asideWord(run({ current: false }))).toBe('Earlier');
    expect(asideWord(run({ outdated: true }))).toBe('On an earlier version');
    expect(asideWord(run({ current: false, withdrawnAt: '2026' }))).toBe('Withdrawn');
    expect(dataSetName(run({ reproduction: true, version: 2, outdated: true }))).toBe(
      'p7cw, reproduction 2, replaced since',
    );
  });

  it('knows the other runs of a model on its data set, and no other', () => {
    const mine = run({});
    const other = run({ current: false });
    expect(siblings(mine, [mine, other, run(davinci), run({ version: 2 }), run({ reproduction: true })])).toEqual([
      other,
    ]);
  });
});

describe('a number of parameters', () => {
  it.each([124e6, 350e6, 1.3e9, 6.7e9, 175e9, 1e12, 1234567, 999, 1500])('%d is read as it was written', (params) => {
    expect(readParameters(writtenParameters(params))).toBe(params);
  });
  it('is written short', () => {
    expect([350e6, 6.7e9, 240e9].map(writtenParameters)).toEqual(['350M', '6.7B', '240B']);
  });
});
