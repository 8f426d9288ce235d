import { type Outcome, success } from '../../shared/contract/failure.ts';
import type { MetricName } from '../../shared/contract/parts.ts';
import type { DecodeSlice } from '../../shared/csv/utf8.ts';
import type { CheckTools } from '../../shared/submission/check.ts';
import { createSubmissionReader, type Example, type SubmissionSummary } from '../../shared/submission/reader.ts';
import { namedCharacter } from './characterNames.ts';
import { counted, readInChunks } from './fileReading.ts';
import { countTokens } from './tokens.ts';
import type { JobTools } from './workerJob.ts';

export interface DataSetReading extends Omit<CheckTools, 'countTokens'> {
  readonly path: string;
  /** Null: the columns decide, and where they cannot the file is refused. */
  readonly metric: MetricName | null;
  /** `assume-logodds` for a mere check. */
  readonly ambiguousMetric?: 'assume-logodds' | 'refuse';
  readonly onColumns?: (metric: MetricName, columns: readonly string[]) => void;
  readonly onExamples: (examples: readonly Example[]) => void;
}

/**
 * Streams a submission's data file through its reader. An outcome that is not ok: it could not be read at all. Call
 * inside `withTokens` and `withCharacterNames`.
 */
export function readDataSet(
  reading: DataSetReading,
  tools: Pick<JobTools, 'progress' | 'cancelled'>,
): Outcome<SubmissionSummary> {
  let rows = 0;
  const reader = createSubmissionReader({
    metric: reading.metric ?? undefined,
    ambiguousMetric: reading.ambiguousMetric ?? 'refuse',
    onColumns: reading.onColumns,
    onExamples: (examples) => {
      rows = (examples.at(-1)?.row ?? rows) + 1;
      reading.onExamples(examples);
    },
    decodeSlice,
    namedCharacter,
    countTokens,
    authors: reading.authors,
    onSensitive: reading.onSensitive,
  });
  const read = readInChunks(
    { path: reading.path, onChunk: (chunk) => reader.push(chunk), soFar: () => counted(rows, 'row') },
    tools,
  );
  return read.ok ? success(reader.end()) : read;
}

/** Node's own decoder: several times as fast as one written in JavaScript. */
export const decodeSlice: DecodeSlice = (bytes, start, end, ascii) => {
  if (bytes !== viewed) {
    viewed = bytes;
    view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }
  return view.toString(ascii ? 'latin1' : 'utf8', start, end);
};

/** The same bytes come cell after cell; making a view of them for each would take longer than reading the cell. */
let viewed: Uint8Array = new Uint8Array();
let view: Buffer = Buffer.alloc(0);
