import {
  type Bytes,
  branchIf,
  convertSigned,
  type FunctionCode,
  f64x2,
  fillMemory,
  get,
  I32,
  i32,
  i32x4,
  i64x2,
  loop,
  moduleOf,
  set,
  tee,
  V128,
  v128,
  when,
} from './assembler.ts';
import { logSeries } from './log10.ts';

/**
 * The inner loops of resampling as WebAssembly with 128-bit vectors, put together here by hand: about six times the speed
 * of the same loops in JavaScript. `LANES` resamples go side by side. IEEE 754 doubles, every sum in one fixed order, no
 * fused multiply-add: the same bits on every machine. `test/unit/scaling/kernel.test.ts` holds them against plain loops.
 */
export interface Kernel {
  /**
   * How often each of `n` examples is drawn in n draws with replacement: (n + 1) × `LANES` counts of 16 bits from `counts`
   * on, example by example, the last row without meaning. Draws come from a xoshiro128** for each resample and become
   * places by Lemire's multiply-and-shift with rejection (ACM Transactions on Modeling and Computer Simulation 29, 2019), so
   * every example is equally likely. `states`: the first words of all resamples, then their second ones, and so on.
   * `unfair` is 2³² mod n.
   */
  readonly draw: (counts: number, n: number, unfair: number, states: number) => void;
  /**
   * Adds count × value of `rows` examples to the running sums at `sums`, in the order of the examples. A row of values has
   * `columns` of them; sums stand column by column, one for each resample.
   */
  readonly add: (counts: number, rows: number, values: number, sums: number) => void;
  /** sum / n of `pairs` pairs of sums, written to `heights`. */
  readonly means: (sums: number, pairs: number, n: number, heights: number) => void;
  /** log10(sum / n): the bits of log10.ts, NaN where it gives that. */
  readonly logs: (sums: number, pairs: number, n: number, heights: number) => void;
  /**
   * Counts where a difference of sums is above `most` and where it is below −`most`, for `LANES` × `groups` resamples whose
   * sums stand `stride` bytes apart. Of each step there is a record at `steps`, see `STEP`.
   */
  readonly steps: (sums: number, groups: number, stride: number, steps: number, count: number) => void;
  /** Least squares with the weights of line.ts: slope and middle of each resample, whose heights stand as sums do. */
  readonly lines: (
    heights: number,
    groups: number,
    stride: number,
    weights: number,
    columns: number,
    slopes: number,
    middles: number,
  ) => void;
}

/** Bytes within the record of a step: two 32-bit offsets of columns, a double, four 64-bit counts by parity of resample. */
export const STEP = { smaller: 0, larger: 4, most: 8, above: 16, below: 32, bytes: 48 } as const;

/** Resamples that go side by side. */
export const LANES = 4;

/** Eight running sums, two pairs of counts, a value and products stay within the registers of every processor. */
export const MOST_COLUMNS = 4;

export interface KernelMemory {
  readonly buffer: ArrayBuffer;
}

/** At least so many bytes, all zero. */
export function kernelMemory(bytes: number): KernelMemory {
  return new wasm.Memory({ initial: Math.ceil(bytes / PAGE) });
}

/** `columns`: values in a row, from 1 to `MOST_COLUMNS`. The kernel reads and writes `memory` only. */
export function createKernel(memory: KernelMemory, columns: number): Kernel {
  let built = modules.get(columns);
  if (!built) {
    built = new wasm.Module(
      moduleOf([drawCode(), addCode(columns), meansCode(), logsCode(), stepsCode(), linesCode()]),
    );
    modules.set(columns, built);
  }
  return new wasm.Instance(built, { assay: { memory } }).exports;
}

/** What the domain needs of WebAssembly: the language's own library has no types for it, only those of its hosts. */
interface WebAssemblyPart {
  readonly Memory: new (size: { readonly initial: number }) => KernelMemory;
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  readonly Instance: new (module: object, imports: unknown) => { readonly exports: Kernel };
}

const wasm = (globalThis as unknown as { readonly WebAssembly: WebAssemblyPart }).WebAssembly;
const PAGE = 65_536;

const modules = new Map<number, object>();

function drawCode(): FunctionCode {
  const [counts, n, unfair, states, left, address] = [0, 1, 2, 3, 4, 5];
  // vectors with a word for each resample; `owed` counts the draws that were refused
  const [a, b, c, d, drawn, kept, ns, unfairs, bases, owed, low, high, refused] = [
    6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18,
  ];
  const shifted = (from: number, bits: number): Bytes => [...get(from), ...i32.const(bits), ...i32x4.shl];
  const rotated = (from: number, bits: number): Bytes => [
    ...shifted(from, bits),
    ...[...get(from), ...i32.const(32 - bits), ...i32x4.shrUnsigned, ...v128.or],
  ];
  const xorInto = (into: number, from: number): Bytes => [...get(into), ...get(from), ...v128.xor, ...set(into)];
  const next: Bytes[] = [
    // result = rotl(b × 5, 7) × 9
    [...shifted(b, 2), ...get(b), ...i32x4.add, ...set(drawn)],
    [...rotated(drawn, 7), ...set(drawn)],
    [...shifted(drawn, 3), ...get(drawn), ...i32x4.add, ...set(drawn)],
    [...shifted(b, 9), ...set(kept)],
    [...xorInto(c, a), ...xorInto(d, b), ...xorInto(b, c), ...xorInto(a, d), ...xorInto(c, kept)],
    [...rotated(d, 11), ...set(d)],
    [...get(drawn), ...get(ns), ...i64x2.multiplyLowUnsigned, ...set(low)],
    [...get(drawn), ...get(ns), ...i64x2.multiplyHighUnsigned, ...set(high)],
    // the low words tell draws that would favour some examples, the high words are the places
    [...get(low), ...get(high), ...v128.shuffle32(0, 2, 4, 6), ...get(unfairs), ...i32x4.lessUnsigned, ...set(refused)],
    [...get(low), ...get(high), ...v128.shuffle32(1, 3, 5, 7), ...set(high)],
  ];
  /** What is refused is counted in the row without meaning. */
  const putAside: Bytes = [...get(ns), ...get(high), ...get(refused), ...v128.bitselect, ...set(high)];
  const count: Bytes[] = [
    [...shifted(high, 3), ...get(bases), ...i32x4.add, ...set(high)],
    ...[0, 1, 2, 3].map(
      (lane): Bytes => [
        ...[...get(high), ...i32x4.extract(lane), ...tee(address)],
        ...[...get(address), ...i32.load16u, ...i32.const(1), ...i32.add, ...i32.store16],
      ],
    ),
  ];
  return {
    name: 'draw',
    parameters: 4,
    locals: [
      [2, I32],
      [13, V128],
    ],
    code: [
      [
        ...get(counts),
        ...i32.const(0),
        ...get(n),
        ...i32.const(1),
        ...i32.add,
        ...i32.const(8),
        ...i32.mul,
        ...fillMemory,
      ],
      [...get(n), ...i32x4.splat, ...set(ns), ...get(unfair), ...i32x4.splat, ...set(unfairs)],
      [...get(counts), ...i32x4.splat, ...v128.const32(0, 2, 4, 6), ...i32x4.add, ...set(bases)],
      ...[a, b, c, d].map((word, place): Bytes => [...get(states), ...v128.load(16 * place), ...set(word)]),
      [...get(n), ...set(left)],
      loop(
        ...next,
        [...get(refused), ...v128.anyTrue],
        when([...get(owed), ...get(refused), ...i32x4.sub, ...set(owed)], putAside),
        ...count,
        again(left),
      ),
      // each resample goes on by itself until it has its n draws
      [...get(owed), ...v128.anyTrue],
      when(
        loop(
          ...next,
          [...get(refused), ...get(owed), ...v128.const32(0, 0, 0, 0), ...i32x4.eq, ...v128.or, ...set(refused)],
          putAside,
          ...count,
          [...get(owed), ...get(refused), ...v128.not, ...i32x4.add, ...tee(owed), ...v128.anyTrue, ...branchIf(0)],
        ),
      ),
    ],
  };
}

function addCode(columns: number): FunctionCode {
  const [counts, left, values, sums, first, second, value] = [0, 1, 2, 3, 4, 5, 6];
  const halves = Array.from({ length: columns }, (_, column) =>
    [first, second].map((count, half) => ({
      column,
      count,
      sum: 7 + 2 * column + half,
      offset: 32 * column + 16 * half,
    })),
  );
  return {
    name: 'add',
    parameters: 4,
    locals: [[3 + 2 * columns, V128]],
    code: [
      ...halves.flat().map(({ sum, offset }): Bytes => [...get(sums), ...v128.load(offset), ...set(sum)]),
      loop(
        [...get(counts), ...v128.load16x4u(), ...tee(second), ...f64x2.convertLowSigned, ...set(first)],
        [...get(second), ...get(second), ...v128.shuffle32(2, 3, 2, 3), ...f64x2.convertLowSigned, ...set(second)],
        ...halves.map(
          (ofColumn, column): Bytes => [
            ...[...get(values), ...v128.load64splat(8 * column), ...set(value)],
            ...ofColumn.flatMap(({ sum, count }) => [
              ...[...get(sum), ...get(value), ...get(count), ...f64x2.mul, ...f64x2.add, ...set(sum)],
            ]),
          ],
        ),
        [...forward(counts, i32.const(2 * LANES)), ...forward(values, i32.const(8 * columns)), ...again(left)],
      ),
      ...halves.flat().map(({ sum, offset }): Bytes => [...get(sums), ...get(sum), ...v128.store(offset)]),
    ],
  };
}

const plus = (x: Bytes, y: Bytes): Bytes => [...x, ...y, ...f64x2.add];
const minus = (x: Bytes, y: Bytes): Bytes => [...x, ...y, ...f64x2.sub];
const times = (x: Bytes, y: Bytes): Bytes => [...x, ...y, ...f64x2.mul];
const less = (x: Bytes, y: Bytes): Bytes => [...x, ...y, ...f64x2.less];
const forward = (address: number, by: Bytes): Bytes => [...get(address), ...by, ...i32.add, ...set(address)];
/** Ends a loop that runs as often as `left` says. */
const again = (left: number): Bytes => [...get(left), ...i32.const(1), ...i32.sub, ...tee(left), ...branchIf(0)];

function meansCode(): FunctionCode {
  const [sums, left, n, heights, ns] = [0, 1, 2, 3, 4];
  return {
    name: 'means',
    parameters: 4,
    locals: [[1, V128]],
    code: [
      [...get(n), ...convertSigned, ...f64x2.splat, ...set(ns)],
      loop(
        [...get(heights), ...get(sums), ...v128.load(), ...get(ns), ...f64x2.div, ...v128.store()],
        [...forward(sums, i32.const(16)), ...forward(heights, i32.const(16)), ...again(left)],
      ),
    ],
  };
}

/** The steps of log10.ts, two numbers at a time. */
function logsCode(): FunctionCode {
  const [sums, left, n, heights] = [0, 1, 2, 3];
  const [ns, value, invalid, exponent, high, above, f, s, z, w] = [4, 5, 6, 7, 8, 9, 10, 11, 12, 13];
  /** Made once, ahead of the loop: engines would make them anew in each round. */
  const constants: Bytes[] = [];
  const kept = (vector: Bytes): Bytes => {
    const local = w + 1 + constants.length;
    constants.push([...vector, ...set(local)]);
    return get(local);
  };
  const { L1, L2, L3, L4, L5, L6, L7, LOG10_2_HIGH, LOG10_2_LOW, INVERSE_LN10 } = logSeries;
  const number = (value: number) => kept(v128.const64(value));
  const words = (word: number) => kept(v128.const32(word, word, word, word));
  const one = number(1);
  const fraction = words(0xfffff);
  const even = times(get(w), plus(number(L2), times(get(w), plus(number(L4), times(get(w), number(L6))))));
  const odd5 = plus(number(L5), times(get(w), number(L7)));
  const odd = times(get(z), plus(number(L1), times(get(w), plus(number(L3), times(get(w), odd5)))));
  const round: Bytes[] = [
    [...get(sums), ...v128.load(), ...get(ns), ...f64x2.div, ...set(value)],
    [...less(number(0), get(value)), ...less(get(value), number(Number.POSITIVE_INFINITY))],
    [...v128.and, ...v128.not, ...set(invalid)],
    // subnormal numbers are made normal first
    [...less(get(value), number(2 ** -1022)), ...tee(above), ...number(-54), ...v128.and, ...set(exponent)],
    [...times(get(value), number(2 ** 54)), ...get(value), ...get(above), ...v128.bitselect, ...set(value)],
    // mantissas into √½ … √2
    [...get(value), ...get(value), ...v128.shuffle32(1, 3, 1, 3), ...set(high)],
    [...get(high), ...fraction, ...v128.and, ...words(0x95f64), ...i32x4.add],
    [...words(0x100000), ...v128.and, ...set(above)],
    [...get(high), ...i32.const(20), ...i32x4.shrUnsigned, ...words(1023), ...i32x4.sub],
    [...get(above), ...i32.const(20), ...i32x4.shrUnsigned, ...i32x4.add, ...f64x2.convertLowSigned],
    [...get(exponent), ...f64x2.add, ...set(exponent)],
    [...get(high), ...fraction, ...v128.and, ...get(above), ...words(0x3ff00000), ...v128.xor],
    [...v128.or, ...set(high)],
    [...minus([...get(value), ...get(high), ...v128.shuffle32(0, 4, 2, 5)], one), ...set(f)],
    // the series
    [...get(f), ...plus(number(2), get(f)), ...f64x2.div, ...set(s)],
    [...times(get(s), get(s)), ...tee(z), ...get(z), ...f64x2.mul, ...set(w)],
    [...times(times(number(0.5), get(f)), get(f)), ...set(value)],
    [...minus(get(f), minus(get(value), times(get(s), plus(plus(get(value), even), odd)))), ...set(value)],
    get(heights),
    plus(
      times(get(exponent), number(LOG10_2_HIGH)),
      plus(times(get(exponent), number(LOG10_2_LOW)), times(get(value), number(INVERSE_LN10))),
    ),
    [...get(invalid), ...v128.or, ...v128.store()], // all bits set are a NaN
    [...forward(sums, i32.const(16)), ...forward(heights, i32.const(16)), ...again(left)],
  ];
  return {
    name: 'logs',
    parameters: 4,
    locals: [[w + constants.length - heights, V128]],
    code: [[...get(n), ...convertSigned, ...f64x2.splat, ...set(ns)], ...constants, loop(...round)],
  };
}

function stepsCode(): FunctionCode {
  const [sums, groups, stride, steps, left] = [0, 1, 2, 3, 4];
  const [smaller, larger, leftGroups] = [5, 6, 7];
  const [most, least, above, below, difference] = [8, 9, 10, 11, 12];
  const address = (local: number, offset: number): Bytes => [
    ...[...get(sums), ...get(steps), ...i32.load(offset), ...i32.add, ...set(local)],
  ];
  const half = (offset: number): Bytes => [
    ...minus([...get(larger), ...v128.load(offset)], [...get(smaller), ...v128.load(offset)]),
    ...set(difference),
    // what is true has all bits set, which is −1
    ...[...get(above), ...less(get(most), get(difference)), ...i64x2.sub, ...set(above)],
    ...[...get(below), ...less(get(difference), get(least)), ...i64x2.sub, ...set(below)],
  ];
  return {
    name: 'steps',
    parameters: 5,
    locals: [
      [3, I32],
      [5, V128],
    ],
    code: [
      loop(
        [...address(smaller, STEP.smaller), ...address(larger, STEP.larger)],
        [...get(steps), ...v128.load64splat(STEP.most), ...tee(most), ...f64x2.negate, ...set(least)],
        [
          ...get(steps),
          ...v128.load(STEP.above),
          ...set(above),
          ...get(steps),
          ...v128.load(STEP.below),
          ...set(below),
        ],
        [...get(groups), ...set(leftGroups)],
        loop(
          [...half(0), ...half(16)],
          [...forward(smaller, get(stride)), ...forward(larger, get(stride)), ...again(leftGroups)],
        ),
        [
          ...get(steps),
          ...get(above),
          ...v128.store(STEP.above),
          ...get(steps),
          ...get(below),
          ...v128.store(STEP.below),
        ],
        [...forward(steps, i32.const(STEP.bytes)), ...again(left)],
      ),
    ],
  };
}

function linesCode(): FunctionCode {
  const [heights, left, stride, weights, columns, slopes, middles] = [0, 1, 2, 3, 4, 5, 6];
  const [point, weight, leftPoints] = [7, 8, 9];
  const [count, value] = [10, 11];
  const halves = [0, 1].map((half) => ({ offset: 16 * half, first: 12 + half, slope: 14 + half, sum: 16 + half }));
  return {
    name: 'lines',
    parameters: 7,
    locals: [
      [3, I32],
      [8, V128],
    ],
    code: [
      [...get(columns), ...convertSigned, ...f64x2.splat, ...set(count)],
      loop(
        ...halves.map(
          ({ offset, first, slope, sum }): Bytes => [
            ...[...get(heights), ...v128.load(offset), ...set(first)],
            ...[...v128.const64(0), ...tee(slope), ...set(sum)],
          ],
        ),
        [...get(heights), ...set(point), ...get(weights), ...set(weight), ...get(columns), ...set(leftPoints)],
        loop(
          ...halves.map(
            ({ offset, first, slope, sum }): Bytes => [
              ...[...minus([...get(point), ...v128.load(offset)], get(first)), ...set(value)],
              ...[...plus(get(slope), times([...get(weight), ...v128.load64splat()], get(value))), ...set(slope)],
              ...[...plus(get(sum), get(value)), ...set(sum)],
            ],
          ),
          [...forward(point, i32.const(8 * LANES)), ...forward(weight, i32.const(8)), ...again(leftPoints)],
        ),
        ...halves.map(
          ({ offset, first, slope, sum }): Bytes => [
            ...[...get(slopes), ...get(slope), ...v128.store(offset)],
            ...[
              ...get(middles),
              ...plus(get(first), [...get(sum), ...get(count), ...f64x2.div]),
              ...v128.store(offset),
            ],
          ],
        ),
        [...forward(slopes, i32.const(8 * LANES)), ...forward(middles, i32.const(8 * LANES))],
        [...forward(heights, get(stride)), ...again(left)],
      ),
    ],
  };
}
