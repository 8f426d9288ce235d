import { createHash } from 'node:crypto';
import type { Example } from '../shared/submission/reader.ts';
import type { Connection } from './connection.ts';
import { examplesOf } from './examples.ts';

/** What a model is shown and scored by: two data sets that agree in it have the same results. */
export type JoinedExample = Pick<Example, 'row' | 'prompt' | 'otherPrompt' | 'classes' | 'answerIndex' | 'completion'>;

export interface JoinHash {
  /** In the order of the rows. */
  add(example: JoinedExample): void;
  /** SHA-256 in hexadecimal; once. */
  digest(): string;
}

/**
 * Over the columns of the metric alone. The content hash of a data set is no use for joining: a pipeline writes its
 * copy with an index column, and may leave out columns that it does not read.
 */
export function joinHash(): JoinHash {
  const hash = createHash('sha256');
  return {
    add: (example) => {
      hash.update(joinText(example));
      hash.update('\n');
    },
    digest: () => hash.digest('hex'),
  };
}

export function joinHashOf(db: Connection, version: number): string {
  const hash = joinHash();
  for (const example of examplesOf(db, version)) hash.add(example);
  return hash.digest();
}

/** Equal for two examples exactly when a model could not tell them apart. JSON keeps field borders apart. */
export function joinText(example: JoinedExample): string {
  return JSON.stringify([
    example.row,
    example.prompt,
    example.otherPrompt,
    example.classes,
    example.answerIndex,
    example.completion,
  ]);
}
