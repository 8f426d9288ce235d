/**
 * Votes as statistics read them: who gave which label to which example, in flat arrays, example by example. Skips are
 * not votes. Names are sorted by code unit, so the order in which rows came in changes nothing.
 */
export interface VoteTable {
  readonly examples: readonly string[];
  readonly contractors: readonly string[];
  /** In the order given, or sorted where none was. Ordinal figures take this order. */
  readonly labels: readonly string[];
  /** Votes of example e: `starts[e]` up to, not including, `starts[e + 1]`; by contractor, then label. */
  readonly starts: Int32Array;
  /** Index into `contractors`, by vote. */
  readonly contractor: Int32Array;
  /** Index into `labels`, by vote. */
  readonly label: Int32Array;
}

export interface NamedVote {
  readonly example: string;
  readonly contractor: string;
  /** Null: skipped. The example and the contractor are there all the same. */
  readonly label: string | null;
}

export interface VoteTableBuilder {
  /** `row` says where it came from, for `repeats`. */
  add(example: string, contractor: string, label: string | null, row?: number): void;
  build(): VoteTable;
  /** Rows on which somebody labels an example once more, each with the row of the earlier label. */
  repeats(): Repeat[];
  /** Forgets the votes of these rows. */
  without(rows: ReadonlySet<number>): void;
}

export interface Repeat {
  readonly row: number;
  readonly earlier: number;
  readonly sameLabel: boolean;
}

/** @param labels every label that could be given, in order; those that were given are added if they are missing. */
export function voteTable(votes: Iterable<NamedVote>, labels: readonly string[] = []): VoteTable {
  const builder = voteTableBuilder(labels);
  for (const vote of votes) builder.add(vote.example, vote.contractor, vote.label);
  return builder.build();
}

/** For millions of votes: no object a vote. */
export function voteTableBuilder(labels: readonly string[] = []): VoteTableBuilder {
  const examples = numbering();
  const contractors = numbering();
  const given = numbering();
  for (const label of labels) given.of(label);
  let votes: number[] = [];
  const all = () =>
    arranged(
      votes,
      sorted(examples.names),
      sorted(contractors.names),
      labels.length > 0 ? keptFirst(given.names, labels.length) : sorted(given.names),
    );
  return {
    add: (example, contractor, label, row = -1) => {
      const e = examples.of(example);
      const c = contractors.of(contractor);
      if (label !== null) votes.push(e, c, given.of(label), row);
    },
    build: () => all().table,
    repeats: () => repeatsIn(all()),
    without: (rows) => {
      votes = votes.filter((_, at) => !rows.has(votes[at - (at % 4) + 3]!));
    },
  };
}

interface Numbering {
  readonly names: string[];
  of(name: string): number;
}

function numbering(): Numbering {
  const names: string[] = [];
  const known = new Map<string, number>();
  return {
    names,
    of: (name) => {
      let number = known.get(name);
      if (number === undefined) {
        number = names.length;
        names.push(name);
        known.set(name, number);
      }
      return number;
    },
  };
}

interface Sorted {
  readonly names: readonly string[];
  /** From the number by arrival to the place in `names`. */
  readonly place: Int32Array;
}

function sorted(names: readonly string[]): Sorted {
  const order = names.map((_, index) => index).sort((a, b) => (names[a]! < names[b]! ? -1 : 1));
  const place = new Int32Array(names.length);
  order.forEach((index, at) => {
    place[index] = at;
  });
  return { names: order.map((index) => names[index]!), place };
}

/** The first `count` names stay where they are, what came later is sorted behind them. */
function keptFirst(names: readonly string[], count: number): Sorted {
  const later = sorted(names.slice(count));
  const place = Int32Array.from(names, (_, index) => (index < count ? index : count + later.place[index - count]!));
  return { names: [...names.slice(0, count), ...later.names], place };
}

interface Arranged {
  readonly table: VoteTable;
  /** By vote: the row that it came from. */
  readonly row: Int32Array;
}

/** A counting sort by example, then a small one within each: linear in the number of votes. */
function arranged(votes: readonly number[], examples: Sorted, contractors: Sorted, labels: Sorted): Arranged {
  const count = votes.length / 4;
  const starts = new Int32Array(examples.names.length + 1);
  for (let v = 0; v < count; v++) starts[examples.place[votes[4 * v]!]! + 1]! += 1;
  for (let e = 0; e < examples.names.length; e++) starts[e + 1]! += starts[e]!;
  const next = starts.slice();
  const contractor = new Int32Array(count);
  const label = new Int32Array(count);
  const row = new Int32Array(count);
  for (let v = 0; v < count; v++) {
    const e = examples.place[votes[4 * v]!]!;
    const c = contractors.place[votes[4 * v + 1]!]!;
    const l = labels.place[votes[4 * v + 2]!]!;
    let at = next[e]!++;
    for (; at > starts[e]!; at--) {
      const before = contractor[at - 1]!;
      if (before < c || (before === c && label[at - 1]! <= l)) break;
      contractor[at] = before;
      label[at] = label[at - 1]!;
      row[at] = row[at - 1]!;
    }
    contractor[at] = c;
    label[at] = l;
    row[at] = votes[4 * v + 3]!;
  }
  const table = {
    examples: examples.names,
    contractors: contractors.names,
    labels: labels.names,
    starts,
    contractor,
    label,
  };
  return { table, row };
}

function repeatsIn({ table, row }: Arranged): Repeat[] {
  const { starts, contractor, label } = table;
  const repeats: Repeat[] = [];
  for (let e = 0; e < table.examples.length; e++) {
    for (let from = starts[e]!; from < starts[e + 1]!; ) {
      let to = from + 1;
      while (to < starts[e + 1]! && contractor[to] === contractor[from]) to += 1;
      if (to > from + 1) {
        const places = Array.from({ length: to - from }, (_, i) => from + i).sort((a, b) => row[a]! - row[b]!);
        const [first = from, ...others] = places;
        for (const at of others) {
          repeats.push({ row: row[at]!, earlier: row[first]!, sameLabel: label[at] === label[first] });
        }
      }
      from = to;
    }
  }
  return repeats.sort((a, b) => a.row - b.row);
}

/** The label that more than half of an example's votes name, by example; −1 where there is none. */
export function majorityLabels(table: VoteTable): Int32Array {
  const counts = new Int32Array(table.labels.length);
  return Int32Array.from(table.examples, (_, e) => {
    counts.fill(0);
    const from = table.starts[e]!;
    const to = table.starts[e + 1]!;
    for (let v = from; v < to; v++) counts[table.label[v]!]! += 1;
    return counts.findIndex((votes) => 2 * votes > to - from);
  });
}
