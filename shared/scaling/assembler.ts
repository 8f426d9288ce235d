/**
 * WebAssembly's binary format (Core Specification 2.0, chapter 5), as far as the kernel needs it: instructions by their
 * names, function bodies and the module around them.
 */
export type Bytes = readonly number[];

export const I32 = 0x7f;
export const V128 = 0x7b;

export const get = (local: number): Bytes => [0x20, ...unsigned(local)];
export const set = (local: number): Bytes => [0x21, ...unsigned(local)];
export const tee = (local: number): Bytes => [0x22, ...unsigned(local)];
export const loop = (...body: Bytes[]): Bytes => [0x03, 0x40, ...body.flat(), 0x0b];
export const when = (...body: Bytes[]): Bytes => [0x04, 0x40, ...body.flat(), 0x0b];
export const branchIf = (depth: number): Bytes => [0x0d, depth];
/** Of address, byte and length. */
export const fillMemory: Bytes = [0xfc, 0x0b, 0x00];
export const convertSigned: Bytes = [0xb7];

export const i32 = {
  const: (value: number): Bytes => [0x41, ...signed(value)],
  add: [0x6a],
  sub: [0x6b],
  mul: [0x6c],
  load: (offset = 0): Bytes => [0x28, 2, ...unsigned(offset)],
  load16u: [0x2f, 1, 0],
  store16: [0x3b, 1, 0],
} as const;

/** Offsets of loads and stores are constants, in bytes. Every address is a multiple of 8. */
export const v128 = {
  load: (offset = 0): Bytes => vector(0, 3, ...unsigned(offset)),
  /** Four 16-bit numbers as four 32-bit ones. */
  load16x4u: (offset = 0): Bytes => vector(4, 3, ...unsigned(offset)),
  load64splat: (offset = 0): Bytes => vector(10, 3, ...unsigned(offset)),
  store: (offset = 0): Bytes => vector(11, 3, ...unsigned(offset)),
  const32: (a: number, b: number, c: number, d: number): Bytes =>
    vector(12, ...[a, b, c, d].flatMap((word) => [0, 8, 16, 24].map((bits) => (word >>> bits) & 0xff))),
  const64: (value: number): Bytes => {
    const bytes = new Uint8Array(8);
    new DataView(bytes.buffer).setFloat64(0, value, true);
    return vector(12, ...bytes, ...bytes);
  },
  /** Of the eight 32-bit words of two vectors those four. */
  shuffle32: (...words: readonly [number, number, number, number]): Bytes =>
    vector(13, ...words.flatMap((word) => [4 * word, 4 * word + 1, 4 * word + 2, 4 * word + 3])),
  not: vector(77),
  and: vector(78),
  or: vector(80),
  xor: vector(81),
  bitselect: vector(82),
  anyTrue: vector(83),
} as const;

export const i32x4 = {
  splat: vector(17),
  extract: (lane: number): Bytes => vector(27, lane),
  eq: vector(55),
  lessUnsigned: vector(58),
  shl: vector(171),
  shrSigned: vector(172),
  shrUnsigned: vector(173),
  add: vector(174),
  sub: vector(177),
} as const;

export const i64x2 = {
  sub: vector(209),
  /** Products of 64 bits of the two lower, of the two upper lanes. */
  multiplyLowUnsigned: vector(222),
  multiplyHighUnsigned: vector(223),
} as const;

export const f64x2 = {
  splat: vector(20),
  less: vector(73),
  negate: vector(237),
  add: vector(240),
  sub: vector(241),
  mul: vector(242),
  div: vector(243),
  /** The two lower lanes of four whole numbers. */
  convertLowSigned: vector(254),
} as const;

// what is written often
export const plus = (x: Bytes, y: Bytes): Bytes => [...x, ...y, ...f64x2.add];
export const minus = (x: Bytes, y: Bytes): Bytes => [...x, ...y, ...f64x2.sub];
export const times = (x: Bytes, y: Bytes): Bytes => [...x, ...y, ...f64x2.mul];
export const less = (x: Bytes, y: Bytes): Bytes => [...x, ...y, ...f64x2.less];
export const forward = (address: number, by: Bytes): Bytes => [...get(address), ...by, ...i32.add, ...set(address)];
/** Ends a loop that runs as often as `left` says. */
export const again = (left: number): Bytes => [...get(left), ...i32.const(1), ...i32.sub, ...tee(left), ...branchIf(0)];

export interface FunctionCode {
  readonly name: string;
  /** All of them 32-bit numbers. */
  readonly parameters: number;
  readonly locals: readonly (readonly [count: number, type: number])[];
  readonly code: readonly Bytes[];
}

/** A module that works in the memory it is given as `assay.memory`. */
export function moduleOf(functions: readonly FunctionCode[]): Uint8Array<ArrayBuffer> {
  const types = functions.map(({ parameters }) => [0x60, ...list(Array<Bytes>(parameters).fill([I32])), 0]);
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, list(types)),
    ...section(2, list([[...text('assay'), ...text('memory'), 0x02, 0x00, 0x00]])),
    ...section(3, list(functions.map((_, place) => unsigned(place)))),
    ...section(7, list(functions.map(({ name }, place) => [...text(name), 0x00, ...unsigned(place)]))),
    ...section(10, list(functions.map(bodyOf))),
  ]);
}

function bodyOf({ locals, code }: FunctionCode): Bytes {
  const content = [...list(locals.map(([count, type]) => [...unsigned(count), type])), ...code.flat(), 0x0b];
  return [...unsigned(content.length), ...content];
}

function vector(instruction: number, ...immediates: number[]): Bytes {
  return [0xfd, ...unsigned(instruction), ...immediates];
}

function section(id: number, content: Bytes): Bytes {
  return [id, ...unsigned(content.length), ...content];
}

function list(items: readonly Bytes[]): Bytes {
  return [...unsigned(items.length), ...items.flat()];
}

function text(ascii: string): Bytes {
  return [...unsigned(ascii.length), ...Array.from(ascii, (sign) => sign.charCodeAt(0))];
}

/** LEB128. */
function unsigned(value: number): Bytes {
  const bytes: number[] = [];
  let rest = value;
  for (;;) {
    const low = rest & 0x7f;
    rest >>>= 7;
    if (rest === 0) return [...bytes, low];
    bytes.push(low | 0x80);
  }
}

/** LEB128 with a sign; all constants here are small and not negative. */
function signed(value: number): Bytes {
  const bytes = [...unsigned(value)];
  const last = bytes.at(-1) ?? 0;
  return last & 0x40 ? [...bytes.slice(0, -1), last | 0x80, 0] : bytes;
}
