/** Axes of the plots: ranges, round ticks and what is written at them. Pure. */

/** Low and high on the axis as it is drawn: log10 of the value on a log axis. */
export type Range = readonly [number, number];

/** The values with some room around them; a single value gets room too. */
export function rangeOf(values: readonly number[], share: number, atLeast: number): Range {
  const [low, high] = extent(values);
  const room = Math.max(share * (high - low), atLeast);
  return [low - room, high + room];
}

/** Without spreading them into arguments: a contest may have thousands. */
export function extent(values: readonly number[]): Range {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? [low, high] : [0, 1];
}

/** Round values that cover a range with about so many steps. */
export function niceTicks(low: number, high: number, steps = 6): readonly number[] {
  if (!(high > low)) return [low];
  const rough = (high - low) / steps;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((m) => m * power).find((candidate) => candidate >= rough * (1 - 1e-9)) ?? 10 * power;
  const ticks: number[] = [];
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++)
    ticks.push(Number((i * step).toPrecision(12)));
  return ticks;
}

/**
 * Ticks of a log axis between two values: round values while the axis spans less than a decade and a half, 1-2-5 over a
 * few decades, decades beyond. Minor ones lie between.
 */
export function logTicks(
  low: number,
  high: number,
): { readonly major: readonly number[]; readonly minor: readonly number[] } {
  const span = Math.log10(high) - Math.log10(low);
  const all = decades([Math.log10(low), Math.log10(high)]);
  const mantissa = (value: number) => Math.round(value / 10 ** Math.floor(Math.log10(value) + 1e-9));
  if (span < 0.7) {
    const major = niceTicks(low, high, 8).filter((value) => value > 0);
    return { major, minor: halfway(major, low, high) };
  }
  const wanted = span < 2.2 ? [1, 2, 5] : [1];
  const major = all.filter((value) => wanted.includes(mantissa(value)));
  return { major, minor: all.filter((value) => !major.includes(value)) };
}

function halfway(major: readonly number[], low: number, high: number): readonly number[] {
  const step = (major[1] ?? 0) - (major[0] ?? 0);
  if (step === 0) return [];
  const first = (major[0] ?? 0) - step / 2;
  const between = Array.from({ length: major.length + 1 }, (_, i) => Number((first + i * step).toPrecision(12)));
  return between.filter((value) => value > 0 && value >= low && value <= high);
}

/** 1, 2, … 9 times each power of ten within a range of log10. */
export function decades([low, high]: Range): readonly number[] {
  const all: number[] = [];
  for (let power = Math.floor(low); power <= Math.ceil(high); power++) {
    for (let m = 1; m < 10; m++) {
      const value = Number((m * 10 ** power).toPrecision(12));
      const at = Math.log10(value);
      if (at >= low - 1e-9 && at <= high + 1e-9) all.push(value);
    }
  }
  return all;
}

/** As many decimals as tell neighbouring ticks apart. */
export function tickDecimals(ticks: readonly number[]): number {
  for (let decimals = 0; decimals < 6; decimals++) {
    if (ticks.every((tick) => Math.abs(Number(tick.toFixed(decimals)) - tick) < 1e-9 * Math.max(1, Math.abs(tick))))
      return decimals;
  }
  return 6;
}

/** Powers of ten of parameters; with 2 and 5 between where there would be fewer than two. */
export function sizeTicks(range: Range): { readonly major: readonly number[]; readonly minor: readonly number[] } {
  const all = decades(range);
  const powers = all.filter((value) => Number.isInteger(Number(Math.log10(value).toFixed(9))));
  const leading = (value: number) => Number(value.toExponential().split('e')[0]);
  const major = powers.length >= 2 ? powers : all.filter((value) => [1, 2, 5].includes(leading(value)));
  return { major, minor: all.filter((value) => !major.includes(value)) };
}
