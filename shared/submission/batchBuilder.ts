import type { ExampleBatch } from './batch.ts';
import type { ReadRow } from './check.ts';
import type { ColumnPlan } from './columns.ts';

/** Batches have this many rows, or this many characters where rows are long. */
const BATCH_ROWS = 1000;
const BATCH_CHARACTERS = 1 << 20;

export interface BatchBuilder {
  /** Before the first row. */
  begin(plan: ColumnPlan): void;
  /** From 1. Batches do not span files. */
  beginPart(part: number): void;
  /** A row without an error, and its classes as one list for all rows that have the same. */
  add(row: ReadRow, classes: readonly string[] | null): void;
  flush(): void;
}

/** Gathers examples column by column. */
export function createBatchBuilder(give: (batch: ExampleBatch) => void): BatchBuilder {
  let plan: ColumnPlan | null = null;
  let part: number | null = null;
  let columns: Columns | null = null;
  let count = 0;
  let characters = 0;
  let lists = new Map<readonly string[], number>();

  function flush(): void {
    if (count === 0 || columns === null) return;
    const batch: ExampleBatch = { count, part, ...columns, lists: [...lists.keys()] };
    columns = null;
    count = 0;
    characters = 0;
    lists = new Map();
    give(batch);
  }

  return {
    begin(known) {
      plan = known;
    },
    beginPart(number) {
      part = number;
    },
    add(read, classes) {
      if (plan === null) throw new Error('a row came before the header');
      columns ??= emptyColumns(plan);
      const { cells, hashes } = read;
      columns.rows.push(read.row);
      columns.prompts.push(read.prompt);
      columns.promptHashes.push(hashes[2 * plan.places.prompt!]!);
      characters += read.prompt.length;
      if (columns.names !== null) columns.names.push(cells[plan.name!] ?? '');
      if (columns.otherPrompts !== null) {
        columns.otherPrompts.push(read.otherPrompt ?? '');
        characters += columns.otherPrompts.at(-1)!.length;
      }
      if (columns.listOf !== null && classes !== null) {
        let place = lists.get(classes);
        if (place === undefined) {
          place = lists.size;
          lists.set(classes, place);
          for (const text of classes) characters += text.length;
        }
        columns.listOf.push(place);
      }
      if (columns.answerIndexes !== null) columns.answerIndexes.push(read.answer?.ok ? read.answer.index : 0);
      if (columns.completions !== null) {
        columns.completions.push(read.completion ?? '');
        characters += columns.completions.at(-1)!.length;
      }
      if (columns.subcategories !== null) columns.subcategories.push(cells[plan.subcategory!] ?? '');
      if (columns.others !== null) {
        // fromEntries, as a column may have any name, `__proto__` too.
        const other = Object.fromEntries(plan.other.map(({ name, place }) => [name, cells[place] ?? '']));
        columns.others.push(JSON.stringify(other));
        characters += columns.others.at(-1)!.length;
      }
      count += 1;
      if (count >= BATCH_ROWS || characters >= BATCH_CHARACTERS) flush();
    },
    flush,
  };
}

interface Columns {
  readonly rows: number[];
  readonly names: string[] | null;
  readonly prompts: string[];
  readonly promptHashes: number[];
  readonly otherPrompts: string[] | null;
  readonly listOf: number[] | null;
  readonly answerIndexes: number[] | null;
  readonly completions: string[] | null;
  readonly subcategories: string[] | null;
  readonly others: string[] | null;
}

function emptyColumns({ places, name, subcategory, other }: ColumnPlan): Columns {
  const column = (place: number | null): string[] | null => (place === null ? null : []);
  return {
    rows: [],
    names: column(name),
    prompts: [],
    promptHashes: [],
    otherPrompts: column(places.other_prompt),
    listOf: places.classes === null ? null : [],
    answerIndexes: places.answer_index === null ? null : [],
    completions: column(places.completion),
    subcategories: column(subcategory),
    others: other.length === 0 ? null : [],
  };
}
