/**
 * Prompts in a form that can be compared quickly: one-permutation MinHash (Li, Owen and Zhang, 2012) over shingles of
 * five code units, its empty bins filled from others by a hash (optimal densification, Shrivastava 2017). Two prompts
 * share a bin's value with the probability of their Jaccard similarity. The hash is fixed, so signatures can be stored.
 */
export interface PromptSketch {
  /** Rows that have a signature, ascending. */
  readonly rows: Uint32Array;
  /** `BINS` values a row. */
  readonly signatures: Uint16Array;
}

export interface PromptSketcher {
  /** `key`: 32 bits of a hash of the prompt, the same wherever the prompt stands. */
  see(row: number, prompt: string, key: number): void;
  end(): PromptSketch;
}

export const BINS = 64;
/** Changes whenever signatures do, or which rows have one, so that stored ones are made anew. */
export const SKETCH_METHOD = 2;
/** Of larger data sets as many rows as this at most have a signature: those whose text's hash ends in enough zeros. */
export const MOST_ROWS = 20_000;

export function createPromptSketcher(most: number = MOST_ROWS): PromptSketcher {
  let rows = new Uint32Array(1024);
  let keys = new Int32Array(1024);
  let signatures = new Uint16Array(1024 * BINS);
  let size = 0;
  let mask = 0;
  const bins = new Uint32Array(BINS);

  function resize(capacity: number): void {
    const grown = { rows: new Uint32Array(capacity), keys: new Int32Array(capacity) };
    grown.rows.set(rows.subarray(0, size));
    grown.keys.set(keys.subarray(0, size));
    const grownSignatures = new Uint16Array(capacity * BINS);
    grownSignatures.set(signatures.subarray(0, size * BINS));
    rows = grown.rows;
    keys = grown.keys;
    signatures = grownSignatures;
  }

  /** The same texts stay in every data set, so that equal prompts of two large ones meet. */
  function thinOut(): void {
    mask = mask * 2 + 1;
    let kept = 0;
    for (let at = 0; at < size; at++) {
      if ((keys[at]! & mask) !== 0) continue;
      rows[kept] = rows[at]!;
      keys[kept] = keys[at]!;
      signatures.copyWithin(kept * BINS, at * BINS, (at + 1) * BINS);
      kept += 1;
    }
    size = kept;
  }

  return {
    see(row, prompt, key) {
      if ((key & mask) !== 0) return;
      if (size === rows.length) resize(size * 2);
      rows[size] = row;
      keys[size] = key;
      sign(prompt, bins, signatures.subarray(size * BINS, (size + 1) * BINS));
      size += 1;
      // a text that stands there too often cannot be thinned out by its hash
      while (size > most && mask < 0xffff) thinOut();
    },
    end: () => ({ rows: rows.slice(0, size), signatures: signatures.slice(0, size * BINS) }),
  };
}

/** The share of equal bins of two signatures, each by its place among many: an estimate of the Jaccard similarity with a standard error of 0.05 at 0.8. */
export function similarity(a: Uint16Array, atA: number, b: Uint16Array, atB: number): number {
  let equal = 0;
  for (let i = 0, p = atA * BINS, q = atB * BINS; i < BINS; i++, p++, q++) if (a[p] === b[q]) equal += 1;
  return equal / BINS;
}

const SHINGLE = 5;
const BASE = 0x01000193;
/** `BASE` to the power of `SHINGLE`: takes the oldest code unit out of a rolling hash. */
const OLDEST = Array.from({ length: SHINGLE }).reduce<number>((power) => Math.imul(power, BASE), 1);
const EMPTY = 0xffffffff;
/** Room for the code units of nearly every text. */
const usual = new Uint16Array(1 << 14);

/** Case and the amount of white space make no difference. */
function sign(text: string, bins: Uint32Array, signature: Uint16Array): void {
  bins.fill(EMPTY);
  const codes = text.length <= usual.length ? usual : new Uint16Array(text.length);
  const length = normalize(text, codes);
  let hash = 0;
  for (let i = 0; i < Math.min(SHINGLE - 1, length); i++) hash = (Math.imul(hash, BASE) + codes[i]!) | 0;
  let filled = length < SHINGLE ? take(hash, bins) : 0;
  for (let i = SHINGLE - 1; i < length; i++) {
    const gone = i >= SHINGLE ? codes[i - SHINGLE]! : 0;
    hash = (Math.imul(hash, BASE) + codes[i]! - Math.imul(gone, OLDEST)) | 0;
    filled += take(hash, bins);
  }
  for (let bin = 0; bin < BINS; bin++) {
    let from = bin;
    for (let attempt = 1; bins[from] === EMPTY && filled > 0; attempt++) from = mix(bin * 0x10001 + attempt) >>> 26;
    signature[bin] = bins[from]! & 0xffff;
  }
}

/** Writes a text's code units, white space as one space and capitals as small letters; how many there are. */
function normalize(text: string, codes: Uint16Array): number {
  let length = 0;
  let spaced = true;
  for (let i = 0; i < text.length; i++) {
    let code = text.charCodeAt(i);
    if (code <= 0x20 || code === 0xa0) {
      if (spaced) continue;
      code = 0x20;
    } else if (code >= 0x41 && code <= 0x5a) code |= 0x20;
    spaced = code === 0x20;
    codes[length++] = code;
  }
  return length;
}

/** Puts a shingle's hash into its bin; 1 where it is the first there. */
function take(hash: number, bins: Uint32Array): 0 | 1 {
  const mixed = mix(hash);
  const bin = mixed >>> 26;
  const value = mixed & 0x03ffffff;
  const known = bins[bin]!;
  if (value < known) bins[bin] = value;
  return known === EMPTY ? 1 : 0;
}

/** Murmur3's finish (Appleby). */
function mix(value: number): number {
  let x = value;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
}
