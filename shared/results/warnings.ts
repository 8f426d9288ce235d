import type { FindingView } from '../contract/parts.ts';
import { NO_ANSWER } from './cells.ts';
import type { RunFigures, RunValues } from './figures.ts';
import { listed } from './joining.ts';
import { appendTo, emptyList, type FirstFew } from './tally.ts';

/** What is worth knowing about a run that is stored all the same. Examples are named by their index. */
export function runWarnings(run: RunValues): readonly FindingView[] {
  const { values, correct, totalLogprob } = run;
  const warnings: FindingView[] = [];
  const usable = examplesWhere(values, (value) => !Number.isNaN(value));
  const first = values[usable.first[0] ?? -1];
  // A single value is the same as itself and tells nothing.
  if (
    usable.count > 1 &&
    first !== undefined &&
    examplesWhere(values, (value) => value === first).count === usable.count
  ) {
    warnings.push(
      warning(
        'same-values',
        null,
        `All ${usable.count} values are ${first}, as if nothing had been measured (two classes that were never scored have ln 2, 0.6931). Check how this run was made.`,
      ),
    );
  }
  if (totalLogprob !== null) {
    const above = examplesWhere(totalLogprob, (logprob) => logprob > 0);
    if (above.count > 0) {
      warnings.push(
        warning(
          'logprob-above-zero',
          'total_logprob',
          `“total_logprob” is above 0 at index ${listed(above)}, but no probability is above 1. Check how the column was made before you rely on the probability coverage.`,
        ),
      );
    }
    const gaps = examplesWhere(totalLogprob, (logprob, at) => Number.isNaN(logprob) && !Number.isNaN(values[at]));
    if (gaps.count > 0) warnings.push(gapWarning('total_logprob', 'probability coverage', gaps));
  }
  if (correct !== null) {
    const gaps = examplesWhere(correct, (answer, at) => answer === NO_ANSWER && !Number.isNaN(values[at]));
    if (gaps.count > 0) warnings.push(gapWarning('correct', 'accuracy', gaps));
  }
  return warnings;
}

/**
 * The warning of a run that does not say what another run of the same model on the same data set said; null when they
 * agree wherever both say something.
 */
export function disagreementWarning(run: RunValues, other: RunValues): FindingView | null {
  const different = examplesWhere(
    run.values,
    (value, at) =>
      differ(value, other.values[at]) ||
      differ(run.totalLogprob?.[at], other.totalLogprob?.[at]) ||
      (run.correct?.[at] ?? NO_ANSWER) + (other.correct?.[at] ?? NO_ANSWER) === 1,
  );
  return different.count === 0 ? null : runsDisagree(`has other values at index ${listed(different)}`);
}

/** The same where one of the two is a summary: all that can be compared is what both say of the whole. */
export function otherFiguresWarning(run: RunFigures, other: RunFigures): FindingView | null {
  const [mean, otherMean] = [run.mean.value, other.mean.value];
  if (run.n !== other.n) return runsDisagree(`is over ${other.n} examples and this one over ${run.n}`);
  if (mean === null || otherMean === null || Math.abs(mean - otherMean) <= 1e-6 * Math.abs(mean)) return null;
  return runsDisagree(`has the mean ${otherMean} and this one ${mean}`);
}

/** Nearer than this is one value written with fewer digits: pandas rounds to ten decimals when it writes JSON. */
const ROUNDING = 1e-9;

function differ(value: number | undefined, other: number | undefined): boolean {
  if (value === undefined || other === undefined || Number.isNaN(value) || Number.isNaN(other)) return false;
  return Math.abs(value - other) > ROUNDING * Math.max(1, Math.abs(value));
}

function runsDisagree(how: string): FindingView {
  return warning(
    'runs-disagree',
    null,
    `Another run of this model on the same data set ${how}. Both are kept and one is current: check which pipeline made each, and choose on the page of results.`,
  );
}

function gapWarning(column: string, figure: string, gaps: FirstFew): FindingView {
  const message = `“${column}” is empty at index ${listed(gaps)}, where the value is not, so the run has no ${figure}. Run those examples again if you need it.`;
  return warning('unfilled-column', column, message);
}

function warning(rule: string, column: string | null, message: string): FindingView {
  return { level: 'warning', rule, row: null, column, message };
}

function examplesWhere(cells: Float64Array | Uint8Array, holds: (cell: number, example: number) => boolean): FirstFew {
  const list = emptyList();
  for (let example = 0; example < cells.length; example++) {
    if (holds(cells[example] ?? Number.NaN, example)) appendTo(list, example);
  }
  return list;
}
