import { expect, it, vi } from 'vitest';
import { allSubmissions } from '../../db/submission.ts';
import { fileOnDisk } from '../../electron/engine/dataFile.ts';
import { storeDataSet } from '../../electron/engine/storeDataSet.ts';
import { andRollBack } from '../../electron/engine/transaction.ts';
import { accepted, classificationCsv, contestOnDisk, quietTools } from './contestOnDisk.ts';

// a statement's memory comes back only when its thread rests, which work on many files at a stretch does not do
it('stores one data set after the other over one connection with the statements of the first', () => {
  const contest = contestOnDisk();
  const file = fileOnDisk(contest.write('data.csv', classificationCsv(120)));
  contest.importSubmission(file.from.kind === 'disk' ? file.from.path : '');
  const submission = allSubmissions(contest.db)[0]!.id;
  const store = () =>
    andRollBack(contest.db, () =>
      accepted(
        storeDataSet(
          contest.db,
          { submission, kind: 'original', parts: [file], fileName: 'data.csv', metric: null },
          quietTools,
        ),
      ),
    );
  store();
  const prepare = vi.spyOn(contest.db, 'prepare');
  expect(store().version.examples).toBe(120);
  expect(prepare.mock.calls.map(([sql]) => sql)).toEqual([]);
});
