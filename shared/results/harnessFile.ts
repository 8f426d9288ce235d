import type { FindingView } from '../contract/parts.ts';
import type { DecodeSlice } from '../csv/utf8.ts';
import { createJsonObjects, type JsonObject } from '../json/objects.ts';
import type { Refusal } from './columns.ts';
import {
  agreesOnAnswer,
  type Fit,
  fitOf,
  type HarnessExample,
  type HarnessSample,
  isHarnessSample,
  promptsToFind,
  readSample,
  scoreSample,
} from './harness.ts';
import { listed } from './joining.ts';
import { type JoinTarget, judgedRun, type RunResult, unreadable } from './runFile.ts';
import { appendTo, createRowTally, emptyList, type FirstFew } from './tally.ts';

export interface HarnessSource extends JoinTarget {
  /** Null beyond the data set. */
  readonly exampleAt: (row: number) => HarnessExample | null;
  /** Rows of the data set with this prompt, white space at its ends set aside. */
  readonly rowsWithPrompt: (prompt: string) => readonly number[];
  /** Every list of classes of the data set, to cut the choice off the texts of version 0.3. */
  readonly everyClass: () => readonly string[];
  readonly decodeSlice?: DecodeSlice | undefined;
}

export interface HarnessReader {
  push(chunk: Uint8Array): void;
  end(): RunResult;
}

const COLUMNS = { index: 0, value: 1, correct: 2, totalLogprob: 3, width: 4, valueName: 'loss' } as const;

/**
 * Reads one samples file of a multiple-choice task (model-results, form 3). A sample joins by its `doc_id` where that
 * example's prompt is the sample's, else by the text: version 0.3 numbers a shuffled set. The rules of joining follow.
 */
export function createHarnessReader(source: HarnessSource): HarnessReader {
  const tally = createRowTally(COLUMNS, source.examples);
  const lists = { noSuch: emptyList(), notUnique: emptyList(), otherChoices: emptyList(), otherAnswer: emptyList() };
  const around = emptyList();
  let fault: Refusal | null = null;
  let badTarget: Refusal | null = null;

  const reader = createJsonObjects(
    {
      object: take,
      problem: (found) => {
        fault ??= unreadable(found);
      },
    },
    { decodeSlice: source.decodeSlice },
  );

  function take(object: JsonObject, row: number): void {
    if (fault !== null) return;
    if (!isHarnessSample(object)) {
      fault = notSamples(row, 'is no sample: it has no “doc_id” with “resps”, “filtered_resps” or “logit_0”');
      return;
    }
    const read = readSample(object);
    if (!read.ok) {
      fault = notSamples(row, read.what);
      return;
    }
    const { sample } = read;
    if (sample.severalTargets) {
      badTarget ??= {
        reason: `several-answers: row ${row}`,
        message: `Row ${row} has several right choices (${sample.target}); an example of this contest has one. Run the task with one target each.`,
      };
      return;
    }
    const found = find(sample, row);
    if (found === null) return;
    const { index, example, order, plain } = found;
    const agrees = agreesOnAnswer(sample, order, example);
    if (agrees === null) {
      badTarget ??= {
        reason: `bad-target: row ${row}`,
        message: `The target of row ${row} is “${sample.target}”, which is none of its choices. Check how the task says which choice is right.`,
      };
      return;
    }
    if (!agrees) {
      appendTo(lists.otherAnswer, row);
      return;
    }
    if (!plain) appendTo(around, index);
    const { loss, correct, totalLogprob } = scoreSample(sample, order, example.answerIndex);
    tally.add([String(index), String(loss), String(correct), String(totalLogprob)], row);
  }

  function find(sample: HarnessSample, row: number) {
    const seen = { otherChoices: false };
    const at = (index: number) => {
      const example = source.exampleAt(index);
      if (example === null) return null;
      const fit: Fit = fitOf(sample, example);
      if (fit.fits) return { index, example, ...fit };
      if (fit.why === 'choices') seen.otherChoices = true;
      return null;
    };
    const byNumber = sample.docId === null ? null : at(sample.docId);
    if (byNumber !== null) return byNumber;
    for (const prompt of promptsToFind(sample, sample.wholes === null ? [] : source.everyClass())) {
      const fitting = source.rowsWithPrompt(prompt).flatMap((index) => at(index) ?? []);
      if (fitting.length === 1) return fitting[0]!;
      if (fitting.length > 1) {
        appendTo(lists.notUnique, row);
        return null;
      }
    }
    appendTo(seen.otherChoices ? lists.otherChoices : lists.noSuch, row);
    return null;
  }

  function end(): RunResult {
    const { rows } = reader.end();
    const added = tally.finish();
    const result = judgedRun(added, rows, source, fault ?? joinFault(lists) ?? badTarget);
    if (result.status === 'refused' || around.count === 0) return result;
    return { ...result, warnings: [...result.warnings, moreThanThePrompt(around)] };
  }

  return { push: (chunk) => reader.push(chunk), end };
}

/** Why samples of the harness cannot be results of such a data set; null where they can. */
export function harnessRefusal(metric: JoinTarget['metric']): Refusal | null {
  if (metric === 'classification') return null;
  const why =
    metric === 'sequence_prob'
      ? 'a sequence_prob data set has no choices'
      : `a ${metric} run compares two prompts, and a sample does not say which of the two it was made with`;
  return {
    reason: `wrong-metric: ${metric}`,
    message: `Samples of lm-evaluation-harness are of a multiple-choice task with one prompt, and ${why}. Export the run as a pipeline folder or as one wide file.`,
  };
}

function notSamples(row: number, what: string): Refusal {
  return {
    reason: `not-multiple-choice: row ${row}`,
    message: `Row ${row} ${what}. Log the samples of a multiple-choice task (--log_samples) and import those.`,
  };
}

function joinFault(
  lists: Readonly<Record<'noSuch' | 'notUnique' | 'otherChoices' | 'otherAnswer', FirstFew>>,
): Refusal | null {
  const { noSuch, notUnique, otherChoices, otherAnswer } = lists;
  if (noSuch.count > 0) {
    return {
      reason: `no-such-example: rows ${listed(noSuch)}`,
      message: `The data set has no example with the prompt of rows ${listed(noSuch)}. The samples belong to another data set or version: choose the submission that the task was made from.`,
    };
  }
  if (otherChoices.count > 0) {
    return {
      reason: `other-choices: rows ${listed(otherChoices)}`,
      message: `The choices of rows ${listed(otherChoices)} are not the classes of their examples. Check how the task was made from the data set.`,
    };
  }
  if (notUnique.count > 0) {
    return {
      reason: `not-unique: rows ${listed(notUnique)}`,
      message: `Rows ${listed(notUnique)} fit several examples, and their “doc_id” is that of another. Run the task on the data set in its own order, so that “doc_id” is the row number.`,
    };
  }
  if (otherAnswer.count === 0) return null;
  return {
    reason: `other-answer: rows ${listed(otherAnswer)}`,
    message: `The target of rows ${listed(otherAnswer)} is not the answer of their examples. Check how the task says which choice is right.`,
  };
}

function moreThanThePrompt(indexes: FirstFew): FindingView {
  return {
    level: 'warning',
    rule: 'other-context',
    row: null,
    column: null,
    message: `The model was given more than the example's prompt at index ${listed(indexes)}: few-shot examples, an instruction or a chat template. Its results are not those of the prompt alone.`,
  };
}
