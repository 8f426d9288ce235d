/** What an organizer sets for sequential sampling. 0 < p0 < p1 < 1; α and β between 0 and 1, together below 1. */
export interface SequentialPlan {
  /** Acceptable share of wrong labels. */
  readonly p0: number;
  /** Unacceptable share of wrong labels. */
  readonly p1: number;
  /** Chance of rejecting a submission with p0. */
  readonly alpha: number;
  /** Chance of accepting one with p1. */
  readonly beta: number;
}

export const standardSequentialPlan: SequentialPlan = { p0: 0.02, p1: 0.1, alpha: 0.05, beta: 0.05 };

export interface SequentialBounds {
  /** At or below: accept. */
  readonly lower: number;
  /** At or above: reject. */
  readonly upper: number;
  /** What a wrong example adds to the sum, and a right one. */
  readonly wrong: number;
  readonly right: number;
}

/** Wald's bounds and the logarithms of the likelihood ratio that each example adds. */
export function sequentialBounds({ p0, p1, alpha, beta }: SequentialPlan): SequentialBounds {
  return {
    lower: Math.log(beta / (1 - alpha)),
    upper: Math.log((1 - beta) / alpha),
    wrong: Math.log(p1 / p0),
    right: Math.log((1 - p1) / (1 - p0)),
  };
}

/** What is known of an example of the sample: left out by an organizer, or null while it is not settled. */
export type SequentialStep = 'right' | 'wrong' | 'left-out' | null;

export interface SequentialTest extends SequentialBounds {
  readonly decision: 'accept' | 'reject' | 'go-on';
  /** The sum after each example that counts, up to the decision. */
  readonly sums: readonly number[];
  /** How many examples of the sample were looked at: the next one is unsettled, or the test is over. */
  readonly looked: number;
  readonly wrongOnes: number;
}

/**
 * Wald's sequential probability ratio test (Wald 1945, "Sequential tests of statistical hypotheses", Annals of
 * Mathematical Statistics 16) over the drawn sample in its order. It waits at an unsettled example: easy ones settle
 * first, and to let them overtake would make labels look better than they are.
 */
export function sequentialTest(plan: SequentialPlan, sample: readonly SequentialStep[]): SequentialTest {
  const bounds = sequentialBounds(plan);
  const sums: number[] = [];
  let sum = 0;
  let looked = 0;
  let wrongOnes = 0;
  let decision: SequentialTest['decision'] = 'go-on';
  for (const step of sample) {
    if (step === null) break;
    looked += 1;
    if (step === 'left-out') continue;
    if (step === 'wrong') wrongOnes += 1;
    sum += bounds[step];
    sums.push(sum);
    if (sum <= bounds.lower) decision = 'accept';
    else if (sum >= bounds.upper) decision = 'reject';
    if (decision !== 'go-on') break;
  }
  return { ...bounds, decision, sums, looked, wrongOnes };
}

/** Why a plan cannot be one, in words; null where it can. */
export function sequentialPlanMisfit({ p0, p1, alpha, beta }: SequentialPlan): string | null {
  if (!(p0 > 0 && p1 < 1 && p0 < p1)) {
    return 'The acceptable error rate has to be above 0 and below the unacceptable one, and that below 100 %.';
  }
  if (!(alpha > 0 && beta > 0 && alpha + beta < 1)) return 'Both risks have to be above 0, and together below 100 %.';
  return null;
}
