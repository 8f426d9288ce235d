// A thread that gives way, and tells how nice it is then.
import { getPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import { giveWay } from '../../../electron/engine/giveWay.ts';

giveWay();
parentPort?.postMessage(getPriority());
