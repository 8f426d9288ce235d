/** Counts the tokens of a text in which special tokens, such as `<|endoftext|>`, are plain text. */
export type TokenCounter = (text: string) => number;

/** A token by its rank: a string where its bytes are UTF-8, else its bytes. */
export type TokenRanks = readonly (string | readonly number[])[];

/**
 * Byte pair encoding as GPT-2 and GPT-3 do it (Radford et al., 2019; `r50k_base` in OpenAI's tiktoken), counted rather
 * than written out. White space is Unicode's property, as there: JavaScript's `\s` has U+FEFF and lacks U+0085. A lone
 * surrogate counts as the replacement character that it becomes in UTF-8. The time grows with n log n, whatever the text.
 */
export function createTokenCounter(ranks: TokenRanks): TokenCounter {
  let table: RankTable | null = null;
  const known = new Map<string, number>();

  function countPiece(piece: string): number {
    const remembered = known.get(piece);
    if (remembered !== undefined) return remembered;
    // made when the first token is counted: many files need none counted
    table ??= rankTable(ranks);
    const bytes = utf8Bytes(piece);
    const count = table.rankOf.has(bytes) ? 1 : countMerged(bytes, table);
    if (piece.length <= REMEMBERED_LENGTH) {
      if (known.size >= REMEMBERED_PIECES) known.clear();
      known.set(piece, count);
    }
    return count;
  }

  return (text) => {
    let count = 0;
    for (const piece of text.match(PIECES) ?? []) count += countPiece(piece);
    return count;
  };
}

/** Ranks by a token's bytes, and how many the longest has. */
interface RankTable {
  readonly rankOf: ReadonlyMap<string, number>;
  readonly longest: number;
}

function rankTable(ranks: TokenRanks): RankTable {
  const rankOf = new Map<string, number>();
  let longest = 0;
  for (const [rank, token] of ranks.entries()) {
    const bytes = typeof token === 'string' ? utf8Bytes(token) : String.fromCharCode(...token);
    longest = Math.max(longest, bytes.length);
    rankOf.set(bytes, rank);
  }
  return { rankOf, longest };
}

/** How many bytes a text has in UTF-8, and so how many tokens at most. */
export function utf8Length(text: string): number {
  let length = text.length;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x80) continue;
    if (code < 0x800) length += 1;
    else if (isHigh(code) && isLow(text.charCodeAt(i + 1))) {
      length += 2; // four bytes for two code units
      i += 1;
    } else length += 2;
  }
  return length;
}

const REMEMBERED_PIECES = 50_000;
const REMEMBERED_LENGTH = 64;

/** Within these pieces, and never across, bytes are merged. */
const PIECES =
  /'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\p{White_Space}\p{L}\p{N}]+|\p{White_Space}+(?!\P{White_Space})|\p{White_Space}+/gu;

/**
 * Merges the neighbours whose union has the lowest rank, the first of equal ones, until no union is a token. Candidates
 * wait in a heap; one whose parts were merged meanwhile is passed over.
 */
function countMerged(bytes: string, { rankOf, longest }: RankTable): number {
  const size = bytes.length;
  const next = new Int32Array(size + 1); // where the part that begins here ends
  const previous = new Int32Array(size + 1);
  const pairRank = new Int32Array(size).fill(-1); // of the part that begins here with the one after it
  const heap = createNumberHeap();
  const consider = (start: number): void => {
    const middle = next[start]!;
    const end = middle < size ? next[middle]! : -1;
    const rank = end < 0 || end - start > longest ? undefined : rankOf.get(bytes.slice(start, end));
    pairRank[start] = rank ?? -1;
    if (rank !== undefined) heap.push(rank * 2 ** 32 + start);
  };
  for (let at = 0; at <= size; at++) {
    next[at] = at + 1;
    previous[at] = at - 1;
  }
  for (let at = 0; at < size; at++) consider(at);
  let parts = size;
  for (;;) {
    const lowest = heap.pop();
    if (lowest === null) return parts;
    const start = lowest % 2 ** 32;
    if (pairRank[start] !== Math.floor(lowest / 2 ** 32)) continue;
    const middle = next[start]!;
    const end = next[middle]!;
    next[start] = end;
    previous[end] = start;
    pairRank[middle] = -1;
    parts -= 1;
    consider(start);
    if (previous[start]! >= 0) consider(previous[start]!);
  }
}

interface NumberHeap {
  push(value: number): void;
  /** The lowest; null of an empty one. */
  pop(): number | null;
}

function createNumberHeap(): NumberHeap {
  const values: number[] = [];
  return {
    push(value) {
      let at = values.length;
      values.push(value);
      while (at > 0) {
        const parent = (at - 1) >> 1;
        if (values[parent]! <= value) break;
        values[at] = values[parent]!;
        at = parent;
      }
      values[at] = value;
    },
    pop() {
      const lowest = values[0];
      const last = values.pop();
      if (lowest === undefined || last === undefined) return null;
      if (values.length === 0) return lowest;
      let at = 0;
      for (;;) {
        let child = 2 * at + 1;
        if (child >= values.length) break;
        if (child + 1 < values.length && values[child + 1]! < values[child]!) child += 1;
        if (values[child]! >= last) break;
        values[at] = values[child]!;
        at = child;
      }
      values[at] = last;
      return lowest;
    },
  };
}

/** The bytes of a text in UTF-8, each as a character from U+0000 to U+00FF; an ASCII text is its own. */
function utf8Bytes(text: string): string {
  if (isAscii(text)) return text;
  let bytes = '';
  for (const sign of text) {
    let point = sign.codePointAt(0) ?? 0;
    if (point >= 0xd800 && point <= 0xdfff) point = 0xfffd;
    if (point < 0x80) bytes += sign;
    else if (point < 0x800) bytes += String.fromCharCode(0xc0 | (point >> 6), tail(point, 0));
    else if (point < 0x10000) bytes += String.fromCharCode(0xe0 | (point >> 12), tail(point, 6), tail(point, 0));
    else bytes += String.fromCharCode(0xf0 | (point >> 18), tail(point, 12), tail(point, 6), tail(point, 0));
  }
  return bytes;
}

function tail(point: number, shift: number): number {
  return 0x80 | ((point >> shift) & 0x3f);
}

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0x7f) return false;
  return true;
}

function isHigh(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}

function isLow(code: number): boolean {
  return code >= 0xdc00 && code <= 0xdfff;
}
