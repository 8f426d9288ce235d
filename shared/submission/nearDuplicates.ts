import { BINS, type PromptSketch, similarity } from './sketch.ts';

/** How much two data sets have in common. */
export interface SharedPrompts {
  /** Rows of the first that have an almost equal one in the second. */
  readonly rows: number;
  readonly otherRows: number;
  /** The first of them: row, other row, similarity; at most `LISTED_PAIRS`. */
  readonly pairs: readonly (readonly [row: number, other: number, similarity: number])[];
}

/** From this similarity on two prompts are almost the same. */
export const ALMOST_THE_SAME = 0.8;
/** Fewer than this share of both data sets may be chance. */
export const SHARED_SHARE = 0.05;
export const LISTED_PAIRS = 100;

/** Whether so much in common is worth a word. */
export function isNearDuplicate(
  shared: Pick<SharedPrompts, 'rows' | 'otherRows'>,
  sizes: { readonly rows: number; readonly otherRows: number },
): boolean {
  const enough = (found: number, of: number) => found >= Math.min(3, of) && found >= SHARED_SHARE * of && found > 0;
  return enough(shared.rows, sizes.rows) || enough(shared.otherRows, sizes.otherRows);
}

/** A sketch with the bands of its signatures: what two data sets are compared by. */
export interface BandedSketch {
  readonly rows: Uint32Array;
  /** `BANDS` hashes a row. */
  readonly bands: Int32Array;
  /** Asked for only where some bands agree, which they hardly ever do. */
  readonly signatures: () => Uint16Array;
}

/** What a data set, as the first, shares with others. */
export interface SketchIndex {
  compare(other: BandedSketch): SharedPrompts;
}

/**
 * Rows whose signatures agree in one of 12 bands of five bins are compared (Leskovec, Rajaraman and Ullman, Mining of
 * Massive Datasets, 3.4): of pairs with a similarity of 0.8 all but 1 in 100 are.
 */
export function indexSketch(sketch: BandedSketch): SketchIndex {
  const { rows, bands } = sketch;
  const slots = slotsFor(rows.length * BANDS);
  const first = new Int32Array(slots); // entry + 1; 0: free
  const next = new Int32Array(rows.length * BANDS);
  const seen = createHashFilter(rows.length * BANDS);
  for (let entry = bands.length - 1; entry >= 0; entry--) {
    const hash = bands[entry]!;
    next[entry] = first[hash & (slots - 1)]!;
    first[hash & (slots - 1)] = entry + 1;
    seen.add(hash);
  }

  function compare(other: BandedSketch): SharedPrompts {
    let own: Uint16Array | null = null;
    let others: Uint16Array | null = null;
    const met = new Uint8Array(rows.length);
    let metHere = 0;
    let metThere = 0;
    const pairs: [number, number, number][] = [];
    for (let there = 0; there < other.rows.length; there++) {
      let found = false;
      for (let band = 0; band < BANDS; band++) {
        const hash = other.bands[there * BANDS + band]!;
        if (!seen.mayHave(hash)) continue;
        if (found && metHere === rows.length) break;
        let looked = 0;
        for (let entry = first[hash & (slots - 1)]! - 1; entry >= 0; entry = next[entry]! - 1) {
          if (bands[entry] !== hash) continue;
          const here = (entry - band) / BANDS;
          if (found && met[here] === 1) continue;
          if (++looked > LOOKED_AT) break;
          own ??= sketch.signatures();
          others ??= other.signatures();
          const alike = similarity(own, here, others, there);
          if (alike < ALMOST_THE_SAME) continue;
          if (met[here] === 0) metHere += 1;
          if (!found) metThere += 1;
          if (pairs.length < LISTED_PAIRS && (!found || met[here] === 0)) {
            pairs.push([rows[here]!, other.rows[there]!, alike]);
          }
          met[here] = 1;
          found = true;
        }
      }
    }
    return { rows: metHere, otherRows: metThere, pairs: pairs.sort((a, b) => a[0] - b[0] || a[1] - b[1]) };
  }

  return { compare };
}

export const BANDS = 12;
const BAND_BINS = Math.floor(BINS / BANDS);
/** In a band that hundreds of rows share, as those of one template do, so many are compared. */
const LOOKED_AT = 200;

export function withBands({ rows, signatures }: PromptSketch): BandedSketch {
  const bands = new Int32Array(rows.length * BANDS);
  for (let at = 0, entry = 0; at < rows.length; at++) {
    for (let band = 0; band < BANDS; band++, entry++) bands[entry] = bandHash(signatures, at, band);
  }
  return { rows, bands, signatures: () => signatures };
}

/** The band's number is part of it: an entry with the same hash is one of the same band. */
function bandHash(signatures: Uint16Array, at: number, band: number): number {
  let hash = Math.imul(band + 1, 0x9e3779b1);
  const from = at * BINS + band * BAND_BINS;
  for (let i = from; i < from + BAND_BINS; i++) hash = Math.imul(hash ^ signatures[i]!, 0x85ebca6b) ^ (hash >>> 15);
  // four bits say the band, so that the entry's own band can be told from its place
  return (hash << 4) | band;
}

/**
 * Bits that say which hashes cannot be there: nearly all rows of another data set share no band, and bits fit into the
 * processor's cache where the index does not.
 */
function createHashFilter(entries: number): { add(hash: number): void; mayHave(hash: number): boolean } {
  const bits = slotsFor(entries * 8);
  const words = new Int32Array(bits / 32);
  const placeOf = (hash: number) => (hash ^ (hash >>> 15)) & (bits - 1);
  return {
    add(hash) {
      const place = placeOf(hash);
      words[place >>> 5]! |= 1 << (place & 31);
    },
    mayHave(hash) {
      const place = placeOf(hash);
      return (words[place >>> 5]! & (1 << (place & 31))) !== 0;
    },
  };
}

function slotsFor(entries: number): number {
  let slots = 1024;
  while (slots < entries * 2) slots *= 2;
  return slots;
}
