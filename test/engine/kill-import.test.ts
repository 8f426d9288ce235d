import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { expect, it } from 'vitest';
import type { Connection } from '../../db/connection.ts';
import { createContest, openContest } from '../../db/contest.ts';
import { joinHashOf } from '../../db/joinHash.ts';
import { lockPathOf } from '../../db/lock.ts';
import { countEvents } from '../../db/record.ts';
import { currentRuns, everyRun } from '../../db/results.ts';
import { allSubmissions, currentVersion } from '../../db/submission.ts';
import { verifyContestFile } from '../../db/verify.ts';
import { dataFilesOnDisk } from '../../electron/engine/dataFile.ts';
import { importDataFiles } from '../../electron/engine/importSubmission.ts';
import { realSurroundings } from '../../electron/engine/surroundings.ts';
import { seededRandom } from '../../shared/random.ts';
import { temporaryFolder } from './builders.ts';
import { accepted, classificationCsv, organizer, quietTools, runCsv } from './contestOnDisk.ts';
import { describedForm } from './formBuilders.ts';

const program = fileURLToPath(new URL('../../electron/cli/main.ts', import.meta.url));
/** Contests that are imported into at the same time, one for each core of a small machine. */
const LANES = 2;

interface Ended {
  readonly killed: boolean;
  readonly code: number | null;
  /** Milliseconds from the contest's being opened to the end; NaN where it was never seen open. */
  readonly worked: number;
}

/** Imports in a process of its own; killed some milliseconds after it opened the contest, or left alone. */
async function importInProcess(
  command: readonly string[],
  contest: string,
  compiled: string,
  killAfter: number | null,
): Promise<Ended> {
  const child = spawn(process.execPath, [program, 'import', ...command, '--contest', contest, '--json'], {
    stdio: 'ignore',
    // the second process starts sooner than the first
    env: { ...process.env, NODE_COMPILE_CACHE: compiled },
  });
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

/** What is imported turn after turn, and what a contest shows of it. */
interface Import<Contents> {
  readonly kills: number;
  /** What has to be there before. */
  readonly prepare: (contest: string) => void;
  /** Of `assay import`, without the contest. */
  readonly command: (turn: number) => readonly string[];
  readonly look: (db: Connection) => Contents;
  /** What is to be seen once a turn's import is done. */
  readonly done: (before: Contents, turn: number) => Contents;
}

/** Opens the contest as the next person would and looks at everything that is in it. */
function opened<T>(path: string, look: (db: Connection) => T): T {
  const contest = accepted(openContest(path, realSurroundings.now()));
  try {
    return look(contest.db);
  } finally {
    contest.close();
  }
}

/** Kills imports at moments spread over all of their work; after each all of it is there or nothing, and nothing in the way. */
async function killImports<Contents>({ kills, prepare, command, look, done }: Import<Contents>): Promise<void> {
  const folder = temporaryFolder();
  const compiled = join(folder, 'compiled');
  const lanes = Array.from({ length: LANES }, (_, lane) => {
    const own = join(folder, `lane-${lane}`);
    mkdirSync(own);
    const path = join(own, 'contest.assay');
    accepted(createContest(path, { name: 'Killed', ...realSurroundings })).close();
    prepare(path);
    return { own, path, contents: opened(path, look) };
  });

  // both at once, as later, so that the moments below fall where the work is
  const measured = await Promise.all(lanes.map(({ path }) => importInProcess(command(0), path, compiled, null)));
  expect(measured.map(({ code }) => code)).toEqual(lanes.map(() => 0));
  let duration = Math.max(...measured.map(({ worked }) => worked));
  for (const lane of lanes) {
    const after = opened(lane.path, look);
    expect(after).toEqual(done(lane.contents, 0));
    lane.contents = after;
  }

  const random = seededRandom(20261123);
  const seen = { killed: 0, locked: 0, logged: 0 };
  for (let first = 0; first < kills; first += LANES) {
    const turns = await Promise.all(
      lanes.slice(0, kills - first).map(async (lane, place) => {
        // each kill has its own stretch of the import, and any moment in it
        const share = (first + place + random.unit()) / kills;
        const turn = 1 + first + place;
        const outcome = await importInProcess(command(turn), lane.path, compiled, share * duration);
        return { lane, turn, outcome, left: readdirSync(lane.own) };
      }),
    );
    // only now: looking takes this process's time, and a kill would come late
    for (const { lane, turn, outcome, left } of turns) {
      if (outcome.killed) seen.killed += 1;
      else duration = Math.min(duration, outcome.worked); // the machine has become quicker
      if (left.includes('.contest.assay.lock')) seen.locked += 1;
      if (left.includes('contest.assay-wal')) seen.logged += 1;
      expect(verifyContestFile(lane.path, { progress: () => {}, cancelled: () => false })).toMatchObject({
        ok: true,
        value: { ok: true, problems: [] },
      });
      const after = opened(lane.path, look);
      const whole = done(lane.contents, turn);
      const isWhole = !outcome.killed || isDeepStrictEqual(after, whole);
      expect(after).toEqual(isWhole ? whole : lane.contents);
      expect(readdirSync(lane.own)).toEqual(['contest.assay']);
      lane.contents = after;
    }
  }
  if (process.env.ASSAY_KILLS !== undefined) console.log(seen);
  // else the moments were badly chosen and nothing was shown
  expect(seen.killed).toBeGreaterThanOrEqual(kills / 2);
  expect(seen.locked).toBeGreaterThanOrEqual(kills / 2);
  expect(seen.logged).toBeGreaterThanOrEqual(kills / 2);

  for (const lane of lanes) {
    expect((await importInProcess(command(kills + 1), lane.path, compiled, null)).code).toBe(0);
    expect(opened(lane.path, look)).toEqual(done(lane.contents, kills + 1));
  }
}

const SUBMISSIONS = Number(process.env.ASSAY_KILLS ?? 100);

it(`leaves a whole submission or none, and nothing in the way, killed ${SUBMISSIONS} times in the middle of an import`, {
  timeout: 60_000 + SUBMISSIONS * 10_000,
}, async () => {
  const rows = 10_000;
  const file = join(temporaryFolder(), 'large.csv');
  writeFileSync(file, classificationCsv(rows));
  const sound = join(temporaryFolder(), 'sound.assay');
  accepted(createContest(sound, { name: 'Sound', ...realSurroundings })).close();
  importHere(sound, file, 'whole');
  const hashesOf = (db: Connection) => {
    const versions = allSubmissions(db).map(({ id }) => currentVersion(db, id)!);
    return [...new Set(versions.map(({ key, contentHash }) => `${contentHash} ${joinHashOf(db, key)}`))];
  };
  const hashes = opened(sound, hashesOf);
  const id = (turn: number) => `turn-${String(turn).padStart(4, '0')}`;
  await killImports({
    kills: SUBMISSIONS,
    prepare: () => {},
    command: (turn) => ['submission', file, '--id', id(turn)],
    look: (db) => ({
      ids: allSubmissions(db).map((submission) => submission.id),
      hashes: hashesOf(db),
      examples: db.prepare('SELECT count(*) FROM example').pluck().get() as number,
      events: countEvents(db),
    }),
    done: ({ ids, examples, events }, turn) => ({
      ids: [...ids, id(turn)],
      hashes,
      examples: examples + rows,
      events: events + 1,
    }),
  });
});

const RESULTS = Number(process.env.ASSAY_KILLS ?? 8);

it(`leaves all runs of a folder or none, and nothing in the way, killed ${RESULTS} times in the middle of an import`, {
  timeout: 60_000 + RESULTS * 10_000,
}, async () => {
  const rows = 10_000;
  const models = ['ada', 'babbage', 'curie', 'davinci'];
  const folder = temporaryFolder();
  const data = join(folder, 'data.csv');
  writeFileSync(data, classificationCsv(rows));
  await killImports({
    kills: RESULTS,
    prepare: (contest) => importHere(contest, data, 'p7cw'),
    command: (turn) => {
      const runs = join(folder, `turn-${turn}`);
      mkdirSync(runs, { recursive: true });
      for (const model of models) writeFileSync(join(runs, `${model}.csv`), runCsv(Array(rows).fill(1 + turn / 4)));
      return ['results', runs, '--submission', 'p7cw'];
    },
    look: (db) => {
      const { key } = currentVersion(db, 'p7cw')!;
      const current = currentRuns(db, key).map(({ model, usable, figures }) => [model, usable, figures.mean?.value]);
      return { current: current.sort(), runs: everyRun(db, key).length, events: countEvents(db) };
    },
    done: ({ runs, events }, turn) => ({
      current: models.map((model) => [model, rows, 1 + turn / 4]),
      runs: runs + models.length,
      events: events + 1,
    }),
  });
});

function importHere(contestPath: string, file: string, id: string): void {
  const input = { contestPath, metric: null, id, title: null, form: describedForm(), actor: organizer };
  accepted(importDataFiles(input, accepted(dataFilesOnDisk(file)), quietTools));
}
