/**
 * Remembers where each text was first seen, by 64 bits of its hash: 13 bytes a place, so that ten million fit into memory.
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
  /** The two halves of a hash, and the row + 1; 0 marks a free place. */
  let table = new Uint32Array(capacity * FIELDS);
  /** Nearly all values are small; the others stand in `large` by their row. */
  let values = new Uint8Array(capacity);
  const large = new Map<number, number>();

  function slotOf(low: number, high: number): number {
    let slot = low & (capacity - 1);
    for (;;) {
      const at = slot * FIELDS;
      if (table[at + 2] === 0 || (table[at] === low && table[at + 1] === high)) return slot;
      slot = (slot + 1) & (capacity - 1);
    }
  }

  function write(slot: number, low: number, high: number, rowAndOne: number, value: number): void {
    const at = slot * FIELDS;
    table[at] = low;
    table[at + 1] = high;
    table[at + 2] = rowAndOne;
    values[slot] = value;
  }

  function grow(): void {
    const [old, oldValues] = [table, values];
    capacity *= 2;
    table = new Uint32Array(capacity * FIELDS);
    values = new Uint8Array(capacity);
    for (let slot = 0, at = 0; at < old.length; slot++, at += FIELDS) {
      const [low, high, row] = [old[at]!, old[at + 1]!, old[at + 2]!];
      if (row !== 0) write(slotOf(low, high), low, high, row, oldValues[slot]!);
    }
  }

  return {
    firstWith(signedLow, signedHigh, row, value) {
      const low = signedLow >>> 0;
      const high = signedHigh >>> 0;
      const slot = slotOf(low, high);
      const found = table[slot * FIELDS + 2]!;
      if (found !== 0) {
        const kept = values[slot]!;
        return { row: found - 1, value: kept === LARGE ? large.get(found - 1)! : kept };
      }
      write(slot, low, high, row + 1, Math.min(value, LARGE));
      if (value >= LARGE) large.set(row, value);
      size += 1;
      if (size > capacity * 0.75) grow();
      return null;
    },
  };
}

const FIELDS = 3;
const LARGE = 255;
