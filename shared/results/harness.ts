import type { JsonObject } from '../json/objects.ts';
import { shorten } from './columns.ts';

/*
 * Samples that EleutherAI's lm-evaluation-harness writes with --log_samples (0.4.0 and later) and --write_out (0.3).
 * What differs between versions:
 *
 *  0.3        one JSON list, `<task>_write_out_info.json`: doc_id (of the shuffled set), prompt_0 … (context and choice
 *             in one text), logit_0 …, truth
 *  0.4.0–1    one JSON list in a file named .jsonl: doc_id, doc, target (number or text), arguments as a list of
 *             [context, choice], resps [[[ll, greedy]], …], filtered_resps [[ll, greedy], …]
 *  0.4.2–     JSON Lines, `samples_<task>_<time>.jsonl`: every number and truth value as text; arguments as
 *             { gen_args_0: { arg_0: context, arg_1: choice } }; target as text; a line for each filter
 */

export interface HarnessSample {
  /** As the harness numbered it: the row of the data set, unless that was shuffled or cut. */
  readonly docId: number | null;
  /** Texts that may be the example's prompt: fields of `doc` first, then what the model was given. */
  readonly prompts: readonly string[];
  /** What the model was given before the choices; null where the file does not say. */
  readonly context: string | null;
  /** In the order of `logLikelihoods`; null where the file does not say. */
  readonly choices: readonly string[] | null;
  /** Context and choice in one text, as version 0.3 writes them; else null. */
  readonly wholes: readonly string[] | null;
  /** Natural logarithms; −∞ may be among them, NaN stands for what is no number. */
  readonly logLikelihoods: readonly number[];
  /** As written, for messages. */
  readonly target: string;
  /** Places and texts of the choice that the file may mean by its target: an index written as text may be either. */
  readonly targetIndex: number | null;
  readonly targetText: string | null;
  readonly severalTargets: boolean;
}

export type SampleReading =
  | { readonly ok: true; readonly sample: HarnessSample }
  | { readonly ok: false; readonly what: string };

/** Whether an object is a sample of the harness, of whatever kind of task. */
export function isHarnessSample(object: JsonObject): boolean {
  return 'doc_id' in object && ('resps' in object || 'filtered_resps' in object || 'logit_0' in object);
}

/** Reads one sample; `what` says what it lacks, to be put behind “Row 3”. */
export function readSample(object: JsonObject): SampleReading {
  const old = 'logit_0' in object;
  const answers = old ? numbered(object, 'logit_') : (rated(object.filtered_resps) ?? rated(object.resps));
  if (answers === null || answers.length === 0) {
    return { ok: false, what: 'has no log-likelihood for each choice: it is not of a multiple-choice task' };
  }
  const given = old ? [] : argumentsOf(object.arguments);
  // acc_mutual_info asks for each choice once more, after an empty context; those come behind and say nothing here.
  const count =
    given.length === answers.length
      ? given.filter(({ context }) => context === given[0]!.context).length
      : answers.length;
  const logLikelihoods = answers.slice(0, count).map(logLikelihood);
  const context = given[0]?.context ?? null;
  const choices = given.length > 0 ? given.slice(0, count).map(({ choice }) => choice) : choicesOf(object.doc);
  return {
    ok: true,
    sample: {
      docId: wholeNumber(object.doc_id),
      prompts: [...docTexts(object.doc), ...(context === null ? [] : [context])],
      context,
      choices: choices?.length === logLikelihoods.length ? choices : null,
      wholes: old ? texts(numbered(object, 'prompt_') ?? []) : null,
      logLikelihoods,
      ...targetOf(old ? object.truth : object.target),
    },
  };
}

/** What is compared of an example. */
export interface HarnessExample {
  readonly prompt: string;
  readonly classes: readonly string[];
  readonly answerIndex: number;
}

export type Fit =
  /** `order[k]`: which log-likelihood is that of class k. */
  | { readonly fits: true; readonly order: readonly number[]; readonly plain: boolean }
  | { readonly fits: false; readonly why: 'prompt' | 'choices' };

/** Whether a sample is of this example: its prompt, and the same choices in whatever order. */
export function fitOf(sample: HarnessSample, { prompt, classes }: HarnessExample): Fit {
  const { wholes, choices, logLikelihoods } = sample;
  if (wholes !== null) {
    const order = classes.map((choice) => wholes.indexOf(prompt + choice));
    if (order.every((place) => place >= 0)) return { fits: true, order, plain: true };
    const shown = wholes.length > 0 && wholes.every((whole) => whole.includes(prompt));
    const ending = classes.map((choice) => wholes.findIndex((whole) => whole.endsWith(prompt + choice)));
    if (shown && ending.every((place) => place >= 0)) return { fits: true, order: ending, plain: false };
    return { fits: false, why: shown ? 'choices' : 'prompt' };
  }
  if (!shows(sample, prompt)) return { fits: false, why: 'prompt' };
  if (logLikelihoods.length !== classes.length) return { fits: false, why: 'choices' };
  const order = choices === null ? classes.map((_, place) => place) : orderOf(classes, choices);
  if (order === null) return { fits: false, why: 'choices' };
  return { fits: true, order, plain: sample.context === null || same(sample.context, prompt) };
}

/** Under which texts an example of this sample may be looked for. */
export function promptsToFind(sample: HarnessSample, classesOf: readonly string[] = []): readonly string[] {
  if (sample.wholes === null) return sample.prompts;
  const [whole] = sample.wholes;
  if (whole === undefined) return [];
  return classesOf.flatMap((choice) => (whole.endsWith(choice) ? [whole.slice(0, -choice.length)] : []));
}

export interface ScoredSample {
  /** −ln of the right class's share of the probability given to the classes; never below 0. */
  readonly loss: number;
  readonly correct: 0 | 1;
  /** ln of the probability given to all classes together. */
  readonly totalLogprob: number;
}

/** As the contest's own pipeline scores an example of classification. */
export function scoreSample(sample: HarnessSample, order: readonly number[], answerIndex: number): ScoredSample {
  const classes = order.map((place) => sample.logLikelihoods[place] ?? Number.NaN);
  const right = classes[answerIndex] ?? Number.NaN;
  const highest = Math.max(...classes);
  // shifted by the highest, so that long choices do not all vanish
  const total = highest + Math.log(classes.reduce((sum, each) => sum + Math.exp(each - highest), 0));
  return {
    loss: Math.max(0, total - right),
    // numpy's argmax, which the harness uses, takes the first of equals
    correct: classes.indexOf(highest) === answerIndex ? 1 : 0,
    totalLogprob: total,
  };
}

/** Whether the file takes the class for the right one that the data set does; null where it cannot be told. */
export function agreesOnAnswer(
  sample: HarnessSample,
  order: readonly number[],
  example: HarnessExample,
): boolean | null {
  const { targetIndex, targetText } = sample;
  const place = order[example.answerIndex];
  const readings: boolean[] = [];
  if (targetIndex !== null && targetIndex < order.length) readings.push(targetIndex === place);
  if (targetText !== null && example.classes.some((choice) => same(choice, targetText))) {
    readings.push(same(example.classes[example.answerIndex] ?? '', targetText));
  }
  return readings.length === 0 ? null : readings.some(Boolean);
}

function shows(sample: HarnessSample, prompt: string): boolean {
  if (sample.prompts.some((text) => text === prompt || same(text, prompt))) return true;
  // few-shot examples or a chat template may stand around it
  return sample.context?.includes(prompt.trim()) ?? false;
}

/** The harness puts a delimiter before each choice, a space unless told otherwise: white space at the ends is set aside. */
function same(a: string, b: string): boolean {
  return a === b || a.trim() === b.trim();
}

function orderOf(classes: readonly string[], choices: readonly string[]): readonly number[] | null {
  const exact = classes.map((choice) => choices.indexOf(choice));
  if (exact.every((place) => place >= 0) && new Set(exact).size === classes.length) return exact;
  const trimmed = choices.map((choice) => choice.trim());
  if (new Set(trimmed).size < trimmed.length) return null;
  const loose = classes.map((choice) => trimmed.indexOf(choice.trim()));
  return loose.every((place) => place >= 0) && new Set(loose).size === classes.length ? loose : null;
}

/** `prefix0`, `prefix1`, … in order; null where there is none. */
function numbered(object: JsonObject, prefix: string): readonly unknown[] | null {
  const list: unknown[] = [];
  while (`${prefix}${list.length}` in object) list.push(object[`${prefix}${list.length}`]);
  return list.length > 0 ? list : null;
}

/** The answers to each request; null where they are not numbers, as those of a task that generates text. */
function rated(answers: unknown): readonly unknown[] | null {
  if (!Array.isArray(answers)) return null;
  // A single request may come without the list around it: [-1.2, false]
  const list = answers.length === 2 && isTruth(answers[1]) ? [answers] : answers;
  return list.length > 0 && list.every((answer) => !Number.isNaN(logLikelihood(answer)) || isNan(answer)) ? list : null;
}

/** `[[-1.2, false]]`, `[-1.2, false]`, `["-1.2", "False"]`, `"(-1.2, False)"`, `-1.2` → −1.2; NaN for all else. */
function logLikelihood(answer: unknown): number {
  const inner = innermost(answer);
  if (typeof inner === 'number') return inner;
  if (typeof inner !== 'string') return Number.NaN;
  const text = /^\s*[([]*\s*([^,)\]]*)/.exec(inner)?.[1]?.trim() ?? '';
  if (/^-inf(inity)?$/i.test(text)) return Number.NEGATIVE_INFINITY;
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
}

function innermost(answer: unknown): unknown {
  let inner = answer;
  while (Array.isArray(inner)) inner = inner[0];
  return inner;
}

/** A number that broke is still the answer to a multiple-choice request. */
function isNan(answer: unknown): boolean {
  const inner = innermost(answer);
  return typeof inner === 'string' && /^\s*[([]*\s*(nan|[+]?inf(inity)?)\b/i.test(inner);
}

function isTruth(value: unknown): boolean {
  return typeof value === 'boolean' || value === 'True' || value === 'False';
}

function argumentsOf(given: unknown): readonly { readonly context: string; readonly choice: string }[] {
  const requests = Array.isArray(given)
    ? given
    : isObject(given)
      ? (numbered(given, 'gen_args_') ?? []).map((one) => (isObject(one) ? [one.arg_0, one.arg_1] : []))
      : [];
  const pairs = requests.map((one) => (Array.isArray(one) ? one : []));
  if (!pairs.every(([context, choice]) => typeof context === 'string' && typeof choice === 'string')) return [];
  return pairs.map(([context, choice]) => ({ context: String(context), choice: String(choice) }));
}

/** Of a doc that lists them, as most multiple-choice data sets do. */
function choicesOf(doc: unknown): readonly string[] | null {
  if (!isObject(doc)) return null;
  for (const name of ['choices', 'classes', 'options', 'endings']) {
    const found = doc[name];
    const list = isObject(found) ? found.text : found;
    if (Array.isArray(list) && list.every((choice) => typeof choice === 'string')) return list;
  }
  return null;
}

function docTexts(doc: unknown): readonly string[] {
  if (typeof doc === 'string') return [doc];
  return isObject(doc) ? Object.values(doc).filter((value) => typeof value === 'string') : [];
}

function texts(list: readonly unknown[]): readonly string[] {
  return list.map((text) => (typeof text === 'string' ? text : ''));
}

function targetOf(target: unknown): Pick<HarnessSample, 'target' | 'targetIndex' | 'targetText' | 'severalTargets'> {
  const listed = typeof target === 'string' && /^\[\s*\d+(\s*,\s*\d+)*\s*\]$/.test(target.trim());
  const list: unknown = listed ? (JSON.parse(target) as unknown) : target;
  if (Array.isArray(list) && list.length !== 1) {
    return { target: shorten(JSON.stringify(target)), targetIndex: null, targetText: null, severalTargets: true };
  }
  const one: unknown = Array.isArray(list) ? list[0] : list;
  const text = typeof one === 'string' ? one : null;
  return {
    target: shorten(text ?? JSON.stringify(one) ?? 'nothing'),
    targetIndex: wholeNumber(one),
    targetText: text,
    severalTargets: false,
  };
}

/** 3, "3" → 3. */
function wholeNumber(value: unknown): number | null {
  const number = typeof value === 'string' && /^\s*\d+\s*$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : null;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
