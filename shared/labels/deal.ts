import { type SeededRandom, seededRandom } from '../random.ts';

export interface DealRequest {
  /** How many examples the data set has; rows are 0 … examples − 1. */
  readonly examples: number;
  /** Rows to draw from where a uniform sample of the data set was recorded before; null for all of them. */
  readonly pool?: readonly number[] | null;
  /** How many are drawn; null for all. */
  readonly sample: number | null;
  /** How many contractors see each drawn example. */
  readonly overlap: number;
  readonly contractors: readonly string[];
  /** From 0 to 2³² − 1. The same request with the same seed gives the same deal. */
  readonly seed: number;
  /** Rows with a known answer: of the data set, or beyond it. */
  readonly known?: readonly number[];
  /** Wanted share of known-answer examples among those that a contractor sees, from 0 to 0.5. */
  readonly knownRate?: number;
  /** Wanted length of the practice round. */
  readonly practice?: number;
  /** Keep everybody near the order of the draw, for sequential sampling. */
  readonly sequential?: boolean;
}

export type ShareKind = 'sample' | 'known';

export interface DealtExample {
  readonly row: number;
  /** `known`: mixed in to see whether the contractor reads; no part of the sample. */
  readonly kind: ShareKind;
}

export interface LabelDeal {
  /** The drawn rows in the order of the draw, in which sequential sampling settles them. */
  readonly sample: readonly number[];
  /** The practice round, the same for everybody; nobody sees one of its examples again. */
  readonly practice: readonly number[];
  /** For each contractor the examples in the order in which that person sees them. */
  readonly shares: ReadonlyMap<string, readonly DealtExample[]>;
}

/** Within so many examples of the draw a contractor's order is random when sampling is sequential. */
const BLOCK = 20;

/**
 * Deals examples evenly: shares of the sample differ by one at most, nobody gets an example twice, everybody's order is
 * random and stable. The order in which contractors are named changes nothing.
 *
 * The sample is uniform whatever answers are known: known-answer examples that it happens to hold stay in it. Practice and
 * mixed-in ones are taken from those outside it; only where the sample is to be all does the practice round take some out.
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
  const available = request.pool?.length ?? request.examples;
  const size = Math.min(request.sample ?? available, available);
  const random = seededRandom(`deal ${request.seed}`);
  const drawn = drawRows(available, size, random).map((place) => request.pool?.[place] ?? place);
  const known = [...new Set(request.known ?? [])].sort((a, b) => a - b);
  const practice = drawPractice(drawn, known, request);
  const practised = new Set(practice);
  const sample = drawn.filter((row) => !practised.has(row));
  if (sample.length === 0) {
    return { ok: false, message: 'The practice round would take every example. Make it shorter.' };
  }
  const dealt = new Map<string, number[]>(contractors.map((id) => [id, []]));
  const draw = leastLoaded([...dealt.keys()], request.overlap, random);
  const rowsOf = [...dealt.values()];
  for (const row of sample) for (const place of draw()) rowsOf[place]!.push(row);
  const inSample = new Set(sample);
  const isKnown = new Set(known);
  const spare = known.filter((row) => !inSample.has(row) && !practised.has(row));
  const shares = new Map<string, readonly DealtExample[]>();
  for (const [id, rows] of dealt) {
    const already = rows.reduce((sum, row) => sum + (isKnown.has(row) ? 1 : 0), 0);
    const wanted = knownWanted(rows.length, already, request.knownRate ?? 0);
    shares.set(
      id,
      ordered(rows, spare, wanted, request.sequential ?? false, seededRandom(`order ${request.seed} ${id}`)),
    );
  }
  return { ok: true, deal: { sample, practice, shares } };
}

/** How many known-answer examples to mix into so many others, of which some are known already, for a share of `rate`. */
export function knownWanted(others: number, already: number, rate: number): number {
  return Math.max(0, Math.round((rate * others - already) / (1 - rate)));
}

/**
 * One contractor's examples in their order: everywhere random, or within blocks of the draw. Known-answer ones are spread
 * over the blocks and stand anywhere in them, so that no place tells what stands there.
 */
export function ordered(
  rows: readonly number[],
  spare: readonly number[],
  wanted: number,
  sequential: boolean,
  random: SeededRandom,
): DealtExample[] {
  const added = drawRows(spare.length, Math.min(wanted, spare.length), random).map((place) => spare[place]!);
  const blocks = sequential ? Math.max(1, Math.ceil(rows.length / BLOCK)) : 1;
  const examples: DealtExample[] = [];
  for (let block = 0; block < blocks; block++) {
    const part = (all: readonly number[]) =>
      all.slice(Math.floor((block * all.length) / blocks), Math.floor(((block + 1) * all.length) / blocks));
    const here: DealtExample[] = [
      ...part(rows).map((row) => ({ row, kind: 'sample' as const })),
      ...part(added).map((row) => ({ row, kind: 'known' as const })),
    ];
    shuffle(here, random);
    // one by one: a share may be longer than what fits into one call's arguments
    for (const example of here) examples.push(example);
  }
  return examples;
}

function drawPractice(drawn: readonly number[], known: readonly number[], request: DealRequest): number[] {
  const wanted = request.practice ?? 0;
  if (wanted === 0 || known.length === 0) return [];
  const random = seededRandom(`practice ${request.seed}`);
  const inSample = new Set(drawn);
  const outside = known.filter((row) => !inSample.has(row));
  shuffle(outside, random);
  if (outside.length >= wanted || request.sample !== null) return outside.slice(0, wanted);
  const inside = known.filter((row) => inSample.has(row));
  shuffle(inside, random);
  return [...outside, ...inside.slice(0, wanted - outside.length)];
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

/** Each call gives the places of those who get the next example: of the least loaded by lot. Plain numbers: it may be called a million times. */
function leastLoaded(ids: readonly string[], count: number, random: SeededRandom): () => readonly number[] {
  const load = new Int32Array(ids.length);
  const lot = new Float64Array(ids.length);
  const before = (a: number, b: number) => load[a]! - load[b]! || lot[a]! - lot[b]! || (ids[a]! < ids[b]! ? -1 : 1);
  return () => {
    for (let place = 0; place < ids.length; place++) lot[place] = random.uint32();
    const chosen: number[] = [];
    for (let turn = 0; turn < count; turn++) {
      let best = -1;
      for (let place = 0; place < ids.length; place++) {
        if (!chosen.includes(place) && (best === -1 || before(place, best) < 0)) best = place;
      }
      chosen.push(best);
    }
    for (const place of chosen) load[place]! += 1;
    return chosen;
  };
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
