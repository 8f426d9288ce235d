import type { Answer, Choice } from '../contract/labels.ts';
import { readCsv } from '../csv/reader.ts';
import { parseClasses } from '../submission/literal.ts';
import type { Metric } from '../submission/metric.ts';

/** One line of a file of known answers. */
export interface KnownLine {
  /** From 0, as findings count them. */
  readonly line: number;
  /** A row of the data set; null where the line brings an example of its own. */
  readonly row: number | null;
  readonly example: {
    readonly prompt: string;
    readonly otherPrompt: string | null;
    readonly classes: readonly string[] | null;
    readonly completion: string | null;
  } | null;
  /** By class as written; `answerOf` makes an answer of it once the classes are known. */
  readonly said: Readonly<Record<string, string>>;
  readonly why: string;
}

export interface KnownProblem {
  /** Null: the header, or the file. */
  readonly line: number | null;
  readonly column: string | null;
  readonly message: string;
}

const answerColumns: Record<Metric, readonly string[]> = {
  classification: ['answer'],
  sequence_prob: ['right', 'others'],
  logodds: ['answer', 'other_answer', 'matters'],
  absolute_logodds: ['answer', 'other_answer', 'matters'],
};

const exampleColumns: Record<Metric, readonly string[]> = {
  classification: ['prompt', 'classes'],
  sequence_prob: ['prompt', 'completion'],
  logodds: ['prompt', 'other_prompt', 'classes'],
  absolute_logodds: ['prompt', 'other_prompt', 'classes'],
};

/** What a file of known answers has to hold, as a sentence. */
export function knownFileForm(metric: Metric): string {
  const list = (names: readonly string[]) => names.join(', ');
  return `Columns row, ${list(answerColumns[metric])} for examples of the data set, or ${list(exampleColumns[metric])}, ${list(answerColumns[metric])} for examples of your own; why is optional.`;
}

/**
 * Reads known answers from a CSV: with a column `row` for examples of the data set, without one for examples that
 * organizers wrote. Everything that is wrong is told by line and column, and then nothing is read.
 */
export function readKnownFile(
  bytes: Uint8Array,
  metric: Metric,
):
  | { readonly ok: true; readonly lines: readonly KnownLine[] }
  | { readonly ok: false; readonly problems: readonly KnownProblem[] } {
  const table = readCsv(bytes);
  if (table.problems.length > 0) {
    const problems = table.problems.map(({ row, message }) => ({ line: row, column: null, message }));
    return { ok: false, problems };
  }
  const own = table.header.includes('row');
  const wanted = [...(own ? ['row'] : exampleColumns[metric]), ...answerColumns[metric]];
  const missing = wanted.filter((name) => !table.header.includes(name));
  if (missing.length > 0) {
    const message = `the file has no column ${missing.join(', ')}. ${knownFileForm(metric)}`;
    return { ok: false, problems: [{ line: null, column: missing[0]!, message }] };
  }
  const problems: KnownProblem[] = [];
  const lines: KnownLine[] = [];
  for (const [line, cells] of table.rows.entries()) {
    const cell = (name: string) => cells[table.header.indexOf(name)] ?? '';
    const count = problems.length;
    const wrong = (column: string, message: string) => problems.push({ line, column, message });
    const said = Object.fromEntries(answerColumns[metric].map((name) => [name, cell(name)]));
    const row = own ? readRow(cell('row')) : null;
    if (own && row === null) wrong('row', 'has to be a whole number from 0, as findings count rows');
    let classes: readonly string[] | null = null;
    if (!own && metric !== 'sequence_prob') {
      const parsed = parseClasses(cell('classes'));
      if (parsed.ok) classes = parsed.classes;
      else wrong('classes', parsed.message);
    }
    if (!own && cell('prompt').trim() === '') wrong('prompt', 'is empty');
    if (!own && metric === 'sequence_prob' && cell('completion') === '') wrong('completion', 'is empty');
    const paired = metric === 'logodds' || metric === 'absolute_logodds';
    if (!own && paired && cell('other_prompt').trim() === '') wrong('other_prompt', 'is empty');
    if (problems.length > count) continue;
    lines.push({
      line,
      row,
      example: own
        ? null
        : {
            prompt: cell('prompt'),
            otherPrompt: paired ? cell('other_prompt') : null,
            classes,
            completion: metric === 'sequence_prob' ? cell('completion') : null,
          },
      said,
      why: table.header.includes('why') ? cell('why').trim().slice(0, 2000) : '',
    });
  }
  if (problems.length === 0 && lines.length === 0) {
    problems.push({ line: null, column: null, message: 'the file holds no line below its header' });
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, lines };
}

/** The answer that a line states, given its example's classes; or the column and sentence that say what is wrong. */
export function answerOfLine(
  line: Pick<KnownLine, 'said'>,
  metric: Metric,
  classes: readonly string[] | null,
):
  | { readonly ok: true; readonly answer: Answer }
  | { readonly ok: false; readonly column: string; readonly message: string } {
  const read = <T>(column: string, how: (text: string) => T | null, wants: string): T => {
    const found = how(line.said[column] ?? '');
    if (found === null) throw new Misread(column, wants);
    return found;
  };
  const choice = (column: string) =>
    read(column, (text) => choiceOf(text, classes ?? []), 'has to be one of the classes, its index, several, or none');
  const yes = (column: string) => read(column, yesOrNo, 'has to be yes or no');
  try {
    switch (metric) {
      case 'classification':
        return { ok: true, answer: { kind: 'classification', answer: choice('answer') } };
      case 'sequence_prob':
        return { ok: true, answer: { kind: 'sequence_prob', right: yes('right'), others: yes('others') } };
      case 'logodds':
      case 'absolute_logodds': {
        const [first, second] = [choice('answer'), choice('other_answer')];
        return { ok: true, answer: { kind: 'logodds', first, second, matters: yes('matters') ? 'yes' : 'no' } };
      }
    }
  } catch (misread) {
    if (misread instanceof Misread) return { ok: false, column: misread.column, message: misread.message };
    throw misread;
  }
}

class Misread extends Error {
  readonly column: string;
  constructor(column: string, message: string) {
    super(message);
    this.column = column;
  }
}

/** The class as written, else without the white space around it, else its index. */
function choiceOf(text: string, classes: readonly string[]): Choice | null {
  const bare = text.trim();
  const exact = classes.indexOf(text);
  if (exact >= 0) return { choice: exact };
  const alike = classes.flatMap((one, index) => (one.trim() === bare ? [index] : []));
  if (alike.length === 1) return { choice: alike[0]! };
  if (bare === 'several' || bare === 'none') return { choice: bare };
  const index = readRow(bare);
  return index !== null && index < classes.length ? { choice: index } : null;
}

function yesOrNo(text: string): boolean | null {
  const bare = text.trim().toLowerCase();
  return bare === 'yes' || bare === 'true' || bare === '1'
    ? true
    : bare === 'no' || bare === 'false' || bare === '0'
      ? false
      : null;
}

function readRow(text: string): number | null {
  return /^\d{1,9}$/.test(text.trim()) ? Number(text) : null;
}
