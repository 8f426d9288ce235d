/**
 * Remembers where each text was first seen, by 64 bits of its hash: 16 bytes a text, so that ten million fit into memory.
 * Among so many the chance that any two different texts share a hash is below 1 in 100,000.
 */
export interface TextIndex {
  /** Null: seen for the first time, and remembered with its row and value (whole numbers below 2³² − 1). */
  firstWith(low: number, high: number, row: number, value: number): FirstSeen | null;
}

export interface FirstSeen {
  readonly row: number;
  readonly value: number;
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

  function write(low: number, high: number, row: number, value: number, at: number): void {
    table[at] = low;
    table[at + 1] = high;
    table[at + 2] = row;
    table[at + 3] = value;
  }

  function grow(): void {
    const old = table;
    capacity *= 2;
    table = new Uint32Array(capacity * FIELDS);
    for (let at = 0; at < old.length; at += FIELDS) {
      const [low, high] = [old[at]!, old[at + 1]!];
      if (old[at + 2] !== 0) write(low, high, old[at + 2]!, old[at + 3]!, placeOf(low, high));
    }
  }

  return {
    firstWith(signedLow, signedHigh, row, value) {
      const low = signedLow >>> 0;
      const high = signedHigh >>> 0;
      const at = placeOf(low, high);
      const found = table[at + 2]!;
      if (found !== 0) return { row: found - 1, value: table[at + 3]! };
      write(low, high, row + 1, value, at); // 0 marks a free place
      size += 1;
      if (size > capacity * 0.75) grow();
      return null;
    },
  };
}

const FIELDS = 4;
