import { seededRandom } from '../random.ts';
import { type DealtExample, knownWanted, ordered, type ShareKind, shuffle } from './deal.ts';

export interface HeldExample {
  readonly row: number;
  readonly kind: ShareKind;
  readonly state: 'open' | 'voted' | 'moved';
}

export interface RedealRequest {
  /** What everybody has, in that person's order. */
  readonly shares: ReadonlyMap<string, readonly HeldExample[]>;
  /** Their open examples go to others. */
  readonly leaving: readonly string[];
  /** They get a fair part of what is open; they may have had examples of this deal before. */
  readonly joining: readonly string[];
  /** Rows with a known answer outside the sample and the practice round. */
  readonly spareKnown: readonly number[];
  readonly knownRate: number;
  readonly sequential: boolean;
  readonly seed: number;
}

export interface Redeal {
  /** Open rows that leave a share. */
  readonly taken: ReadonlyMap<string, readonly number[]>;
  /** What is appended to a share, in order. */
  readonly given: ReadonlyMap<string, readonly DealtExample[]>;
  /** Votes that nobody is left to cast: everybody else has the example already. */
  readonly unplaced: readonly number[];
}

/** So many open examples of everybody stay where they are: the first is on the screen and the next ones may be loaded. */
const STAY = 5;

/**
 * Deals open examples again when people leave or join. Votes never move. Nobody gets an example that is or was theirs,
 * except one that was moved away from them; open work ends up even, and from people who stay it is taken at the end.
 */
export function redealLabels(request: RedealRequest): Redeal {
  const random = seededRandom(`redeal ${request.seed}`);
  const leaving = new Set(request.leaving);
  const joining = [...new Set(request.joining)].filter((id) => !leaving.has(id)).sort();
  const taken = new Map<string, number[]>();
  const received = new Map<string, number[]>();
  const held = new Map<string, Set<number>>();
  const open = new Map<string, number[]>();
  for (const id of new Set([...[...request.shares.keys()].sort(), ...joining])) {
    const share = request.shares.get(id) ?? [];
    held.set(id, new Set(share.filter((one) => one.state !== 'moved').map((one) => one.row)));
    open.set(
      id,
      share.filter((one) => one.state === 'open' && one.kind === 'sample').map((one) => one.row),
    );
  }
  for (const id of leaving) {
    const all = (request.shares.get(id) ?? []).filter((one) => one.state === 'open').map((one) => one.row);
    if (all.length > 0) taken.set(id, all);
  }
  const staying = [...open.keys()].filter((id) => !leaving.has(id));
  const loose = [...leaving].sort().flatMap((id) => open.get(id) ?? []);
  shuffle(loose, random);

  const load = (id: string) => open.get(id)!.length + (received.get(id)?.length ?? 0);
  const give = (id: string, row: number) => {
    append(received, id, row);
    held.get(id)!.add(row);
  };
  const unplaced: number[] = [];
  for (const row of loose) {
    const fitting = staying.filter((id) => !held.get(id)!.has(row));
    const to = least(fitting, load, random.uint32());
    if (to === null) unplaced.push(row);
    else give(to, row);
  }
  if (joining.length > 0) level();

  const given = new Map<string, DealtExample[]>();
  for (const [id, rows] of received) {
    const spare = request.spareKnown.filter((row) => !held.get(id)!.has(row));
    const wanted = knownWanted(rows.length, 0, request.knownRate);
    given.set(id, ordered(rows, spare, wanted, request.sequential, seededRandom(`redeal order ${request.seed} ${id}`)));
  }
  return { taken, given, unplaced };

  /** From the end of the fullest share to the emptiest one that joins, until no step makes them more even. */
  function level(): void {
    const givers = staying.filter((id) => !joining.includes(id));
    for (;;) {
      const to = least(joining, load, 0)!;
      const from = givers
        .filter((id) => load(id) > load(to) + 1)
        .sort((a, b) => load(b) - load(a) || (a < b ? -1 : 1))
        .find((id) => movable(id, to) !== null);
      if (from === undefined) return;
      const row = movable(from, to)!;
      if (!removeLast(received.get(from) ?? [], row)) {
        removeLast(open.get(from)!, row);
        append(taken, from, row);
      }
      held.get(from)!.delete(row);
      give(to, row);
    }
  }

  function movable(from: string, to: string): number | null {
    const theirs = held.get(to)!;
    const fresh = received.get(from)?.findLast((row) => !theirs.has(row));
    if (fresh !== undefined) return fresh;
    const theirOpen = open.get(from)!;
    for (let place = theirOpen.length - 1; place >= STAY; place--) {
      if (!theirs.has(theirOpen[place]!)) return theirOpen[place]!;
    }
    return null;
  }
}

function append(lists: Map<string, number[]>, id: string, row: number): void {
  const list = lists.get(id);
  if (list) list.push(row);
  else lists.set(id, [row]);
}

/** Searched from the end, where it nearly always is; false where it is nowhere. */
function removeLast(rows: number[], row: number): boolean {
  const place = rows.lastIndexOf(row);
  if (place === -1) return false;
  rows.splice(place, 1);
  return true;
}

/** The one with the least; ties go round by lot. */
function least(ids: readonly string[], load: (id: string) => number, lot: number): string | null {
  const smallest = Math.min(...ids.map(load));
  const ties = ids.filter((id) => load(id) === smallest);
  return ties.length === 0 ? null : ties[lot % ties.length]!;
}
