import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runInWorker } from '../../electron/engine/jobs.ts';
import { withUnpackedZip } from '../../electron/engine/unpackedZip.ts';
import { success } from '../../shared/contract/failure.ts';
import { afterTest, temporaryFolder } from './builders.ts';
import {
  accepted,
  type ContestOnDisk,
  classificationCsv,
  contestOnDisk,
  organizer,
  quietTools,
  runCsv,
} from './contestOnDisk.ts';
import { type ZipFault, zipOf } from './zips.ts';

const ada = runCsv([1, 2, 3]);
const curie = runCsv([3, 2, 1]);
const data = classificationCsv(3);

function contestWithData(): ContestOnDisk {
  const contest = contestOnDisk();
  accepted(contest.importSubmission(contest.write('data.csv', data), { id: 'p7cw' }));
  return contest;
}

async function importZip(contest: ContestOnDisk, files: Readonly<Record<string, string>>, fault: ZipFault = {}) {
  const path = contest.write('results.zip', await zipOf(files, fault));
  const input = {
    contestPath: contest.path,
    path,
    submission: 'p7cw',
    reproduction: false,
    models: [],
    actor: organizer,
  };
  return runInWorker('importResults', input, {});
}

const leftOver = () => readdirSync(tmpdir()).filter((name) => name.startsWith(`assay-unpacked-${process.pid}-`));

describe('a zip of results', () => {
  it('means what the folder in it would mean: the runs are stored, and what else is there is named', async () => {
    const contest = contestWithData();
    const report = accepted(
      await importZip(contest, {
        '__MACOSX/out/._ada.csv': 'x',
        'out/ada.csv': ada,
        'out/curie.csv': curie,
        'out/data.csv': data,
        'out/notes.txt': 'by hand',
      }),
    );
    expect(report.runs).toMatchObject([
      { model: 'ada', status: 'stored', usable: 3 },
      { model: 'curie', status: 'stored', usable: 3 },
    ]);
    expect(report.ignored).toEqual(['notes.txt']);
    expect(leftOver()).toEqual([]);
  });

  it('refuses the runs of another data set, and takes one wide file for that file', async () => {
    const contest = contestWithData();
    const other = { 'ada.csv': ada, 'data.csv': data.replace('0', '7') };
    expect(accepted(await importZip(contest, other)).runs).toMatchObject([{ reason: 'other-data-set' }]);
    const wide = await importZip(contest, { 'deep/er/wide.csv': `index,ada_loss\n0,1\n1,2\n2,3\n` });
    expect(accepted(wide).runs).toMatchObject([{ model: 'ada', usable: 3 }]);
    expect(leftOver()).toEqual([]);
  });

  const faults: readonly (readonly [string, ZipFault, RegExp])[] = [
    ['a path out of its folder', { name: '../../ada.csv' }, /leads out of its folder/],
    ['an absolute path', { name: '/ada.csv' }, /leads out of its folder/],
    ['a link', { link: true }, /is a link/],
    ['encryption', { encrypted: true }, /encrypted/],
    ['a false checksum', { checksum: 1 }, /checksum/],
    ['a file that unpacks to more than it says', { claims: 3 }, /damaged/],
    ['a file of gigabytes', { claims: 4e9 }, /made to fill a disk/],
    ['files that share bytes', { overlap: true }, /overlap/],
    ['its end cut off', { cutTo: 0.6 }, /damaged/],
  ];
  it.each(faults)('is refused with %s, and leaves nothing behind', async (_, fault, why) => {
    const contest = contestWithData();
    const before = contest.dump();
    const refused = await importZip(contest, { 'ada.csv': ada, 'curie.csv': curie }, fault);
    expect(refused).toMatchObject({ ok: false, error: { code: 'refused', message: expect.stringMatching(why) } });
    expect(contest.dump()).toEqual(before);
    expect(leftOver()).toEqual([]);
  });

  it('is not unpacked further once it is cancelled, and nothing of it stays', async () => {
    const path = join(temporaryFolder(), 'results.zip');
    writeFileSync(path, await zipOf({ 'ada.csv': ada, 'curie.csv': curie }));
    let asked = 0;
    const cancelled = () => {
      asked += 1;
      return true;
    };
    const outcome = await withUnpackedZip(path, () => success(null), { ...quietTools, cancelled });
    expect(outcome).toMatchObject({ error: { code: 'cancelled' } });
    expect(asked).toBe(1);
    expect(leftOver()).toEqual([]);
  });

  it('that a killed process had unpacked is taken away by the next one', async () => {
    const path = join(temporaryFolder(), 'results.zip');
    writeFileSync(path, await zipOf({ 'ada.csv': ada }));
    const gone = join(tmpdir(), 'assay-unpacked-4194305-left'); // above the highest number that a process can have
    const mine = join(tmpdir(), `assay-unpacked-${process.pid}-other`);
    for (const folder of [gone, mine]) {
      mkdirSync(folder);
      afterTest(() => rmSync(folder, { recursive: true, force: true }));
    }
    const there = await withUnpackedZip(path, () => success([gone, mine].map(existsSync)), quietTools);
    expect(there).toEqual(success([false, true]));
  });
});
