import { seededRandom } from '../random.ts';

/** Of larger data sets a sample of this size may be drawn for contractors. */
export const SAMPLE_SIZE = 10_000;

/**
 * So many of the rows 0 … examples − 1, each set of that size equally likely, ascending. The same seed (from 0 to
 * 2³² − 1) gives the same rows on every machine. Floyd's algorithm (Bentley and Floyd, 1987): one draw a row.
 */
export function sampleRows(examples: number, size: number, seed: number): readonly number[] {
  const random = seededRandom(`sample ${seed}`);
  const drawn = new Set<number>();
  for (let last = Math.max(0, examples - size); last < examples; last++) {
    const row = random.below(last + 1);
    drawn.add(drawn.has(row) ? last : row);
  }
  return [...drawn].sort((a, b) => a - b);
}
