import type { MetricName } from '../../../shared/contract/parts.ts';
import { createRunReader, type RefusedRun, type RunResult, type StoredRun } from '../../../shared/results/runFile.ts';

const toBytes = new TextEncoder();

/** A run file's text read in one go. */
export function readRun(text: string, examples: number, metric: MetricName = 'classification'): RunResult {
  const reader = createRunReader({ metric, examples });
  reader.push(toBytes.encode(text));
  return reader.end();
}

/** Rows under a header, as the pipeline writes them: CRLF after each. */
export function runText(header: string, rows: readonly string[]): string {
  return [header, ...rows].map((line) => `${line}\r\n`).join('');
}

export function stored(result: RunResult): StoredRun {
  if (result.status !== 'stored') throw new Error(`refused: ${result.reason}`);
  return result;
}

export function refused(result: RunResult): RefusedRun {
  if (result.status !== 'refused') throw new Error('stored');
  return result;
}

export function counts(result: RunResult): Record<'rows' | 'usable' | 'empty' | 'repeated' | 'missing', number> {
  const { rows, usable, empty, repeated, missing } = result;
  return { rows, usable, empty, repeated, missing };
}
