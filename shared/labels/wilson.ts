export interface ShareInterval {
  readonly rate: number;
  readonly low: number;
  readonly high: number;
  readonly n: number;
}

/** 97.5 % point of the standard normal distribution. */
const z = 1.959963984540054;

/**
 * A share with Wilson's 95 % score interval (Wilson 1927, "Probable inference, the law of succession, and statistical
 * inference"), which stays inside 0 … 1 and means something at 0 of n.
 *
 * @returns null for n = 0, where there is no share
 */
export function wilsonInterval(successes: number, n: number): ShareInterval | null {
  if (n === 0) return null;
  const rate = successes / n;
  const centre = (rate + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z / (1 + (z * z) / n)) * Math.sqrt((rate * (1 - rate)) / n + (z * z) / (4 * n * n));
  // At the ends the bound is exactly the end; floating point would miss it by a hair.
  const low = successes === 0 ? 0 : Math.max(0, centre - half);
  const high = successes === n ? 1 : Math.min(1, centre + half);
  return { rate, low, high, n };
}
