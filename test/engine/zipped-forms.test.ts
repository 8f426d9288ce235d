import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { currentVersion, partsOf } from '../../db/submission.ts';
import { readForm } from '../../db/submissionForm.ts';
import { importSubmission } from '../../electron/engine/importSubmission.ts';
import { temporaryFolder } from './builders.ts';
import { accepted, classificationCsv, contestOnDisk, organizer, quietTools } from './contestOnDisk.ts';
import { zipOf } from './zips.ts';

/** One black point; a PNG as small as they come. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==',
  'base64',
).toString('latin1');
const form = (more: object = {}) =>
  JSON.stringify({ id: 'two-clocks', title: 'Two clocks', authors: [{ name: 'Ada Muster' }], ...more });

async function importZip(files: Readonly<Record<string, string>>) {
  const contest = contestOnDisk();
  const path = join(temporaryFolder(), 'clocks.zip');
  writeFileSync(path, await zipOf(files));
  const input = { contestPath: contest.path, metric: null, id: null, title: null, form: null, actor: organizer };
  const before = contest.dump();
  const outcome = await importSubmission({ ...input, paths: [path] }, quietTools);
  return { contest, outcome, before };
}

it('is read out of the zip beside the data: id, title, authors and the plot that it names', async () => {
  const { contest, outcome } = await importZip({
    'clocks/data.csv': classificationCsv(3),
    'clocks/form.json': form({ plot: 'figures.png' }),
    'clocks/figures.png': PNG,
    'clocks/other.png': PNG,
  });
  expect(accepted(outcome)).toMatchObject({ id: 'two-clocks', rows: 3 });
  const stored = readForm(contest.db, 'two-clocks');
  expect(stored).toMatchObject({ form: { title: 'Two clocks' }, authors: [{ name: 'Ada Muster' }] });
  expect(stored?.form.plot).toMatch(/^[0-9a-f]{64}$/);
});

it('takes the zip’s one plot.png where it names none, and none where there are two', async () => {
  const data = { 'data.csv': classificationCsv(1), 'form.json': form() };
  const one = await importZip({ ...data, 'plot.png': PNG });
  accepted(one.outcome);
  expect(readForm(one.contest.db, 'two-clocks')?.form.plot).toMatch(/^[0-9a-f]{64}$/);
  const two = await importZip({ ...data, 'plot.png': PNG, 'plot.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>' });
  accepted(two.outcome);
  expect(readForm(two.contest.db, 'two-clocks')?.form.plot).toBeNull();
});

it('goes with parts too', async () => {
  const { contest, outcome } = await importZip({
    'form.json': form(),
    'part-2.csv': classificationCsv(2),
    'part-1.csv': classificationCsv(1),
  });
  expect(accepted(outcome)).toMatchObject({ id: 'two-clocks', rows: 3 });
  const { key } = currentVersion(contest.db, 'two-clocks')!;
  expect(partsOf(contest.db, key).map(({ name, rows }) => [name, rows])).toEqual([
    ['part-1.csv', 1],
    ['part-2.csv', 2],
  ]);
});

it.each([
  ['is no JSON', { 'form.json': '{"title": ' }, 'is not JSON'],
  ['is no UTF-8', { 'form.json': '\xff\xfe{}' }, 'is not UTF-8'],
  ['names a plot that is not in the zip', { 'form.json': form({ plot: 'gone.png' }) }, 'gone.png'],
  ['names a plot outside of it', { 'form.json': form({ plot: '../plot.png' }), 'plot.png': PNG }, '../plot.png'],
  ['names a plot that is no picture', { 'form.json': form({ plot: 'plot.png' }), 'plot.png': 'hello' }, 'plot'],
  ['is larger than a form can be', { 'form.json': form({ description: 'x'.repeat(20e6) }) }, 'bytes'],
])('that %s keeps everything out, with the reason', async (_, files, reason) => {
  const { contest, outcome, before } = await importZip({ 'data.csv': classificationCsv(1), ...files });
  expect(outcome).toMatchObject({ ok: false, error: { code: 'refused', message: expect.stringContaining(reason) } });
  expect(contest.dump()).toEqual(before);
});
