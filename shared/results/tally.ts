import { BAD_ANSWER, isBlank, NO_ANSWER, NOT_FINITE, NOTHING, readAnswer, readIndex, readNumber } from './cells.ts';
import type { RunColumns } from './columns.ts';

/** The first cell, in the order of the file, that breaks a rule. */
export interface Place {
  /** From 0, as pandas counts. */
  readonly row: number;
  readonly column: string;
  readonly text: string;
}

/** A list that may be long: its first few, in rising order, and how many there are in all. */
export interface FirstFew {
  readonly first: readonly number[];
  readonly count: number;
}

/** What the rows of one run file add up to, before any judgement. The order of the rows shows in `Place`s only. */
export interface Tally {
  /** Rows without a value. */
  readonly empty: number;
  /** Rows that say again what an earlier row said. */
  readonly repeated: number;
  /** Examples of the data set with one agreed value. */
  readonly usable: number;
  /** Indexes, in the data set or not, whose rows contradict each other. */
  readonly conflicting: FirstFew;
  /** Indexes that the data set does not have. */
  readonly outside: FirstFew;
  readonly missing: FirstFew;
  /** A row with a value but fewer cells than the header has. */
  readonly cutOff: Place | null;
  readonly badIndex: Place | null;
  readonly notFinite: Place | null;
  readonly negative: Place | null;
  readonly badAnswer: Place | null;
  readonly values: Float64Array;
  /** Null when the column is not there or nothing is filled in; so is `totalLogprob`. */
  readonly correct: Uint8Array | null;
  readonly totalLogprob: Float64Array | null;
}

export interface RowTally {
  add(cells: readonly string[], row: number): void;
  finish(): Tally;
}

/** How many indexes a list names. */
const FEW = 10;
/** Indexes outside the data set that are watched for contradictions. Beyond them the file is refused all the same. */
const WATCHED_OUTSIDE = 100_000;

/**
 * Adds up the rows of a run file over a data set of `examples` rows. Memory is bounded by the data set's size. All that
 * is no finite number counts as one value here, because the file is refused for it in any case.
 */
export function createRowTally(columns: RunColumns, examples: number): RowTally {
  const values = new Float64Array(examples).fill(NOTHING);
  const correct = columns.correct === null ? null : new Uint8Array(examples).fill(NO_ANSWER);
  const totalLogprob = columns.totalLogprob === null ? null : new Float64Array(examples).fill(NOTHING);
  const times = new Uint32Array(examples);
  const contradicted = new Uint8Array(examples);
  const outside = new Map<number, { readonly value: number; contradicted: boolean }>();
  let empty = 0;
  let cutOff: Place | null = null;
  let badIndex: Place | null = null;
  let notFinite: Place | null = null;
  let negative: Place | null = null;
  let badAnswer: Place | null = null;

  function add(cells: readonly string[], row: number): void {
    if (isBlank(cells[columns.value])) {
      empty += 1;
      return;
    }
    if (cells.length !== columns.width) {
      // It may have lost digits too, so its value cannot be trusted.
      cutOff ??= place(row, columns.valueName, cells[columns.value]);
      return;
    }
    const index = readIndex(cells[columns.index]);
    if (index === null) {
      badIndex ??= place(row, 'index', cells[columns.index]);
      return;
    }
    const value = readNumber(cells[columns.value]);
    const answer = columns.correct === null ? NO_ANSWER : readAnswer(cells[columns.correct]);
    const logprob = columns.totalLogprob === null ? NOTHING : readNumber(cells[columns.totalLogprob]);
    if (value === NOT_FINITE) notFinite ??= place(row, columns.valueName, cells[columns.value]);
    else if (value < 0) negative ??= place(row, columns.valueName, cells[columns.value]);
    if (logprob === NOT_FINITE) notFinite ??= place(row, 'total_logprob', cells[columns.totalLogprob ?? -1]);
    if (answer === BAD_ANSWER) badAnswer ??= place(row, 'correct', cells[columns.correct ?? -1]);
    if (index < 0 || index >= examples) addOutside(index, value);
    else addInside(index, value, answer, logprob);
  }

  function addInside(index: number, value: number, answer: number, logprob: number): void {
    const seen = (times[index] ?? 0) > 0;
    times[index] = (times[index] ?? 0) + 1;
    if (!seen) values[index] = value;
    else if (values[index] !== value) contradicted[index] = 1;
    // An empty cell contradicts nothing: what another row of the same index says in its place is taken.
    if (correct !== null && answer !== NO_ANSWER) {
      if (correct[index] === NO_ANSWER) correct[index] = answer;
      else if (correct[index] !== answer) contradicted[index] = 1;
    }
    if (totalLogprob !== null && !Number.isNaN(logprob)) {
      if (Number.isNaN(totalLogprob[index])) totalLogprob[index] = logprob;
      else if (totalLogprob[index] !== logprob) contradicted[index] = 1;
    }
  }

  function addOutside(index: number, value: number): void {
    const earlier = outside.get(index);
    if (earlier !== undefined) earlier.contradicted ||= earlier.value !== value;
    else if (outside.size < WATCHED_OUTSIDE) outside.set(index, { value, contradicted: false });
  }

  function finish(): Tally {
    let usable = 0;
    let repeated = 0;
    const missing = emptyList();
    const conflicting = emptyList();
    for (let index = 0; index < examples; index++) {
      const said = times[index] ?? 0;
      if (said === 0) appendTo(missing, index);
      else if (contradicted[index] === 1) appendTo(conflicting, index);
      else {
        usable += 1;
        repeated += said - 1;
      }
    }
    const outsideIndexes = [...outside.keys()];
    const conflictingOutside = outsideIndexes.filter((index) => outside.get(index)?.contradicted);
    return {
      empty,
      repeated,
      usable,
      conflicting: {
        first: lowest([...conflicting.first, ...conflictingOutside]),
        count: conflicting.count + conflictingOutside.length,
      },
      outside: { first: lowest(outsideIndexes), count: outsideIndexes.length },
      missing,
      cutOff,
      badIndex,
      notFinite,
      negative,
      badAnswer,
      values,
      correct: correct?.every((answer) => answer === NO_ANSWER) ? null : correct,
      totalLogprob: totalLogprob?.every(Number.isNaN) ? null : totalLogprob,
    };
  }

  return { add, finish };
}

function place(row: number, column: string, text: string | undefined): Place {
  return { row, column, text: text ?? '' };
}

function lowest(indexes: number[]): readonly number[] {
  return indexes.sort((a, b) => a - b).slice(0, FEW);
}

export interface GrowingList {
  readonly first: number[];
  count: number;
}

export function emptyList(): GrowingList {
  return { first: [], count: 0 };
}

export function appendTo(list: GrowingList, index: number): void {
  if (list.first.length < FEW) list.first.push(index);
  list.count += 1;
}
