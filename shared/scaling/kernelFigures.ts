import {
  again,
  type Bytes,
  convertSigned,
  type FunctionCode,
  f64x2,
  forward,
  get,
  I32,
  i32,
  i32x4,
  i64x2,
  less,
  loop,
  minus,
  plus,
  set,
  tee,
  times,
  V128,
  v128,
} from './assembler.ts';
import { LANES } from './kernelSums.ts';
import { logSeries } from './log10.ts';

/** What the kernel makes of sums; see kernel.ts. */

/** Bytes within the record of a step: two 32-bit offsets of columns, a double, four 64-bit counts by parity of resample. */
export const STEP = { smaller: 0, larger: 4, most: 8, above: 16, below: 32, bytes: 48 } as const;

export function meansCode(): FunctionCode {
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
export function logsCode(): FunctionCode {
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

export function stepsCode(): FunctionCode {
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

export function linesCode(): FunctionCode {
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
