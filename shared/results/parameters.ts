/** Parameter counts: 350000000 → `350M`, 6.7e9 → `6.7B`. */
export function parameters(n: number): string {
  for (const [size, letter] of [
    [1e12, 'T'],
    [1e9, 'B'],
    [1e6, 'M'],
    [1e3, 'k'],
  ] as const) {
    if (n >= size) return `${Number((n / size).toPrecision(3))}${letter}`;
  }
  return String(Number(n.toPrecision(3)));
}

/** `6.7B`, `350M`, `175000000000` → number; null when it is none. */
export function readParameters(text: string): number | null {
  const match = /^\s*([0-9][0-9_,]*(?:\.[0-9]+)?)\s*([kmbt]?)\s*$/i.exec(text);
  if (!match?.[1]) return null;
  const size = { '': 1, k: 1e3, m: 1e6, b: 1e9, t: 1e12 }[(match[2] ?? '').toLowerCase()] ?? 1;
  const value = Number(match[1].replace(/[_,]/g, '')) * size;
  return Number.isFinite(value) && value > 0 ? value : null;
}

/** As it is typed: 350000000 → `350M`; a number that has no short form stays whole. */
export function writtenParameters(params: number): string {
  for (const [letter, size] of [
    ['T', 1e12],
    ['B', 1e9],
    ['M', 1e6],
    ['K', 1e3],
  ] as const) {
    const short = `${Number((params / size).toPrecision(12))}${letter}`;
    if (params >= size && readParameters(short) === params) return short;
  }
  return String(params);
}
