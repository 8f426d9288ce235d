/** 64 bits of a text, in two halves. */
export interface TextHash {
  readonly low: number;
  readonly high: number;
}

/**
 * A hash of UTF-16 code units, after cyrb53 (bryc, public domain), kept whole at 64 bits. `after` chains texts with a
 * border between them, so that moving a letter from one to the next changes it.
 */
export function hashText(text: string, after: TextHash = START): TextHash {
  let low = after.low ^ text.length;
  let high = after.high ^ 0x1f83d9ab;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    low = Math.imul(low ^ code, 2654435761);
    high = Math.imul(high ^ code, 1597334677);
  }
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  return { low: low >>> 0, high: high >>> 0 };
}

const START: TextHash = { low: 0xdeadbeef, high: 0x41c6ce57 };

/**
 * Remembers where each text was first seen, by its hash: 16 bytes a text, so that ten million fit into memory. Among so
 * many the chance that any two different texts share a hash is below 1 in 100,000.
 */
export interface TextIndex {
  /** Null: seen for the first time, and remembered with its value (a whole number below 2³²). */
  firstWith(hash: TextHash, row: number, value: number): { readonly row: number; readonly value: number } | null;
}

export function createTextIndex(): TextIndex {
  let size = 0;
  let capacity = 1 << 10;
  let table = new Uint32Array(capacity * FIELDS);

  function placeOf(low: number, high: number): number {
    let slot = low & (capacity - 1);
    for (;;) {
      const at = slot * FIELDS;
      const row = table[at + 2]!;
      if (row === 0 || (table[at] === low && table[at + 1] === high)) return at;
      slot = (slot + 1) & (capacity - 1);
    }
  }

  function grow(): void {
    const old = table;
    capacity *= 2;
    table = new Uint32Array(capacity * FIELDS);
    for (let at = 0; at < old.length; at += FIELDS) {
      if (old[at + 2] === 0) continue;
      table.set(old.subarray(at, at + FIELDS), placeOf(old[at]!, old[at + 1]!));
    }
  }

  return {
    firstWith({ low, high }, row, value) {
      const at = placeOf(low, high);
      const found = table[at + 2]!;
      if (found !== 0) return { row: found - 1, value: table[at + 3]! };
      table[at] = low;
      table[at + 1] = high;
      table[at + 2] = row + 1; // 0 marks a free place
      table[at + 3] = value;
      size += 1;
      if (size > capacity * 0.75) grow();
      return null;
    },
  };
}

const FIELDS = 4;
