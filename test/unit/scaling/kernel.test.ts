import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../shared/random.ts';
import { createKernel, kernelMemory } from '../../../shared/scaling/kernel.ts';
import { LANES, MOST_COLUMNS } from '../../../shared/scaling/kernelSums.ts';
import { lineFitter } from '../../../shared/scaling/line.ts';
import { log10 } from '../../../shared/scaling/log10.ts';
import { createResampler, emptyResult, type ResampleTask, type Wave } from '../../../shared/scaling/resample.ts';
import { resampleState, stream } from '../../../shared/scaling/stream.ts';

/** The same draws by plain arithmetic: xoshiro128**, then Lemire's multiply-and-shift with rejection, in whole numbers. */
function plainCounts(n: number, state: readonly number[], unfair = 2 ** 32 % n): number[] {
  let [a, b, c, d] = state as [number, number, number, number];
  const rotl = (x: number, bits: number) => (x << bits) | (x >>> (32 - bits));
  const counts = new Array<number>(n).fill(0);
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
    if ((product & 0xffffffffn) < BigInt(unfair)) continue;
    counts[Number(product >> 32n)]! += 1;
    left--;
  }
  return counts;
}

/** What the kernel draws from these states, resample by resample. */
function kernelCounts(n: number, states: readonly (readonly number[])[], unfair = 2 ** 32 % n): number[][] {
  const memory = kernelMemory(64 + 2 * LANES * (n + 1));
  const words = new Uint32Array(memory.buffer, 0, 4 * LANES);
  for (const [lane, state] of states.entries()) {
    for (const [word, value] of state.entries()) words[word * LANES + lane] = value;
  }
  new Uint16Array(memory.buffer, 64).fill(999); // of an earlier resample
  createKernel(memory, 1).draw(64, n, unfair, 0);
  const counts = new Uint16Array(memory.buffer, 64, LANES * n);
  return states.map((_, lane) => Array.from({ length: n }, (_, row) => counts[row * LANES + lane]!));
}

describe('the kernel', () => {
  it.each([1, 2, 3, 300, 1013])('draws as plain arithmetic does, n = %i', (n) => {
    for (let first = 0; first < 20; first += LANES) {
      const states = Array.from({ length: LANES }, (_, lane) => resampleState(stream(7, 'original'), first + lane));
      expect(kernelCounts(n, states)).toEqual(states.map((state) => plainCounts(n, state)));
    }
  });

  it('throws away draws that would favour some examples, of each resample by itself', () => {
    const n = 500;
    const states = Array.from({ length: LANES }, (_, lane) => resampleState(stream(1, 'original'), lane));
    for (const unfair of [2 ** 31, 2 ** 32 - 2 ** 28, 2 ** 24]) {
      expect(kernelCounts(n, states, unfair)).toEqual(states.map((state) => plainCounts(n, state, unfair)));
    }
  });

  it.each(Array.from({ length: MOST_COLUMNS }, (_, place) => place + 1))(
    'adds count × value in order, to the bit, %i columns wide, going on where it stopped',
    (columns) => {
      const rows = 101;
      const sumsAt = 8 * columns * (rows + 1);
      const countsAt = sumsAt + 8 * columns * LANES;
      const memory = kernelMemory(countsAt + 2 * LANES * rows);
      const values = new Float64Array(memory.buffer, 0, rows * columns);
      const sums = new Float64Array(memory.buffer, sumsAt, columns * LANES);
      const counts = new Uint16Array(memory.buffer, countsAt, rows * LANES);
      const random = seededRandom(columns);
      for (let place = 0; place < values.length; place++) values[place] = random.unit() * 10 ** random.below(5);
      for (let place = 0; place < counts.length; place++) counts[place] = random.below(4);
      const { add } = createKernel(memory, columns);
      add(countsAt, 40, 0, sumsAt);
      add(countsAt + 2 * LANES * 40, rows - 40, 8 * 40 * columns, sumsAt);
      const expected = Array.from({ length: columns * LANES }, (_, place) => {
        const [column, lane] = [Math.floor(place / LANES), place % LANES];
        let sum = 0;
        for (let row = 0; row < rows; row++) sum += counts[row * LANES + lane]! * values[row * columns + column]!;
        return sum;
      });
      expect([...sums]).toEqual(expected);
    },
  );

  it('takes means and their logarithms to the bit, as log10 does, whatever the number', () => {
    const random = seededRandom('logarithms');
    const edges = [0, -0, -1, NaN, Infinity, -Infinity, 5e-324, 2 ** -1022, 1.7e308, 1, 1000, Math.SQRT2, Math.SQRT1_2];
    const numbers = [...edges, ...edges.map((edge) => edge * (1 - 2 ** -53)), 3];
    while (numbers.length < 3000) numbers.push((random.unit() + 0.5) * 2 ** (random.below(2097) - 1074));
    const bytes = 8 * numbers.length;
    const memory = kernelMemory(3 * bytes);
    new Float64Array(memory.buffer, 0, numbers.length).set(numbers);
    const kernel = createKernel(memory, 1);
    for (const n of [1, 3, 10_000]) {
      kernel.means(0, numbers.length / 2, n, bytes);
      kernel.logs(0, numbers.length / 2, n, 2 * bytes);
      const means = numbers.map((number) => number / n);
      expect([...new Float64Array(memory.buffer, bytes, numbers.length)]).toEqual(means);
      expect([...new Float64Array(memory.buffer, 2 * bytes, numbers.length)]).toEqual(means.map(log10));
    }
  });
});

/** What a resampler is to bring, resample by resample in plain numbers. */
function plainly({ n, stream, tasks }: Wave, resamples: number) {
  const counts = Array.from({ length: resamples }, (_, resample) => plainCounts(n, resampleState(stream, resample)));
  return tasks.map(({ columns, values, steps, tolerance, line }) => {
    const sums = counts.map((ofResample) =>
      Array.from({ length: columns }, (_, column) =>
        ofResample.reduce((sum, count, row) => sum + count * values[row * columns + column]!, 0),
      ),
    );
    const differences = steps.map(([smaller, larger]) => sums.map((own) => own[larger]! - own[smaller]!));
    const heights = sums.map((own) => own.map((sum) => (line?.logged ? log10(sum / n) : sum / n)));
    return {
      above: differences.map((own) => own.filter((difference) => difference > tolerance * n).length),
      below: differences.map((own) => own.filter((difference) => difference < -tolerance * n).length),
      slopes: heights.map((own) => (line === null ? 0 : lineFitter(line.places).slope(own))),
      middles: heights.map((own) => (line?.middles ? lineFitter(line.places).middle(own) : 0)),
    };
  });
}

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
        line: { places: Array.from({ length: columns }, (_, place) => place), logged: false, middles: true },
      })),
    };
  };

  it('brings what plain arithmetic brings, to the bit', () => {
    const random = seededRandom('plain arithmetic');
    for (let turn = 0; turn < 30; turn++) {
      const n = 2 + random.below(turn === 0 ? 700 : 40);
      const tasks = Array.from({ length: 1 + random.below(5) }, (): ResampleTask => {
        const columns = 2 + random.below(8);
        const places = Array.from({ length: columns }, (_, place) => 8 + place + random.unit() / 2);
        const [logged, middles] = [random.below(2) === 0, random.below(2) === 0];
        return {
          columns,
          // now and then a mean without a logarithm
          values: Float64Array.from({ length: n * columns }, () => Math.max(0, random.unit() - 0.2)),
          steps: places.slice(1).map((_, place) => [place, place + 1] as const),
          tolerance: 0.02 * random.below(3),
          line: random.below(4) === 0 ? null : { places, logged, middles },
        };
      });
      const given: Wave = { n, stream: stream(turn, 'original'), tasks };
      const resamples = 9 + random.below(30);
      const brought = emptyResult(given, resamples);
      createResampler(given, resamples, brought).run(0, resamples);
      const expected = plainly(given, resamples);
      expect([...brought.above]).toEqual(expected.flatMap(({ above }) => above));
      expect([...brought.below]).toEqual(expected.flatMap(({ below }) => below));
      expect([...brought.slopes]).toEqual(expected.flatMap(({ slopes }) => slopes));
      expect([...brought.middles]).toEqual(expected.flatMap(({ middles }) => middles));
    }
  });

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
