import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { createContest, openContest } from '../../db/contest.ts';
import { joinHashOf } from '../../db/joinHash.ts';
import { countEvents } from '../../db/record.ts';
import { allSubmissions, currentVersion } from '../../db/submission.ts';
import { realSurroundings } from '../../electron/engine/surroundings.ts';
import { seededRandom } from '../../shared/random.ts';
import { temporaryFolder } from './builders.ts';
import { accepted, classificationCsv } from './contestOnDisk.ts';

const ROWS = 200_000;
const KILLS = Number(process.env.ASSAY_KILLS ?? 20);
const program = fileURLToPath(new URL('../../electron/cli/main.ts', import.meta.url));

/** Imports in a process of its own; killed after some milliseconds, or left alone. How it ended, and after how long. */
async function importInProcess(
  file: string,
  contest: string,
  id: string,
  killAfter: number | null,
): Promise<{ readonly killed: boolean; readonly code: number | null; readonly milliseconds: number }> {
  const start = performance.now();
  const child = spawn(
    process.execPath,
    [program, 'import', 'submission', file, '--contest', contest, '--id', id, '--json'],
    { stdio: 'ignore' },
  );
  const timer = killAfter === null ? null : setTimeout(() => child.kill('SIGKILL'), killAfter);
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
  if (timer !== null) clearTimeout(timer);
  return { killed: signal === 'SIGKILL', code, milliseconds: performance.now() - start };
}

/** Opens the contest as the next person would and looks at everything that is in it. */
function whatIsThere(path: string): { ids: string[]; hashes: Set<string>; examples: number; events: number } {
  const contest = accepted(openContest(path, realSurroundings.now()));
  try {
    const { db } = contest;
    expect(db.pragma('foreign_key_check')).toEqual([]);
    const ids = allSubmissions(db).map(({ id }) => id);
    const versions = ids.map((id) => currentVersion(db, id)!);
    return {
      ids,
      hashes: new Set(versions.map(({ key, contentHash }) => `${contentHash} ${joinHashOf(db, key)}`)),
      examples: db.prepare('SELECT count(*) FROM example').pluck().get() as number,
      events: countEvents(db),
    };
  } finally {
    contest.close();
  }
}

it(`leaves a whole submission or none, killed ${KILLS} times in the middle of an import`, {
  timeout: 60_000 + KILLS * 20_000,
}, async () => {
  const folder = temporaryFolder();
  const file = join(folder, 'large.csv');
  writeFileSync(file, classificationCsv(ROWS));
  const path = join(folder, 'contest.assay');
  accepted(createContest(path, { name: 'Killed', ...realSurroundings })).close();

  const whole = await importInProcess(file, path, 'whole', null);
  expect(whole.code).toBe(0);
  let before = whatIsThere(path);
  expect(before).toMatchObject({ ids: ['whole'], examples: ROWS });

  const random = seededRandom(20261123);
  let killed = 0;
  let duration = whole.milliseconds;
  for (let turn = 0; turn < KILLS; turn++) {
    const id = `turn-${String(turn).padStart(3, '0')}`;
    // from the start of the program to a little past its end
    const outcome = await importInProcess(file, path, id, random.unit() * 1.1 * duration);
    const after = whatIsThere(path);
    const stored = after.ids.includes(id);
    if (outcome.killed) killed += 1;
    else {
      expect(stored).toBe(true);
      duration = Math.min(duration, outcome.milliseconds); // the machine has become quicker
    }
    expect(after).toEqual({
      ids: stored ? [...before.ids, id].sort() : before.ids,
      hashes: before.hashes,
      examples: before.examples + (stored ? ROWS : 0),
      events: before.events + (stored ? 1 : 0),
    });
    before = after;
  }
  // else the moments were badly chosen and nothing was shown
  expect(killed).toBeGreaterThanOrEqual(KILLS / 2);
});
