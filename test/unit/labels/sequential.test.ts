import { describe, expect, it } from 'vitest';
import {
  type SequentialStep,
  sequentialBounds,
  sequentialPlanMisfit,
  sequentialTest,
  standardSequentialPlan,
} from '../../../shared/labels/sequential.ts';
import { seededRandom } from '../../../shared/random.ts';

describe('Wald 1945, “Sequential tests of statistical hypotheses”', () => {
  it('draws the lines of acceptance and rejection that his formulas give', () => {
    // his test of a binomial mean: accept at h₀ + s·m wrong ones of m or fewer, reject at h₁ + s·m or more
    const { lower, upper, wrong, right } = sequentialBounds({ p0: 0.1, p1: 0.3, alpha: 0.02, beta: 0.03 });
    const scale = wrong - right;
    expect(-right / scale).toBeCloseTo(0.186, 3);
    expect(lower / scale).toBeCloseTo(-2.583, 3);
    expect(upper / scale).toBeCloseTo(2.875, 3);
  });

  it('bounds are ln(β / (1 − α)) and ln((1 − β) / α)', () => {
    const { lower, upper } = sequentialBounds(standardSequentialPlan);
    expect(lower).toBeCloseTo(-Math.log(19), 12);
    expect(upper).toBeCloseTo(Math.log(19), 12);
  });

  it('accepts after 35 right ones in a row, rejects after two wrong ones in a row', () => {
    const right = sequentialTest(standardSequentialPlan, new Array(60).fill('right'));
    expect([right.decision, right.looked]).toEqual(['accept', 35]);
    const wrong = sequentialTest(standardSequentialPlan, new Array(60).fill('wrong'));
    expect([wrong.decision, wrong.looked, wrong.wrongOnes]).toEqual(['reject', 2, 2]);
  });

  it('waits at an unsettled example, whatever came after it', () => {
    const sample: SequentialStep[] = ['right', null, 'wrong', 'wrong', 'wrong'];
    const test = sequentialTest(standardSequentialPlan, sample);
    expect([test.decision, test.looked, test.sums.length]).toEqual(['go-on', 1, 1]);
    sample[1] = 'right';
    expect(sequentialTest(standardSequentialPlan, sample).decision).toBe('reject');
  });

  it('passes over what an organizer left out', () => {
    const test = sequentialTest(standardSequentialPlan, ['right', 'left-out', 'right']);
    expect([test.looked, test.sums.length]).toEqual([3, 2]);
  });

  it('errs about as seldom as it promises', () => {
    const random = seededRandom('wald');
    const runs = 2000;
    const share = (p: number, decision: 'accept' | 'reject') => {
      let count = 0;
      for (let run = 0; run < runs; run++) {
        const sample = Array.from({ length: 600 }, (): SequentialStep => (random.unit() < p ? 'wrong' : 'right'));
        if (sequentialTest(standardSequentialPlan, sample).decision === decision) count += 1;
      }
      return count / runs;
    };
    expect(share(0.02, 'reject')).toBeLessThan(0.06);
    expect(share(0.1, 'accept')).toBeLessThan(0.06);
  });

  it('says what is wrong with a plan that cannot be one', () => {
    expect(sequentialPlanMisfit(standardSequentialPlan)).toBeNull();
    expect(sequentialPlanMisfit({ ...standardSequentialPlan, p1: 0.01 })).toMatch(/below the unacceptable/);
    expect(sequentialPlanMisfit({ ...standardSequentialPlan, alpha: 0.6, beta: 0.5 })).toMatch(/together below/);
  });
});
