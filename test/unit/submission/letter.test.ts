import { describe, expect, it } from 'vitest';
import { findingsCsv, findingsLetter, groupFindings, type RuleFindings } from '../../../shared/submission/letter.ts';

const group = (rule: string, level: RuleFindings['level'], messages: readonly string[], count = messages.length) => ({
  ...{ level, rule, count },
  findings: messages.map((message, row) => ({ row, column: 'prompt', message })),
});
const whole = (rule: string, message: string): RuleFindings => ({
  ...({ level: 'ineligible', rule, count: 1 } as const),
  findings: [{ row: null, column: null, message }],
});
const letterOf = (groups: readonly RuleFindings[], revise: string | null = null) =>
  findingsLetter({ title: 'Two clocks', rows: 1204, revise }, groups);

describe('a letter to the author', () => {
  it('says that there is nothing to mend where every check passed', () => {
    expect(letterOf([])).toBe(
      'Dear author,\n\nthank you for “Two clocks”. We read 1,204 examples. Every check of the data passed: there is nothing to mend.\n\nWith kind regards,\n\nthe organizers\n',
    );
  });

  it('names the gravest first, ten places of a rule, and how many more there are', () => {
    const many = Array.from({ length: 12 }, (_, row) => `Row ${row}: the prompt ends in white space.`);
    const letter = letterOf([
      group('white-space', 'warning', many, 57),
      group('few', 'ineligible', ['There are 12 examples.']),
    ]);
    expect(letter.indexOf('What has to be mended before review')).toBeLessThan(
      letter.indexOf('What we advise to mend'),
    );
    expect(letter).toContain('- In 57 places:');
    expect(letter).toContain('Row 9: ');
    expect(letter).not.toContain('Row 10: ');
    expect(letter).toContain('and 47 more places like these');
  });

  it('tells authors what is theirs to do, not what organizers can', () => {
    const letter = letterOf([
      whole('late', 'It came in late. Give the round other days under Rules, or waive this with a reason.'),
      whole('no-description', 'There is no description of the task. Fill in “What the task tests” on the form.'),
    ]);
    expect(letter).toContain('Tell us if it was sent in time.');
    expect(letter).toContain('Please write what the task tests.');
    expect(letter).not.toMatch(/waive|under Rules/);
    expect(letter).not.toContain('Rows count');
  });

  it('keeps the organizers’ own marks and other people’s submissions to itself', () => {
    const letter = letterOf([
      whole('near-duplicate', 'Almost the same as m9xa.'),
      whole('incoherent', 'An organizer marked it: incoherent. Marked because: nobody understood it.'),
    ]);
    expect(letter).not.toMatch(/m9xa|nobody understood/);
  });

  it('begins with what is to be revised', () => {
    expect(letterOf([], 'Say where the *facts* are from.')).toContain(
      '## What we ask you to revise\n\nSay where the \\*facts\\* are from.',
    );
  });

  it('lets nothing of the data become markup or a line of its own', () => {
    const letter = letterOf([group('secret', 'warning', ['Row 0: it holds\n# [a](http://x.example) `b`'])]);
    expect(letter).toContain('- Row 0: it holds \\# \\[a\\](http://x.example) \\`b\\`');
  });
});

describe('findings as a table', () => {
  it('has a line for every listed place, with the exact count of its rule, and no formula', () => {
    const csv = findingsCsv([group('secret', 'warning', ['=HYPERLINK("x")', 'second'], 30)]);
    const lines = csv.trimEnd().split(/\r?\n/);
    expect(lines[0]).toBe('level,rule,count,row,column,message');
    expect(lines).toHaveLength(3);
    expect(lines[2]).toBe('warning,secret,30,1,prompt,second');
    expect(lines[1]).not.toMatch(/,"?=HYPER/);
  });

  it('groups findings by rule with counts beyond what is listed', () => {
    const finding = (message: string, row: number | null) => ({
      ...({ level: 'warning', rule: 'token-length', column: null } as const),
      ...{ message, row },
    });
    const groups = groupFindings(
      [finding('Row 1: long.', 1), finding('There are 7 more like the 1 listed; mend them too.', null)],
      [{ level: 'warning', rule: 'token-length', count: 8 }],
    );
    expect(groups).toEqual([
      {
        ...{ level: 'warning', rule: 'token-length', count: 8 },
        findings: [{ row: 1, column: null, message: 'Row 1: long.' }],
      },
    ]);
  });
});
