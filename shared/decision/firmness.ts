/** What prizes hang on: the smallest change of one review, and each reviewer's absence. */
import { consensusOfCounts } from './consensus.ts';
import { type Contest, compareIds, type Entry, levelsOf } from './contest.ts';
import { NOT_RANKED } from './settle.ts';
import type { DecisionInput, Level } from './types.ts';
import {
  prepareWhatIf,
  REJECTED_CODE,
  type Result,
  resultCodes,
  resultOf,
  type WhatIf,
  withoutReviewer,
} from './whatif.ts';

export interface LevelChange {
  readonly submission: string;
  readonly reviewer: string;
  /** The criteria that change, in the rubric's order. */
  readonly levels: readonly { readonly criterion: string; readonly from: Level; readonly to: Level }[];
  /** What the prize in question becomes. */
  readonly becomes: Result;
}

export interface Hinge {
  readonly submission: string;
  readonly result: Result;
  /** Level steps of the smallest change; `null` if no change of one review changes this result. */
  readonly steps: number | null;
  /** Every change of that size, one a review and new standing, by submission; at most 20 are listed. */
  readonly changes: readonly LevelChange[];
}

const LISTED = 20;

/**
 * For each submission that is ranked, holds a prize or could be ranked, the smallest change of levels in one review,
 * of any submission, that gives it another result. A change is measured in steps: from 0 to 2 is two. What a review
 * can do to the decision is to move its submission between *rejected* and the numbers of criteria at 2, so for each
 * of these the cheapest change is found exactly, and each is decided once.
 */
export function hinges(input: DecisionInput): readonly Hinge[] {
  const whatIf = prepareWhatIf(input);
  const { contest, assessments, standing } = whatIf;
  const now = resultCodes(whatIf, standing);
  const found = contest.entries.map(() => ({ steps: Number.POSITIVE_INFINITY, changes: [] as LevelChange[] }));

  contest.entries.forEach((entry, changed) => {
    const { unranked } = assessments[changed]!;
    if (unranked === 'pending' || unranked === 'ineligible') return;
    for (const [twos, cheapest] of cheapestChanges(contest, entry)) {
      if (twos === standing[changed]) continue;
      const other = standing.slice();
      other[changed] = twos;
      const codes = resultCodes(whatIf, other);
      for (let i = 0; i < codes.length; i++) {
        const known = found[i]!;
        if (codes[i] === now[i] || cheapest.steps > known.steps) continue;
        if (cheapest.steps < known.steps) known.changes.length = 0;
        known.steps = cheapest.steps;
        const becomes = resultOf(codes[i]!);
        for (const { reviewer, levels } of cheapest.reviews)
          if (known.changes.length < LISTED)
            known.changes.push({ submission: entry.candidate.id, reviewer, levels, becomes });
      }
    }
  });

  return contest.entries.flatMap((entry, i): Hinge[] => {
    const { unranked } = assessments[i]!;
    if (now[i] === REJECTED_CODE && unranked !== 'rejected') return [];
    const { steps, changes } = found[i]!;
    return [
      {
        submission: entry.candidate.id,
        result: resultOf(now[i]!),
        steps: Number.isFinite(steps) ? steps : null,
        changes,
      },
    ];
  });
}

interface Cheapest {
  steps: number;
  readonly reviews: Pick<LevelChange, 'reviewer' | 'levels'>[];
}

/** For each standing that one review can bring about, best first: the fewest steps, and the reviews that can do it. */
function cheapestChanges(contest: Contest, entry: Entry): [twos: number, cheapest: Cheapest][] {
  const { criteria, rules } = contest;
  const given = entry.reviews.map((review) => levelsOf(review, criteria));
  const counts = criteria.map((_, k) => {
    const of: [number, number, number] = [0, 0, 0];
    for (const levels of given) of[levels[k]!]++;
    return of;
  });
  const all = new Map<number, Cheapest>();
  entry.reviews.forEach((review, r) => {
    // Standing so far → fewest steps and the levels that reach it; criteria are added one by one.
    let reached = new Map<number, { steps: number; levels: readonly Level[] }>([[0, { steps: 0, levels: [] }]]);
    criteria.forEach((_, k) => {
      const grown = new Map<number, { steps: number; levels: readonly Level[] }>();
      const from = given[r]![k]!;
      for (const to of [0, 1, 2] as const) {
        const of: [number, number, number] = [...counts[k]!];
        of[from]--;
        of[to]++;
        const panel = consensusOfCounts(of[0], of[1], of[2], rules);
        for (const [twos, way] of reached) {
          const next = twos === NOT_RANKED || panel === 0 ? NOT_RANKED : twos + (panel === 2 ? 1 : 0);
          const steps = way.steps + Math.abs(to - from);
          if (steps < (grown.get(next)?.steps ?? Number.POSITIVE_INFINITY))
            grown.set(next, { steps, levels: [...way.levels, to] });
        }
      }
      reached = grown;
    });
    for (const [twos, way] of reached) {
      const levels = criteria.flatMap(({ key }, k) => {
        const from = given[r]![k]!;
        const to = way.levels[k]!;
        return from === to ? [] : [{ criterion: key, from, to }];
      });
      const known = all.get(twos);
      if (known === undefined || way.steps < known.steps)
        all.set(twos, { steps: way.steps, reviews: [{ reviewer: review.reviewer, levels }] });
      else if (way.steps === known.steps) known.reviews.push({ reviewer: review.reviewer, levels });
    }
  });
  return [...all].sort(([a], [b]) => b - a);
}

export interface Absence {
  readonly reviewer: string;
  /** By submission. */
  readonly changes: readonly { readonly submission: string; readonly from: Result; readonly to: Result }[];
}

/**
 * For each reviewer, by name: which results would be others without that reviewer's reviews and rankings. Only what the
 * reviewer had a part in is looked at anew.
 */
export function withoutEachReviewer(input: DecisionInput): readonly Absence[] {
  const whatIf = prepareWhatIf(input);
  const { contest } = whatIf;
  const now = results(whatIf);
  const reviewers = new Set([...input.reviews, ...input.rankings].map(({ reviewer }) => reviewer));
  return [...reviewers].sort(compareIds).map((reviewer) => {
    const without = results(withoutReviewer(whatIf, reviewer));
    const changes = contest.entries.flatMap(({ candidate }, i) => {
      const [from, to] = [now[i]!, without[i]!];
      return sameResult(from, to) ? [] : [{ submission: candidate.id, from, to }];
    });
    return { reviewer, changes };
  });
}

/** By entry. */
function results(whatIf: WhatIf): Result[] {
  const codes = resultCodes(whatIf, whatIf.standing);
  return Array.from(codes, (code, i) => resultOf(code, whatIf.assessments[i]!.unranked ?? 'rejected'));
}

function sameResult(a: Result, b: Result): boolean {
  return a.status === b.status && a.couldBe?.[0] === b.couldBe?.[0] && a.couldBe?.[1] === b.couldBe?.[1];
}
