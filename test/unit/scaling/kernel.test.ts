import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../shared/random.ts';
import { createKernel, kernelMemory, MOST_PAIRS } from '../../../shared/scaling/kernel.ts';
import { createResampler, emptyResult, type Wave } from '../../../shared/scaling/resample.ts';
import { resampleState, stream } from '../../../shared/scaling/stream.ts';

/** The same draws by plain arithmetic: xoshiro128**, then Lemire's multiply-and-shift with rejection, in whole numbers. */
function plainCounts(n: number, state: readonly number[]): number[] {
  let [a, b, c, d] = state as [number, number, number, number];
  const rotl = (x: number, bits: number) => (x << bits) | (x >>> (32 - bits));
  const counts = new Array<number>(n).fill(0);
  const unfair = BigInt(2 ** 32 % n);
  for (let left = n; left > 0; ) {
    const drawn = Math.imul(rotl(Math.imul(b, 5), 7), 9) >>> 0;
    const kept = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= kept;
    d = rotl(d, 11);
    const product = BigInt(drawn) * BigInt(n);
    if ((product & 0xffffffffn) < unfair) continue;
    counts[Number(product >> 32n)]! += 1;
    left--;
  }
  return counts;
}

describe('the kernel', () => {
  it.each([1, 2, 3, 300, 1013])('draws as plain arithmetic does, n = %i', (n) => {
    const memory = kernelMemory(2 * n + 16);
    const kernel = createKernel(memory, 1);
    for (let resample = 0; resample < 20; resample++) {
      const state = resampleState(stream(7, 'original'), resample);
      kernel.draw(0, n, 2 ** 32 % n, ...state);
      expect([...new Uint16Array(memory.buffer, 0, n)]).toEqual(plainCounts(n, state));
    }
  });

  it('throws away draws that would favour some examples', () => {
    // of n = 3 · 2³⁰ every fourth draw is refused: here only that none of what remains is out of range
    const n = 3000;
    const memory = kernelMemory(2 * n);
    const { draw } = createKernel(memory, 1);
    draw(0, n, 2 ** 31, 1, 2, 3, 4); // half of all draws refused
    expect(new Uint16Array(memory.buffer, 0, n).reduce((sum, count) => sum + count, 0)).toBe(n);
  });

  it.each(Array.from({ length: MOST_PAIRS }, (_, place) => place + 1))(
    'adds count × value in order, to the bit, %i pairs wide, going on where it stopped',
    (pairs) => {
      const rows = 101;
      const width = 2 * pairs;
      const memory = kernelMemory(8 * width * (rows + 1) + 2 * rows);
      const values = new Float64Array(memory.buffer, 0, rows * width);
      const sums = new Float64Array(memory.buffer, 8 * rows * width, width);
      const countsAt = 8 * width * (rows + 1);
      const counts = new Uint16Array(memory.buffer, countsAt, rows);
      const random = seededRandom(pairs);
      for (let place = 0; place < values.length; place++) values[place] = random.unit() * 10 ** random.below(5);
      for (let row = 0; row < rows; row++) counts[row] = random.below(4);
      const { add } = createKernel(memory, pairs);
      add(countsAt, 40, 0, 8 * rows * width);
      add(countsAt + 80, rows - 40, 8 * 40 * width, 8 * rows * width);
      const expected = Array.from({ length: width }, (_, column) => {
        let sum = 0;
        for (let row = 0; row < rows; row++) sum += counts[row]! * values[row * width + column]!;
        return sum;
      });
      expect([...sums]).toEqual(expected);
    },
  );
});

describe('a resampler', () => {
  const wave = (columns: number, n: number): Wave => {
    const random = seededRandom(`${columns} ${n}`);
    return {
      n,
      stream: stream(3, 'original'),
      tasks: [1, 2].map(() => ({
        columns,
        values: Float64Array.from({ length: n * columns }, random.unit),
        steps: Array.from({ length: columns - 1 }, (_, place) => [place, place + 1] as const),
        tolerance: 0,
        line: { places: Array.from({ length: columns }, (_, place) => place), logged: false },
      })),
    };
  };

  it('gives the same bits in one piece, in many and in any order', () => {
    const given = wave(7, 200);
    const [whole, cut] = [emptyResult(given, 100), emptyResult(given, 100)];
    createResampler(given, 100, whole).run(0, 100);
    const first = createResampler(given, 100, cut);
    const second = createResampler(given, 100, cut);
    second.run(37, 100);
    first.run(0, 5);
    second.run(5, 37);
    expect(cut).toEqual(whole);
    expect(new Set(whole.slopes).size).toBeGreaterThan(190);
  });

  it('gives a task the same bits whatever else is resampled with it', () => {
    const given = wave(3, 50);
    const alone = { ...given, tasks: given.tasks.slice(1) };
    const [together, apart] = [emptyResult(given, 64), emptyResult(alone, 64)];
    createResampler(given, 64, together).run(0, 64);
    createResampler(alone, 64, apart).run(0, 64);
    expect([...together.slopes.subarray(64)]).toEqual([...apart.slopes]);
    expect([...together.above.subarray(2)]).toEqual([...apart.above]);
  });

  it('starts no two resamples alike, and no two streams', () => {
    const states = ['original', 'reproduction'].flatMap((name) =>
      Array.from({ length: 5000 }, (_, resample) => resampleState(stream(0, name), resample).join()),
    );
    expect(new Set(states).size).toBe(10_000);
  });
});
