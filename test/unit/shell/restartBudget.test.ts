import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  freshBudget,
  RESTARTS_AT_MOST,
  type RestartBudget,
  spendRestart,
  WITHIN_MS,
} from '../../../electron/shell/restartBudget.ts';

describe('the restart budget', () => {
  it('gives three restarts, and no fourth within the minute', () => {
    expect(granted([0, 1, 2, 59_999])).toEqual([true, true, true, false]);
  });

  it('gives another one as soon as the first is a minute old', () => {
    expect(granted([0, 1, 2, 60_000, 60_000])).toEqual([true, true, true, true, false]);
  });

  it('never gives more than three within any minute, whenever it is asked', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 20_000 }), { maxLength: 60 }), (gaps) => {
        let now = 0;
        const times = gaps.map((gap) => (now += gap));
        const given = granted(times);
        const restarts = times.filter((_, at) => given[at]);
        for (const from of restarts) {
          const within = restarts.filter((at) => at >= from && at < from + WITHIN_MS);
          expect(within.length).toBeLessThanOrEqual(RESTARTS_AT_MOST);
        }
      }),
    );
  });
});

function granted(times: readonly number[]): boolean[] {
  let budget: RestartBudget = freshBudget;
  return times.map((now) => {
    const rest = spendRestart(budget, now);
    budget = rest ?? budget;
    return rest !== null;
  });
}
