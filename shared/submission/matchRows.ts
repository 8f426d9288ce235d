/** A row as it is compared: hashes of what it says, so that a million of them fit in memory. */
export interface ComparedRow {
  readonly row: number;
  /** Of every cell. */
  readonly content: string;
  /** Of the prompt alone. */
  readonly prompt: string;
  readonly name: string | null;
}

export interface MatchedRows {
  /** Rows that say the same in both. */
  readonly same: number;
  /** Of those, how many stand in another order. */
  readonly moved: number;
  /** Rows that are each other's, with other words. In the order of `to`. */
  readonly changed: readonly (readonly [from: number, to: number])[];
  readonly added: readonly number[];
  readonly removed: readonly number[];
}

/**
 * Which row of one version is which of another: first by all that they say, then by their names, then by their prompts,
 * then by their place between rows that are matched already, if `alike` says that one may be the other rewritten. Each
 * step matches what the steps before left over, in time that grows with the number of rows.
 */
export function matchRows(
  from: readonly ComparedRow[],
  to: readonly ComparedRow[],
  alike: (from: number, to: number) => boolean,
): MatchedRows {
  const partner = new Int32Array(to.length).fill(-1);
  const taken = new Uint8Array(from.length);
  const pair = (a: number, b: number) => {
    partner[b] = a;
    taken[a] = 1;
  };
  const matchBy = (key: (row: ComparedRow) => string | null, onlyUnique: boolean) => {
    const places = new Map<string, number[]>();
    for (const [place, row] of from.entries()) {
      const own = taken[place] ? null : key(row);
      if (own === null) continue;
      const known = places.get(own);
      if (known) known.push(place);
      else places.set(own, [place]);
    }
    const seen = new Map<string, number>();
    if (onlyUnique) {
      for (const [place, row] of to.entries()) {
        const own = partner[place] === -1 ? key(row) : null;
        if (own !== null) seen.set(own, (seen.get(own) ?? 0) + 1);
      }
    }
    const next = new Map<string, number>();
    for (const [place, row] of to.entries()) {
      const own = partner[place] === -1 ? key(row) : null;
      const open = own === null ? undefined : places.get(own);
      if (own === null || !open || (onlyUnique && (open.length > 1 || seen.get(own) !== 1))) continue;
      const turn = next.get(own) ?? 0;
      const first = open[turn];
      if (first === undefined) continue;
      next.set(own, turn + 1);
      pair(first, place);
    }
  };

  matchBy((row) => row.content, false);
  const isSame = Uint8Array.from(partner, (place) => (place >= 0 ? 1 : 0));
  matchBy((row) => row.name, true);
  matchBy((row) => row.prompt, true);
  matchBetween(from, to, partner, taken, alike, pair);

  let same = 0;
  let moved = 0;
  let furthest = -1;
  const changed: (readonly [number, number])[] = [];
  const added: number[] = [];
  for (const [place, { row }] of to.entries()) {
    const own = partner[place] ?? -1;
    if (own < 0) added.push(row);
    else if (isSame[place]) {
      same++;
      if (own < furthest) moved++;
      furthest = Math.max(furthest, own);
    } else changed.push([from[own]?.row ?? 0, row]);
  }
  const removed = from.filter((_, place) => !taken[place]).map(({ row }) => row);
  return { same, moved, changed, added, removed };
}

/** Rows left over between the same two neighbours, one by one from the upper one down. */
function matchBetween(
  from: readonly ComparedRow[],
  to: readonly ComparedRow[],
  partner: Int32Array,
  taken: Uint8Array,
  alike: (from: number, to: number) => boolean,
  pair: (a: number, b: number) => void,
): void {
  let anchor = -1;
  for (let place = 0; place < to.length; place++) {
    const own = partner[place] ?? -1;
    if (own >= 0) {
      anchor = own;
      continue;
    }
    // a few places on: a row may have been added or removed just before
    for (let next = anchor + 1; next < from.length && next <= anchor + 8 && !taken[next]; next++) {
      if (!alike(from[next]?.row ?? 0, to[place]?.row ?? 0)) continue;
      pair(next, place);
      anchor = next;
      break;
    }
  }
}

/** Whether two texts share at least half of the words of the longer one. */
export function sharesWords(a: string, b: string): boolean {
  const counts = new Map<string, number>();
  const words = a.split(/\s+/);
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  const others = b.split(/\s+/);
  let shared = 0;
  for (const word of others) {
    const left = counts.get(word) ?? 0;
    if (left > 0) {
      shared++;
      counts.set(word, left - 1);
    }
  }
  return shared * 2 >= Math.max(words.length, others.length);
}
