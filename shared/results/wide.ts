import { createCsvReader } from '../csv/reader.ts';
import type { DecodeSlice } from '../csv/utf8.ts';
import { createJsonObjects } from '../json/objects.ts';
import type { NamedCharacter } from '../submission/literal.ts';
import { isBlank } from './cells.ts';
import { type Refusal, readHeader, shorten, valueColumn } from './columns.ts';
import { createExampleTexts, type ExampleText, type TextPlaces, textPlaces } from './exampleText.ts';
import { listed } from './joining.ts';
import { type JoinTarget, judgedRun, type RunResult, unreadable } from './runFile.ts';
import { appendTo, createRowTally, emptyList, type FirstFew, type RowTally } from './tally.ts';

export interface WideSource extends JoinTarget {
  readonly format: 'csv' | 'json';
  /** Asked where the file has no `index`: the row of the data set with this text. */
  readonly exampleOf: (text: ExampleText) => number | 'none' | 'several';
  /** Asked for the first rows of a file with an `index`: a file of another data set does not pass unseen. */
  readonly promptAt: (index: number) => string | null;
  readonly decodeSlice?: DecodeSlice | undefined;
  readonly namedCharacter?: NamedCharacter | undefined;
}

export interface WideFile {
  /** In the order of their columns. */
  readonly runs: readonly { readonly name: string; readonly result: RunResult }[];
  /** Columns that belong to no model and to no example. */
  readonly ignored: readonly string[];
}

export interface WideReader {
  /** A chunk may end anywhere and is not kept. */
  push(chunk: Uint8Array): void;
  end(): WideFile;
}

/** What a model's columns are called after its name and `_`; the first that fits is the field, so longer ones stand first. */
const FIELDS = ['logodds_difference', 'total_logprob', 'predicted', 'estimate', 'correct', 'logodds', 'loss'] as const;
const VALUE_FIELDS: readonly string[] = ['logodds_difference', 'logodds', 'loss', 'estimate'];
const EXAMPLE_COLUMNS = [
  ...['index', 'prompt', 'other_prompt', 'biased_prompt', 'classes', 'answer_index', 'completion'],
  ...['subcategory', 'Unnamed: 0', ''],
];
/** Rows with an index whose prompt is held against the data set's. */
const COMPARED = 1000;

/** `text-ada-001_total_logprob` → model and field; null for a column that is no model's. Names may have underscores. */
export function modelColumn(column: string): { readonly model: string; readonly field: string } | null {
  const field = FIELDS.find((name) => column.length > name.length + 1 && column.endsWith(`_${name}`));
  return field === undefined ? null : { model: column.slice(0, -field.length - 1), field };
}

/** Whether a header is that of a wide file: some model's value stands in it. */
export function isWideHeader(names: readonly string[]): boolean {
  return names.some((name) => VALUE_FIELDS.includes(modelColumn(name.trim())?.field ?? ''));
}

interface OneModel {
  readonly name: string;
  readonly tally: RowTally;
  /** Field names as they came, `index` first; one that stands twice is there twice. */
  readonly fields: string[];
  /** Rows that had a value. */
  given: number;
}

/** Where the things of one row are. */
interface Plan {
  readonly names: readonly string[];
  readonly index: number | null;
  readonly text: TextPlaces;
  readonly models: readonly {
    readonly model: OneModel;
    readonly value: number | null;
    readonly correct: number | null;
    readonly totalLogprob: number | null;
  }[];
}

/**
 * Reads one wide file (model-results, form 2): a row an example, `<model>_<field>` a column. Every model is judged by
 * the rules of joining by itself; what is wrong with the file, or with how its rows find their examples, refuses all.
 */
export function createWideReader(source: WideSource): WideReader {
  const models = new Map<string, OneModel>();
  const strange = new Set<string>();
  const texts = createExampleTexts(source.metric, source.namedCharacter);
  const seen = new Uint8Array(source.examples);
  const firstRow = new Map<number, number>();
  const notUnique = emptyList();
  const noSuch = emptyList();
  const otherPrompt = emptyList();
  let lacking: string | null = null;
  let plan: Plan | null = null;
  let broken: Refusal | null = null;
  let compared = 0;

  function planFor(names: readonly string[]): Plan {
    const byModel = new Map<string, { model: OneModel; places: Map<string, number> }>();
    for (const [place, column] of names.entries()) {
      const found = EXAMPLE_COLUMNS.includes(column) ? null : modelColumn(column);
      if (found === null) {
        if (!EXAMPLE_COLUMNS.includes(column)) strange.add(column);
        continue;
      }
      let entry = byModel.get(found.model);
      if (entry === undefined) {
        entry = { model: modelOf(found.model), places: new Map() };
        byModel.set(found.model, entry);
      }
      const again = entry.places.has(found.field);
      if (again || !entry.model.fields.includes(found.field)) entry.model.fields.push(found.field);
      entry.places.set(found.field, place);
    }
    const text = textPlaces(names, source.metric);
    const index = names.includes('index') ? names.indexOf('index') : null;
    if (index === null) lacking ??= text.missing;
    const value = valueColumn(source.metric);
    return {
      names,
      index,
      text,
      models: [...byModel.values()].map(({ model, places }) => ({
        model,
        value: places.get(value) ?? null,
        correct: places.get('correct') ?? null,
        totalLogprob: places.get('total_logprob') ?? null,
      })),
    };
  }

  function modelOf(name: string): OneModel {
    let model = models.get(name);
    if (model === undefined) {
      const columns = {
        index: 0,
        value: 1,
        correct: 2,
        totalLogprob: 3,
        width: 4,
        valueName: valueColumn(source.metric),
      };
      model = { name, tally: createRowTally(columns, source.examples), fields: ['index'], given: 0 };
      models.set(name, model);
    }
    return model;
  }

  function takeRow(at: Plan, cells: readonly unknown[], row: number): void {
    const values = at.models.map(({ value }) => (value === null ? '' : cellText(cells[value])));
    if (values.every(isBlank)) return;
    const index = at.index === null ? indexByText(at, cells, row) : indexAsWritten(at, at.index, cells, row);
    if (index === null) return;
    for (const [place, { model, correct, totalLogprob }] of at.models.entries()) {
      const value = values[place]!;
      if (isBlank(value)) continue;
      model.given += 1;
      const cell = (column: number | null) => (column === null ? '' : cellText(cells[column]));
      model.tally.add([index, value, cell(correct), cell(totalLogprob)], row);
    }
  }

  /** The tally judges it. */
  function indexAsWritten(at: Plan, place: number, cells: readonly unknown[], row: number): string {
    const index = cellText(cells[place]);
    if (compared < COMPARED && at.text.prompt !== null) {
      compared += 1;
      const there = source.promptAt(Number(index));
      if (there !== null && there !== cellText(cells[at.text.prompt])) appendTo(otherPrompt, row);
    }
    return index;
  }

  function indexByText(at: Plan, cells: readonly unknown[], row: number): string | null {
    if (at.text.missing !== null) return null;
    const text = texts.read(at.text, (place) => cells[place]);
    const found = text === null ? 'none' : source.exampleOf(text);
    if (found === 'none') appendTo(noSuch, row);
    else if (found === 'several') appendTo(notUnique, row);
    else if (seen[found] === 1) {
      const first = firstRow.get(found);
      // The row that it repeats is named too, once.
      if (first !== undefined && firstRow.delete(found)) appendTo(notUnique, first);
      appendTo(notUnique, row);
    } else {
      seen[found] = 1;
      if (firstRow.size < REMEMBERED) firstRow.set(found, row);
      return String(found);
    }
    return null;
  }

  const problem = (found: Parameters<typeof unreadable>[0]) => {
    broken ??= unreadable(found);
  };
  const reader =
    source.format === 'csv'
      ? createCsvReader(
          {
            header: (names) => {
              plan = planFor(names.map((name) => name.trim()));
            },
            row: (cells, row) => {
              if (plan !== null) takeRow(plan, cells, row);
            },
            problem,
          },
          { ...(source.decodeSlice ? { decodeSlice: source.decodeSlice } : {}) },
        )
      : createJsonObjects(
          {
            object: (object, row) => {
              const names = Object.keys(object);
              if (plan === null || !sameNames(plan.names, names)) plan = planFor(names);
              takeRow(plan, Object.values(object), row);
            },
            problem,
          },
          { decodeSlice: source.decodeSlice },
        );

  function end(): WideFile {
    const { rows } = reader.end();
    const fault = broken ?? joinFault();
    const runs: WideFile['runs'][number][] = [];
    for (const model of models.values()) {
      const header = readHeader(model.fields, source.metric);
      // A column such as `human_correct` is no model's: nothing was measured there.
      if (!header.ok && !VALUE_FIELDS.some((field) => model.fields.includes(field))) {
        for (const field of model.fields.slice(1)) strange.add(`${model.name}_${field}`);
        continue;
      }
      const added = model.tally.finish();
      const counted = { ...added, empty: rows - model.given };
      runs.push({
        name: model.name,
        result: judgedRun(counted, rows, source, header.ok ? fault : named(header.refusal, model.name)),
      });
    }
    return { runs, ignored: [...strange] };
  }

  function joinFault(): Refusal | null {
    if (lacking !== null) {
      return {
        reason: `missing-column: ${lacking}`,
        message: `Without a column “index” rows are joined by their text, and there is no column “${lacking}”. Add either.`,
      };
    }
    if (notUnique.count > 0) return notUniqueRows(notUnique);
    if (noSuch.count > 0) return noSuchExample(noSuch);
    return otherPrompt.count > 0 ? otherPrompts(otherPrompt) : null;
  }

  return { push: (chunk) => reader.push(chunk), end };
}

/** Rows kept in mind so that a repeat can name the first; beyond them the repeat itself is named. */
const REMEMBERED = 100_000;

function sameNames(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name, place) => name === b[place]);
}

/** A cell as text, whichever format it came in; JSON's true and false are Python's 1 and 0. */
function cellText(cell: unknown): string {
  if (typeof cell === 'string') return cell;
  if (typeof cell === 'number') return String(cell);
  if (typeof cell === 'boolean') return cell ? '1' : '0';
  return cell === null || cell === undefined ? '' : JSON.stringify(cell);
}

function named({ reason, message }: Refusal, model: string): Refusal {
  return { reason, message: `Of ${shorten(model)}: ${message}` };
}

function notUniqueRows(rows: FirstFew): Refusal {
  return {
    reason: `not-unique: rows ${sorted(rows)}`,
    message: `Rows ${sorted(rows)} cannot be told apart by their text: the data set, or this file, has it more than once. Add a column “index” with the row number of each example, counted from 0.`,
  };
}

function noSuchExample(rows: FirstFew): Refusal {
  return {
    reason: `no-such-example: rows ${sorted(rows)}`,
    message: `The data set has no example with the text of rows ${sorted(rows)}. The file belongs to another data set or version: choose the submission that it was run on.`,
  };
}

function otherPrompts(rows: FirstFew): Refusal {
  return {
    reason: `other-data-set: rows ${sorted(rows)}`,
    message: `The prompt of rows ${sorted(rows)} is not that of the example with the same index. The file belongs to another data set or version: choose the submission that it was run on.`,
  };
}

function sorted(rows: FirstFew): string {
  return listed({ ...rows, first: [...rows.first].sort((a, b) => a - b) });
}
