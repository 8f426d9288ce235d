import { defined, type Figure, undefinedBecause } from './figure.ts';
import type { VoteTable } from './voteTable.ts';

/**
 * Cohen's κ (Cohen 1960, "A coefficient of agreement for nominal scales") of a square table of counts or proportions:
 * how often the first said the row's label and the second the column's.
 */
export function cohenKappa(crossed: readonly (readonly number[])[]): Figure {
  const rows = crossed.map((row) => row.reduce((sum, count) => sum + count, 0));
  const columns = crossed.map((_, k) => crossed.reduce((sum, row) => sum + row[k]!, 0));
  const n = rows.reduce((sum, count) => sum + count, 0);
  if (n === 0) return undefinedBecause('The two have labelled no example in common.');
  const observed = crossed.reduce((sum, row, k) => sum + row[k]!, 0) / n;
  const expected = rows.reduce((sum, count, k) => sum + (count * columns[k]!) / (n * n), 0);
  if (rows.some((count, k) => count === n && columns[k] === n)) {
    return undefinedBecause('Both gave one and the same label throughout, so chance alone would agree as well.');
  }
  return defined((observed - expected) / (1 - expected));
}

export interface PairAgreement {
  /** Indexes into `contractors`. */
  readonly first: number;
  readonly second: number;
  /** Examples that both have labelled. */
  readonly common: number;
  readonly agreeing: number;
  readonly kappa: Figure;
}

/** Every pair that has labelled an example in common. Of several votes of one person on one example the first counts. */
export function pairwiseKappas(table: VoteTable): PairAgreement[] {
  const size = table.labels.length;
  const people = table.contractors.length;
  const crossed = new Map<number, number[][]>();
  for (let e = 0; e < table.examples.length; e++) {
    for (let v = table.starts[e]!; v < table.starts[e + 1]!; v++) {
      if (v > table.starts[e]! && table.contractor[v] === table.contractor[v - 1]) continue;
      for (let w = v + 1; w < table.starts[e + 1]!; w++) {
        const first = table.contractor[v]!;
        const second = table.contractor[w]!;
        if (second === table.contractor[w - 1]) continue;
        const pair = first * people + second;
        let counts = crossed.get(pair);
        if (!counts) {
          counts = Array.from({ length: size }, () => new Array<number>(size).fill(0));
          crossed.set(pair, counts);
        }
        counts[table.label[v]!]![table.label[w]!]! += 1;
      }
    }
  }
  return [...crossed]
    .sort(([a], [b]) => a - b)
    .map(([pair, counts]) => ({
      first: Math.floor(pair / people),
      second: pair % people,
      common: counts.flat().reduce((sum, count) => sum + count, 0),
      agreeing: counts.reduce((sum, row, k) => sum + row[k]!, 0),
      kappa: cohenKappa(counts),
    }));
}
