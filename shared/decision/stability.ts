import { seededRandom } from '../random.ts';
import { consensusOfCounts } from './consensus.ts';
import { levelsOf } from './contest.ts';
import { NOT_RANKED } from './settle.ts';
import type { DecisionInput, Status } from './types.ts';
import { prepareWhatIf, REJECTED_CODE, resultCodes } from './whatif.ts';

export interface Stability {
  readonly draws: number;
  readonly seed: number;
  /** By submission: the share of draws, from 0 to 1, in which it landed there. */
  readonly submissions: Readonly<Record<string, Readonly<Record<StableStatus, number>>>>;
}

export type StableStatus = Exclude<Status, 'pending' | 'ineligible'>;

export const STABILITY_DRAWS = 2_000;

/**
 * How often each submission lands in each tier when every submission's own reviews are drawn anew, as many as there
 * are, with replacement; rankings stay as they are. Called stability, not confidence: panels are small. Each
 * submission draws from a stream of its own, seeded with `seed` and its id, so that neither the order of the input nor
 * the other submissions show. Only submissions that could be ranked at all are drawn and listed.
 */
export function stability(input: DecisionInput, seed: number, draws: number = STABILITY_DRAWS): Stability {
  const whatIf = prepareWhatIf(input);
  const { contest, assessments } = whatIf;
  const criteria = contest.criteria.length;
  const drawn = contest.entries.flatMap((entry, index) => {
    if (assessments[index]!.unranked === 'pending' || assessments[index]!.unranked === 'ineligible') return [];
    const levels = Uint8Array.from(entry.reviews.flatMap((review) => levelsOf(review, contest.criteria)));
    const random = seededRandom(`${seed} ${entry.candidate.id}`);
    return [{ index, id: entry.candidate.id, levels, n: entry.reviews.length, random, codes: new Float64Array(17) }];
  });

  const standing = whatIf.standing.slice();
  const counts = new Int32Array(3 * criteria);
  for (let draw = 0; draw < draws; draw++) {
    for (const { index, levels, n, random } of drawn) {
      counts.fill(0);
      for (let i = 0; i < n; i++) {
        const from = random.below(n) * criteria;
        for (let k = 0; k < criteria; k++) counts[3 * k + levels[from + k]!]!++;
      }
      let twos = 0;
      for (let k = 0; k < criteria && twos !== NOT_RANKED; k++) {
        const level = consensusOfCounts(counts[3 * k]!, counts[3 * k + 1]!, counts[3 * k + 2]!, contest.rules);
        if (level === 0) twos = NOT_RANKED;
        else if (level === 2) twos++;
      }
      standing[index] = twos;
    }
    const codes = resultCodes(whatIf, standing);
    for (const { index, codes: seen } of drawn) seen[codes[index]!]!++;
  }

  return {
    draws,
    seed,
    submissions: Object.fromEntries(drawn.map(({ id, codes }) => [id, shares(codes, draws)])),
  };
}

function shares(codes: Float64Array, draws: number): Record<StableStatus, number> {
  const settled = (code: number): number => codes[5 * code]! / draws;
  const sure = codes[0]! + codes[5]! + codes[10]! + codes[15]! + codes[REJECTED_CODE]!;
  return {
    grand: settled(3),
    second: settled(2),
    third: settled(1),
    accepted: settled(0),
    rejected: codes[REJECTED_CODE]! / draws,
    undecided: (draws - sure) / draws,
  };
}
