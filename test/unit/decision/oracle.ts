/**
 * The page on decisions read once more, as literally and as wastefully as possible, sharing nothing with the code it
 * checks: levels are sorted, paths are all walked, and a group is seated in every order that the panel's ranking allows.
 */
export interface OracleContest {
  readonly scores: readonly { submission: string; reviewer: string; criterion: string; level: number; round: number }[];
  readonly rankings: readonly { reviewer: string; submission: string; rank: number | '' }[];
  /** Rankings that were asked for later, the latest under the greatest name: each compares only what it has lines for. */
  readonly later: readonly { reviewer: string; submission: string; rank: number | ''; ranking: string }[];
  readonly held: Readonly<Record<string, string>>;
  readonly consensus: string;
  readonly minReviews: number;
  readonly caps: Readonly<Record<string, number>>;
}

export interface OracleVerdict {
  readonly rank: [number, number] | null;
  readonly consensus: Record<string, number>;
  readonly status: string;
  readonly couldBe?: [string, string];
}

const BEST_FIRST = ['grand', 'second', 'third'];

export function oracle(contest: OracleContest): { verdicts: Record<string, OracleVerdict>; sameSeats: boolean } {
  const verdicts: Record<string, OracleVerdict> = {};
  const accepted: Record<string, number> = {};
  const ids = [...new Set(contest.scores.map((row) => row.submission))];

  for (const id of Object.keys(contest.held))
    if (!ids.includes(id)) verdicts[id] = { rank: null, consensus: {}, status: contest.held[id]! };

  for (const id of ids) {
    let rows = contest.scores.filter((row) => row.submission === id);
    if (rows.some((row) => row.round === 2)) rows = rows.filter((row) => row.round !== 1);
    rows = rows.filter((row) => !rows.some((other) => other.reviewer === row.reviewer && other.round > row.round));
    const consensus: Record<string, number> = {};
    for (const row of rows) {
      const given = rows.filter((other) => other.criterion === row.criterion).map((other) => other.level);
      consensus[row.criterion] = combine(given, contest.consensus);
    }
    const all = Object.values(consensus);
    const reviewers = new Set(rows.map((row) => row.reviewer)).size;
    const held = contest.held[id];
    if (reviewers < contest.minReviews) verdicts[id] = { rank: null, consensus, status: held ?? 'pending' };
    else if (all.includes(0)) verdicts[id] = { rank: null, consensus, status: held ?? 'rejected' };
    else {
      accepted[id] = all.filter((level) => level === 2).length;
      verdicts[id] = { rank: null, consensus, status: '' };
    }
  }

  let taken: string[] = Object.values(contest.held);
  let ranked = 0;
  let sameSeats = true;
  for (const twos of [6, 5, 4, 3, 2, 1, 0]) {
    const group = Object.keys(accepted).filter((id) => accepted[id] === twos);
    if (group.length === 0) continue;
    const eligible = BEST_FIRST.filter((tier) => tier === 'third' || (tier === 'second' ? twos > 0 : twos === 6));
    const above = schulze(group, contest);
    const seatings = permutations(group)
      .filter((order) => order.every((b, i) => order.slice(i + 1).every((a) => !above(a, b))))
      .map((order) => ({ order, ...seat(order, eligible, contest, taken) }));
    sameSeats &&= new Set(seatings.map(({ taken: after }) => [...after].sort().join())).size === 1;
    for (const id of group) {
      const places = seatings.map(({ order }) => order.indexOf(id));
      const first = Math.min(...places);
      const last = Math.max(...places);
      const prizes = (place: number) =>
        new Set(seatings.filter((_, i) => places[i] === place).map(({ prize }) => prize[id]!));
      const [early, late] = [prizes(first), prizes(last)];
      sameSeats &&= early.size === 1 && late.size === 1;
      const [best, worst] = [[...early][0]!, [...late][0]!];
      verdicts[id] = {
        rank: [ranked + first + 1, ranked + last + 1],
        consensus: verdicts[id]!.consensus,
        ...(best === worst ? { status: best } : { status: 'undecided', couldBe: [best, worst] }),
      };
    }
    taken = seatings[0]!.taken;
    ranked += group.length;
  }
  return { verdicts, sameSeats };
}

function combine(given: number[], rule: string): number {
  const sorted = [...given].sort();
  if (rule === 'lower_median') return sorted[Math.floor((sorted.length - 1) / 2)]!;
  if (rule === 'minimum') return sorted[0]!;
  if (rule === 'two_thirds')
    return [2, 1, 0].find((level) => given.filter((one) => one >= level).length / given.length > 0.6666)!;
  const mean = given.reduce((sum, level) => sum + level, 0) / given.length;
  return mean >= 1.5 ? 2 : mean >= 0.5 ? 1 : 0;
}

/** Seats one after the other; `taken` lists every seat that is taken, by its tier. */
function seat(order: string[], eligible: string[], { held, caps }: OracleContest, before: string[]) {
  const taken = [...before];
  const prize: Record<string, string> = {};
  for (const id of order) {
    const own = held[id];
    const better = own === undefined ? eligible : eligible.slice(0, Math.max(0, eligible.indexOf(own)));
    // A holder of a tier that it is no longer eligible for can only look above it.
    const wanted = own !== undefined && !eligible.includes(own) ? [] : better;
    const tier = wanted.find((one) => taken.filter((seatTaken) => seatTaken === one).length < caps[one]!);
    prize[id] = tier ?? own ?? 'accepted';
    if (tier === undefined) continue;
    taken.push(tier);
    if (own !== undefined) taken.splice(taken.indexOf(own), 1);
  }
  return { taken, prize };
}

function schulze(group: string[], { rankings, later }: OracleContest): (a: string, b: string) => boolean {
  const reviewers = [...new Set([...rankings, ...later].map((line) => line.reviewer))].filter((reviewer) =>
    [...rankings, ...later].some(
      (line) => line.reviewer === reviewer && line.rank !== '' && group.includes(line.submission),
    ),
  );
  const prefers = (reviewer: string, a: string, b: string): boolean => {
    const asked = [...new Set(later.filter((line) => line.reviewer === reviewer).map((line) => line.ranking))].sort();
    for (const name of asked.reverse()) {
      const rankOf = (id: string) =>
        later.find((line) => line.reviewer === reviewer && line.ranking === name && line.submission === id)?.rank ?? '';
      const [rankA, rankB] = [rankOf(a), rankOf(b)];
      if (rankA !== '' && rankB !== '') return rankA < rankB;
    }
    const lineOf = (id: string) => rankings.find((line) => line.reviewer === reviewer && line.submission === id);
    const [lineA, lineB] = [lineOf(a), lineOf(b)];
    if (lineA?.rank === '' || lineB?.rank === '') return false;
    if (lineA === undefined) return false;
    return lineB === undefined || (lineA.rank as number) < (lineB.rank as number);
  };
  const votes = (a: string, b: string): number => reviewers.filter((reviewer) => prefers(reviewer, a, b)).length;
  const link = (a: string, b: string): number => (votes(a, b) > votes(b, a) ? votes(a, b) : 0);
  const links = new Map(group.flatMap((a) => group.map((b) => [`${a} ${b}`, a === b ? 0 : link(a, b)] as const)));
  const strongest = (a: string, b: string, unused: string[]): number =>
    Math.max(
      links.get(`${a} ${b}`)!,
      ...unused.map((via) =>
        Math.min(
          links.get(`${a} ${via}`)!,
          strongest(
            via,
            b,
            unused.filter((one) => one !== via),
          ),
        ),
      ),
    );
  const path = (a: string, b: string): number =>
    strongest(
      a,
      b,
      group.filter((one) => one !== a && one !== b),
    );
  const strengths = new Map(group.flatMap((a) => group.map((b) => [`${a} ${b}`, a === b ? 0 : path(a, b)] as const)));
  return (a, b) => strengths.get(`${a} ${b}`)! > strengths.get(`${b} ${a}`)!;
}

export function permutations<T>(items: readonly T[]): T[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((first, i) =>
    permutations([...items.slice(0, i), ...items.slice(i + 1)]).map((rest) => [first, ...rest]),
  );
}
