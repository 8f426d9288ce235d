import { receiveMessageOnPort } from 'node:worker_threads';
import { failure, type Outcome } from '../../shared/contract/failure.ts';
import type { MetricName } from '../../shared/contract/parts.ts';
import type { ExampleBatch } from '../../shared/submission/batch.ts';
import type { CheckTools } from '../../shared/submission/check.ts';
import type { SubmissionSummary } from '../../shared/submission/reader.ts';
import { characterNamesLoaded, NamesNeeded } from './characterNames.ts';
import type { SourceFile } from './dataFile.ts';
import { endReader, type ReaderLink, SENT, SMALL, TAKEN, takeReader } from './readerLink.ts';
import { type ReaderMessage, type ReaderStart, readPartsHere } from './readerThread.ts';
import { type JobTools, jobCancelled } from './workerJob.ts';

export { decodeSlice } from './decode.ts';

export interface DataSetReading extends Omit<CheckTools, 'countTokens'> {
  /** Joined in this order. */
  readonly parts: readonly SourceFile[];
  /** Null: the columns decide, and where they cannot the data set is refused. */
  readonly metric: MetricName | null;
  /** `assume-logodds` for a mere check. */
  readonly ambiguousMetric?: 'assume-logodds' | 'refuse';
  readonly onColumns?: (metric: MetricName, columns: readonly string[]) => void;
  readonly onExamples: (batch: ExampleBatch) => void;
}

/** Milliseconds: how soon a cancel is seen while the disk is slow. */
const PATIENCE = 50;
/** Milliseconds without a word, after which the thread is taken to be dead. */
const SILENCE = 10 * 60_000;

/**
 * Streams a data set through its reader. A thread of its own reads, unpacks and checks, while this one does with
 * the examples what the caller wants, mostly storing them; to the caller it is one call that ends when all is read. An
 * outcome that is not ok: it could not be read at all. Call inside `withTokens` and `withCharacterNames`.
 */
export function readDataSet(
  reading: DataSetReading,
  tools: Pick<JobTools, 'progress' | 'cancelled'>,
): Outcome<SubmissionSummary> {
  const asked = {
    parts: reading.parts,
    metric: reading.metric,
    ambiguousMetric: reading.ambiguousMetric ?? 'refuse',
    authors: reading.authors,
  } as const;
  if (isSoonRead(reading.parts)) {
    const say = (message: ReaderMessage) => void handle(message, reading, tools);
    return readPartsHere(asked, say, tools.cancelled);
  }
  const start: ReaderStart = { ...asked, names: characterNamesLoaded() };
  const link = takeReader(bytesOf(reading.parts));
  try {
    link.port.postMessage(start);
    return takeMessages(reading, link, tools);
  } finally {
    endReader(link);
  }
}

function isSoonRead(parts: readonly SourceFile[]): boolean {
  return parts.every(({ from }) => from.kind === 'disk') && bytesOf(parts) < SMALL;
}

const bytesOf = (parts: readonly SourceFile[]): number => parts.reduce((bytes, { size }) => bytes + size, 0);

function takeMessages(
  reading: DataSetReading,
  { port, gauge }: ReaderLink,
  tools: Pick<JobTools, 'progress' | 'cancelled'>,
): Outcome<SubmissionSummary> {
  let heard = performance.now();
  for (;;) {
    if (tools.cancelled()) return jobCancelled;
    const sent = Atomics.load(gauge, SENT);
    const received = receiveMessageOnPort(port) as { readonly message: ReaderMessage } | undefined;
    if (received === undefined) {
      if (performance.now() - heard > SILENCE) return failure('defect', 'The file was not read to its end. Try again.');
      Atomics.wait(gauge, SENT, sent, PATIENCE);
      continue;
    }
    heard = performance.now();
    Atomics.add(gauge, TAKEN, 1);
    Atomics.notify(gauge, TAKEN);
    const outcome = handle(received.message, reading, tools);
    if (outcome !== null) return outcome;
  }
}

/** What the reader says, passed on to the caller; the outcome once it is said. */
function handle(
  message: ReaderMessage,
  reading: DataSetReading,
  tools: Pick<JobTools, 'progress'>,
): Outcome<SubmissionSummary> | null {
  switch (message.type) {
    case 'columns':
      reading.onColumns?.(message.metric, message.columns);
      return null;
    case 'examples':
      reading.onExamples(message.batch);
      return null;
    case 'sensitive':
      reading.onSensitive?.(message.spots);
      return null;
    case 'progress':
      tools.progress(message.progress);
      return null;
    case 'names-needed':
      throw new NamesNeeded('a character is named in a list of classes');
    case 'end':
      return message.outcome;
    default:
      return message satisfies never;
  }
}
