import type { Output } from '../../../shared/contract/contract.ts';
import { countInWords, sentenceCount } from '../../pieces/format.ts';

type Current = Output<'decision.current'>;
export type Decided = Current['ranking']['decisions'][number];
export type Tier = Current['rules']['seats'][number]['tier'];

/** Rows of the ranking with undecided neighbours that share a rank taken together. */
export type Block =
  | { readonly kind: 'one'; readonly row: Decided }
  | { readonly kind: 'undecided'; readonly rows: readonly Decided[] };

export function blocks(decisions: readonly Decided[]): readonly Block[] {
  const result: Block[] = [];
  for (const row of inOrder(decisions)) {
    const last = result.at(-1);
    if (row.status !== 'undecided') result.push({ kind: 'one', row });
    else if (last?.kind === 'undecided' && overlap(last.rows[0], row)) {
      result[result.length - 1] = { kind: 'undecided', rows: [...last.rows, row] };
    } else result.push({ kind: 'undecided', rows: [row] });
  }
  return result;
}

/** Ranked ones first, by first place; the others by state as the engine gave them. */
export function inOrder(decisions: readonly Decided[]): readonly Decided[] {
  const ranked = decisions.filter((row) => row.rank !== null);
  const others = decisions.filter((row) => row.rank === null);
  return [
    ...ranked.sort((a, b) => (a.rank?.[0] ?? 0) - (b.rank?.[0] ?? 0) || (a.rank?.[1] ?? 0) - (b.rank?.[1] ?? 0)),
    ...others,
  ];
}

function overlap(a: Decided | undefined, b: Decided): boolean {
  if (!a?.rank || !b.rank) return false;
  return a.rank[0] <= b.rank[1] && b.rank[0] <= a.rank[1];
}

/** The finding of the page: how many prizes are settled, how many are not. */
export function standingSentence(decisions: readonly Decided[]): string {
  const settled = decisions.filter(
    (row) => row.status === 'grand' || row.status === 'second' || row.status === 'third',
  ).length;
  const open = decisions.filter((row) => row.status === 'undecided').length;
  const pending = decisions.filter((row) => row.status === 'pending').length;
  if (settled === 0 && open === 0) {
    return pending > 0 ? 'No prize is settled yet: reviews or labels are still to come.' : 'No prize is settled.';
  }
  const first = `${sentenceCount(settled)} ${settled === 1 ? 'prize is' : 'prizes are'} settled`;
  if (open === 0) return `${first}.`;
  return `${first}, ${countInWords(open)} ${open === 1 ? 'submission is' : 'submissions are'} undecided.`;
}

export type Seat = 'held' | 'taken' | 'undecided' | 'free';

/** The seats of a tier: held from an earlier round, taken now, possibly taken by undecided ones, free. */
export function seatsOf(
  tier: Tier,
  cap: number,
  current: Pick<Current, 'held'> & { decisions: readonly Decided[] },
): readonly Seat[] {
  const holders = new Set(current.held.filter((one) => one.prize === tier).map((one) => one.submission));
  // A holder that is settled in another tier has moved up and freed its seat.
  const held = [...holders].filter((id) => {
    const now = current.decisions.find((row) => row.submission === id);
    return !now || now.status === tier;
  });
  const taken = current.decisions.filter((row) => row.status === tier && !held.includes(row.submission)).length;
  const maybe = current.decisions.filter((row) => row.status === 'undecided' && row.could_be?.includes(tier)).length;
  const seats: Seat[] = [...held.map(() => 'held' as const), ...Array.from({ length: taken }, () => 'taken' as const)];
  const room = Math.max(0, cap - seats.length);
  const open = Math.min(room, tier === 'grand' ? Math.min(1, maybe) : Math.ceil(maybe / 2));
  return [...seats, ...Array.from({ length: room }, (_, i) => (i < open ? ('undecided' as const) : ('free' as const)))];
}
