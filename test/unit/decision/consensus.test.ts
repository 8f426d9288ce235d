import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { consensusLevel } from '../../../shared/decision/consensus.ts';
import { type ConsensusRule, type DecisionRules, standardRules } from '../../../shared/decision/rules.ts';
import type { Level } from '../../../shared/decision/types.ts';

const rule = (consensus: ConsensusRule, more: Partial<DecisionRules> = {}): DecisionRules => ({
  ...standardRules(2),
  consensus,
  ...more,
});
const level = (consensus: ConsensusRule, text: string): Level =>
  consensusLevel(
    Array.from(text, (digit) => Number(digit) as Level),
    rule(consensus),
  );

describe('consensus', () => {
  it.each([
    ['2', 2],
    ['12', 1],
    ['02', 0],
    ['012', 1],
    ['0122', 1],
    ['1122', 1],
    ['1222', 2],
    ['00222', 2],
  ])('takes the lower median of %s', (given, expected) => {
    expect(level('lower_median', given)).toBe(expected);
  });

  it.each([
    ['122', 2],
    ['112', 1],
    ['022', 2],
    ['002', 0],
    ['0122', 1],
    ['0011', 0],
    ['1112222', 1],
    ['112222', 2],
  ])('takes of %s what two thirds gave or exceeded', (given, expected) => {
    expect(level('two_thirds', given)).toBe(expected);
  });

  it('takes the minimum', () => {
    expect(level('minimum', '2212')).toBe(1);
    expect(level('minimum', '2202')).toBe(0);
  });

  it('takes level 2 from a mean of 1.5 and level 1 from 0.5', () => {
    expect(level('mean', '12')).toBe(2);
    expect(level('mean', '112')).toBe(1);
    expect(level('mean', '01')).toBe(1);
    expect(level('mean', '001')).toBe(0);
  });

  it('takes other thresholds of the mean where the rules set them', () => {
    const rules = rule('mean', { meanThresholds: { level_1: 1, level_2: 1.2 } });
    expect(consensusLevel([1, 1, 1, 1, 2], rules)).toBe(2);
    expect(consensusLevel([0, 1], rules)).toBe(0);
  });

  it('stays as it is when one more review agrees with the lower median', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom<Level>(0, 1, 2), { minLength: 1, maxLength: 9 }), (given) => {
        const before = consensusLevel(given, rule('lower_median'));
        expect(consensusLevel([...given, before], rule('lower_median'))).toBe(before);
      }),
    );
  });
});
