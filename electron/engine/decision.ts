import { decisionInput } from '../../db/decision.ts';
import { currentRules } from '../../db/rules.ts';
import { success } from '../../shared/contract/failure.ts';
import { decide } from '../../shared/decision/decide.ts';
import { rankJson } from '../../shared/decision/json.ts';
import { countedReviews } from '../../shared/decision/reviews.ts';
import type { Review } from '../../shared/decision/types.ts';
import { TIERS } from '../../shared/decision/types.ts';
import type { Handlers } from './context.ts';

/** The ranking as it stands, computed from the contest at every call: nothing about it is stored until it is frozen. */
export const decisionHandlers: Handlers<'decision.current'> = {
  'decision.current': ({ db }) => {
    const input = decisionInput(db);
    const reviews = new Map<string, Review[]>();
    for (const review of input.reviews) {
      const own = reviews.get(review.submission);
      if (own) own.push(review);
      else reviews.set(review.submission, [review]);
    }
    const rules = currentRules(db);
    return success({
      ranking: rankJson(decide(input)),
      titles: Object.fromEntries(input.submissions.map(({ id, title }) => [id, title ?? id])),
      levels: Object.fromEntries(
        [...reviews].map(([submission, own]) => [
          submission,
          countedReviews(own).counted.map((review) => ({
            alias: review.reviewer,
            levels: review.levels,
          })),
        ]),
      ),
      rules: {
        version: rules.version,
        round: input.rules.round,
        consensus: input.rules.consensus,
        seats: TIERS.map((tier) => ({ tier, cap: input.rules.caps[tier], amount: input.rules.amounts[tier] })),
      },
      held: [...input.held],
    });
  },
};
