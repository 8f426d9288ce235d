import { type SeededRandom, seededRandom } from '../random.ts';
import { consensusOfCounts } from './consensus.ts';
import { type Contest, type Entry, levelsOf } from './contest.ts';
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
  const drawn = contest.entries.flatMap((entry, index) => {
    if (assessments[index]!.unranked === 'pending' || assessments[index]!.unranked === 'ineligible') return [];
    const random = seededRandom(`${seed} ${entry.candidate.id}`);
    return [
      { index, id: entry.candidate.id, draw: drawnStanding(contest, entry, random), codes: new Float64Array(17) },
    ];
  });

  const standing = whatIf.standing.slice();
  for (let turn = 0; turn < draws; turn++) {
    for (const { index, draw } of drawn) standing[index] = draw();
    const codes = resultCodes(whatIf, standing);
    for (const { index, codes: seen } of drawn) seen[codes[index]!]!++;
  }

  return {
    draws,
    seed,
    submissions: Object.fromEntries(drawn.map(({ id, codes }) => [id, shares(codes, draws)])),
  };
}

/**
 * Draws an entry's reviews anew and gives the standing that the panel then has. How many reviews give a criterion a 0,
 * and how many a 2, are counted for all criteria together: each count has a field of its own in a few 32-bit words, so
 * that a drawn review is added with as few additions as there are words.
 */
function drawnStanding(contest: Contest, entry: Entry, random: SeededRandom): () => number {
  const n = entry.reviews.length;
  const bits = 32 - Math.clz32(n);
  const perWord = Math.floor(32 / bits);
  const mask = 2 ** bits - 1;
  const criteria = contest.criteria.length;
  const words = Math.ceil((2 * criteria) / perWord);
  const wordOf = Uint32Array.from({ length: 2 * criteria }, (_, field) => Math.floor(field / perWord));
  const shiftOf = Uint32Array.from({ length: 2 * criteria }, (_, field) => bits * (field % perWord));
  const fields = new Uint32Array(n * words);
  entry.reviews.forEach((review, r) => {
    levelsOf(review, contest.criteria).forEach((level, k) => {
      if (level === 1) return;
      const field = 2 * k + (level === 2 ? 1 : 0);
      fields[r * words + wordOf[field]!]! |= 1 << shiftOf[field]!;
    });
  });
  const sums = new Uint32Array(words);
  const count = (field: number): number => (sums[wordOf[field]!]! >>> shiftOf[field]!) & mask;
  const picked = new Uint32Array(n);
  return () => {
    random.fillBelow(n, picked);
    for (let w = 0; w < words; w++) {
      let sum = 0;
      for (let i = 0; i < n; i++) sum = (sum + fields[Math.imul(picked[i]!, words) + w]!) | 0;
      sums[w] = sum;
    }
    let twos = 0;
    for (let k = 0; k < criteria; k++) {
      const [zeros, seconds] = [count(2 * k), count(2 * k + 1)];
      const level = consensusOfCounts(zeros, n - zeros - seconds, seconds, contest.rules);
      if (level === 0) return NOT_RANKED;
      if (level === 2) twos++;
    }
    return twos;
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
