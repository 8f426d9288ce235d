import {
  again,
  type Bytes,
  branchIf,
  type FunctionCode,
  f64x2,
  fillMemory,
  forward,
  get,
  I32,
  i32,
  i32x4,
  i64x2,
  loop,
  set,
  tee,
  V128,
  v128,
  when,
} from './assembler.ts';

/** How the kernel draws and adds up; see kernel.ts. */

/** Resamples that go side by side. */
export const LANES = 4;

/** Eight running sums, two pairs of counts, a value and products stay within the registers of every processor. */
export const MOST_COLUMNS = 4;

export function drawCode(): FunctionCode {
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

export function addCode(columns: number): FunctionCode {
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
