import { readFileSync } from 'node:fs';

/** Medians in milliseconds by bench, as one machine measured them; see `machine` in the file. */
const baseline: { readonly machine: string; readonly medians: Readonly<Record<string, number>> } = JSON.parse(
  readFileSync(new URL('./baseline.json', import.meta.url), 'utf8'),
);

/** The middle one, or the mean of the two in the middle; NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

/**
 * A line with a median and its ratio to the stored one. Machines differ, so the ratios of one machine are to be compared
 * among themselves: where all are 1.3 the machine is slower, where one is, the code may be. Nothing fails by it.
 */
export function againstBaseline(name: string, milliseconds: number): string {
  const stored = baseline.medians[name];
  const ratio = stored === undefined ? 'not in baseline.json' : `${(milliseconds / stored).toFixed(2)} × the baseline`;
  const figure = milliseconds < 100 ? milliseconds.toFixed(1) : milliseconds.toFixed(0);
  return `${name.padEnd(50)}${figure.padStart(7)} ms, ${ratio}`;
}
