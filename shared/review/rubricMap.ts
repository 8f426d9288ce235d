import type { Level, Levels } from '../decision/types.ts';

/** By criterion of the later rubric: the earlier criterion it is read from, and a level for each of that one's levels. */
export type RubricMap = Readonly<
  Record<string, { readonly criterion: string; readonly levels: readonly [Level, Level, Level] }>
>;

export interface MappedVersion {
  readonly from: number;
  readonly to: number;
  readonly map: RubricMap;
}

/** What is wrong with a map, in a sentence; null where it reads every criterion of the later rubric from the earlier. */
export function mapMisfit(
  map: RubricMap,
  earlier: readonly { readonly key: string }[],
  later: readonly { readonly key: string; readonly name: string }[],
): string | null {
  const known = new Set(earlier.map(({ key }) => key));
  const wanted = new Set(later.map(({ key }) => key));
  const missing = later.find(({ key }) => !Object.hasOwn(map, key));
  if (missing) {
    return `Say from which earlier criterion ${missing.name} is read. If there is none, ask for new reviews instead.`;
  }
  const [unasked] = Object.keys(map).filter((key) => !wanted.has(key));
  if (unasked !== undefined) return `The rubric has no criterion ${unasked}.`;
  const [unknown] = Object.values(map).filter(({ criterion }) => !known.has(criterion));
  return unknown ? `The earlier rubric has no criterion ${unknown.criterion}.` : null;
}

/**
 * Levels as another version of the rubric would have them, over one map or a chain of them; null where no chain of maps
 * leads there.
 */
export function mappedLevels(levels: Levels, from: number, to: number, maps: readonly MappedVersion[]): Levels | null {
  if (from === to) return levels;
  // the shortest chain; of equally short ones the one over the later versions, whose map was made knowing the others
  const reached = new Map<number, Levels>([[from, levels]]);
  let newest = [from];
  while (newest.length > 0) {
    const steps = maps.filter((map) => newest.includes(map.from) && !reached.has(map.to));
    steps.sort((a, b) => b.from - a.from);
    newest = [];
    for (const step of steps) {
      const before = reached.get(step.from);
      if (!before || reached.has(step.to)) continue;
      reached.set(step.to, throughMap(before, step.map));
      newest.push(step.to);
    }
    const found = reached.get(to);
    if (found) return found;
  }
  return null;
}

function throughMap(levels: Levels, map: RubricMap): Levels {
  return Object.fromEntries(
    Object.entries(map).flatMap(([key, { criterion, levels: becomes }]) => {
      const level = levels[criterion];
      return level === undefined ? [] : [[key, becomes[level]]];
    }),
  );
}
