import { createHash } from 'node:crypto';
import type { ExampleBatch } from '../shared/submission/batch.ts';
import { createFieldHash, fieldBytes } from './fieldHash.ts';

/**
 * Hashes over what is stored, so that `verify` can tell when a row was changed behind the record's back. Fields are
 * written with their length in front, so no two different contents have one text. Hashed are the bytes that SQLite
 * stores: a lone surrogate counts as the replacement character that it becomes on disk.
 */

/** An example as it lies in its table: `classes` and `other` as stored JSON text. */
export interface HashedExample {
  readonly row: number;
  readonly part: number | null;
  readonly name: string | null;
  readonly prompt: string;
  readonly otherPrompt: string | null;
  readonly classes: string | null;
  readonly answerIndex: number | null;
  readonly completion: string | null;
  readonly subcategory: string | null;
  readonly other: string | null;
}

/** What makes a `HashedExample` of a row of the table. */
export const EXAMPLE_COLUMNS = `row, part, name, prompt, other_prompt AS otherPrompt, classes, answer_index AS answerIndex,
         completion, subcategory, other`;

export interface ExampleHash {
  /** In the order of the rows. */
  add(example: HashedExample): void;
  /** The same for many at once. */
  addBatch(batch: ExampleBatch): void;
  /** SHA-256 in hexadecimal; once. */
  digest(): string;
}

/** `version.content_hash`: metric, columns (stored JSON text) and every example. Streaming: nothing is kept. */
export function exampleHash(head: { readonly metric: string; readonly columns: string }): ExampleHash {
  const hash = createFieldHash();
  hash.raw(`assay examples 1\n${fields([head.metric, head.columns])}\n`);
  return {
    add(example) {
      hash.number(example.row);
      hash.text(example.name);
      hash.text(example.prompt);
      hash.text(example.otherPrompt);
      hash.text(example.classes);
      hash.number(example.answerIndex);
      hash.text(example.completion);
      hash.text(example.subcategory);
      hash.text(example.other);
      // a data set that came in one file has no parts, and is hashed as if there were no such column
      if (example.part !== null) hash.number(example.part);
      hash.bytes(LINE_END);
    },
    addBatch(batch) {
      const { rows, names, prompts, otherPrompts, listOf, answerIndexes, completions, subcategories, others } = batch;
      const lists = batch.lists.map((list) => fieldBytes(JSON.stringify(list)));
      for (let at = 0; at < batch.count; at += 1) {
        hash.number(rows[at]!);
        hash.text(names && names[at]!);
        hash.text(prompts[at]!);
        hash.text(otherPrompts && otherPrompts[at]!);
        if (listOf === null) hash.text(null);
        else hash.bytes(lists[listOf[at]!]!);
        hash.number(answerIndexes && answerIndexes[at]!);
        hash.text(completions && completions[at]!);
        hash.text(subcategories && subcategories[at]!);
        hash.text(others && others[at]!);
        if (batch.part !== null) hash.number(batch.part);
        hash.bytes(LINE_END);
      }
    },
    digest: hash.digest,
  };
}

const LINE_END = Buffer.from('\n');

/** Findings in their order, as `finding` holds them; the event of the import tells the hash. */
export function findingsHash(
  findings: readonly {
    readonly level: string;
    readonly rule: string;
    readonly row: number | null;
    readonly column: string | null;
    readonly message: string;
  }[],
): string {
  const hash = createHash('sha256').update('assay findings 1\n');
  for (const { level, rule, row, column, message } of findings) {
    hash.update(`${fields([level, rule, row, column, message])}\n`);
  }
  return hash.digest('hex');
}

/** One version of a submission's form as it lies in its tables: `body` as stored JSON text, the authors in their order. */
export function formHash(form: {
  readonly body: string;
  readonly plot: string | null;
  readonly authors: readonly { readonly name: string; readonly affiliation: string; readonly email: string }[];
}): string {
  const hash = createHash('sha256').update(`assay form 1\n${fields([form.body, form.plot])}\n`);
  for (const { name, affiliation, email } of form.authors) hash.update(`${fields([name, affiliation, email])}\n`);
  return hash.digest('hex');
}

/** A run as it lies in its table: blobs of little-endian 64-bit floats, `figures` and `warnings` as stored JSON text. */
export interface HashedRun {
  readonly model: string;
  readonly datasetHash: string;
  readonly rows: number;
  readonly usable: number;
  readonly empty: number;
  readonly repeated: number;
  readonly missing: number;
  /** Null for a summary. */
  readonly value: Uint8Array | null;
  readonly correct: Uint8Array | null;
  readonly totalLogprob: Uint8Array | null;
  readonly figures: string;
  readonly warnings: string;
}

/** `run.content_hash`: what was read and what was made of it, not when or from which file. */
export function runHash(run: HashedRun): string {
  const hash = createHash('sha256').update(
    `assay run 1\n${fields([
      run.model,
      run.datasetHash,
      run.rows,
      run.usable,
      run.empty,
      run.repeated,
      run.missing,
      run.figures,
      run.warnings,
    ])}\n`,
  );
  for (const blob of [run.value, run.correct, run.totalLogprob]) {
    hash.update(blob ? `${blob.byteLength}:` : '-');
    if (blob) hash.update(blob);
  }
  return hash.digest('hex');
}

/** `decision.hash`: the stored JSON texts of what went in and what came out, under which rules. */
export function decisionHash(decision: {
  readonly round: number;
  readonly rules: number;
  readonly input: string;
  readonly output: string;
}): string {
  return createHash('sha256')
    .update(`assay decision 1\n${fields([decision.round, decision.rules, decision.input, decision.output])}`)
    .digest('hex');
}

function fields(values: readonly (string | number | null)[]): string {
  let text = '';
  for (const value of values) text += value === null ? '-' : field(String(value));
  return text;
}

function field(value: string): string {
  return `${Buffer.byteLength(value)}:${value}`;
}
