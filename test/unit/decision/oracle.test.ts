import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { decide } from '../../../shared/decision/decide.ts';
import { rankJson } from '../../../shared/decision/json.ts';
import { prepareWhatIf, resultCodes, resultOf } from '../../../shared/decision/whatif.ts';
import { seededRandom } from '../../../shared/random.ts';
import { type OracleContest, oracle } from './oracle.ts';
import { inputOf, randomContest } from './randomContest.ts';

const CONTESTS = Number(globalThis.process?.env.ASSAY_ORACLE_CONTESTS ?? 10_000);
const TIERS = ['grand', 'second', 'third'];

describe('the decision against a brute-force reading of its page', () => {
  it(`agrees on ${CONTESTS} random small contests`, { timeout: 600_000 }, () => {
    const seen = { undecided: 0, moved: 0, overfull: 0, askedAgain: 0 };
    for (let seed = 0; seed < CONTESTS; seed++) {
      const contest = randomContest(seededRandom(`oracle ${seed}`));
      const overfull = TIERS.some(
        (tier) => Object.values(contest.held).filter((own) => own === tier).length > contest.caps[tier]!,
      );
      const { verdicts, sameSeats } = oracle(contest);
      // Where a cap is below what is held, the order inside a group can matter; the page says nothing of that case.
      if (overfull) seen.overfull++;
      else if (!sameSeats) expect.fail(`seed ${seed}: a group takes other seats when it falls another way`);
      if (!sameSeats) continue;
      const { decisions, prizes } = ranked(contest, seed);
      const ours = Object.fromEntries(
        decisions.map((one) => [
          one.submission,
          {
            rank: one.rank,
            consensus: one.consensus,
            status: one.status,
            ...(one.could_be === undefined ? {} : { couldBe: one.could_be }),
          },
        ]),
      );
      agree(ours, verdicts, seed);
      const count = (tier: string) => Object.values(verdicts).filter(({ status }) => status === tier).length;
      const expected = {
        grand: count('grand'),
        second: count('second'),
        third: count('third'),
        amount: 100_000 * count('grand') + 20_000 * count('second') + 5_000 * count('third'),
      };
      agree(prizes, expected, seed);
      if (contest.later.length > 0) seen.askedAgain++;
      if (decisions.some(({ status }) => status === 'undecided')) seen.undecided++;
      if (
        decisions.some(
          ({ submission, status }) => contest.held[submission] !== undefined && contest.held[submission] !== status,
        )
      )
        seen.moved++;
    }
    // The contests are worth comparing only if they reach the hard parts of the page.
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(CONTESTS / 50);
  });
});

/** Asked tens of thousands of times, and `expect` takes longer than a decision does. */
function agree(ours: unknown, theirs: unknown, seed: number): void {
  if (!isDeepStrictEqual(ours, theirs)) expect(ours, `seed ${seed}`).toEqual(theirs);
}

function ranked(contest: OracleContest, seed: number) {
  const { input, spelling } = inputOf(contest, seed);
  const decision = decide(input);
  // what firmness computes thousands of times takes another way to the seats, and has to come to the same
  const whatIf = prepareWhatIf(input);
  const codes = resultCodes(whatIf, whatIf.standing);
  whatIf.contest.entries.forEach(({ candidate }, i) => {
    const { status, couldBe } = decision.outcomes.find(({ submission }) => submission === candidate.id)!;
    const unranked = whatIf.assessments[i]!.unranked ?? 'rejected';
    agree(resultOf(codes[i]!, unranked), { status, ...(couldBe ? { couldBe } : {}) }, seed);
  });
  return rankJson(decision, { spelling });
}
