import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { all } from '../../db/connection.ts';
import { createContest, type OpenContest, openContest } from '../../db/contest.ts';
import { indexedRows, searchExamples } from '../../db/exampleSearch.ts';
import { currentVersion } from '../../db/submission.ts';
import { verifyContestFile } from '../../db/verify.ts';
import { realSurroundings } from '../../electron/engine/surroundings.ts';
import { seededRandom } from '../../shared/random.ts';
import { temporaryFolder } from './builders.ts';
import { accepted, classificationCsv, promptOf } from './contestOnDisk.ts';
import { zipOf } from './zips.ts';

const KILLS = Number(process.env.ASSAY_KILLS ?? 4);
const TIMEOUT = 120_000 + KILLS * 20_000;
const program = fileURLToPath(new URL('killedWork.ts', import.meta.url));
const random = seededRandom('killed');

/** Runs to its end, or until it kills itself at the given turn. */
async function work(args: readonly string[], turn: number): Promise<string | number | null> {
  const child = spawn(process.execPath, [program, ...args, String(turn)], { stdio: ['ignore', 'ignore', 'inherit'] });
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
  return signal ?? code;
}

function newContest(): string {
  const path = join(temporaryFolder(), 'contest.assay');
  accepted(createContest(path, { name: 'Killed', ...realSurroundings })).close();
  return path;
}

/** As the next person finds it. */
function opened<T>(path: string, look: (contest: OpenContest) => T): T {
  const contest = accepted(openContest(path, realSurroundings.now()));
  try {
    return look(contest);
  } finally {
    contest.close();
  }
}

const quiet = { progress: () => {}, cancelled: () => false };

it(`leaves nothing of a zip of parts, killed ${KILLS} times while it is read`, { timeout: TIMEOUT }, async () => {
  const rows = [2500, 3500, 3000];
  const parts = rows.map((count, part): [string, string] => [`part-${part}.csv`, classificationCsv(count)]);
  const zip = join(temporaryFolder(), 'parts.zip');
  writeFileSync(zip, await zipOf(Object.fromEntries(parts)));
  const path = newContest();
  const everything = () =>
    opened(path, ({ db }) =>
      [
        'submission',
        'version',
        'version_part',
        'example',
        'finding',
        'event',
        'prompt_sketch',
        'example_search_state',
      ].map((table) => all(db, `SELECT * FROM ${table}`)),
    );
  const before = everything();
  // batches of at most 1,000 rows: at least ten, and a question before each
  for (let kill = 0; kill < KILLS; kill++) {
    expect(await work(['import', zip, path, 'p7cw'], 1 + random.below(10))).toBe('SIGKILL');
    expect(everything()).toEqual(before);
    expect(verifyContestFile(path, quiet)).toMatchObject({ ok: true, value: { ok: true, problems: [] } });
  }
  expect(await work(['import', zip, path, 'p7cw'], 0)).toBe(0);
  opened(path, ({ db }) => expect(currentVersion(db, 'p7cw')?.examples).toBe(9000));
});

it(`finds the same examples after ${KILLS} kills while the index of words was filled`, {
  timeout: TIMEOUT,
}, async () => {
  // above the number up to which the import itself fills it, and too many for all turns before the kills
  const rows = Math.max(21_000, KILLS * 3000 + 2000);
  const path = newContest();
  const file = join(temporaryFolder(), 'large.csv');
  writeFileSync(file, classificationCsv(rows));
  expect(await work(['import', file, path, 'p7cw'], 0)).toBe(0);
  const search = promptOf(rows - 1);
  const state = () =>
    opened(path, ({ db }) => {
      const { key } = currentVersion(db, 'p7cw')!;
      const page = { search, scope: 'organizer', offset: 0, limit: 10 } as const;
      return { indexed: indexedRows(db, key), found: searchExamples(db, key, page) };
    });
  const before = state();
  expect(before).toMatchObject({ indexed: 0, found: { total: 1 } });
  let indexed = 0;
  for (let kill = 0; kill < KILLS; kill++) {
    // a thousand rows a turn, and a question before each: never so many that it would be full
    expect(await work(['index', path], 2 + random.below(3))).toBe('SIGKILL');
    const after = state();
    expect(after.found).toEqual(before.found);
    expect(after.indexed % 1000).toBe(0);
    expect(after.indexed).toBeGreaterThan(indexed); // whole turns stay
    indexed = after.indexed;
    expect(verifyContestFile(path, quiet)).toMatchObject({ ok: true, value: { ok: true, problems: [] } });
  }
  expect(await work(['index', path], 0)).toBe(0);
  expect(state()).toEqual({ indexed: rows, found: before.found });
  opened(path, ({ db }) => db.exec(`INSERT INTO example_search (example_search) VALUES ('integrity-check')`));
});
