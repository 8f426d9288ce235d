/**
 * Texts of short cells by their bytes: classes, answers, subcategories and the like, of which a file has few different
 * ones. The text of the same bytes is made once and handed out again.
 */
export interface ShortCells {
  /** Null: not kept. `hash`: of these bytes. */
  find(bytes: Uint8Array, start: number, end: number, hash: number): string | null;
  /** In the place of whatever has a hash like it. */
  keep(bytes: Uint8Array, start: number, end: number, hash: number, text: string): void;
}

/** Bytes: longer cells are not kept. */
export const SHORT_CELL = 40;
const KEPT = 256;

export function createShortCells(): ShortCells {
  const texts: (string | null)[] = Array(KEPT).fill(null);
  const lengths = new Uint8Array(KEPT);
  const kept = new Uint8Array(KEPT * SHORT_CELL);
  return {
    find(bytes, start, end, hash) {
      const slot = hash & (KEPT - 1);
      const length = end - start;
      if (lengths[slot] !== length) return null;
      const from = slot * SHORT_CELL;
      for (let at = 0; at < length; at += 1) if (kept[from + at] !== bytes[start + at]) return null;
      return texts[slot]!;
    },
    keep(bytes, start, end, hash, text) {
      const slot = hash & (KEPT - 1);
      const from = slot * SHORT_CELL;
      for (let at = start; at < end; at += 1) kept[from + at - start] = bytes[at]!;
      lengths[slot] = end - start;
      texts[slot] = text;
    },
  };
}
