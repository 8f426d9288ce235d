import { type Outcome, success } from '../../shared/contract/failure.ts';
import type { MetricName } from '../../shared/contract/parts.ts';
import type { Progress } from '../../shared/contract/wire.ts';
import type { ExampleBatch } from '../../shared/submission/batch.ts';
import { createSubmissionReader, type SubmissionSummary } from '../../shared/submission/reader.ts';
import type { SensitiveSpot } from '../../shared/submission/sensitive.ts';
import { loadCharacterNames, NamesNeeded, namedCharacter } from './characterNames.ts';
import type { SourceFile } from './dataFile.ts';
import { decodeSlice } from './decode.ts';
import { counted, inBytes } from './fileReading.ts';
import { type ReaderEnd, SENT, STOP, TAKEN } from './readerLink.ts';
import { readFromDisk, readSource } from './sourceBytes.ts';
import { countTokens, withTokens } from './tokens.ts';
import { jobCancelled } from './workerJob.ts';

/** What a thread that reads is told to read. */
export interface ReaderStart {
  readonly parts: readonly SourceFile[];
  readonly metric: MetricName | null;
  readonly ambiguousMetric: 'assume-logodds' | 'refuse';
  readonly authors: readonly string[] | undefined;
  /** Load the names of characters first: a list of classes is known to need them. */
  readonly names: boolean;
}

export type ReaderMessage =
  | { readonly type: 'columns'; readonly metric: MetricName; readonly columns: readonly string[] }
  | { readonly type: 'examples'; readonly batch: ExampleBatch }
  | { readonly type: 'sensitive'; readonly spots: readonly SensitiveSpot[] }
  | { readonly type: 'progress'; readonly progress: Progress }
  | { readonly type: 'names-needed' }
  | { readonly type: 'end'; readonly outcome: Outcome<SubmissionSummary> };

/** Batches that may wait to be taken: enough that neither side idles, few enough to hold little memory. */
const WAITING = 6;

/** Milliseconds between two messages of progress. */
const PROGRESS_PAUSE = 50;

/**
 * Reads and checks a data set in a thread of its own, so that another can store what is read at the same time. Loads what
 * that takes before it is told what to read.
 */
export async function readInThread(end: ReaderEnd): Promise<void> {
  const told = new Promise<ReaderStart>((resolve) => end.port.once('message', resolve));
  const gauge = new Int32Array(end.gauge);
  const say = (message: ReaderMessage) => {
    end.port.postMessage(message);
    Atomics.add(gauge, SENT, 1);
    Atomics.notify(gauge, SENT);
    for (;;) {
      const taken = Atomics.load(gauge, TAKEN);
      if (Atomics.load(gauge, SENT) - taken <= WAITING || Atomics.load(gauge, STOP) === 1) return;
      Atomics.wait(gauge, TAKEN, taken, 1000);
    }
  };
  const stopped = () => Atomics.load(gauge, STOP) === 1;
  try {
    const outcome = await withTokens(async () => {
      const start = await told;
      if (start.names) await loadCharacterNames();
      return readParts(start, say, stopped);
    }, true);
    say({ type: 'end', outcome });
  } catch (error) {
    if (!(error instanceof NamesNeeded)) throw error;
    say({ type: 'names-needed' });
  }
}

async function readParts(
  start: ReaderStart,
  say: (message: ReaderMessage) => void,
  stopped: () => boolean,
): Promise<Outcome<SubmissionSummary>> {
  const reading = beginReading(start, say, stopped);
  for (const part of start.parts) {
    reading.beginPart(part);
    const read = await readSource(part, reading.onChunk);
    if (!read.ok) return read;
    if (read.value.stopped) return jobCancelled;
  }
  return success(reading.end());
}

/** The same without a thread, for files that are read sooner than a thread would be there. */
export function readPartsHere(
  start: Asked,
  say: (message: ReaderMessage) => void,
  stopped: () => boolean,
): Outcome<SubmissionSummary> {
  const reading = beginReading(start, say, stopped);
  for (const part of start.parts) {
    if (part.from.kind !== 'disk') throw new Error('only files of the disk are read without a thread');
    reading.beginPart(part);
    const read = readFromDisk(part.from.path, reading.onChunk);
    if (!read.ok) return read;
    if (read.value.stopped) return jobCancelled;
  }
  return success(reading.end());
}

type Asked = Pick<ReaderStart, 'parts' | 'metric' | 'ambiguousMetric' | 'authors'>;

interface Reading {
  beginPart(part: SourceFile): void;
  /** False: stop. */
  onChunk(chunk: Uint8Array): boolean;
  end(): SubmissionSummary;
}

function beginReading(
  { parts, metric, ambiguousMetric, authors }: Asked,
  say: (message: ReaderMessage) => void,
  stopped: () => boolean,
): Reading {
  const several = parts.length > 1;
  const reader = createSubmissionReader({
    metric: metric ?? undefined,
    ambiguousMetric,
    several,
    onColumns: (known, columns) => say({ type: 'columns', metric: known, columns }),
    onExamples: (batch) => say({ type: 'examples', batch }),
    decodeSlice,
    namedCharacter,
    countTokens,
    authors,
    onSensitive: (spots) => say({ type: 'sensitive', spots }),
  });
  const total = parts.reduce((bytes, { size }) => bytes + size, 0);
  let done = 0;
  let lastSaid = Number.NEGATIVE_INFINITY;
  return {
    beginPart: ({ name }) => {
      if (several) reader.beginPart(name);
    },
    onChunk: (chunk) => {
      reader.push(chunk);
      done += chunk.length;
      const now = performance.now();
      if (now - lastSaid >= PROGRESS_PAUSE) {
        lastSaid = now;
        const share = total >= done ? done / total : null;
        const text = `${inBytes(done)}${total > done ? ` of ${inBytes(total)}` : ''}, ${counted(reader.rows(), 'row')}`;
        say({ type: 'progress', progress: { share, text } });
      }
      return !stopped();
    },
    end: () => reader.end(),
  };
}
