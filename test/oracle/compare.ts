// Compares with pandas and ast.literal_eval on files made for the purpose, as many as one likes:
//   node test/oracle/compare.ts csv 20000 [seed]
//   node test/oracle/compare.ts classes 20000 [seed]
//   node test/oracle/compare.ts names 20000 [seed]
// Needs a Python with pandas (Debian: python3-pandas); the variable PYTHON names it if it is not python3. The tests that
// always run use cases stored in test/fixtures/csv, made by the same script.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { namedCharacter, withCharacterNames } from '../../electron/engine/characterNames.ts';
import { type ClassesCase, classesDisagreement } from './classes-agreement.ts';
import { type CsvCase, disagreement, readInChunks } from './csv-agreement.ts';

const [what = 'csv', count = '5000', seed = String(Date.now() % 1_000_000)] = process.argv.slice(2);
const maker = fileURLToPath(new URL('../fixtures/csv/make.py', import.meta.url));
const made = spawnSync(process.env.PYTHON ?? 'python3', [maker, what, '--seed', seed, '--count', count], {
  maxBuffer: 2 ** 30,
  encoding: 'utf8',
});
if (made.status !== 0) throw new Error(made.stderr);
const cases: unknown[] = JSON.parse(made.stdout);

const differing = await withCharacterNames(() => {
  const differences = cases.flatMap((known) => {
    const difference =
      what === 'csv' ? compareFile(known as CsvCase) : classesDisagreement(known as ClassesCase, namedCharacter);
    return difference === null ? [] : [`${difference} ${JSON.stringify(known)}`];
  });
  for (const difference of differences.slice(0, 20)) console.log(difference);
  return differences.length;
});
console.log(`${what}: seed ${seed}, ${cases.length} cases, ${differing} differ`);
process.exitCode = differing === 0 ? 0 : 1;

function compareFile(known: CsvCase): string | null {
  const bytes = Buffer.from(known.file, 'base64');
  for (const sizes of [[bytes.length], [1], [3, 1, 7, 2], [2, 5]]) {
    const difference = disagreement(known, readInChunks(bytes, sizes));
    if (difference !== null) return `${difference} (chunks of ${sizes}) ${JSON.stringify(bytes.toString())}`;
  }
  return null;
}
