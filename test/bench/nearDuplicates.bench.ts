// How long it takes to find almost equal prompts among 100 submissions of 1,000 rows, each compared with all others, as a
// hundred imports one after another do: signatures made, stored, read again and compared. Prompts of one submission come
// from a template, as those of the contest do; some submissions took prompts over from another and changed a word.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createContest } from '../../db/contest.ts';
import { findNearDuplicates, insertSketch } from '../../db/nearDuplicates.ts';
import { standardBody } from '../../db/rules.ts';
import { beginVersion, insertSubmission } from '../../db/submission.ts';
import { realSurroundings } from '../../electron/engine/surroundings.ts';
import { type SeededRandom, seededRandom } from '../../shared/random.ts';
import { createPromptSketcher } from '../../shared/submission/sketch.ts';
import { againstBaseline, median } from './measure.ts';

const SUBMISSIONS = 100;
const ROWS = 1000;
const TURNS = 3;
/** Milliseconds. */
const BOUND = 5000;

const random = seededRandom('near duplicates');
const words = Array.from({ length: 4000 }, () => word(random));
const submissions: string[][] = [];
for (let number = 0; number < SUBMISSIONS; number++) {
  const own = prompts(random);
  // every tenth took a third of its rows from the one before
  const before = number % 10 === 9 ? submissions.at(-1)! : [];
  submissions.push(own.map((prompt, row) => (before[row] && row % 3 === 0 ? retouched(before[row], random) : prompt)));
}

const folder = mkdtempSync(join(tmpdir(), 'assay-bench-'));
try {
  const signing: number[] = [];
  const comparing: number[] = [];
  const processor: number[] = [];
  for (let turn = 0; turn < TURNS; turn++) {
    const before = process.cpuUsage();
    const { sign, compare, pairs } = run(join(folder, `contest ${turn}.assay`));
    signing.push(sign);
    comparing.push(compare);
    const { user, system } = process.cpuUsage(before);
    processor.push((user + system) / 1000);
    if (turn === 0) console.log(`${SUBMISSIONS} submissions of ${ROWS} rows: ${pairs} pairs share prompts`);
  }
  console.log(againstBaseline('near duplicates: signatures', median(signing)));
  console.log(againstBaseline('near duplicates: all pairs', median(comparing)));
  console.log(againstBaseline('near duplicates: their processor time', median(processor)));
  const whole = median(signing) + median(comparing);
  console.log(
    `together ${(whole / 1000).toFixed(2)} s; the bound is ${BOUND / 1000} s${whole > BOUND ? ': NOT HELD' : ''}`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function run(path: string): { readonly sign: number; readonly compare: number; readonly pairs: number } {
  const made = createContest(path, { name: 'Bench', rules: standardBody(), ...realSurroundings });
  if (!made.ok) throw new Error(made.error.message);
  const { db } = made.value;
  let sign = 0;
  let compare = 0;
  let pairs = 0;
  for (const [number, texts] of submissions.entries()) {
    const submission = `s${number}`;
    db.transaction(() => {
      insertSubmission(db, {
        id: submission,
        blindNumber: number,
        title: submission,
        description: '',
        round: 2,
        createdAt: '',
      });
      const { key } = beginVersion(db, { submission, kind: 'original', fileName: '', importedAt: '' });
      const start = performance.now();
      const sketcher = createPromptSketcher();
      for (const [row, text] of texts.entries()) sketcher.see(row, text, row);
      insertSketch(db, key, sketcher.end());
      const signed = performance.now();
      pairs += findNearDuplicates(db, key).length;
      sign += signed - start;
      compare += performance.now() - signed;
    })();
  }
  made.value.close();
  return { sign, compare, pairs };
}

/** Some 200 characters a prompt, most of them the template's. */
function prompts(random: SeededRandom): string[] {
  const some = (count: number) => Array.from({ length: count }, () => words[random.below(words.length)]).join(' ');
  const [head, middle, tail] = [some(12), some(6), some(8)];
  return Array.from({ length: ROWS }, () => `${head}: ${some(5)}. ${middle} ${some(3)}?\n${tail}`);
}

function retouched(prompt: string, random: SeededRandom): string {
  const parts = prompt.split(' ');
  parts[random.below(parts.length)] = words[random.below(words.length)]!;
  return parts.join(' ');
}

function word(random: SeededRandom): string {
  return Array.from({ length: 3 + random.below(6) }, () => String.fromCharCode(97 + random.below(26))).join('');
}
