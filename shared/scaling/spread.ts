/**
 * Moves places apart so that neighbours are at least `gap` away from each other: the order stays, and the sum of the
 * squared moves is the least that does it (pool adjacent violators on the places less their rank times the gap). Then
 * all of them as far as needed to lie within the bounds; where they cannot, the gap shrinks.
 */
export function spread(places: readonly number[], gap: number, bounds?: readonly [number, number]): readonly number[] {
  const [low, high] = bounds ?? [-Infinity, Infinity];
  const room = places.length > 1 ? (high - low) / (places.length - 1) : Infinity;
  const apart = Math.min(gap, room);
  const order = places.map((place, i) => ({ place, i })).sort((a, b) => a.place - b.place || a.i - b.i);
  const pools: { sum: number; n: number }[] = [];
  for (const [rank, { place }] of order.entries()) {
    let pool = { sum: place - rank * apart, n: 1 };
    for (let last = pools.at(-1); last && last.sum / last.n > pool.sum / pool.n; last = pools.at(-1)) {
      pools.pop();
      pool = { sum: last.sum + pool.sum, n: last.n + pool.n };
    }
    pools.push(pool);
  }
  const settled = pools.flatMap((pool) => Array.from({ length: pool.n }, () => pool.sum / pool.n));
  const result = [...places];
  for (const [rank, { i }] of order.entries()) {
    const bounded = Math.min(Math.max(settled[rank] ?? 0, low), high - (order.length - 1) * apart);
    result[i] = bounded + rank * apart;
  }
  return result;
}
