// `npm run check`: types, lint, import law and unit tests at once, in well under 20 seconds. `node tools/check.mjs
// types` runs one of them.
import { Problem, runProgram } from './project.mjs';
import { summary, trouble } from './report.mjs';
import { checkImports, checkLint, checkTypes, runTests } from './suites.mjs';

const CHECKS = { types: checkTypes, lint: checkLint, imports: checkImports, unit: () => runTests('unit') };

await runProgram(async () => {
  const names = process.argv.slice(2);
  const unknown = names.find((name) => !Object.keys(CHECKS).includes(name));
  if (unknown) throw new Problem(`There is no check "${unknown}". The checks are ${Object.keys(CHECKS).join(', ')}.`);
  const chosen = Object.entries(CHECKS).filter(([name]) => names.length === 0 || names.includes(name));
  const results = await Promise.all(chosen.map(([, run]) => run()));
  for (const text of results.map(trouble)) if (text) console.log(text);
  const { lines, ok } = summary(results);
  for (const line of lines) console.log(line);
  return ok ? 0 : 1;
});
