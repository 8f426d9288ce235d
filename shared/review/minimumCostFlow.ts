/**
 * Minimum-cost flow by the primal-dual method: shortest paths with potentials (Edmonds and Karp, 1972) tell the next
 * price a unit can travel at, and all units that can travel at that price are sent at once (Dinic, 1970). The number of
 * rounds is the number of different prices, which are few where costs are small whole numbers.
 */
export interface FlowNetwork {
  readonly nodes: number;
  readonly source: number;
  readonly sink: number;
  readonly arcs: readonly Arc[];
}

export interface Arc {
  readonly from: number;
  readonly to: number;
  /** A whole number from 0. */
  readonly capacity: number;
  /** For each unit: a whole number from 0. */
  readonly cost: number;
}

export interface Flow {
  /** What arrives at the sink: as much as any flow can bring there. */
  readonly amount: number;
  /** The least that so much can cost. */
  readonly cost: number;
  /** Units on each arc, in the order of the network's arcs. */
  readonly units: readonly number[];
  /** Nodes that one unit more could still reach: the source's side of a smallest cut. */
  readonly reachable: readonly boolean[];
}

/** A flow from source to sink that is as large as possible and, of those, as cheap as possible. */
export function minimumCostFlow(network: FlowNetwork): Flow {
  const graph = residualGraph(network);
  const { nodes, source, sink } = network;
  const potential = new Float64Array(nodes);
  let amount = 0;
  let cost = 0;
  for (;;) {
    const distance = shortestDistances(graph, source, potential);
    if (distance[sink] === Number.POSITIVE_INFINITY) {
      const reachable = Array.from(distance, (length) => length < Number.POSITIVE_INFINITY);
      return { amount, cost, units: network.arcs.map((_, arc) => graph.room[2 * arc + 1]!), reachable };
    }
    const farthest = distance[sink]!;
    for (let node = 0; node < nodes; node++) potential[node]! += Math.min(distance[node]!, farthest);
    const sent = sendAtThisPrice(graph, source, sink, potential);
    amount += sent;
    cost += sent * (potential[sink]! - potential[source]!);
  }
}

/** Each arc stands twice, there at 2·arc and back at 2·arc + 1; `first` and `next` chain those that leave a node. */
interface ResidualGraph {
  readonly nodes: number;
  readonly to: Int32Array;
  readonly room: Float64Array;
  readonly cost: Float64Array;
  readonly first: Int32Array;
  readonly next: Int32Array;
}

function residualGraph({ nodes, arcs }: FlowNetwork): ResidualGraph {
  const to = new Int32Array(2 * arcs.length);
  const room = new Float64Array(2 * arcs.length);
  const cost = new Float64Array(2 * arcs.length);
  const first = new Int32Array(nodes).fill(-1);
  const next = new Int32Array(2 * arcs.length);
  const leave = (node: number, arc: number) => {
    next[arc] = first[node]!;
    first[node] = arc;
  };
  // from the last to the first, so that a chain runs in the order of the network
  for (let arc = arcs.length - 1; arc >= 0; arc--) {
    const given = arcs[arc]!;
    to[2 * arc] = given.to;
    to[2 * arc + 1] = given.from;
    room[2 * arc] = given.capacity;
    cost[2 * arc] = given.cost;
    cost[2 * arc + 1] = -given.cost;
    leave(given.to, 2 * arc + 1);
    leave(given.from, 2 * arc);
  }
  return { nodes, to, room, cost, first, next };
}

/**
 * Dijkstra's distances from the source over arcs with room, by cost less the potentials' difference, which is never
 * negative. Nodes are few beside arcs here, so looking for the nearest one is a scan and needs no heap.
 */
function shortestDistances(graph: ResidualGraph, source: number, potential: Float64Array): Float64Array {
  const { nodes, to, room, cost, first, next } = graph;
  const distance = new Float64Array(nodes).fill(Number.POSITIVE_INFINITY);
  const done = new Uint8Array(nodes);
  distance[source] = 0;
  for (;;) {
    let nearest = -1;
    let least = Number.POSITIVE_INFINITY;
    for (let node = 0; node < nodes; node++) {
      if (done[node] === 0 && distance[node]! < least) {
        least = distance[node]!;
        nearest = node;
      }
    }
    if (nearest === -1) return distance;
    done[nearest] = 1;
    const here = least + potential[nearest]!;
    for (let arc = first[nearest]!; arc !== -1; arc = next[arc]!) {
      if (room[arc] === 0) continue;
      const there = to[arc]!;
      const length = here + cost[arc]! - potential[there]!;
      if (length < distance[there]!) distance[there] = length;
    }
  }
}

/** Sends all that can go over arcs whose reduced cost is nothing. Returns how many units went. */
function sendAtThisPrice(graph: ResidualGraph, source: number, sink: number, potential: Float64Array): number {
  let sent = 0;
  for (;;) {
    const level = levels(graph, source, potential);
    if (level[sink] === -1) return sent;
    const at = graph.first.slice();
    for (;;) {
      const units = push(graph, source, sink, Number.POSITIVE_INFINITY, { level, at, potential });
      if (units === 0) break;
      sent += units;
    }
  }
}

interface Layers {
  readonly level: Int32Array;
  /** The arc of each node that is tried next. */
  readonly at: Int32Array;
  readonly potential: Float64Array;
}

function isOpen({ room, cost, to }: ResidualGraph, node: number, arc: number, potential: Float64Array): boolean {
  return room[arc]! > 0 && cost[arc]! + potential[node]! - potential[to[arc]!]! === 0;
}

function levels(graph: ResidualGraph, source: number, potential: Float64Array): Int32Array {
  const level = new Int32Array(graph.nodes).fill(-1);
  const queue = [source];
  level[source] = 0;
  for (const node of queue) {
    for (let arc = graph.first[node]!; arc !== -1; arc = graph.next[arc]!) {
      const there = graph.to[arc]!;
      if (level[there] !== -1 || !isOpen(graph, node, arc, potential)) continue;
      level[there] = level[node]! + 1;
      queue.push(there);
    }
  }
  return level;
}

function push(graph: ResidualGraph, node: number, sink: number, limit: number, layers: Layers): number {
  if (node === sink) return limit;
  const { level, at, potential } = layers;
  for (; at[node] !== -1; at[node] = graph.next[at[node]!]!) {
    const arc = at[node]!;
    const there = graph.to[arc]!;
    if (level[there] !== level[node]! + 1 || !isOpen(graph, node, arc, potential)) continue;
    const units = push(graph, there, sink, Math.min(limit, graph.room[arc]!), layers);
    if (units === 0) continue;
    graph.room[arc]! -= units;
    graph.room[arc ^ 1]! += units;
    return units;
  }
  return 0;
}
