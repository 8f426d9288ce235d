// A thread of scalingThreads.ts. An entry of its own, so that it starts with nothing else to load.
import { parentPort } from 'node:worker_threads';
import { helpResampling, type SharedWork } from './scalingThreads.ts';

parentPort?.on('message', (work: SharedWork) => {
  helpResampling(work);
  parentPort?.postMessage(null);
});
