import { hash } from 'node:crypto';
import type { ExampleText } from '../shared/results/exampleText.ts';
import type { Connection } from './connection.ts';
import { examplesOf } from './examples.ts';

/**
 * Finds examples by what a model is shown of them. Held are hashes (SHA-256), not texts: a million examples take a
 * hundred megabytes, however long they are.
 */
export interface TextIndex {
  readonly rowOf: (text: ExampleText) => number | 'none' | 'several';
}

export function indexByText(db: Connection, version: number): TextIndex {
  const rows = new Map<string, number>();
  for (const example of examplesOf(db, version)) {
    const key = textKey(example);
    rows.set(key, rows.has(key) ? SEVERAL : example.row);
  }
  return {
    rowOf: (text) => {
      const row = rows.get(textKey(text));
      if (row === undefined) return 'none';
      return row === SEVERAL ? 'several' : row;
    },
  };
}

export interface PromptIndex {
  /** Rising; white space at the prompt's ends is set aside. */
  readonly rowsWith: (prompt: string) => readonly number[];
  /** Every class that some example has. */
  readonly classes: readonly string[];
}

export function indexByPrompt(db: Connection, version: number): PromptIndex {
  const rows = new Map<string, number[]>();
  const classes = new Set<string>();
  for (const example of examplesOf(db, version)) {
    const key = hash('sha256', example.prompt.trim(), 'base64');
    const known = rows.get(key);
    if (known) known.push(example.row);
    else rows.set(key, [example.row]);
    for (const one of example.classes ?? []) classes.add(one);
  }
  return {
    rowsWith: (prompt) => rows.get(hash('sha256', prompt.trim(), 'base64')) ?? [],
    classes: [...classes],
  };
}

const SEVERAL = -1;

/** JSON keeps field borders apart. */
function textKey(text: ExampleText): string {
  const fields = [text.prompt, text.otherPrompt, text.classes, text.answerIndex, text.completion];
  return hash('sha256', JSON.stringify(fields), 'base64');
}
