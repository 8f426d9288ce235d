import type { PanelVotes } from './votes.ts';

/**
 * Borda points of each member inside its group: over all reviewers, comparisons won minus comparisons lost. For full
 * rankings this orders as the usual points do; ties count nothing, and so does what a reviewer was not shown.
 */
export function bordaPoints({ size, prefer }: PanelVotes): Float64Array {
  const points = new Float64Array(size);
  for (let a = 0; a < size; a++) {
    let won = 0;
    for (let b = 0; b < size; b++) {
      const votes = prefer[a * size + b]!;
      won += votes;
      points[b]! -= votes;
    }
    points[a]! += won;
  }
  return points;
}
