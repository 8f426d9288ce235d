// A worker entry that does what no job should: dies, throws, does not end, or works until it is told to stop.
import { parentPort, workerData } from 'node:worker_threads';
import { inTransaction, run } from '../../../db/connection.ts';
import { connectToContest } from '../../../db/contest.ts';

const { assayJob, input, cancelled } = workerData as {
  assayJob: string;
  input: { readonly path: string };
  cancelled: SharedArrayBuffer;
};

if (assayJob === 'exit') process.exit(3);
if (assayJob === 'neverEnd') {
  parentPort?.postMessage({ type: 'answer', outcome: { ok: true, value: 'done' } });
  setInterval(() => {}, 60_000);
}
if (assayJob === 'throw') throw new Error('a fault in a job');
if (assayJob === 'dieWriting' || assayJob === 'writeUntilCancelled') {
  const db = connectToContest(input.path);
  inTransaction(db, () => {
    run(db, `UPDATE contest SET name = 'half way'`);
    parentPort?.postMessage({ type: 'progress', progress: { share: 0.5, text: 'half way' } });
    if (assayJob === 'dieWriting') process.exit(3);
    const told = Atomics.wait(new Int32Array(cancelled), 0, 0, 10_000) !== 'timed-out';
    parentPort?.postMessage({
      type: 'answer',
      outcome: { ok: false, error: { code: 'cancelled', message: `stopped: ${told}` } },
    });
    throw new Error('rolled back');
  });
}
