/** An order as it is being made: classes of equals, best first; who is in none is not placed. */
export interface OrderDraft {
  readonly order: Order;
  readonly reason: string;
}
export type Order = readonly (readonly number[])[];

export function placeOf(order: Order, number: number): number {
  return order.findIndex((tied) => tied.includes(number));
}

/** Those that are not placed, as they came. */
export function unplacedOf(order: Order, all: readonly number[]): readonly number[] {
  return all.filter((number) => placeOf(order, number) < 0);
}

/** Every row of the screen from top to bottom: the placed ones, then the others. */
export function rowsOf(order: Order, all: readonly number[]): readonly number[] {
  return [...order.flat(), ...unplacedOf(order, all)];
}

export function unplace(order: Order, number: number): Order {
  return order.map((tied) => tied.filter((one) => one !== number)).filter((tied) => tied.length > 0);
}

/** At the end of what is placed; what is placed already stays. */
export function placeLast(order: Order, number: number): Order {
  return placeOf(order, number) < 0 ? [...order, [number]] : order;
}

/** Into the same class as the one above it; the first class has none above it. An unplaced one joins the last class. */
export function tieWithAbove(order: Order, number: number): Order {
  const at = placeOf(order, number);
  const above = at < 0 ? order.length - 1 : at - 1;
  if (above < 0) return order;
  return order
    .map((tied, place) => {
      if (place === above) return [...tied, number];
      return tied.filter((one) => one !== number);
    })
    .filter((tied) => tied.length > 0);
}

/**
 * One step up or down. Out of a class of equals the step is to a place of its own beside it; alone, past the class that
 * is next. Below the last place it is not placed any more; what is not placed comes in at the end.
 */
export function step(order: Order, number: number, by: 1 | -1): Order {
  const at = placeOf(order, number);
  if (at < 0) return by < 0 ? [...order, [number]] : order;
  const tied = order[at] ?? [];
  const alone = tied.length === 1;
  if (alone && by < 0 && at === 0) return order;
  const rest = alone ? order.filter((_, place) => place !== at) : unplace(order, number);
  if (alone && by > 0 && at === order.length - 1) return rest;
  const target = alone ? at + by : by < 0 ? at : at + 1;
  return [...rest.slice(0, target), [number], ...rest.slice(target)];
}

/** Where a dragged row is let go. */
export type Drop =
  | { readonly kind: 'row'; readonly on: number; readonly how: 'before' | 'with' | 'after' }
  | { readonly kind: 'last' }
  | { readonly kind: 'out' };

/**
 * What letting go over a row means, by the share of its height above the dragged one's middle: its edges are places of
 * their own, its middle is a tie. Between two equals there is no place of one's own.
 */
export function aimAt(order: Order, number: number, on: number, share: number): 'before' | 'with' | 'after' {
  const tied = (order[placeOf(order, on)] ?? []).filter((one) => one !== number);
  if (share < 0.3 && tied[0] === on) return 'before';
  return share > 0.7 && tied.at(-1) === on ? 'after' : 'with';
}

export function dropped(order: Order, number: number, drop: Drop): Order {
  const rest = unplace(order, number);
  if (drop.kind === 'out') return rest;
  if (drop.kind === 'last') return [...rest, [number]];
  const at = placeOf(rest, drop.on);
  if (at < 0) return order;
  if (drop.how === 'with') return rest.map((tied, place) => (place === at ? [...tied, number] : tied));
  const target = drop.how === 'before' ? at : at + 1;
  return [...rest.slice(0, target), [number], ...rest.slice(target)];
}

/** The place that people call it: 1 for the first class, and 3 for the class after two equals at 1. */
export function rankOf(order: Order, number: number): number | null {
  const at = placeOf(order, number);
  return at < 0 ? null : 1 + order.slice(0, at).flat().length;
}
