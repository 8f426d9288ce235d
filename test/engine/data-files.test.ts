import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { examplesPage } from '../../db/examples.ts';
import { currentVersion, partsOf } from '../../db/submission.ts';
import { verifyContest } from '../../db/verify.ts';
import { checkFile } from '../../electron/engine/checkFile.ts';
import { type DataFiles, dataFilesAt } from '../../electron/engine/dataFile.ts';
import { runInWorker } from '../../electron/engine/jobs.ts';
import { realSurroundings } from '../../electron/engine/surroundings.ts';
import { errorOf, temporaryFolder } from './builders.ts';
import { accepted, classificationCsv, contestOnDisk, organizer, promptOf } from './contestOnDisk.ts';
import { type ZipFault, zipOf } from './zips.ts';

const HEADER = 'prompt,classes,answer_index';
const rowOf = (row: number) => `"${promptOf(row).replaceAll('"', '""')}","[' Even', ' Odd']",${row % 2}\n`;
const rowsOf = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => rowOf(from + at)).join('');
const part = (from: number, to: number) => `${HEADER}\n${rowsOf(from, to)}`;
const quiet = { progress: () => {}, cancelled: () => false, surroundings: realSurroundings };

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = join(temporaryFolder(), 'two-clocks');
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

const names = (files: DataFiles) => files.parts.map(({ name }) => name);

describe('a path', () => {
  it('that is a file means that file, whatever its name', async () => {
    const folder = folderWith({ 'parity.txt': part(0, 1) });
    const files = accepted(await dataFilesAt([join(folder, 'parity.txt')]));
    expect([names(files), files.title, files.fileName]).toEqual([['parity.txt'], 'parity', 'parity.txt']);
  });

  it('that is a folder means its data.csv, or else all its CSV files in the order of their names', async () => {
    const runs = folderWith({ 'ada.csv': '', 'data.csv': '', 'form.json': '{}', 'plot.png': '', '.DS_Store': '' });
    const whole = accepted(await dataFilesAt([runs]));
    expect(names(whole)).toEqual(['data.csv']);
    expect(whole.form?.name).toBe('form.json');
    expect(whole.others.map(({ name }) => name)).toEqual(['ada.csv', 'plot.png']);
    const parts = folderWith({ 'part-10.csv': '', 'part-2.csv': '', 'part-1.CSV': '', 'deeper/part-0.csv': '' });
    expect(names(accepted(await dataFilesAt([parts])))).toEqual(['part-1.CSV', 'part-2.csv', 'part-10.csv']);
  });

  it('that is a zip means what the folder in it would mean', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'Two clocks.zip');
    writeFileSync(
      file,
      await zipOf({
        '__MACOSX/clocks/._b.csv': 'x',
        'clocks/b.csv': part(0, 1),
        'clocks/a.csv': part(1, 2),
        'clocks/form.json': '{}',
        'clocks/deeper/c.csv': 'x',
      }),
    );
    const files = accepted(await dataFilesAt([file]));
    expect([names(files), files.title, files.form?.name]).toEqual([['a.csv', 'b.csv'], 'Two clocks', 'form.json']);
  });

  it('that is several files means the parts of one data set', async () => {
    const folder = folderWith({ 'b.csv': '', 'a.csv': '', 'all.zip': '' });
    const at = (name: string) => join(folder, name);
    const files = accepted(await dataFilesAt([at('b.csv'), at('a.csv')]));
    expect([names(files), files.title]).toEqual([['a.csv', 'b.csv'], 'two-clocks']);
    expect(await dataFilesAt([at('b.csv'), at('all.zip')])).toMatchObject({ error: { code: 'refused' } });
  });

  it('without any CSV says what to choose instead', async () => {
    const folder = folderWith({ 'inner.zip': '', 'notes.txt': '' });
    expect(await dataFilesAt([folder])).toMatchObject({
      error: { message: expect.stringContaining('it holds the zip “inner.zip”: choose that one') },
    });
    expect(await dataFilesAt([join(folder, 'gone')])).toMatchObject({ error: { code: 'not-found' } });
  });
});

describe('parts', () => {
  it('make one data set, with each example’s part', async () => {
    const contest = contestOnDisk();
    const folder = folderWith({ 'b.csv': part(3, 5), 'a.csv': part(0, 3) });
    const { id, rows } = accepted(contest.importSubmission(folder, { id: 'p7cw' }));
    expect(rows).toBe(5);
    const version = currentVersion(contest.db, id)!;
    const { examples } = examplesPage(contest.db, version.key, { offset: 0, limit: 10 });
    expect(examples.map(({ row, part, prompt }) => [row, part, prompt])).toEqual(
      [0, 1, 2, 3, 4].map((row) => [row, row < 3 ? 1 : 2, promptOf(row)]),
    );
    expect(partsOf(contest.db, version.key)).toEqual([
      { name: 'a.csv', firstRow: 0, rows: 3 },
      { name: 'b.csv', firstRow: 3, rows: 2 },
    ]);
    expect(version.fileName).toBe('two-clocks');
    expect(verifyContest(contest.db, quiet).problems).toEqual([]);
    contest.db.prepare('UPDATE example SET part = 2 WHERE row = 0').run();
    expect(verifyContest(contest.db, quiet).problems).not.toEqual([]);
  });

  it('take their columns in any order', async () => {
    const contest = contestOnDisk();
    const folder = folderWith({ 'a.csv': part(0, 1), 'b.csv': `answer_index,classes,prompt\n1,"['x','y']",Second\n` });
    const { id } = accepted(contest.importSubmission(folder));
    const { examples } = examplesPage(contest.db, currentVersion(contest.db, id)!.key, { offset: 1, limit: 1 });
    expect(examples[0]).toMatchObject({ prompt: 'Second', classes: ['x', 'y'], answerIndex: 1, part: 2 });
  });

  it('with other columns are refused, and the sentence names file and column', async () => {
    const folder = folderWith({ 'a.csv': part(0, 2), 'b.csv': 'prompt,classes,answer\np,c,0\n' });
    const { findings } = accepted(await checkFile({ paths: [folder], metric: null }, quiet));
    expect(findings.find(({ rule }) => rule === 'other-columns')).toMatchObject({
      level: 'error',
      row: null,
      column: 'answer_index',
      message: expect.stringMatching(/^“b\.csv”: .*it lacks "answer_index" and it has "answer" besides/),
    });
  });

  it('number rows through the data set and through each file', async () => {
    const broken = `${HEADER}\n${rowsOf(0, 1)}p,"['a','b']",7\np,"['a','b']"\n`;
    const folder = folderWith({ 'a.csv': part(0, 3), 'b.csv': broken });
    const { findings } = accepted(await checkFile({ paths: [folder], metric: null }, quiet));
    const errors = findings.filter(({ level }) => level === 'error');
    expect(errors.map(({ rule, row }) => [rule, row])).toEqual([
      ['answer-index', 4],
      ['too-few-cells', 5],
    ]);
    expect(errors[0]!.message).toMatch(/^Row 4 \(row 1 of “b\.csv”\): /);
    expect(errors[1]!.message).toMatch(/^Row 5 \(row 2 of “b\.csv”\) has 2 cells/);
  });
});

describe('a zip', () => {
  async function fileOf(files: Readonly<Record<string, string>>, fault?: ZipFault): Promise<string> {
    const file = join(temporaryFolder(), 'data.zip');
    writeFileSync(file, await zipOf(files, fault));
    return file;
  }

  it('is imported like the folder in it, by the same thread that unpacks it', async () => {
    const contest = contestOnDisk();
    const file = await fileOf({ 'b.csv': part(2000, 3000), 'a.csv': part(0, 2000) });
    const input = { contestPath: contest.path, metric: null, id: 'zip', title: null, form: null, actor: organizer };
    accepted(await runInWorker('importSubmission', { ...input, paths: [file] }));
    const folder = folderWith({ 'a.csv': part(0, 2000), 'b.csv': part(2000, 3000) });
    accepted(contest.importSubmission(folder, { id: 'folder' }));
    const [zip, plain] = ['zip', 'folder'].map((id) => currentVersion(contest.db, id)!);
    expect(zip).toMatchObject({ examples: 3000, fileName: 'data.zip', contentHash: plain!.contentHash });
  });

  it.each<[string, ZipFault, RegExp]>([
    ['a name that climbs out', { name: '../data.csv' }, /leads out of its folder/],
    ['an absolute name', { name: '/data.csv' }, /leads out of its folder/],
    ['a drive letter', { name: 'C:/data.csv' }, /leads out of its folder/],
    ['a backslash', { name: '..\\data.csv' }, /leads out of its folder/],
    ['a name that cannot be shown', { name: 'da\u202eta.csv' }, /leads out of its folder or cannot be shown/],
    ['a link', { link: true }, /is a link to another file/],
    ['a password', { encrypted: true }, /is encrypted; zip the files without a password/],
    ['an unusual method', { method: 12 }, /packed in an unusual way/],
    ['one file twice', { twice: 'DATA.CSV' }, /is in it twice/],
    ['a size far above its own', { claims: 3e9 }, /would unpack to 3\.0 GB/],
    ['a size below its own', { claims: 10 }, /unpacks to more than it says/],
    ['a broken checksum', { checksum: 1 }, /does not fit its checksum/],
    ['an end that is missing', { cutTo: 0.5 }, /is damaged/],
    ['files that overlap', { overlap: true }, /the files in it overlap/],
  ])('with %s is refused in a sentence, and nothing is left behind', async (_, fault, message) => {
    const contest = contestOnDisk();
    const before = contest.dump();
    const file = await fileOf({ 'data.csv': classificationCsv(50) }, fault);
    const input = { contestPath: contest.path, metric: null, id: null, title: null, form: null, actor: organizer };
    const outcome = await runInWorker('importSubmission', { ...input, paths: [file] });
    expect(outcome).toMatchObject({ ok: false, error: { code: 'refused', message: expect.stringMatching(message) } });
    expect(contest.dump()).toEqual(before);
    expect(readdirSync(join(file, '..'))).toEqual(['data.zip']);
  });

  it('that unpacks without end is given up, whatever it says of its size', async () => {
    const file = await fileOf({ 'data.csv': `${HEADER}\n${' '.repeat(60_000_000)}` });
    const outcome = await runInWorker('checkFile', { paths: [file], metric: null });
    expect(outcome).toMatchObject({ error: { message: expect.stringContaining('made to fill a disk') } });
  });

  it('in a zip is not entered', async () => {
    const inner = await zipOf({ 'data.csv': part(0, 1) });
    const file = await fileOf({ 'inner.zip': inner.toString('latin1') });
    expect(await dataFilesAt([file])).toMatchObject({ error: { message: expect.stringContaining('“inner.zip”') } });
  });
});

describe('a file so large that a thread of its own reads it', () => {
  const rows = 25_000;
  const filler = 'x'.repeat(170);
  const rowsOfLarge = Array.from({ length: rows }, (_, row) => `${filler} ${row},"[' Even', ' Odd']",${row % 2}\n`);

  function input(contestPath: string, more: { metric?: 'sequence_prob' | null; id: string }) {
    const file = join(temporaryFolder(), 'large.csv');
    writeFileSync(file, `${HEADER}\n${rowsOfLarge.join('')}`);
    return { contestPath, metric: null, title: null, form: null, actor: organizer, paths: [file], ...more };
  }

  it('is the data set that its rows are, and the next one after one that was refused', async () => {
    const contest = contestOnDisk();
    const before = contest.dump();
    const unfit = input(contest.path, { metric: 'sequence_prob', id: 'large' });
    expect(errorOf(await runInWorker('importSubmission', unfit)).message).toContain('completion');
    expect(contest.dump()).toEqual(before);
    accepted(await runInWorker('importSubmission', input(contest.path, { id: 'large' })));
    const { key, examples } = currentVersion(contest.db, 'large')!;
    expect(examples).toBe(rows);
    const { examples: last } = examplesPage(contest.db, key, { offset: rows - 1, limit: 9 });
    expect(last).toMatchObject([{ row: rows - 1, prompt: `${filler} ${rows - 1}` }]);
  });

  it('is not read where the contest is not there, and its thread is let go', async () => {
    const nowhere = input(join(temporaryFolder(), 'no.assay'), { id: 'large' });
    const outcome = await runInWorker('importSubmission', nowhere);
    expect(errorOf(outcome).code).toBe('disk');
  });
});

it('a link in a folder is what it leads to', async () => {
  const folder = folderWith({ 'elsewhere/real.csv': part(0, 2) });
  symlinkSync(join(folder, 'elsewhere', 'real.csv'), join(folder, 'data.csv'));
  expect(accepted(await dataFilesAt([folder])).parts[0]).toMatchObject({ name: 'data.csv', size: part(0, 2).length });
});
