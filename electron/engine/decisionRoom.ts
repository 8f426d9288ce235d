import type { Connection } from '../../db/connection.ts';
import { decisionInput, needsOf, reviewTexts } from '../../db/decision.ts';
import { fingerprintOf, latestDecision, rulings, type StoredDecision } from '../../db/decisionRecord.ts';
import { waitingReviews } from '../../db/panelFigures.ts';
import { rankingTasks, taskSubmissions } from '../../db/rankingTasks.ts';
import { type ContestRules, currentRules } from '../../db/rules.ts';
import type {
  DecisionRoom,
  Grounds,
  RoomOutcome,
  WhatIfAnswer,
  WhatIfInput,
} from '../../shared/contract/decisionRoom.ts';
import { failure, type Outcome, success } from '../../shared/contract/failure.ts';
import { decide } from '../../shared/decision/decide.ts';
import { countedReviews } from '../../shared/decision/reviews.ts';
import { type Decision, type DecisionInput, TIERS } from '../../shared/decision/types.ts';
import { groupBy } from '../../shared/groupBy.ts';
import type { Handlers, JobHandlers } from './context.ts';
import { runInWorker } from './jobs.ts';

/** What stands, why, and what would change it. Nothing here is stored. */
export const decisionRoomHandlers: Handlers<'decision.room' | 'decision.grounds' | 'decision.whatIf'> = {
  'decision.room': ({ db }) => success(decisionRoom(db)),
  'decision.grounds': ({ db }, { submission }) => grounds(db, submission),
  'decision.whatIf': ({ db }, input) => whatIf(decisionInput(db), input),
};

export const decisionRoomJobs: JobHandlers<'decision.firmness'> = {
  'decision.firmness': async ({ contestPath, signal, onProgress }, { seed }) =>
    await runInWorker('decisionFirmness', { path: contestPath, seed }, { signal, onProgress }),
};

function decisionRoom(db: Connection): DecisionRoom {
  const input = decisionInput(db);
  const decision = decide(input);
  const rules = currentRules(db);
  const fingerprint = fingerprintOf(JSON.stringify(input));
  const frozen = latestDecision(db, rules.round);
  return {
    fingerprint,
    criteria: [...input.criteria],
    reviewers: [...new Set([...input.reviews, ...input.rankings].map(({ reviewer }) => reviewer))].sort(),
    rules: rulesOf(rules),
    outcomes: outcomesOf(db, input, decision),
    groups: decision.groups.map(({ kemeny, members, disagreements, grandCriteria, pairs, differing }) => ({
      grandCriteria,
      members: [...members],
      pairs,
      differing,
      disagreements: [...disagreements],
      optimalOrders: kemeny?.optimalOrders ?? null,
    })),
    questions: questionsOf(db, input, decision),
    seats: seatsOf(input, decision),
    prizes: decision.prizes,
    warnings: [...decision.warnings],
    rulings: rulings(db).map(({ order, ...ruling }) => ({ ...ruling, order: order.map((tied) => [...tied]) })),
    frozen: frozen && {
      id: frozen.id,
      status: frozen.status,
      hash: frozen.hash,
      at: frozen.at,
      same: isSame(frozen, input),
    },
  };
}

/** Whether a frozen decision comes from what stands now. What it gave away itself is no change. */
function isSame(frozen: StoredDecision, input: DecisionInput): boolean {
  const { held } = JSON.parse(frozen.input) as DecisionInput;
  const now = frozen.status === 'announced' ? { ...input, held } : input;
  return fingerprintOf(frozen.input) === fingerprintOf(JSON.stringify(now));
}

export function rulesOf({
  version,
  round,
  consensus,
  meanThresholds,
  minReviews,
  caps,
  amounts,
  labelErrorThreshold,
  rounds,
}: ContestRules): DecisionRoom['rules'] {
  return { version, round, consensus, meanThresholds, minReviews, caps, amounts, labelErrorThreshold, rounds };
}

function outcomesOf(db: Connection, input: DecisionInput, decision: Decision): RoomOutcome[] {
  const titles = new Map(input.submissions.map(({ id, title }) => [id, title ?? id]));
  const waiting = groupBy(waitingReviews(db), ({ submission }) => submission);
  return decision.outcomes.map((outcome) => ({
    ...brief(outcome),
    title: titles.get(outcome.submission) ?? outcome.submission,
    held: outcome.held,
    why: [...outcome.why],
    waiting: waiting.get(outcome.submission)?.length ?? 0,
  }));
}

function grounds(db: Connection, submission: string): Outcome<Grounds> {
  const input = decisionInput(db);
  if (!input.submissions.some(({ id }) => id === submission)) {
    return failure('not-found', `There is no submission ${submission} in the contest.`);
  }
  const texts = new Map(reviewTexts(db, submission).map((text) => [text.alias, text]));
  return success({
    reviews: countedReviews(input.reviews.filter((review) => review.submission === submission)).counted.map(
      ({ reviewer, round, levels }) => {
        const text = texts.get(reviewer);
        return {
          alias: reviewer,
          round,
          levels,
          reasons: { ...text?.reasons },
          confidence: text?.confidence ?? null,
        };
      },
    ),
    needs: needsOf(db, submission),
  });
}

/** An outcome without what explains it. */
export function brief(outcome: Decision['outcomes'][number]): WhatIfAnswer['outcomes'][number] {
  return {
    submission: outcome.submission,
    ...resultOf(outcome),
    rank: outcome.rank && [...outcome.rank],
    consensus: outcome.consensus,
    grandCriteria: outcome.grandCriteria,
  };
}

function resultOf({ status, couldBe }: Decision['outcomes'][number]): WhatIfAnswer['changes'][number]['from'] {
  return { status, couldBe: couldBe ? [...couldBe] : null };
}

function questionsOf(db: Connection, input: DecisionInput, decision: Decision): DecisionRoom['questions'] {
  const open = rankingTasks(db)
    .filter((task) => task.closedAt === null)
    .map((task) => ({ id: task.id, of: taskSubmissions(db, task.id).map(({ id }) => id) }));
  const pairs = [
    ...input.reviews.map(({ submission, reviewer }) => ({ submission, who: reviewer })),
    ...waitingReviews(db).map(({ submission, reviewer }) => ({ submission, who: reviewer })),
  ];
  const atLeastTwo = (lines: readonly { submission: string; who: string }[], among: ReadonlySet<string>) =>
    [...groupBy(lines, ({ who }) => who).values()].filter(
      (own) => new Set(own.map(({ submission }) => submission).filter((id) => among.has(id))).size >= 2,
    ).length;
  const placed = input.rankings.flatMap(({ submission, reviewer, rank }) =>
    rank === null ? [] : [{ submission, who: reviewer }],
  );
  return decision.questions.map(({ submissions, between }) => {
    const among = new Set(submissions);
    return {
      submissions: [...submissions],
      between: [...between],
      couldRank: atLeastTwo(pairs, among),
      ranked: atLeastTwo(placed, among),
      task: open.find(({ of }) => of.length === among.size && of.every((id) => among.has(id)))?.id ?? null,
    };
  });
}

function seatsOf(input: DecisionInput, decision: Decision): DecisionRoom['seats'] {
  return TIERS.map((tier) => {
    const { cap, held, taken } = decision.seats[tier];
    return { tier, cap, held, taken, open: taken - decision.prizes[tier], amount: input.rules.amounts[tier] };
  });
}

function whatIf(input: DecisionInput, asked: WhatIfInput): Outcome<WhatIfAnswer> {
  const without = new Set(asked.without);
  const turned = new Map(
    asked.levels.map((one) => [JSON.stringify([one.submission, one.alias, one.criterion]), one.level]),
  );
  const misfit = asked.levels.find(
    ({ submission, alias }) => !input.reviews.some((one) => one.submission === submission && one.reviewer === alias),
  );
  if (misfit) return failure('not-found', `${misfit.alias} has no review of ${misfit.submission} that counts.`);
  const imagined: DecisionInput = {
    ...input,
    rules: {
      ...input.rules,
      consensus: asked.consensus ?? input.rules.consensus,
      caps: asked.caps ?? input.rules.caps,
    },
    ...(asked.method === null ? {} : { method: asked.method }),
    reviews: input.reviews
      .filter(({ reviewer }) => !without.has(reviewer))
      .map((review) => ({
        ...review,
        levels: Object.fromEntries(
          Object.entries(review.levels).map(([criterion, level]) => [
            criterion,
            turned.get(JSON.stringify([review.submission, review.reviewer, criterion])) ?? level,
          ]),
        ),
      })),
    rankings: input.rankings.filter(({ reviewer }) => !without.has(reviewer)),
  };
  const before = new Map(decide(input).outcomes.map((outcome) => [outcome.submission, outcome]));
  const decision = decide(imagined);
  return success({
    outcomes: decision.outcomes.map(brief),
    changes: decision.outcomes.flatMap((outcome) => {
      const was = before.get(outcome.submission);
      const [from, to] = [was && resultOf(was), resultOf(outcome)];
      return from === undefined || JSON.stringify(from) === JSON.stringify(to)
        ? []
        : [{ submission: outcome.submission, from, to }];
    }),
    prizes: decision.prizes,
    warnings: [...decision.warnings],
  });
}
