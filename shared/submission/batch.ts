import type { Example } from './reader.ts';

/**
 * Examples that follow each other in one file, column by column: a thread hands a thousand of them over as a few arrays,
 * and a list of classes that many rows share crosses once. Null: the metric, or the file, has no such column.
 */
export interface ExampleBatch {
  readonly count: number;
  /** From 0, of the whole data set. Ascending; rows with an error are left out. */
  readonly rows: readonly number[];
  /** Of a data set in several parts, from 1. */
  readonly part: number | null;
  readonly names: readonly string[] | null;
  readonly prompts: readonly string[];
  /** 32 bits of each prompt's hash: the first half of what `hashBytes` makes of its UTF-8. */
  readonly promptHashes: readonly number[];
  readonly otherPrompts: readonly string[] | null;
  /** Different lists of classes. */
  readonly lists: readonly (readonly string[])[];
  /** Each row's place in `lists`. */
  readonly listOf: readonly number[] | null;
  readonly answerIndexes: readonly number[] | null;
  readonly completions: readonly string[] | null;
  readonly subcategories: readonly string[] | null;
  /** JSON objects of all further columns. */
  readonly others: readonly string[] | null;
}

/** Row by row, for callers that look at few of them. */
export function examplesOfBatch(batch: ExampleBatch): Example[] {
  return batch.prompts.map((prompt, at) => ({
    row: batch.rows[at]!,
    part: batch.part,
    name: batch.names?.[at] ?? null,
    prompt,
    otherPrompt: batch.otherPrompts?.[at] ?? null,
    classes: batch.listOf === null ? null : batch.lists[batch.listOf[at]!]!,
    answerIndex: batch.answerIndexes?.[at] ?? null,
    completion: batch.completions?.[at] ?? null,
    subcategory: batch.subcategories?.[at] ?? null,
    other: batch.others === null ? null : (JSON.parse(batch.others[at]!) as Record<string, string>),
  }));
}
