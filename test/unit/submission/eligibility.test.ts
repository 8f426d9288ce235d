import { describe, expect, it } from 'vitest';
import {
  eligibilityFindings,
  markKinds,
  neededModels,
  type Situation,
} from '../../../shared/submission/eligibility.ts';
import { closingTime, isLate, standardRounds } from '../../../shared/submission/rounds.ts';

const fine: Situation = {
  description: 'What it tests.',
  round: 2,
  receivedAt: '2022-10-01T00:00:00.000Z',
  hasPlot: true,
  covered: new Set(),
  gpt3: 'not standard',
  marks: [],
};
const rules = (more: Partial<Situation>) =>
  eligibilityFindings({ ...fine, ...more }, standardRounds).map(({ rule }) => rule);

describe('the end of a round', () => {
  it('is noon UTC of the day after, when the day is over everywhere on Earth', () => {
    expect(closingTime(standardRounds[1])).toBe('2022-08-28T12:00:00.000Z');
    expect(isLate('2022-08-28T11:59:59.999Z', standardRounds[1])).toBe(false);
    expect(isLate('2022-08-28T12:00:00.000Z', standardRounds[1])).toBe(true);
  });
});

describe('what keeps a submission out of review', () => {
  it('is nothing where all is there in time', () => expect(rules({})).toEqual([]));

  it('late: fires from the closing moment on, and not before', () => {
    expect(rules({ receivedAt: '2022-10-28T12:00:00.000Z' })).toEqual(['late']);
    expect(rules({ receivedAt: '2022-10-28T11:59:59.999Z' })).toEqual([]);
    expect(rules({ round: 1 })).toEqual(['late']);
    expect(rules({ receivedAt: null })).toEqual([]);
    const [late] = eligibilityFindings({ ...fine, round: 1 }, standardRounds);
    expect(late?.message).toMatch(/came in on 30 September 2022, after round 1 closed at the end of 27 August 2022/);
    expect(late?.message).toMatch(/Move it to round 2/);
  });

  it('no-description: fires on white space, and not on a word', () => {
    expect(rules({ description: ' \n' })).toEqual(['no-description']);
    expect(rules({ description: 'x' })).toEqual([]);
  });

  it('no-scaling-evidence: fires without a plot unless all four models are covered', () => {
    const three = new Set(neededModels.slice(1));
    expect(rules({ hasPlot: false, covered: three })).toEqual(['no-scaling-evidence']);
    expect(rules({ hasPlot: false, covered: new Set(neededModels) })).toEqual([]);
    expect(rules({ hasPlot: true, covered: three })).toEqual([]);
  });

  it('standard-scaling: fires on that shape only, and only over all four models', () => {
    const covered = new Set(neededModels);
    expect(rules({ covered, gpt3: 'standard' })).toEqual(['standard-scaling']);
    expect(rules({ covered, gpt3: 'not standard' })).toEqual([]);
    expect(rules({ covered: new Set(['ada']), gpt3: 'standard' })).toEqual([]);
  });

  it('standard-scaling: is a note as long as nobody has computed it', () => {
    const unchecked = { ...fine, covered: new Set(neededModels), gpt3: 'not yet checked' } as const;
    expect(eligibilityFindings(unchecked, standardRounds)).toMatchObject([
      { level: 'note', rule: 'standard-scaling', message: expect.stringContaining('not yet checked') },
    ]);
  });

  it.each(markKinds)('%s: fires while it is marked so, with the reason', (kind) => {
    const other = kind === 'same-task' ? 'q1qq' : null;
    const marks = [{ kind, reason: 'Shown before.', other }];
    const [finding] = eligibilityFindings({ ...fine, marks }, standardRounds);
    expect(finding).toMatchObject({ level: 'ineligible', rule: kind });
    expect(finding?.message).toContain('Shown before.');
    if (other) expect(finding?.message).toContain(other);
  });
});
