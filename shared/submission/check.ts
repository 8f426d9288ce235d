import type { TokenCounter } from '../tokens/bytePairs.ts';
import type { AnswerResult } from './answer.ts';
import { classChecks } from './classChecks.ts';
import type { ColumnPlan } from './columns.ts';
import type { ClassesResult } from './literal.ts';
import type { MetricColumn } from './metric.ts';
import { createColumnInference, isReadAsMissing } from './missing.ts';
import { answerPosition, repeatedExamples } from './repeats.ts';
import type { RuleName } from './rules.ts';
import { SAMPLE_SIZE } from './sample.ts';
import type { SensitiveSpot } from './sensitive.ts';
import { sensitiveTexts } from './sensitiveCheck.ts';
import { promptLengths } from './tokenLengths.ts';

/** One row as it was read, before it is known to be an example. Null: the metric has no such column. */
export interface ReadRow {
  readonly row: number;
  /** All cells, in the order of the header. */
  readonly cells: readonly string[];
  /** 64 bits of each cell's text, two numbers a cell; overwritten by the next row. */
  readonly hashes: Int32Array;
  readonly prompt: string;
  readonly otherPrompt: string | null;
  readonly completion: string | null;
  readonly classesText: string | null;
  readonly classes: ClassesResult | null;
  readonly answerText: string | null;
  readonly answer: AnswerResult | null;
}

/** Where a rule applies, and the sentence that says what to do. */
export interface Sighting {
  readonly rule: RuleName;
  readonly column: string | null;
  /** A function where it is costly to write: it is called only where the finding is listed. */
  readonly message: string | (() => string);
}

/** What checks need from outside. What is left out is not checked. */
export interface CheckTools {
  /** GPT-2's tokens. */
  readonly countTokens?: TokenCounter | undefined;
  /** Names of the submission's authors. */
  readonly authors?: readonly string[] | undefined;
  /** Hears of every secret, e-mail address and author's name. */
  readonly onSensitive?: ((spots: readonly SensitiveSpot[]) => void) | undefined;
}

/** Looks at one row at a time and remembers nothing. Null: nothing found. */
export type RowCheck = (row: ReadRow, plan: ColumnPlan) => Sighting | readonly Sighting[] | null;

/**
 * Looks at rows one after the other and remembers; speaks of a row, and at the end of the file. `rows` counts the broken
 * ones too.
 */
export interface FileCheck {
  see?(row: ReadRow): readonly Sighting[] | null;
  end?(rows: number): readonly Sighting[];
}

/** Every check of a row, in the order in which findings appear. */
export const ROW_CHECKS: readonly RowCheck[] = [
  emptyPrompt,
  emptyOtherPrompt,
  emptyCompletion,
  classesNotAList,
  tooFewClasses,
  notTwoClasses,
  repeatedClass,
  answerIndexOutOfRange,
  answerIndexForm,
  samePrompts,
  promptEnd,
  completionStart,
  readAsMissing,
];

/** Every check of a whole file. Each is made anew for each file. */
export const FILE_CHECKS: readonly ((plan: ColumnPlan, tools: CheckTools) => FileCheck)[] = [
  classChecks,
  promptLengths,
  repeatedExamples,
  sensitiveTexts,
  answerPosition,
  readAsOtherType,
  exampleCount,
];

export const INELIGIBLE_BELOW = 300;
export const WARNING_BELOW = 500;

function emptyPrompt({ row, prompt }: ReadRow): Sighting | null {
  return prompt === '' ? empty('empty-prompt', row, 'prompt') : null;
}

function emptyOtherPrompt({ row, otherPrompt }: ReadRow, plan: ColumnPlan): Sighting | null {
  return otherPrompt === '' ? empty('empty-prompt', row, nameOf(plan, 'other_prompt')) : null;
}

function emptyCompletion({ row, completion }: ReadRow): Sighting | null {
  return completion === '' ? empty('empty-completion', row, 'completion') : null;
}

function empty(rule: RuleName, row: number, column: string | null): Sighting {
  return { rule, column, message: `Row ${row}: the ${column} is empty; fill it in or remove the row.` };
}

function classesNotAList({ row, classes }: ReadRow): Sighting | null {
  if (classes === null || classes.ok) return null;
  const message = `Row ${row}: the classes are not a list of strings: ${classes.message}.`;
  return { rule: 'classes-not-a-list', column: 'classes', message };
}

function tooFewClasses({ row, classes, classesText }: ReadRow): Sighting | null {
  if (!classes?.ok || classes.classes.length >= 2) return null;
  const [only] = classes.classes;
  const joined = only !== undefined && ADJACENT_STRINGS.test(classesText ?? '');
  const message = `Row ${row}: the list holds ${only === undefined ? 'no class' : 'one class'}; at least two are needed to choose between.${joined ? ` Python joins strings without a comma between them, here to ${shown(only)}: put the commas in.` : ''}`;
  return { rule: 'too-few-classes', column: 'classes', message };
}

/** As numpy prints a list: `[' Yes' ' No']`. */
const ADJACENT_STRINGS = /[^[(,\s]['"]\s+['"]/;

function notTwoClasses({ row, classes }: ReadRow, plan: ColumnPlan): Sighting | null {
  if (plan.metric !== 'logodds' && plan.metric !== 'absolute_logodds') return null;
  if (!classes?.ok || classes.classes.length <= 2) return null;
  const message = `Row ${row}: ${plan.metric} needs exactly two classes and the list holds ${classes.classes.length}; keep two.`;
  return { rule: 'not-two-classes', column: 'classes', message };
}

function repeatedClass({ row, classes }: ReadRow): Sighting | null {
  if (!classes?.ok) return null;
  const twice = repeated(classes.classes);
  if (twice === null) return null;
  const message = `Row ${row}: the class ${shown(twice)} is in the list more than once; make the classes different.`;
  return { rule: 'repeated-class', column: 'classes', message };
}

function repeated(classes: readonly string[]): string | null {
  if (classes.length === 2) return classes[0] === classes[1] ? classes[0]! : null;
  const seen = new Set<string>();
  for (const name of classes) {
    if (seen.has(name)) return name;
    seen.add(name);
  }
  return null;
}

function answerIndexOutOfRange({ row, answer, answerText, classes }: ReadRow): Sighting | null {
  if (answer === null) return null;
  const count = classes?.ok ? classes.classes.length : null;
  if (answer.ok && (count === null || answer.index < count)) return null;
  const range = count === null || count === 0 ? 'from 0 up' : `from 0 to ${count - 1}`;
  const message = `Row ${row}: the answer index is ${shown(answerText ?? '')}; write a whole number ${range} in plain digits, the place of the right class.`;
  return { rule: 'answer-index', column: 'answer_index', message };
}

function answerIndexForm({ row, answer, answerText, classes }: ReadRow): Sighting | null {
  if (!answer?.ok || !answer.odd || (classes?.ok && answer.index >= classes.classes.length)) return null;
  const message = `Row ${row}: the answer index ${shown(answerText ?? '')} is taken as ${answer.index}; plain digits are safer.`;
  return { rule: 'answer-index-form', column: 'answer_index', message };
}

function samePrompts({ row, prompt, otherPrompt }: ReadRow, plan: ColumnPlan): Sighting | null {
  if (otherPrompt === null || prompt !== otherPrompt || prompt === '') return null;
  const message = `Row ${row}: the prompt and the other prompt are the same, so the row can only measure 0; change one of them.`;
  return { rule: 'same-prompts', column: nameOf(plan, 'other_prompt'), message };
}

function promptEnd({ row, prompt, otherPrompt, completion }: ReadRow, plan: ColumnPlan): readonly Sighting[] | null {
  const ends = [endsInWhiteSpace(prompt), otherPrompt !== null && endsInWhiteSpace(otherPrompt)];
  if (!ends[0] && !ends[1]) return null;
  const after = completion === null ? 'each class' : 'the completion';
  return (['prompt', 'other_prompt'] as const).flatMap((place, at) => {
    if (!ends[at]) return [];
    const column = nameOf(plan, place);
    const message = () =>
      `Row ${row}: the ${column} ends in white space, which splits tokens badly; take it away there and begin ${after} with a space.`;
    return [{ rule: 'prompt-end', column, message }];
  });
}

function completionStart({ row, completion }: ReadRow): Sighting | null {
  if (completion === null || completion === '' || isWhiteSpace(completion.charCodeAt(0))) return null;
  const message = () =>
    `Row ${row}: the completion does not begin with white space, so that it joins the prompt’s last word; put a space before it.`;
  return { rule: 'completion-start', column: 'completion', message };
}

function endsInWhiteSpace(text: string): boolean {
  return text.length > 0 && isWhiteSpace(text.charCodeAt(text.length - 1));
}

function isWhiteSpace(code: number): boolean {
  if (code < 0x80) return code === 0x20 || (code >= 0x09 && code <= 0x0d);
  return /\p{White_Space}/u.test(String.fromCharCode(code));
}

function nameOf(plan: ColumnPlan, column: MetricColumn): string | null {
  return plan.names[plan.places[column] ?? -1] ?? null;
}

/** Text that metrics read, empty cells aside (these are errors there), and every other column. */
function readAsMissing({ row, cells }: ReadRow, plan: ColumnPlan): readonly Sighting[] | null {
  let found: Sighting[] | null = null;
  for (const { place, kept } of plan.textColumns) {
    const text = cells[place] ?? '';
    if (!isReadAsMissing(text) || (text === '' && !kept)) continue;
    const column = plan.names[place] ?? null;
    const what = text === '' ? 'an empty cell' : `the text ${shown(text)}`;
    const message = `Row ${row}: ${what} in ${column} is kept, but pandas with its defaults reads it as missing; read the file with keep_default_na=False.`;
    found ??= [];
    found.push({ rule: 'read-as-missing', column, message });
  }
  return found;
}

const INFERRED_COLUMNS: readonly MetricColumn[] = ['prompt', 'other_prompt', 'completion'];

function readAsOtherType(plan: ColumnPlan): FileCheck {
  const columns = [...INFERRED_COLUMNS.map((column) => plan.places[column]), plan.subcategory].flatMap((place) =>
    place === null ? [] : [{ place, inference: createColumnInference() }],
  );
  return {
    see({ cells }) {
      for (const { place, inference } of columns) inference.see(cells[place] ?? '');
      return null;
    },
    end: () =>
      columns.flatMap(({ place, inference }) => {
        const kind = inference.inferred();
        if (kind === 'text') return [];
        const column = plan.names[place] ?? null;
        const message = `Every cell of ${column} looks like a ${kind}: the text is kept, but pandas with its defaults turns the column into ${kind}s; read the file with dtype=str.`;
        return [{ rule: kind === 'number' ? 'read-as-number' : 'read-as-boolean', column, message } as const];
      }),
  };
}

function thereAre(rows: number): string {
  return rows === 1 ? 'There is 1 example' : `There are ${rows.toLocaleString('en-US')} examples`;
}

function exampleCount(): FileCheck {
  return {
    end(rows) {
      if (rows === 0) {
        const message =
          'There is a header but no example below it, so no row can be named; choose the file that holds the examples.';
        return [{ rule: 'no-examples', column: null, message }];
      }
      const sightings: Sighting[] = [];
      if (rows < INELIGIBLE_BELOW) {
        const message = `${thereAre(rows)}, fewer than the ${INELIGIBLE_BELOW} that official review asks for; add examples.`;
        sightings.push({ rule: 'too-few-examples', column: null, message });
      }
      if (rows < WARNING_BELOW) {
        const message = `${thereAre(rows)}; with ${WARNING_BELOW} or more the figures are surer.`;
        sightings.push({ rule: 'few-examples', column: null, message });
      }
      if (rows > SAMPLE_SIZE) {
        const message = `${thereAre(rows)}, more than ${SAMPLE_SIZE.toLocaleString('en-US')}; all stay, and a uniform sample of ${SAMPLE_SIZE.toLocaleString('en-US')} can be drawn for the contractors.`;
        sightings.push({ rule: 'many-examples', column: null, message });
      }
      return sightings;
    },
  };
}

/** JSON writes invisible characters out. */
export function shown(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}
