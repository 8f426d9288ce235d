import { describe, expect, it } from 'vitest';
import { summary, trouble } from '../../../tools/report.mjs';
import { countTests, namesOfFailures } from '../../../tools/suites.mjs';

const run = (
  counts: { passed?: number; failed?: number; pending?: number; todo?: number },
  files: string[][] = [],
) => ({
  numPassedTests: counts.passed ?? 0,
  numFailedTests: counts.failed ?? 0,
  numPendingTests: counts.pending ?? 0,
  numTodoTests: counts.todo ?? 0,
  testResults: files.map((tests) => ({
    status: tests.includes('failed') || tests.length === 0 ? 'failed' : 'passed',
    assertionResults: tests.map((status) => ({ status })),
  })),
});

describe('counting a suite', () => {
  it('takes what vitest counted', () => {
    expect(countTests(run({ passed: 3, failed: 1 }, [['passed', 'failed']]), 1)).toEqual({
      passed: 3,
      failed: 1,
      skipped: 0,
    });
  });

  it('counts skipped tests and those yet to be written as skipped', () => {
    expect(countTests(run({ passed: 1, pending: 2, todo: 1 }), 0)).toEqual({ passed: 1, failed: 0, skipped: 3 });
  });

  it('counts a file that could not be loaded as a failure', () => {
    expect(countTests(run({ passed: 1 }, [['passed'], []]), 1)).toEqual({ passed: 1, failed: 1, skipped: 0 });
  });

  it('counts an empty suite as a failure', () => {
    expect(countTests(run({}), 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });

  it('counts a run without a report as a failure', () => {
    expect(countTests(null, 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });

  it('counts an exit code that no failed test explains as a failure', () => {
    expect(countTests(run({ passed: 4 }), 1)).toEqual({ passed: 4, failed: 1, skipped: 0 });
  });
});

describe('what failed', () => {
  it('is told a line each: the file, the test, and the first line of why', () => {
    const report = {
      ...run({ passed: 1, failed: 1 }),
      testResults: [
        {
          name: '/somewhere/a.test.ts',
          status: 'failed',
          assertionResults: [
            { status: 'passed', fullName: 'adds' },
            { status: 'failed', fullName: 'subtracts', failureMessages: ['expected 1 to be 2\n at line 3'] },
          ],
        },
        { name: '/somewhere/b.test.ts', status: 'failed', message: 'no such module', assertionResults: [] },
      ],
    };
    const failures = namesOfFailures(report);
    expect(failures).toEqual(['a.test.ts: subtracts: expected 1 to be 2', 'b.test.ts: no such module']);
    const suite = { name: 'unit', passed: 1, failed: 2, skipped: 0, seconds: 1, output: '', failures };
    const { lines } = summary([suite]);
    expect(lines.slice(1)).toEqual([
      ...failures.map((one) => `failed in unit: ${one}`),
      '1 passed, 2 failed, 0 skipped',
    ]);
  });
});

describe('the last line', () => {
  const suite = { name: 'unit', passed: 2, failed: 0, skipped: 0, seconds: 1, output: 'what it printed' };

  it('adds up all suites', () => {
    const { lines, ok } = summary([suite, { ...suite, name: 'engine', passed: 3 }]);
    expect(lines.at(-1)).toBe('5 passed, 0 failed, 0 skipped');
    expect(ok).toBe(true);
  });

  it('is not well with one skipped test', () => {
    expect(summary([suite, { ...suite, skipped: 1 }]).ok).toBe(false);
    expect(summary([suite, { ...suite, failed: 1 }]).ok).toBe(false);
  });

  it('shows the output of a suite only when something is wrong', () => {
    expect(trouble(suite)).toBeNull();
    expect(trouble({ ...suite, skipped: 1 })).toContain('what it printed');
  });
});
