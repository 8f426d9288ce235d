/**
 * 64 bits of a stretch of bytes, in two halves, written to `out`. Four bytes a step: the words are
 * mixed as in MurmurHash3 (Appleby, public domain) and go into two chains that turn them by different amounts.
 */
export function hashBytes(bytes: DataView, start: number, end: number, out: Int32Array): void {
  let low = 0x9747b28c ^ (end - start);
  let high = 0x3c6ef372 + (end - start);
  let place = start;
  for (; place + 4 <= end; place += 4) {
    const word = mixWord(bytes.getInt32(place, true));
    low ^= word;
    low = Math.imul((low << 13) | (low >>> 19), 0x9e3779b1);
    high = (high + word) | 0;
    high = Math.imul((high << 17) | (high >>> 15), 0x85ebca77);
  }
  let rest = 0;
  for (; place < end; place += 1) rest = (rest << 8) | bytes.getUint8(place);
  const word = mixWord(rest);
  low = finish(low ^ word);
  high = finish(((high + word) | 0) ^ low);
  out[0] = low;
  out[1] = high;
}

function mixWord(word: number): number {
  const mixed = Math.imul(word, 0xcc9e2d51);
  return Math.imul((mixed << 15) | (mixed >>> 17), 0x1b873593);
}

function finish(value: number): number {
  let x = value;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) | 0;
}

/** One hash of two parts in their order: `out` becomes the hash of what it held, followed by the other. */
export function chainHash(out: Int32Array, low: number, high: number): void {
  const first = Math.imul(out[0]! ^ mixWord(low), 0x9e3779b1);
  const second = Math.imul((out[1]! + mixWord(high ^ (first >>> 15))) | 0, 0x85ebca77);
  out[0] = finish(first ^ (second >>> 16));
  out[1] = finish(second ^ out[0]!);
}
