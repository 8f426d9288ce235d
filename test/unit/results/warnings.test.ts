import { describe, expect, it } from 'vitest';
import type { RunFigures, RunValues } from '../../../shared/results/figures.ts';
import { disagreementWarning, otherFiguresWarning } from '../../../shared/results/warnings.ts';

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

  it('disagree when only “correct” or “total_logprob” differs, and not where one does not say', () => {
    const answers = (...correct: readonly number[]) => ({ ...run(1, 2), correct: Uint8Array.from(correct) });
    expect(disagreementWarning(answers(1, 0), answers(1, 1))?.message).toContain('at index 1.');
    expect(disagreementWarning(answers(1, 0), answers(1, 255))).toBeNull();
    expect(disagreementWarning(answers(1, 0), run(1, 2))).toBeNull();
    const logprobs = (...totals: readonly number[]) => ({ ...run(1, 2), totalLogprob: Float64Array.from(totals) });
    expect(disagreementWarning(logprobs(-1, -2), logprobs(-1.5, -2))?.message).toContain('at index 0.');
    expect(disagreementWarning(logprobs(-1, -2), logprobs(Number.NaN, -2))).toBeNull();
  });

  it('agree where one was written with ten decimals', () => {
    expect(disagreementWarning(run(0.12345678901), run(0.123456789))).toBeNull();
    expect(disagreementWarning(run(0.12345678901), run(0.1234567))).not.toBeNull();
  });

  it('are compared by their figures where one is a summary', () => {
    const figures = (n: number, mean: number) => ({ n, mean: { value: mean, why: null } }) as RunFigures;
    expect(otherFiguresWarning(figures(6, 0.5), figures(6, 0.5000001))).toBeNull();
    expect(otherFiguresWarning(figures(6, 0.5), figures(6, 0.51))?.message).toContain('0.51');
    expect(otherFiguresWarning(figures(6, 0.5), figures(5, 0.5))?.message).toContain('over 5 examples');
  });
});
