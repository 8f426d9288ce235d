// `npm test`: sets up, builds, and runs everything. `npm test -- unit labels` runs one suite, and of it the files whose
// names hold "labels". The last line is `N passed, M failed, K skipped`; a skipped test fails the run.
import { inSeconds } from './command.mjs';
import { isProgram, nodeIsNewEnough, Problem, runOnPinnedNode, runProgram } from './project.mjs';
import { setup, windowNeeds } from './setup.mjs';

async function main() {
  const started = performance.now();
  const [suite, ...filters] = process.argv.slice(2);
  const withWindow = !suite || suite === 'desktop';
  try {
    await setup({ say: console.log, system: withWindow ? windowNeeds() : [] });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    console.log(`${error.message}\n0 passed, 1 failed, 0 skipped`);
    return 1;
  }
  if (!nodeIsNewEnough(process.version)) return runOnPinnedNode('test.mjs', process.argv.slice(2));

  // only now is there anything to import
  const { checkImports, checkLint, checkTypes, realFolder, runTests, TEST_SUITES } = await import('./suites.mjs');
  const { summary, trouble } = await import('./report.mjs');
  const { ALL_TARGETS, buildTargets } = await import('./build.mjs');
  const { resolveRuntime } = await import('./runtime.mjs');

  const chosen = TEST_SUITES.filter((name) => !suite || name === suite);
  if (chosen.length === 0) throw new Problem(`There is no suite "${suite}". The suites are ${TEST_SUITES.join(', ')}.`);

  /** @type {import('./suites.mjs').SuiteResult[]} */
  const results = [];
  const add = (/** @type {import('./suites.mjs').SuiteResult} */ result) => {
    results.push(result);
    console.log(trouble(result) ?? `${result.name}: ${result.passed} passed (${inSeconds(result.seconds)})`);
  };
  // What stops one suite is a failure of that suite, and no reason to leave out the others.
  const prepared = async (/** @type {string} */ name, /** @type {() => Promise<void>} */ work) => {
    try {
      await work();
      return true;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      add({ name, passed: 0, failed: 1, skipped: 0, seconds: 0, output: error.message });
      return false;
    }
  };

  const runtime =
    !withWindow ||
    (await prepared('runtime', async () => console.log((await resolveRuntime({ say: console.log })).sentence)));
  const built =
    suite === 'unit' ||
    (await prepared('build', () => buildTargets(withWindow ? ALL_TARGETS : ['app'], { say: console.log })));
  if (!suite) (await Promise.all([checkTypes(), checkLint(), checkImports()])).forEach(add);
  for (const name of chosen) {
    if (name === 'real' && !realFolder()) {
      if (suite) throw new Problem('The real sample files are not here. Name their folder in ASSAY_REAL.');
      console.log('real: not run, because the real sample files are not beside this checkout');
    } else if (name === 'desktop' && !(runtime && built)) {
      add({
        name,
        passed: 0,
        failed: 1,
        skipped: 0,
        seconds: 0,
        output: 'There is nothing to open a window with, see above.',
      });
    } else add(await runTests(name, filters));
  }

  const { lines, ok } = summary(results);
  console.log(`\nAll in ${inSeconds((performance.now() - started) / 1000)}:`);
  for (const line of lines) console.log(line);
  return ok ? 0 : 1;
}

if (isProgram(import.meta.url)) await runProgram(main);
