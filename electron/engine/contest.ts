import { inTransaction } from '../../db/connection.ts';
import { readContest, savePlan } from '../../db/contest.ts';
import { appendEvent } from '../../db/record.ts';
import { currentRules } from '../../db/rules.ts';
import { failure, success } from '../../shared/contract/failure.ts';
import { TIERS } from '../../shared/decision/types.ts';
import type { Handlers } from './context.ts';

/** What is said and changed of an open contest itself; opening, closing and backups are in sessions.ts. */
export const contestHandlers: Handlers<'contest.setPlan' | 'contest.rules'> = {
  'contest.setPlan': ({ db, now, actor }, { plan }) => {
    const backwards = plan.find((stage) => stage.to < stage.from);
    if (backwards)
      return failure('bad-input', `The stage “${backwards.stage}” ends before it begins. Change its dates.`);
    if (new Set(plan.map((stage) => stage.stage)).size < plan.length) {
      return failure('bad-input', 'A stage stands in the plan twice. Keep one line for each.');
    }
    inTransaction(db, () => {
      const before = readContest(db).plan;
      savePlan(db, plan);
      const sentence = plan.length === 0 ? 'The plan was removed.' : `The plan was set for ${plan.length} stages.`;
      appendEvent(db, { at: now(), actor, kind: 'contest.planned', subject: null, sentence, before, after: plan });
    });
    return success({});
  },

  'contest.rules': ({ db }) => {
    const rules = currentRules(db);
    return success({
      version: rules.version,
      round: rules.round,
      consensus: rules.consensus,
      minReviews: rules.minReviews,
      tiers: TIERS.map((tier) => ({
        tier,
        amount: rules.amounts[tier],
        cap: rules.caps[2][tier],
        capRound1: rules.caps[1][tier],
      })),
      labelErrorThreshold: rules.labelErrorThreshold,
      rounds: rules.rounds,
      plan: readContest(db).plan,
    });
  },
};
