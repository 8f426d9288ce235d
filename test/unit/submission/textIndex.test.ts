import { expect, it } from 'vitest';
import { seededRandom } from '../../../shared/random.ts';
import { createTextIndex } from '../../../shared/submission/textIndex.ts';

it('knows where each text was first seen, and with what value, as a map does, however many there are', () => {
  const random = seededRandom('texts');
  const index = createTextIndex();
  const known = new Map<string, { row: number; value: number }>();
  for (let row = 0; row < 30_000; row++) {
    // few different halves, so that places are wanted twice and half of the texts come again; signed, as hashes are
    const [low, high] = [random.below(200) - 100, random.below(200) - 100];
    const value = row % 3 === 0 ? 250 + random.below(10) : random.below(4);
    const name = `${low} ${high}`;
    expect(index.firstWith(low, high, row, value)).toEqual(known.get(name) ?? null);
    if (!known.has(name)) known.set(name, { row, value });
  }
  expect(known.size).toBeGreaterThan(15_000);
});
