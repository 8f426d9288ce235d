import type { DecisionRules } from './rules.ts';
import type { Level } from './types.ts';

/** How the levels of one submission and criterion become one level; `levels` must not be empty. */
export function consensusLevel(levels: readonly Level[], rules: DecisionRules): Level {
  const counts: [number, number, number] = [0, 0, 0];
  for (const level of levels) counts[level]++;
  return consensusOfCounts(counts[0], counts[1], counts[2], rules);
}

/**
 * The same from how often each level was given. With three levels the counts hold all that any of the rules asks for,
 * and resampling needs millions of these.
 */
export function consensusOfCounts(zeros: number, ones: number, twos: number, rules: DecisionRules): Level {
  const n = zeros + ones + twos;
  switch (rules.consensus) {
    case 'lower_median': {
      const place = Math.floor((n - 1) / 2);
      return place < zeros ? 0 : place < zeros + ones ? 1 : 2;
    }
    case 'two_thirds':
      return 3 * twos >= 2 * n ? 2 : 3 * (twos + ones) >= 2 * n ? 1 : 0;
    case 'minimum':
      return zeros > 0 ? 0 : ones > 0 ? 1 : 2;
    case 'mean': {
      const mean = (ones + 2 * twos) / n;
      return mean >= rules.meanThresholds.level_2 ? 2 : mean >= rules.meanThresholds.level_1 ? 1 : 0;
    }
  }
}
