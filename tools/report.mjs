// How suites are told about: what failed in full, then a short table, then the line that other programs read.
import { inSeconds } from './command.mjs';

/** @typedef {import('./suites.mjs').SuiteResult} SuiteResult */

/** Lines of a failed suite's output that are shown: the end, where the summary is, and enough before it. */
const LINES_SHOWN = 1000;

/**
 * @param {readonly SuiteResult[]} results
 * @returns {{ lines: string[], ok: boolean }} the table, what failed, and the last line: `N passed, M failed, K skipped`
 */
export function summary(results) {
  const width = Math.max(...results.map((result) => result.name.length));
  const lines = results.map((result) => {
    const counts = `${result.passed} passed, ${result.failed} failed, ${result.skipped} skipped`;
    return `${result.name.padEnd(width)}  ${counts}  (${inSeconds(result.seconds)})`;
  });
  const sum = (/** @type {'passed' | 'failed' | 'skipped'} */ key) =>
    results.reduce((total, result) => total + result[key], 0);
  for (const { name, failures = [] } of results)
    lines.push(...failures.map((failure) => `failed in ${name}: ${failure}`));
  lines.push(`${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`);
  return { lines, ok: sum('failed') === 0 && sum('skipped') === 0 };
}

/**
 * The output of a suite in which something failed or was skipped.
 * @param {SuiteResult} result
 * @returns {string | null} null when all is well
 */
export function trouble(result) {
  if (result.failed === 0 && result.skipped === 0) return null;
  const lines = result.output.trimEnd().split('\n');
  const cut = lines.length > LINES_SHOWN ? [`(${lines.length - LINES_SHOWN} lines before this)`] : [];
  return [`── ${result.name} ──`, ...cut, ...lines.slice(-LINES_SHOWN), ''].join('\n');
}
