import { parentPort } from 'node:worker_threads';
import { type Connection, connect } from '../../db/connection.ts';
import { type JudgingStep, watchJudging } from '../../db/dealExamples.ts';
import { knownFailure } from '../../db/failure.ts';
import { judgedDeal } from '../../db/judgedDeals.ts';
import { dealtMetrics } from '../../db/labelStates.ts';
import { type LabelState, stateOf } from '../../db/labels.ts';
import { dealMarks } from '../../db/weighElsewhere.ts';
import type { ProcedureName } from '../../shared/contract/contract.ts';
import { type Outcome, success } from '../../shared/contract/failure.ts';
import type { Progress } from '../../shared/contract/wire.ts';
import { adjudicationHandlers } from './adjudication.ts';
import type { Context } from './context.ts';
import { contractorHandlers } from './contractorFigures.ts';
import { counted } from './fileReading.ts';
import { knownAnswerHandlers } from './knownAnswers.ts';
import { labelDealHandlers } from './labelDeal.ts';
import { labelExportHandlers } from './labelFiles.ts';
import { labelHandlers } from './labels.ts';
import { reportHandlers } from './reports.ts';
import { realSurroundings } from './surroundings.ts';
import { jobCancelled } from './workerJob.ts';

/** The other side of weighing.ts: reads votes over a connection of its own that cannot write. */

export interface WeighingStart {
  readonly path: string;
  /** Deals of more votes than this are its work. */
  readonly most: number;
  /** One 32-bit cell: the number of the request that is given up. */
  readonly cancelled: SharedArrayBuffer;
}

export interface WeighingRequest {
  readonly id: number;
  /** A procedure whose whole answer is wanted, or the verdicts of all large deals. */
  readonly name: ProcedureName | 'states';
  readonly input: unknown;
}

export type WeighingAnswer =
  | { readonly type: 'progress'; readonly id: number; readonly progress: Progress }
  | { readonly type: 'answer'; readonly id: number; readonly outcome: Outcome<unknown> };

/** The verdict of a large deal, and of which votes it was made. */
export interface WeighedState {
  readonly version: number;
  readonly mark: string;
  readonly state: LabelState;
}

/** Every query that weighs votes itself. */
const queries = {
  'labels.verdict': labelHandlers['labels.verdict'],
  'labels.dealt': labelDealHandlers['labels.dealt'],
  'labels.queue': adjudicationHandlers['labels.queue'],
  'labels.case': adjudicationHandlers['labels.case'],
  'labels.contractor': contractorHandlers['labels.contractor'],
  'labels.export': labelExportHandlers['labels.export'],
  'known.list': knownAnswerHandlers['known.list'],
  'report.preview': reportHandlers['report.preview'],
  'report.table': reportHandlers['report.table'],
  'report.list': reportHandlers['report.list'],
} as const;

type Answering = (context: Context, input: unknown) => Outcome<unknown>;

export const weighingQueries = Object.keys(queries) as readonly (keyof typeof queries)[];

/** Unwinds what is under way when nobody waits for it any more. */
class GivenUp extends Error {}

/** Milliseconds between two messages of progress. */
const PAUSE = 50;

export function weighInThread({ path, most, cancelled }: WeighingStart): void {
  const port = parentPort!;
  const db = connect(path, { readonly: true });
  const cell = new Int32Array(cancelled);
  let current = 0;
  let lastSaid = 0;
  watchJudging(db, (step) => {
    if (Atomics.load(cell, 0) === current) throw new GivenUp();
    const now = performance.now();
    if (now - lastSaid < PAUSE) return;
    lastSaid = now;
    port.postMessage({ type: 'progress', id: current, progress: progressOf(step) } satisfies WeighingAnswer);
  });
  port.on('message', (request: WeighingRequest | null) => {
    if (request === null) {
      db.close();
      port.close();
      return;
    }
    current = request.id;
    port.postMessage({ type: 'answer', id: request.id, outcome: answer(request) } satisfies WeighingAnswer);
  });

  function answer({ name, input }: WeighingRequest): Outcome<unknown> {
    try {
      // one transaction: all of an answer is read from the contest as it stood at one moment
      return db.transaction(() => {
        if (name === 'states') return success(largeStates(db, most));
        // the engine has parsed the input and asks for what is in the table
        const query = (queries as Readonly<Record<string, unknown>>)[name] as Answering | undefined;
        if (!query) throw new Error(`${name} weighs votes and is not in the table of weighingThread.ts`);
        return query(organizersContext(db), input);
      })();
    } catch (error) {
      if (error instanceof GivenUp) return jobCancelled;
      const known = knownFailure(error);
      if (!known) throw error;
      return { ok: false, error: known };
    }
  }
}

function largeStates(db: Connection, most: number): WeighedState[] {
  const metrics = dealtMetrics(db);
  return dealMarks(db).flatMap((mark) => {
    const metric = metrics.get(mark.version);
    if (mark.votes <= most || metric === undefined) return [];
    const judged = judgedDeal(db, mark, metric);
    return judged ? [{ version: mark.version, mark: mark.mark, state: stateOf(judged) }] : [];
  });
}

function organizersContext(db: Connection): Context {
  const actor = { alias: 'Organizer', role: 'organizer' } as const;
  return { ...realSurroundings, db, role: 'organizer', participant: null, actor };
}

function progressOf(step: JudgingStep): Progress {
  if (step.step === 'weighing') return { share: null, text: `Dawid–Skene, round ${step.round}` };
  const share = step.of === 0 ? null : Math.min(1, step.votes / step.of);
  return { share, text: `${counted(step.votes, 'vote')} read` };
}
