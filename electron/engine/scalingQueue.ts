import type { Connection } from '../../db/connection.ts';
import { currentEvidence, rememberCurrent, submissionsWithRuns } from '../../db/evidenceCurrent.ts';
import { storeEvidence } from '../../db/scaling.ts';
import type { Output } from '../../shared/contract/contract.ts';
import { failure, type Outcome, success } from '../../shared/contract/failure.ts';
import type { Progress } from '../../shared/contract/wire.ts';
import { SEED } from '../../shared/scaling/evidence.ts';
import type { Evidence } from '../../shared/scaling/types.ts';
import type { JobContext } from './context.ts';
import { runInWorker } from './jobs.ts';
import { jobCancelled } from './workerJob.ts';
import { createWriter, type Writer } from './writer.ts';

/** What a contest, by its path, is computing. One at a time: whoever asks for the same finds it done when its turn comes. */
interface Queue {
  readonly turns: Writer;
  /** By submission. */
  readonly running: Map<string, Progress>;
}

/** So many are computed before they are stored: a cancel loses no more, and a thread starts once for all of them. */
const TOGETHER = 8;

/** Computes what is absent or stale of these submissions, of all for null, and stores it. */
export async function computeStale(
  context: JobContext,
  submissions: readonly string[] | null,
): Promise<Outcome<Output<'scaling.compute'>>> {
  const queue = queueOf(context.contestPath);
  const outcome = await queue.turns.run(async () => {
    const found = await context.inTurn((db) => {
      const current = currentEvidence(db);
      rememberCurrent(db, current);
      const known = submissionsWithRuns(db, submissions);
      return { known: submissions ?? known, stale: known.filter((id) => !current.has(id)) };
    });
    if (found === null) return jobCancelled;
    const { known, stale } = found;
    for (let first = 0; first < stale.length; first += TOGETHER) {
      const stored = await computeSome(context, queue, stale, stale.slice(first, first + TOGETHER), first);
      if (!stored.ok) return stored.error.code === 'cancelled' ? cancelledAfter(first) : stored;
    }
    return success({ computed: stale.length, current: Math.max(0, known.length - stale.length) });
  }, context.signal);
  return outcome ?? jobCancelled;
}

/** What was stored before a cancel is right, and stays. */
function cancelledAfter(done: number): Outcome<never> {
  if (done === 0) return jobCancelled;
  return failure('cancelled', `Cancelled. What ${done} submissions show was computed before, and stays.`);
}

/** From another seed than the contest's: computed and not stored. */
export async function withSeed(
  context: JobContext,
  submissions: readonly string[],
  seed: number,
): Promise<Outcome<ReadonlyMap<string, Evidence>>> {
  const outcome = await queueOf(context.contestPath).turns.run(
    () => runInWorker('computeScaling', { contestPath: context.contestPath, submissions, seed }, context),
    context.signal,
  );
  if (outcome === null) return jobCancelled;
  if (!outcome.ok) return outcome;
  return success(new Map(outcome.value.map(({ source, evidence }) => [source.submission, evidence])));
}

/** Of all submissions that are not withdrawn, those whose evidence is not made from what they hold now. */
export function staleSubmissions(db: Connection): string[] {
  const current = currentEvidence(db);
  return submissionsWithRuns(db).filter((id) => !current.has(id));
}

/** How far a submission is, or the contest for null; null while nothing is computed. */
export function computing(db: Connection, submission: string | null): Progress | null {
  const running = queues.get(db.name)?.running;
  if (!running) return null;
  return (submission === null ? [...running.values()][0] : running.get(submission)) ?? null;
}

const queues = new Map<string, Queue>();

function queueOf(contestPath: string): Queue {
  let queue = queues.get(contestPath);
  if (!queue) {
    queue = { turns: createWriter(), running: new Map() };
    queues.set(contestPath, queue);
  }
  return queue;
}

async function computeSome(
  context: JobContext,
  queue: Queue,
  all: readonly string[],
  some: readonly string[],
  done: number,
): Promise<Outcome<null>> {
  const onProgress = ({ share, text }: Progress) => {
    const progress = { share: share === null ? null : (done + share * some.length) / all.length, text };
    for (const id of some) queue.running.set(id, progress);
    context.onProgress(progress);
  };
  onProgress({ share: 0, text: 'Scaling evidence' });
  try {
    const work = { contestPath: context.contestPath, submissions: some, seed: SEED };
    const computed = await runInWorker('computeScaling', work, { signal: context.signal, onProgress });
    if (!computed.ok) return computed;
    const at = context.now();
    const stored = await context.inTurn((db) => {
      for (const { source, evidence } of computed.value) storeEvidence(db, source, evidence, at);
      return true;
    });
    return stored === null ? jobCancelled : success(null);
  } finally {
    for (const id of some) queue.running.delete(id);
  }
}
