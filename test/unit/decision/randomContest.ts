import { CONSENSUS_RULES, readRules } from '../../../shared/decision/rules.ts';
import { readTables } from '../../../shared/decision/tables.ts';
import type { DecisionInput } from '../../../shared/decision/types.ts';
import { type SeededRandom, seededRandom } from '../../../shared/random.ts';
import { CRITERIA } from './builders.ts';
import type { OracleContest } from './oracle.ts';

/** By way of the tables that the command line reads, rows and columns shuffled. */
export function inputOf(
  contest: OracleContest,
  seed: number,
): { input: DecisionInput; spelling: Readonly<Record<string, string>> } {
  const random = seededRandom(`shuffle ${seed}`);
  const rules = readRules({ consensus: contest.consensus, min_reviews: contest.minReviews, caps: contest.caps });
  if (!rules.ok) throw new Error(rules.error.message);
  const read = readTables(
    {
      scores: table(['level', 'round', 'submission', 'criterion', 'reviewer'], shuffled(contest.scores, random)),
      rankings: table(['rank', 'reviewer', 'submission'], shuffled(contest.rankings, random)),
      held: {
        header: ['submission', 'prize'],
        rows: shuffled(Object.entries(contest.held), random),
      },
    },
    rules.rules,
  );
  if (!read.ok) throw new Error(read.error.message);
  // rankings that were asked for come from the app, which no table holds
  const later = shuffled(contest.later, random).map((line) => ({ ...line, rank: line.rank === '' ? null : line.rank }));
  return { input: { ...read.input, rankings: [...later, ...read.input.rankings] }, spelling: read.spelling };
}

function table(header: string[], rows: readonly Readonly<Record<string, string | number>>[]) {
  return { header, rows: rows.map((row) => header.map((column) => String(row[column]))) };
}

export function randomContest(random: SeededRandom): OracleContest {
  const pick = <T>(items: readonly T[]): T => items[random.below(items.length)]!;
  const chance = (share: number): boolean => random.unit() < share;
  const submissions = Array.from({ length: 1 + random.below(6) }, (_, i) => `s${i}`);
  const reviewers = Array.from({ length: 1 + random.below(4) }, (_, i) => `r${i}`);
  // A few profiles, so that groups of several members are common.
  const profiles = Array.from({ length: 1 + random.below(3) }, () => {
    const kind = random.below(3);
    return CRITERIA.map((_, k) => (kind === 0 ? 2 : kind === 1 ? 1 : k === 0 ? 2 : 1 + random.below(2)));
  });
  const rounds = chance(0.4);
  const noise = pick([0, 0, 0.05, 0.3]);
  const scores = submissions.flatMap((submission) => {
    const profile = pick(profiles);
    return reviewers.flatMap((reviewer) => {
      if (chance(0.1) && reviewer !== 'r0') return [];
      const own = !rounds ? [1] : pick([[1], [1], [2], [1, 2]]);
      return own.flatMap((round) =>
        CRITERIA.map(({ key }, k) => ({
          submission,
          reviewer,
          criterion: key,
          level: chance(noise) ? random.below(3) : profile[k]!,
          round,
        })),
      );
    });
  });
  const rankings = [...reviewers, 'x'].flatMap((reviewer) => {
    const spread = 1 + random.below(6);
    return [...submissions, 'nobody'].flatMap((submission) => {
      if (chance(0.25)) return [];
      return [{ reviewer, submission, rank: chance(0.15) ? ('' as const) : 1 + random.below(spread) }];
    });
  });
  const later = [...reviewers, 'x'].flatMap((reviewer) =>
    ['1', '2'].flatMap((ranking) => {
      if (chance(0.6)) return [];
      return submissions.flatMap((submission) =>
        chance(0.4) ? [] : [{ reviewer, submission, ranking, rank: chance(0.1) ? ('' as const) : 1 + random.below(4) }],
      );
    }),
  );
  const asked = chance(0.4);
  const held = Object.fromEntries(
    [...submissions, 'gone'].flatMap((id) => (chance(0.2) ? [[id, pick(['third', 'third', 'second', 'grand'])]] : [])),
  );
  return {
    scores,
    rankings: chance(0.2) ? [] : rankings,
    later: asked ? later : [],
    held,
    consensus: pick(CONSENSUS_RULES),
    minReviews: pick([1, 1, 1, 2]),
    caps: { grand: random.below(3), second: random.below(3), third: random.below(4) },
  };
}

export function shuffled<T>(items: readonly T[], random: SeededRandom): T[] {
  const left = [...items];
  return items.map(() => left.splice(random.below(left.length), 1)[0]!);
}
