import type { MetricName } from '../contract/parts.ts';
import { type Refusal, shorten } from './columns.ts';
import type { FirstFew, Place, Tally } from './tally.ts';

/**
 * The first joining rule that a run file breaks, in the order of model-results, "Joining"; null when it can be stored.
 * Its value column has been found by then and its rows without a value have been dropped.
 */
export function brokenRule(tally: Tally, metric: MetricName, examples: number): Refusal | null {
  if (tally.cutOff !== null) return cutOff(tally.cutOff);
  if (tally.conflicting.count > 0) return conflictingValues(tally.conflicting);
  if (tally.outside.count > 0) return indexOutside(tally.outside, examples);
  if (tally.badIndex !== null) return badIndex(tally.badIndex);
  if (tally.usable === 0) return noUsableRow(tally.empty);
  if (tally.notFinite !== null) return notFinite(tally.notFinite);
  if (tally.negative !== null && metric !== 'logodds') return negative(tally.negative, metric);
  if (tally.badAnswer !== null) return badAnswer(tally.badAnswer);
  return null;
}

export function noUsableRow(emptyRows: number): Refusal {
  const found = emptyRows === 0 ? 'The file has no row of results' : `None of its ${emptyRows} rows has a value`;
  return { reason: 'empty', message: `${found}: the run did not get anywhere. Run this model again.` };
}

/** “1, 2, 3 and 34 more”. */
export function listed(indexes: FirstFew): string {
  const more = indexes.count - indexes.first.length;
  return indexes.first.join(', ') + (more > 0 ? ` and ${more} more` : '');
}

function cutOff(at: Place): Refusal {
  return {
    reason: `unreadable: too-few-cells, row ${at.row}`,
    message: `Row ${at.row} breaks off after ${quoted(at)}, so that number may be incomplete. Remove the row or run its example again.`,
  };
}

function conflictingValues(indexes: FirstFew): Refusal {
  return {
    reason: `conflicting-values: ${listed(indexes)}`,
    message: `These indexes stand in the file more than once and say different things: ${listed(indexes)}. Keep the rows of one run only, or run the model again.`,
  };
}

function indexOutside(indexes: FirstFew, examples: number): Refusal {
  const range = examples === 0 ? 'has no examples' : `has the indexes 0 to ${examples - 1}`;
  return {
    reason: `index-outside: ${listed(indexes)}`,
    message: `The data set ${range}, but the file has values for ${listed(indexes)}. It belongs to another data set: choose the submission that it was run on.`,
  };
}

function badIndex(at: Place): Refusal {
  return {
    reason: `bad-index: row ${at.row}`,
    message: `The index of row ${at.row} is ${quoted(at)}, which is not a whole number, so the row belongs to no example. Correct or remove the row.`,
  };
}

function notFinite(at: Place): Refusal {
  return {
    reason: `not-finite: row ${at.row}`,
    message: `“${at.column}” of row ${at.row} is ${quoted(at)}, which is not a finite number. Run that example again, or empty the cell if it cannot be measured.`,
  };
}

function negative(at: Place, metric: MetricName): Refusal {
  if (metric === 'absolute_logodds') {
    return {
      reason: `negative-difference: row ${at.row}`,
      message: `The difference of row ${at.row} is ${quoted(at)}, but an absolute difference is never below 0. Check whether this is a run of the signed log-odds metric.`,
    };
  }
  return {
    reason: `negative-loss: row ${at.row}`,
    message: `The loss of row ${at.row} is ${quoted(at)}, but minus the logarithm of a probability is never below 0. Check whether the column holds log probabilities, and run the model again.`,
  };
}

function badAnswer(at: Place): Refusal {
  return {
    reason: `bad-correct: row ${at.row}`,
    message: `“correct” of row ${at.row} is ${quoted(at)}, but it must be 1 (right) or 0 (wrong). Correct the column, or remove it if it holds something else.`,
  };
}

function quoted(at: Place): string {
  return at.text.trim() === '' ? 'empty' : `“${shorten(at.text)}”`;
}
