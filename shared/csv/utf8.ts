/**
 * Turns a stretch of UTF-8 bytes into text, byte order marks included. `ascii` tells that no byte is above 127. What is
 * not valid UTF-8 must come out with at least one U+FFFD in it, as TextDecoder and Node's buffers give it.
 */
export type DecodeSlice = (bytes: Uint8Array, start: number, end: number, ascii: boolean) => string;

/** How many code units go to String.fromCharCode at once: below every engine's limit for arguments. */
const BLOCK = 8192;

const SINGLE: readonly string[] = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code));

const units = new Uint16Array(BLOCK);

function fromUnits(list: Uint8Array | Uint16Array): string {
  return String.fromCharCode.apply(null, list as unknown as number[]);
}

function asciiText(bytes: Uint8Array, start: number, end: number): string {
  if (end - start <= BLOCK) return fromUnits(bytes.subarray(start, end));
  const parts: string[] = [];
  for (let at = start; at < end; at += BLOCK) parts.push(fromUnits(bytes.subarray(at, Math.min(end, at + BLOCK))));
  return parts.join('');
}

/**
 * Where the bytes stop being UTF-8 (an offset from the start of the array), or -1 if they are UTF-8 throughout.
 * Source: the Unicode Standard, table 3-7 (no overlong forms, no surrogates, nothing above U+10FFFF), as Python.
 */
export function invalidUtf8At(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end) {
    const lead = bytes[at]!;
    if (lead < 0x80) {
      at += 1;
      continue;
    }
    if (lead < 0xc2 || lead > 0xf4) return at;
    const more = lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
    if (at + more >= end) return at;
    const second = bytes[at + 1]!;
    const lowest = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
    const highest = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
    if (second < lowest || second > highest) return at;
    if (more > 1 && (bytes[at + 2]! & 0xc0) !== 0x80) return at;
    if (more > 2 && (bytes[at + 3]! & 0xc0) !== 0x80) return at;
    at += more + 1;
  }
  return -1;
}

/** Needs nothing from the platform; bytes that are not valid UTF-8 throughout come out as one U+FFFD. */
export const decodeUtf8: DecodeSlice = (bytes, start, end, ascii) => {
  if (ascii) return end - start === 1 ? SINGLE[bytes[start]!]! : asciiText(bytes, start, end);
  if (invalidUtf8At(bytes, start, end) >= 0) return '\ufffd';
  const parts: string[] = [];
  let filled = 0;
  let at = start;
  while (at < end) {
    if (filled > BLOCK - 2) {
      parts.push(fromUnits(units.subarray(0, filled)));
      filled = 0;
    }
    const lead = bytes[at]!;
    if (lead < 0x80) {
      units[filled++] = lead;
      at += 1;
    } else if (lead < 0xe0) {
      units[filled++] = ((lead & 0x1f) << 6) | (bytes[at + 1]! & 0x3f);
      at += 2;
    } else if (lead < 0xf0) {
      units[filled++] = ((lead & 0x0f) << 12) | ((bytes[at + 1]! & 0x3f) << 6) | (bytes[at + 2]! & 0x3f);
      at += 3;
    } else {
      const point =
        ((lead & 0x07) << 18) |
        ((bytes[at + 1]! & 0x3f) << 12) |
        ((bytes[at + 2]! & 0x3f) << 6) |
        (bytes[at + 3]! & 0x3f);
      units[filled++] = 0xd7c0 + (point >> 10);
      units[filled++] = 0xdc00 | (point & 0x3ff);
      at += 4;
    }
  }
  parts.push(fromUnits(units.subarray(0, filled)));
  return parts.length === 1 ? parts[0]! : parts.join('');
};
