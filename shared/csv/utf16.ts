/** A byte that no UTF-8 text holds: stands where UTF-16 was broken, so that the cell around it is found broken. */
export const BROKEN = 0xff;

/** Rewrites UTF-16 (without its mark) as UTF-8, chunk by chunk; a chunk may end anywhere. */
export interface Utf16Rewriter {
  push(chunk: Uint8Array): Uint8Array;
  end(): Uint8Array;
}

/**
 * A rewriter for one file. A surrogate without its partner and a byte left over at the end become `BROKEN`, as Python
 * refuses them.
 */
export function createUtf16Rewriter(littleEndian: boolean): Utf16Rewriter {
  let oddByte = -1;
  let high = 0;
  let out = new Uint8Array(0);
  let length = 0;

  function unit(code: number): void {
    const isLow = code >= 0xdc00 && code <= 0xdfff;
    if (high !== 0) {
      if (isLow) {
        const point = ((high - 0xd7c0) << 10) | (code & 0x3ff);
        out[length++] = 0xf0 | (point >> 18);
        out[length++] = 0x80 | ((point >> 12) & 0x3f);
        out[length++] = 0x80 | ((point >> 6) & 0x3f);
        out[length++] = 0x80 | (point & 0x3f);
        high = 0;
        return;
      }
      out[length++] = BROKEN;
      high = 0;
    }
    if (code < 0x80) {
      out[length++] = code;
    } else if (code < 0x800) {
      out[length++] = 0xc0 | (code >> 6);
      out[length++] = 0x80 | (code & 0x3f);
    } else if (isLow) {
      out[length++] = BROKEN;
    } else if (code >= 0xd800 && code <= 0xdbff) {
      high = code;
    } else {
      out[length++] = 0xe0 | (code >> 12);
      out[length++] = 0x80 | ((code >> 6) & 0x3f);
      out[length++] = 0x80 | (code & 0x3f);
    }
  }

  return {
    push(chunk) {
      // Two bytes become at most three, four at most four; eight cover what was held back.
      const room = Math.ceil(chunk.length / 2) * 3 + 8;
      if (out.length < room) out = new Uint8Array(room);
      length = 0;
      let at = 0;
      if (oddByte >= 0 && chunk.length > 0) {
        unit(littleEndian ? oddByte | (chunk[0]! << 8) : (oddByte << 8) | chunk[0]!);
        oddByte = -1;
        at = 1;
      }
      for (; at + 1 < chunk.length; at += 2) {
        unit(littleEndian ? chunk[at]! | (chunk[at + 1]! << 8) : (chunk[at]! << 8) | chunk[at + 1]!);
      }
      if (at < chunk.length) oddByte = chunk[at]!;
      return out.subarray(0, length);
    },
    end() {
      return high !== 0 || oddByte >= 0 ? Uint8Array.of(BROKEN) : new Uint8Array(0);
    },
  };
}
