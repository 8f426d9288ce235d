import { expect, it } from 'vitest';
import { allSubmissions } from '../../db/submission.ts';
import { verifyContest } from '../../db/verify.ts';
import { withCharacterNames } from '../../electron/engine/characterNames.ts';
import { fileOnDisk } from '../../electron/engine/dataFile.ts';
import { storeDataSet } from '../../electron/engine/storeDataSet.ts';
import { orRollBack } from '../../electron/engine/transaction.ts';
import { brokenFile } from '../fixtures/broken/brokenFiles.ts';
import { contestOnDisk, quietTools } from './contestOnDisk.ts';

/** ASSAY_BROKEN=100000 for as many; ASSAY_BROKEN_FROM to begin elsewhere. */
const FILES = Number(process.env.ASSAY_BROKEN ?? 2000);
const FROM = Number(process.env.ASSAY_BROKEN_FROM ?? 0);

it(`refuses ${FILES} broken files with a row or the reason why there is none, and stores nothing of them`, {
  timeout: 60_000 + FILES * 50,
}, async () => {
  const contest = contestOnDisk();
  contest.importSubmission(contest.write('sound.csv', `prompt,completion\nOne and one are, two\n`));
  const before = contest.dump();
  const submission = allSubmissions(contest.db)[0]!.id;
  const seen = { refused: 0, sound: 0 };
  await withCharacterNames(() => {
    seen.refused = 0;
    seen.sound = 0;
    for (let seed = FROM; seen.refused < FILES; seed++) {
      const { bytes, mishap, broken } = brokenFile(seed);
      const path = contest.write('broken.csv', bytes);
      const stored = orRollBack(contest.db, () => {
        const outcome = storeDataSet(
          contest.db,
          { submission, kind: 'original', parts: [fileOnDisk(path)], fileName: 'broken.csv', metric: null },
          quietTools,
        );
        // what happens to be a data set is taken back: it is not the matter here
        if (outcome.ok) seen.sound += 1;
        return outcome.ok ? { ok: false, error: { code: 'refused', message: 'sound', findings: [] } } : outcome;
      });
      const about = `seed ${seed}, ${mishap}`;
      if (stored.ok || stored.error.message === 'sound') {
        expect(broken, about).toBe('perhaps');
        continue;
      }
      seen.refused += 1;
      expect(stored.error.code, about).toBe('refused');
      const errors = (stored.error.findings ?? []).filter(({ level }) => level === 'error');
      expect(errors.length, about).toBeGreaterThan(0);
      for (const { row, message } of errors) {
        if (row === null) expect(message, about).toMatch(/header|column|no row|metric|empty/i);
        else expect(message, about).toContain(`ow ${row}`);
      }
    }
  });
  if (process.env.ASSAY_BROKEN !== undefined) console.log(seen);
  expect(contest.dump()).toEqual(before);
  expect(verifyContest(contest.db, quietTools)).toMatchObject({ problems: [] });
});
