import { type AssignmentProblem, modelOf } from './assignment.ts';
import { type Arc, minimumCostFlow } from './minimumCostFlow.ts';

/** The least of each that by itself lets a deal serve everybody; null where no amount of it does. */
export interface FewestMore {
  /** Reviews more for every reviewer. */
  readonly load: number | null;
  /** New reviewers, who have no conflicts and carry what the busiest does. */
  readonly reviewers: number | null;
}

/** `missing`: how many reviews the deal leaves undealt. */
export function fewestMore(problem: AssignmentProblem, missing: number): FewestMore {
  const serves = feasibility(problem);
  const guestLoad = Math.max(1, ...problem.reviewers.map((reviewer) => reviewer.load));
  return {
    load: fewest(problem.submissions.length, (load) => serves({ load, guests: 0, guestLoad })),
    reviewers: fewest(missing, (guests) => serves({ load: 0, guests, guestLoad })),
  };
}

interface More {
  readonly load: number;
  readonly guests: number;
  readonly guestLoad: number;
}

/**
 * Whether everything that is asked for can be dealt with so much more, at whatever price. All guests are one node: reviews
 * laid out in a row and given to them in turn are even among them, and none gets a submission twice where it asks for no
 * more than there are guests.
 */
function feasibility(problem: AssignmentProblem): (more: More) => boolean {
  const model = modelOf(problem);
  const { submissions, reviewers } = model;
  const loads = new Map(problem.reviewers.map(({ id, load }) => [id, load]));
  const [guest, source, sink] = [0, 1, 2].map((place) => submissions.length + reviewers.length + place) as [
    number,
    number,
    number,
  ];
  const arc = (from: number, to: number, capacity: number): Arc => ({ from, to, capacity, cost: 0 });
  const open = model.arcs.slice(0, model.pairs.length).map(({ from, to }) => arc(from, to, 1));
  const asked = submissions.map(({ needed }, place) => arc(source, place, needed));
  const wanted = submissions.reduce((sum, { needed }) => sum + needed, 0);
  return ({ load, guests, guestLoad }) => {
    const rooms = reviewers.map(({ id, already }, place) =>
      arc(submissions.length + place, sink, Math.max(0, (loads.get(id) ?? 0) + load - already)),
    );
    const guestArcs =
      guests === 0
        ? []
        : [...submissions.map((_, place) => arc(place, guest, guests)), arc(guest, sink, guests * guestLoad)];
    const arcs = [...open, ...asked, ...rooms, ...guestArcs];
    return minimumCostFlow({ nodes: sink + 1, source, sink, arcs }).amount === wanted;
  };
}

/** The smallest number from 1 to `most` that serves, where more of it never serves worse; null where not even `most` does. */
function fewest(most: number, serves: (more: number) => boolean): number | null {
  if (!serves(most)) return null;
  let [low, high] = [0, most];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (serves(middle)) high = middle;
    else low = middle;
  }
  return high;
}
