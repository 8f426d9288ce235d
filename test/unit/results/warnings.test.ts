import { describe, expect, it } from 'vitest';
import type { RunValues } from '../../../shared/results/figures.ts';
import { disagreementWarning } from '../../../shared/results/warnings.ts';

function run(...values: readonly number[]): RunValues {
  return { values: Float64Array.from(values), correct: null, totalLogprob: null };
}

describe('two runs of one model on one data set', () => {
  it('disagree when an example has another value in each', () => {
    const warning = disagreementWarning(run(1, 2, 3), run(1, 2.5, 3));
    expect(warning?.rule).toBe('runs-disagree');
    expect(warning?.message).toContain('at index 1.');
  });

  it('agree when one merely has more examples', () => {
    expect(disagreementWarning(run(1, 2, Number.NaN), run(Number.NaN, 2, 3))).toBeNull();
  });
});
