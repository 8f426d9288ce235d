import { countRow } from './bits.ts';
import type { PanelVotes } from './votes.ts';

/**
 * Borda points of each member inside its group: over all reviewers, comparisons won minus comparisons lost. For full
 * rankings this orders as the usual points do; ties count nothing, and so does what a reviewer was not shown.
 */
export function bordaPoints({ size, words, digits, against }: PanelVotes): Float64Array {
  const points = new Float64Array(size);
  digits.forEach((won, d) => {
    const lost = against[d]!;
    for (let a = 0; a < size; a++)
      points[a]! += (countRow(won, a * words, words) - countRow(lost, a * words, words)) * 2 ** d;
  });
  return points;
}
