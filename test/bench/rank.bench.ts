// How long a decision takes: a panel of 20 reviewers who have reviewed and ranked every one of 1,000 submissions. The
// processor's time, the median of several runs after a warm-up, by the shape of the contest: submissions spread over the
// numbers of criteria at 2, and all of them in one group, which is the most that the ranking can be asked for.
// ASSAY_BENCH_SUBMISSIONS for another size.
import { decide } from '../../shared/decision/decide.ts';
import { hinges, withoutEachReviewer } from '../../shared/decision/firmness.ts';
import { readRules } from '../../shared/decision/rules.ts';
import { stability } from '../../shared/decision/stability.ts';
import type { DecisionInput, Level } from '../../shared/decision/types.ts';
import { seededRandom } from '../../shared/random.ts';
import { STANDARD_RUBRIC } from '../../shared/review/rubric.ts';
import { againstBaseline, median } from './measure.ts';

const REVIEWERS = 20;
const TURNS = 41;
const submissions = Number(process.env.ASSAY_BENCH_SUBMISSIONS ?? 1000);
const criteria = STANDARD_RUBRIC.criteria.map(({ key, name }) => ({ key, name }));

interface Shape {
  readonly name: string;
  /** The level that a submission deserves on a criterion; reviewers see it one off, now and then. */
  readonly deserved: (draw: () => number) => Level;
  readonly ranked: boolean;
}

const shapes: readonly Shape[] = [
  { name: 'scores, no rankings', deserved: anyLevel, ranked: false },
  { name: 'scores and rankings', deserved: anyLevel, ranked: true },
  { name: 'all in one group, ranked', deserved: () => 1, ranked: true },
];

console.log(`${submissions} submissions, ${REVIEWERS} reviewers, ${criteria.length} criteria`);
for (const shape of shapes) {
  const input = contestOf(shape);
  const times = Array.from({ length: TURNS }, () => processorTime(() => decide(input)));
  const [first = 0, ...warm] = times;
  const key = `rank: ${shape.name}${submissions === 1000 ? '' : ` of ${submissions}`}`;
  console.log(againstBaseline(key, median(warm)), `(the first time ${first.toFixed(0)} ms)`);
}

// what the worker does on opening the decision room: hinges, absences and 2,000 draws
for (const shape of shapes.slice(1)) {
  const input = contestOf(shape);
  const spent = processorTime(() => {
    hinges(input);
    withoutEachReviewer(input);
    stability(input, 1);
  });
  const key = `firmness: ${shape.name}${submissions === 1000 ? '' : ` of ${submissions}`}`;
  console.log(againstBaseline(key, spent));
}

/** Milliseconds of the processor, whatever else the machine is doing. */
function processorTime(run: () => void): number {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function anyLevel(draw: () => number): Level {
  return Math.floor(draw() * 3) as Level;
}

function contestOf({ name, deserved, ranked }: Shape): DecisionInput {
  const random = seededRandom(name);
  const rules = readRules({});
  if (!rules.ok) throw new Error(rules.error.message);
  const ids = Array.from({ length: submissions }, (_, n) => `s${String(n).padStart(4, '0')}`);
  const reviewers = Array.from({ length: REVIEWERS }, (_, n) => `r${n + 1}`);
  const worth = new Map(ids.map((id) => [id, random.unit()]));
  return {
    rules: rules.rules,
    criteria,
    submissions: ids.map((id) => ({ id, title: `Task ${id}` })),
    reviews: ids.flatMap((submission) => {
      const truth = criteria.map(() => deserved(random.unit));
      return reviewers.map((reviewer) => ({
        submission,
        reviewer,
        round: 1,
        levels: Object.fromEntries(criteria.map(({ key }, k) => [key, seen(truth[k]!, random.unit)])),
      }));
    }),
    // each reviewer ranks by worth with an error of their own, every tenth place shared
    rankings: ranked
      ? reviewers.flatMap((reviewer) =>
          ids
            .map((submission) => ({ submission, score: worth.get(submission)! + 0.3 * random.unit() }))
            .sort((a, b) => b.score - a.score)
            .map(({ submission }, place) => ({ reviewer, submission, rank: place - (place % 10 === 9 ? 1 : 0) + 1 })),
        )
      : [],
    held: [],
  };
}

function seen(truth: Level, draw: () => number): Level {
  const chance = draw();
  if (chance < 0.1) return Math.max(0, truth - 1) as Level;
  return chance < 0.2 ? (Math.min(2, truth + 1) as Level) : truth;
}
