import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide } from '../../../shared/decision/decide.ts';
import { CONSENSUS_RULES, standardRules } from '../../../shared/decision/rules.ts';
import {
  type DecisionInput,
  type HeldPrize,
  type Level,
  type Outcome,
  type RankingLine,
  type Review,
  TIERS,
} from '../../../shared/decision/types.ts';
import { CRITERIA } from './builders.ts';

const IDS = ['s0', 's1', 's2', 's3', 's4', 's5', 's6'];
const REVIEWERS = ['r0', 'r1', 'r2'];

const level = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom<Level>(1, 2) },
  { weight: 1, arbitrary: fc.constant<Level>(0) },
);
// Three criteria, so that groups of several members are common.
const FEW = CRITERIA.slice(0, 3);
const reviews = fc
  .array(fc.array(level, { minLength: 3, maxLength: 3 }), { minLength: 21, maxLength: 21 })
  .map((given) =>
    given.map(
      (digits, i): Review => ({
        submission: IDS[i % IDS.length]!,
        reviewer: REVIEWERS[Math.floor(i / IDS.length)]!,
        round: 1,
        levels: Object.fromEntries(FEW.map(({ key }, k) => [key, digits[k]!])),
      }),
    ),
  );
const rankings = fc
  .array(fc.option(fc.integer({ min: 0, max: 4 })), { minLength: 21, maxLength: 21 })
  .map((given) =>
    given.flatMap((rank, i): RankingLine[] =>
      rank === null
        ? []
        : [{ submission: IDS[i % 7]!, reviewer: REVIEWERS[Math.floor(i / 7)]!, rank: rank === 0 ? null : rank }],
    ),
  );
/** Within the caps, which are at least as many as are held. */
const seats = fc.record({
  held: fc.uniqueArray(fc.record({ submission: fc.constantFrom(...IDS), prize: fc.constantFrom(...TIERS) }), {
    selector: (held: HeldPrize) => held.submission,
    maxLength: 3,
  }),
  spare: fc.record({ grand: fc.nat(1), second: fc.nat(2), third: fc.nat(2) }),
});
const contests = fc
  .record({ reviews, rankings, seats, consensus: fc.constantFrom(...CONSENSUS_RULES) })
  .map(({ reviews, rankings, seats: { held, spare }, consensus }): DecisionInput => {
    const cap = (tier: (typeof TIERS)[number]) => spare[tier] + held.filter(({ prize }) => prize === tier).length;
    const caps = { grand: cap('grand'), second: cap('second'), third: cap('third') };
    return {
      rules: { ...standardRules(2), consensus, caps },
      criteria: FEW,
      submissions: IDS.map((id) => ({ id })),
      reviews,
      rankings,
      held,
    };
  });

describe('every decision', () => {
  it('stays the same when the input comes in another order', () => {
    fc.assert(
      fc.property(contests, (input) => {
        const reversed = {
          ...input,
          submissions: [...input.submissions].reverse(),
          reviews: [...input.reviews].reverse(),
          rankings: [...input.rankings].reverse(),
          held: [...input.held].reverse(),
        };
        expect(decide(reversed)).toEqual(decide(input));
      }),
    );
  });

  it('stays the same when submissions and reviewers are renamed', () => {
    const rename = (id: string) => `x${9 - Number(id.slice(1))}`;
    fc.assert(
      fc.property(contests, (input) => {
        const renamed = decide({
          ...input,
          submissions: input.submissions.map(({ id }) => ({ id: rename(id) })),
          reviews: input.reviews.map((one) => ({
            ...one,
            submission: rename(one.submission),
            reviewer: rename(one.reviewer),
          })),
          rankings: input.rankings.map((one) => ({
            ...one,
            submission: rename(one.submission),
            reviewer: rename(one.reviewer),
          })),
          held: input.held.map((one) => ({ ...one, submission: rename(one.submission) })),
        });
        const before = new Map(decide(input).outcomes.map((outcome) => [rename(outcome.submission), bare(outcome)]));
        expect(new Map(renamed.outcomes.map((outcome) => [outcome.submission, bare(outcome)]))).toEqual(before);
      }),
    );
  });

  it('never lowers a submission of which one level is raised', () => {
    fc.assert(
      fc.property(contests, fc.nat(20), fc.nat(2), (input, which, k) => {
        const raisedReview = input.reviews[which]!;
        const key = FEW[k]!.key;
        const from = raisedReview.levels[key]!;
        fc.pre(from < 2);
        const raised = { ...raisedReview, levels: { ...raisedReview.levels, [key]: (from + 1) as Level } };
        const reviews = input.reviews.map((one) => (one === raisedReview ? raised : one));
        const [bestBefore, worstBefore] = height(decide(input), raised.submission);
        const [bestAfter, worstAfter] = height(decide({ ...input, reviews }), raised.submission);
        expect(bestAfter).toBeGreaterThanOrEqual(bestBefore);
        expect(worstAfter).toBeGreaterThanOrEqual(worstBefore);
      }),
      { numRuns: 300 },
    );
  });

  it('changes nothing for a review more that repeats the lower median', () => {
    fc.assert(
      fc.property(contests, fc.constantFrom(...IDS), (given, id) => {
        const input: DecisionInput = { ...given, rules: { ...given.rules, consensus: 'lower_median' } };
        const before = decide(input);
        const { consensus } = before.outcomes.find(({ submission }) => submission === id)!;
        const repeated: Review = { submission: id, reviewer: 'another', round: 1, levels: consensus };
        expect(decide({ ...input, reviews: [...input.reviews, repeated] }).outcomes.map(bare)).toEqual(
          before.outcomes.map(bare),
        );
      }),
    );
  });

  it('keeps every cap, loses no held prize, and settles no more seats than are taken', () => {
    fc.assert(
      fc.property(contests, (input) => {
        const decision = decide(input);
        for (const tier of TIERS) {
          expect(decision.seats[tier].taken).toBeLessThanOrEqual(input.rules.caps[tier]);
          expect(decision.prizes[tier]).toBeLessThanOrEqual(decision.seats[tier].taken);
        }
        const heights = ['accepted', 'third', 'second', 'grand'];
        for (const { submission, prize } of input.held)
          expect(height(decision, submission)[1]).toBeGreaterThanOrEqual(heights.indexOf(prize));
      }),
    );
  });
});

function bare({ submission: _, why: __, ...rest }: Outcome) {
  return rest;
}

/** Best and worst result as numbers; rejected is below all. */
function height(decision: ReturnType<typeof decide>, id: string): [number, number] {
  const { status, couldBe } = decision.outcomes.find(({ submission }) => submission === id)!;
  const [best, worst] = couldBe ?? [status, status];
  const order = ['rejected', 'accepted', 'third', 'second', 'grand'];
  return [order.indexOf(best) - 1, order.indexOf(worst) - 1];
}
