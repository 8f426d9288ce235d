import { closeSync, existsSync, fsyncSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inTransaction } from '../../../db/connection.ts';
import {
  createContest,
  moveWithoutOverwriting,
  type OpenContest,
  removeTemporary,
  savePlan,
  temporaryBeside,
} from '../../../db/contest.ts';
import { insertRanking } from '../../../db/decision.ts';
import { knownFailure } from '../../../db/failure.ts';
import { realPathOf } from '../../../db/lock.ts';
import { type Actor, appendEvent } from '../../../db/record.ts';
import { type RulesBody, standardBody } from '../../../db/rules.ts';
import { failure, type Outcome, success } from '../../../shared/contract/failure.ts';
import type { Plan } from '../../../shared/contract/session.ts';
import type { Progress } from '../../../shared/contract/wire.ts';
import type { Context, Surroundings } from '../context.ts';
import { decisionRecordHandlers } from '../decisionRecord.ts';
import { decisionRoomHandlers } from '../decisionRoom.ts';
import type { ReadyForm } from '../formBeside.ts';
import { importResults } from '../importResults.ts';
import { importSubmission } from '../importSubmission.ts';
import { markHandlers } from '../marks.ts';
import { idAt } from '../surroundings.ts';
import { withTokens } from '../tokens.ts';
import { type JobTools, jobCancelled } from '../workerJob.ts';
import { discussDemo } from './discussion.ts';
import { demoCsv, meanOf, privateModels, publicModels, rebuiltTask, runCsv } from './files.ts';
import { demoForm } from './forms.ts';
import { labelDemo } from './labels.ts';
import { planDemoReviews } from './panel.ts';
import { type DemoPerson, inviteDemoPeople } from './people.ts';
import { reviewDemo } from './reviews.ts';
import { traitsOf, tunedModels } from './scaling.ts';
import { type DemoTask, demoTasks } from './tasks.ts';

export interface DemoContest {
  readonly path: string;
  readonly submissions: number;
  /** Access codes, so that whoever made it can try the desks. */
  readonly people: readonly Pick<DemoPerson, 'role' | 'alias' | 'code'>[];
}

const organizer: Actor = { alias: 'Organizer', role: 'organizer' };
const DAY = 86_400_000;

/**
 * Writes the example contest: 24 made-up submissions with runs, labels, reviews and rankings, in every state that a
 * contest knows. All of it goes in the way real work does: files through the imports, votes and reviews through the
 * desks' own procedures. Nothing is left behind when it fails.
 */
export async function writeDemoContest(
  file: string,
  surroundings: Surroundings,
  onProgress: (progress: Progress) => void = () => {},
  signal?: AbortSignal,
): Promise<Outcome<DemoContest>> {
  const clock = demoClock(surroundings);
  const target = realPathOf(file);
  if (existsSync(target)) return taken(target);
  // under another name until it is whole: a process that is killed leaves no half of an example behind
  const temporary = temporaryBeside(target);
  const created = createContest(temporary, {
    name: 'Counterslope',
    rules: demoRules(Date.parse(surroundings.now())),
    ...clock,
  });
  if (!created.ok) return created;
  const scratch = mkdtempSync(path.join(tmpdir(), 'assay-example-'));
  try {
    const people = await fill(created.value, clock, scratch, (progress) => {
      if (signal?.aborted) must(jobCancelled);
      onProgress(progress);
    });
    created.value.close();
    keepContent(temporary);
    moveWithoutOverwriting(temporary, target);
    return success({
      path: file,
      submissions: demoTasks.length,
      people: people.map(({ role, alias, code }) => ({ role, alias, code })),
    });
  } catch (error) {
    if (error instanceof DemoFailure) return failure(error.code, error.message);
    const known = knownFailure(error);
    if (known?.code === 'conflict') return taken(target);
    if (known) return { ok: false, error: known };
    throw error;
  } finally {
    created.value.close();
    removeTemporary(temporary);
    rmSync(scratch, { recursive: true, force: true });
  }
}

function taken(target: string): Outcome<never> {
  return failure('conflict', `There is already a file named ${path.basename(target)}. Choose another name.`);
}

/** It was filled without waiting for the disk. */
function keepContent(file: string): void {
  const descriptor = openSync(file, 'r+');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Round 1 began months ago and the work of round 2 three weeks ago; every look moves it on, and the end is now. */
interface DemoClock extends Surroundings {
  /** So many days before the end, until moved again. */
  readonly moveTo: (daysBeforeEnd: number) => void;
}

function demoClock(surroundings: Surroundings): DemoClock {
  const end = Date.parse(surroundings.now());
  let moment = end - 75 * DAY;
  const tick = () => {
    moment = Math.min(moment + 900, end);
    return moment;
  };
  return {
    now: () => new Date(tick()).toISOString(),
    newId: () => idAt(tick(), surroundings.randomBytes(10)),
    randomBytes: surroundings.randomBytes,
    moveTo: (daysBeforeEnd) => {
      moment = Math.max(moment, end - daysBeforeEnd * DAY);
    },
  };
}

/** A step of the demo that a real person would have been told about; carries the failure out of `fill`. */
class DemoFailure extends Error {
  readonly code: Parameters<typeof failure>[0];
  constructor(code: Parameters<typeof failure>[0], message: string) {
    super(message);
    this.code = code;
  }
}

export function must<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new DemoFailure(outcome.error.code, outcome.error.message);
  return outcome.value;
}

async function fill(
  contest: OpenContest,
  clock: DemoClock,
  scratch: string,
  onProgress: (progress: Progress) => void,
): Promise<DemoPerson[]> {
  const { db } = contest;
  // Thousands of small saves, none of them anybody's work: the file is made durable once, when it is closed.
  db.pragma('synchronous = OFF');
  const context: Context = { ...clock, db, role: 'organizer', participant: null, actor: organizer };
  const steps = 3 * demoTasks.length;
  let step = 0;
  const tell = (text: string) => {
    onProgress({ share: step / steps, text });
    step += 1;
    return pause();
  };

  const people = await inviteDemoPeople(context);
  for (const [place, task] of firstRound.entries()) {
    clock.moveTo(74 - place);
    await tell(`Importing ${task.title}`);
    await withTokens(() => importTask(task, contest.path, clock, scratch), true);
    clock.moveTo(70 - place);
    await tell(`Labelling ${task.title}`);
    await labelDemo(context, task, people);
    clock.moveTo(66 - place);
    await tell(`Reviewing ${task.title}`);
    await reviewDemo(context, task, people);
  }
  clock.moveTo(61);
  await announceFirstRound(context);
  clock.moveTo(21);
  inTransaction(db, () => {
    const plan = demoPlan(Date.parse(clock.now()) + 21 * DAY);
    savePlan(db, plan);
    appendEvent(db, {
      at: clock.now(),
      actor: organizer,
      kind: 'contest.planned',
      subject: null,
      sentence: 'Set the plan.',
      after: plan,
    });
  });

  for (const [place, task] of secondRound.entries()) {
    clock.moveTo(20 - place / 3);
    await tell(`Importing ${task.title}`);
    await withTokens(() => importTask(task, contest.path, clock, scratch), true);
  }
  for (const [place, task] of secondRound.entries()) {
    clock.moveTo(10 - place / 4);
    await tell(`Labelling ${task.title}`);
    await labelDemo(context, task, people);
  }
  for (const [place, task] of secondRound.entries()) {
    clock.moveTo(3 - place / 12);
    await tell(`Reviewing ${task.title}`);
    await reviewDemo(context, task, people);
  }
  rankDemo(context, people);
  await planDemoReviews(context, people);
  await discussDemo(context, people);
  db.pragma('synchronous = FULL');
  db.pragma('wal_checkpoint(TRUNCATE)');
  return people;
}

/** Three came in the first round: a Second and a Third prize that are held, and one that is asked to come again. */
const FIRST_ROUND = ['r6ty', 'l0ke', 'd8gm'];
const REVISED = 'd8gm';
const firstRound = demoTasks.filter(({ id }) => FIRST_ROUND.includes(id));
const secondRound = demoTasks.filter(({ id }) => !FIRST_ROUND.includes(id));

async function announceFirstRound(context: Context): Promise<void> {
  const reason =
    'The effect is there on one phrasing only. We would like to see it on several, with the examples that we name below.';
  must(await markHandlers['submission.askRevision'](context, { id: REVISED, reason }));
  const { fingerprint } = must(await decisionRoomHandlers['decision.room'](context, {}));
  const { id } = must(await decisionRecordHandlers['decision.freeze'](context, { fingerprint }));
  must(await decisionRecordHandlers['decision.announce'](context, { id }));
  must(await decisionRecordHandlers['decision.beginRound2'](context, {}));
}

/** Lets progress and a cancelled window be seen between two steps. */
function pause(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

async function importTask(
  task: DemoTask,
  contestPath: string,
  surroundings: Surroundings,
  scratch: string,
): Promise<void> {
  const folder = path.join(scratch, task.id);
  mkdirSync(folder);
  const tools: JobTools = { surroundings, progress: () => {}, cancelled: () => false };
  const sent = new Date(Date.parse(surroundings.now()) - DAY / 5).toISOString();
  const form = demoForm(task, sent);
  const take = async (rows: number, given: ReadyForm) => {
    writeFileSync(path.join(folder, 'data.csv'), demoCsv(task, rows));
    const input = { contestPath, paths: [path.join(folder, 'data.csv')], metric: task.metric, id: task.id };
    must(await importSubmission({ ...input, title: task.title, form: given, actor: organizer }, tools));
  };
  if (task.id === TWICE) {
    // its authors sent a first version, and a better one before the round closed
    const first = { ...form.given.form, importance: '', whyInverse: 'We expect it to.' };
    await take(task.examples - 60, { ...form, given: { ...form.given, form: first } });
  }
  await take(task.examples, form);
  if (task.stage === 'results') return;
  if (task.id === SUMMED_UP) importOtherForms(task, contestPath, folder, tools);
  const withPrivate = task.levels !== undefined;
  const { tuned = false } = traitsOf(task.id);
  const results = { contestPath, submission: task.id, reproduction: false, models: [], actor: organizer };
  for (const model of [...publicModels, ...(tuned ? tunedModels : []), ...(withPrivate ? privateModels : [])]) {
    const broken = task.stage === 'refused' && model.name === 'davinci';
    writeFileSync(path.join(folder, `${model.name}.csv`), runCsv(task, model, broken));
  }
  must(importResults({ ...results, path: folder, models: withPrivate ? [...privateModels] : [] }, tools));
  const again = rebuiltTask(task);
  if (again) {
    const rebuilt = path.join(scratch, again.id);
    mkdirSync(rebuilt);
    writeFileSync(path.join(rebuilt, 'data.csv'), demoCsv(again));
    for (const model of publicModels)
      writeFileSync(path.join(rebuilt, `${model.name}.csv`), runCsv(again, model, false));
    must(importResults({ ...results, path: rebuilt, reproduction: true }, tools));
  }
}

/** The submission that came in two versions. */
const TWICE = 'p7cw';

/** One whose first run of a model was made again, and whose largest private model came as a summary. */
const SUMMED_UP = 'c9dk';
const summedUp = {
  name: 'orrery-xl',
  family: 'orrery',
  params: 240e9,
  public: false,
  tuned: false,
  alias: 'Private D',
};

/** An earlier run, and figures without values, in the forms in which they really come. */
function importOtherForms(task: DemoTask, contestPath: string, folder: string, tools: JobTools): void {
  const given = { contestPath, submission: task.id, reproduction: false, actor: organizer };
  const first = path.join(folder, 'first run', 'curie.csv');
  mkdirSync(path.dirname(first));
  const curie = publicModels.find(({ name }) => name === 'curie')!;
  writeFileSync(first, runCsv(task, { ...curie, name: 'curie, first run' }, false));
  must(importResults({ ...given, path: first, models: [] }, tools));
  const summary = path.join(folder, 'orrery-xl summary.csv');
  const { name, params } = summedUp;
  writeFileSync(
    summary,
    `model,params,n,mean,sem\n${name},${params},${task.examples},${meanOf(task, summedUp).toFixed(4)},0.0212\n`,
  );
  must(importResults({ ...given, path: summary, models: [summedUp] }, tools));
  rmSync(summary);
}

/** Round 1 closed before the example begins; round 2 closes soon after its end. */
function demoRules(end: number): RulesBody {
  const day = (offset: number) => new Date(end + offset * DAY).toISOString().slice(0, 10);
  return {
    ...standardBody(1),
    rounds: { 1: { opened: day(-120), closed: day(-60) }, 2: { opened: day(-60), closed: day(3) } },
  };
}

/** One reviewer orders the three with one criterion at 2; the two at six are ranked by nobody, and stay undecided. */
function rankDemo(context: Context, people: readonly DemoPerson[]): void {
  const { db, now, newId } = context;
  const orders: readonly (readonly [string, readonly string[]])[] = [
    ['Amber Lathe', ['p7cw', 'c9dk', 'e5ju', 'z6mi', 'u3od', 'h3fz']],
    ['Slow Comet', ['p7cw', 'c9dk', 'z6mi', 'e5ju', 'u3od']],
  ];
  for (const [alias, order] of orders) {
    const reviewer = people.find((person) => person.alias === alias)!;
    const at = now();
    inTransaction(db, () => {
      insertRanking(db, {
        id: newId(),
        reviewer: reviewer.id,
        reason: 'By how much the failure would cost somebody who relies on the answer.',
        at,
        places: order.map((submission, place) => ({ submission, rank: place + 1 })),
      });
      appendEvent(db, {
        at,
        actor: { alias, role: 'reviewer' },
        kind: 'ranking.submitted',
        subject: null,
        sentence: `${alias} ranked ${order.length} submissions.`,
        after: { order },
      });
    });
  }
}

function demoPlan(end: number): Plan {
  const day = (offset: number) => new Date(end + offset * DAY).toISOString().slice(0, 10);
  return [
    { stage: 'submissions', from: day(-21), to: day(-12) },
    { stage: 'checks', from: day(-21), to: day(-8) },
    { stage: 'results', from: day(-16), to: day(-2) },
    { stage: 'labels', from: day(-10), to: day(4) },
    { stage: 'review', from: day(-3), to: day(11) },
    { stage: 'decision', from: day(12), to: day(16) },
  ];
}
