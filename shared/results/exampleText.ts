import type { MetricName } from '../contract/parts.ts';
import { readAnswerIndex } from '../submission/answer.ts';
import { type NamedCharacter, parseClasses } from '../submission/literal.ts';
import { METRIC_RULES } from '../submission/metric.ts';

/** What a model is shown and scored by: examples that agree in it cannot be told apart by their results. */
export interface ExampleText {
  readonly prompt: string;
  readonly otherPrompt: string | null;
  readonly classes: readonly string[] | null;
  readonly answerIndex: number | null;
  readonly completion: string | null;
}

/** Where a metric's columns stand in a row, from 0; null for one that it does not have. */
export interface TextPlaces {
  readonly prompt: number | null;
  readonly otherPrompt: number | null;
  readonly classes: number | null;
  readonly answerIndex: number | null;
  readonly completion: number | null;
  /** The first column of the metric that is not there. */
  readonly missing: string | null;
}

export function textPlaces(names: readonly string[], metric: MetricName): TextPlaces {
  const needed: readonly string[] = METRIC_RULES[metric].columns;
  const find = (...columns: readonly string[]) => {
    const column = columns.find((name) => names.includes(name));
    return !needed.includes(columns[0]!) || column === undefined ? null : names.indexOf(column);
  };
  const places = {
    prompt: find('prompt'),
    // its name in older files, see submission-format
    otherPrompt: find('other_prompt', 'biased_prompt'),
    classes: find('classes'),
    answerIndex: find('answer_index'),
    completion: find('completion'),
  };
  const byName: Readonly<Record<string, number | null>> = {
    prompt: places.prompt,
    other_prompt: places.otherPrompt,
    classes: places.classes,
    answer_index: places.answerIndex,
    completion: places.completion,
  };
  return { ...places, missing: needed.find((column) => (byName[column] ?? null) === null) ?? null };
}

export interface ExampleTexts {
  /** Null where a cell is not what its column should hold, so that no example has this text. */
  read(places: TextPlaces, cell: (place: number) => unknown): ExampleText | null;
}

/** Most files have few different lists of classes: these many are remembered. */
const REMEMBERED_LISTS = 2000;

/** Reads the text of an example from a row that need not be of the submission's own file. */
export function createExampleTexts(metric: MetricName, namedCharacter: NamedCharacter | undefined): ExampleTexts {
  const lists = new Map<string, readonly string[] | null>();
  const needed: readonly string[] = METRIC_RULES[metric].columns;

  function classesIn(cell: unknown): readonly string[] | null {
    if (Array.isArray(cell)) return cell.every((item) => typeof item === 'string') ? cell : null;
    if (typeof cell !== 'string') return null;
    let list = lists.get(cell);
    if (list === undefined) {
      const parsed = parseClasses(cell, namedCharacter);
      list = parsed.ok ? parsed.classes : null;
      if (lists.size >= REMEMBERED_LISTS) lists.clear();
      lists.set(cell, list);
    }
    return list;
  }

  return {
    read(places, cell) {
      const at = (place: number | null) => (place === null ? null : cell(place));
      const text = {
        prompt: textIn(at(places.prompt)) ?? '',
        otherPrompt: textIn(at(places.otherPrompt)),
        classes: classesIn(at(places.classes)),
        answerIndex: answerIn(at(places.answerIndex)),
        completion: textIn(at(places.completion)),
      };
      if (needed.includes('classes') && text.classes === null) return null;
      if (needed.includes('answer_index') && text.answerIndex === null) return null;
      return text;
    },
  };
}

function textIn(cell: unknown): string | null {
  if (typeof cell === 'string') return cell;
  return typeof cell === 'number' ? String(cell) : null;
}

function answerIn(cell: unknown): number | null {
  const answer = readAnswerIndex(textIn(cell) ?? '');
  return answer.ok ? answer.index : null;
}
