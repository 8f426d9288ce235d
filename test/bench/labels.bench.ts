// Dawid–Skene over a million votes: 200,000 examples × 5 of 50 contractors, 3 labels. crowd-kit takes 5 s for three
// rounds on such a table and stops there, so the time of three rounds is what compares; convergence is printed beside it.
// Processor time too, because it says more on a machine that does other things.
import { dawidSkene } from '../../shared/labels/dawidSkene.ts';
import { voteTableBuilder } from '../../shared/labels/voteTable.ts';
import { seededRandom } from '../../shared/random.ts';
import { againstBaseline, median } from './measure.ts';

const EXAMPLES = 200_000;
const CONTRACTORS = 50;
const OVERLAP = 5;
const LABELS = ['A', 'B', 'C'] as const;
const TURNS = 5;
const CROWD_KIT = 5000;

const random = seededRandom('a million votes');
const skill = Array.from({ length: CONTRACTORS }, () => 0.6 + 0.35 * random.unit());
const builder = voteTableBuilder();
for (let example = 0; example < EXAMPLES; example++) {
  const truth = random.below(LABELS.length);
  const seen = new Set<number>();
  while (seen.size < OVERLAP) seen.add(random.below(CONTRACTORS));
  for (const contractor of seen) {
    const slip = random.unit() < skill[contractor]! ? 0 : 1 + random.below(LABELS.length - 1);
    builder.add(`e${example}`, `c${contractor}`, LABELS[(truth + slip) % LABELS.length]!);
  }
}
const table = builder.build();

const three: number[] = [];
const whole: number[] = [];
const processor: number[] = [];
let rounds = 0;
for (let turn = 0; turn < TURNS; turn++) {
  const before = process.cpuUsage();
  const start = performance.now();
  dawidSkene(table, {
    onRound: (round) => {
      rounds = round;
      if (round === 3) three.push(performance.now() - start);
      return true;
    },
  });
  whole.push(performance.now() - start);
  const { user, system } = process.cpuUsage(before);
  processor.push((user + system) / 1000);
}
const ratio = (time: number) => `crowd-kit's three rounds take ${(CROWD_KIT / time).toFixed(1)} × as long`;
console.log(`${table.label.length.toLocaleString('en-US')} votes, ${rounds} rounds to convergence`);
console.log(againstBaseline('labels: three rounds of Dawid–Skene', median(three)), `(${ratio(median(three))})`);
console.log(againstBaseline('labels: Dawid–Skene to convergence', median(whole)), `(${ratio(median(whole))})`);
console.log(againstBaseline('labels: its processor time', median(processor)));
