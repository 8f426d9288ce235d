// What can be checked, each as a function that tells how it went. Tests run these all, checks the quick ones.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runCommand } from './command.mjs';
import { pinnedNode, root } from './project.mjs';
import { hasDisplay } from './system.mjs';

/**
 * @typedef {object} SuiteResult
 * @property {string} name
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {number} seconds
 * @property {string} output shown when something failed or was skipped
 * @property {readonly string[]} [failures] a line each: what failed, and how
 */

/** Each has its own tsconfig.json. */
const TYPED_FOLDERS = ['shared', 'db', 'electron', 'renderer', 'test', 'tools'];

/** @typedef {'unit' | 'engine' | 'real' | 'desktop'} TestSuite */

/** Cheapest first; each is a project in vitest.config.ts. @type {readonly TestSuite[]} */
export const TEST_SUITES = ['unit', 'engine', 'real', 'desktop'];

/** Minutes after which a suite counts as hung. @type {Record<TestSuite, number>} */
const MINUTES = { unit: 10, engine: 20, real: 10, desktop: 50 };

/** Types of each folder, one check a folder. @returns {Promise<SuiteResult>} */
export async function checkTypes() {
  const started = performance.now();
  const compiler = path.join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const results = await Promise.all(TYPED_FOLDERS.map((folder) => runCommand(pinnedNode(), [compiler, '-p', folder])));
  const failed = results.filter((result) => result.code !== 0);
  return {
    name: 'types',
    passed: results.length - failed.length,
    failed: failed.length,
    skipped: 0,
    seconds: (performance.now() - started) / 1000,
    output: failed.map((result) => result.output).join('\n'),
  };
}

/** Format and lint; a warning is a failure. @returns {Promise<SuiteResult>} */
export function checkLint() {
  const biome = path.join(root, 'node_modules', '@biomejs', 'biome', 'bin', 'biome');
  return oneCheck('lint', [biome, 'check', '--error-on-warnings', '--max-diagnostics=50', '.']);
}

/** Which folder may import which. @returns {Promise<SuiteResult>} */
export function checkImports() {
  return oneCheck('import law', [path.join(root, 'tools', 'imports.mjs')]);
}

/** @param {string} name @param {readonly string[]} args of Node @returns {Promise<SuiteResult>} */
async function oneCheck(name, args) {
  const { code, output, seconds } = await runCommand(pinnedNode(), args);
  return { name, passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0, seconds, output };
}

/**
 * Where the real sample files are: ASSAY_REAL, else beside the checkout. Null where they are not.
 * @returns {string | null}
 */
export function realFolder() {
  const folder = path.resolve(process.env.ASSAY_REAL ?? path.join(root, '..', 'shared', 'real'));
  return existsSync(folder) ? folder : null;
}

/**
 * Runs a suite of test files.
 * @param {TestSuite} name
 * @param {readonly string[]} [filters] what vitest takes: parts of file names, `-t` and a part of a test's name
 * @returns {Promise<SuiteResult>}
 */
export async function runTests(name, filters = []) {
  const folder = mkdtempSync(path.join(tmpdir(), 'assay-tests-'));
  const report = path.join(folder, 'report.json');
  const vitest = path.join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const args = [
    vitest,
    'run',
    '--project',
    name,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...filters,
  ];
  const virtual = name === 'desktop' && !hasDisplay();
  const [program, ...all] = virtual
    ? // without -noreset the display starts over, and refuses whoever comes meanwhile, whenever its last window closes
      ['xvfb-run', '-a', '-s', '-screen 0 1600x1200x24 -noreset', pinnedNode(), ...args]
    : [pinnedNode(), ...args];
  try {
    const result = await runCommand(program ?? '', all, {
      env: { ASSAY_REAL: realFolder() ?? undefined },
      secondsAtMost: MINUTES[name] * 60,
    });
    const late = result.code === 124 ? `\nStopped after ${MINUTES[name]} minutes.\n` : '';
    const saved = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : null;
    const counts = countTests(saved, result.code);
    const failures = saved ? namesOfFailures(saved) : [];
    return { name, ...counts, seconds: result.seconds, output: result.output + late, failures };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @typedef {object} TestReport vitest's JSON, as far as it is read here
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {number} numPendingTests
 * @property {number} numTodoTests
 * @property {readonly FileReport[]} testResults
 *
 * @typedef {object} FileReport
 * @property {string} status
 * @property {string} [name] the file's path
 * @property {string} [message] why the file could not be run
 * @property {readonly { status: string, fullName?: string, failureMessages?: readonly string[] }[]} assertionResults
 */

/**
 * Counts a run so that nothing that went wrong is missing: a file that could not be loaded, an empty suite, a run that
 * left no report and an exit code without a failed test count as one failure each.
 * @param {TestReport | null} report
 * @param {number} exitCode
 * @returns {{ passed: number, failed: number, skipped: number }}
 */
export function countTests(report, exitCode) {
  if (!report) return { passed: 0, failed: 1, skipped: 0 };
  const unloaded = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length;
  const passed = report.numPassedTests;
  const skipped = report.numPendingTests + report.numTodoTests;
  let failed = report.numFailedTests + unloaded;
  if (failed === 0 && (exitCode !== 0 || passed + skipped === 0)) failed = 1;
  return { passed, failed, skipped };
}

/**
 * What failed, a line each: where a long output is cut, its end still tells.
 * @param {TestReport} report
 * @returns {string[]}
 */
export function namesOfFailures(report) {
  return report.testResults.flatMap((file) => {
    const name = path.basename(file.name ?? '');
    const failed = file.assertionResults.filter((test) => test.status === 'failed');
    if (failed.length === 0)
      return file.status === 'failed'
        ? [`${name}: ${firstLine(file.message) || 'what has to run before its tests failed'}`]
        : [];
    return failed.map((test) => `${name}: ${test.fullName ?? ''}: ${firstLine(test.failureMessages?.[0])}`);
  });
}

const firstLine = (/** @type {string | undefined} */ text) => (text ?? '').trim().split('\n')[0]?.slice(0, 300) ?? '';
