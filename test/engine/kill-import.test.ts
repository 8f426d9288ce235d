import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { createContest, openContest } from '../../db/contest.ts';
import { joinHashOf } from '../../db/joinHash.ts';
import { lockPathOf } from '../../db/lock.ts';
import { countEvents } from '../../db/record.ts';
import { allSubmissions, currentVersion } from '../../db/submission.ts';
import { verifyContestFile } from '../../db/verify.ts';
import { realSurroundings } from '../../electron/engine/surroundings.ts';
import { seededRandom } from '../../shared/random.ts';
import { temporaryFolder } from './builders.ts';
import { accepted, classificationCsv } from './contestOnDisk.ts';

const ROWS = 10_000;
const KILLS = Number(process.env.ASSAY_KILLS ?? 100);
/** Contests that are imported into at the same time, one for each core of a small machine. */
const LANES = 2;
const program = fileURLToPath(new URL('../../electron/cli/main.ts', import.meta.url));

interface Ended {
  readonly killed: boolean;
  readonly code: number | null;
  /** Milliseconds from the contest's being opened to the end; NaN where it was never seen open. */
  readonly worked: number;
}

/** Imports in a process of its own; killed some milliseconds after it opened the contest, or left alone. */
async function importInProcess(file: string, contest: string, id: string, killAfter: number | null): Promise<Ended> {
  const child = spawn(
    process.execPath,
    [program, 'import', 'submission', file, '--contest', contest, '--id', id, '--json'],
    // the second process starts sooner than the first
    { stdio: 'ignore', env: { ...process.env, NODE_COMPILE_CACHE: join(dirname(file), 'compiled') } },
  );
  const exit = once(child, 'exit') as Promise<[number | null, string | null]>;
  while (child.exitCode === null && child.signalCode === null && !existsSync(lockPathOf(contest))) {
    await Promise.race([exit, pause(5)]);
  }
  const opened = child.exitCode === null && child.signalCode === null ? performance.now() : Number.NaN;
  const timer = killAfter === null ? null : setTimeout(() => child.kill('SIGKILL'), killAfter);
  const [code, signal] = await exit;
  if (timer !== null) clearTimeout(timer);
  return { killed: signal === 'SIGKILL', code, worked: performance.now() - opened };
}

interface Contents {
  readonly ids: readonly string[];
  readonly hashes: readonly string[];
  readonly examples: number;
  readonly events: number;
}

/** Opens the contest as the next person would and looks at everything that is in it. */
function whatIsThere(path: string): Contents {
  const contest = accepted(openContest(path, realSurroundings.now()));
  try {
    const { db } = contest;
    const ids = allSubmissions(db).map(({ id }) => id);
    const versions = ids.map((id) => currentVersion(db, id)!);
    return {
      ids,
      hashes: [...new Set(versions.map(({ key, contentHash }) => `${contentHash} ${joinHashOf(db, key)}`))],
      examples: db.prepare('SELECT count(*) FROM example').pluck().get() as number,
      events: countEvents(db),
    };
  } finally {
    contest.close();
  }
}

it(`leaves a whole submission or none, and nothing in the way, killed ${KILLS} times in the middle of an import`, {
  timeout: 60_000 + KILLS * 10_000,
}, async () => {
  const folder = temporaryFolder();
  const file = join(folder, 'large.csv');
  writeFileSync(file, classificationCsv(ROWS));
  const lanes = Array.from({ length: LANES }, (_, lane) => {
    const own = join(folder, `lane-${lane}`);
    mkdirSync(own);
    const path = join(own, 'contest.assay');
    accepted(createContest(path, { name: 'Killed', ...realSurroundings })).close();
    return { own, path, contents: whatIsThere(path) };
  });
  const store = (lane: (typeof lanes)[number], id: string) => ({
    ids: [...lane.contents.ids, id].sort(),
    hashes: whole.hashes,
    examples: lane.contents.examples + ROWS,
    events: lane.contents.events + 1,
  });

  // both at once, as later, so that the moments below fall where the work is
  const measured = await Promise.all(lanes.map(({ path }) => importInProcess(file, path, 'whole', null)));
  expect(measured.map(({ code }) => code)).toEqual(lanes.map(() => 0));
  let duration = Math.max(...measured.map(({ worked }) => worked));
  for (const lane of lanes) lane.contents = whatIsThere(lane.path);
  const whole = lanes[0]!.contents;
  expect(whole).toMatchObject({ ids: ['whole'], examples: ROWS, hashes: [expect.any(String)] });
  for (const lane of lanes) expect(lane.contents).toEqual(whole);

  const random = seededRandom(20261123);
  const seen = { killed: 0, locked: 0, logged: 0 };
  for (let turn = 0; turn < KILLS; turn += LANES) {
    const turns = await Promise.all(
      lanes.slice(0, KILLS - turn).map(async (lane, place) => {
        // each kill has its own stretch of the import, and any moment in it
        const share = (turn + place + random.unit()) / KILLS;
        const id = `turn-${String(turn + place).padStart(3, '0')}`;
        const outcome = await importInProcess(file, lane.path, id, share * duration);
        return { lane, id, outcome, left: readdirSync(lane.own) };
      }),
    );
    // only now: looking takes this process's time, and a kill would come late
    for (const { lane, id, outcome, left } of turns) {
      if (outcome.killed) seen.killed += 1;
      else duration = Math.min(duration, outcome.worked); // the machine has become quicker
      if (left.includes('.contest.assay.lock')) seen.locked += 1;
      if (left.includes('contest.assay-wal')) seen.logged += 1;
      expect(verifyContestFile(lane.path, { progress: () => {}, cancelled: () => false })).toMatchObject({
        ok: true,
        value: { ok: true, problems: [] },
      });
      const after = whatIsThere(lane.path);
      expect(after).toEqual(after.ids.includes(id) ? store(lane, id) : lane.contents);
      if (!outcome.killed) expect(after.ids).toContain(id);
      expect(readdirSync(lane.own)).toEqual(['contest.assay']);
      lane.contents = after;
    }
  }
  if (process.env.ASSAY_KILLS !== undefined) console.log(seen);
  // else the moments were badly chosen and nothing was shown
  expect(seen.killed).toBeGreaterThanOrEqual(KILLS / 2);
  expect(seen.locked).toBeGreaterThanOrEqual(KILLS / 2);
  expect(seen.logged).toBeGreaterThanOrEqual(KILLS / 2);

  for (const lane of lanes) {
    expect((await importInProcess(file, lane.path, 'zz-last', null)).code).toBe(0);
    expect(whatIsThere(lane.path)).toEqual(store(lane, 'zz-last'));
  }
});
