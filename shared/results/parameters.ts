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
