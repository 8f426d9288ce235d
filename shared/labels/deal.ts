import { type SeededRandom, seededRandom } from '../random.ts';

export interface DealRequest {
  /** How many examples the data set has; rows are 0 … examples − 1. */
  readonly examples: number;
  /** How many of them are drawn; null for all. */
  readonly sample: number | null;
  /** How many contractors see each drawn example. */
  readonly overlap: number;
  readonly contractors: readonly string[];
  /** From 0 to 2³² − 1. The same request with the same seed gives the same deal. */
  readonly seed: number;
}

export interface LabelDeal {
  /** The drawn rows in the order of the draw, in which sequential sampling settles them. */
  readonly sample: readonly number[];
  /** For each contractor the rows in the order in which that person sees them. */
  readonly shares: ReadonlyMap<string, readonly number[]>;
}

/**
 * Deals examples evenly: shares differ by one at most, nobody gets an example twice, everybody's order is random and
 * stable. The order in which contractors are named changes nothing.
 *
 * @returns the deal, or a sentence that says why there can be none
 */
export function dealLabels(
  request: DealRequest,
): { readonly ok: true; readonly deal: LabelDeal } | { readonly ok: false; readonly message: string } {
  const contractors = [...new Set(request.contractors)].sort();
  if (contractors.length < request.overlap) {
    const people = contractors.length === 1 ? 'one contractor is' : `${contractors.length} contractors are`;
    return {
      ok: false,
      message: `Each example is to be seen by ${request.overlap} contractors, but only ${people} chosen. Choose more, or lower the overlap.`,
    };
  }
  const size = Math.min(request.sample ?? request.examples, request.examples);
  const random = seededRandom(`deal ${request.seed}`);
  const sample = drawRows(request.examples, size, random);
  const shares = new Map<string, number[]>(contractors.map((id) => [id, []]));
  for (const row of sample) {
    for (const id of leastLoaded(shares, request.overlap, random)) shares.get(id)!.push(row);
  }
  for (const [id, rows] of shares) shuffle(rows, seededRandom(`order ${request.seed} ${id}`));
  return { ok: true, deal: { sample, shares } };
}

/** Uniform without replacement; a sparse Fisher–Yates, so that 300 of a million cost 300 steps. */
function drawRows(examples: number, size: number, random: SeededRandom): number[] {
  const moved = new Map<number, number>();
  const drawn: number[] = [];
  for (let i = 0; i < size; i++) {
    const j = i + random.below(examples - i);
    drawn.push(moved.get(j) ?? j);
    moved.set(j, moved.get(i) ?? i);
  }
  return drawn;
}

function leastLoaded(shares: ReadonlyMap<string, readonly number[]>, count: number, random: SeededRandom): string[] {
  return [...shares]
    .map(([id, rows]) => ({ id, load: rows.length, lot: random.uint32() }))
    .sort((a, b) => a.load - b.load || a.lot - b.lot || (a.id < b.id ? -1 : 1))
    .slice(0, count)
    .map((entry) => entry.id);
}

/** Fisher–Yates, in place. */
export function shuffle<T>(items: T[], random: SeededRandom): void {
  for (let i = items.length - 1; i > 0; i--) {
    const j = random.below(i + 1);
    const held = items[i]!;
    items[i] = items[j]!;
    items[j] = held;
  }
}
