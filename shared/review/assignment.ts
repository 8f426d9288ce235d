import { shuffle } from '../labels/deal.ts';
import { seededRandom } from '../random.ts';
import { type Arc, type Flow, minimumCostFlow } from './minimumCostFlow.ts';

/** Who reviews what: as many reviews a submission as asked for, nobody over their load, nobody in a conflict. */
export interface AssignmentProblem {
  readonly submissions: readonly { readonly id: string /** Whole, from 0. */; readonly reviews: number }[];
  readonly reviewers: readonly { readonly id: string /** At most so many reviews. */; readonly load: number }[];
  /** Conflicts and refusals: these pairs never are. */
  readonly excluded: readonly Pair[];
  /** Pairs that stay whatever else happens: locked by an organizer, or under way. They count towards reviews and load. */
  readonly fixed: readonly Pair[];
  /** An earlier deal, of which as much is kept as can be. */
  readonly current: readonly Pair[];
  /** What reviewers said of their expertise; a pair that is not named is `can`. */
  readonly wishes: readonly (Pair & { readonly wish: Wish })[];
  /** Draws among deals that are equally good. */
  readonly seed: number;
}

export interface Pair {
  readonly submission: string;
  readonly reviewer: string;
}

export type Wish = 'wants' | 'can' | 'rather-not';

export interface Deal {
  /** Fixed pairs among them, by submission in the order of the problem. */
  readonly pairs: readonly Pair[];
  /** Reviews that nobody can write, by submission; empty when everything asked for is dealt. */
  readonly short: readonly { readonly submission: string; readonly wanted: number; readonly got: number }[];
  /** Where there are any: the submissions that compete for too little, and who could review them but is full. */
  readonly bottleneck: Bottleneck | null;
}

export interface Bottleneck {
  readonly submissions: readonly string[];
  readonly reviewers: readonly string[];
  /** Reviews that these submissions still ask for beyond fixed ones. */
  readonly needed: number;
  /** Reviews that can be had for them. */
  readonly room: number;
}

/**
 * What a pair costs beside one review more for somebody who has many already, which costs as many as they have. Each kind
 * outweighs all of the next that one exchange can move (an exchange touches each reviewer once).
 */
const PRICE = { new: 200_000_000, wish: { wants: 0, can: 2_000, 'rather-not': 20_000 } } as const;

/**
 * The best deal there is, found as one minimum-cost flow, so that none that could be served is missed. As few new pairs as
 * possible against the current deal, then wishes, then even loads. The same problem and seed give the same deal, in
 * whatever order submissions and reviewers come.
 */
export function dealReviews(problem: AssignmentProblem): Deal {
  const model = modelOf(problem);
  const flow = minimumCostFlow(model);
  const open = model.pairs.filter((_, arc) => flow.units[arc] === 1);
  const chosen = new Map<string, Pair[]>(problem.submissions.map(({ id }) => [id, []]));
  for (const pair of [...model.fixed, ...open]) chosen.get(pair.submission)?.push(pair);
  for (const pairs of chosen.values()) pairs.sort((a, b) => compare(a.reviewer, b.reviewer));
  const short = problem.submissions
    .map(({ id, reviews }) => ({ submission: id, wanted: reviews, got: chosen.get(id)?.length ?? 0 }))
    .filter(({ wanted, got }) => got < wanted);
  return {
    pairs: problem.submissions.flatMap(({ id }) => chosen.get(id) ?? []),
    short,
    bottleneck: short.length === 0 ? null : bottleneckOf(model, flow),
  };
}

/** The network of a problem, with what its parts stand for. */
export interface Model {
  readonly nodes: number;
  readonly source: number;
  readonly sink: number;
  readonly arcs: readonly Arc[];
  /** What the first arcs stand for, in their order. */
  readonly pairs: readonly Pair[];
  readonly fixed: readonly Pair[];
  readonly submissions: readonly { readonly id: string; readonly needed: number }[];
  readonly reviewers: readonly { readonly id: string; readonly already: number; readonly room: number }[];
}

export function modelOf(problem: AssignmentProblem): Model {
  const random = seededRandom(`review deal ${problem.seed}`);
  const inOrder = <T extends { readonly id: string }>(list: readonly T[]) => {
    const drawn = [...list].sort((a, b) => compare(a.id, b.id));
    shuffle(drawn, random);
    return drawn;
  };
  const named = new Set(problem.submissions.map(({ id }) => id));
  const known = new Set(problem.reviewers.map(({ id }) => id));
  const fixed = uniquePairs(problem.fixed.filter((pair) => named.has(pair.submission) && known.has(pair.reviewer)));
  const counted = { submission: new Map<string, number>(), reviewer: new Map<string, number>() };
  for (const side of ['submission', 'reviewer'] as const) {
    for (const pair of fixed) counted[side].set(pair[side], (counted[side].get(pair[side]) ?? 0) + 1);
  }
  const done = (side: 'submission' | 'reviewer', id: string) => counted[side].get(id) ?? 0;
  const submissions = inOrder(problem.submissions).map(({ id, reviews }) => ({
    id,
    needed: Math.max(0, reviews - done('submission', id)),
  }));
  const reviewers = inOrder(problem.reviewers).map(({ id, load }) => {
    const already = done('reviewer', id);
    return { id, already, room: Math.max(0, load - already) };
  });

  const source = submissions.length + reviewers.length;
  const sink = source + 1;
  const costs = pairCosts(problem, fixed, { submissions, reviewers });
  const pairs: Pair[] = [];
  const arcs: Arc[] = [];
  for (const [from, submission] of submissions.entries()) {
    for (const [place, reviewer] of reviewers.entries()) {
      const cost = costs[from * reviewers.length + place]!;
      if (cost === CLOSED) continue;
      pairs.push({ submission: submission.id, reviewer: reviewer.id });
      arcs.push({ from, to: submissions.length + place, capacity: 1, cost });
    }
  }
  for (const [place, { needed }] of submissions.entries()) {
    arcs.push({ from: source, to: place, capacity: needed, cost: 0 });
  }
  for (const [place, { already, room }] of reviewers.entries()) {
    // one unit an arc, each dearer than the last: the sum is least when loads are even
    for (let unit = 0; unit < Math.min(room, submissions.length); unit++) {
      arcs.push({ from: submissions.length + place, to: sink, capacity: 1, cost: already + unit });
    }
  }
  return { nodes: sink + 1, source, sink, arcs, pairs, fixed, submissions, reviewers };
}

const CLOSED = -1;

/** What each pair costs, submission by submission; closed where it may not be, or is fixed already. */
function pairCosts(
  problem: AssignmentProblem,
  fixed: readonly Pair[],
  { submissions, reviewers }: Readonly<Record<'submissions' | 'reviewers', readonly { readonly id: string }[]>>,
): Int32Array {
  const rows = new Map(submissions.map(({ id }, place) => [id, place]));
  const columns = new Map(reviewers.map(({ id }, place) => [id, place]));
  const placeOf = ({ submission, reviewer }: Pair): number => {
    const [row, column] = [rows.get(submission), columns.get(reviewer)];
    return row === undefined || column === undefined ? -1 : row * reviewers.length + column;
  };
  const costs = new Int32Array(submissions.length * reviewers.length).fill(PRICE.new + PRICE.wish.can);
  for (const wish of problem.wishes) {
    const place = placeOf(wish);
    if (place >= 0) costs[place] = PRICE.new + PRICE.wish[wish.wish];
  }
  for (const place of new Set(problem.current.map(placeOf))) if (place >= 0) costs[place]! -= PRICE.new;
  for (const pair of [...problem.excluded, ...fixed]) {
    const place = placeOf(pair);
    if (place >= 0) costs[place] = CLOSED;
  }
  return costs;
}

/** By the cut: what one unit more could reach from the source is what competes, and all its ways on are full. */
function bottleneckOf(model: Model, flow: Flow): Bottleneck {
  const { reachable } = flow;
  const submissions = model.submissions.filter((_, place) => reachable[place]);
  const reviewers = model.reviewers.filter((_, place) => reachable[model.submissions.length + place]);
  const needed = submissions.reduce((sum, { needed }) => sum + needed, 0);
  const inside = new Set(submissions.map(({ id }) => id));
  const room = model.pairs.filter((pair, arc) => flow.units[arc] === 1 && inside.has(pair.submission)).length;
  return {
    submissions: submissions.map(({ id }) => id).sort(compare),
    reviewers: reviewers.map(({ id }) => id).sort(compare),
    needed,
    room,
  };
}

export function keyOf({ submission, reviewer }: Pair): string {
  return `${submission}\n${reviewer}`;
}

function uniquePairs(pairs: readonly Pair[]): Pair[] {
  return [...new Map(pairs.map((pair) => [keyOf(pair), pair])).values()];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
